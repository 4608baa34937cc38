//! Comparison levels of two names: plain terms, each with its match weight.
//!
//! The weight is that of Fellegi and Sunter (1969): log2 of how much oftener the level occurs among
//! pairs of one person's name than among pairs of two random people, for names of common frequency.

use std::collections::BTreeMap;

use super::config::Shares;

macro_rules! levels {
    ($($(#[$doc:meta])* $Level:ident = $name:literal, $same:literal;)+) => {
        /// How two written names relate: the loosest step that was needed, or where they part.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Level { $($(#[$doc])* $Level,)+ }

        impl Level {
            /// All levels, from the strictest on.
            pub const ALL: &[Level] = &[$(Level::$Level,)+];

            /// The name in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Level::$Level => $name,)+ }
            }

            /// Whether the second can be a written form of the first.
            #[must_use]
            pub const fn is_same(self) -> bool {
                match self { $(Level::$Level => $same,)+ }
            }
        }
    };
}

levels! {
    /// The same characters.
    Identical = "identical", true;
    /// The same name in other writing: encoding, case, blanks, tone placement, i/y, a title, a note.
    Writing = "writing", true;
    /// One of them is without any marks: `NGUYEN VAN HAI`.
    NoDiacritics = "no_diacritics", true;
    /// Some tones or marks are lost: Hông for Hồng.
    LostMarks = "lost_marks", true;
    /// A wrong tone or mark that gives no other name: Nguyển for Nguyễn.
    WrongMarks = "wrong_marks", true;
    /// As spoken: Nong for Long.
    Dialect = "dialect", true;
    /// Slips of keys or spelling that give no other name: Ngyễn for Nguyễn.
    Slip = "slip", true;
    /// Parts are abbreviated: `Ng. T. Hoa`.
    Abbreviation = "abbreviation", true;
    /// A middle part, or the surname, is missing on one side.
    MissingPart = "missing_part", true;
    /// The parts stand in another order.
    Order = "order", true;
    /// Several of the above together.
    Several = "several", true;
    /// The given name is another one in use: Anh and Ánh.
    OtherGiven = "other_given_name", false;
    /// A middle part is another one in use.
    OtherMiddle = "other_middle_name", false;
    /// Văn on one side, Thị on the other.
    OtherSex = "other_sex_marker", false;
    /// The surname is another one in use.
    OtherSurname = "other_surname", false;
    /// More than one part is another, or nothing agrees.
    Different = "different", false;
    /// One side has no name.
    NoName = "no_name", false;
}

/// Match weights of the levels.
#[derive(Debug, Default)]
pub(super) struct Weights(BTreeMap<Level, f64>);

impl Weights {
    /// From the shares of each level.
    ///
    /// # Errors
    /// A level without shares, a name that is no level, shares outside (0, 1].
    pub(super) fn new(shares: &BTreeMap<String, Shares>) -> Result<Weights, Vec<String>> {
        let mut wrong: Vec<String> = Vec::new();
        let mut weights = BTreeMap::new();
        for (name, share) in shares {
            let inside = |value: f64| value > 0.0 && value <= 1.0;
            match Level::ALL.iter().find(|level| level.as_str() == name) {
                Some(level) if inside(share.m) && inside(share.u) => {
                    weights.insert(*level, (share.m / share.u).log2());
                }
                Some(_) => wrong.push(format!("has shares of level `{name}` outside 0 to 1")),
                None => wrong.push(format!("has shares of `{name}`, which is no level")),
            }
        }
        let missing = Level::ALL.iter().filter(|level| **level != Level::NoName && !weights.contains_key(level));
        wrong.extend(missing.map(|level| format!("has no shares of level `{}`", level.as_str())));
        if wrong.is_empty() { Ok(Weights(weights)) } else { Err(wrong) }
    }

    /// Weight of a level, in bits; 0 where one side has no name.
    pub(super) fn of(&self, level: Level) -> f64 {
        self.0.get(&level).copied().unwrap_or(0.0)
    }
}
