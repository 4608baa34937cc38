//! Comparison of id numbers.

use super::levels::IdLevel;

/// The level of a record's numbers (0: none) against the register's. What it means that the number
/// belongs to somebody else is decided once all candidates are known.
pub(super) fn compare(id: u64, cmnd: u32, register_id: u64, register_cmnd: u32) -> IdLevel {
    if id > 0 {
        return match id {
            same if same == register_id => IdLevel::Equal,
            _ if is_near(id, register_id) => IdLevel::Near,
            _ => IdLevel::Different,
        };
    }
    match (cmnd, register_cmnd) {
        (0, _) | (_, 0) => IdLevel::Missing,
        (a, b) if a == b => IdLevel::CmndEqual,
        _ => IdLevel::Different,
    }
}

/// One digit differs, or two neighbours are exchanged.
fn is_near(a: u64, b: u64) -> bool {
    // Two slips apart in most pairs: one half of the number must be the same, but for an exchange
    // across the middle.
    const HALF: u64 = 1_000_000;
    if a / HALF != b / HALF && a % HALF != b % HALF && a / (HALF * 10) != b / (HALF * 10) {
        return false;
    }
    let digits = |number: u64, place: u32| (number / 10_u64.pow(place)) % 10;
    let mut different = (0..12).filter(|&place| digits(a, place) != digits(b, place));
    match (different.next(), different.next(), different.next()) {
        (Some(_), None, None) => true,
        (Some(low), Some(high), None) => {
            high == low + 1 && digits(a, low) == digits(b, high) && digits(a, high) == digits(b, low)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: u64, b: u64, near: bool) {
        assert_eq!((is_near(a, b), is_near(b, a)), (near, near), "{a} {b}");
    }

    #[test]
    fn near_is_one_slip_of_the_keyboard() {
        check(31_148_000_123, 31_148_000_124, true);
        check(31_148_000_123, 31_148_000_923, true);
        check(31_148_000_123, 31_148_000_132, true);
        check(31_148_000_123, 13_148_000_123, true);
        check(31_148_000_129, 31_148_000_130, false);
        check(31_148_000_123, 31_148_000_321, false);
        check(31_148_000_123, 31_148_000_134, false);
        check(131_148_000_123, 31_148_000_123, true);
    }

    #[test]
    fn kinds_are_not_mixed() {
        assert_eq!(compare(0, 0, 31_148_000_123, 0), IdLevel::Missing);
        assert_eq!(compare(0, 30_123_456, 31_148_000_123, 30_123_456), IdLevel::CmndEqual);
        assert_eq!(compare(0, 30_123_456, 31_148_000_123, 30_123_457), IdLevel::Different);
        assert_eq!(compare(31_148_000_123, 0, 31_148_000_123, 30_123_456), IdLevel::Equal);
    }
}
