//! The one door between a typed value and its text in files.

use std::borrow::Cow;

/// A value with exactly one written form in the data contract.
///
/// `from_code(code(v))` is `v`. The written form of a personal value is the value itself, so call
/// `code` only where the text goes into a data file, never into a log or a message.
pub trait Coded: Sized {
    /// The written form.
    fn code(&self) -> Cow<'_, str>;

    /// Reads the written form back.
    ///
    /// # Errors
    /// [`UnknownCode`] when the text is no written form of this type.
    fn from_code(text: &str) -> Result<Self, UnknownCode>;
}

/// A text that is no written form of the type asked for. The text itself is not carried: it may be
/// personal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a {expected}")]
pub struct UnknownCode {
    /// What was expected, in English, for operators.
    pub expected: &'static str,
}

impl Coded for String {
    fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        Ok(text.to_owned())
    }
}

impl Coded for std::sync::Arc<str> {
    fn code(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        Ok(text.into())
    }
}

/// Declares an enum whose variants each have one code, with its [`Coded`], `Display` and `ALL`.
macro_rules! codes {
    ($(#[$meta:meta])* $Name:ident ($what:literal) { $($(#[$vmeta:meta])* $Variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $Name { $($(#[$vmeta])* #[doc = concat!("`", $code, "`")] $Variant,)+ }

        impl $Name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [$Name] = &[$($Name::$Variant,)+];

            /// The code in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($Name::$Variant => $code,)+ }
            }
        }

        impl $crate::model::Coded for $Name {
            fn code(&self) -> std::borrow::Cow<'_, str> {
                std::borrow::Cow::Borrowed(self.as_str())
            }
            fn from_code(text: &str) -> Result<Self, $crate::model::UnknownCode> {
                match text {
                    $($code => Ok($Name::$Variant),)+
                    _ => Err($crate::model::UnknownCode { expected: $what }),
                }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use codes;
