//! Labelled pairs of written names, seeded: what the judge is tried on.

use super::errors::{SHAPES, SLIPS, WRITINGS, bare, dialect_form, reshaped, slipped, split, title, tone_of, written};
use super::people::{Dice, Person, Tables};

/// A pair and the truth about it.
pub(crate) struct Pair {
    pub(crate) left: String,
    pub(crate) right: String,
    pub(crate) same: bool,
    /// What was done, for tables of results.
    pub(crate) kind: String,
}

/// A pair: about two in three are one name.
pub(crate) fn pair(dice: &mut Dice, tables: &Tables) -> Pair {
    loop {
        let person = tables.person(dice);
        let found = if dice.chance(60) { same(&person, dice, tables) } else { different(&person, dice, tables) };
        if let Some(mut pair) = found
            && pair.left != pair.right
        {
            if dice.chance(8) {
                let kind = *dice.pick(&["upper", "lower", "spaces", "nfd", "titled", "noted", "tcvn3"]);
                pair.left = written(kind, &pair.left, dice);
                pair.kind.push_str("+left");
            }
            return pair;
        }
    }
}

fn same(person: &Person, dice: &mut Dice, tables: &Tables) -> Option<Pair> {
    let name = person.name();
    let (right, kind) = match dice.below(10) {
        0..=2 => {
            let kind = *dice.pick(&WRITINGS);
            (written(kind, &name, dice), kind.to_owned())
        }
        3..=5 => {
            let kind = *dice.pick(&SLIPS);
            (slipped(kind, &person.parts(), dice, tables)?.join(" "), kind.to_owned())
        }
        6 | 7 => {
            let kind = *dice.pick(&SHAPES);
            (reshaped(kind, person, dice)?, kind.to_owned())
        }
        8 => {
            // A slip or another shape, in other writing.
            let (one, first) = if dice.chance(50) {
                let kind = *dice.pick(&SLIPS);
                (slipped(kind, &person.parts(), dice, tables)?.join(" "), kind)
            } else {
                let kind = *dice.pick(&SHAPES);
                (reshaped(kind, person, dice)?, kind)
            };
            let second = *dice.pick(&[
                "upper",
                "lower",
                "bare",
                "bare_upper",
                "nfd",
                "tcvn3",
                "vni",
                "titled",
                "noted",
                "eth",
                "utf8",
                "tone_style",
            ]);
            (written(second, &one, dice), format!("{first}+{second}"))
        }
        _ => {
            let (first, second) = (*dice.pick(&SLIPS), *dice.pick(&SLIPS));
            let one = slipped(first, &person.parts(), dice, tables)?;
            (slipped(second, &one, dice, tables)?.join(" "), format!("{first}+{second}"))
        }
    };
    Some(Pair { left: name, right, same: true, kind })
}

/// Another name in use that lies near: `by` says how.
fn near(word: &str, place: usize, by: &str, dice: &mut Dice, tables: &Tables) -> Option<String> {
    let lower = word.to_lowercase();
    let list = match place {
        0 => &tables.surname_words,
        1 => &tables.middle_words,
        _ => &tables.given_words,
    };
    let shapes = |word: &str| word.chars().map(|letter| split(letter).0).collect::<String>();
    let fits = |other: &&String| match by {
        "tone" => shapes(other) == shapes(&lower) && tone_of(other) != tone_of(&lower),
        "mark" => bare(other) == bare(&lower) && shapes(other) != shapes(&lower),
        "letter" => strsim::damerau_levenshtein(&bare(other), &bare(&lower)) == 1 && other.chars().count() > 2,
        "dialect" => dialect_form(other) == dialect_form(&lower),
        _ => bare(other) != bare(&lower),
    };
    let found: Vec<&String> = list.iter().filter(|other| **other != lower).filter(fits).collect();
    (!found.is_empty()).then(|| title(found[dice.below(found.len())]))
}

fn different(person: &Person, dice: &mut Dice, tables: &Tables) -> Option<Pair> {
    let mut other = person.clone();
    let by = *dice.pick(&["tone", "tone", "mark", "mark", "letter", "dialect", "any"]);
    let mut kind = format!("no:{by}");
    match dice.below(12) {
        0..=5 => other.given = near(&person.given, 2, by, dice, tables)?,
        6 | 7 => other.surname = near(&person.surname, 0, by, dice, tables)?,
        8 | 9 => {
            let at = person.middle.iter().position(|word| matches!(word.as_str(), "Thị" | "Văn"))?;
            other.middle[at] = if person.middle[at] == "Thị" { "Văn".to_owned() } else { "Thị".to_owned() };
            kind = "no:sex".to_owned();
        }
        10 => {
            let at = dice.below(person.middle.len());
            let old = person.middle.get(at)?;
            other.middle[at] = near(old, 1, by, dice, tables)?;
            kind = format!("no:middle_{by}");
        }
        _ => {
            let one = person.middle.last()?.clone();
            if matches!(one.as_str(), "Thị" | "Văn") || one == person.given {
                return None;
            }
            *other.middle.last_mut()? = person.given.clone();
            other.given = one;
            kind = "no:swapped".to_owned();
        }
    }
    let mut right = other.name();
    if dice.chance(35) {
        let writing = *dice.pick(&[
            "upper",
            "lower",
            "tcvn3",
            "vni",
            "nfd",
            "utf8",
            "titled",
            "noted",
            "spaces",
            "tone_style",
            "bare",
        ]);
        // Without marks, names that differ by marks only are written alike.
        if writing != "bare" || bare(&right) != bare(&person.name()) {
            right = written(writing, &right, dice);
            kind = format!("{kind}+{writing}");
        }
    }
    Some(Pair { left: person.name(), right, same: false, kind })
}
