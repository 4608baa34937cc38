//! Repairs of a text before it is read: keys of Telex and VNI that were not turned into letters, and
//! markers glued to names (`xãTiên Minh`).
//!
//! Keys of VNI are looked for at once where a digit stands between letters; all else only where
//! reading leaves something open. Never: a change to a word that could be meant as written, or to a
//! number behind a marker that takes one (`P10`, `thôn3`).

use super::markers::Flags;
use super::units::Gazetteer;
use super::words::{Gap, Words};
use crate::normalize::text::Syllables;
use crate::normalize::text::typing::undo;

/// Whether the text has words that only keys of VNI explain.
pub(super) fn typed_in_vni(all: &Gazetteer, words: &Words, text: &str, syllables: &Syllables) -> bool {
    words.digit_inside
        || (0..words.len().saturating_sub(1)).any(|at| {
            let (word, next) = (words.list[at], words.list[at + 1]);
            let digit = &text[next.start as usize..next.end as usize];
            word.touches && matches!(digit, "1" | "2" | "3" | "4" | "5") && !takes_number(all, words, at) && {
                undo(&text[word.start as usize..next.end as usize], syllables).is_some()
            }
        })
}

/// Whether a number may follow the word: `phường 1`, `thôn 3`, `A2`.
fn takes_number(all: &Gazetteer, words: &Words, at: usize) -> bool {
    let key = words.key(at, at + 1);
    let numbered = Flags(Flags::LOCAL.0 | Flags::DISTRICT.0 | u32::from(super::unit::Kind::Ward.bit()));
    key.len() < 2 || all.names.find(key).is_some_and(|entry| entry.flags.any(numbered))
}

/// The text with keys turned into letters; `None` where there are none.
pub(super) fn without_keys(text: &str, vni: bool, syllables: &Syllables) -> Option<String> {
    if !vni && !may_have_keys(text) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut changed = false;
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let digits = word.bytes().any(|b| b.is_ascii_digit());
        let meant = if word.len() < 2 || (digits && !vni) || !(digits || has_telex_keys(word)) {
            None
        } else {
            undo(word, syllables)
        };
        changed |= meant.is_some();
        out.push_str(meant.as_deref().unwrap_or(word));
        out.push_str(&piece[word.len()..]);
    }
    changed.then_some(out)
}

/// Whether some word may have keys of Telex: a quick look that misses none.
pub(super) fn may_have_keys(text: &str) -> bool {
    let lower = |byte: &u8| byte.to_ascii_lowercase();
    let bytes = text.as_bytes();
    let tone = |at: usize| {
        let inside = at > 0 && (bytes[at - 1].is_ascii_alphabetic() || !bytes[at - 1].is_ascii());
        let next = bytes.get(at + 1).map_or(b' ', lower);
        inside && (!(next.is_ascii_alphanumeric() || next >= 0x80) || b"nmctp".contains(&next))
    };
    // Three of four bytes are none of these letters.
    bytes.iter().enumerate().filter(|(_, byte)| KEYS[usize::from(**byte)]).any(|(at, byte)| match lower(byte) {
        b'w' | b'f' | b'j' | b'z' => true,
        letter @ (b'a' | b'e' | b'o' | b'd') => bytes.get(at + 1).map(lower) == Some(letter),
        b's' | b'r' | b'x' => tone(at),
        _ => false,
    })
}

/// Letters that are keys of Telex, small and capital.
const KEYS: [bool; 256] = {
    let mut keys = [false; 256];
    let letters = b"wfjzaeodsrx";
    let mut at = 0;
    while at < letters.len() {
        keys[letters[at] as usize] = true;
        keys[letters[at].to_ascii_uppercase() as usize] = true;
        at += 1;
    }
    keys
};

/// Letters or pairs that no Vietnamese word has.
fn has_telex_keys(word: &str) -> bool {
    let bytes = word.as_bytes();
    let lower = |at: usize| bytes[at].to_ascii_lowercase();
    let pair = |at: usize| lower(at) == lower(at + 1) && b"aeod".contains(&lower(at));
    (0..bytes.len()).any(|at| b"wfjz".contains(&lower(at)))
        || (0..bytes.len().saturating_sub(1)).any(pair)
        || bytes.last().is_some_and(|last| b"srx".contains(&last.to_ascii_lowercase()))
        || bytes
            .windows(2)
            .any(|two| b"srx".contains(&two[0].to_ascii_lowercase()) && b"nmctp".contains(&two[1].to_ascii_lowercase()))
}

/// The text with a blank between a marker and the name glued to it; `None` where there is no such.
pub(super) fn unglued(all: &Gazetteer, words: &Words, text: &str) -> Option<String> {
    let mut cuts: Vec<usize> = Vec::new();
    for at in 0..words.len() {
        let range = words.range(at);
        if range.len() < 5 || words.list[at].number || names_behind(all, words, at, range.start).is_some() {
            continue;
        }
        for split in 2..range.len().saturating_sub(2).min(10) {
            let head = range.start..range.start + split;
            let hash = words.hash_of(head.clone());
            let marker = hash.and_then(|hash| all.names.get(hash, words.letters(head)));
            let unit = marker.is_some_and(|marker| all.names.entries[marker as usize].flags.any(Flags::UNIT));
            if unit && names_behind(all, words, at, range.start + split).is_some() {
                let word = &text[words.list[at].start as usize..words.list[at].end as usize];
                let behind = word.char_indices().filter(|(_, letter)| *letter != '\'').nth(split);
                // `Tthái` is Thái with a letter too many; a marker glued to a name leaves it its capital.
                let cut = behind.filter(|(_, letter)| !word.starts_with(char::is_uppercase) || letter.is_uppercase());
                cuts.extend(cut.map(|(offset, _)| words.list[at].start as usize + offset));
            }
        }
    }
    let (first, _) = (cuts.first()?, ());
    let mut out = text[..*first].to_owned();
    for (at, &cut) in cuts.iter().enumerate() {
        out.push(' ');
        out.push_str(&text[cut..cuts.get(at + 1).copied().unwrap_or(text.len())]);
    }
    Some(out)
}

/// The end of a name that begins inside the word `at`.
fn names_behind(all: &Gazetteer, words: &Words, at: usize, from: usize) -> Option<usize> {
    (at + 1..=words.len().min(at + 4)).find(|&end| {
        let joined = (at + 1..end).all(|next| words.list[next].gap == Gap::None);
        let letters = from..words.range(end - 1).end;
        let hash = words.hash_of(letters.clone()).filter(|_| joined && letters.len() > 3);
        let entry = hash.and_then(|hash| all.names.get(hash, words.letters(letters)));
        entry.is_some_and(|entry| all.names.entries[entry as usize].is_name())
    })
}
