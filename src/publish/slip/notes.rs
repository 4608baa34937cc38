//! What a slip has to say about one file, cell by cell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::point::{Point, Points};
use super::sheet::SheetNotes;
use super::styles::Tint;
use crate::model::{Disposition, Field, FindingSeverity, Outcome, PersonId, RawRow, RowId, RowKind};
use crate::publish::lists::masking::without_group;
use crate::table::outputs::{FindingRow, MatchRow, SourceFileRow, SourceRowRow};

/// Data rows of a file by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) data: usize,
    pub(super) accepted: usize,
    pub(super) set_aside: usize,
    /// With an error or a warning.
    pub(super) doubtful: usize,
}

/// What a slip says about one file.
pub(super) struct FileNotes<'a> {
    pub(super) file: &'a SourceFileRow,
    /// Notes of each sheet that has some, by its number.
    pub(super) sheets: BTreeMap<u32, SheetNotes>,
    /// Everything found, gravest first, then in the order of the rows.
    pub(super) points: Vec<Point<'a>>,
    pub(super) counts: Counts,
    /// Kind of each row of each sheet.
    pub(super) row_kinds: BTreeMap<(u32, u32), RowKind>,
}

/// The rows of the tables that concern one file.
#[derive(Default)]
pub(super) struct FileRows<'a> {
    pub(super) rows: Vec<&'a SourceRowRow>,
    pub(super) raw: Vec<&'a RawRow>,
    pub(super) findings: Vec<&'a FindingRow>,
}

impl<'a> FileNotes<'a> {
    /// `matches` are the verdicts on the rows of the night; `proposes` tells of a check whether what it
    /// suggests is a value.
    pub(super) fn new(
        file: &'a SourceFileRow,
        of_file: &FileRows<'a>,
        matches: &HashMap<RowId, &'a MatchRow>,
        proposes: &dyn Fn(&str) -> bool,
    ) -> FileNotes<'a> {
        let mut points = Points::new(&of_file.raw, proposes).of(&of_file.findings);
        points.sort_by_key(|point| (std::cmp::Reverse(point.finding.severity), point.place, point.column));
        let kind = |row: &&SourceRowRow| ((row.row_id.sheet, row.row_number), row.row_kind);
        let mut notes = FileNotes {
            file,
            sheets: BTreeMap::new(),
            counts: counts(&of_file.rows, &points),
            points,
            row_kinds: of_file.rows.iter().map(kind).collect(),
        };
        notes.mark(of_file, matches);
        notes
    }

    /// Findings that ask something of the ward.
    pub(super) fn asking(&self) -> impl Iterator<Item = &Point<'a>> {
        self.points.iter().filter(|point| tint(point.finding.severity).is_some())
    }

    fn mark(&mut self, of_file: &FileRows<'a>, matches: &HashMap<RowId, &'a MatchRow>) {
        let mut said: BTreeSet<(u32, u32, String)> = BTreeSet::new();
        let raw: HashMap<RowId, &RawRow> = of_file.raw.iter().map(|row| (row.row_id, *row)).collect();
        for point in &self.points {
            let (Some(tint), Some((sheet, row))) = (tint(point.finding.severity), point.place) else { continue };
            let notes = self.sheets.entry(sheet).or_default();
            if let Some(column) = point.column {
                let mark = notes.marks.entry((row, column)).or_insert(tint);
                *mark = (*mark).max(tint);
            }
            let row_id = point.finding.row_id;
            let own = row_id.and_then(|row| raw.get(&row).copied());
            let nearest = row_id.and_then(|row| nearest(point.finding, matches.get(&row)?, own));
            let text = told(point, tint, nearest);
            if said.insert((sheet, row, text.clone())) {
                let entry = notes.texts.entry(row).or_insert_with(|| (tint, String::new()));
                entry.0 = entry.0.max(tint);
                if !entry.1.is_empty() {
                    entry.1.push('\n');
                }
                entry.1.push_str(&text);
            }
        }
        for (sheet, notes) in &mut self.sheets {
            let first = notes.texts.keys().next().copied().unwrap_or(1);
            let of_sheet = of_file.rows.iter().filter(|row| row.row_id.sheet == *sheet);
            let headings = of_sheet.filter(|row| row.row_kind == RowKind::Header).map(|row| row.row_number);
            let headings: Vec<u32> = headings.collect();
            notes.heading = headings.first().copied().filter(|row| *row < first).unwrap_or((first - 1).max(1));
            let together = headings.iter().zip(headings.first().copied().unwrap_or(0)..);
            let last = together.take_while(|(row, expected)| *row == expected).last();
            notes.headings = headings.first().copied().zip(last.map(|(row, _)| *row));
        }
    }
}

/// Colour of a severity; what is only for the record has none.
pub(super) fn tint(severity: FindingSeverity) -> Option<Tint> {
    match severity {
        FindingSeverity::Error => Some(Tint::Error),
        FindingSeverity::Warning => Some(Tint::Warning),
        FindingSeverity::Info => None,
    }
}

/// What is wrong, what it should be, what to do.
fn told(point: &Point<'_>, tint: Tint, nearest: Option<String>) -> String {
    let finding = point.finding;
    let mark = match tint {
        Tint::Error => "LỖI",
        Tint::Warning => "CẢNH BÁO",
    };
    let message = without_group(finding.message_vi.reveal());
    let mut text = format!("{mark}: {}", message.trim_end());
    if !text.ends_with(['.', '!', '?', ':']) {
        text.push('.');
    }
    let proposal = point.proposal.as_deref().map(without_group);
    if let Some(proposal) = proposal.filter(|value| !text.contains(&**value) && !finding.remedy_vi.contains(&**value)) {
        let source = if point.from_register { " (theo CSDLQG về dân cư)" } else { "" };
        text.push_str(&format!(" Đề nghị: {proposal}{source}."));
    }
    if let Some(nearest) = nearest {
        text.push_str(&format!(" Người gần nhất: {nearest}."));
    }
    text.push_str(&format!(" Cách sửa: {}", finding.remedy_vi));
    text
}

/// The finding about a row of which nobody knows whose it is.
const REVIEW: &str = "link.review";

/// Below this probability somebody is near by being less far than all others: nobody to choose.
const LEAST_NEAR: f64 = 0.01;

/// The people between whom somebody of the ward has to choose; nobody where the row itself gives the
/// number of the nearest: that is no news to the ward, and who stands behind is then no proposal.
fn nearest(finding: &FindingRow, verdict: &MatchRow, own: Option<&RawRow>) -> Option<String> {
    let asks = verdict.outcome == Outcome::Review && finding.check == REVIEW;
    // A spreadsheet's number has lost the zeros in front.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).skip_while(|&c| c == '0').collect::<String>();
    let written = own.and_then(|row| row.cell(Field::IdNo)).map(|cell| digits(&cell.value.reveal()));
    let is_own = |id: PersonId| written.as_ref() == Some(&digits(&id.reveal()));
    if verdict.person_id.is_some_and(is_own) {
        return None;
    }
    let one = |id: Option<PersonId>, probability: Option<f64>| {
        let likely = probability.is_none_or(|probability| probability >= LEAST_NEAR);
        let id = id.filter(|&id| likely && !is_own(id))?.reveal();
        let share = probability.map(|p| format!(" ({:.0}%)", (p * 100.0).floor())).unwrap_or_default();
        Some(format!("số định danh {id}{share}"))
    };
    let both = [one(verdict.person_id, verdict.probability), one(verdict.runner_up_id, verdict.runner_up_probability)];
    let both: Vec<String> = both.into_iter().flatten().collect();
    (asks && !both.is_empty()).then(|| both.join("; "))
}

fn counts(rows: &[&SourceRowRow], points: &[Point<'_>]) -> Counts {
    let data = || rows.iter().filter(|row| row.row_kind == RowKind::Data);
    let became = |what| data().filter(|row| row.disposition == Some(what)).count();
    let doubtful: BTreeSet<(u32, u32)> =
        points.iter().filter(|point| tint(point.finding.severity).is_some()).filter_map(|point| point.place).collect();
    Counts {
        data: data().count(),
        accepted: became(Disposition::Accepted),
        set_aside: became(Disposition::Quarantined),
        doubtful: doubtful.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ListKind, Month, Private, RawCell, WardCode};

    /// Whom the slip names at a row in review that carries `written` as number: the two candidates are persons
    /// 1 and 2.
    #[track_caller]
    fn check(written: Option<&str>, first: f64, second: f64, expected: Option<&str>) {
        let person = |number: u64| PersonId::from_number(31_148_000_000 + number);
        let (row_id, file) = (RowId { file: 1, sheet: 1, row: 9 }, std::sync::Arc::<str>::from("a.xlsx"));
        let verdict = MatchRow {
            row_id,
            person_id: person(1),
            outcome: Outcome::Review,
            weight: None,
            probability: Some(first),
            runner_up_id: person(2),
            runner_up_probability: Some(second),
            method: "weight".to_owned(),
            differences: Vec::new(),
            evidence: String::new(),
            frequencies: None,
            runner_up_evidence: None,
            counted_as: None,
            counted_by: None,
            nearest_id: None,
            unsure: None,
        };
        let finding = FindingRow {
            row_id: Some(row_id),
            check: REVIEW.to_owned(),
            severity: FindingSeverity::Warning,
            column: None,
            raw: None,
            suggestion: None,
            message_vi: Private::new(""),
            remedy_vi: String::new(),
            file: None,
            ward_code: None,
            field: None,
            column_number: None,
        };
        let value = |text: &str| crate::model::RawValue::Text(Private::new(text));
        let cell = |text: &str| RawCell { field: Field::IdNo, column: 2, value: value(text), inherited: false };
        let raw = RawRow {
            row_id,
            file: file.clone(),
            sheet: file,
            ward: WardCode::from_digits("10500").unwrap(),
            period: Month::new(2026, 11).unwrap(),
            list_kind: ListKind::Beneficiaries,
            hidden: false,
            title: "".into(),
            sections: Vec::new(),
            thousands: Vec::new(),
            fonts: Vec::new(),
            cells: written.map(cell).into_iter().collect(),
        };
        assert_eq!(nearest(&finding, &verdict, Some(&raw)).as_deref(), expected);
    }

    #[test]
    fn nobody_is_proposed_behind_whose_number_the_row_gives() {
        let (one, two) = ("số định danh 031148000001 (60%)", "số định danh 031148000002 (38%)");
        check(None, 0.6, 0.38, Some(&format!("{one}; {two}")));
        check(Some("31148000001"), 0.6, 0.38, None);
        check(Some("031148000002"), 0.6, 0.38, Some(one));
        check(Some("031148000003"), 0.6, 0.38, Some(&format!("{one}; {two}")));
    }

    #[test]
    fn who_is_all_but_excluded_is_nobody_to_choose() {
        check(None, 0.6, 0.0099, Some("số định danh 031148000001 (60%)"));
        check(None, 0.6, 0.01, Some("số định danh 031148000001 (60%); số định danh 031148000002 (1%)"));
        check(None, 0.0099, 0.0001, None);
    }
}
