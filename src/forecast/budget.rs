//! What the coming months are expected to cost.

use std::collections::{BTreeMap, HashMap as StdMap};
use std::ops::Range;

use hashbrown::HashMap;

use super::compare::{held, monthly, own};
use super::mortality::{Mortality, WHOLE};
use crate::model::{Benefit, BudgetKind, Date, Dong, EntitlementStatus, Month, PersonKey, Subject, WardCode};
use crate::table::forecast::{BudgetGroupRow, BudgetRow};
use crate::table::outputs::EntitlementRow;

type Key = (Month, WardCode, Benefit, BudgetKind);

/// Sums of a cell; what is expected in parts of [`WHOLE`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Cell {
    lines: i64,
    amount: i64,
    expected_lines: i128,
    expected_amount: i128,
    undetermined: i64,
}

/// Expected money of some people; that of others is added with [`Expected::add`], in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    cells: HashMap<Key, Cell>,
    /// Enrolled people with money whose birth date or gender is not known.
    pub without_age: i64,
}

/// What the expectation rests on.
#[derive(Debug, Clone, Copy)]
pub struct Assumptions<'a> {
    /// Deaths by age and gender.
    pub mortality: &'a Mortality,
    /// Funeral support on the death of somebody with this benefit in this month.
    pub funerals: &'a StdMap<(Benefit, Month), Dong>,
    /// The day on which everybody is known to live.
    pub as_of: Date,
    /// First and last month.
    pub months: (Month, Month),
}

/// The expected money of the people in `range`, from what the law gives them in the months of the
/// assumptions if nobody dies: `rows` ordered by subject, month and benefit. A month is paid to whom
/// its first day finds alive; a carer's line asks that of the person cared for as well. Who dies in
/// a month with a benefit leaves funeral support for that month.
#[must_use]
pub fn expect(
    people: &[Subject],
    range: Range<usize>,
    mut rows: &[EntitlementRow],
    kind: BudgetKind,
    given: &Assumptions<'_>,
) -> Expected {
    let mut sums = Expected::default();
    let count = given.months.1.since(given.months.0).max(0) as usize + 1;
    for subject in &people[range] {
        let mine = own(&mut rows, subject.key);
        if mine.iter().all(|row| row.status == EntitlementStatus::NotEntitled) {
            continue;
        }
        let unknown = subject.birth.is_none() || subject.gender.is_none();
        sums.without_age += i64::from(unknown && kind == BudgetKind::Enrolled);
        let alive = |one: &Subject| given.mortality.survival(one, given.as_of, given.months.0, count);
        let chances = alive(subject);
        let mut cared: Option<(PersonKey, Vec<i64>)> = None;
        for row in monthly(mine).filter(|row| row.status != EntitlementStatus::NotEntitled) {
            let at = row.month.since(given.months.0) as usize;
            let mut chance = chances[at];
            if let Some(key) = row.for_person_id {
                if cared.as_ref().is_none_or(|(known, _)| *known != key) {
                    let whom = subject.claims.iter().filter_map(|claim| people.get(claim.cared_for?));
                    cared = whom.into_iter().find(|one| one.key == key).map(|one| (key, alive(one)));
                }
                let theirs = cared.as_ref().map_or(WHOLE, |(_, chances)| chances[at]);
                chance = (i128::from(chance) * i128::from(theirs) / i128::from(WHOLE)) as i64;
            }
            sums.line((people, subject), row, chance, kind);
        }
        sums.funerals(mine, &chances, kind, given);
    }
    sums
}

impl Expected {
    /// Adds the money of other people.
    pub fn add(&mut self, other: Expected) {
        self.without_age += other.without_age;
        for (key, cell) in other.cells {
            let sum = self.cells.entry(key).or_default();
            sum.lines += cell.lines;
            sum.amount += cell.amount;
            sum.expected_lines += cell.expected_lines;
            sum.expected_amount += cell.expected_amount;
            sum.undetermined += cell.undetermined;
        }
    }

    fn line(&mut self, (people, subject): (&[Subject], &Subject), row: &EntitlementRow, chance: i64, kind: BudgetKind) {
        let Some(ward) = row.ward_code else { return };
        let open = row.status == EntitlementStatus::Undetermined;
        let amount = if open { held(people, subject, row) } else { row.amount.0 };
        if amount == 0 {
            return;
        }
        let cell = self.cells.entry((row.month, ward, row.benefit, kind)).or_default();
        cell.lines += 1;
        cell.amount += amount;
        cell.undetermined += i64::from(open);
        cell.expected_lines += i128::from(chance);
        cell.expected_amount += i128::from(chance) * i128::from(amount);
    }

    /// One funeral support a person: the highest of what the benefits of the month give.
    fn funerals(&mut self, mine: &[EntitlementRow], chances: &[i64], kind: BudgetKind, given: &Assumptions<'_>) {
        let mut best: BTreeMap<Month, (Dong, WardCode)> = BTreeMap::new();
        for row in monthly(mine).filter(|row| row.status == EntitlementStatus::Entitled) {
            let Some((&amount, ward)) = given.funerals.get(&(row.benefit, row.month)).zip(row.ward_code) else {
                continue;
            };
            let highest = best.entry(row.month).or_insert((amount, ward));
            highest.0 = highest.0.max(amount);
        }
        for (month, (amount, ward)) in best {
            let at = month.since(given.months.0) as usize;
            let dies = i128::from(chances[at] - chances[at + 1]);
            let cell = self.cells.entry((month, ward, Benefit::MaiTang, kind)).or_default();
            cell.expected_lines += dies;
            cell.expected_amount += dies * i128::from(amount.0);
        }
    }

    /// The table, ordered by month, ward, benefit and kind; money to the nearest đồng.
    #[must_use]
    pub fn rows(&self) -> Vec<BudgetRow> {
        let mut cells: Vec<(&Key, &Cell)> = self.cells.iter().collect();
        cells.sort_unstable_by_key(|(key, _)| **key);
        let whole = i128::from(WHOLE);
        let row = |(&(month, ward_code, benefit, kind), cell): (&Key, &Cell)| BudgetRow {
            month,
            ward_code,
            benefit,
            kind,
            lines: cell.lines,
            amount: Dong(cell.amount),
            expected_lines: thousandths(cell.expected_lines),
            expected_amount: Dong(((cell.expected_amount + whole / 2) / whole) as i64),
            undetermined_lines: cell.undetermined,
        };
        cells.into_iter().map(row).collect()
    }
}

/// Parts of [`WHOLE`] as a number of at most three decimals.
fn thousandths(parts: i128) -> f64 {
    let part = i128::from(WHOLE) / 1000;
    ((parts + part / 2) / part) as f64 / 1000.0
}

/// Adds the rows up by what `group` names and by calendar year, in the order of its key. `months`
/// counts the months of a year in the period: what an average month is an average of.
pub fn budget_groups<K: Ord>(
    rows: &[BudgetRow],
    months: impl Fn(i32) -> i64,
    group: impl Fn(&BudgetRow) -> (K, String),
) -> Vec<BudgetGroupRow> {
    let mut sums: BTreeMap<(K, i32), BudgetGroupRow> = BTreeMap::new();
    for row in rows {
        let year = row.month.ym().0;
        let (key, name) = group(row);
        let sum = sums.entry((key, year)).or_insert_with(|| empty(name, year, months(year)));
        let funeral = row.benefit == Benefit::MaiTang;
        match (row.kind, funeral) {
            (BudgetKind::NotEnrolled, _) => sum.not_enrolled.0 += row.expected_amount.0,
            (_, true) => sum.funerals.0 += row.expected_amount.0,
            (BudgetKind::Enrolled, false) => sum.enrolled.0 += row.expected_amount.0,
            (BudgetKind::Coming, false) => sum.coming.0 += row.expected_amount.0,
        }
        if row.kind != BudgetKind::NotEnrolled {
            sum.without_deaths.0 += row.amount.0;
            sum.expected.0 += row.expected_amount.0;
            sum.expected_lines += if funeral { 0.0 } else { row.expected_lines };
        }
    }
    let finished = sums.into_values().map(|sum| BudgetGroupRow {
        expected_lines: (sum.expected_lines / sum.months.max(1) as f64 * 10.0).round() / 10.0,
        ..sum
    });
    finished.collect()
}

fn empty(group: String, year: i32, months: i64) -> BudgetGroupRow {
    BudgetGroupRow {
        group,
        year: i64::from(year),
        months,
        expected_lines: 0.0,
        enrolled: Dong::ZERO,
        coming: Dong::ZERO,
        funerals: Dong::ZERO,
        expected: Dong::ZERO,
        without_deaths: Dong::ZERO,
        not_enrolled: Dong::ZERO,
    }
}
