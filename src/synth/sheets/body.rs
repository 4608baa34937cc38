//! A data row: what each column shows of what the clerk means, and what is left of it.

use crate::model::{Field, Gender, ListKind, PartialDate, RowKind};
use crate::synth::ListRow;

use super::columns::Column;
use super::grid::{Cell, DataTruth, Row, Value};
use super::pen::Pen;
use super::style::{Sections, Sheets};
use super::{dates, groups, ids, money};

/// Writes a data row under `columns`, with its running number.
pub(super) fn data_row(pen: &mut Pen<'_>, columns: &[Column], from: &ListRow, ordinal: usize) -> Row {
    let mut row = Row::new(RowKind::Data, Vec::new());
    row.truth = DataTruth {
        disposition: Some(pen.disposition),
        person: from.person,
        quirks: from.quirks.iter().copied().collect(),
        ..DataTruth::default()
    };
    let truth = &mut row.truth;
    let mut cells = Vec::new();
    for column in columns {
        let value = value(pen, column.field, from, ordinal, truth);
        cells.push(Cell::new(value.unwrap_or(Value::Blank)));
    }
    from_elsewhere(pen, from, truth);
    for (index, cell) in cells.into_iter().enumerate() {
        row.put(pen.style.offset + index, cell);
    }
    pen.written += 1;
    row
}

/// What sections, sheets and titles say of the row.
fn from_elsewhere(pen: &Pen<'_>, from: &ListRow, truth: &mut DataTruth) {
    let style = pen.style;
    if style.sheets == Sheets::Group || matches!(style.sections, Sections::Group | Sections::GroupHamlet) {
        truth.benefit = from.benefit;
    }
    if pen.kind == ListKind::Movements && matches!(style.sections, Sections::Reason | Sections::DirectionReason) {
        truth.movement = from.movement;
    }
}

fn value(pen: &mut Pen<'_>, field: Field, from: &ListRow, ordinal: usize, truth: &mut DataTruth) -> Option<Value> {
    match field {
        Field::Ordinal => Some(Value::Number(ordinal as f64)),
        Field::FullName => {
            truth.full_name = Some(from.full_name.clone());
            text(Some(from.full_name.reveal().to_owned()))
        }
        Field::BirthDate => birth(pen, from, truth),
        Field::BirthMale | Field::BirthFemale => {
            let column = if field == Field::BirthMale { Gender::Male } else { Gender::Female };
            if from.gender != Some(column) {
                return None;
            }
            let value = birth(pen, from, truth);
            truth.gender = value.is_some().then_some(column);
            value
        }
        Field::Gender => {
            truth.gender = from.gender;
            from.gender.map(|gender| Value::Text(if gender == Gender::Male { "Nam" } else { "Nữ" }.to_owned()))
        }
        Field::IdNo => identity(pen, from, truth),
        Field::Group => {
            truth.benefit = from.benefit;
            noted(groups::group(pen, from), truth)
        }
        Field::Amount => {
            truth.amount = from.amount;
            noted(from.amount.map(|amount| money::amount(pen, amount)), truth)
        }
        Field::Coefficient => noted(from.coefficient.map(|value| money::coefficient(pen, value)), truth),
        Field::Reason => {
            truth.movement = from.movement;
            groups::reason(pen, from)
        }
        _ => plain(pen, field, from),
    }
}

/// Fields that the truth does not hold.
fn plain(pen: &mut Pen<'_>, field: Field, from: &ListRow) -> Option<Value> {
    match field {
        Field::Address => text(Some(from.address.clone())),
        Field::Hamlet => text(Some(from.hamlet.clone())),
        Field::DisabilityType => {
            let words = &super::wording::WORDS.disabilities;
            let code = from.disability_type?;
            Some(Value::Text(super::wording::choose(words, code.as_str(), &mut pen.dice)))
        }
        Field::Severity => groups::severity(pen, from),
        Field::CertificateNo => text(from.certificate_no.clone()),
        Field::Decision => groups::decision(pen, from),
        Field::DecisionNo => text(from.decision_no.clone()),
        Field::DecisionDate => from.decision_date.map(|date| dates::day(pen, PartialDate::from(date))),
        Field::FiledOn => from.filed_on.map(|date| dates::day(pen, PartialDate::from(date))),
        Field::FromMonth => from.from_month.map(|month| dates::from_month(pen, month)),
        Field::EventDate => from.event_date.map(|date| dates::day(pen, date)),
        Field::OtherPlace => text(from.other_place.clone()),
        Field::AccountNo => text(from.account_no.clone()),
        Field::Bank => text(from.bank.clone()),
        Field::Phone => text(from.phone.clone()),
        Field::CaredForName => text(from.cared_for_name.as_ref().map(|name| name.reveal().to_owned())),
        Field::CaredForId => text(from.cared_for_id.map(|id| id.reveal())),
        Field::Note => groups::note(pen, from, pen.style.carers_in_note),
        _ => None,
    }
}

fn text(text: Option<String>) -> Option<Value> {
    text.filter(|text| !text.is_empty()).map(Value::Text)
}

fn noted(cell: Option<(Value, &'static str)>, truth: &mut DataTruth) -> Option<Value> {
    let (value, quirk) = cell?;
    truth.quirks.insert(quirk);
    Some(value)
}

fn birth(pen: &mut Pen<'_>, from: &ListRow, truth: &mut DataTruth) -> Option<Value> {
    let (value, shown, quirk) = dates::birth(pen, from.birth?);
    truth.birth = shown;
    truth.quirks.insert(quirk);
    Some(value)
}

fn identity(pen: &mut Pen<'_>, from: &ListRow, truth: &mut DataTruth) -> Option<Value> {
    let (value, shown, quirk) = ids::id(pen, ids::of(from.id, from.cmnd)?);
    truth.id = shown;
    truth.quirks.extend(quirk);
    Some(value)
}

/// Takes name and id out of a copy of a row: a line that the clerk began and never filled in.
pub(super) fn without_identity(pen: &mut Pen<'_>, columns: &[Column], from: &ListRow, ordinal: usize) -> Row {
    let mut row = data_row(pen, columns, from, ordinal);
    let names = [
        Field::FullName,
        Field::IdNo,
        Field::BirthDate,
        Field::BirthMale,
        Field::BirthFemale,
        Field::CaredForName,
        Field::CaredForId,
        Field::Note,
        Field::Gender,
        Field::AccountNo,
        Field::Phone,
        Field::CertificateNo,
    ];
    for (index, _) in columns.iter().enumerate().filter(|(_, column)| names.contains(&column.field)) {
        row.put(pen.style.offset + index, Cell::BLANK);
    }
    let kept = DataTruth {
        disposition: row.truth.disposition,
        benefit: row.truth.benefit,
        amount: row.truth.amount,
        movement: row.truth.movement,
        ..DataTruth::default()
    };
    row.truth = kept;
    row.truth.quirks.insert("no_identity");
    if row.truth.disposition == Some(crate::model::Disposition::Accepted) {
        row.truth.disposition = Some(crate::model::Disposition::Quarantined);
    }
    row
}
