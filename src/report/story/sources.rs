//! What the wards sent: rows with their place, values, findings, verdict.

use super::evidence::{REST, behind, waterfall};
use super::gather::Story;
use super::{StoryInputs, day, month};
use crate::model::{Coded, Outcome, PartialDate, PersonId, PersonKey, Private, RowId};
use crate::table::outputs::{FindingRow, MatchRow, RecordRow, RulingRow, SourceRowRow};

pub(super) fn lines(inputs: &StoryInputs, story: &Story) -> Vec<String> {
    story.rows.iter().flat_map(|row| of_row(inputs, story, row)).collect()
}

fn of_row(inputs: &StoryInputs, story: &Story, row: &SourceRowRow) -> Vec<String> {
    let kind = row.list_kind.map_or("danh sách", |kind| kind.label_vi());
    let became = row.disposition.map_or("", |disposition| disposition.label_vi());
    let sheet = if row.sheet.is_empty() { String::new() } else { format!(", trang “{}”", row.sheet) };
    let mut lines = vec![
        format!("• {} gửi {kind} kỳ {}: {became}", inputs.ward(row.ward_code), month(row.period)),
        format!("  {}{sheet}, dòng {} [{}]", row.file, row.row_number, row.row_id),
    ];
    let record = story.records.iter().find(|record| record.row_id == row.row_id);
    lines.extend(record.map(|record| format!("  Đọc được: {}", values(record))));
    lines.extend(findings(story, row.row_id).flat_map(finding));
    for verdict in story.matches.iter().filter(|verdict| verdict.row_id == row.row_id) {
        lines.extend(self::verdict(story, verdict));
    }
    lines.extend(story.decisions.iter().filter(|decision| decision.row_ids.contains(&row.row_id)).map(ruling));
    for duplicate in story.duplicates.iter().filter(|duplicate| duplicate.row_id == row.row_id) {
        let kept = if duplicate.keep { "giữ dòng này" } else { "không tính dòng này" };
        let why = duplicate.rule.map(|rule| format!("; {}", rule.label_vi())).unwrap_or_default();
        let instead = duplicate.kept_row_id.filter(|_| !duplicate.keep).map(|row| format!(", giữ dòng [{row}]"));
        lines.push(format!("  Trùng lặp, nhóm {}: {kept}{}{why}", duplicate.group_id, instead.unwrap_or_default()));
    }
    lines
}

/// The clean values of a row, in the order in which a form asks for them.
fn values(record: &RecordRow) -> String {
    let parts = [
        record.full_name.as_ref().map(|name| name.reveal().to_owned()),
        record.birth_date.map(|birth| format!("sinh {}", partial(birth))),
        record.gender.map(|gender| gender.label_vi().to_lowercase()),
        record.id_no.map(|id| format!("số {}", id.reveal())),
        record.address.as_ref().map(|address| address.reveal().to_owned()),
        record.movement.map(|movement| movement.label_vi().to_owned()),
        record.event_date.map(|event| format!("ngày {}", partial(event))),
        record.reason_text.as_ref().map(|reason| format!("lý do “{}”", reason.reveal())),
        record.benefit.map(|benefit| benefit.label_vi().to_owned()),
        record.coefficient.map(|coefficient| format!("hệ số {coefficient}")),
        record.amount.map(|amount| format!("{amount} đồng")),
        decision(record),
        record.filed_on.map(|filed| format!("hồ sơ nhận ngày {}", day(filed))),
        record.cared_for_name.as_ref().map(|name| format!("chăm sóc {}", name.reveal())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn decision(record: &RecordRow) -> Option<String> {
    match (&record.decision_no, record.decision_date) {
        (Some(number), Some(date)) => Some(format!("quyết định {number} ngày {}", day(date))),
        (Some(number), None) => Some(format!("quyết định {number}")),
        (None, Some(date)) => Some(format!("quyết định ngày {}", day(date))),
        (None, None) => None,
    }
}

/// `07/03/1948`, `03/1948` or `1948`.
pub(super) fn partial(date: PartialDate) -> String {
    match (date.full(), date.month()) {
        (Some(full), _) => day(full),
        (None, Some(month)) => format!("{month:02}/{}", date.year()),
        (None, None) => date.year().to_string(),
    }
}

fn findings(story: &Story, row: RowId) -> impl Iterator<Item = &FindingRow> {
    story.findings.iter().filter(move |finding| finding.row_id == Some(row))
}

/// The raw value beside the clean one, and what to do.
fn finding(finding: &FindingRow) -> Vec<String> {
    let quoted = |text: &Option<Private>| text.as_ref().map(|text| format!("“{}”", text.reveal()));
    let values = match (quoted(&finding.raw), quoted(&finding.suggestion)) {
        (Some(raw), Some(clean)) => format!(" (ghi {raw}, đọc là {clean})"),
        (Some(raw), None) => format!(" (ghi {raw})"),
        (None, _) => String::new(),
    };
    let first = format!("  ! {}: {}{values}", finding.severity.label_vi(), finding.message_vi.reveal());
    vec![first, format!("    Cách sửa: {}", finding.remedy_vi)]
}

fn verdict(story: &Story, verdict: &MatchRow) -> Vec<String> {
    let found = |id: Option<PersonId>, probability: Option<f64>| {
        let share = probability.map(|p| format!(" ({})", percent(p))).unwrap_or_default();
        id.map(|id| format!("{}{share}", id.reveal()))
    };
    let other = story.key.and_then(|key| key.register()) != verdict.person_id;
    // Whose the evidence is, though nobody is concluded.
    let nearest = verdict.person_id.or(verdict.nearest_id);
    let whom = found(nearest, verdict.probability).filter(|_| other || verdict.outcome != Outcome::Matched);
    let sure = verdict.probability.filter(|_| whom.is_none()).map(|p| format!(", xác suất {}", percent(p)));
    let mut lines = vec![format!(
        "  Đối chiếu CSDL dân cư: {}{}{}",
        verdict.outcome.label_vi(),
        sure.unwrap_or_default(),
        whom.map(|whom| format!(", gần nhất {whom}")).unwrap_or_default()
    )];
    if verdict.unsure == Some(true) {
        lines.push(format!("    {UNSURE}"));
    }
    let indented = |steps: Vec<String>| steps.into_iter().map(|step| format!("      {step}"));
    let known = verdict.evidence.contains("register=listed");
    let grounds = waterfall(&verdict.evidence, verdict.frequencies.as_deref().unwrap_or(""));
    if !grounds.is_empty() {
        lines.push("    Căn cứ (thêm 1 là khả năng đúng người gấp đôi, bớt 1 là còn một nửa):".to_owned());
        lines.extend(indented(grounds));
    }
    let differences: Vec<&str> = verdict.differences.iter().map(|difference| difference.label_vi()).collect();
    lines.extend((!differences.is_empty()).then(|| format!("    Điểm khác: {}", differences.join(", "))));
    let second = found(verdict.runner_up_id, verdict.runner_up_probability);
    if let Some(second) = second {
        let evidence = verdict.runner_up_evidence.as_deref().unwrap_or("");
        let why = behind(&verdict.evidence, evidence).map(|why| format!(": {why}")).unwrap_or_default();
        lines.push(format!("    Người đứng thứ hai: {second}{why}"));
        lines.extend(indented(waterfall(evidence, "")));
    }
    lines.extend(verdict.counted_as.zip(verdict.counted_by).map(|(key, by)| {
        let person = match key {
            PersonKey::Register(id) => format!("số định danh {}", id.reveal()),
            PersonKey::Provisional(_) => format!("mã tạm {}", key.code()),
        };
        format!("    Được tính là người có {person}, theo {}", by.label_vi())
    }));
    // A run of an earlier version has no such lines.
    lines.extend(known.then(|| format!("    {REST}")));
    lines
}

/// What may be done about a row that says too little to be asked about.
const UNSURE: &str = "Ít chắc chắn: không bắt buộc, nhưng có thể chọn ở phần “Ít chắc chắn” của sổ quyết định.";

/// `Theo quyết định của Bà Lan ngày 21/11/2026: là người này 031148000123 (đang áp dụng)`
fn ruling(decision: &RulingRow) -> String {
    let by = decision.decided_by.as_ref().map_or("(không ghi tên)", |by| by.reveal());
    let on = decision.decided_on.map(|on| format!(" ngày {}", day(on))).unwrap_or_default();
    let whom = decision.person_id.map(|id| format!(" {}", id.reveal())).unwrap_or_default();
    let said = decision.ruling.map_or("", |ruling| ruling.label_vi());
    format!("    Theo quyết định của {by}{on}: {said}{whom} ({})", decision.state.label_vi())
}

/// Two decimals, never rounded to certainty or impossibility.
fn percent(probability: f64) -> String {
    let hundredths = (probability * 10_000.0).floor() as i64;
    match hundredths {
        ..1 => "dưới 0,01%".to_owned(),
        9_999.. => "trên 99,99%".to_owned(),
        _ => format!("{},{:02}%", hundredths / 100, hundredths % 100),
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_probability_is_never_certain() {
        assert_eq!(
            [1.0, 0.99996, 0.6149, 0.0001, 0.0].map(percent),
            ["trên 99,99%", "trên 99,99%", "61,49%", "0,01%", "dưới 0,01%"]
        );
    }
}
