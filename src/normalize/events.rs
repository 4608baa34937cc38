//! What a row reports beside the person: a movement with its day and place, or the person cared for.

use super::carers::read_note;
use super::cells::Cells;
use super::checks;
use super::date_years::written;
use super::dates::{DateUse, find_date};
use super::effective::{day_of, read_when};
use super::elders::{day_of_death, read_elder};
use super::ids::read_id;
use super::moved::read_other_place;
use super::movements::{Said, read_movement, read_title};
use super::names::read_name;
use super::remarks::{read_remarks, says_own_death};
use super::states::is_staying;
use super::text::letters::fold;
use crate::model::{Benefit, BenefitKind, Field, FullName, IdNumber, Issue, ListKind, Movement, Private, Record};

/// What happened, when, and the other place of a move.
pub(super) fn read_movement_of(cells: &mut Cells<'_>, record: &mut Record) {
    let text = |text: &Option<Private>| text.as_ref().map(|text| text.reveal().to_owned());
    let (reason, note) = (text(&record.reason_text), text(&record.note));
    let day_in = |text: Option<&str>| text.and_then(|text| find_date(text, cells.row.period));
    let own_day = read_when(cells, record, reason.as_deref());
    if record.list_kind != ListKind::Movements {
        read_remarks(cells, record, own_day);
        return;
    }
    let in_note = day_in(note.as_deref());
    let words = &cells.lexicon.words.movements;
    let read = |text: &str| read_movement(text, words);
    let of_note = note.as_deref().and_then(|text| read(text).clear());
    // `Tăng giảm` names both: `giảm` behind `tăng` would be an end.
    let both = |text: &str| {
        let key = fold(text);
        key.contains("tang") && key.contains("giam")
    };
    let one = |text: &str| read(text).clear().filter(|_| !both(text));
    let section = cells.sections().iter().rev().find_map(|text| one(text));
    let of_sheet = || one(&cells.row.sheet);
    let heading = section.or_else(|| read_title(&cells.title())).or_else(of_sheet);
    let increases = matches!(heading, Some(Movement::New | Movement::MovedIn));
    let decreases = matches!(heading, Some(Movement::Dead | Movement::MovedOut | Movement::Ended));
    let elder = reason.as_deref().filter(|_| decreases).and_then(|text| read_elder(text, record, words));
    let of_row = cells.text_of(Field::Status).and_then(|text| read(text.reveal()).clear());
    let own = cells.text_of(Field::DeathDate).is_some_and(|text| says_own_death(text.reveal(), words));
    let carer = record.benefit.map(Benefit::kind) == Some(BenefitKind::Carer);
    let bereaved = record.benefit.is_some_and(|benefit| words.bereaved.contains(&benefit));
    // Beside a loss in the family a day alone says nobody's death, unless the list is one of decreases.
    let may_be = own && !increases && !carer && (decreases || !bereaved);
    let died = cells.row.cell(Field::DeathDate).filter(|_| may_be).and_then(|cell| day_of(cells, cell).0.date);
    let of_row = died.map(|_| Movement::Dead).or(of_row);
    // What the row itself says without a reason is held to the heading as a reason is.
    let said = match reason.as_deref().map_or(Said::Nothing, read) {
        Said::Nothing => of_row.map_or(Said::Nothing, Said::Clearly),
        said => said,
    };
    record.movement = match said {
        // `Chuyển khẩu` alone says no direction; a section of increases does.
        Said::Clearly(Movement::MovedOut) if increases => Some(Movement::MovedIn),
        Said::Clearly(Movement::Dead) if increases => None,
        Said::Clearly(movement) => Some(movement),
        // What denies or doubts the end that the heading tells, or tells it of somebody else.
        Said::Unclearly(_) | Said::OfOthers => elder.or(heading.filter(|_| increases)),
        Said::Nothing => section.or(of_note).or(heading),
    };
    if record.movement.is_some() && record.movement == of_note {
        record.event_date = record.event_date.or(in_note);
    }
    if record.movement == Some(Movement::Dead) && record.event_date.is_none() && record.from_month.is_none() {
        yearless_death(cells, record, reason.as_deref());
    }
    if record.movement.is_none() {
        let column = cells.row.cell(Field::Reason).map(|cell| cell.column);
        // Who stands below GIẢM and is paid on all the same is told as an error.
        let check = if decreases { checks::MOVEMENT_PAID_ON } else { checks::MOVEMENT_UNKNOWN };
        cells.found(column, Issue::new(check, reason.as_deref().unwrap_or("")).about(Field::Reason));
    }
    read_other_place(cells, record, reason.as_deref());
}

/// The day of a death that the reason tells without a year.
fn yearless_death(cells: &mut Cells<'_>, record: &mut Record, reason: Option<&str>) {
    let Some((cell, text)) = cells.row.cell(Field::Reason).zip(reason) else { return };
    if let Some(day) = day_of_death(text, cells.row.period) {
        (record.event_date, record.year_taken) = (Some(day), true);
        let issue = Issue::new(checks::DATE_YEAR_TAKEN, text).suggest(&written(day));
        cells.found(Some(cell.column), issue.about(Field::Reason));
    }
}

/// Who receives for the person. What cannot be read as a name is left out without a word: the column
/// is often a signature's, and no decision rests on it.
pub(super) fn read_receiver(cells: &mut Cells<'_>, record: &mut Record) {
    if let Some((text, _)) = cells.text(Field::Receiver) {
        let reading = read_name(&text, None, cells.lexicon);
        let name = reading.canonical.as_deref().and_then(FullName::from_canonical);
        record.receiver_name = name.filter(|name| record.full_name.as_ref() != Some(name));
    }
}

/// Carers' rows: the person cared for, from columns of its own or from the note.
pub(super) fn read_cared_for(cells: &mut Cells<'_>, record: &mut Record) {
    if let Some((text, column)) = cells.text(Field::CaredForName) {
        let reading = read_name(&text, None, cells.lexicon);
        cells.found_all(Some(column), Field::CaredForName, reading.issues);
        record.cared_for_name = reading.canonical.as_deref().and_then(FullName::from_canonical);
    }
    if let Some(cell) = cells.row.cell(Field::CaredForId) {
        let reading = read_id(&cell.value, &cells.lexicon.words.ids);
        cells.found_all(Some(cell.column), Field::CaredForId, reading.issues);
        record.cared_for_id = reading.id;
    }
    record.cared_for_birth = cells.date(Field::CaredForBirth, DateUse::Birth);
    if let Some(cell) = cells.row.cell(Field::CaredForDeath) {
        let (raw, column) = (cell.value.reveal(), cell.column);
        // Nothing is ended by it: whose it is, the row alone does not say surely enough.
        if !is_staying(&raw, &cells.lexicon.words.movements) {
            let issue = Issue::new(checks::REMARK_CARED_FOR_DEATH, &raw).about(Field::CaredForDeath);
            cells.found(Some(column), issue);
        }
    }
    if record.benefit.map(Benefit::kind) != Some(BenefitKind::Carer) {
        return;
    }
    let note = record.note.as_ref().map(|note| note.reveal().to_owned()).unwrap_or_default();
    if record.cared_for_name.is_none() {
        let read = read_note(&note, cells.row.period, cells.lexicon);
        record.cared_for_name = read.name.as_deref().and_then(FullName::from_canonical);
        record.cared_for_birth = record.cared_for_birth.or(read.birth);
    }
    if record.cared_for_id.is_none() {
        record.cared_for_id = id_in(&note);
    }
    // Who is pregnant or raises a small child is paid for that, not for someone cared for.
    let needs = record.benefit != Some(Benefit::CsThai);
    if needs && record.cared_for_name.is_none() && record.cared_for_id.is_none() {
        cells.found(None, Issue::new(checks::CARED_FOR_MISSING, &note).about(Field::CaredForName));
    }
}

/// A 12-digit number in a note.
fn id_in(note: &str) -> Option<IdNumber> {
    let mut runs = note.split(|c: char| !c.is_ascii_digit());
    runs.find_map(crate::model::PersonId::from_digits).map(IdNumber::Person)
}
