//! Findings with their places in a ward's file, and the values that they propose.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Field, FindingSeverity, RawRow, RowId, shortened, spoken_dates};
use crate::table::outputs::FindingRow;

/// A finding with its place in the file.
#[derive(Debug, Clone)]
pub(super) struct Point<'a> {
    pub(super) finding: &'a FindingRow,
    /// Sheet and row from 1; none where the whole file is meant.
    pub(super) place: Option<(u32, u32)>,
    /// Column from 1, where it is known.
    pub(super) column: Option<u32>,
    /// What the ward wrote; none where no cell is meant.
    pub(super) written: Option<String>,
    /// A value that can be typed into the cell.
    pub(super) proposal: Option<String>,
    /// The proposal is what the population register says.
    pub(super) from_register: bool,
}

/// Reads findings about one file.
pub(super) struct Points<'a, 'p> {
    cells: HashMap<RowId, &'a RawRow>,
    columns: BTreeMap<(u32, &'static str), u32>,
    proposes: &'p dyn Fn(&str) -> bool,
}

/// Most characters of a value that is shown.
const MOST_SHOWN: usize = 200;

/// The check of a birth that the register knows otherwise.
const BIRTH_DIFFERS: &str = "fact.birth_differs";

/// The columns of a birth.
const BIRTHS: [Field; 3] = [Field::BirthDate, Field::BirthMale, Field::BirthFemale];

/// Where a field is looked for that has no column of its own: the columns that hold it together with
/// others.
fn holders(field: Field) -> &'static [Field] {
    match field {
        Field::BirthDate => &[Field::BirthMale, Field::BirthFemale],
        Field::Gender => &[Field::BirthMale, Field::BirthFemale],
        Field::DecisionNo | Field::DecisionDate => &[Field::Decision],
        Field::Hamlet => &[Field::Address],
        Field::EventDate => &[Field::DeathDate],
        _ => &[],
    }
}

impl<'a, 'p> Points<'a, 'p> {
    /// Of a file with these rows; `proposes` tells of a check whether what it suggests is a value.
    pub(super) fn new(raw: &[&'a RawRow], proposes: &'p dyn Fn(&str) -> bool) -> Points<'a, 'p> {
        let mut columns = BTreeMap::new();
        for row in raw {
            for cell in &row.cells {
                columns.entry((row.row_id.sheet, cell.field.as_str())).or_insert(u32::from(cell.column));
            }
        }
        Points { cells: raw.iter().map(|row| (row.row_id, *row)).collect(), columns, proposes }
    }

    /// The points, in the order of the findings. A birth that could not be read in full is told once: what the
    /// register says of it is the proposal.
    pub(super) fn of(&self, findings: &[&'a FindingRow]) -> Vec<Point<'a>> {
        let is_unread = |finding: &FindingRow| {
            finding.severity != FindingSeverity::Info
                && finding.check.starts_with("date.")
                && finding.field.is_some_and(|field| BIRTHS.contains(&field))
        };
        let unread: BTreeSet<RowId> =
            findings.iter().filter(|finding| is_unread(finding)).filter_map(|finding| finding.row_id).collect();
        let is_second = |finding: &FindingRow| {
            finding.check == BIRTH_DIFFERS && finding.row_id.is_some_and(|row| unread.contains(&row))
        };
        let known: BTreeMap<RowId, &FindingRow> = findings
            .iter()
            .filter(|finding| is_second(finding))
            .filter_map(|finding| Some((finding.row_id?, *finding)))
            .collect();
        let point = |finding: &&'a FindingRow| {
            let mut point = self.point(finding);
            let second = finding.row_id.filter(|_| is_unread(finding)).and_then(|row| known.get(&row));
            if let Some(birth) = second.and_then(|second| second.suggestion.as_ref()) {
                point.proposal = Some(as_written(&spoken_dates(birth.reveal()), point.written.as_deref()));
                point.from_register = true;
            }
            point
        };
        findings.iter().filter(|finding| !is_second(finding)).map(point).collect()
    }

    fn point(&self, finding: &'a FindingRow) -> Point<'a> {
        let place = finding.row_id.map(|row| (row.sheet_number(), row.row));
        let column = finding.column_number.or_else(|| self.column(finding.row_id?, finding.field?));
        let column = column.filter(|_| place.is_some());
        let written = self.written(finding, column);
        let proposal = finding.suggestion.as_ref().filter(|_| place.is_some() && (self.proposes)(&finding.check));
        let proposal = proposal.map(|value| as_written(&spoken_dates(value.reveal()), written.as_deref()));
        let fits = |value: &String| written.as_ref() != Some(value) && value.chars().count() <= MOST_SHOWN;
        let proposal = proposal.filter(fits);
        Point { finding, place, column, written, proposal, from_register: false }
    }

    /// The cell as the ward wrote it, where the finding is about its value, else what the finding quotes. What
    /// is found about a file or a sheet quotes a name, no value.
    fn written(&self, finding: &FindingRow, column: Option<u32>) -> Option<String> {
        let row = finding.row_id?;
        let is_about = |field: Field| {
            let births = |own: Field| BIRTHS.contains(&own) && BIRTHS.contains(&field);
            finding.field.is_none_or(|own| own == field || births(own))
        };
        let cells = self.cells.get(&row).map_or(&[][..], |row| &row.cells);
        let cell = cells.iter().find(|cell| Some(u32::from(cell.column)) == column && is_about(cell.field));
        let text = cell.map(|cell| cell.value.reveal().trim().to_owned()).filter(|text| !text.is_empty());
        let text = text.or_else(|| finding.raw.as_ref().map(|raw| spoken_dates(raw.reveal()).into_owned()));
        text.map(|text| shortened(&text, MOST_SHOWN).into_owned())
    }

    /// The column of a field in a row: where the row has a value of it, else where other rows have.
    fn column(&self, row: RowId, field: Field) -> Option<u32> {
        let fields = || std::iter::once(field).chain(holders(field).iter().copied());
        let own = self.cells.get(&row).and_then(|raw| fields().find_map(|field| raw.cell(field)));
        own.map(|cell| u32::from(cell.column))
            .or_else(|| fields().find_map(|field| self.columns.get(&(row.sheet, field.as_str())).copied()))
    }
}

/// A date with the signs between its numbers that the ward writes; any other value as it is.
fn as_written(value: &str, written: Option<&str>) -> String {
    let is_date = value.contains('/') && value.split('/').all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    let signs = written.unwrap_or("").split(|c: char| c.is_ascii_digit()).filter(|sign| !sign.is_empty());
    let signs: BTreeSet<&str> = signs.collect();
    match signs.first() {
        Some(sign @ (&"-" | &"." | &" ")) if is_date && signs.len() == 1 => value.replace('/', sign),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Private, RawCell, RawValue, WardCode};

    const ROW: RowId = RowId { file: 7, sheet: 1, row: 9 };

    fn finding(check: &str, field: Field, raw: &str, suggestion: Option<&str>) -> FindingRow {
        FindingRow {
            row_id: Some(ROW),
            check: check.to_owned(),
            severity: FindingSeverity::Warning,
            column: None,
            raw: Some(Private::new(raw)),
            suggestion: suggestion.map(Private::new),
            message_vi: Private::new(""),
            remedy_vi: String::new(),
            file: None,
            ward_code: None,
            field: Some(field),
            column_number: None,
        }
    }

    /// Of each point of a row with this birth: what is shown as written and as proposed.
    #[track_caller]
    fn check(birth: &str, findings: &[FindingRow], expected: &[(&str, &str)]) {
        let cell = |field, column, text: &str| RawCell {
            field,
            column,
            value: RawValue::Text(Private::new(text)),
            inherited: false,
        };
        let row = RawRow {
            row_id: ROW,
            file: "a.xlsx".into(),
            sheet: "DS".into(),
            ward: WardCode::from_digits("11311").unwrap(),
            period: crate::model::Month::new(2026, 11).unwrap(),
            list_kind: crate::model::ListKind::Beneficiaries,
            hidden: false,
            title: "".into(),
            sections: Vec::new(),
            thousands: Vec::new(),
            fonts: Vec::new(),
            cells: vec![cell(Field::FullName, 2, "Tạ Thị Hiền"), cell(Field::BirthFemale, 4, birth)],
        };
        let proposes = |check: &str| check.starts_with("fact.") || check == "date.swapped";
        let findings: Vec<&FindingRow> = findings.iter().collect();
        let points = Points::new(&[&row], &proposes).of(&findings);
        let shown: Vec<(&str, &str)> = points
            .iter()
            .map(|point| (point.written.as_deref().unwrap_or("-"), point.proposal.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_birth_that_could_not_be_read_is_told_once_with_what_the_register_says() {
        let differs = || finding("fact.birth_differs", Field::BirthDate, "1942-02", Some("1942-01-24"));
        let impossible = || finding("date.impossible", Field::BirthFemale, "30/02/1942", Some("1942-02"));
        check("30/02/1942", &[impossible(), differs()], &[("30/02/1942", "24/01/1942")]);
        check("30.02.1942", &[impossible(), differs()], &[("30.02.1942", "24.01.1942")]);
        check("30/02/1942", &[impossible()], &[("30/02/1942", "-")]);
        check("13/02/1942", &[differs()], &[("13/02/1942", "24/01/1942")]);
        let event = finding("date.impossible", Field::EventDate, "30/02/2026", Some("2026-02"));
        check("13/02/1942", &[event, differs()], &[("30/02/2026", "-"), ("13/02/1942", "24/01/1942")]);
    }

    #[test]
    fn only_a_value_is_proposed() {
        let swapped = |birth| finding("date.swapped", Field::BirthFemale, birth, Some("1948-05-13"));
        check("05-13-1948", &[swapped("05-13-1948")], &[("05-13-1948", "13-05-1948")]);
        check("13/05/1948", &[swapped("05/13/1948")], &[("13/05/1948", "-")]);
        check("1948", &[finding("list.twice", Field::FullName, "", Some("dòng 18"))], &[("Tạ Thị Hiền", "-")]);
        let gender = finding("fact.gender_differs", Field::Gender, "nam", Some("nữ"));
        check("1948", &[gender], &[("nam", "nữ")]);
        let of_sheet = FindingRow { row_id: None, ..finding("fact.name_differs", Field::FullName, "DS", Some("x")) };
        check("1948", &[of_sheet], &[("-", "-")]);
    }
}
