//! Records without a match, joined with a line of the opening or a matched movement row that names the
//! same person: name without marks, birth date, ward.
//!
//! That is less than the linkage asks for, so the join takes nobody whom people decided against, nobody
//! but the two that the linkage shows where it asks, and nobody whom two people could be: a line belongs
//! to one person of the lists, first to one with its benefit, and a person found by the linkage keeps the
//! own lines.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::{
    Benefit, CountedBy, ListKind, Month, Outcome, PartialDate, PaymentKind, PersonId, PersonKey, Record, WardCode,
};

use super::FactInputs;
use super::identity::Who;
use super::likeness::{births_agree, fold};

/// What the records are joined with.
pub(super) struct Known<'a> {
    /// Who the ledger's lines are about.
    pub(super) payees: &'a [Who],
    /// Who the records are matched to.
    pub(super) matched: &'a [Option<Who>],
    /// The person of each record.
    pub(super) persons: &'a [u32],
}

/// A record of a list and the person decided against whose line it would have been joined with.
pub(super) type Refused = (usize, PersonId);

/// Everybody joined, by record, and whom decisions kept from it.
pub(super) struct Joins {
    pub(super) of_record: Vec<Option<(Who, CountedBy)>>,
    pub(super) refused: Vec<Refused>,
}

/// Somebody named by a line or a movement row.
#[derive(Clone, Copy)]
struct Named {
    birth: PartialDate,
    /// Family of the benefit paid.
    family: Option<Benefit>,
    who: Who,
}

/// People by folded name and ward.
type ByName = HashMap<(String, WardCode), Vec<Named>>;

/// A person whom a record may be: whether by the benefit too.
type Wish = (PersonKey, bool);

pub(super) fn joins(inputs: &FactInputs<'_>, known: &Known<'_>) -> Joins {
    let joining = Joining::new(inputs, known);
    let mut of_person = BTreeMap::<u32, (Who, CountedBy)>::new();
    for (people, by) in [(&joining.by_line, CountedBy::Ledger), (&joining.by_movement, CountedBy::Movement)] {
        let joined = joining.one_to_one(people, &of_person);
        of_person.extend(joined.into_iter().map(|(person, who)| (person, (who, by))));
    }
    let of_record = |at: usize| {
        if known.matched[at].is_some() {
            return None;
        }
        let with_list = || of_person.get(&known.persons[at]).copied();
        // A report about somebody of the list is nobody else's.
        let alone = || joining.is_report(at) && !joining.open.contains_key(&known.persons[at]);
        with_list().or_else(|| alone().then(|| joining.report(at)).flatten())
    };
    let of_record: Vec<_> = (0..inputs.records.len()).map(of_record).collect();
    let refused = joining.refused(&of_record);
    Joins { of_record, refused }
}

struct Joining<'a> {
    inputs: &'a FactInputs<'a>,
    by_line: ByName,
    by_movement: ByName,
    /// People whom a row of a beneficiary list was matched to, and with which families of benefits.
    listed: HashSet<PersonKey>,
    carried: HashSet<(PersonKey, Benefit)>,
    /// Rows of beneficiary lists without a match, by person.
    open: BTreeMap<u32, Vec<usize>>,
}

impl<'a> Joining<'a> {
    fn new(inputs: &'a FactInputs<'a>, known: &Known<'_>) -> Joining<'a> {
        let (mut listed, mut carried, mut open) = (HashSet::new(), HashSet::new(), BTreeMap::<u32, Vec<usize>>::new());
        let rows = inputs.records.iter().enumerate().filter(|(_, record)| record.list_kind == ListKind::Beneficiaries);
        for (at, record) in rows {
            match known.matched[at] {
                Some(who) => {
                    listed.insert(who.key);
                    carried.extend(record.benefit.map(|benefit| (who.key, benefit.family())));
                }
                None => open.entry(known.persons[at]).or_default().push(at),
            }
        }
        let by_line = by_line(inputs, known.payees, inputs.pay_month.prev());
        let by_movement = by_movement(inputs, known.matched, &listed);
        Joining { inputs, by_line, by_movement, listed, carried, open }
    }

    fn is_report(&self, at: usize) -> bool {
        self.inputs.records[at].list_kind == ListKind::Movements
    }

    fn decided_against(&self, at: usize) -> &[PersonId] {
        self.inputs.refused.get(&self.inputs.records[at].row_id).map_or(&[], Vec::as_slice)
    }

    /// Whether nobody decided against the person, and the linkage shows it where it asks.
    fn may_be(&self, at: usize, key: PersonKey) -> bool {
        let Some(person) = key.register() else { return true };
        let shown = self.inputs.matches.get(at).is_none_or(|verdict| {
            verdict.outcome != Outcome::Review || [verdict.person_id, verdict.runner_up_id].contains(&Some(person))
        });
        shown && !self.decided_against(at).contains(&person)
    }

    /// Who of `people` has the name, birth date and ward of a record.
    fn fitting<'p>(&self, at: usize, people: &'p ByName) -> impl Iterator<Item = Named> + use<'p> {
        let record = &self.inputs.records[at];
        let key = record.full_name.as_ref().map(|name| (fold(name.reveal()), record.ward));
        let (birth, found) = (record.birth_date, key.and_then(|key| people.get(&key)));
        let of_birth = move |named: &Named| birth.is_some_and(|birth| births_agree(birth, named.birth));
        found.into_iter().flatten().copied().filter(of_birth)
    }

    /// The one person of `people` whom the rows of an open person may be.
    fn wish(&self, rows: &[usize], people: &ByName) -> Option<(Wish, Who)> {
        let mut wishes = BTreeMap::<PersonKey, (bool, Who)>::new();
        for &row in rows {
            let own = self.inputs.records[row].benefit.map(Benefit::family);
            for named in self.fitting(row, people) {
                let key = named.who.key;
                let same = named.family.zip(own).is_none_or(|(paid, own)| paid == own);
                let free = named.family.is_none_or(|family| !self.carried.contains(&(key, family)));
                if (same && free) || !self.listed.contains(&key) {
                    let wish = wishes.entry(key).or_insert((false, named.who));
                    wish.0 |= same && free;
                }
            }
        }
        let against = |row: usize, key: PersonKey| {
            key.register().is_some_and(|person| self.decided_against(row).contains(&person))
        };
        wishes.retain(|&key, _| !rows.iter().any(|&row| against(row, key)));
        let by_benefit = wishes.values().any(|(same, _)| *same);
        let mut best = wishes.into_iter().filter(|(_, (same, _))| *same == by_benefit);
        let (key, (same, who)) = best.next()?;
        let alone = best.next().is_none() && rows.iter().all(|&row| self.may_be(row, key));
        alone.then_some(((key, same), who))
    }

    /// Open people and who of `people` each is, where it is one and nobody else may be it.
    fn one_to_one(&self, people: &ByName, before: &BTreeMap<u32, (Who, CountedBy)>) -> Vec<(u32, Who)> {
        let taken: BTreeSet<PersonKey> = before.values().map(|(who, _)| who.key).collect();
        let mut claims = BTreeMap::<PersonKey, Vec<(bool, u32, Who)>>::new();
        for (&person, rows) in self.open.iter().filter(|(person, _)| !before.contains_key(person)) {
            if let Some(((key, same), who)) = self.wish(rows, people).filter(|((key, _), _)| !taken.contains(key)) {
                claims.entry(key).or_default().push((same, person, who));
            }
        }
        let one = |claims: Vec<(bool, u32, Who)>| {
            let by_benefit = claims.iter().any(|(same, ..)| *same);
            let mut best = claims.into_iter().filter(|(same, ..)| *same == by_benefit);
            let (_, person, who) = best.next()?;
            // The name and the year are not more than that.
            best.next().is_none().then_some((person, Who { safe: false, ..who }))
        };
        claims.into_values().filter_map(one).collect()
    }

    /// Whom a movement row alone is about: the one person of an opening line, else of another movement row.
    fn report(&self, at: usize) -> Option<(Who, CountedBy)> {
        let the_one = |people| {
            let mut fitting = self.fitting(at, people).filter(|named| self.may_be(at, named.who.key));
            let first = fitting.next()?;
            fitting.all(|named| named.who.key == first.who.key).then_some(first.who)
        };
        let line = the_one(&self.by_line).map(|who| (who, CountedBy::Ledger));
        line.or_else(|| the_one(&self.by_movement).map(|who| (who, CountedBy::Movement)))
    }

    /// Records that decisions kept from a line which no other record carries.
    fn refused(&self, of_record: &[Option<(Who, CountedBy)>]) -> Vec<Refused> {
        let joined: HashSet<PersonKey> = of_record.iter().flatten().map(|(who, _)| who.key).collect();
        let left = |person: &PersonId| {
            let key = PersonKey::Register(*person);
            !joined.contains(&key) && !self.listed.contains(&key)
        };
        let mut refused: Vec<Refused> = Vec::new();
        for &at in self.open.values().flatten().filter(|at| !self.decided_against(**at).is_empty()) {
            let named: BTreeSet<PersonId> =
                self.fitting(at, &self.by_line).filter_map(|named| named.who.key.register()).collect();
            let against = self.decided_against(at);
            refused
                .extend(named.into_iter().filter(|person| against.contains(person) && left(person)).map(|p| (at, p)));
        }
        refused.sort_unstable();
        refused
    }
}

fn by_line(inputs: &FactInputs<'_>, payees: &[Who], opening: Month) -> ByName {
    let mut people = ByName::new();
    for (line, who) in inputs.ledger.rows.iter().zip(payees) {
        if line.month != opening || line.kind != PaymentKind::Regular {
            continue;
        }
        if let (Some(name), Some(birth)) = (&line.full_name, line.birth_date) {
            let named = Named { birth, family: Some(line.benefit.family()), who: *who };
            people.entry((fold(name.reveal()), line.ward_code)).or_default().push(named);
        }
    }
    people
}

/// People of matched movement rows whom no matched row of a full list carries: a row of the full list
/// with the same name, birth date and ward is theirs.
fn by_movement(inputs: &FactInputs<'_>, matched: &[Option<Who>], listed: &HashSet<PersonKey>) -> ByName {
    let mut people = ByName::new();
    let reports = |record: &Record| record.list_kind == ListKind::Movements;
    for (record, who) in inputs.records.iter().zip(matched).filter(|(record, _)| reports(record)) {
        if let (Some(name), Some(birth), Some(who)) = (&record.full_name, record.birth_date, who)
            && !listed.contains(&who.key)
        {
            let safe = who.safe && birth.full().is_some();
            let named = Named { birth, family: None, who: Who { safe, ..*who } };
            people.entry((fold(name.reveal()), record.ward)).or_default().push(named);
        }
    }
    people
}
