//! One pass over the population register for everything that has to be linked: the wards' records,
//! and the rows of other registers.

use std::collections::BTreeMap;

use super::cache::Cache;
use super::inputs::CityFiles;
use super::keeping;
use super::night::Night;
use super::watch::{Counts, Watch};
use super::{RunError, Staged};
use crate::facts::RowLink;
use crate::link::{self, Alike, LinkError, Linked, Query, Register, Ruled, Standing, Tally, Verdict};
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
    let asked = Asked::of(records, registers);
    let ruled = link::settle(decisions, records);
    let linked = linked(night, (files, watch), &asked.queries, &ruled)?;
    let judged = judged(night, (records, registers), (decisions, ruled), linked)?;
    let links = links(records, registers, (&asked, &judged), decisions);
    let counts = counts(&links, &asked, &judged);
    Ok((links, counts))
}

/// Everything that has to be linked.
struct Asked {
    /// Records, deaths, pensions, certificates, ledger lines without a number; in this order.
    queries: Vec<Query>,
    /// How many of each.
    lengths: [usize; 5],
    /// Places of the ledger lines.
    unnamed: Vec<usize>,
}

impl Asked {
    fn of(records: &[Record], registers: &Registers) -> Asked {
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
        Asked { queries: parts.into_iter().flatten().collect(), lengths, unnamed }
    }

    /// The verdicts on each kind of query.
    fn parts<'v>(&self, verdicts: &'v [Verdict]) -> [&'v [Verdict]; 5] {
        let mut rest = verdicts;
        self.lengths.map(|length| {
            let (part, tail) = rest.split_at(length);
            rest = tail;
            part
        })
    }
}

/// Verdicts that were held against decisions and against the register itself.
struct Judged {
    verdicts: Vec<Verdict>,
    alike: Vec<Alike>,
    tally: Tally,
    ruled: Vec<Ruled>,
    standings: Vec<Standing>,
    shared: SharedNumbers,
    /// Whom people decided a record was not, before it changed.
    followed: Vec<(usize, PersonId)>,
}

/// Makes questions of verdicts that decisions of tonight or earlier nights contradict, or that rest on a
/// number of two people.
fn judged(
    night: &Night<'_>,
    (records, registers): (&[Record], &Registers),
    (decisions, ruled): (&mut [RulingRow], Vec<Ruled>),
    Linked { mut verdicts, mut standings, alike, tally }: Linked,
) -> Result<Judged, RunError> {
    link::contest_second_rows(records, &mut verdicts[..records.len()], (&ruled, &mut standings));
    let shared = shared_numbers(night, &verdicts, registers)?;
    link::contest_shared_numbers(&mut verdicts, &shared.ids);
    let last = keeping::last_night(night, decisions)?;
    let followed = link::follow(decisions, records, &mut verdicts[..records.len()], (&ruled, &last, &night.plan.model));
    link::note_rows(decisions, records);
    Ok(Judged { verdicts, alike, tally, ruled, standings, shared, followed })
}

/// Who everyone is, by the verdicts.
fn links(
    records: &[Record],
    registers: &Registers,
    (asked, judged): (&Asked, &Judged),
    decisions: &mut [RulingRow],
) -> Links {
    let [of_records, deaths, pensions, disability, lines] = asked.parts(&judged.verdicts);
    let matches = link::match_rows(records, of_records);
    let residence = of_records.iter().filter_map(|verdict| verdict.person_id.zip(verdict.residence)).collect();
    let persons = link::persons(records, &matches, &judged.alike);
    let duplicates = link::duplicates(records, &matches, &residence, &persons);
    let is_shared = |id: Option<PersonId>| id.is_some_and(|id| judged.shared.ids.binary_search(&id).is_ok());
    let paid = |line: &PaymentRow| RowLink { person: line.person_id, safe: !is_shared(line.person_id) };
    let mut payments: Vec<RowLink> = registers.payments.iter().map(paid).collect();
    for (&line, verdict) in asked.unnamed.iter().zip(lines) {
        payments[line] = row_link(verdict);
    }
    let mut findings = link::findings(records, of_records, &judged.ruled);
    findings.extend(link::stand(decisions, (records, of_records), (&judged.ruled, &judged.standings)));
    findings.extend(link::unlike_rows(records, &matches));
    findings.extend(link::rests_on_shared(records, of_records, &judged.shared.ids));
    findings.extend(judged.shared.findings.iter().cloned());
    let to_links = |verdicts: &[Verdict]| verdicts.iter().map(row_link).collect();
    Links {
        matches,
        duplicates,
        persons,
        refused: refused(records, &judged.ruled, &judged.followed),
        deaths: to_links(deaths),
        pensions: to_links(pensions),
        disability: to_links(disability),
        payments,
        findings,
    }
}

fn counts(links: &Links, asked: &Asked, judged: &Judged) -> Counts {
    let with = |outcome| links.matches.iter().filter(|row| row.outcome == outcome).count() as u64;
    let tally = &judged.tally;
    vec![
        ("queries", asked.queries.len() as u64),
        ("matched", with(Outcome::Matched)),
        ("review", with(Outcome::Review)),
        ("not_found", with(Outcome::NotFound)),
        ("unusable", with(Outcome::Unusable)),
        ("offered", links.matches.iter().filter(|row| row.unsure == Some(true)).count() as u64),
        ("decided", judged.ruled.len() as u64),
        ("duplicates", links.duplicates.len() as u64),
        ("register_rows", tally.register_rows),
        ("register_rows_unusable", tally.register_rows_unusable),
        ("register_numbers_of_two", judged.shared.ids.len() as u64),
        ("pairs_compared", tally.pairs_compared),
        ("pairs_narrowed", tally.pairs_narrowed),
        ("records_looked_up", tally.records_looked_up),
    ]
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
fn refused(records: &[Record], ruled: &[Ruled], followed: &[(usize, PersonId)]) -> BTreeMap<RowId, Vec<PersonId>> {
    let decided = ruled.iter().flat_map(|about| about.not.iter().map(|person| (about.index, *person)));
    let mut refused = BTreeMap::<RowId, Vec<PersonId>>::new();
    for (index, person) in decided.chain(followed.iter().copied()) {
        if let Some(record) = records.get(index) {
            refused.entry(record.row_id).or_default().push(person);
        }
    }
    refused
}
