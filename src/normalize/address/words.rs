//! Words of an address text with their places, folded letters and hashes of any run of words.
//!
//! A segment is what stands between separators. Letters and digits that touch (`P10`, `TDP5`) are
//! two words. Keys of names and of texts are made here alone, so that they agree: no accents, no
//! blanks (`TiênLãng` is `Tiên Lãng`), `i` for a final `y` after a consonant (`Lý` is `Lí`), no
//! leading zeros. Never: anything that depends on capitals.

use super::glyphs::{GLYPHS, hash_shape};
use super::hashing::{BASE, POWERS, push_hash};
use super::spare::{Spare, emptied};

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A blank, or nothing.
    None,
    /// A full stop after a whole word.
    Stop,
    /// A hyphen or slash: a name may go on.
    Dash,
    /// A comma, semicolon, bracket.
    Break,
}

/// A word of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Range in the folded letters.
    from: u32,
    to: u32,
    /// Range in the text, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) gap: Gap,
    /// Bears an accent or is `đ`.
    pub(super) marked: bool,
    /// Begins with a digit.
    pub(super) number: bool,
    /// The next word touches it.
    pub(super) touches: bool,
    /// Equal for words with the same accents, however the tone is placed.
    marks: u32,
}

/// The words of a text.
#[derive(Debug)]
pub(super) struct Words {
    folded: Vec<u8>,
    hashes: Vec<u64>,
    pub(super) list: Vec<Word>,
    /// Enough words bear accents to take a missing one seriously.
    pub(super) marked: bool,
    /// A digit stands between letters: keys of VNI.
    pub(super) digit_inside: bool,
}

/// A word that is being read.
struct Open {
    start: usize,
    from: usize,
    number: bool,
    marked: bool,
    tone: u32,
    shapes: u32,
    /// `shapes` without the last letter.
    before: u32,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let (folded, hashes, list) = SPARE.with(Spare::take);
        let mut words = Words { folded, hashes, list, marked: false, digit_inside: false };
        words.folded.reserve(text.len());
        words.hashes.reserve(text.len() + 1);
        words.list.reserve(text.len() / 3);
        let glyphs: &[u32] = &GLYPHS;
        let mut open: Option<Open> = None;
        let mut gap = Gap::None;
        for (at, letter) in text.char_indices() {
            let glyph = glyphs.get(letter as usize).copied().unwrap_or(0);
            if glyph == 0 {
                if matches!(letter, '\'' | '\u{300}'..='\u{36f}') && open.is_some() {
                    continue;
                }
                if let Some(word) = open.take() {
                    words.push(word, at, gap);
                    gap = Gap::None;
                }
                gap = gap.max(words.gap_of(letter, at, text));
                continue;
            }
            let digit = letter.is_ascii_digit();
            if let Some(word) = &open
                && word.number != digit
                && (digit || words.list.last().is_some_and(|last| last.touches && last.end as usize == word.start))
            {
                // `P10`; and `So7n`, a key of VNI between letters.
                words.digit_inside |= !digit;
                let word = open.take().expect("it is open");
                words.push(word, at, gap);
                gap = Gap::None;
                words.list.last_mut().expect("just pushed").touches = true;
            }
            let word = open.get_or_insert(Open {
                start: at,
                from: words.folded.len(),
                number: digit,
                marked: false,
                tone: 0,
                shapes: 0,
                before: 0,
            });
            word.marked |= !letter.is_ascii();
            word.tone = word.tone.max(glyph >> 8 & 0xf);
            word.before = word.shapes;
            word.shapes = hash_shape(word.shapes, glyph >> 12);
            words.folded.push(glyph as u8);
        }
        if let Some(word) = open {
            words.push(word, text.len(), gap);
        }
        words.finish();
        words
    }

    fn push(&mut self, word: Open, end: usize, gap: Gap) {
        let letters = &mut self.folded[word.from..];
        // `Lyy` is a slip for `Ly`, whose key is `li`.
        if let [onset @ .., first @ b'y', b'y'] = letters
            && !onset.is_empty()
            && !onset.iter().any(is_vowel)
        {
            *first = b'i';
        }
        let y_is_i = match letters {
            [b'q', b'u', b'y'] => true,
            [onset @ .., b'y'] => !onset.is_empty() && !onset.iter().any(is_vowel),
            _ => false,
        };
        let mut shapes = word.shapes;
        if y_is_i && let Some(last) = letters.last_mut() {
            *last = b'i';
            shapes = hash_shape(word.before, u32::from(b'i'));
        }
        let zeros = self.folded[word.from..].iter().take_while(|&&letter| letter == b'0').count();
        if word.number && zeros > 0 && self.folded.len() > word.from + zeros {
            self.folded.drain(word.from..word.from + zeros);
        }
        self.list.push(Word {
            from: word.from as u32,
            to: self.folded.len() as u32,
            start: word.start as u32,
            end: end as u32,
            gap,
            marked: word.marked,
            number: word.number,
            touches: false,
            marks: shapes.wrapping_mul(8).wrapping_add(word.tone),
        });
    }

    fn gap_of(&self, letter: char, at: usize, text: &str) -> Gap {
        match letter {
            ' ' | '\'' => Gap::None,
            '.' => self.gap_of_stop(at, text),
            '-' | '/' | '_' | '–' => Gap::Dash,
            _ => Gap::Break,
        }
    }

    /// A full stop ends a segment after a whole word; not in `P.`, `Tr.`, `1.200`.
    fn gap_of_stop(&self, at: usize, text: &str) -> Gap {
        let Some(last) = self.list.last().filter(|last| last.end as usize == at) else { return Gap::None };
        let letters = &self.folded[last.from as usize..last.to as usize];
        let whole = if last.number {
            !text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
        } else {
            let vowel = letters.iter().any(is_vowel);
            vowel && letters.len() > 1 && letters != b"qu" && letters != b"hu"
        };
        if whole { Gap::Stop } else { Gap::None }
    }

    fn finish(&mut self) {
        let mut hash = 0;
        self.hashes.push(hash);
        for &letter in &self.folded {
            hash = push_hash(hash, letter);
            self.hashes.push(hash);
        }
        let letters = self.list.iter().filter(|word| !word.number && word.to - word.from > 1);
        let marked = self.list.iter().filter(|word| word.marked).count();
        self.marked = marked * 4 >= letters.count().max(1);
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Folded letters of the words `from..to`, without blanks.
    #[inline]
    pub(super) fn key(&self, from: usize, to: usize) -> &[u8] {
        if from >= to { &[] } else { &self.folded[self.list[from].from as usize..self.list[to - 1].to as usize] }
    }

    /// Hash of [`Words::key`]; `None` where it is longer than any name.
    #[inline]
    pub(super) fn hash(&self, from: usize, to: usize) -> Option<u64> {
        self.hash_of(self.list[from].from as usize..self.list[to - 1].to as usize)
    }

    /// Range of a word in the folded letters.
    #[inline]
    pub(super) fn range(&self, at: usize) -> std::ops::Range<usize> {
        self.list[at].from as usize..self.list[at].to as usize
    }

    /// Hash of a range of the folded letters; `None` where it is longer than any name.
    #[inline]
    pub(super) fn hash_of(&self, range: std::ops::Range<usize>) -> Option<u64> {
        let power = POWERS.get(range.len())?;
        Some(self.hashes[range.end].wrapping_sub(self.hashes[range.start].wrapping_mul(*power)))
    }

    /// A range of the folded letters.
    #[inline]
    pub(super) fn letters(&self, range: std::ops::Range<usize>) -> &[u8] {
        &self.folded[range]
    }

    /// Whether a word bears these accents, or has lost all of them.
    #[inline]
    pub(super) fn bears(&self, at: usize, marks: u32) -> bool {
        !self.list[at].marked || self.list[at].marks == marks
    }

    /// Equal for a word with the same accents.
    #[inline]
    pub(super) fn marks_of(&self, at: usize) -> u32 {
        self.list[at].marks
    }

    /// Equal for runs of words with the same accents.
    #[inline]
    pub(super) fn marks(&self, from: usize, to: usize) -> u64 {
        self.list[from..to].iter().fold(0, |hash, word| hash.wrapping_mul(BASE).wrapping_add(u64::from(word.marks) + 1))
    }

    #[inline]
    pub(super) fn any_marked(&self, from: usize, to: usize) -> bool {
        self.list[from..to].iter().any(|word| word.marked)
    }

    /// The words `from..to` as they stand in the text.
    pub(super) fn text<'t>(&self, text: &'t str, from: usize, to: usize) -> &'t str {
        if from >= to { "" } else { &text[self.list[from].start as usize..self.list[to - 1].end as usize] }
    }

    /// Whether a segment begins at the word.
    #[inline]
    pub(super) fn begins(&self, at: usize) -> bool {
        at == 0 || self.list.get(at).is_none_or(|word| word.gap > Gap::None)
    }

    /// The word behind the segment of the word `at`.
    pub(super) fn segment_end(&self, at: usize) -> usize {
        (at + 1..self.list.len()).find(|&next| self.begins(next)).unwrap_or(self.list.len())
    }

    /// The first word of the segment of the word `at`.
    pub(super) fn segment_start(&self, at: usize) -> usize {
        (0..=at).rev().find(|&from| self.begins(from)).unwrap_or(0)
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        let lists = (emptied(&mut self.folded), emptied(&mut self.hashes), emptied(&mut self.list));
        // A thread that ends has nothing to keep.
        let _ = SPARE.try_with(|spare| spare.put(lists));
    }
}

thread_local! {
    static SPARE: Spare<(Vec<u8>, Vec<u64>, Vec<Word>)> = const { Spare::new() };
}

fn is_vowel(letter: &u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::super::hashing::join_hash;
    use super::*;

    fn key(text: &str) -> String {
        let words = Words::of(text);
        String::from_utf8(words.key(0, words.len()).to_vec()).unwrap()
    }

    fn marks(text: &str) -> u64 {
        let words = Words::of(text);
        words.marks(0, words.len())
    }

    #[test]
    fn keys_of_names() {
        assert_eq!(key("Phường 01"), "phuong1");
        assert_eq!(key("Văn Miếu - Quốc Tử Giám"), "vanmieuquoctugiam");
        assert_eq!(key("Lý Học"), key("LÍ HỌC"));
        assert_eq!(key("Ea H'Leo"), "eahleo");
        assert_eq!(key("Thủy"), "thuy");
        assert_eq!(marks("Thuỷ Nguyên"), marks("thủy nguyên"));
        assert_eq!(marks("Mỹ Đức"), marks("Mĩ đức"));
        assert_ne!(marks("Cẩm Giang"), marks("Cẩm Giàng"));
    }

    #[test]
    fn hashes_of_runs_are_hashes_of_their_letters() {
        let (long, short) = (Words::of("xã Tiên Minh, huyện"), Words::of("TiênMinh"));
        assert_eq!(long.hash(1, 3), short.hash(0, 1));
        let halves = (short.hash(0, 1).unwrap(), long.hash(1, 2).unwrap(), long.hash(2, 3).unwrap());
        assert_eq!(halves.0, join_hash(halves.1, halves.2, 4));
    }

    #[test]
    fn segments() {
        let words = Words::of("Số 1.200, P.An Biên. HP - Q3");
        let starts: Vec<usize> = (0..words.len()).filter(|&at| words.begins(at)).collect();
        assert_eq!(starts, [0, 3, 6, 7]);
        assert!(Words::of("So7n").digit_inside && !Words::of("P10 12A").digit_inside);
    }
}
