//! Numbers that identify a person or a row.

use std::borrow::Cow;
use std::fmt;

use super::{Coded, Gender, UnknownCode};

/// Personal identifier of 12 digits (số định danh cá nhân, số CCCD), NĐ 137/2015 Điều 13. Leading
/// zeros count. Never a CMND. Prints masked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(u64);

impl PersonId {
    /// From exactly 12 ASCII digits.
    #[must_use]
    pub fn from_digits(text: &str) -> Option<PersonId> {
        let all_digits = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        all_digits.then(|| text.parse().ok().map(PersonId)).flatten()
    }

    /// From the number that the 12 digits spell.
    #[must_use]
    pub fn from_number(number: u64) -> Option<PersonId> {
        (number < 1_000_000_000_000).then_some(PersonId(number))
    }

    /// The number that the 12 digits spell, for keys and columns.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The 12 digits, for data files and lists only.
    #[must_use]
    pub fn reveal(self) -> String {
        format!("{:012}", self.0)
    }

    /// Code of the province or country of birth registration: digits 1 to 3.
    #[must_use]
    pub const fn birth_place(self) -> u16 {
        (self.0 / 1_000_000_000) as u16
    }

    /// Sex that digit 4 says.
    #[must_use]
    pub const fn gender(self) -> Gender {
        if (self.0 / 100_000_000).is_multiple_of(2) { Gender::Male } else { Gender::Female }
    }

    /// Birth year that digits 4 to 6 say.
    #[must_use]
    pub const fn birth_year(self) -> i16 {
        let century = (self.0 / 100_000_000 % 10 / 2) as i16;
        1900 + century * 100 + (self.0 / 1_000_000 % 100) as i16
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("************")
    }
}

impl Coded for PersonId {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.reveal())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        PersonId::from_digits(text).ok_or(UnknownCode { expected: "personal identifier of 12 digits" })
    }
}

/// Old identity card number of 9 digits (số CMND). Prints masked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cmnd(u32);

impl Cmnd {
    /// From exactly 9 ASCII digits.
    #[must_use]
    pub fn from_digits(text: &str) -> Option<Cmnd> {
        let all_digits = text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit());
        all_digits.then(|| text.parse().ok().map(Cmnd)).flatten()
    }

    /// The number that the 9 digits spell, for keys and columns.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The 9 digits, for data files and lists only.
    #[must_use]
    pub fn reveal(self) -> String {
        format!("{:09}", self.0)
    }
}

impl fmt::Debug for Cmnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("*********")
    }
}

impl Coded for Cmnd {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.reveal())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        Cmnd::from_digits(text).ok_or(UnknownCode { expected: "identity card number of 9 digits" })
    }
}

/// An id number as a ward writes it: of one kind or the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdNumber {
    /// 12 digits.
    Person(PersonId),
    /// 9 digits.
    Cmnd(Cmnd),
}

impl IdNumber {
    /// The digits, for data files and lists only.
    #[must_use]
    pub fn reveal(self) -> String {
        match self {
            IdNumber::Person(id) => id.reveal(),
            IdNumber::Cmnd(id) => id.reveal(),
        }
    }

    /// The personal identifier, if it is one.
    #[must_use]
    pub fn person(self) -> Option<PersonId> {
        match self {
            IdNumber::Person(id) => Some(id),
            IdNumber::Cmnd(_) => None,
        }
    }
}

impl Coded for IdNumber {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.reveal())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        PersonId::from_digits(text)
            .map(IdNumber::Person)
            .or_else(|| Cmnd::from_digits(text).map(IdNumber::Cmnd))
            .ok_or(UnknownCode { expected: "id number of 12 or 9 digits" })
    }
}

/// Whom a result is about: someone of the population register, or someone who was not found there
/// and keeps a provisional id (`tam-` and 16 hex digits).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonKey {
    /// In the register.
    Register(PersonId),
    /// Not found there; the number is a keyed digest of the identity as submitted.
    Provisional(u64),
}

impl PersonKey {
    /// The id in the register, if there is one.
    #[must_use]
    pub fn register(self) -> Option<PersonId> {
        match self {
            PersonKey::Register(id) => Some(id),
            PersonKey::Provisional(_) => None,
        }
    }
}

impl Coded for PersonKey {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(match self {
            PersonKey::Register(id) => id.reveal(),
            PersonKey::Provisional(number) => format!("tam-{number:016x}"),
        })
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        let provisional = text.strip_prefix("tam-").and_then(|hex| u64::from_str_radix(hex, 16).ok());
        PersonId::from_digits(text)
            .map(PersonKey::Register)
            .or(provisional.map(PersonKey::Provisional))
            .ok_or(UnknownCode { expected: "person id or provisional id" })
    }
}

/// A row of a submitted sheet: the file (by a digest of its path in the city folder and its
/// content), the sheet (from 1, in workbook order) and the row (from 1). Not personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId {
    /// First 8 bytes of the digest of path and content.
    pub file: u64,
    /// Sheet, from 1. A further person of one and the same row (a table beside another one, two
    /// persons in one cell) counts on from 1000 a step: 2003 is the third person in a row of sheet 3.
    pub sheet: u32,
    /// Row, from 1, as the spreadsheet program shows it.
    pub row: u32,
}

impl RowId {
    /// Step between the sheet numbers of the people of one and the same row.
    const PART: u32 = 1000;

    /// The person of that number in a row of a sheet; 0 is the row's own.
    #[must_use]
    pub fn of_part(file: u64, sheet: u16, part: u16, row: u32) -> RowId {
        RowId { file, sheet: u32::from(sheet) + RowId::PART * u32::from(part), row }
    }

    /// The sheet's number in the workbook, from 1, whichever person of the row this is.
    #[must_use]
    pub fn sheet_number(self) -> u32 {
        self.sheet % RowId::PART
    }

    /// Whether this is a person of that row.
    #[must_use]
    pub fn is_of(self, row: RowId) -> bool {
        let place = |id: RowId| (id.file, id.sheet_number(), id.row);
        place(self) == place(row)
    }
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}-{}", self.file, self.sheet, self.row)
    }
}

impl Coded for RowId {
    fn code(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
    fn from_code(text: &str) -> Result<Self, UnknownCode> {
        let unknown = UnknownCode { expected: "row id (file digest-sheet-row)" };
        let mut parts = text.split('-');
        let file = parts.next().and_then(|hex| u64::from_str_radix(hex, 16).ok());
        let sheet = parts.next().and_then(|n| n.parse().ok());
        let row = parts.next().and_then(|n| n.parse().ok());
        match (file, sheet, row, parts.next()) {
            (Some(file), Some(sheet), Some(row), None) => Ok(RowId { file, sheet, row }),
            _ => Err(unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn person_id_parts() {
        let id = PersonId::from_digits("031148000123").unwrap();
        assert_eq!((id.birth_place(), id.gender(), id.birth_year()), (31, Gender::Female, 1948));
        let young = PersonId::from_digits("030212000123").unwrap();
        assert_eq!((young.gender(), young.birth_year()), (Gender::Male, 2012));
        assert_eq!(id.reveal(), "031148000123");
        assert_eq!(format!("{id:?}"), "************");
        assert!(PersonId::from_digits("31148000123").is_none());
    }

    #[test]
    fn keys_and_rows_read_back() {
        for key in [PersonKey::Register(PersonId(31_148_000_123)), PersonKey::Provisional(255)] {
            assert_eq!(PersonKey::from_code(&key.code()), Ok(key));
        }
        let row = RowId { file: 0xabc, sheet: 2, row: 48 };
        assert_eq!(RowId::from_code(&row.code()), Ok(row));
    }
}
