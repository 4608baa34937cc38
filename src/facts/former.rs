//! People who left the closed lists within the months that are still settled: nobody claims anything
//! for them today, and what the lists paid for them is looked at all the same.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rayon::prelude::*;

use crate::model::{Benefit, Month, PaymentKind, PersonKey, Subject};
use crate::table::inputs::PaymentRow;

use super::claims::{Draft, Drafts};
use super::identity::Identities;
use super::labels::names_cared_for;
use super::person::{Sources, person};

/// Former beneficiaries, and the months that the closed lists paid them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Former {
    /// Those who were paid and the people that they cared for, ordered by key, as a slice of its own:
    /// claims point into it. Somebody who is still enrolled in another benefit has those claims too.
    pub subjects: Vec<Subject>,
    /// Months for which a list paid a benefit that the person left before the opening.
    pub months: BTreeSet<(PersonKey, Month)>,
}

/// Lines of one benefit (its family) that a person, found in the register, no longer has.
type Left<'a> = BTreeMap<(PersonKey, Benefit, Option<PersonKey>), Vec<(&'a PaymentRow, bool)>>;

/// Former beneficiaries between the first month that is settled and the opening.
pub(super) fn former(drafts: &Drafts<'_>, who: &Identities, sources: &Sources<'_>) -> Former {
    let left = left(drafts, who, sources);
    let months = left.iter().flat_map(|((key, ..), lines)| lines.iter().map(|(line, _)| (*key, line.month))).collect();
    let mut claims: Drafts<'_> = BTreeMap::new();
    for ((key, family, for_person), lines) in left {
        let own = || drafts.get(&key).cloned().unwrap_or_default();
        let last = lines.iter().map(|(line, _)| line.month).max();
        let of_last = lines.iter().filter(|(line, _)| Some(line.month) == last);
        let draft = Draft::of_lines(for_person, of_last.copied());
        claims.entry(key).or_insert_with(own).entry(family).or_default().push(draft);
    }
    Former { subjects: subjects(&claims, drafts, sources), months }
}

fn left<'a>(drafts: &Drafts<'_>, who: &Identities, sources: &Sources<'a>) -> Left<'a> {
    let inputs = sources.inputs;
    let mut left = Left::new();
    for (line, payee) in inputs.ledger.rows.iter().zip(&who.payees) {
        let paid = matches!(line.kind, PaymentKind::Regular | PaymentKind::Arrears);
        let settled = inputs.arrears_from <= line.month && line.month < inputs.pay_month.prev();
        if !paid || !settled || payee.key.register().is_none() {
            continue;
        }
        let (family, for_person) = (line.benefit.family(), cared_for(line));
        if !enrolled(drafts, payee.key, family, for_person) {
            left.entry((payee.key, family, for_person)).or_default().push((line, payee.safe));
        }
    }
    left
}

/// Whom a carer's line is about.
fn cared_for(line: &PaymentRow) -> Option<PersonKey> {
    line.for_person_id.filter(|_| names_cared_for(line.benefit)).map(PersonKey::Register)
}

/// Whether somebody has the benefit still; carers, for the same person or for one that is not named.
fn enrolled(drafts: &Drafts<'_>, key: PersonKey, family: Benefit, for_person: Option<PersonKey>) -> bool {
    let of_family = drafts.get(&key).and_then(|families| families.get(&family));
    let same = |draft: &Draft<'_>| draft.for_person == for_person || draft.for_person.is_none() || for_person.is_none();
    of_family.is_some_and(|drafts| drafts.iter().any(same))
}

fn subjects(claims: &Drafts<'_>, enrolled: &Drafts<'_>, sources: &Sources<'_>) -> Vec<Subject> {
    let of_all = || claims.values().flat_map(BTreeMap::values).flatten();
    let cared_for: HashSet<PersonKey> = of_all().filter_map(|draft| draft.for_person).collect();
    let mut keys: Vec<PersonKey> = cared_for.iter().copied().chain(claims.keys().copied()).collect();
    keys.sort_unstable();
    keys.dedup();
    let cared_for = cared_for.union(&sources.cared_for).copied().collect();
    let sources = Sources { cared_for, couples: sources.couples.clone(), wards: sources.wards.clone(), ..*sources };
    let nobody = BTreeMap::new();
    let one = |&key: &PersonKey| {
        let families = claims.get(&key).or(enrolled.get(&key)).unwrap_or(&nobody);
        let drafts = super::flat(families);
        super::subject(key, &person(key, &drafts, &sources), &drafts, &sources, &keys)
    };
    keys.par_iter().map(one).collect()
}
