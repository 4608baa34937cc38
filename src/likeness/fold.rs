//! Folded levels of a name: what stays when marks, dialect and order are taken away.

use super::mix::mix;
use super::syllable::{Name, Syllable, letters};

/// Initial consonants that speech confuses (l/n, ch/tr, s/x, d/gi/r), from the model file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dialect {
    /// Packed initial, its letters, and what it is folded to; longer initials first.
    initials: Vec<(u64, usize, u64, usize)>,
}

impl Dialect {
    /// From groups such as `["l", "n"]`: every initial of a group folds to the first.
    pub(crate) fn new(groups: &[Vec<String>]) -> Dialect {
        let packed = |text: &str| Name::fold(text).map_or(0, |name| name.parts()[0].stripped());
        let mut initials: Vec<_> = groups
            .iter()
            .flat_map(|group| {
                let target = group.first().map_or(0, |first| packed(first));
                let fold = move |initial: &String| {
                    let from = packed(initial);
                    (from, letters(from), target, letters(target))
                };
                group.iter().skip(1).map(fold)
            })
            .collect();
        initials.sort_by_key(|&(from, length, ..)| (std::cmp::Reverse(length), from));
        Dialect { initials }
    }

    /// The syllable's base letters with its initial folded and `y` as `i`.
    pub(crate) fn fold(&self, syllable: Syllable) -> u64 {
        let word = y_as_i(syllable.stripped());
        let folded = |&(from, length, to, to_length): &(u64, usize, u64, usize)| {
            let rest = word >> (length * 8);
            let starts = word ^ (rest << (length * 8)) == from;
            // `nh` and `ng` are no `n`: the initial ends where a vowel begins.
            (starts && is_vowel(rest & 0x1f)).then(|| to | rest << (to_length * 8))
        };
        self.initials.iter().find_map(folded).unwrap_or(word)
    }
}

impl Dialect {
    /// Whether two syllables fold to the same.
    pub(crate) fn is_one(&self, a: Syllable, b: Syllable) -> bool {
        let (x, y) = (a.stripped(), b.stripped());
        x == y || (may_be_one(x, y) && self.fold(a) == self.fold(b))
    }
}

/// Folding leaves the last letter but for its y: most words are told apart by it. Of longer words an initial
/// that grows might push it out.
const fn may_be_one(a: u64, b: u64) -> bool {
    let (m, n) = (letters(a), letters(b));
    if m == 0 || n == 0 || m > 5 || n > 5 {
        return true;
    }
    let (x, y) = (a >> ((m - 1) * 8), b >> ((n - 1) * 8));
    x == y || (matches!(x, Y | I) && matches!(y, Y | I))
}

const fn is_vowel(letter: u64) -> bool {
    matches!(letter, 1 | 5 | 9 | 15 | 21)
}

const Y: u64 = 25;
const I: u64 = 9;

fn y_as_i(word: u64) -> u64 {
    (0..letters(word)).fold(
        word,
        |word, at| {
            if word >> (at * 8) & 0xff == Y { word ^ (Y ^ I) << (at * 8) } else { word }
        },
    )
}

/// Keys of a name's levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(C)]
pub(crate) struct Folded {
    /// Equal where syllables, marks and tones are equal.
    pub(crate) exact: u64,
    /// Equal where the dialect-folded syllables are, in whatever order.
    pub(crate) whole: u64,
    /// Of the first and the last syllable (họ and tên), dialect-folded, in whatever order.
    pub(crate) ends: u64,
    /// Of the last syllable (tên), dialect-folded.
    pub(crate) given: u64,
}

impl Folded {
    pub(crate) fn of(name: &Name, dialect: &Dialect) -> Folded {
        let parts = name.parts();
        let exact = parts.iter().fold(0, |key, part| mix(key, part.0));
        let one = |part: &Syllable| mix(17, dialect.fold(*part));
        let whole = parts.iter().fold(u64::from(name.len), |sum, part| sum.wrapping_add(one(part)));
        let (first, last) = (parts.first().map_or(0, one), parts.last().map_or(0, one));
        Folded { exact, whole, ends: first.wrapping_add(last), given: last }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dialect() -> Dialect {
        let group = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
        Dialect::new(&[group(&["l", "n"]), group(&["ch", "tr"]), group(&["s", "x"]), group(&["d", "gi", "r"])])
    }

    #[track_caller]
    fn check(left: &str, right: &str, same: bool) {
        let whole = |text: &str| Folded::of(&Name::fold(text).unwrap(), &dialect()).whole;
        assert_eq!(whole(left) == whole(right), same, "{left} and {right}");
    }

    #[test]
    fn dialect_and_order_fold_together() {
        check("Nguyễn Văn Long", "nguyen van nong", true);
        check("Trần Thị Trang", "Chần Thị Chang", true);
        check("Lê Giang Sơn", "Lê Rang Xơn", true);
        check("Lê Văn Long", "Long Lê Văn", true);
        check("Lê Văn Nhung", "Lê Văn Lhung", false);
        check("Lê Thị Nga", "Lê Thị Ngà", true);
        check("Lê Thị Nga", "Lê Thị La", false);
        check("Lê Thị Thu", "Lê Thị Tru", false);
    }

    #[test]
    fn syllables_are_one_where_they_fold_to_the_same() {
        let words = "lan nan nam ly li lý quy quí sơn xơn son gian dan ran rân gi di y i nghiêng nghieng nhung lhung \
                     tra cha tru thu an anh chanh tranh trang kỳ ki abcdefghi abcdefghk nabcdefg labcdefg";
        let syllables: Vec<Syllable> =
            words.split_whitespace().map(|word| Name::fold(word).unwrap().parts()[0]).collect();
        for &a in &syllables {
            for &b in &syllables {
                assert_eq!(dialect().is_one(a, b), dialect().fold(a) == dialect().fold(b), "{:x} {:x}", a.0, b.0);
            }
        }
    }
}
