//! Everyone's dated facts, from the wards' records, the registers and the ledger.
//!
//! Takes: records with their matches, register rows with their links, the ledger ([`FactInputs`]).
//! Gives: one [`Subject`] for every enrolled person (and every person cared for), subjects of people
//! who may qualify without being enrolled, the rows of the table of beneficiaries, and findings
//! about conflicts between list and register ([`Gathered`]). Promises: intervals of one fact never
//! overlap; "no" is said with a value and silence stays unknown; nothing that became known after
//! the as-of day is used; the order of the input does not matter. Never: law, amounts, files.

mod beneficiaries;
mod bereaved;
mod candidates;
mod claims;
mod conflicts;
mod couple;
mod disputes;
mod family;
mod former;
mod gathering;
mod history;
mod identity;
mod input;
mod joins;
mod labels;
mod life;
mod likeness;
mod missing;
mod person;
mod pregnancy;
mod register;
mod residence;
mod second_rows;
mod settings;
mod standing;
mod timeline;
mod trust;
mod unlisted;
mod ward_word;
mod written;

pub use former::Former;
pub use identity::Identified;
pub use input::{FactInputs, Linked, RowLink, SpecialCommune};
pub use settings::{Knowledge, Settings};
pub use trust::{Order, Trust};

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;

use crate::model::{
    Benefit, BenefitKind, Claim, ClaimSource, CountedBy, Date, Fact, FactInterval, FactSource, Field, Finding, Issue,
    PersonKey, Record, Subject, WrittenIdentity,
};
use crate::table::outputs::{BeneficiaryRow, FactConflictRow};

use bereaved::Undecided;
use claims::{Draft, Enrolment, enrolment};
use disputes::Dispute;
use history::History;
use person::{Person, Sources, person};
use register::Registers;

/// What [`gather`] gives.
#[derive(Debug, Clone, Default)]
pub struct Gathered {
    /// Enrolled people, the people that they care for, and the dead for whom funeral support may fall
    /// due though nothing was decided, ordered by key. Someone who is only cared for has no claim.
    pub subjects: Vec<Subject>,
    /// People who are not enrolled in a main benefit and may qualify for one, ordered by key.
    pub candidates: Vec<Subject>,
    /// People whom closed lists paid and who left before the opening.
    pub former: Former,
    /// A row for each subject with a claim, in the order of the subjects.
    pub beneficiaries: Vec<BeneficiaryRow>,
    /// Conflicts and doubts found on the way, in the order of the records, then of the subjects.
    pub findings: Vec<Finding>,
    /// What sources tell differently about the enrolled, and which is used.
    pub conflicts: Vec<FactConflictRow>,
    /// Who each ledger line was paid to, in the order of the ledger.
    pub payees: Vec<PersonKey>,
    /// Who each record is about, in the order of the records.
    pub keys: Vec<PersonKey>,
    /// By what each record is counted as that person, in the order of the records.
    pub counted: Vec<CountedBy>,
}

/// Who the wards' rows and the ledger's lines are about, found or not; of provisional ids nothing is asked.
#[must_use]
pub fn identify<'a>(inputs: &FactInputs<'a>) -> Identified<'a> {
    identity::identify(inputs)
}

/// Who they say that they are about, found or not: from which provisional ids are kept.
#[must_use]
pub fn written_identities(inputs: &FactInputs<'_>, identified: &Identified<'_>) -> Vec<WrittenIdentity> {
    written::written(inputs, identified)
}

/// Gathers the facts about everyone who is enrolled, and about those who may qualify.
#[must_use]
pub fn gather(inputs: &FactInputs<'_>) -> Gathered {
    gather_identified(inputs, identify(inputs))
}

/// As [`gather`], where it was worked out before who everyone is.
#[must_use]
pub fn gather_identified(inputs: &FactInputs<'_>, identified: Identified<'_>) -> Gathered {
    let registers = Registers::new(inputs);
    let who = identified.settled(inputs);
    let payees: Vec<PersonKey> = who.payees.iter().map(|who| who.key).collect();
    let history = History::new(inputs.ledger.rows, &payees, inputs.pay_month);
    let record_keys: Vec<PersonKey> = who.records.iter().map(|who| who.key).collect();
    let reports = ward_word::reports(inputs.records, &record_keys, inputs.pay_month);
    let enrolment = enrolment(inputs, &who, &history, &registers, &reports);
    let sources = Sources {
        inputs,
        registers: &registers,
        history: &history,
        reports: &reports,
        couples: couple::carriers(&enrolment.drafts, &registers),
        wards: inputs.areas.keys().copied().collect(),
        cared_for: carers_lines(&enrolment),
    };
    let counted = who.counted.clone();
    let mut gathered = Gathered { payees, keys: record_keys, counted, ..Gathered::default() };
    enrolled(&enrolment, &sources, &mut gathered);
    gathered.former = former::former(&enrolment.drafts, &who, &sources);
    gathered.findings.extend(conflicts::idle(&enrolment.idle));
    gathered.findings.extend(second_rows::told(&enrolment.drafts));
    gathered.findings.extend(conflicts::lines_left(inputs, &who.refused));
    let unlisted = unlisted::decided(inputs, &gathered.keys, &enrolment.drafts);
    gathered.findings.extend(unlisted.values().flatten().map(|record| unlisted::finding(record)));
    let known = sources.cared_for.iter().chain(&gathered.payees).copied().collect();
    gathered.findings.extend(unlisted::without_effect(inputs, &gathered.keys, &enrolment.drafts, &known));
    conflicts::order(&mut gathered.findings);
    let decided = |claim: &Claim| claim.benefit.kind() == BenefitKind::Main && claim.source != ClaimSource::Prospect;
    let main = |subject: &&Subject| subject.claims.iter().any(decided);
    let enrolled = gathered.subjects.iter().filter(main).map(|subject| subject.key);
    // Whose decision is signed already needs no help to apply.
    let enrolled: HashSet<PersonKey> = enrolled.chain(unlisted.keys().copied()).collect();
    gathered.candidates = candidates::candidates(&sources, &enrolled);
    gathered
}

/// Everyone whom a carer's line is about.
fn carers_lines(enrolment: &Enrolment<'_>) -> HashSet<PersonKey> {
    let drafts = enrolment.drafts.values().flat_map(BTreeMap::values).flatten();
    drafts.filter_map(|draft| draft.for_person).collect()
}

/// A subject for every enrolled person and everyone cared for; rows and findings of the enrolled.
fn enrolled(enrolment: &Enrolment<'_>, sources: &Sources<'_>, gathered: &mut Gathered) {
    let nobody = BTreeMap::new();
    let mut keys: Vec<PersonKey> = sources.cared_for.iter().copied().collect();
    keys.extend(enrolment.drafts.keys());
    let undecided = bereaved::undecided(sources, &enrolment.idle);
    keys.extend(undecided.keys());
    keys.sort_unstable();
    keys.dedup();
    let lists = missing::Lists::new(sources.inputs, &gathered.counted);
    let one = |&key: &PersonKey| {
        let families = enrolment.drafts.get(&key).unwrap_or(&nobody);
        let drafts = flat(families);
        let person = person(key, &drafts, sources);
        let mut subject = subject(key, &person, &drafts, sources, &keys);
        add_undecided(&mut subject, undecided.get(&key).map_or(&[], Vec::as_slice));
        let drafts: Vec<&Draft<'_>> = drafts.into_iter().map(|(_, draft)| draft).collect();
        let mut found = findings(&subject, &person, &drafts, sources);
        let (disputed, of_days) = disputes(key, &subject, person.disputes.clone(), &drafts, sources);
        found.extend(of_days);
        // A ward that has taken a dead or departed person off its list did right.
        if !has_gone(&subject, sources.inputs.as_of) {
            let missing = |draft: &&Draft<'_>| missing::missing(draft, key, sources.history, &lists);
            found.extend(drafts.iter().filter_map(missing));
        }
        let enrolled = !drafts.is_empty();
        let row = beneficiaries::row(&subject, &person, &drafts, sources.inputs.as_of).filter(|_| enrolled);
        (subject, row, found, disputed)
    };
    let people: Vec<_> = keys.par_iter().map(one).collect();
    for (subject, row, found, disputed) in people {
        gathered.conflicts.extend(disputed);
        gathered.subjects.push(subject);
        gathered.beneficiaries.extend(row);
        gathered.findings.extend(found);
    }
}

/// A person's drafts, each with its family.
fn flat<'a, 'b>(families: &'a BTreeMap<Benefit, Vec<Draft<'b>>>) -> Vec<(Benefit, &'a Draft<'b>)> {
    families.iter().flat_map(|(family, drafts)| drafts.iter().map(|draft| (*family, draft))).collect()
}

/// Claims of a dead person on which nobody decided.
fn add_undecided(subject: &mut Subject, undecided: &[Undecided]) {
    subject.claims.extend(undecided.iter().map(Undecided::claim));
    if undecided.iter().any(|one| one.child) {
        let (fact, source) = (Fact::SingleParentChild, FactSource::Ledger);
        subject.facts.push(FactInterval { fact, value: 1, from: Date::MIN, to: Date::MAX, source, proven: true });
    }
}

/// Whether anybody says that the person is dead, has left the city or was ended by the ward.
fn has_gone(subject: &Subject, as_of: Date) -> bool {
    let gone = |interval: &FactInterval| match interval.fact {
        Fact::Alive | Fact::Resident => interval.value == 0,
        Fact::WardEnded => interval.value == 1,
        _ => false,
    };
    subject.facts.iter().any(|interval| interval.from <= as_of && as_of <= interval.to && gone(interval))
}

fn subject(
    key: PersonKey,
    person: &Person<'_>,
    drafts: &[(Benefit, &Draft<'_>)],
    sources: &Sources<'_>,
    keys: &[PersonKey],
) -> Subject {
    let mut subject = Subject {
        key,
        birth: person.birth,
        gender: person.gender,
        wards: person.wards.clone(),
        facts: person.facts.clone(),
        claims: Vec::new(),
    };
    let residence = person.row.and(subject.ward_on(sources.inputs.as_of));
    let index = |key: PersonKey| keys.binary_search(&key).ok();
    let claim = |draft: &Draft<'_>| draft.claim(key, residence, sources.history, sources.inputs, index);
    subject.claims = drafts.iter().filter_map(|(_, draft)| claim(draft)).collect();
    subject
}

/// What sources tell differently about one person; for a ward's day that is not used the finding too.
fn disputes(
    key: PersonKey,
    subject: &Subject,
    mut disputes: Vec<Dispute>,
    drafts: &[&Draft<'_>],
    sources: &Sources<'_>,
) -> (Vec<FactConflictRow>, Vec<Finding>) {
    let inputs = sources.inputs;
    let ward = subject.claims.first().map(|claim| claim.ward);
    let certified = conflicts::certified(subject, inputs.as_of);
    let records = drafts.iter().filter_map(|draft| draft.record);
    disputes.extend(records.flat_map(|record| disputes::of_row(record, subject, certified, inputs)));
    let reported = || sources.reports.get(&key).into_iter().flatten().copied();
    let finding = |dispute: &Dispute| {
        let record = reported().find(|record| Some(record.row_id) == dispute.row_id)?;
        let issue = Issue::new(ward_word::DAY_DIFFERS, &dispute.other.value).suggest(&dispute.kept.value);
        Some(conflicts::about(Some(record), ward, issue.about(Field::EventDate)))
    };
    let of_days = disputes.iter().filter(|one| one.check == Some(ward_word::DAY_DIFFERS)).filter_map(finding).collect();
    (disputes::rows(key, ward, disputes, &inputs.settings.trust), of_days)
}

/// Findings about one person: doubts about facts, then conflicts of each row with the registers.
fn findings(subject: &Subject, person: &Person<'_>, drafts: &[&Draft<'_>], sources: &Sources<'_>) -> Vec<Finding> {
    let record = drafts.iter().find_map(|draft| draft.record);
    let ward = subject.claims.first().map(|claim| claim.ward);
    let doubt = |(check, about): &(&'static str, String)| conflicts::about(record, ward, Issue::new(check, about));
    let doubts = person.doubts.iter().map(doubt);
    let not_yet = |record: &&Record| {
        let (field, from) = ward_word::not_yet(record, sources.inputs.as_of, sources.inputs.pay_month)?;
        Some(conflicts::about(Some(record), ward, Issue::new(ward_word::NOT_YET, &from).about(field)))
    };
    let doubts = doubts.chain(sources.reports.get(&subject.key).into_iter().flatten().filter_map(not_yet));
    let rows = drafts.iter().filter_map(|draft| draft.record);
    doubts.chain(rows.flat_map(|record| conflicts::of_row(record, subject, person, sources.inputs))).collect()
}
