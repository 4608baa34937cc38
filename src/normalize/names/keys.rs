//! Match keys of a name, from the strict `key` of the contract to loose ones: each one step further.
//!
//! Two lists of steps. [`LOSSLESS`] undoes what is only writing; after all of it stands the strict key
//! ([`super::name_key`] does the same in one pass). Each step of [`LOSSY`] takes something away that may
//! tell two people apart, the least first. Every step works on the key before it, so names that meet at
//! one level meet at every looser one. Example: `Nguyễn Văn Long` is `nguyên4 văn long`, `nguyên văn
//! long`, `nguyen van long`, `nghuien dan long`, `l d long`, `l long`, `l l`. Never: saying that two names
//! are one (that is [`super::judge()`]); loose keys only bring together what is then compared.

use unicode_normalization::UnicodeNormalization;

use super::key::word_key;
use crate::normalize::text::letters::{Lower, folded, is_vowel, split};

/// One step on the way from a canonical name to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Marks into their letters (NFC).
    Compose,
    /// Small letters.
    Case,
    /// Single blanks.
    Blanks,
    /// The tone from its letter to the end of the syllable, as a number; `i` for `y` where both are usual
    /// with a tone: `Hoà` and `Hòa` are `hoa1`, `Lý` and `Lí` are `li2`. `Thy` and `Thi` stay apart.
    ToneAndI,
    /// Tones gone; `Ly` as `Lý` now is.
    Tones,
    /// Shapes gone (ă, â, ê, ô, ơ, ư) and the bar of đ.
    Marks,
    /// Initials that speech confuses are one (`words/name_pairs.toml`: l/n, tr/ch, s/x, d/r/gi/v …); `y`
    /// is `i`.
    Dialect,
    /// Every word but the given name is its first letter, and the first letters of initials that are one
    /// are one: `Ng. V. An` meets `Nguyễn Văn An`.
    Abbreviations,
    /// Middle names and Thị, Văn gone: first and last word stay.
    Middles,
    /// The first letters of both ends in the order of the alphabet. An order that is certainly another one
    /// is put right in the canonical name already; this is for the rest.
    Order,
}

/// What is only writing: names that differ in anything else keep different keys.
pub const LOSSLESS: &[Step] = &[Step::Compose, Step::Case, Step::Blanks, Step::ToneAndI];

/// What is taken away, the least first.
pub const LOSSY: &[Step] = &[Step::Tones, Step::Marks, Step::Dialect, Step::Abbreviations, Step::Middles, Step::Order];

impl Step {
    /// Name of the step in columns of output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::Compose => "compose",
            Step::Case => "case",
            Step::Blanks => "blanks",
            Step::ToneAndI => "tone_and_i",
            Step::Tones => "tones",
            Step::Marks => "marks",
            Step::Dialect => "dialect",
            Step::Abbreviations => "abbreviations",
            Step::Middles => "middles",
            Step::Order => "order",
        }
    }

    /// Takes the step: a key, or the name itself before the first one, to the next key. Taking it twice
    /// is taking it once.
    #[must_use]
    pub fn take(self, key: &str, sounds: &Sounds) -> String {
        match self {
            Step::Compose => key.nfc().collect(),
            Step::Case => key.lower(),
            Step::Blanks => each(key, str::to_owned),
            Step::ToneAndI => each(key, word_key),
            Step::Tones => each(key, |word| one_i(&without_tone(word))),
            Step::Marks => each(key, plain),
            Step::Dialect => each(key, |word| sounds.fold(word)),
            Step::Abbreviations => shortened(key, sounds),
            Step::Middles => ends(key),
            Step::Order => any_order(key, sounds),
        }
    }
}

/// The key of a canonical name after all lossless steps and the first `level` lossy ones; 0 is the
/// strict key, and a level past the last step is the last.
#[must_use]
pub fn key_at(canonical: &str, level: usize, sounds: &Sounds) -> String {
    let steps = LOSSLESS.iter().chain(LOSSY.iter().take(level));
    steps.fold(canonical.to_owned(), |key, step| step.take(&key, sounds))
}

/// The keys of a canonical name after each lossy step.
#[must_use]
pub fn loose_keys(canonical: &str, sounds: &Sounds) -> Vec<String> {
    let mut key = key_at(canonical, 0, sounds);
    let next = |step: &Step| {
        key = step.take(&key, sounds);
        key.clone()
    };
    LOSSY.iter().map(next).collect()
}

/// Initial consonants that speech confuses, from `words/name_pairs.toml`.
#[derive(Debug, Default)]
pub struct Sounds {
    /// An initial and the one that stands for its group; the longer first.
    initials: Vec<(String, String)>,
    /// The letter that stands for each first letter.
    first: [u8; 26],
}

impl Sounds {
    /// From groups of initials; the first of each stands for all.
    #[must_use]
    pub fn new(groups: &[Vec<String>]) -> Sounds {
        let mut initials: Vec<(String, String)> = Vec::new();
        let mut first: [u8; 26] = std::array::from_fn(|at| b'a' + at as u8);
        for (group, stands) in groups.iter().filter_map(|group| Some((group, group.first()?))) {
            initials.extend(group.iter().map(|initial| (initial.clone(), stands.clone())));
            for initial in group {
                let letters = [initial, stands].map(|text| text.bytes().next().and_then(|byte| slot(byte.into())));
                if let [Some(one), Some(other)] = letters {
                    let (from, to) = (first[one].max(first[other]), first[one].min(first[other]));
                    first.iter_mut().filter(|letter| **letter == from).for_each(|letter| *letter = to);
                }
            }
        }
        initials.sort_by_key(|(initial, _)| std::cmp::Reverse(initial.len()));
        Sounds { initials, first }
    }

    /// A plain word with `i` for `y` and the initial of its group. The initial ends where a vowel or
    /// nothing more stands: `nh` is no `n`.
    fn fold(&self, word: &str) -> String {
        let word = word.replace('y', "i");
        let ends = |rest: &str| rest.chars().next().is_none_or(|next| is_vowel(next) || !next.is_alphanumeric());
        let found = self.initials.iter().find_map(|(initial, stands)| {
            word.strip_prefix(initial.as_str()).filter(|rest| ends(rest)).map(|rest| format!("{stands}{rest}"))
        });
        found.unwrap_or(word)
    }

    /// The first letter of a word, one for all that stand for one sound.
    fn initial(&self, word: &str) -> String {
        let letter = word.chars().find(|letter| letter.is_alphanumeric()).or_else(|| word.chars().next());
        letter.map(|letter| slot(letter).map_or(letter, |at| char::from(self.first[at]))).into_iter().collect()
    }
}

/// The place of a small letter in the alphabet, from 0.
fn slot(letter: char) -> Option<usize> {
    letter.is_ascii_lowercase().then(|| letter as usize - usize::from(b'a'))
}

fn each(key: &str, step: impl Fn(&str) -> String) -> String {
    key.split_whitespace().map(step).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn without_tone(word: &str) -> String {
    let bare = word.trim_end_matches(['1', '2', '3', '4', '5']);
    bare.chars().map(|letter| split(letter).map_or(letter, |(shape, _)| shape)).collect()
}

/// `Ly` may be `Lý` without its tone.
fn one_i(word: &str) -> String {
    super::key::one_i(word)
}

fn plain(word: &str) -> String {
    word.chars().map(|letter| folded(letter).map_or(letter, char::from)).collect()
}

fn shortened(key: &str, sounds: &Sounds) -> String {
    let Some((before, given)) = key.rsplit_once(' ') else { return key.to_owned() };
    format!("{} {given}", each(before, |word| sounds.initial(word)))
}

fn ends(key: &str) -> String {
    match (key.split_once(' '), key.rsplit_once(' ')) {
        (Some((first, _)), Some((_, last))) => format!("{first} {last}"),
        _ => key.to_owned(),
    }
}

fn any_order(key: &str, sounds: &Sounds) -> String {
    let mut initials: Vec<String> = key.split(' ').map(|word| sounds.initial(word)).collect();
    initials.sort_unstable();
    initials.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::names::{name_key, read_name};
    use crate::normalize::tests::lexicon;

    fn key(name: &str, level: usize) -> String {
        key_at(name, level, &lexicon().sounds)
    }

    /// The first level at which two names meet; none where they never do.
    #[track_caller]
    fn meet(left: &str, right: &str, expected: Option<usize>) {
        let first = (0..=LOSSY.len()).find(|level| key(left, *level) == key(right, *level));
        assert_eq!(first, expected, "{left} / {right}");
    }

    #[track_caller]
    fn at(step: Step) -> Option<usize> {
        Some(LOSSY.iter().position(|other| *other == step).unwrap() + 1)
    }

    #[test]
    fn names_meet_at_the_step_that_they_differ_in() {
        meet("Nguyễn Thị Hòa", "NGUYỄN  THỊ HOÀ", Some(0));
        meet("Nguyễn Thị Hòa", "Nguye\u{302}\u{303}n Thi\u{323} Ho\u{300}a", Some(0));
        meet("Lý Thị Mỹ", "Lí Thị Mĩ", Some(0));
        meet("Lê Văn Quý", "Lê Văn Quí", Some(0));
        meet("Lê Hải Anh", "Lê Hải Ánh", at(Step::Tones));
        meet("Lý Văn Tỵ", "Ly Văn Tý", at(Step::Tones));
        meet("Lê Thị Thu", "Lê Thị Thư", at(Step::Marks));
        meet("Đỗ Văn Đức", "Do Van Duc", at(Step::Marks));
        meet("Lê Thị Thy", "Lê Thị Thi", at(Step::Dialect));
        meet("Lê Văn Linh", "Lê Văn Ninh", at(Step::Dialect));
        meet("Trần Thị Trang", "Chần Thị Chang", at(Step::Dialect));
        meet("Lê Giang Sơn", "Lê Rang Xơn", at(Step::Dialect));
        meet("Nguyễn Văn An", "Ng. V. An", at(Step::Abbreviations));
        meet("Trần Văn An", "Tr. Văn An", at(Step::Abbreviations));
        meet("Trần Văn An", "T. Van An", at(Step::Abbreviations));
        meet("Nguyễn Văn An", "N. V. An", at(Step::Abbreviations));
        meet("Nguyễn Thị Thu An", "Nguyễn An", at(Step::Middles));
        meet("Nguyễn Văn An", "An Văn Nguyễn", at(Step::Order));
        meet("Nguyễn Văn An", "Nguyễn Văn A.", at(Step::Order));
        meet("Lê Thị Nga", "Lê Thị Mai", None);
        meet("Lê Thị Nhung", "Lê Thị Khung", None);
    }

    #[test]
    fn each_key_of_one_name() {
        let keys = loose_keys("Nguyễn Văn Long", &lexicon().sounds);
        assert_eq!(keys, ["nguyên văn long", "nguyen van long", "nghuien dan long", "l d long", "l long", "l l"]);
        assert_eq!(loose_keys("", &lexicon().sounds), [""; 6]);
        assert_eq!(loose_keys("Nụ", &lexicon().sounds), ["nu", "nu", "lu", "lu", "lu", "l"]);
    }

    const NAMES: &str = "((Nguyễn|TRẦN|Đỗ|Lý|hoà|Quí|V\\.|Ng~|Gìn|Giang|nghĩa|H'Leo) ){0,3}([a-yà-ỹ]{1,5}|\\PC{0,6})";

    proptest::proptest! {
        #[test]
        fn every_step_taken_twice_is_taken_once(name in NAMES) {
            let sounds = &lexicon().sounds;
            let mut before = name;
            for step in LOSSLESS.iter().chain(LOSSY) {
                let once = step.take(&before, sounds);
                proptest::prop_assert_eq!(&step.take(&once, sounds), &once, "{:?}", step);
                before = once;
            }
        }

        /// Two names of few words, so that they often meet.
        #[test]
        fn names_that_meet_stay_together(
            left in "(Lê|Lý|Li|Ng\\.|Nguyễn|N\\.) ((Văn|Thị|V\\.) )?(An|Án|Ăn|Đan|Dân|Giang|Nam|Lam)",
            right in "(Lê|Lý|Li|Ng\\.|Nguyễn|N\\.) ((Văn|Thị|V\\.) )?(An|Án|Ăn|Đan|Dân|Giang|Nam|Lam)",
        ) {
            let met: Vec<bool> = (0..=LOSSY.len()).map(|level| key(&left, level) == key(&right, level)).collect();
            proptest::prop_assert!(met.is_sorted(), "{} / {}: {:?}", left, right, met);
        }

        #[test]
        fn the_strict_key_is_the_lossless_steps_in_one_pass(name in NAMES) {
            if let Some(canonical) = read_name(&name, None, lexicon()).canonical {
                proptest::prop_assert_eq!(key(&canonical, 0), name_key(&canonical));
            }
        }

        /// One syllable written with two tones, or with and without a shape: never one strict key.
        #[test]
        fn a_mark_or_a_tone_is_never_lost_without_loss(
            onset in "b|đ|d|h|kh|l|m|nh|ngh|ph|qu|t|th|tr|v|x",
            one in "[aàáảãạăằắẳẵặâầấẩẫậoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựeèéẻẽẹêềếểễệiìíỉĩị]",
            other in "[aàáảãạăằắẳẵặâầấẩẫậoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựeèéẻẽẹêềếểễệiìíỉĩị]",
            coda in "(n|ng|nh|m|t|c|ch|p)?",
        ) {
            let name = |vowel: &str| format!("Lê Thị {onset}{vowel}{coda}");
            proptest::prop_assert_eq!(key(&name(&one), 0) == key(&name(&other), 0), one == other);
        }
    }
}
