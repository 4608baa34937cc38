//! Names in another order, where the order is certain: given name first, surname last.
//!
//! Example: `Mến, Nguyễn Thị Thu`, `Mai Hoàng Thị`, `Lan Nguyễn Thu`, `Lan Thị Nguyễn`. Never: an
//! order that could be a name as it stands (`Hà Nguyễn Thu`).

use super::mend::is_marker;
use crate::normalize::lexicon::Lexicon;

/// Puts the words in the usual order; gives whether they stood in another one. `comma` is the number
/// of words before a comma.
pub(super) fn in_order(words: &mut [String], comma: Option<usize>, lexicon: &Lexicon) -> bool {
    let count = words.len();
    let surname = |word: &str| lexicon.names.uses(&word.to_lowercase()).surname;
    if let Some(at) = comma
        && at <= 2
        && at + 2 <= count
        && surname(&words[at]) > 0.0
        && (is_marker(&words[(at + 1).min(count - 1)]) || surname(&words[at]) * 20.0 >= surname(&words[0]))
        && lexicon.names.uses(&words[0].to_lowercase()).given > 0.0
    {
        words.rotate_left(at);
        return true;
    }
    if count < 3 {
        return false;
    }
    if let Some(given) = given_first(words, lexicon) {
        words.rotate_left(given);
        return true;
    }
    let given = |word: &str| lexicon.names.uses(&word.to_lowercase()).given;
    // Lan Thị Nguyễn.
    let reversed = surname(&words[0]) == 0.0 && given(&words[0]) > 0.0 && is_marker(&words[1]);
    if reversed && surname(&words[count - 1]) >= COMMON && given(&words[count - 1]) == 0.0 {
        words.reverse();
        words[1..count - 1].reverse();
        return true;
    }
    false
}

/// How many words of the given name stand in front.
fn given_first(words: &[String], lexicon: &Lexicon) -> Option<usize> {
    let uses = |at: usize| lexicon.names.uses(&words[at].to_lowercase());
    let last = words.len() - 1;
    // Nguyên is no given name in front where Nguyễn may be meant.
    let bare = |at: usize| {
        lexicon
            .names
            .surname_without_accents(&words[at])
            .map_or(0.0, |name| lexicon.names.uses(&name.to_lowercase()).surname)
    };
    // No name ends in Thị, and hardly any in Văn.
    if is_marker(&words[last]) {
        if uses(1).surname > 0.0 {
            return (words[last] == "Thị" || bare(0) * 20.0 < uses(1).surname).then_some(1);
        }
        // Lan Anh Trần Thị.
        let two = last >= 3 && uses(0).given > 0.0 && uses(1).given > 0.0 && uses(2).surname >= COMMON;
        return (two && uses(0).surname < COMMON).then_some(2);
    }
    if words[last] == "Thi" && words.iter().all(|word| word.is_ascii()) {
        return (bare(1) >= COMMON && bare(0) == 0.0).then_some(1);
    }
    let first_is_given = uses(0).given > 0.0 && uses(0).surname == 0.0 && bare(0) < COMMON;
    let last_may_be_middle = uses(last).surname == 0.0 || uses(last).given > 0.0;
    (first_is_given && uses(1).surname >= COMMON && last_may_be_middle).then_some(1)
}

/// Share of a surname that is surely meant as one.
const COMMON: f32 = 0.01;
