//! A data row, normalised.

use std::sync::Arc;

use super::{
    Benefit, Coefficient, Date, DisabilityType, Dong, FullName, Gender, Ground, IdNumber, ListKind, Month, Movement,
    PartialDate, Private, RowId, Severity, WardCode,
};

/// An accepted data row with clean values. What could not be read is `None` and has a finding;
/// nothing is guessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The row.
    pub row_id: RowId,
    /// Path of its file inside the city folder.
    pub file: Arc<str>,
    /// The ward that submitted it.
    pub ward: WardCode,
    /// The month that it was submitted for.
    pub period: Month,
    /// Kind of its list.
    pub list_kind: ListKind,
    /// Canonical name.
    pub full_name: Option<FullName>,
    /// What was cut off the name: titles, other names, years, remarks.
    pub name_note: Option<Private>,
    /// Key equal for spellings that differ in nothing but writing.
    pub name_key: Option<Private>,
    /// Birth date as the row shows it.
    pub birth_date: Option<PartialDate>,
    /// Gender as the row shows it.
    pub gender: Option<Gender>,
    /// Id number, lost zeros restored.
    pub id: Option<IdNumber>,
    /// Address text, cleaned.
    pub address: Option<Private>,
    /// Ward in force that the address names, where a careful person could decide.
    pub address_ward: Option<WardCode>,
    /// Number of the house.
    pub house_no: Option<Private>,
    /// Lane (ngõ, ngách, hẻm), as written.
    pub lane: Option<Private>,
    /// Name of the street.
    pub street: Option<Private>,
    /// Hamlet or residential group.
    pub hamlet: Option<Private>,
    /// Residential group (tổ dân phố) alone, as written.
    pub residential_group: Option<Private>,
    /// Benefit, from the group column, the section or the title.
    pub benefit: Option<Benefit>,
    /// Ground of k1.
    pub ground: Option<Ground>,
    /// Severity of the disability.
    pub severity: Option<Severity>,
    /// Kind of the disability.
    pub disability_type: Option<DisabilityType>,
    /// Coefficient as written.
    pub coefficient: Option<Coefficient>,
    /// Monthly amount as written.
    pub amount: Option<Dong>,
    /// Number of the decision.
    pub decision_no: Option<String>,
    /// Day on which the decision was signed.
    pub decision_date: Option<Date>,
    /// Day on which the file was received: decides which procedure a file follows that was pending when
    /// a decree took effect.
    pub filed_on: Option<Date>,
    /// First month of payment as written; of a movement, the month from which it counts.
    pub from_month: Option<Month>,
    /// What a movement row reports.
    pub movement: Option<Movement>,
    /// Day of the death, move or other event, at its own precision.
    pub event_date: Option<PartialDate>,
    /// The year of the event, or of the month from which it counts, is not written: the list's period gave it.
    /// No past month's money may rest on it.
    pub year_taken: bool,
    /// Reason in the ward's own words.
    pub reason_text: Option<Private>,
    /// Ward in force that a moved person came from or went to, where named.
    pub other_ward: Option<WardCode>,
    /// Bank account.
    pub account_no: Option<Private>,
    /// Bank.
    pub bank: Option<String>,
    /// Phone.
    pub phone: Option<Private>,
    /// Who receives the money for the person: guardian, parent, carer.
    pub receiver_name: Option<FullName>,
    /// Carers' rows: name of the person cared for.
    pub cared_for_name: Option<FullName>,
    /// Carers' rows: id of the person cared for.
    pub cared_for_id: Option<IdNumber>,
    /// Carers' rows: birth date of the person cared for.
    pub cared_for_birth: Option<PartialDate>,
    /// Note, cleaned.
    pub note: Option<Private>,
}

impl Record {
    /// A row of which nothing is read yet.
    #[must_use]
    pub fn blank(row_id: RowId, file: Arc<str>, ward: WardCode, period: Month, list_kind: ListKind) -> Record {
        Record {
            row_id,
            file,
            ward,
            period,
            list_kind,
            full_name: None,
            name_note: None,
            name_key: None,
            birth_date: None,
            gender: None,
            id: None,
            address: None,
            address_ward: None,
            house_no: None,
            lane: None,
            street: None,
            hamlet: None,
            residential_group: None,
            benefit: None,
            ground: None,
            severity: None,
            disability_type: None,
            coefficient: None,
            amount: None,
            decision_no: None,
            decision_date: None,
            filed_on: None,
            from_month: None,
            movement: None,
            event_date: None,
            year_taken: false,
            reason_text: None,
            other_ward: None,
            account_no: None,
            bank: None,
            phone: None,
            receiver_name: None,
            cared_for_name: None,
            cared_for_id: None,
            cared_for_birth: None,
            note: None,
        }
    }
}
