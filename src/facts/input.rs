//! What the room takes: borrowed rows and the links that the linkage found for them.

use std::collections::BTreeMap;

use crate::model::{Benefit, Date, Fact, Month, PersonId, Record, RowId, WardCode};
use crate::table::inputs::{
    DeathRow, DisabilityRow, InstitutionRow, PaymentRow, PensionRow, PopulationRow, PovertyRow, SchoolingRow,
};
use crate::table::outputs::{DuplicateRow, MatchRow};

use super::Settings;

/// The person that the linkage found for a row of a register or of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowLink {
    /// The person; `None` where nobody was found or two are equally good.
    pub person: Option<PersonId>,
    /// The verdict was `matched`, by more than a number or a name.
    pub safe: bool,
}

/// A register whose rows may lack a person id, with a link for each row.
#[derive(Debug)]
pub struct Linked<'a, Row> {
    /// The rows.
    pub rows: &'a [Row],
    /// One link a row, in the same order; or empty, and then the ids written in the rows are used,
    /// as unsafe links.
    pub links: &'a [RowLink],
}

// By hand: a derive would ask that the row itself can be copied.
impl<Row> Clone for Linked<'_, Row> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Row> Copy for Linked<'_, Row> {}

/// A commune of special difficulty (xã đặc biệt khó khăn), from the dated reference table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpecialCommune {
    /// The ward.
    pub ward: WardCode,
    /// First day.
    pub from: Date,
    /// Last day; `None` while open.
    pub to: Option<Date>,
}

/// Everything that facts are gathered from. A register that the city does not have is `None`.
#[derive(Clone, Copy)]
pub struct FactInputs<'a> {
    /// The day whose knowledge is used.
    pub as_of: Date,
    /// The month of the list being prepared.
    pub pay_month: Month,
    /// First month of which arrears and overpayments are settled.
    pub arrears_from: Month,
    /// Accepted records of all wards.
    pub records: &'a [Record],
    /// Their verdicts, in the same order.
    pub matches: &'a [MatchRow],
    /// Rows that were set aside unread: they enrol nobody, but nobody in them is missing in the list.
    pub set_aside: &'a [Record],
    /// Whom people decided a row is not: never joined with it by name either.
    pub refused: &'a BTreeMap<RowId, Vec<PersonId>>,
    /// The person of each record, found or not, by the place of one of its rows; empty: records without a
    /// match are one person where the same is written of them.
    pub persons: &'a [u32],
    /// Duplicates among the records.
    pub duplicates: &'a [DuplicateRow],
    /// Rows of the population register, ordered by person id: matched people, ledger people, their
    /// children, parents and spouses, and candidates for prospects.
    pub population: &'a [PopulationRow],
    /// Death registrations.
    pub deaths: Option<Linked<'a, DeathRow>>,
    /// Pensions and allowances of the social insurance.
    pub pensions: Option<Linked<'a, PensionRow>>,
    /// Members of poor and near-poor households.
    pub poverty: Option<&'a [PovertyRow]>,
    /// Disability certificates.
    pub disability: Option<Linked<'a, DisabilityRow>>,
    /// Enrolments of people who study.
    pub schooling: Option<&'a [SchoolingRow]>,
    /// Residents of facilities.
    pub institutions: Option<&'a [InstitutionRow]>,
    /// The closed payment lists; a link serves a line without a person id.
    pub ledger: Linked<'a, PaymentRow>,
    /// Communes of special difficulty; `None` where the table was not given.
    pub special_communes: Option<&'a [SpecialCommune]>,
    /// Wards of the city in force, with the province code of 2024 (30 or 31) of each. A ward that
    /// is not in here lies outside the city.
    pub areas: &'a BTreeMap<WardCode, i64>,
    /// Provisional ids of people who were written otherwise before: content to id (see
    /// [`crate::model::WrittenIdentity`]). Others have their content as id.
    pub provisional: &'a BTreeMap<u64, u64>,
    /// Full names of wards, for findings; a ward that is not in here lies outside the city.
    pub ward_names: &'a BTreeMap<WardCode, String>,
    /// Limits by which facts are gathered.
    pub settings: &'a Settings,
    /// The facts that the conditions of a benefit read.
    pub facts_of: &'a (dyn Fn(Benefit) -> Vec<Fact> + Sync),
}
