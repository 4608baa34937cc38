//! Names in another order, where the order is certain: given name first, surname last.
//!
//! Example: `Mến, Nguyễn Thị Thu`, `Mai Hoàng Thị`, `Lan Nguyễn Thu`, `Lan Thị Nguyễn`, `Văn Toàn Bùi`.
//! Never: an order that could be a name as it stands (`Hà Nguyễn Thu`), or one of two that are as likely
//! (`Tường Thạch Cao`).

use super::mend::is_marker;
use crate::normalize::lexicon::Lexicon;
use crate::normalize::text::letters::Lower;

/// Puts the words in the usual order; gives whether they stood in another one. `comma` is the number
/// of words before a comma.
pub(super) fn in_order(words: &mut [String], comma: Option<usize>, lexicon: &Lexicon) -> bool {
    let count = words.len();
    let surname = |word: &str| lexicon.names.uses(&word.lower()).surname;
    if let Some(at) = comma
        && at <= 2
        && at + 2 <= count
        && surname(&words[at]) > 0.0
        && (is_marker(&words[(at + 1).min(count - 1)]) || surname(&words[at]) * 20.0 >= surname(&words[0]))
        && lexicon.names.uses(&words[0].lower()).given > 0.0
    {
        words.rotate_left(at);
        return true;
    }
    if count < 3 {
        return by_likelihood(words, lexicon);
    }
    if let Some(given) = given_first(words, lexicon) {
        words.rotate_left(given);
        return true;
    }
    let given = |word: &str| lexicon.names.uses(&word.lower()).given;
    // Lan Thị Nguyễn.
    let reversed = surname(&words[0]) == 0.0 && given(&words[0]) > 0.0 && is_marker(&words[1]);
    if reversed && surname(&words[count - 1]) >= COMMON && given(&words[count - 1]) == 0.0 {
        words.reverse();
        words[1..count - 1].reverse();
        return true;
    }
    // Văn Khang Nguyễn: the last word is a common surname, and far likelier one than the given name of a person of
    // the surname Văn, unlike Văn Công Hướng's.
    let uses = |word: &String| lexicon.names.uses(&word.lower());
    let parts = |word: &String| uses(word).middle + uses(word).given > 0.0;
    let last = uses(&words[count - 1]);
    let turned = (1.0 - CERTAIN) * TURNED * last.surname;
    let certainly = last.surname >= COMMON && turned >= CERTAIN * uses(&words[0]).surname * last.given;
    if is_marker(&words[0]) && certainly && words[1..count - 1].iter().all(parts) {
        words.rotate_right(1);
        return true;
    }
    by_likelihood(words, lexicon)
}

/// Other orders in which names are written, and how to put the words of each in the usual one.
const ORDERS: [fn(&mut [String]); 3] = [
    // An Nguyễn Văn.
    |words| words.rotate_left(1),
    // Văn An Nguyễn.
    |words| words.rotate_right(1),
    // An Văn Nguyễn.
    |words| words.swap(0, words.len() - 1),
];
/// Share of names that stand in one other order.
const TURNED: f32 = 0.005;
/// How much likelier than all others an order must be.
const CERTAIN: f32 = 0.97;
/// Of people whose middle name is a surname, as their mother's.
const MOTHERS: f32 = 0.03;
/// Of surnames that stand without or with another mark.
const SLIPPED: f32 = 0.01;
/// What the tables lack is hardly in use.
const UNKNOWN: f32 = 1e-6;

/// The order in which the words are likeliest, each at its place, where the first word is no surname: by
/// their shares at the places and that of names in another order. Two equally likely orders leave the
/// name as it stands.
fn by_likelihood(words: &mut [String], lexicon: &Lexicon) -> bool {
    let known = |word: &String| lexicon.names.uses(&word.lower());
    let natural = known(&words[0]).surname > 0.0 || !words.iter().all(|word| known(word).any());
    if words.len() < 2 || words.len() > LONGEST || natural {
        return false;
    }
    let as_it_stands = likelihood(words, SLIPPED, lexicon);
    let turned = ORDERS.iter().take(if words.len() == 2 { 1 } else { 3 }).map(|turn| {
        let mut words = words.to_vec();
        turn(&mut words);
        (TURNED * likelihood(&words, 0.0, lexicon), words)
    });
    let turned: Vec<(f32, Vec<String>)> = turned.collect();
    let all: f32 = as_it_stands + turned.iter().map(|(share, _)| share).sum::<f32>();
    match turned.into_iter().find(|(share, _)| *share >= CERTAIN * all) {
        Some((_, best)) => {
            words.clone_from_slice(&best);
            true
        }
        None => false,
    }
}

/// Longest name that is weighed, in words.
const LONGEST: usize = 6;

/// Product of the shares of words at their places; `slipped` of the surnames may be without their marks.
pub(super) fn likelihood(words: &[String], slipped: f32, lexicon: &Lexicon) -> f32 {
    let uses = |word: &String| lexicon.names.uses(&word.lower());
    let bare = lexicon.names.surname_without_accents(&words[0]);
    let meant = bare.map_or(0.0, |surname| lexicon.names.uses(&surname.lower()).surname);
    let mut share = (uses(&words[0]).surname + slipped * meant).max(UNKNOWN);
    for word in &words[1..words.len() - 1] {
        let of_mother = if bare == Some(word) { 0.0 } else { MOTHERS * uses(word).surname };
        let uses = uses(word);
        share *= uses.middle.max(0.3 * uses.given).max(of_mother).max(UNKNOWN);
    }
    share * words.last().map_or(UNKNOWN, |last| uses(last).given.max(UNKNOWN))
}

/// How many words of the given name stand in front.
fn given_first(words: &[String], lexicon: &Lexicon) -> Option<usize> {
    let uses = |at: usize| lexicon.names.uses(&words[at].lower());
    let last = words.len() - 1;
    // Nguyên is no given name in front where Nguyễn may be meant.
    let bare = |at: usize| {
        lexicon.names.surname_without_accents(&words[at]).map_or(0.0, |name| lexicon.names.uses(&name.lower()).surname)
    };
    // No name ends in Thị, and hardly any in Văn.
    if is_marker(&words[last]) {
        if uses(1).surname > 0.0 && uses(0).any() {
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
    (first_is_given && uses(1).surname >= COMMON && uses(last).middle > 0.0).then_some(1)
}

/// Share of a surname that is surely meant as one.
const COMMON: f32 = 0.01;
