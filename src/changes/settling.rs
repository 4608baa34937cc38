//! The ledger of differences: each tied to the closed list that it corrects and to the list that
//! settles it, with the status that officials gave it.
//!
//! Closed lists never change; what they paid wrong is settled by lines of later lists. A difference
//! keeps its reference from night to night, and with it what officials wrote in
//! `ledger/arrears_status.csv` (optional): `arrears_id,status,since,reference`, a line a step, the
//! latest step up to the as-of day counts. What the lists themselves settled needs no line.

use std::collections::BTreeMap;

use crate::model::{
    ArrearsStatus, Benefit, Coded, Date, Dong, EntitlementStatus, Finding, Issue, Month, PaymentKind, PersonKey,
};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{ArrearsLedgerRow, ArrearsRow, EntitlementRow};

use super::ChangeInputs;
use super::ledger::moved;
use super::person::Account;

/// What officials wrote about differences, and lines of theirs that cannot be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statuses {
    steps: BTreeMap<String, Vec<Step>>,
    /// Numbers of the lines (from 1) that are no step: an unknown status, a missing reference or day.
    pub unreadable: Vec<u64>,
}

/// A step of a difference: since when it stands so, and the paper that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    since: Date,
    status: ArrearsStatus,
    reference: Option<String>,
}

impl Statuses {
    /// Reads the text of `ledger/arrears_status.csv`. A line that cannot be read is noted, never more.
    #[must_use]
    pub fn parse(text: &str) -> Statuses {
        let mut statuses = Statuses::default();
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let columns: Vec<String> = reader
            .headers()
            .map(|names| names.iter().map(|name| name.trim_start_matches('\u{feff}').to_lowercase()).collect())
            .unwrap_or_default();
        let place = |name: &str| columns.iter().position(|column| column == name);
        let (id, status, since, reference) = (place("arrears_id"), place("status"), place("since"), place("reference"));
        for (line, record) in (2..).zip(reader.records()) {
            let Ok(record) = record else {
                statuses.unreadable.push(line);
                continue;
            };
            let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).filter(|text| !text.is_empty());
            let step = cell(status).and_then(|code| ArrearsStatus::from_code(code).ok());
            match (cell(id), step, cell(since).and_then(|day| Date::from_code(day).ok())) {
                (Some(id), Some(status), Some(since)) => {
                    let step = Step { since, status, reference: cell(reference).map(str::to_owned) };
                    statuses.steps.entry(id.to_owned()).or_default().push(step);
                }
                _ => statuses.unreadable.push(line),
            }
        }
        // Of steps on one day the later line counts.
        statuses.steps.values_mut().for_each(|steps| steps.sort_by_key(|step| step.since));
        statuses
    }

    /// References of steps up to a day that none of the rows bears, in order.
    #[must_use]
    pub fn strangers(&self, rows: &[ArrearsLedgerRow], as_of: Date) -> Vec<&str> {
        let known: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.arrears_id.as_str()).collect();
        self.steps.keys().map(String::as_str).filter(|id| !known.contains(id) && self.on(id, as_of).is_some()).collect()
    }

    /// What the city has to be told of the file: lines that cannot be read, by their number, and steps
    /// of differences that there are not.
    #[must_use]
    pub fn findings(&self, file: &str, rows: &[ArrearsLedgerRow], as_of: Date) -> Vec<Finding> {
        let finding = |check, raw: &str, suggestion: &str| Finding {
            row_id: None,
            file: file.into(),
            ward: None,
            column: None,
            issue: Issue::new(check, raw).suggest(suggestion),
        };
        let statuses: Vec<&str> = ArrearsStatus::ALL.iter().map(|status| status.as_str()).collect();
        let of_line = |line: &u64| finding("arrears.status_unreadable", &line.to_string(), &statuses.join(", "));
        let of_stranger = |id: &str| finding("arrears.status_of_nothing", id, "");
        self.unreadable.iter().map(of_line).chain(self.strangers(rows, as_of).into_iter().map(of_stranger)).collect()
    }

    fn on(&self, id: &str, as_of: Date) -> Option<&Step> {
        self.steps.get(id)?.iter().rev().find(|step| step.since <= as_of)
    }
}

/// A reference that stays the same from night to night and names nobody.
fn arrears_id(person: PersonKey, month: Month, benefit: Option<Benefit>) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 arrears id");
    for part in [person.code().as_ref(), benefit.map_or("", Benefit::as_str)] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    format!("{month}-{}", &hasher.finalize().to_hex()[..10])
}

/// Lists in order, each once.
fn lists<'a>(lines: impl Iterator<Item = &'a &'a PaymentRow>) -> Vec<String> {
    let mut lists: Vec<String> = lines.filter_map(|line| line.list_no.as_deref().map(str::to_owned)).collect();
    lists.sort_unstable();
    lists.dedup();
    lists
}

/// The ledger of one person: months with a difference, or with one that lists have settled, and the
/// funeral support. `open` are the person's months still to settle.
pub(super) fn rows(
    account: &Account<'_>,
    open: &[ArrearsRow],
    funeral: Option<&EntitlementRow>,
    inputs: &ChangeInputs<'_>,
) -> Vec<ArrearsLedgerRow> {
    let mut rows = Vec::new();
    for month in inputs.arrears_from.to(inputs.pay_month.prev()) {
        let open = open.iter().find(|row| row.month == month);
        let lines: Vec<&PaymentRow> = account.paid.lines(month).collect();
        let (closed, settling): (Vec<&PaymentRow>, Vec<&PaymentRow>) =
            lines.into_iter().partition(|line| line.kind == PaymentKind::Regular);
        let mut answers = account.month(month).peekable();
        // A month about which the law says nothing is not proven to be settled.
        let known = answers.peek().is_some() && answers.all(|row| row.status != EntitlementStatus::Undetermined);
        if open.is_none() && (settling.is_empty() || !known) {
            continue;
        }
        let sum = settling.iter().map(|line| moved(line).0).fold(0_i64, i64::saturating_add);
        let ward = open.map(|row| row.ward_code).or(settling.first().map(|line| line.ward_code));
        let Some(ward_code) = ward else { continue };
        let difference = open.map_or(Dong::ZERO, |row| row.difference);
        let row = Row { account, month, benefit: None, ward_code, difference, settled: Dong(sum) };
        let mut row = row.finish(lists(closed.iter()), lists(settling.iter()), inputs);
        (row.reason, row.certainty) = (open.map(|row| row.reason), open.map(|row| row.certainty));
        rows.push(row);
    }
    let due = funeral.filter(|row| row.status == EntitlementStatus::Entitled);
    if let Some((due, ward_code)) = due.and_then(|row| Some((row, row.ward_code?))) {
        let paid = account.paid.funerals.iter().map(|line| moved(line).0).fold(0, i64::saturating_add);
        let (difference, settled) = (Dong(due.amount.0.saturating_sub(paid)), Dong(paid));
        let benefit = Some(Benefit::MaiTang);
        let row = Row { account, month: due.month, benefit, ward_code, difference, settled };
        rows.push(row.finish(Vec::new(), lists(account.paid.funerals.iter()), inputs));
    }
    rows
}

struct Row<'a, 'b> {
    account: &'a Account<'b>,
    month: Month,
    benefit: Option<Benefit>,
    ward_code: crate::model::WardCode,
    difference: Dong,
    settled: Dong,
}

impl Row<'_, '_> {
    fn finish(self, corrects: Vec<String>, settles: Vec<String>, inputs: &ChangeInputs<'_>) -> ArrearsLedgerRow {
        let arrears_id = arrears_id(self.account.key, self.month, self.benefit);
        let step = inputs.statuses.on(&arrears_id, inputs.as_of);
        let status = match step.map(|step| step.status) {
            // The closed lists prove it, whatever was written before.
            _ if self.difference == Dong::ZERO => ArrearsStatus::Settled,
            Some(status) => status,
            None => ArrearsStatus::New,
        };
        let written = step.filter(|step| step.status == status);
        let open = !matches!(status, ArrearsStatus::Settled | ArrearsStatus::Waived);
        ArrearsLedgerRow {
            person_id: self.account.key,
            ward_code: self.ward_code,
            month: self.month,
            benefit: self.benefit,
            found: Dong(self.difference.0.saturating_add(self.settled.0)),
            settled: self.settled,
            difference: self.difference,
            corrects_lists: corrects,
            settles_lists: settles,
            due_month: open.then_some(inputs.pay_month),
            status,
            status_since: written.map(|step| step.since),
            status_reference: written.and_then(|step| step.reference.clone()),
            reason: None,
            certainty: None,
            arrears_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_steps_is_read_line_by_line() {
        let text = "\u{feff}arrears_id, status, since, reference\na,notified,2026-09-01,12/TB\na,recovering,2026-10-01,\n\
                    b,forgiven,2026-10-01,\nc,waived,,\n,new,2026-10-01,\nd,waived,2026-11-30,7/QĐ\n";
        let statuses = Statuses::parse(text);
        assert_eq!(statuses.unreadable, [4, 5, 6]);
        let day = |text: &str| Date::from_code(text).unwrap();
        let on = |id: &str, on: &str| statuses.on(id, day(on)).map(|step| step.status.as_str());
        assert_eq!(on("a", "2026-08-31"), None);
        assert_eq!(on("a", "2026-09-30"), Some("notified"));
        assert_eq!(on("a", "2026-11-20"), Some("recovering"));
        assert_eq!(on("d", "2026-11-20"), None);
        assert_eq!(statuses.strangers(&[], day("2026-11-20")), ["a"]);
        assert_eq!(statuses.strangers(&[], day("2026-11-30")), ["a", "d"]);
        let told = statuses.findings("ledger/arrears_status.csv", &[], day("2026-11-30"));
        let told: Vec<_> = told.iter().map(|found| (found.issue.check, found.issue.raw.reveal())).collect();
        let (line, id) = ("arrears.status_unreadable", "arrears.status_of_nothing");
        assert_eq!(told, [(line, "4"), (line, "5"), (line, "6"), (id, "a"), (id, "d")]);
    }
}
