//! The closed books and their truth: the law is asked once for every case, and ledger, opening,
//! closing, true entitlements and true changes follow from its answers.

use super::SynthError;
use super::case::{Case, Line};
use super::ledger::{self, Paid};
use super::rng::Rng;
use super::sink::Sink;
use super::stories::Story;
use super::subjects::{LawFn, Views, subjects};
use super::times::Times;
use super::truth::{self, Changes};
use super::world::World;
use crate::model::{Coded, Dong, EntitlementStatus, PaymentKind, PersonKey};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::EntitlementRow;
use crate::table::truth::{TruthChangeRow, TruthEntitlementRow};

/// Cases whose answers are held at a time.
const CHUNK: usize = 3_000;

/// The files that are written.
pub(super) struct Books {
    payments: Sink<PaymentRow>,
    entitlements: Sink<TruthEntitlementRow>,
    changes: Sink<TruthChangeRow>,
}

/// Lines written.
pub(super) struct Counts {
    /// Of the ledger.
    pub(super) payments: usize,
    /// True changes.
    pub(super) changes: usize,
}

/// Writes ledger and truth, and puts opening and closing into the cases.
pub(super) fn keep(world: &mut World<'_>, law: &LawFn<'_>) -> Result<Counts, SynthError> {
    let (ledger, truth) = (world.config.out.join("ledger"), world.config.out.join("truth"));
    for folder in [&ledger, &truth] {
        std::fs::create_dir_all(folder).map_err(|error| SynthError::io(folder, error))?;
    }
    let mut books =
        Books { payments: Sink::create(&ledger)?, entitlements: Sink::create(&truth)?, changes: Sink::create(&truth)? };
    let mut start = 0;
    while start < world.cases.len() {
        let mut end = (start + CHUNK).min(world.cases.len());
        while end < world.cases.len() && world.cases[end].group == world.cases[end - 1].group {
            end += 1;
        }
        books.chunk(world, start, end, law)?;
        start = end;
    }
    let changes = books.changes.rows;
    books.entitlements.finish()?;
    books.changes.finish()?;
    Ok(Counts { payments: books.payments.finish()?, changes })
}

impl Books {
    fn chunk(&mut self, world: &mut World<'_>, start: usize, end: usize, law: &LawFn<'_>) -> Result<(), SynthError> {
        let times = world.times;
        let (subjects, views) = subjects(&world.cases[start..end], &world.wards);
        let rows = law(&subjects, times.first, times.pay);
        let mut by_subject: Vec<Vec<&EntitlementRow>> = vec![Vec::new(); subjects.len()];
        for row in &rows {
            if let Some(found) = number(row.person_id).and_then(|index| by_subject.get_mut(index)) {
                found.push(row);
            }
        }
        for (index, view) in (start..end).zip(views) {
            let mut rng = Rng::of(world.config.seed, 0x1ed9e4 + index as u64);
            let answers = Answers { by_subject: &by_subject, view, group: world.cases[index].group, start };
            self.case(world, index, &answers, times, &mut rng)?;
        }
        Ok(())
    }

    fn case(
        &mut self,
        world: &mut World<'_>,
        index: usize,
        answers: &Answers<'_>,
        times: Times,
        rng: &mut Rng,
    ) -> Result<(), SynthError> {
        let case = &world.cases[index];
        let mut paid: Vec<Paid> = Vec::new();
        for view in [Some(answers.view.office), answers.view.second].into_iter().flatten() {
            let (rows, cared) = answers.of(view, case);
            paid.extend(ledger::paid(case, &rows, &cared, times, rng));
        }
        let group_end = world.cases[index..].iter().take_while(|other| other.group == case.group).count() + index;
        let group = &world.cases[case.group..group_end];
        ledger::write(case, group, &paid, &world.wards, &mut self.payments, rng)?;
        let (rows, cared) = answers.of(answers.view.truth, case);
        let regular = |line: &&Paid| line.kind == PaymentKind::Regular;
        let opening: Vec<Line> = paid
            .iter()
            .filter(regular)
            .filter(|line| line.month == times.opening)
            .map(|line| line.line.clone())
            .collect();
        let resumed_from = (case.story == Story::Resumed)
            .then(|| paid.iter().filter(regular).map(|line| line.month.next()).max())
            .flatten();
        let case = &mut world.cases[index];
        (case.opening, case.resumed_from) = (opening, resumed_from);
        case.closing = truth::closing(case, &rows, &cared, times);
        let case = &world.cases[index];
        self.entitlements(case, &rows, times)?;
        if !case.enrolled {
            return Ok(());
        }
        let mut changes = Changes { case, rows: &rows, wards: &world.wards, times }.all();
        changes.sort_by(|a, b| a.reason.code().cmp(&b.reason.code()).then(a.ward_code.cmp(&b.ward_code)));
        changes.into_iter().try_for_each(|change| self.changes.push(change))
    }

    fn entitlements(&mut self, case: &Case, rows: &[&EntitlementRow], times: Times) -> Result<(), SynthError> {
        for row in rows.iter().filter(|row| row.month >= times.arrears_from) {
            if row.status == EntitlementStatus::Entitled && row.amount > Dong::ZERO {
                let (month, benefit, amount) = (row.month, row.benefit, row.amount);
                self.entitlements.push(TruthEntitlementRow { person_id: case.id, month, benefit, amount })?;
            }
        }
        Ok(())
    }
}

/// The law's answers for the cases of a chunk.
struct Answers<'a> {
    by_subject: &'a [Vec<&'a EntitlementRow>],
    view: Views,
    group: usize,
    start: usize,
}

impl<'a> Answers<'a> {
    /// The answers for one view of a case, and for carers' lines the place of the person cared for.
    fn of(&self, subject: usize, case: &Case) -> (Vec<&'a EntitlementRow>, Vec<Option<usize>>) {
        debug_assert!(self.group >= self.start, "a chunk holds whole groups");
        let rows = self.by_subject[subject].clone();
        let place = |row: &&EntitlementRow| {
            let grants = case.grants.iter().filter(|grant| grant.benefit == row.benefit);
            grants.filter_map(|grant| grant.cared_for).next()
        };
        let cared = rows.iter().map(place).collect();
        (rows, cared)
    }
}

fn number(key: PersonKey) -> Option<usize> {
    match key {
        PersonKey::Provisional(index) => usize::try_from(index).ok(),
        PersonKey::Register(_) => None,
    }
}
