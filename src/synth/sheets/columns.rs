//! Which columns a list has, in which order and under which headings.

use crate::model::{Field, ListKind};
use crate::synth::ListRow;

use super::pen::Pen;
use super::style::{Birth, Fill, Groups, Sections, Sheets};
use super::wording::{WORDS, choose};

/// A column of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) field: Field,
    /// Headings from the top storey down; the last is the column's own.
    pub(super) headings: Vec<String>,
    /// Cells may be left blank, merged or dittoed under the first of a group.
    pub(super) filled: bool,
}

/// Columns that stay together under one parent heading.
struct Block {
    parent: Option<&'static str>,
    fields: Vec<Field>,
}

/// The columns of a list of `rows`.
pub(super) fn choose_columns(pen: &mut Pen<'_>, rows: &[ListRow]) -> Vec<Column> {
    let mut blocks = blocks(pen, rows);
    if pen.style.shuffled {
        pen.note("columns_shuffled");
        pen.dice.shuffle(&mut blocks[1..]);
    }
    let mut columns = Vec::new();
    for block in &blocks {
        let parent = block.parent.filter(|_| pen.style.heading_rows > 1 && block.fields.len() > 1);
        let parent_text = parent.map(|key| choose(&WORDS.parents, key, &mut pen.dice));
        for &field in &block.fields {
            columns.push(column(pen, rows, field, parent_text.clone()));
        }
    }
    if pen.style.heading_rows == 3 && !pen.style.shuffled {
        add_third_storey(pen, &mut columns);
    }
    columns
}

fn column(pen: &mut Pen<'_>, rows: &[ListRow], field: Field, parent: Option<String>) -> Column {
    let under = parent.is_some() && WORDS.under_parent.contains_key(field.as_str());
    let list = if under { &WORDS.under_parent } else { &WORDS.headings };
    let mut own = choose(list, field.as_str(), &mut pen.dice);
    if field == Field::Amount && pen.style.money == super::style::Money::Thousands {
        let unit: &&str = pen.dice.pick(&[" (nghìn đồng)", " (1.000đ)", " (ngàn đồng)"]);
        own.push_str(unit);
    }
    if pen.style.line_breaks && own.contains(' ') && pen.dice.chance(40) {
        own = own.replacen(' ', "\n", 1);
        pen.note("heading_line_break");
    }
    let filled = match (field, pen.style.fill) {
        (Field::Group | Field::Hamlet, Fill::Copied) => {
            pen.note("copied_down");
            false
        }
        (_, Fill::Copied) => false,
        (Field::Group | Field::Hamlet, _) => true,
        (Field::Decision | Field::DecisionNo | Field::DecisionDate, Fill::Merged | Fill::Ditto) => true,
        _ => false,
    };
    let filled = filled && rows.iter().all(|row| super::fill::key(field, row).is_some());
    Column { field, headings: parent.into_iter().chain([own]).collect(), filled }
}

/// Puts the personal columns and those of the grant under a heading of their own.
fn add_third_storey(pen: &mut Pen<'_>, columns: &mut [Column]) {
    let personal =
        [Field::FullName, Field::BirthDate, Field::BirthMale, Field::BirthFemale, Field::Gender, Field::IdNo];
    let grant =
        [Field::Coefficient, Field::Amount, Field::Decision, Field::DecisionNo, Field::DecisionDate, Field::FromMonth];
    for (key, fields) in [("person", &personal[..]), ("grant", &grant[..])] {
        let text = choose(&WORDS.parents, key, &mut pen.dice);
        for column in columns.iter_mut().filter(|column| fields.contains(&column.field)) {
            column.headings.insert(0, text.clone());
        }
    }
}

fn any(rows: &[ListRow], has: impl Fn(&ListRow) -> bool) -> bool {
    rows.iter().any(has)
}

fn blocks(pen: &mut Pen<'_>, rows: &[ListRow]) -> Vec<Block> {
    let mut blocks = vec![one(Field::Ordinal), one(Field::FullName)];
    identity(pen, rows, &mut blocks);
    place(pen, &mut blocks);
    let style = pen.style;
    let group_elsewhere =
        style.sheets == Sheets::Group || matches!(style.sections, Sections::Group | Sections::GroupHamlet);
    if !group_elsewhere && any(rows, |row| row.benefit.is_some()) {
        blocks.push(one(Field::Group));
    }
    let severity = !group_elsewhere
        && style.groups == Groups::Severity
        && any(rows, |row| row.severity.is_some() || row.benefit.and_then(super::groups::severity_of).is_some());
    let certificate = any(rows, |row| row.certificate_no.is_some()) && (severity || pen.dice.chance(30));
    let disability = any(rows, |row| row.disability_type.is_some()) && (severity || pen.dice.chance(30));
    push(
        &mut blocks,
        Some("disability"),
        &[(Field::DisabilityType, disability), (Field::Severity, severity), (Field::CertificateNo, certificate)],
    );
    let coefficient =
        any(rows, |row| row.coefficient.is_some()) && (pen.kind == ListKind::Beneficiaries || pen.dice.chance(50));
    let amount = any(rows, |row| row.amount.is_some());
    push(&mut blocks, Some("money"), &[(Field::Coefficient, coefficient), (Field::Amount, amount)]);
    movement(pen, rows, &mut blocks);
    decision(pen, rows, &mut blocks);
    payment(pen, rows, &mut blocks);
    carers(pen, rows, &mut blocks);
    blocks
}

fn one(field: Field) -> Block {
    Block { parent: None, fields: vec![field] }
}

/// Adds a block of the fields that are wanted, if any is.
fn push(blocks: &mut Vec<Block>, parent: Option<&'static str>, wanted: &[(Field, bool)]) {
    let fields: Vec<Field> = wanted.iter().filter(|(_, wanted)| *wanted).map(|(field, _)| *field).collect();
    if !fields.is_empty() {
        blocks.push(Block { parent, fields });
    }
}

fn identity(pen: &mut Pen<'_>, rows: &[ListRow], blocks: &mut Vec<Block>) {
    // Two columns show a gender by position, so a row without one has no place in them.
    let split =
        pen.style.birth != Birth::One && pen.style.heading_rows > 1 && rows.iter().all(|row| row.gender.is_some());
    if split {
        pen.note("birth_two_columns");
        blocks.push(Block { parent: Some("birth"), fields: vec![Field::BirthMale, Field::BirthFemale] });
    } else {
        blocks.push(one(Field::BirthDate));
        push(blocks, None, &[(Field::Gender, pen.dice.chance(65))]);
    }
    blocks.push(one(Field::IdNo));
}

fn place(pen: &mut Pen<'_>, blocks: &mut Vec<Block>) {
    let hamlet_elsewhere =
        pen.style.sheets == Sheets::Hamlet || matches!(pen.style.sections, Sections::Hamlet | Sections::GroupHamlet);
    let wants_fill = pen.style.fill != Fill::Copied;
    let hamlet = !hamlet_elsewhere && (wants_fill || pen.dice.chance(50));
    push(blocks, None, &[(Field::Address, true), (Field::Hamlet, hamlet)]);
}

fn movement(pen: &mut Pen<'_>, rows: &[ListRow], blocks: &mut Vec<Block>) {
    if pen.kind != ListKind::Movements {
        return;
    }
    let in_sections = matches!(pen.style.sections, Sections::Reason | Sections::DirectionReason);
    let reason = !in_sections || pen.dice.chance(50);
    let event = any(rows, |row| row.event_date.is_some());
    let other = any(rows, |row| row.other_place.is_some());
    push(blocks, None, &[(Field::Reason, reason)]);
    push(blocks, None, &[(Field::EventDate, event)]);
    push(blocks, None, &[(Field::OtherPlace, other)]);
}

fn decision(pen: &mut Pen<'_>, rows: &[ListRow], blocks: &mut Vec<Block>) {
    let there = any(rows, |row| row.decision_no.is_some() || row.decision_date.is_some());
    if there && pen.style.decision_in_one {
        pen.note("decision_one_column");
        blocks.push(one(Field::Decision));
    } else if there {
        pen.note("decision_two_columns");
        blocks.push(Block { parent: Some("decision"), fields: vec![Field::DecisionNo, Field::DecisionDate] });
    }
    push(blocks, None, &[(Field::FiledOn, any(rows, |row| row.filed_on.is_some()))]);
    push(blocks, None, &[(Field::FromMonth, any(rows, |row| row.from_month.is_some()))]);
}

fn payment(pen: &mut Pen<'_>, rows: &[ListRow], blocks: &mut Vec<Block>) {
    let account = pen.dice.chance(50) && any(rows, |row| row.account_no.is_some());
    push(
        blocks,
        Some("bank"),
        &[(Field::AccountNo, account), (Field::Bank, account && any(rows, |row| row.bank.is_some()))],
    );
    let phone = pen.dice.chance(50) && any(rows, |row| row.phone.is_some());
    let signature = pen.kind == ListKind::Beneficiaries && pen.dice.chance(25);
    push(blocks, None, &[(Field::Phone, phone)]);
    push(blocks, None, &[(Field::Signature, signature)]);
}

fn carers(pen: &mut Pen<'_>, rows: &[ListRow], blocks: &mut Vec<Block>) {
    let cares = any(rows, |row| row.cared_for_name.is_some() || row.cared_for_id.is_some());
    let id = any(rows, |row| row.cared_for_id.is_some());
    if cares && !pen.style.carers_in_note {
        pen.note("carer_column");
        push(blocks, Some("cared_for"), &[(Field::CaredForName, true), (Field::CaredForId, id)]);
    } else if cares {
        pen.note("carer_note");
    }
    let note = (cares && pen.style.carers_in_note) || any(rows, |row| row.note.is_some()) || pen.dice.chance(50);
    push(blocks, None, &[(Field::Note, note)]);
}
