//! One raw row as a record with findings: the order of the readings, and what stands in for what.

use super::cells::Cells;
use super::checks;
use super::columns::ColumnEncodings;
use super::dates::{DateUse, read_month};
use super::decisions::read_decision;
use super::gender::{is_mark, read_gender};
use super::groups::{ByDecree, GroupReading, by_decree, read_disability, read_group, read_severity, read_title};
use super::ids::{check_structure, read_id};
use super::lexicon::Lexicon;
use super::money::{check_amount, from_thousands, read_amount, read_coefficient};
use super::names::{is_filler, name_key, read_name};
use super::{contacts, events, places};
use crate::model::{
    Benefit, Field, Finding, FullName, Gender, IdNumber, Issue, ListKind, PartialDate, Private, RawRow, Record,
};

/// A row read: its record, or nothing where it has no usable identity, and what was found.
pub(super) struct RowReading {
    pub(super) record: Option<Record>,
    pub(super) findings: Vec<Finding>,
}

/// Reads a row.
pub(super) fn read_row(row: &RawRow, encodings: &ColumnEncodings, lexicon: &Lexicon) -> RowReading {
    let mut cells = Cells::new(row, encodings, lexicon);
    let mut record = Record::blank(row.row_id, row.file.clone(), row.ward, row.period, row.list_kind);
    identity(&mut cells, &mut record);
    if record.full_name.is_none() && record.id.is_none() {
        let raw = row.cell(Field::FullName).map(|cell| cell.value.reveal()).unwrap_or_default();
        cells.found(None, Issue::new(checks::IDENTITY_MISSING, &raw));
        return RowReading { record: None, findings: cells.findings };
    }
    gaps(&mut cells, &record);
    decision(&mut cells, &mut record);
    group(&mut cells, &mut record);
    money(&mut cells, &mut record);
    contact(&mut cells, &mut record);
    note(&mut cells, &mut record);
    places::read_places(&mut cells, &mut record);
    events::read_movement_of(&mut cells, &mut record);
    events::read_receiver(&mut cells, &mut record);
    events::read_cared_for(&mut cells, &mut record);
    RowReading { record: Some(record), findings: cells.findings }
}

/// Name, birth, gender and id.
fn identity(cells: &mut Cells<'_>, record: &mut Record) {
    if let Some(cell) = cells.row.cell(Field::FullName) {
        let raw = cell.value.reveal();
        let column = cells.encodings.of_cell(cells.row, cell.column);
        let reading = read_name(&raw, column, cells.lexicon);
        let name = reading.canonical.filter(|name| !is_filler(name, cells.lexicon));
        cells.found_all(Some(cell.column), Field::FullName, reading.issues);
        if name.is_none() && !raw.trim().is_empty() {
            cells.found(Some(cell.column), Issue::new(checks::NAME_UNREADABLE, &raw).about(Field::FullName));
        }
        record.name_key = name.as_deref().map(|name| Private::new(&name_key(name)));
        record.full_name = name.as_deref().and_then(FullName::from_canonical);
        record.name_note = reading.note.as_deref().map(Private::new);
    }
    birth_and_gender(cells, record);
    if let Some(cell) = cells.row.cell(Field::IdNo) {
        let reading = read_id(&cell.value, &cells.lexicon.words.ids);
        cells.found_all(Some(cell.column), Field::IdNo, reading.issues);
        record.id = reading.id;
        if let Some(id) = record.id {
            let expired = matches!(id, IdNumber::Cmnd(_)) && cells.row.period >= cells.lexicon.words.ids.cmnd_ended;
            let issue = expired.then(|| Issue::new(checks::ID_CMND_EXPIRED, &cell.value.reveal()));
            cells.found_all(Some(cell.column), Field::IdNo, issue.into_iter().collect());
            let issues = check_structure(id, record.birth_date, record.gender);
            cells.found_all(Some(cell.column), Field::IdNo, issues);
        }
    }
}

/// Birth from its column or from the two columns `Nam | Nữ`, whose position gives the gender; a
/// mark there gives the gender only.
fn birth_and_gender(cells: &mut Cells<'_>, record: &mut Record) {
    record.birth_date = cells.date(Field::BirthDate, DateUse::Birth);
    for (field, gender) in [(Field::BirthMale, Gender::Male), (Field::BirthFemale, Gender::Female)] {
        let Some(cell) = cells.row.cell(field) else { continue };
        let raw = cell.value.reveal();
        if raw.trim().is_empty() || matches!(raw.trim(), "-" | "0") {
            continue;
        }
        if !is_mark(&raw) {
            let reading = cells.read_date_cell(cell, DateUse::Birth);
            cells.found_all(Some(cell.column), field, reading.issues);
            record.birth_date = record.birth_date.or(reading.date);
        }
        set_gender(cells, record, gender, cell.column, &raw);
    }
    if let Some((text, column)) = cells.text(Field::Gender) {
        match read_gender(&text) {
            Some(gender) => set_gender(cells, record, gender, column, &text),
            None => cells.found(Some(column), Issue::new(checks::GENDER_UNREADABLE, &text).about(Field::Gender)),
        }
    }
}

fn set_gender(cells: &mut Cells<'_>, record: &mut Record, gender: Gender, column: u16, raw: &str) {
    match record.gender {
        Some(other) if other != gender => {
            cells.found(Some(column), Issue::new(checks::GENDER_CONFLICT, raw).about(Field::Gender));
            record.gender = None;
        }
        _ => record.gender = Some(gender),
    }
}

fn gaps(cells: &mut Cells<'_>, record: &Record) {
    if record.full_name.is_none() && cells.row.cell(Field::FullName).is_none() {
        cells.found(None, Issue::new(checks::NAME_MISSING, "").about(Field::FullName));
    }
    let fields = [Field::BirthDate, Field::BirthMale, Field::BirthFemale];
    if fields.iter().all(|field| cells.row.cell(*field).is_none()) {
        cells.found(None, Issue::new(checks::BIRTH_MISSING, "").about(Field::BirthDate));
    }
    if cells.row.cell(Field::IdNo).is_none() {
        cells.found(None, Issue::new(checks::ID_MISSING, "").about(Field::IdNo));
    }
}

/// Benefit, ground and severity (after the decision, whose day tells the decree): from the group cell, else the nearest section, else the title.
fn group(cells: &mut Cells<'_>, record: &mut Record) {
    let words = &cells.lexicon.words.groups;
    if let Some((text, column)) = cells.text(Field::Severity) {
        record.severity = read_severity(&text, words);
        if record.severity.is_none() {
            cells.found(Some(column), Issue::new(checks::SEVERITY_UNREADABLE, &text).about(Field::Severity));
        }
    }
    if let Some((text, column)) = cells.text(Field::DisabilityType) {
        record.disability_type = read_disability(&text, words);
        if record.disability_type.is_none() {
            cells.found(Some(column), Issue::new(checks::DISABILITY_UNREADABLE, &text).about(Field::DisabilityType));
        }
    }
    let cell = cells.text(Field::Group);
    let mut sources: Vec<String> = cell.iter().map(|(text, _)| text.clone()).collect();
    sources.extend(cells.sections().into_iter().rev());
    let mut readings: Vec<GroupReading> = sources.iter().map(|text| read_group(text, words)).collect();
    readings.push(read_title(&cells.title(), words));
    let chosen = readings.iter().find(|reading| reading.benefit.is_some() || reading.disabled).copied();
    let reading = chosen.unwrap_or_default();
    record.severity = record.severity.or(reading.severity).or_else(|| readings.iter().find_map(|r| r.severity));
    record.ground = reading.ground;
    let by_severity = match record.severity.map(crate::model::Severity::as_str) {
        Some("dbn") => Some(Benefit::K6Dbn),
        Some("nang") => Some(Benefit::K6Nang),
        _ => None,
    };
    let disability_list = record.disability_type.is_some() && chosen.is_none();
    let (said, doubtful) = match by_decree(&reading, record.decision_date, words) {
        ByDecree::Settled(benefit) => (benefit, false),
        ByDecree::Doubtful(benefit) => (benefit, true),
    };
    record.benefit = if reading.disabled && said.is_none() || disability_list { by_severity } else { said };
    if doubtful {
        let (raw, column) = cell.as_ref().map_or(("", None), |(text, column)| (text.as_str(), Some(*column)));
        cells.found(column, Issue::new(checks::GROUP_DECREE, raw).about(Field::Group));
    }
    if record.benefit.is_none() && (record.list_kind == ListKind::Beneficiaries || cell.is_some()) {
        // What the title alone says of a disability is not held against the row's own words.
        let disabled = reading.disabled && (cell.is_none() || readings[0].disabled);
        let check = if disabled { checks::GROUP_SEVERITY } else { checks::GROUP_UNKNOWN };
        let (raw, column) = cell.map_or((String::new(), None), |(text, column)| (text, Some(column)));
        cells.found(column, Issue::new(check, &raw).about(Field::Group));
    }
}

fn money(cells: &mut Cells<'_>, record: &mut Record) {
    if let Some(cell) = cells.row.cell(Field::Coefficient) {
        let (coefficient, issues) = read_coefficient(&cell.value);
        cells.found_all(Some(cell.column), Field::Coefficient, issues);
        record.coefficient = coefficient;
    }
    if let Some(cell) = cells.row.cell(Field::Amount) {
        let base = cells.row.cell(Field::BaseRate).map(|cell| &cell.value);
        let told = cells.row.thousands.contains(&Field::Amount);
        let scaled = told.then(|| from_thousands(&cell.value, &cells.lexicon.words.money)).flatten();
        let value = scaled.as_ref().unwrap_or(&cell.value);
        let (amount, issues) = read_amount(value, base, record.coefficient, &cells.lexicon.words.money);
        cells.found_all(Some(cell.column), Field::Amount, issues);
        record.amount = amount;
        if let (Some(amount), Some(coefficient)) = (amount, record.coefficient) {
            let issue = check_amount(&cell.value.reveal(), amount, coefficient, base, &cells.lexicon.words.money);
            cells.found_all(Some(cell.column), Field::Amount, issue.into_iter().collect());
        }
    }
}

fn decision(cells: &mut Cells<'_>, record: &mut Record) {
    for field in [Field::DecisionNo, Field::Decision] {
        let Some((text, column)) = cells.text(field) else { continue };
        let reading = read_decision(&text, cells.row.period);
        if reading.number.is_none() && reading.date.is_none() {
            cells.found(Some(column), Issue::new(checks::DECISION_UNREADABLE, &text).about(field));
        }
        record.decision_no = record.decision_no.take().or(reading.number);
        record.decision_date = record.decision_date.or(reading.date);
    }
    let own = cells.date(Field::DecisionDate, DateUse::Event).and_then(PartialDate::full);
    record.decision_date = own.or(record.decision_date);
    filed(cells, record);
    if let Some(cell) = cells.row.cell(Field::FromMonth) {
        let (month, issues) = read_month(&cell.value, cells.row.period);
        cells.found_all(Some(cell.column), Field::FromMonth, issues);
        record.from_month = month;
    }
}

/// The day on which the file was received. Nothing is decided before it is: such a day is not believed.
fn filed(cells: &mut Cells<'_>, record: &mut Record) {
    let filed = cells.date(Field::FiledOn, DateUse::Event).and_then(PartialDate::full);
    record.filed_on = filed.filter(|&day| record.decision_date.is_none_or(|decided| day <= decided));
    if filed != record.filed_on
        && let Some(cell) = cells.row.cell(Field::FiledOn)
    {
        let issue = Issue::new(checks::FILED_AFTER_DECISION, &cell.value.reveal()).about(Field::FiledOn);
        cells.found(Some(cell.column), issue);
    }
}

fn contact(cells: &mut Cells<'_>, record: &mut Record) {
    let mut beside = None;
    if let Some(cell) = cells.row.cell(Field::AccountNo) {
        let reading = contacts::read_account(&cell.value, &cells.lexicon.words.contacts);
        cells.found_all(Some(cell.column), Field::AccountNo, reading.issues);
        record.account_no = reading.account.as_deref().map(Private::new);
        beside = reading.bank;
    }
    if let Some(cell) = cells.row.cell(Field::Phone) {
        let (phone, issues) = contacts::read_phone(&cell.value, &cells.lexicon.words.contacts);
        cells.found_all(Some(cell.column), Field::Phone, issues);
        record.phone = phone.as_deref().map(Private::new);
    }
    let words = &cells.lexicon.words.contacts;
    record.bank = cells.text(Field::Bank).and_then(|(text, _)| contacts::read_bank(&text, words)).or(beside);
    if let (Some(account), Some(bank)) = (&record.account_no, &record.bank) {
        let column = cells.row.cell(Field::AccountNo).map(|cell| cell.column);
        let issue = contacts::check_account(account.reveal(), bank, words);
        cells.found_all(column, Field::AccountNo, issue.into_iter().collect());
    }
}

/// The note's own column; what was cut off the name stands after it, for those who read one column.
fn note(cells: &mut Cells<'_>, record: &mut Record) {
    let own = cells.text(Field::Note).map(|(text, _)| text);
    let parts: Vec<String> =
        own.into_iter().chain(record.name_note.as_ref().map(|cut| cut.reveal().to_owned())).collect();
    record.note = (!parts.is_empty()).then(|| Private::new(&parts.join("; ")));
    record.reason_text = cells.text(Field::Reason).map(|(text, _)| Private::new(&text));
}
