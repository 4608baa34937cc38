//! What a ward writes beside a person of its full list: a day of death, a status, a remark.
//!
//! A death, a move or (as a status) an end, said clearly of the row's own person, is the ward's word as in a
//! list of movements; all else that may be such an end is told to the ward and not acted on. Never: a death
//! from a day that may be somebody else's, from a word that may be a part of the name.

use super::cells::Cells;
use super::checks;
use super::dates::find_date;
use super::effective::day_of;
use super::moved::read_other_place;
use super::movements::{MovementWords, Said, names_somebody, read_movement};
use super::states::{is_open_state, is_staying};
use crate::model::{Benefit, BenefitKind, Field, Issue, Movement, PartialDate, Private, Record};

/// Months before the period of the list in which a death may lie that its full list tells: of those who died
/// longer ago nobody stands there, such a day is somebody else's.
const RECENT: i32 = 12;

/// Reads the day of death, the status and the remarks of a row of a full list. `own_day` is the day of the
/// row's own columns.
pub(super) fn read_remarks(cells: &mut Cells<'_>, record: &mut Record, own_day: Option<PartialDate>) {
    let own_day = read_death_day(cells, record, own_day);
    read_status(cells, record, own_day);
    let own = |field| Some((cells.row.cell(field)?.column, field));
    let remarks = [
        (record.name_note.clone(), own(Field::FullName)),
        (cells.text_of(Field::Note), own(Field::Note)),
        (record.reason_text.clone(), own(Field::Reason)),
    ];
    for (text, place) in remarks {
        let (Some(text), Some((column, field))) = (text, place) else { continue };
        let text = text.reveal().to_owned();
        let text = if field == Field::FullName { without_titles(&text, cells) } else { text };
        let said = match read_movement(&text, &cells.lexicon.words.movements) {
            Said::Clearly(movement) if field == Field::FullName && is_like_a_name(&text, cells) => {
                Said::Unclearly(Some(movement))
            }
            // Whose husband somebody is stands before the name's other notes.
            Said::OfOthers if field == Field::FullName => Said::Unclearly(Some(Movement::Dead)),
            said => said,
        };
        let check = match said {
            Said::Clearly(Movement::Dead | Movement::MovedOut) => checks::REMARK_END,
            Said::Clearly(Movement::Ended) | Said::Unclearly(Some(Movement::Dead | Movement::MovedOut)) => {
                checks::REMARK_DOUBTFUL
            }
            _ => continue,
        };
        tell(cells, (column, field), check, &text, said.clear());
        if check == checks::REMARK_END {
            take(cells, record, said, &text, own_day);
        }
    }
    day_without_word(cells, record);
}

fn tell(cells: &mut Cells<'_>, place: (u16, Field), check: &'static str, text: &str, movement: Option<Movement>) {
    let meant = movement.map_or("", Movement::label_vi);
    cells.found(Some(place.0), Issue::new(check, text).suggest(meant).about(place.1));
}

/// The first word that the row says counts.
fn take(cells: &mut Cells<'_>, record: &mut Record, said: Said, text: &str, day: Option<PartialDate>) {
    if record.movement.is_none() {
        record.movement = said.clear();
        record.event_date = day.or_else(|| find_date(text, cells.row.period));
        read_other_place(cells, record, Some(text));
    }
}

/// The column of deaths. Gives the day of the row's own columns, which a day of somebody else's death is not.
fn read_death_day(cells: &mut Cells<'_>, record: &mut Record, own_day: Option<PartialDate>) -> Option<PartialDate> {
    let Some(cell) = cells.row.cell(Field::DeathDate) else { return own_day };
    let (raw, column) = (cell.value.reveal(), cell.column);
    let words = &cells.lexicon.words.movements;
    if raw.trim().is_empty() || is_staying(&raw, words) {
        return own_day;
    }
    let day = day_of(cells, cell).0.date;
    // What is repeated from the row above, and what stands beside a carer, may be another's death.
    let carer = record.benefit.map(Benefit::kind) == Some(BenefitKind::Carer);
    let text = cells.text_of(Field::DeathDate).map_or_else(String::new, |text| text.reveal().to_owned());
    let own = !carer && !cell.inherited && says_own_death(&text, words);
    let dies = own
        && match day {
            Some(day) => is_own_death(day, record, cells),
            None => read_movement(&text, words) == Said::Clearly(Movement::Dead),
        };
    if dies {
        tell(cells, (column, Field::DeathDate), checks::REMARK_END, &raw, Some(Movement::Dead));
        take(cells, record, Said::Clearly(Movement::Dead), &raw, own_day);
        return own_day;
    }
    tell(cells, (column, Field::DeathDate), checks::REMARK_DOUBTFUL, &raw, None);
    let others = day.is_some() && own_day == day;
    if others {
        (record.event_date, record.year_taken) = (None, false);
    }
    own_day.filter(|_| !others)
}

/// Whether the words beside a day of death leave it the row's own: nobody else, no doubt, no other event.
pub(super) fn says_own_death(text: &str, words: &MovementWords) -> bool {
    let said = read_movement(text, words);
    matches!(said, Said::Nothing | Said::Clearly(Movement::Dead)) && !names_somebody(text, words)
}

/// Whether a day of death can be that of the row's person: not long ago, not before birth or decision. Beside
/// benefits that rest on a death in the family it is only where it lies behind the decision.
fn is_own_death(day: PartialDate, record: &Record, cells: &Cells<'_>) -> bool {
    let period = cells.row.period;
    let since = [record.decision_date, record.from_month.map(|month| month.first_day())];
    let since = since.into_iter().flatten().max();
    let bereaved = record.benefit.is_some_and(|benefit| cells.lexicon.words.movements.bereaved.contains(&benefit));
    let behind = |since| if bereaved { day.earliest() > since } else { day.latest() >= since };
    day.latest() >= period.plus(-RECENT).first_day()
        && record.birth_date.is_none_or(|birth| birth.earliest() <= day.latest())
        && since.map_or(!bereaved, behind)
}

/// The column of statuses, which says something of everyone.
fn read_status(cells: &mut Cells<'_>, record: &mut Record, own_day: Option<PartialDate>) {
    let Some((text, column)) = cells.text(Field::Status) else { return };
    let words = &cells.lexicon.words.movements;
    if is_staying(&text, words) {
        return;
    }
    let said = read_movement(&text, words);
    let check = match said {
        Said::Clearly(Movement::New | Movement::MovedIn | Movement::Changed) => return,
        Said::Clearly(_) if !is_open_state(&text, words) => checks::REMARK_END,
        Said::Clearly(_) | Said::Unclearly(_) | Said::OfOthers => checks::REMARK_DOUBTFUL,
        Said::Nothing => checks::STATUS_UNREADABLE,
    };
    tell(cells, (column, Field::Status), check, &text, said.clear());
    if check == checks::REMARK_END {
        // The ward's words stand in the list of decreases.
        record.reason_text.get_or_insert_with(|| Private::new(&text));
        take(cells, record, said, &text, own_day);
    }
}

/// A day in a column of movements that no word explains: nothing is made of it, and the ward is told.
fn day_without_word(cells: &mut Cells<'_>, record: &Record) {
    let told = |field| cells.findings.iter().any(|finding| finding.issue.field == Some(field));
    let Some(cell) = cells.row.cell(Field::EventDate) else { return };
    let (raw, column) = (cell.value.reveal(), cell.column);
    let silent = raw.trim().is_empty() || is_staying(&raw, &cells.lexicon.words.movements);
    if record.movement.is_none() && !silent && !told(Field::Note) && !told(Field::Reason) && !told(Field::Status) {
        tell(cells, (column, Field::EventDate), checks::REMARK_DOUBTFUL, &raw, None);
    }
}

/// What was cut off a name, without the titles (`Bà; chết`), which are the person's own.
fn without_titles(remark: &str, cells: &Cells<'_>) -> String {
    let words = &cells.lexicon.words.movements;
    let parts: Vec<&str> =
        remark.split("; ").filter(|part| part.contains(' ') || !names_somebody(part, words)).collect();
    parts.join("; ")
}

/// Whether a remark cut off a name may be a part of the name: one word, with no sign before it. There
/// are people called Chết and Mất.
fn is_like_a_name(remark: &str, cells: &Cells<'_>) -> bool {
    let raw = cells.row.cell(Field::FullName).map(|cell| cell.value.reveal()).unwrap_or_default();
    !remark.trim().contains(' ') && !raw.contains(['(', '[', '-', '–', ',', ';', ':', '/', '+', '*', '.'])
}
