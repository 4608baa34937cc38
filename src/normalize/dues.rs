//! Amounts of lists without coefficients, against what the law gives for the benefit.
//!
//! Takes rows, their records, and the law as a function. Gives findings. Never: changes an amount, says of
//! somebody without a benefit what is due, holds against a list of movements what is no longer paid.

use std::collections::HashMap;

use rayon::prelude::*;

use super::checks;
use crate::model::{
    Benefit, BenefitKind, Dong, Due, Field, Finding, Issue, ListKind, Month, Movement, PartialDate, RawRow, Record,
    RowId,
};

/// Children for whom an amount for each may stand.
const CHILDREN: i64 = 12;

/// What a benefit may amount to, by birth, in a month.
pub type Dues<'a> = dyn Fn(Benefit, Option<PartialDate>, Month) -> Vec<Due> + Sync + 'a;

/// The rows whose amount the law does not give for their benefit, or that have none where their sheet has
/// amounts, in the order of the rows.
#[must_use]
pub fn check_amounts(rows: &[RawRow], records: &[Record], dues: &Dues<'_>) -> Vec<Finding> {
    let of_row: HashMap<RowId, &RawRow> = rows.iter().map(|row| (row.row_id, row)).collect();
    let columns = columns(rows);
    let found = records.par_iter().filter_map(|record| {
        let row = of_row.get(&record.row_id)?;
        let column = *columns.get(&sheet_of(row))?;
        let issue = check(record, row, dues)?;
        Some(Finding {
            row_id: Some(row.row_id),
            file: row.file.clone(),
            ward: Some(row.ward),
            column: Some(row.cell(Field::Amount).map_or(column, |cell| cell.column)),
            issue: issue.about(Field::Amount),
        })
    });
    found.collect()
}

fn sheet_of(row: &RawRow) -> (u64, u32) {
    (row.row_id.file, row.row_id.sheet)
}

/// The column of amounts of each sheet in which most rows have one.
fn columns(rows: &[RawRow]) -> HashMap<(u64, u32), u16> {
    let mut counts: HashMap<(u64, u32), (usize, usize, u16)> = HashMap::new();
    for row in rows {
        let count = counts.entry(sheet_of(row)).or_default();
        count.0 += 1;
        if let Some(cell) = row.cell(Field::Amount) {
            (count.1, count.2) = (count.1 + 1, cell.column);
        }
    }
    counts.retain(|_, (all, filled, _)| *filled * 2 > *all);
    counts.into_iter().map(|(sheet, (_, _, column))| (sheet, column)).collect()
}

fn check(record: &Record, row: &RawRow, dues: &Dues<'_>) -> Option<Issue> {
    if row.cell(Field::Coefficient).is_some() {
        return None;
    }
    let full = record.list_kind == ListKind::Beneficiaries;
    let raw = row.cell(Field::Amount).map(|cell| cell.value.reveal()).unwrap_or_default();
    let blank = matches!(raw.trim(), "" | "-");
    let amount = match record.amount {
        None if blank && full => None,
        // What cannot be read is told already.
        None => return None,
        Some(Dong::ZERO) if !full => return None,
        amount => amount,
    };
    // `Điều chỉnh` may tell the amount before or after, by either benefit.
    if record.movement == Some(Movement::Changed) {
        return None;
    }
    let possible = possible(record, dues);
    if possible.is_empty() {
        return None;
    }
    match amount {
        None => Some(Issue::new(checks::AMOUNT_MISSING, "").suggest(&told(&possible))),
        Some(amount) if possible.iter().any(|due| gives(due, amount)) => None,
        Some(_) => Some(Issue::new(checks::AMOUNT_NOT_DUE, &raw).suggest(&told(&possible))),
    }
}

/// What the record's benefit may amount to in the period of its list or the month after; where a disability is
/// told but no severity, what either severity gives.
fn possible(record: &Record, dues: &Dues<'_>) -> Vec<Due> {
    let either = [Benefit::K6Dbn, Benefit::K6Nang];
    let benefits: &[Benefit] = match &record.benefit {
        Some(benefit) if benefit.kind() == BenefitKind::OneOff => &[],
        Some(benefit) => std::slice::from_ref(benefit),
        None if record.disability_type.is_some() && record.severity.is_none() => &either,
        None => &[],
    };
    let months = [record.period, record.period.next()];
    let all = benefits.iter().flat_map(|&benefit| months.map(|month| dues(benefit, record.birth_date, month)));
    let mut all: Vec<Due> = all.flatten().collect();
    all.sort_by(|a, b| {
        (a.amount, a.each, &a.clause, &a.rate_clause).cmp(&(b.amount, b.each, &b.clause, &b.rate_clause))
    });
    all.dedup_by(|next, first| next.amount == first.amount && next.each == first.each);
    all
}

fn gives(due: &Due, amount: Dong) -> bool {
    let (amount, one) = (amount.0, due.amount.0);
    amount == one || due.each && one > 0 && amount % one == 0 && (1..=CHILDREN).contains(&(amount / one))
}

/// `1.050.000 hoặc 1.750.000 (khoản …; NQ …)`, `700.000 mỗi con (…)`.
fn told(dues: &[Due]) -> String {
    let amount = |due: &Due| format!("{}{}", due.amount, if due.each { " mỗi con" } else { "" });
    let amounts: Vec<String> = dues.iter().map(amount).collect();
    let mut clauses: Vec<&str> = Vec::new();
    for clause in dues.iter().map(|due| &*due.clause).chain(dues.iter().map(|due| &*due.rate_clause)) {
        if !clauses.contains(&clause) {
            clauses.push(clause);
        }
    }
    format!("{} ({})", amounts.join(" hoặc "), clauses.join("; "))
}
