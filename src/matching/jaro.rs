//! Jaro-Winkler similarity against a limit (Winkler 1990), for short texts.

/// Longest text, in bytes, that is compared by the fast way: one bit a letter.
const LONGEST: usize = 64;
/// Most letters of a common beginning that count, and what each adds.
const PREFIX: usize = 4;
const PREFIX_SCALE: f64 = 0.1;

/// At least `least` similar: the same as `strsim::jaro_winkler(a, b) >= least`.
pub(super) fn alike(a: &str, b: &str, least: f64) -> bool {
    if a == b {
        return true;
    }
    let fast = a.is_ascii() && b.is_ascii() && (1..=LONGEST).contains(&a.len()) && (1..=LONGEST).contains(&b.len());
    if !fast {
        return strsim::jaro_winkler(a, b) >= least;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let prefix = a.iter().zip(b).take(PREFIX).take_while(|(x, y)| x == y).count() as f64;
    let winkler = |jaro: f64| if jaro > 0.7 { jaro + prefix * PREFIX_SCALE * (1.0 - jaro) } else { jaro };
    let of = |matches: f64, exchanged: f64| {
        (matches / a.len() as f64 + matches / b.len() as f64 + (matches - exchanged) / matches) / 3.0
    };
    // No more letters can match than the shorter text has: most pairs end here or below.
    if winkler(of(a.len().min(b.len()) as f64, 0.0)) < least {
        return false;
    }
    let (in_a, in_b) = matching(a, b);
    let matches = in_a.count_ones() as f64;
    if matches == 0.0 || winkler(of(matches, 0.0)) < least {
        return false;
    }
    winkler(of(matches, exchanged(a, b, in_a, in_b))) >= least
}

/// Letters of each text that have a partner within half the longer length.
fn matching(a: &[u8], b: &[u8]) -> (u64, u64) {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut in_a, mut in_b) = (0_u64, 0_u64);
    for (i, letter) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(b.len()));
        for (j, other) in b.iter().enumerate().take(to).skip(from) {
            if other == letter && in_b & 1 << j == 0 {
                in_a |= 1 << i;
                in_b |= 1 << j;
                break;
            }
        }
    }
    (in_a, in_b)
}

/// Half of the matching letters that stand in another order.
fn exchanged(a: &[u8], b: &[u8], mut in_a: u64, mut in_b: u64) -> f64 {
    let mut different = 0_u32;
    while in_a != 0 {
        different += u32::from(a[in_a.trailing_zeros() as usize] != b[in_b.trailing_zeros() as usize]);
        in_a &= in_a - 1;
        in_b &= in_b - 1;
    }
    f64::from(different / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn agrees_with_the_reference(a in "[abcd ]{0,12}", b in "[abcd ]{0,12}", least in 0.5_f64..1.0) {
            proptest::prop_assert_eq!(alike(&a, &b, least), strsim::jaro_winkler(&a, &b) >= least, "{} {}", a, b);
        }
    }
}
