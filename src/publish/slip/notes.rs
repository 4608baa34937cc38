//! What a slip has to say about one file, cell by cell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::sheet::SheetNotes;
use super::styles::Tint;
use crate::model::{Disposition, Field, FindingSeverity, Outcome, PersonId, RawRow, RowId, RowKind, spoken_dates};
use crate::publish::lists::masking::without_group;
use crate::table::outputs::{FindingRow, MatchRow, SourceFileRow, SourceRowRow};

/// A finding with its place in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point<'a> {
    pub(super) finding: &'a FindingRow,
    /// Sheet and row from 1; none where the whole file is meant.
    pub(super) place: Option<(u32, u32)>,
    /// Column from 1, where it is known.
    pub(super) column: Option<u32>,
}

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
    /// `matches` are the verdicts on the rows of the night.
    pub(super) fn new(
        file: &'a SourceFileRow,
        of_file: &FileRows<'a>,
        matches: &HashMap<RowId, &'a MatchRow>,
    ) -> FileNotes<'a> {
        let places = Places::new(&of_file.raw);
        let mut points: Vec<Point<'a>> = of_file.findings.iter().map(|finding| places.point(finding)).collect();
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
        for point in &self.points {
            let (Some(tint), Some((sheet, row))) = (tint(point.finding.severity), point.place) else { continue };
            let notes = self.sheets.entry(sheet).or_default();
            if let Some(column) = point.column {
                let mark = notes.marks.entry((row, column)).or_insert(tint);
                *mark = (*mark).max(tint);
            }
            let nearest = point.finding.row_id.and_then(|row| nearest(point.finding, matches.get(&row)?));
            let text = told(point.finding, tint, nearest);
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
            let mut headings = of_sheet.filter(|row| row.row_kind == RowKind::Header).map(|row| row.row_number);
            notes.heading = headings.next().filter(|row| *row < first).unwrap_or((first - 1).max(1));
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
fn told(finding: &FindingRow, tint: Tint, nearest: Option<String>) -> String {
    let mark = match tint {
        Tint::Error => "LỖI",
        Tint::Warning => "CẢNH BÁO",
    };
    let message = without_group(finding.message_vi.reveal());
    let mut text = format!("{mark}: {}", message.trim_end());
    if !text.ends_with(['.', '!', '?', ':']) {
        text.push('.');
    }
    let suggestion = finding.suggestion.as_ref().map(|suggestion| without_group(&spoken_dates(suggestion.reveal())));
    if let Some(suggestion) = suggestion.filter(|s| !text.contains(&**s) && !finding.remedy_vi.contains(&**s)) {
        text.push_str(&format!(" Đề nghị: {suggestion}."));
    }
    if let Some(nearest) = nearest {
        text.push_str(&format!(" Người gần nhất: {nearest}."));
    }
    text.push_str(&format!(" Cách sửa: {}", finding.remedy_vi));
    text
}

/// The finding about a row of which nobody knows whose it is.
const REVIEW: &str = "link.review";

/// The people between whom somebody of the ward has to choose.
fn nearest(finding: &FindingRow, verdict: &MatchRow) -> Option<String> {
    let asks = verdict.outcome == Outcome::Review && finding.check == REVIEW;
    let one = |id: Option<PersonId>, probability: Option<f64>| {
        let share = probability.map(|p| format!(" ({:.0}%)", (p * 100.0).floor())).unwrap_or_default();
        id.map(|id| format!("số định danh {}{share}", id.reveal()))
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

/// Columns of the fields of a file.
struct Places<'a> {
    cells: HashMap<RowId, &'a RawRow>,
    columns: BTreeMap<(u32, &'static str), u32>,
}

/// Where a field is looked for that has no column of its own: the columns that hold it together with
/// others.
fn holders(field: Field) -> &'static [Field] {
    match field {
        Field::BirthDate => &[Field::BirthMale, Field::BirthFemale],
        Field::Gender => &[Field::BirthMale, Field::BirthFemale],
        Field::DecisionNo | Field::DecisionDate => &[Field::Decision],
        Field::Hamlet => &[Field::Address],
        _ => &[],
    }
}

impl<'a> Places<'a> {
    fn new(raw: &[&'a RawRow]) -> Places<'a> {
        let mut columns = BTreeMap::new();
        for row in raw {
            for cell in &row.cells {
                columns.entry((row.row_id.sheet, cell.field.as_str())).or_insert(u32::from(cell.column));
            }
        }
        Places { cells: raw.iter().map(|row| (row.row_id, *row)).collect(), columns }
    }

    fn point(&self, finding: &'a FindingRow) -> Point<'a> {
        let place = finding.row_id.map(|row| (row.sheet_number(), row.row));
        let column = finding.column_number.or_else(|| self.column(finding.row_id?, finding.field?));
        Point { finding, place, column: column.filter(|_| place.is_some()) }
    }

    /// The column of a field in a row: where the row has a value of it, else where other rows have.
    fn column(&self, row: RowId, field: Field) -> Option<u32> {
        let fields = || std::iter::once(field).chain(holders(field).iter().copied());
        let own = self.cells.get(&row).and_then(|raw| fields().find_map(|field| raw.cell(field)));
        own.map(|cell| u32::from(cell.column))
            .or_else(|| fields().find_map(|field| self.columns.get(&(row.sheet, field.as_str())).copied()))
    }
}
