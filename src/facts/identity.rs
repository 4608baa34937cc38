//! Who a record and who a ledger line is about.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{CountedBy, Difference, FullName, Outcome, PartialDate, PersonKey, WardCode};
use crate::table::inputs::PaymentRow;

use super::FactInputs;
use super::joins::{Joins, Known, Refused, joins};
use super::likeness::{births_agree, fold};
use super::written::{content_of_line, contents, persons};

/// A person and whether the link to the person is safe to act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Who {
    pub(super) key: PersonKey,
    pub(super) safe: bool,
}

/// People of all records and of all ledger lines, in their orders.
pub(super) struct Identities {
    pub(super) records: Vec<Who>,
    pub(super) payees: Vec<Who>,
    /// By what each record is counted as its person.
    pub(super) counted: Vec<CountedBy>,
    pub(super) refused: Vec<Refused>,
}

/// People known by name and ward, to join a nameless number of one list with the same person in
/// another.
type ByName = HashMap<(String, WardCode), Vec<(Option<PartialDate>, Who)>>;

/// Who the wards' rows and the ledger's lines are about, before provisional ids are settled: whoever was
/// not found is what is written of the person.
pub struct Identified<'a> {
    pub(super) matched: Vec<Option<Who>>,
    pub(super) persons: Cow<'a, [u32]>,
    /// What is written of the person of each record.
    pub(super) contents: Vec<u64>,
    pub(super) found: Identities,
}

/// Decides for every record and ledger line who it is about. A line without a number joins the
/// matched record of the same name, birth date and ward, and a record that was not matched joins
/// such an opening line or a matched movement row ([`super::joins`]). All others are what is written of
/// them.
pub(super) fn identify<'a>(inputs: &FactInputs<'a>) -> Identified<'a> {
    let matched: Vec<Option<Who>> = inputs.records.iter().enumerate().map(|(i, _)| matched(inputs, i)).collect();
    let mut by_record = ByName::new();
    for (record, who) in inputs.records.iter().zip(&matched) {
        if let (Some(name), Some(who)) = (&record.full_name, who) {
            let birth = record.birth_date;
            // A name, a full birth date and a place are more than a name.
            let safe = birth.is_some_and(|birth| birth.full().is_some());
            by_record.entry((fold(name.reveal()), record.ward)).or_default().push((birth, Who { safe, ..*who }));
        }
    }
    let payees = payees(inputs, &by_record);
    let persons = persons(inputs, &matched);
    let contents = contents(inputs, &matched, &persons);
    let found = identities(inputs, payees, (&matched, &persons, &contents), PersonKey::Provisional);
    Identified { matched, persons, contents, found }
}

impl Identified<'_> {
    /// The people under the ids that they have had since earlier nights. A line that names no number joins
    /// only people of the register, so that its key is renamed; records are joined anew, as two contents
    /// may have one id.
    pub(super) fn settled(self, inputs: &FactInputs<'_>) -> Identities {
        if inputs.provisional.is_empty() {
            return self.found;
        }
        let kept = |content: u64| PersonKey::Provisional(inputs.provisional.get(&content).copied().unwrap_or(content));
        let renamed = |who: Who| match who.key {
            PersonKey::Provisional(content) => Who { key: kept(content), ..who },
            PersonKey::Register(_) => who,
        };
        let payees: Vec<Who> = self.found.payees.into_iter().map(renamed).collect();
        identities(inputs, payees, (&self.matched, &self.persons, &self.contents), kept)
    }

    /// Whether a record was joined with what somebody else wrote.
    pub(super) fn is_joined(&self, row: usize) -> bool {
        matches!(self.found.counted[row], CountedBy::Ledger | CountedBy::Movement)
    }
}

/// Who each record is about; `key` of the content of one that is nobody else.
fn identities(
    inputs: &FactInputs<'_>,
    payees: Vec<Who>,
    (matched, persons, contents): (&[Option<Who>], &[u32], &[u64]),
    key: impl Fn(u64) -> PersonKey,
) -> Identities {
    let Joins { of_record, refused } = joins(inputs, &Known { payees: &payees, matched, persons });
    let one = |row: usize| match (matched[row], of_record[row]) {
        (Some(who), _) => (who, CountedBy::Verdict),
        (None, Some(joined)) => joined,
        (None, None) => (Who { key: key(contents[row]), safe: false }, CountedBy::Own),
    };
    let (records, counted) = (0..inputs.records.len()).map(one).unzip();
    Identities { records, payees, counted, refused }
}

fn matched(inputs: &FactInputs<'_>, i: usize) -> Option<Who> {
    let verdict = inputs.matches.get(i).filter(|verdict| verdict.outcome == Outcome::Matched)?;
    let number_is_wrong =
        verdict.differences.iter().any(|d| matches!(d, Difference::IdWrong | Difference::IdOfAnother));
    let by_more_than_weight = matches!(verdict.method.as_str(), "id_and_name" | "name_birth_place");
    // In the ward somebody left a namesake born on the same day may have lived too.
    let lived_before = verdict.method == "name_birth_place" && verdict.differences.contains(&Difference::Moved);
    // Whoever decided had the number before them.
    let safe = verdict.method == "decision" || (by_more_than_weight && !number_is_wrong && !lived_before);
    Some(Who { key: PersonKey::Register(verdict.person_id?), safe })
}

fn payees(inputs: &FactInputs<'_>, by_record: &ByName) -> Vec<Who> {
    let ledger = inputs.ledger;
    let payee = |(i, line): (usize, &PaymentRow)| {
        let link = ledger.links.get(i).and_then(|link| Some((link.person?, link.safe)));
        match line.person_id.map(|id| (id, true)).or(link) {
            Some((id, safe)) => Who { key: PersonKey::Register(id), safe },
            None => {
                let joined = the_one(by_record, line.full_name.as_ref(), line.birth_date, line.ward_code);
                joined.unwrap_or_else(|| Who { key: PersonKey::Provisional(content_of_line(line)), safe: false })
            }
        }
    };
    ledger.rows.iter().enumerate().map(payee).collect()
}

/// The one person of a name, birth date and ward; `None` where nobody or several fit.
fn the_one(people: &ByName, name: Option<&FullName>, birth: Option<PartialDate>, ward: WardCode) -> Option<Who> {
    let (name, birth) = (name?, birth?);
    let found = people.get(&(fold(name.reveal()), ward))?;
    let mut fitting = found.iter().filter(|(other, _)| other.is_some_and(|other| births_agree(birth, other)));
    let (_, first) = fitting.next()?;
    fitting.all(|(_, who)| who.key == first.key).then_some(*first)
}
