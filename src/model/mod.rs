//! The nouns of the program: ids, names, dates, months, codes, money, facts, rows.
//!
//! Takes: nothing. Gives: types whose values are already valid. Promises: personal values print
//! masked, money never rounds, nothing here reads a file or a clock. Never: I/O, frames, law.

mod benefit;
mod code;
mod codes;
mod date;
mod due;
mod fact;
mod finding;
mod identity_codes;
mod ids;
mod labels;
mod mistake;
mod money;
mod month;
mod payment;
mod picture;
mod private;
mod raw;
mod record;
mod review;
mod slip;
mod spoken;
mod ward;
mod written;

pub use benefit::{Benefit, BenefitKind, Ground};
pub use code::{Coded, UnknownCode};
pub use codes::*;
pub use date::{Date, PartialDate};
pub use due::Due;
pub use fact::{Claim, ClaimSource, Fact, FactInterval, FactSource, Matter, Subject};
pub use finding::{Finding, Issue};
pub use identity_codes::*;
pub use ids::{Cmnd, IdNumber, PersonId, PersonKey, RowId};
pub use mistake::Mistake;
pub use money::{Coefficient, Dong};
pub use month::Month;
pub use payment::{ArrearsStatus, PaymentLine};
pub use picture::{CellBlock, SheetPicture};
pub use private::{FullName, Private, share};
pub use raw::{Field, LegacyFont, Place, RawCell, RawRow, RawValue, column_letters};
pub use record::Record;
pub use review::{
    CANDIDATE_HEADINGS, CHOICE_HEADING, CHOICES, DECIDED_BY_HEADING, DECIDED_ON_HEADING, DECISION_FILE_CHECKS,
    DECISIONS_FOLDER, LISTED_BIRTH_HEADING, LISTED_NAME_HEADING, LISTED_NUMBER_HEADING, MARK_HEADING,
    MARKED_NAME_HEADING, REMARK_HEADING, WARD_HEADING, mark_code, mark_of,
};
pub use slip::{
    SLIP_DIGEST_DIGITS, SLIP_DIGEST_LABEL, SLIP_HEADING, SLIP_LINEAGE_LABEL, SLIP_TITLE, SLIP_TITLE_ROWS,
    is_slip_heading, is_slip_title,
};
pub use spoken::{shortened, spoken_dates};
pub use ward::{ProvinceCode, Ward, WardCode};
pub use written::WrittenIdentity;
