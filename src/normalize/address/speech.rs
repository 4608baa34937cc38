//! How far two keys are apart: slips of the hand, and of northern speech.
//!
//! Spoken keys: the first letters that northern speech confuses are one (l/n, tr/ch, s/x, r/d/gi).

/// One folded word of a spoken key, put behind the others.
pub(super) fn push_spoken(word: &[u8], out: &mut Vec<u8>) {
    let vowel = |at: usize| word.get(at).is_some_and(|letter| b"aeouiy".contains(letter));
    match word {
        [b't', b'r', rest @ ..] if !rest.is_empty() => {
            out.extend(b"ch");
            out.extend(rest);
        }
        // `gi` alone before a consonant keeps its vowel: gìn.
        [b'g', b'i', rest @ ..] if vowel(2) => {
            out.push(b'd');
            out.extend(rest);
        }
        [b'r', rest @ ..] if vowel(1) => {
            out.push(b'd');
            out.extend(rest);
        }
        [b's', rest @ ..] if vowel(1) => {
            out.push(b'x');
            out.extend(rest);
        }
        [b'l', rest @ ..] if vowel(1) => {
            out.push(b'n');
            out.extend(rest);
        }
        _ => out.extend(word),
    }
}

/// Damerau-Levenshtein distance of short keys (optimal string alignment); 3 where it is more.
pub(super) fn distance(left: &[u8], right: &[u8]) -> u8 {
    const MORE: u8 = 3;
    if left.len().abs_diff(right.len()) >= usize::from(MORE) || left.len() > 40 || right.len() > 40 {
        return MORE;
    }
    // Equal ends cost nothing.
    let head = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[head..], &right[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    if left.is_empty() || right.is_empty() {
        return (left.len().max(right.len()) as u8).min(MORE);
    }
    let mut rows = [[0u8; 42]; 3];
    for (at, cell) in rows[0].iter_mut().enumerate() {
        *cell = at as u8;
    }
    for i in 1..=left.len() {
        let (now, before, two) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i as u8;
        for j in 1..=right.len() {
            let same = left[i - 1] == right[j - 1];
            let mut best = rows[before][j - 1] + u8::from(!same);
            best = best.min(rows[before][j] + 1).min(rows[now][j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[two][j - 2] + 1);
            }
            rows[now][j] = best;
        }
    }
    rows[left.len() % 3][right.len()].min(MORE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, expected: u8) {
        assert_eq!(distance(left.as_bytes(), right.as_bytes()), expected);
    }

    fn spoken(words: &str) -> String {
        let mut out = Vec::new();
        words.split(' ').for_each(|word| push_spoken(word.as_bytes(), &mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn slips_are_counted() {
        check("tienlang", "tienlang", 0);
        check("tienlang", "teinlang", 1);
        check("tienlang", "tienlagn", 1);
        check("tienlang", "tinlan", 2);
        check("tienlang", "haiphong", 3);
        check("", "abc", 3);
        check("annlu", "anlu", 1);
        check("abcde", "abdce", 1);
    }

    #[test]
    fn confusions_of_speech() {
        assert_eq!(spoken("nap le"), spoken("lap ne"));
        assert_eq!(spoken("chan duong"), spoken("tran giuong"));
        assert_eq!(spoken("xong"), spoken("song"));
        assert_ne!(spoken("nhan hoa"), spoken("lan hoa"));
    }
}
