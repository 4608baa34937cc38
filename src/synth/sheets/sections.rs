//! Parts of a list under section rows, by group, hamlet or reason.

use crate::model::{Benefit, Movement};
use crate::synth::ListRow;

use super::pen::Pen;
use super::style::Sections;
use super::wording::{WORDS, choose};

/// Rows under one innermost section.
pub(super) struct Part<'a> {
    /// Section rows that open here, outermost first: number and text.
    pub(super) opens: Vec<(String, String)>,
    pub(super) rows: Vec<&'a ListRow>,
}

/// What a row's part is called by: sorts as the parts stand in the list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Group(Benefit),
    Hamlet(String),
    Direction(u8),
    Reason(Movement),
}

/// The parts of a list, in order; one part without section rows where the clerk makes none.
pub(super) fn parts<'a>(pen: &mut Pen<'_>, rows: &[&'a ListRow]) -> Vec<Part<'a>> {
    if pen.style.sections == Sections::None {
        return vec![Part { opens: Vec::new(), rows: rows.to_vec() }];
    }
    let mut keyed: Vec<(Vec<Key>, &ListRow)> = rows.iter().map(|row| (keys(pen.style.sections, row), *row)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut counts = [0usize; 2];
    let mut before: &[Key] = &[];
    for same in keyed.chunk_by(|a, b| a.0 == b.0) {
        let keys = &same[0].0;
        let changed = keys.iter().zip(before).take_while(|(a, b)| a == b).count();
        let mut opens = Vec::new();
        for (level, key) in keys.iter().enumerate().skip(changed) {
            counts[level] += 1;
            if level == 0 {
                counts[1] = 0;
            }
            opens.push((number(level, counts[level]), label(pen, key)));
        }
        before = keys;
        parts.push(Part { opens, rows: same.iter().map(|(_, row)| *row).collect() });
    }
    note(pen);
    parts
}

fn note(pen: &mut Pen<'_>) {
    let quirks: &[&'static str] = match pen.style.sections {
        Sections::None => &[],
        Sections::Group => &["section_group"],
        Sections::Hamlet => &["section_hamlet"],
        Sections::GroupHamlet => &["section_group", "section_hamlet", "section_nested"],
        Sections::Reason => &["section_reason"],
        Sections::DirectionReason => &["section_reason", "section_nested"],
    };
    pen.quirks.extend(quirks);
}

fn keys(sections: Sections, row: &ListRow) -> Vec<Key> {
    let group = row.benefit.map(Key::Group);
    let hamlet = Some(Key::Hamlet(row.hamlet.clone()));
    let reason = row.movement.map(Key::Reason);
    let direction = row.movement.map(|movement| Key::Direction(WORDS.part(movement)));
    let keys = match sections {
        Sections::None => [None, None],
        Sections::Group => [group, None],
        Sections::Hamlet => [hamlet, None],
        Sections::GroupHamlet => [group, hamlet],
        Sections::Reason => [reason, None],
        Sections::DirectionReason => [direction, reason],
    };
    keys.into_iter().flatten().collect()
}

fn label(pen: &mut Pen<'_>, key: &Key) -> String {
    match key {
        Key::Group(benefit) => WORDS.group_section(*benefit, &mut pen.dice),
        Key::Hamlet(hamlet) => hamlet.clone(),
        Key::Direction(part) => choose(&WORDS.parts, &format!("part{part}"), &mut pen.dice),
        Key::Reason(movement) => WORDS.movement_section(*movement, &mut pen.dice),
    }
}

/// `IV` for the outer sections, `4` for the inner ones.
fn number(level: usize, count: usize) -> String {
    if level > 0 {
        return count.to_string();
    }
    let mut rest = count;
    let mut roman = String::new();
    for (value, text) in [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")] {
        while rest >= value {
            roman.push_str(text);
            rest -= value;
        }
    }
    roman
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_numbers() {
        assert_eq!((number(0, 4), number(0, 19), number(1, 4)), ("IV".into(), "XIX".into(), "4".into()));
    }
}
