//! Edit distance up to a bound: letters inserted, dropped, replaced, or two neighbours exchanged.

/// Longest text, in bytes, that is compared by the fast way.
const LONGEST: usize = 64;

/// At most `most` edits apart (optimal string alignment). A text shorter than `most + 2` letters
/// has no such neighbours: with so few letters an edit makes another text, not a slip of this one.
pub(super) fn within(a: &str, b: &str, most: usize) -> bool {
    if a == b {
        return true;
    }
    if a.len().min(b.len()) < most + 2 || a.len().abs_diff(b.len()) > most * 4 {
        return false;
    }
    if !a.is_ascii() || !b.is_ascii() || a.len().max(b.len()) > LONGEST {
        return strsim::osa_distance(a, b) <= most;
    }
    a.len().abs_diff(b.len()) <= most && banded(a.as_bytes(), b.as_bytes(), most)
}

/// Only the cells within `most` of the diagonal, and only while one of a row is within it.
fn banded(a: &[u8], b: &[u8], most: usize) -> bool {
    const FAR: u8 = u8::MAX / 2;
    let mut before = [FAR; LONGEST + 1];
    let mut last = [FAR; LONGEST + 1];
    (0..=b.len().min(most)).for_each(|j| last[j] = j as u8);
    for i in 1..=a.len() {
        let mut row = [FAR; LONGEST + 1];
        let (from, to) = (i.saturating_sub(most), b.len().min(i + most));
        if from == 0 {
            row[0] = i as u8;
        }
        for j in from.max(1)..=to {
            let same = u8::from(a[i - 1] != b[j - 1]);
            let mut cost = (last[j - 1] + same).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost.min(FAR);
        }
        if row[from..=to].iter().all(|&cost| usize::from(cost) > most) {
            return false;
        }
        (before, last) = (last, row);
    }
    usize::from(last[b.len()]) <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_reference() {
        let words = ["", "la", "lan", "lang", "lnag", "nguyen", "nguyne", "ngyuen", "nguyen van", "ngu yen", "thanh"];
        for a in words {
            for b in words {
                for most in 1..4 {
                    let long = a.len().min(b.len()) >= most + 2;
                    let expected = a == b || (long && strsim::osa_distance(a, b) <= most);
                    assert_eq!(within(a, b, most), expected, "{a} {b} {most}");
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_the_reference_on_any_text(a in "[abc]{4,12}", b in "[abc]{4,12}", most in 1_usize..3) {
            proptest::prop_assert_eq!(within(&a, &b, most), strsim::osa_distance(&a, &b) <= most);
        }
    }
}
