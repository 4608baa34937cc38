//! Groups, severities, reasons and the person cared for, as clerks word them.

use crate::model::{Benefit, Severity};
use crate::synth::ListRow;

use super::grid::Value;
use super::pen::Pen;
use super::style::{Fill, Groups};
use super::wording::{WORDS, choose};

/// The cell of the group column, and the quirk.
pub(super) fn group(pen: &mut Pen<'_>, row: &ListRow) -> Option<(Value, &'static str)> {
    let benefit = row.benefit?;
    let plain = if pen.style.groups == Groups::Severity { WORDS.group_plain(benefit, &mut pen.dice) } else { None };
    let disabled = severity_of(benefit).is_some();
    if let Some(text) = plain.filter(|_| disabled) {
        return Some((Value::Text(text), "group_and_severity"));
    }
    let quirk = if pen.style.groups == Groups::Short { "group_short" } else { "group_words" };
    let key = (benefit, row.ground);
    let strays = pen.style.fill == Fill::Copied && pen.dice.chance(10);
    if let Some(text) = pen.group_words.get(&key).filter(|_| !strays) {
        return Some((Value::Text(text.clone()), quirk));
    }
    let text = match pen.style.groups {
        Groups::Short => WORDS.group_short(benefit, row.ground, &mut pen.dice),
        _ => WORDS.group_words(benefit, &mut pen.dice),
    };
    pen.group_words.insert(key, text.clone());
    Some((Value::Text(text), quirk))
}

/// The severity that a benefit of the disabled stands for.
pub(super) fn severity_of(benefit: Benefit) -> Option<Severity> {
    match benefit {
        Benefit::K6Dbn => Some(Severity::EspeciallySevere),
        Benefit::K6Nang => Some(Severity::Severe),
        _ => None,
    }
}

/// The cell of the severity column: what the benefit says, else the row's own.
pub(super) fn severity(pen: &mut Pen<'_>, row: &ListRow) -> Option<Value> {
    let severity = row.benefit.and_then(severity_of).or(row.severity)?;
    Some(Value::Text(choose(&WORDS.severities, severity.as_str(), &mut pen.dice)))
}

/// The reason of a movement, in the ward's words where there are any.
pub(super) fn reason(pen: &mut Pen<'_>, row: &ListRow) -> Option<Value> {
    let words = |pen: &mut Pen<'_>| row.movement.map(|movement| WORDS.movement(movement, &mut pen.dice));
    row.reason_text.clone().or_else(|| words(pen)).map(Value::Text)
}

/// The note, which names the person cared for where there is no column for that.
pub(super) fn note(pen: &mut Pen<'_>, row: &ListRow, carers_in_note: bool) -> Option<Value> {
    let carer = row.cared_for_name.as_ref().filter(|_| carers_in_note).map(|name| {
        let key = if row.cared_for_id.is_some() { "carer" } else { "carer_without_id" };
        let id = row.cared_for_id.map(|id| id.reveal()).unwrap_or_default();
        choose(&WORDS.notes, key, &mut pen.dice).replace("{name}", name.reveal()).replace("{id}", &id)
    });
    match (carer, row.note.clone()) {
        (Some(carer), Some(note)) => Some(Value::Text(format!("{carer}; {note}"))),
        (carer, note) => carer.or(note).map(Value::Text),
    }
}

/// The decision's cell where number and day share one.
pub(super) fn decision(pen: &mut Pen<'_>, row: &ListRow) -> Option<Value> {
    let day = row.decision_date.map(super::dates::slashes);
    let text = match (row.decision_no.clone(), day) {
        (Some(number), Some(day)) => {
            let between = *pen.dice.pick(&[" ngày ", ", ngày ", "; ", " - "]);
            format!("{number}{between}{day}")
        }
        (Some(number), None) => number,
        (None, Some(day)) => day,
        (None, None) => return None,
    };
    Some(Value::Text(text))
}
