//! Money and the coefficients that multiply it.

use std::borrow::Cow;
use std::fmt;

use super::{Coded, UnknownCode};

/// An amount of Vietnamese đồng. Whole đồng only; never rounds, never overflows in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Dong(pub i64);

impl Dong {
    /// Nothing.
    pub const ZERO: Dong = Dong(0);

    /// The sum, unless it overflows.
    #[must_use]
    pub const fn plus(self, other: Dong) -> Option<Dong> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Dong(sum)),
            None => None,
        }
    }

    /// The difference, unless it overflows.
    #[must_use]
    pub const fn minus(self, other: Dong) -> Option<Dong> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Dong(difference)),
            None => None,
        }
    }

    /// The sum of many, unless it overflows.
    pub fn sum(amounts: impl IntoIterator<Item = Dong>) -> Option<Dong> {
        amounts.into_iter().try_fold(Dong::ZERO, Dong::plus)
    }
}

impl fmt::Display for Dong {
    /// With dots between thousands, as officials write it: `1.050.000`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The digits from the last on; 20 of them and their dots fit.
        let (mut text, mut at, mut rest) = ([0_u8; 28], 28, self.0.unsigned_abs());
        loop {
            at -= 1;
            text[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
            if (28 - at) % 4 == 3 {
                at -= 1;
                text[at] = b'.';
            }
        }
        if self.0 < 0 {
            f.write_str("-")?;
        }
        f.write_str(std::str::from_utf8(&text[at..]).expect("digits and dots"))
    }
}

/// A coefficient of the law (hệ số), in hundredths: 2.5 is `Coefficient(250)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coefficient(u32);

impl Coefficient {
    /// 1.0
    pub const ONE: Coefficient = Coefficient(100);

    /// From hundredths.
    #[must_use]
    pub const fn from_hundredths(hundredths: u32) -> Coefficient {
        Coefficient(hundredths)
    }

    /// Hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// From a decimal number with at most two places, as a spreadsheet holds it.
    #[must_use]
    pub fn from_decimal(value: f64) -> Option<Coefficient> {
        let scaled = value * 100.0;
        let whole = scaled.round();
        ((scaled - whole).abs() < 1e-6 && (0.0..1e6).contains(&whole)).then_some(Coefficient(whole as u32))
    }

    /// As a decimal number, for tables.
    #[must_use]
    pub fn as_decimal(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// `self` × `count`, unless it overflows.
    #[must_use]
    pub fn times_count(self, count: u32) -> Option<Coefficient> {
        self.0.checked_mul(count).map(Coefficient)
    }

    /// `self` × `rate`, if that is whole đồng and does not overflow.
    #[must_use]
    pub fn times(self, rate: Dong) -> Option<Dong> {
        let product = rate.0.checked_mul(i64::from(self.0))?;
        (product % 100 == 0).then_some(Dong(product / 100))
    }
}

impl fmt::Display for Coefficient {
    /// With a decimal comma, as officials write it: `2,5`; whole numbers as `1,0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        if rest % 10 == 0 { write!(f, "{whole},{}", rest / 10) } else { write!(f, "{whole},{rest:02}") }
    }
}

impl Coded for Coefficient {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{}", self.as_decimal()))
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        text.parse().ok().and_then(Coefficient::from_decimal).ok_or(UnknownCode { expected: "coefficient" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_whole_dong_or_nothing() {
        let half = Coefficient::from_decimal(1.5).unwrap();
        assert_eq!(half.times(Dong(700_000)), Some(Dong(1_050_000)));
        assert_eq!(half.times(Dong(33)), None);
        assert_eq!(Dong(i64::MAX).plus(Dong(1)), None);
        assert!(Coefficient::from_decimal(1.333).is_none());
    }

    #[test]
    fn written_as_officials_write() {
        assert_eq!(Dong(-1_050_000).to_string(), "-1.050.000");
        assert_eq!(Dong(999).to_string(), "999");
        assert_eq!(Coefficient(250).to_string(), "2,5");
        assert_eq!(Coefficient(100).to_string(), "1,0");
    }

    #[test]
    fn amounts_have_dots_between_thousands() {
        let cases = [(0, "0"), (7, "7"), (999, "999"), (1_000, "1.000"), (-1_050_000, "-1.050.000")];
        let long = [(i64::MAX, "9.223.372.036.854.775.807"), (i64::MIN, "-9.223.372.036.854.775.808")];
        for (amount, text) in cases.into_iter().chain(long) {
            assert_eq!(Dong(amount).to_string(), text);
        }
    }
}
