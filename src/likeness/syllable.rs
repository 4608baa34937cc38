//! A name as packed syllables: one number a syllable, compared without touching text.
//!
//! A Vietnamese syllable has at most seven letters (`nghiêng`) and one tone. Bytes 0 to 6 hold the
//! letters (base letter in the low five bits, its mark in the high three), byte 7 holds the tone.
//! As the tone belongs to the syllable and not to a letter, `hoà` and `hòa` are the same number;
//! dropping the tone or the marks is one bit mask.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// Most syllables that a name keeps; longer names fold the rest into the last.
pub(crate) const MAX_SYLLABLES: usize = 8;
const MAX_LETTERS: usize = 7;
const TONE_SHIFT: u32 = 56;
const BASE_MASK: u64 = 0x001f_1f1f_1f1f_1f1f;
const LETTERS_MASK: u64 = 0x00ff_ffff_ffff_ffff;

/// A syllable, or a word of another language folded to seven letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Syllable(pub(crate) u64);

impl Syllable {
    /// Letters with their marks, without the tone.
    pub(crate) const fn toneless(self) -> u64 {
        self.0 & LETTERS_MASK
    }

    /// Base letters: no tone, no marks, đ as d.
    pub(crate) const fn stripped(self) -> u64 {
        self.0 & BASE_MASK
    }

    /// Neither tone nor mark is written.
    pub(crate) const fn is_bare(self) -> bool {
        self.0 == self.stripped()
    }
}

impl std::fmt::Debug for Syllable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Syllable(***)")
    }
}

/// How many letters a packed word has.
pub(crate) const fn letters(packed: u64) -> usize {
    8 - (packed & LETTERS_MASK).leading_zeros() as usize / 8
}

/// A name folded for comparison. Holds no text.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Name {
    pub(crate) syllables: [Syllable; MAX_SYLLABLES],
    pub(crate) len: u8,
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Name(***, {} syllables)", self.len)
    }
}

impl Name {
    /// Folds a name; `None` where it has no letter.
    #[must_use]
    pub fn fold(text: &str) -> Option<Name> {
        let mut folder = Folder::default();
        text.chars().for_each(|c| folder.push(c));
        folder.end_syllable();
        (folder.name.len > 0).then_some(folder.name)
    }

    /// The syllables, in order.
    pub(crate) fn parts(&self) -> &[Syllable] {
        &self.syllables[..usize::from(self.len)]
    }
}

/// What a character adds: base letter 1 to 31 (0: it ends the syllable), mark, tone.
#[derive(Clone, Copy, Default)]
struct Letter {
    base: u8,
    mark: u8,
    tone: u8,
}

const TABLE_SIZE: usize = 0x1f00;
static LETTERS: LazyLock<Vec<Letter>> = LazyLock::new(|| {
    (0..TABLE_SIZE as u32).map(|code| char::from_u32(code).map_or(Letter::default(), letter)).collect()
});

/// Tones: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng. Marks: 1 circumflex, 2 breve, 3 horn, 4 stroke.
fn letter(c: char) -> Letter {
    let mut found = Letter::default();
    for lower in c.to_lowercase() {
        decompose_canonical(lower, |part| match part {
            'a'..='z' => found.base = part as u8 - b'a' + 1,
            // Look-alikes of đ that keyboards and fonts produce.
            'đ' | 'ð' | 'ɖ' => (found.base, found.mark) = (b'd' - b'a' + 1, 4),
            '0'..='9' => found.base = 27,
            other => (found.mark, found.tone) = combine((found.mark, found.tone), other),
        });
    }
    found
}

/// The mark and tone that a combining character brings.
fn combine((mark, tone): (u8, u8), c: char) -> (u8, u8) {
    match c {
        '\u{302}' => (1, tone),
        '\u{306}' => (2, tone),
        '\u{31b}' => (3, tone),
        '\u{300}' | '\u{340}' => (mark, 1),
        '\u{309}' => (mark, 2),
        '\u{303}' => (mark, 3),
        '\u{301}' | '\u{341}' => (mark, 4),
        '\u{323}' => (mark, 5),
        _ => (mark, tone),
    }
}

#[derive(Default)]
struct Folder {
    name: Name,
    packed: u64,
    count: usize,
    tone: u8,
}

impl Folder {
    fn push(&mut self, c: char) {
        let Letter { base, mark, tone } = LETTERS.get(c as usize).copied().unwrap_or_default();
        if base == 0 && (mark > 0 || tone > 0) {
            // A combining character of decomposed text belongs to the letter before it.
            self.tone = if tone > 0 { tone } else { self.tone };
            if self.count > 0 && self.count <= MAX_LETTERS {
                self.packed |= u64::from(mark) << ((self.count - 1) * 8 + 5);
            }
        } else if base == 0 {
            if c != '\'' && c != '\u{2019}' {
                self.end_syllable();
            }
        } else {
            self.tone = if tone > 0 { tone } else { self.tone };
            let byte = u64::from(base | mark << 5);
            if self.count < MAX_LETTERS {
                self.packed |= byte << (self.count * 8);
            } else {
                // Only words of other languages come here: they need equality, not letters.
                let last = (self.packed >> 48).wrapping_mul(31).wrapping_add(byte) & 0xff;
                self.packed = (self.packed & 0xffff_ffff_ffff) | (last.max(1) << 48);
            }
            self.count += 1;
        }
    }

    fn end_syllable(&mut self) {
        if self.count == 0 {
            return;
        }
        let packed = if self.tone > 0 { i_for_y(self.packed, self.count) } else { self.packed };
        let whole = Syllable(packed | u64::from(self.tone) << TONE_SHIFT);
        if usize::from(self.name.len) < MAX_SYLLABLES {
            self.name.syllables[usize::from(self.name.len)] = whole;
            self.name.len += 1;
        } else {
            let last = &mut self.name.syllables[MAX_SYLLABLES - 1];
            last.0 = super::mix::mix(last.0, whole.0) & LETTERS_MASK;
        }
        (self.packed, self.count, self.tone) = (0, 0, 0);
    }
}

const fn base(letter: u8) -> u64 {
    (letter - b'a' + 1) as u64
}

/// `Lý`, `Mỹ`, `Kỳ`, `Sỹ`, `Quý` are also written with i. Only where a tone is written: `Ly` and
/// `Li`, `Thy` and `Thi` are different names.
fn i_for_y(packed: u64, count: usize) -> u64 {
    let open = |c: u8| packed & 0xffff == base(c) | base(b'y') << 8;
    let after_qu = packed == base(b'q') | base(b'u') << 8 | base(b'y') << 16;
    match count {
        2 if [b'h', b'k', b'l', b'm', b's', b't'].into_iter().any(open) => (packed & 0xff) | base(b'i') << 8,
        3 if after_qu => (packed & 0xffff) | base(b'i') << 16,
        _ => packed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, same: bool) {
        assert_eq!(Name::fold(left) == Name::fold(right), same, "{left} and {right}");
    }

    #[test]
    fn spellings_that_differ_only_in_writing_are_one() {
        check("Nguyễn Thị Hòa", "NGUYỄN THỊ HOÀ", true);
        check("Nguyễn Thị Hòa", "Nguye\u{302}\u{303}n  Thi\u{323} Ho\u{300}a", true);
        check("Lý Văn Kỳ", "Lí Văn Kì", true);
        check("Đỗ Quý", "Ðỗ Quí", true);
        check("Lý Thị Thy", "Lý Thị Thi", false);
        check("Lê Hòa", "Lê Hoa", false);
        check("Lê Hưng", "Lê Hung", false);
        assert!(Name::fold(" . 1").is_some_and(|name| name.len == 1));
        assert_eq!(Name::fold(" -, "), None);
    }

    #[test]
    fn masks_drop_tone_and_marks() {
        let (marked, bare) = (Name::fold("Đường").unwrap(), Name::fold("duong").unwrap());
        assert_eq!(marked.parts()[0].stripped(), bare.parts()[0].0);
        assert!(bare.parts()[0].is_bare() && !marked.parts()[0].is_bare());
        assert_eq!(Name::fold("Hường").unwrap().parts()[0].toneless(), Name::fold("Hương").unwrap().parts()[0].0);
        assert_eq!(
            [letters(0), letters(bare.parts()[0].0), letters(Name::fold("nghieng").unwrap().parts()[0].0)],
            [0, 5, 7]
        );
    }
}
