//! The tables of a run, found by person, by row and by ward.

use std::collections::{BTreeMap, HashMap};

use super::masking::tells_of_hiv;
use super::sheet::Cell;
use super::{ListInputs, Tables};
use crate::model::{Coded, FullName, Gender, PartialDate, PersonKey, Private, RowId, WardCode};
use crate::table::outputs::{BeneficiaryRow, DuplicateRow, RecordRow};

/// Rows of a table by the ward that they concern.
pub(super) type ByWard<'a, T> = BTreeMap<WardCode, Vec<&'a T>>;

/// Groups rows by ward, in the order of the table.
pub(super) fn by_ward<'a, T>(rows: &'a [T], ward: impl Fn(&T) -> Option<WardCode>) -> ByWard<'a, T> {
    let mut groups: ByWard<'a, T> = BTreeMap::new();
    for row in rows {
        if let Some(ward) = ward(row) {
            groups.entry(ward).or_default().push(row);
        }
    }
    groups
}

/// Who somebody is, as lists name people.
#[derive(Clone, Copy, Default)]
pub(super) struct Person<'a> {
    pub(super) name: Option<&'a FullName>,
    pub(super) birth: Option<PartialDate>,
    pub(super) gender: Option<Gender>,
    pub(super) address: Option<&'a Private>,
}

impl Person<'_> {
    /// Name, birth date, gender.
    pub(super) fn cells(&self) -> [Cell; 3] {
        [
            self.name.map_or(Cell::Blank, |name| Cell::text(name.reveal())),
            Cell::birth(self.birth),
            self.gender.map_or(Cell::Blank, |gender| Cell::code(gender.label_vi())),
        ]
    }

    pub(super) fn address_cell(&self) -> Cell {
        self.address.map_or(Cell::Blank, |address| Cell::text(address.reveal()))
    }
}

/// Lookups that every list needs. The maps are only looked into, never walked.
pub(super) struct Index<'a> {
    people: HashMap<PersonKey, Person<'a>>,
    records: HashMap<RowId, &'a RecordRow>,
    sheets: HashMap<(u64, u32), (&'a str, &'a str)>,
    wards: HashMap<RowId, WardCode>,
    ward_names: HashMap<WardCode, &'a str>,
    groups: HashMap<&'a str, Vec<&'a DuplicateRow>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(inputs: &ListInputs<'a>) -> Index<'a> {
        let tables: &'a Tables = inputs.tables;
        let mut people = HashMap::with_capacity(tables.beneficiaries.len());
        for row in &tables.beneficiaries {
            if let Some(key) = key_of(row) {
                people.entry(key).or_insert_with(|| person_of(row));
            }
        }
        let (mut sheets, mut wards) = (HashMap::new(), HashMap::new());
        for row in &tables.source_rows {
            sheets.entry((row.row_id.file, row.row_id.sheet)).or_insert((&*row.file, &*row.sheet));
            if row.disposition.is_some() {
                wards.insert(row.row_id, row.ward_code);
            }
        }
        let records = tables.records.iter().map(|record| (record.row_id, record)).collect();
        let ward_names = inputs.wards.iter().map(|ward| (ward.code, &*ward.name)).collect();
        let mut groups = HashMap::<&str, Vec<&DuplicateRow>>::new();
        for row in &tables.duplicates {
            groups.entry(&row.group_id).or_default().push(row);
        }
        Index { people, records, sheets, wards, ward_names, groups }
    }

    /// Somebody by key; where only the row of the list is known, as that row says.
    pub(super) fn person(&self, key: PersonKey, row: Option<RowId>) -> Person<'a> {
        let known = self.people.get(&key).copied();
        known.or_else(|| row.and_then(|row| self.of_row(row))).unwrap_or_default()
    }

    /// Somebody as a row of a ward's list says.
    pub(super) fn of_row(&self, row: RowId) -> Option<Person<'a>> {
        self.record(row).map(|record| Person {
            name: record.full_name.as_ref(),
            birth: record.birth_date,
            gender: record.gender,
            address: record.address.as_ref(),
        })
    }

    pub(super) fn record(&self, row: RowId) -> Option<&'a RecordRow> {
        self.records.get(&row).copied()
    }

    /// The ward that submitted a data row.
    pub(super) fn ward_of(&self, row: RowId) -> Option<WardCode> {
        self.wards.get(&row).copied()
    }

    /// The rows of a group of duplicates, in the order of the table.
    pub(super) fn group(&self, id: &str) -> &[&'a DuplicateRow] {
        self.groups.get(id).map_or(&[], Vec::as_slice)
    }

    /// Ward, file, sheet and row of a row as another row's ward may see them: nothing of what it says.
    pub(super) fn place_text(&self, row: RowId, reader: WardCode) -> String {
        let (file, sheet) = self.sheets.get(&(row.file, row.sheet)).copied().unwrap_or_default();
        let ward = self.ward_of(row).filter(|ward| *ward != reader);
        let ward = ward.map(|code| {
            self.ward_names.get(&code).map_or_else(|| format!("xã có mã {code}"), |name| (*name).to_owned())
        });
        let file = Some(file_name(file).to_owned()).filter(|file| !file.is_empty() && !tells_of_hiv(file));
        let sheet = match sheet {
            "" => None,
            sheet if tells_of_hiv(sheet) => Some(format!("trang tính số {}", row.sheet)),
            sheet => Some(format!("trang “{sheet}”")),
        };
        let parts = [ward, file, sheet, Some(format!("dòng {}", row.row))];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// File name, sheet and row of a row.
    pub(super) fn place(&self, row: RowId) -> [Cell; 3] {
        let (file, sheet) = self.sheets.get(&(row.file, row.sheet)).copied().unwrap_or_default();
        let sheet = if tells_of_hiv(sheet) { format!("Trang tính số {}", row.sheet) } else { sheet.to_owned() };
        [Cell::text(file_name(file)), Cell::text(sheet), Cell::Count(i64::from(row.row))]
    }
}

/// The last part of a path inside the city folder.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whom a row of the table of beneficiaries is about.
fn key_of(row: &BeneficiaryRow) -> Option<PersonKey> {
    let provisional = || row.provisional_id.as_deref().and_then(|id| PersonKey::from_code(id).ok());
    row.person_id.map(PersonKey::Register).or_else(provisional)
}

fn person_of(row: &BeneficiaryRow) -> Person<'_> {
    Person { name: row.full_name.as_ref(), birth: row.birth_date, gender: row.gender, address: row.address.as_ref() }
}

/// The id as lists show it; who is not in the register has none to show.
pub(super) fn id_cell(key: PersonKey) -> Cell {
    match key {
        PersonKey::Register(id) => Cell::code(id.reveal()),
        PersonKey::Provisional(_) => Cell::code("chưa xác định"),
    }
}
