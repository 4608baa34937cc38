//! Codes of units of administration.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Coded, UnknownCode, WardStatus};

macro_rules! unit_code {
    ($(#[$meta:meta])* $Name:ident, $len:literal, $what:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Name([u8; $len]);

        impl $Name {
            /// From exactly as many ASCII digits as the code has.
            #[must_use]
            pub fn from_digits(text: &str) -> Option<$Name> {
                let bytes: [u8; $len] = text.as_bytes().try_into().ok()?;
                bytes.iter().all(u8::is_ascii_digit).then_some($Name(bytes))
            }

            /// The code as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                std::str::from_utf8(&self.0).expect("only ASCII digits come in")
            }

            /// The number that the digits spell, for keys.
            #[must_use]
            pub fn number(self) -> u32 {
                self.0.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0'))
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl fmt::Debug for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl Coded for $Name {
            fn code(&self) -> Cow<'_, str> {
                Cow::Borrowed(self.as_str())
            }
            fn from_code(text: &str) -> Result<Self, UnknownCode> {
                $Name::from_digits(text).ok_or(UnknownCode { expected: $what })
            }
        }
    };
}

unit_code! {
    /// Code of a commune-level unit (xã, phường, đặc khu) of the statistics office: five digits,
    /// leading zeros kept. Never a free-text name. Codes of 2024 and of 2025 are not to be joined.
    WardCode, 5, "ward code of 5 digits"
}
unit_code! {
    /// Code of a province-level unit: two digits.
    ProvinceCode, 2, "province code of 2 digits"
}

/// A ward of the city, as lists and the page name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ward {
    /// Its code.
    pub code: WardCode,
    /// Its name with its kind: `Phường Hồng Bàng`, `Xã An Lão`, `Đặc khu Cát Hải`.
    pub name: Arc<str>,
    /// How it stands with its submissions of the period.
    pub status: WardStatus,
}
