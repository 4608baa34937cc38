//! What the law gives month by month, and what follows from it.

use super::gather::Story;
use super::{StoryInputs, day, month};
use crate::model::{Certainty, Coded, Confidence, Dong, EntitlementStatus, Fact};
use crate::report::wording::signed;
use crate::table::outputs::{ArrearsRow, ChangeRow, ConditionRow, EntitlementRow};

/// One line for a run of months with the same answer, the latest first, the clause and the
/// explanation below it.
pub(super) fn months(inputs: &StoryInputs, story: &Story) -> Vec<String> {
    let mut rows: Vec<&EntitlementRow> = story.entitlements.iter().collect();
    rows.sort_by_key(|row| (row.benefit, row.for_person_id, row.month));
    let runs: Vec<&[&EntitlementRow]> = rows.chunk_by(|a, b| same_answer(a, b)).collect();
    runs.iter().rev().flat_map(|run| of_run(inputs, run)).collect()
}

/// Condition by condition, what decided in the pay month: `đạt`, `không đạt` or `chưa rõ`, with the
/// values read and the clause.
pub(super) fn conditions(story: &Story) -> Vec<String> {
    let of_benefits = story.conditions.chunk_by(|a, b| a.benefit == b.benefit);
    of_benefits
        .flat_map(|rows| {
            let head = format!("• {}, {}:", rows[0].benefit.label_vi(), month(rows[0].month));
            std::iter::once(head).chain(rows.iter().map(condition))
        })
        .collect()
}

fn condition(row: &ConditionRow) -> String {
    let result = match row.result {
        Some(true) => "đạt      ",
        Some(false) => "không đạt",
        None => "chưa rõ  ",
    };
    let values = row.values.reveal();
    let values = if values.is_empty() { String::new() } else { format!(" — {values}") };
    format!("  [{result}] {}{values} ({})", row.wording, row.clause)
}

fn same_answer(a: &EntitlementRow, b: &EntitlementRow) -> bool {
    let answer = |row: &EntitlementRow| (row.benefit, row.for_person_id, row.status, row.amount, row.ward_code);
    answer(a) == answer(b) && a.clause == b.clause && a.missing == b.missing && a.month.next() == b.month
}

fn of_run(inputs: &StoryInputs, run: &[&EntitlementRow]) -> Vec<String> {
    let (first, last) = (run[0], run[run.len() - 1]);
    let span = if first.month == last.month {
        month(first.month)
    } else {
        format!("{} đến {}", month(first.month), month(last.month))
    };
    let mark = if last.month == inputs.pay_month { " ← tháng của danh sách" } else { "" };
    let mut lines = vec![
        format!("• {span}: {}: {}{mark}", last.benefit.label_vi(), answer(last)),
        format!("  {}", last.explanation_vi),
    ];
    lines.extend(clause(&last.clause, &last.explanation_vi, last.law_confidence));
    if last.taken_from_decision {
        lines.push("  Có điều kiện lấy theo quyết định của xã, phường, không có dữ liệu khác để đối chiếu.".to_owned());
    }
    lines
}

fn answer(row: &EntitlementRow) -> String {
    match row.status {
        EntitlementStatus::Entitled => {
            let sum = row.coefficient.zip(row.rate).map(|(coefficient, rate)| format!(" = {coefficient} × {rate}"));
            format!("được hưởng {} đồng{}", row.amount, sum.unwrap_or_default())
        }
        EntitlementStatus::NotEntitled => match row.reason {
            Some(reason) => format!("không được hưởng ({})", reason.label_vi()),
            None => row.status.label_vi().to_owned(),
        },
        EntitlementStatus::Undetermined => {
            let missing: Vec<String> = row.missing.iter().map(|code| missing(code)).collect();
            format!("chưa kết luận được, còn thiếu: {}", missing.join(", "))
        }
    }
}

fn missing(code: &str) -> String {
    Fact::from_code(code).map_or_else(|_| code.to_owned(), |fact| fact.label_vi().to_owned())
}

/// The clause, where the explanation does not name it, and how sure the project is of it.
fn clause(clause: &str, explanation: &str, confidence: Confidence) -> Option<String> {
    let named = explanation.contains(clause);
    match confidence {
        Confidence::Confirmed if named => None,
        Confidence::Confirmed => Some(format!("  Căn cứ: {clause}")),
        other if named => Some(format!("  Độ chắc của căn cứ: {}", other.label_vi())),
        other => Some(format!("  Căn cứ: {clause} ({})", other.label_vi())),
    }
}

/// The lines of the lists of the pay month.
pub(super) fn changes(inputs: &StoryInputs, story: &Story) -> Vec<String> {
    let one = |change: &ChangeRow| {
        let sure = if change.certainty == Certainty::Certain { "chắc chắn" } else { "cần xác minh trước" };
        let mut lines = vec![
            format!(
                "• {} tại {}: {}, từ tháng {}: {} → {} đồng ({sure}) [{}]",
                change.direction.label_vi().to_uppercase(),
                inputs.ward(change.ward_code),
                change.reason.label_vi(),
                month(change.effective_month),
                change.amount_before,
                change.amount_after,
                change.change_id
            ),
            format!("  {}", change.explanation_vi),
        ];
        lines.extend(clause(&change.clause, &change.explanation_vi, change.law_confidence));
        lines
    };
    story.changes.iter().flat_map(one).collect()
}

/// Months still to settle, and their sum.
pub(super) fn arrears(story: &Story) -> Vec<String> {
    let one = |row: &ArrearsRow| {
        format!(
            "• {}: được hưởng {}, đã chi {}, chênh lệch {} đồng ({})",
            month(row.month),
            row.entitled,
            row.paid,
            signed(row.difference.0),
            row.reason.label_vi()
        )
    };
    let mut lines: Vec<String> = story.arrears.iter().map(one).collect();
    if let Some(sum) = Dong::sum(story.arrears.iter().map(|row| row.difference)).filter(|_| lines.len() > 1) {
        let what = if sum >= Dong::ZERO { "truy lĩnh" } else { "truy thu" };
        lines.push(format!("Cộng: {what} {} đồng", Dong(sum.0.saturating_abs())));
    }
    lines.extend(reasons(&story.arrears));
    lines
}

/// The explanation of every month; months of which the same is said are named behind the first.
fn reasons(arrears: &[ArrearsRow]) -> Vec<String> {
    let mut told: Vec<(String, &ArrearsRow, Vec<String>)> = Vec::new();
    for row in arrears {
        let what = apart_from_month(row);
        match told.iter_mut().find(|(same, ..)| *same == what) {
            Some((_, _, months)) => months.push(month(row.month)),
            None => told.push((what, row, Vec::new())),
        }
    }
    let text = |(_, first, months): (String, &ArrearsRow, Vec<String>)| match months.len() {
        0 => first.explanation_vi.to_string(),
        1 => format!("{} Tháng {} cũng vậy.", first.explanation_vi, months[0]),
        _ => format!("{} Các tháng {} cũng vậy.", first.explanation_vi, months.join(", ")),
    };
    told.into_iter().map(text).collect()
}

/// What an explanation says beside its month and its sums.
fn apart_from_month(row: &ArrearsRow) -> String {
    let sums = [row.paid, row.entitled, Dong(row.difference.0.saturating_abs())];
    let sums = sums.into_iter().filter(|sum| *sum != Dong::ZERO).map(|sum| sum.to_string());
    let own = std::iter::once(format!("tháng {}", month(row.month))).chain(sums);
    own.fold(row.explanation_vi.to_string(), |text, value| text.replace(&value, "#"))
}

/// Coming boundaries, and what someone not enrolled might be due.
pub(super) fn coming(story: &Story) -> Vec<String> {
    let mut calendar: Vec<_> = story.calendar.iter().collect();
    calendar.sort_by_key(|row| row.date);
    let events = calendar.into_iter().map(|row| format!("• {}: {}", day(row.date), row.event));
    let prospects = story.prospects.iter().flat_map(|row| {
        let missing: Vec<String> = row.missing.iter().map(|code| missing(code)).collect();
        let open =
            if missing.is_empty() { String::new() } else { format!(" (cần xác minh: {})", missing.join(", ")) };
        [
            format!("• Có thể được hưởng {}, {} đồng một tháng{open}", row.benefit.label_vi(), row.amount),
            format!("  {} [{}]", row.explanation_vi, row.clause),
        ]
    });
    events.chain(prospects).collect()
}
