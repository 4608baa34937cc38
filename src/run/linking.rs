//! One pass over the population register for everything that has to be linked: the wards' records,
//! and the rows of other registers.

use std::collections::BTreeMap;

use super::cache::Cache;
use super::inputs::CityFiles;
use super::keeping;
use super::night::Night;
use super::watch::Watch;
use super::{RunError, Staged};
use crate::facts::RowLink;
use crate::link::{self, LinkError, Linked, Query, Register, Ruled, Verdict};
use crate::model::{Finding, Outcome, PersonId, Record, RowId};
use crate::registers::{Population, Registers, SharedNumbers};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{DuplicateRow, MatchRow, RulingRow};

/// Who everyone is.
pub(super) struct Links {
    /// One verdict a record, in the records' order.
    pub(super) matches: Vec<MatchRow>,
    pub(super) duplicates: Vec<DuplicateRow>,
    /// The person of each record, by the place of one of its rows.
    pub(super) persons: Vec<u32>,
    /// Whom people decided a row is not.
    pub(super) refused: BTreeMap<RowId, Vec<PersonId>>,
    /// One link a row, in the rows' order.
    pub(super) deaths: Vec<RowLink>,
    pub(super) pensions: Vec<RowLink>,
    pub(super) disability: Vec<RowLink>,
    pub(super) payments: Vec<RowLink>,
    /// What the verdicts on records mean for the wards.
    pub(super) findings: Vec<Finding>,
}

impl Links {
    /// The links of all rows of other registers.
    pub(super) fn of_rows(&self) -> impl Iterator<Item = &RowLink> {
        [&self.deaths, &self.pensions, &self.disability, &self.payments].into_iter().flatten()
    }
}

/// Links everything at once, under what people decided; writes into the decisions what became of them.
pub(super) fn link(
    night: &Night<'_>,
    (files, watch): (&CityFiles, &dyn Watch),
    (records, registers): (&[Record], &Registers),
    decisions: &mut [RulingRow],
) -> Staged<Links> {
    let unnamed: Vec<usize> =
        (0..registers.payments.len()).filter(|&line| registers.payments[line].person_id.is_none()).collect();
    let mut index = 0;
    let mut next = || {
        index += 1;
        index - 1
    };
    let parts: [Vec<Query>; 5] = [
        records.iter().map(|row| Query::of_record(next(), row)).collect(),
        registers.deaths.iter().flatten().map(|row| Query::of_death(next(), row)).collect(),
        registers.pensions.iter().flatten().map(|row| Query::of_pension(next(), row)).collect(),
        registers.disability.iter().flatten().map(|row| Query::of_disability(next(), row)).collect(),
        unnamed.iter().map(|&line| Query::of_payment(next(), &registers.payments[line])).collect(),
    ];
    let lengths = parts.each_ref().map(Vec::len);
    let queries: Vec<Query> = parts.into_iter().flatten().collect();
    let ruled = link::settle(decisions, records);
    let Linked { mut verdicts, mut standings, alike, tally } = linked(night, (files, watch), &queries, &ruled)?;
    link::contest_second_rows(records, &mut verdicts[..records.len()], (&ruled, &mut standings));
    let shared = shared_numbers(night, &verdicts, registers)?;
    link::contest_shared_numbers(&mut verdicts, &shared.ids);
    let last = keeping::last_night(night, decisions)?;
    let followed = link::follow(decisions, records, &mut verdicts[..records.len()], (&ruled, &last, &night.plan.model));
    link::note_rows(decisions, records);
    let mut rest = verdicts.as_slice();
    let [of_records, deaths, pensions, disability, lines] = lengths.map(|length| {
        let (part, tail) = rest.split_at(length);
        rest = tail;
        part
    });
    let matches = link::match_rows(records, of_records);
    let residence = of_records.iter().filter_map(|verdict| verdict.person_id.zip(verdict.residence)).collect();
    let persons = link::persons(records, &matches, &alike);
    let duplicates = link::duplicates(records, &matches, &residence, &persons);
    let is_shared = |id: Option<PersonId>| id.is_some_and(|id| shared.ids.binary_search(&id).is_ok());
    let paid = |line: &PaymentRow| RowLink { person: line.person_id, safe: !is_shared(line.person_id) };
    let mut payments: Vec<RowLink> = registers.payments.iter().map(paid).collect();
    for (&line, verdict) in unnamed.iter().zip(lines) {
        payments[line] = row_link(verdict);
    }
    let to_links = |verdicts: &[Verdict]| verdicts.iter().map(row_link).collect();
    let (deaths, pensions, disability) = (to_links(deaths), to_links(pensions), to_links(disability));
    let mut findings = link::findings(records, of_records, &ruled);
    findings.extend(link::stand(decisions, records, (&ruled, &standings)));
    findings.extend(link::unlike_rows(records, &matches));
    let numbers_of_two = shared.ids.len() as u64;
    findings.extend(link::rests_on_shared(records, of_records, &shared.ids));
    findings.extend(shared.findings);
    let refused = refused(records, &ruled, followed);
    let links = Links { matches, duplicates, persons, refused, deaths, pensions, disability, payments, findings };
    let with = |outcome| links.matches.iter().filter(|row| row.outcome == outcome).count() as u64;
    let counts = vec![
        ("queries", queries.len() as u64),
        ("matched", with(Outcome::Matched)),
        ("review", with(Outcome::Review)),
        ("not_found", with(Outcome::NotFound)),
        ("unusable", with(Outcome::Unusable)),
        ("offered", links.matches.iter().filter(|row| row.unsure == Some(true)).count() as u64),
        ("decided", ruled.len() as u64),
        ("duplicates", links.duplicates.len() as u64),
        ("register_rows", tally.register_rows),
        ("register_rows_unusable", tally.register_rows_unusable),
        ("register_numbers_of_two", numbers_of_two),
        ("pairs_compared", tally.pairs_compared),
        ("pairs_narrowed", tally.pairs_narrowed),
        ("records_looked_up", tally.records_looked_up),
    ];
    Ok((links, counts))
}

/// Verdicts from the prepared register and what the night before kept, else from the register itself:
/// they are the same.
fn linked(
    night: &Night<'_>,
    (files, watch): (&CityFiles, &dyn Watch),
    queries: &[Query],
    ruled: &[Ruled],
) -> Result<Linked, RunError> {
    let fail = |error: &dyn ToString| RunError::input("link", &error.to_string());
    let known = || Population::open(&night.city)?.known_on(night.as_of);
    let (population, model) = (known().map_err(|error| fail(&error))?, &night.plan.model);
    let batches = || population.batches(link::COLUMNS).map_err(|error| fail(&error));
    if let Some(cache) = Cache::open(night, &population, files.digest_of(population.path()), watch) {
        match link::link_again(queries, (&cache.register, cache.kept()), model, ruled, &cache.candidates()) {
            Ok((linked, kept)) => {
                cache.tell(kept);
                return Ok(linked);
            }
            Err(error @ LinkError::Prepared { .. }) => cache.give_up(&error),
            Err(error) => return Err(fail(&error)),
        }
    }
    link::link_ruled(queries, Register::Batches(batches()?), model, ruled).map_err(|error| fail(&error))
}

/// Which of the numbers that tonight rests on the population register gives to two people.
fn shared_numbers(night: &Night<'_>, verdicts: &[Verdict], registers: &Registers) -> Result<SharedNumbers, RunError> {
    let named = verdicts.iter().flat_map(|verdict| [verdict.person_id, verdict.runner_up_id]);
    let paid = registers.payments.iter().flat_map(|line| [line.person_id, line.for_person_id]);
    let asked = named.chain(paid).flatten().collect();
    let read = || Population::open(&night.city)?.known_on(night.as_of)?.shared(&asked);
    read().map_err(|error| RunError::input("link", &error))
}

/// What a verdict allows: only `matched` names a person.
fn row_link(verdict: &Verdict) -> RowLink {
    match verdict.outcome {
        Outcome::Matched => RowLink { person: verdict.person_id, safe: verdict.safe_to_act },
        _ => RowLink::default(),
    }
}

/// Whom people decided each row is not, tonight or before the row changed.
fn refused(records: &[Record], ruled: &[Ruled], followed: Vec<(usize, PersonId)>) -> BTreeMap<RowId, Vec<PersonId>> {
    let decided = ruled.iter().flat_map(|about| about.not.iter().map(|person| (about.index, *person)));
    let mut refused = BTreeMap::<RowId, Vec<PersonId>>::new();
    for (index, person) in decided.chain(followed) {
        if let Some(record) = records.get(index) {
            refused.entry(record.row_id).or_default().push(person);
        }
    }
    refused
}
