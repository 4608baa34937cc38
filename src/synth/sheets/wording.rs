//! How clerks word things: `pipelines/synth/wording.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Benefit, Ground, ListKind, Movement};

use super::dice::Dice;

type Choices = BTreeMap<String, Vec<String>>;

/// The word lists.
#[derive(Debug, Deserialize)]
pub(super) struct Wording {
    pub(super) headings: Choices,
    pub(super) under_parent: Choices,
    pub(super) parents: Choices,
    pub(super) groups: BTreeMap<String, GroupWords>,
    pub(super) severities: Choices,
    pub(super) disabilities: Choices,
    pub(super) movements: BTreeMap<String, MovementWords>,
    pub(super) titles: Choices,
    pub(super) parts: Choices,
    pub(super) files: Choices,
    pub(super) notes: Choices,
    pub(super) officials: Choices,
}

/// Wordings of a benefit.
#[derive(Debug, Deserialize)]
pub(super) struct GroupWords {
    /// As khoản and điểm, or an abbreviation.
    short: Vec<String>,
    /// Where the ground or the severity stands elsewhere.
    #[serde(default)]
    plain: Vec<String>,
    /// In words.
    words: Vec<String>,
    /// As heading of a part of a list.
    section: Vec<String>,
}

/// Wordings of a movement.
#[derive(Debug, Deserialize)]
pub(super) struct MovementWords {
    /// Part of the list: 0 increases, 1 decreases, 2 adjustments.
    part: u8,
    words: Vec<String>,
    section: Vec<String>,
}

/// The word lists, read once. A test reads them too, so the file in the program is never broken.
pub(super) static WORDS: LazyLock<Wording> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../pipelines/synth/wording.toml")).expect("a test reads this file")
});

/// One of the wordings under `key`; the key itself where there are none.
pub(super) fn choose(choices: &Choices, key: &str, dice: &mut Dice) -> String {
    choices.get(key).filter(|list| !list.is_empty()).map_or_else(|| key.to_owned(), |list| dice.pick(list).clone())
}

fn letter(ground: Ground) -> &'static str {
    if ground == Ground::Dd { "đ" } else { ground.as_str() }
}

impl Wording {
    /// The group as khoản and điểm; k1 without a ground as the khoản alone.
    pub(super) fn group_short(&self, benefit: Benefit, ground: Option<Ground>, dice: &mut Dice) -> String {
        let words = &self.groups[benefit.as_str()];
        match ground {
            Some(ground) => dice.pick(&words.short).replace("{g}", letter(ground)),
            None if benefit == Benefit::K1 => dice.pick(&words.plain).clone(),
            None => dice.pick(&words.short).clone(),
        }
    }

    /// The khoản of the disabled alone, for lists with a column for the severity.
    pub(super) fn group_plain(&self, benefit: Benefit, dice: &mut Dice) -> Option<String> {
        let plain = &self.groups[benefit.as_str()].plain;
        (!plain.is_empty()).then(|| dice.pick(plain).clone())
    }

    /// The group in words.
    pub(super) fn group_words(&self, benefit: Benefit, dice: &mut Dice) -> String {
        dice.pick(&self.groups[benefit.as_str()].words).clone()
    }

    /// The group as heading of a part of a list.
    pub(super) fn group_section(&self, benefit: Benefit, dice: &mut Dice) -> String {
        dice.pick(&self.groups[benefit.as_str()].section).clone()
    }

    /// The movement in words.
    pub(super) fn movement(&self, movement: Movement, dice: &mut Dice) -> String {
        dice.pick(&self.movements[movement.as_str()].words).clone()
    }

    /// The movement as heading of a part of a list.
    pub(super) fn movement_section(&self, movement: Movement, dice: &mut Dice) -> String {
        dice.pick(&self.movements[movement.as_str()].section).clone()
    }

    /// Part of the list in which the movement stands: 0 increases, 1 decreases, 2 adjustments.
    pub(super) fn part(&self, movement: Movement) -> u8 {
        self.movements[movement.as_str()].part
    }

    /// Title of a list.
    pub(super) fn title(&self, kind: ListKind, dice: &mut Dice) -> String {
        choose(&self.titles, kind.as_str(), dice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DisabilityType, Field, Severity};

    #[test]
    fn every_code_has_words() {
        for benefit in Benefit::ALL {
            assert!(WORDS.groups.contains_key(benefit.as_str()), "{benefit}");
        }
        for movement in Movement::ALL {
            assert!(WORDS.movements.contains_key(movement.as_str()), "{movement}");
        }
        assert!(Severity::ALL.iter().all(|code| WORDS.severities.contains_key(code.as_str())));
        assert!(DisabilityType::ALL.iter().all(|code| WORDS.disabilities.contains_key(code.as_str())));
        let fields: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
        assert!(WORDS.headings.keys().all(|key| fields.contains(&key.as_str())));
    }
}
