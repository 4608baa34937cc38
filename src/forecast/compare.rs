//! The same enrolled people under two laws.

use std::ops::Range;

use hashbrown::HashMap;

use super::Settings;
use crate::model::{Benefit, BenefitKind, Claim, Date, Dong, EntitlementStatus, Month, PersonKey, Subject, WardCode};
use crate::table::forecast::{SimulationPersonRow, SimulationRow};
use crate::table::outputs::EntitlementRow;

/// Month, ward, benefit, and place of the age group.
type Key = (Month, WardCode, Benefit, usize);

/// Counts and sums of a cell, of one law.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Side {
    lines: i64,
    amount: i64,
    held_lines: i64,
    held: i64,
    persons: i64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    before: Side,
    after: Side,
    winners: i64,
    gain: i64,
    losers: i64,
    loss: i64,
    newly: i64,
    lose_all: i64,
    unclear: i64,
}

/// Sums over some people; sums over others are added with [`Compared::add`], in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    cells: HashMap<Key, Cell>,
}

/// What one law gives one person in one month.
#[derive(Debug, Clone, Copy, Default)]
struct Given {
    amount: i64,
    /// The dearest line, and what it pays.
    main: Option<(Benefit, i64)>,
    undetermined: bool,
}

/// Sets what two laws give the same people side by side. Both tables are ordered by subject, month
/// and benefit, as the law gives them, and speak of the people in `range` alone. What is paid once is left
/// out.
#[must_use]
pub fn compare(
    people: &[Subject],
    range: Range<usize>,
    before: &[EntitlementRow],
    after: &[EntitlementRow],
    settings: &Settings,
) -> Compared {
    let mut sums = Compared::default();
    each_month(&people[range], before, after, |subject, month, old, new| {
        sums.month((people, subject), month, (old, new), settings);
    });
    sums
}

/// The people whose money differs in a month, in the order of the subjects; nobody whose answer is open.
#[must_use]
pub fn changed(
    subjects: &[Subject],
    (before, after): (&[EntitlementRow], &[EntitlementRow]),
    compared: Month,
    settings: &Settings,
) -> Vec<SimulationPersonRow> {
    let mut rows = Vec::new();
    each_month(subjects, before, after, |subject, month, old, new| {
        if month != compared {
            return;
        }
        let (a, b) = (given(old), given(new));
        let ward = old.iter().chain(new).find_map(|row| row.ward_code);
        if let (true, Some(ward_code)) = (!a.undetermined && !b.undetermined && a.amount != b.amount, ward) {
            rows.push(SimulationPersonRow {
                person_id: subject.key,
                ward_code,
                age_group: settings.label(group(subject, month.last_day(), settings)),
                benefit_before: a.main.map(|main| main.0),
                amount_before: Dong(a.amount),
                benefit_after: b.main.map(|main| main.0),
                amount_after: Dong(b.amount),
            });
        }
    });
    rows
}

/// Calls `visit` with the lines of each subject and month under both laws.
fn each_month<'a>(
    subjects: &'a [Subject],
    mut before: &'a [EntitlementRow],
    mut after: &'a [EntitlementRow],
    mut visit: impl FnMut(&'a Subject, Month, &'a [EntitlementRow], &'a [EntitlementRow]),
) {
    for subject in subjects {
        let (mut old, mut new) = (own(&mut before, subject.key), own(&mut after, subject.key));
        while let Some(month) = old.first().into_iter().chain(new.first()).map(|row| row.month).min() {
            visit(subject, month, of_month(&mut old, month), of_month(&mut new, month));
        }
    }
}

/// Takes the rows of a person off the front.
pub(super) fn own<'a>(rows: &mut &'a [EntitlementRow], key: PersonKey) -> &'a [EntitlementRow] {
    let end = rows.iter().take_while(|row| row.person_id == key).count();
    let (own, rest) = rows.split_at(end);
    *rows = rest;
    own
}

/// Takes the rows of a month off the front.
fn of_month<'a>(rows: &mut &'a [EntitlementRow], month: Month) -> &'a [EntitlementRow] {
    let end = rows.iter().take_while(|row| row.month == month).count();
    let (own, rest) = rows.split_at(end);
    *rows = rest;
    own
}

pub(super) fn monthly(rows: &[EntitlementRow]) -> impl Iterator<Item = &EntitlementRow> {
    rows.iter().filter(|row| row.benefit.kind() != BenefitKind::OneOff)
}

fn given(rows: &[EntitlementRow]) -> Given {
    monthly(rows).fold(Given::default(), |given, row| match row.status {
        EntitlementStatus::Entitled => Given {
            amount: given.amount + row.amount.0,
            main: given.main.filter(|main| main.1 >= row.amount.0).or(Some((row.benefit, row.amount.0))),
            ..given
        },
        EntitlementStatus::Undetermined => Given { undetermined: true, ..given },
        EntitlementStatus::NotEntitled => given,
    })
}

/// What is paid on for an undetermined line: what its claim was paid in the opening.
pub(super) fn held(people: &[Subject], subject: &Subject, row: &EntitlementRow) -> i64 {
    let cared = |claim: &Claim| claim.cared_for.and_then(|at| people.get(at)).map(|one| one.key);
    let mut of_family = subject.claims.iter().filter(|claim| claim.benefit.family() == row.benefit.family());
    of_family.find(|claim| cared(claim) == row.for_person_id).and_then(|claim| claim.opening).map_or(0, |paid| paid.0)
}

/// Place of the age group of a person on a day; after the last group: not known.
pub(super) fn group(subject: &Subject, day: Date, settings: &Settings) -> usize {
    settings.group(subject.birth.map(|birth| birth.earliest().age_years(day)))
}

impl Compared {
    /// Adds the sums over other people.
    pub fn add(&mut self, other: Compared) {
        for (key, cell) in other.cells {
            let sum = self.cells.entry(key).or_default();
            for (side, more) in [(&mut sum.before, cell.before), (&mut sum.after, cell.after)] {
                side.lines += more.lines;
                side.amount += more.amount;
                side.held_lines += more.held_lines;
                side.held += more.held;
                side.persons += more.persons;
            }
            sum.winners += cell.winners;
            sum.gain += cell.gain;
            sum.losers += cell.losers;
            sum.loss += cell.loss;
            sum.newly += cell.newly;
            sum.lose_all += cell.lose_all;
            sum.unclear += cell.unclear;
        }
    }

    /// The table, ordered by month, ward, benefit and age.
    #[must_use]
    pub fn rows(&self, settings: &Settings) -> Vec<SimulationRow> {
        let mut cells: Vec<(&Key, &Cell)> = self.cells.iter().collect();
        cells.sort_unstable_by_key(|(key, _)| **key);
        let row = |(&(month, ward_code, benefit, group), cell): (&Key, &Cell)| SimulationRow {
            month,
            ward_code,
            benefit,
            age_group: settings.label(group),
            lines_before: cell.before.lines,
            amount_before: Dong(cell.before.amount),
            lines_after: cell.after.lines,
            amount_after: Dong(cell.after.amount),
            held_lines_before: cell.before.held_lines,
            held_before: Dong(cell.before.held),
            held_lines_after: cell.after.held_lines,
            held_after: Dong(cell.after.held),
            persons_before: cell.before.persons,
            persons_after: cell.after.persons,
            winners: cell.winners,
            gain: Dong(cell.gain),
            losers: cell.losers,
            loss: Dong(cell.loss),
            newly_entitled: cell.newly,
            lose_all: cell.lose_all,
            unclear: cell.unclear,
        };
        cells.into_iter().map(row).collect()
    }

    fn month(
        &mut self,
        (people, subject): (&[Subject], &Subject),
        month: Month,
        (old, new): (&[EntitlementRow], &[EntitlementRow]),
        settings: &Settings,
    ) {
        let group = group(subject, month.last_day(), settings);
        self.lines((people, subject), old, group, |cell| &mut cell.before);
        self.lines((people, subject), new, group, |cell| &mut cell.after);
        let (before, after) = (given(old), given(new));
        let first_line = || monthly(old).chain(monthly(new)).next().map(|row| (row.benefit, 0));
        let main = before.main.or(after.main).or_else(first_line);
        let ward = monthly(old).chain(monthly(new)).find_map(|row| row.ward_code);
        let (Some((benefit, _)), Some(ward)) = (main, ward) else { return };
        let unclear = before.undetermined || after.undetermined;
        if before.amount == 0 && after.amount == 0 && !unclear {
            return;
        }
        let cell = self.cells.entry((month, ward, benefit, group)).or_default();
        cell.before.persons += i64::from(before.amount > 0);
        cell.after.persons += i64::from(after.amount > 0);
        let more = after.amount - before.amount;
        match (unclear, more) {
            (true, _) => cell.unclear += 1,
            (false, 1..) => {
                cell.winners += 1;
                cell.gain += more;
                cell.newly += i64::from(before.amount == 0);
            }
            (false, ..0) => {
                cell.losers += 1;
                cell.loss -= more;
                cell.lose_all += i64::from(after.amount == 0);
            }
            (false, 0) => {}
        }
    }

    fn lines(
        &mut self,
        (people, subject): (&[Subject], &Subject),
        rows: &[EntitlementRow],
        group: usize,
        side: impl Fn(&mut Cell) -> &mut Side,
    ) {
        for row in monthly(rows) {
            let (Some(ward), true) = (row.ward_code, row.status != EntitlementStatus::NotEntitled) else { continue };
            let side = side(self.cells.entry((row.month, ward, row.benefit, group)).or_default());
            if row.status == EntitlementStatus::Entitled {
                side.lines += 1;
                side.amount += row.amount.0;
            } else {
                side.held_lines += 1;
                side.held += held(people, subject, row);
            }
        }
    }
}
