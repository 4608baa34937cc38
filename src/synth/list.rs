//! What a ward's clerk means to write, before it becomes a messy sheet.

use crate::model::{
    Benefit, Cmnd, Coefficient, Date, DisabilityType, Dong, FullName, Gender, Ground, ListKind, Month, Movement,
    PartialDate, PersonId, Severity, WardCode,
};

/// A row that a clerk means to write. Errors of identity (a slip in the name, a wrong digit, a
/// missing id, only the year) are already in it; errors of presentation (layout, fonts, spelling of
/// dates, lost zeros) come when it is written to a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct ListRow {
    /// The person that it truly is about; `None` for someone outside the register.
    pub person: Option<PersonId>,
    /// Name, canonical.
    pub full_name: FullName,
    /// Birth date at the precision that the clerk has.
    pub birth: Option<PartialDate>,
    /// Gender.
    pub gender: Option<Gender>,
    /// 12-digit id as the clerk has it.
    pub id: Option<PersonId>,
    /// Old 9-digit card number, where the clerk has only that.
    pub cmnd: Option<Cmnd>,
    /// Hamlet or residential group, as `Tổ dân phố số 3`, `Thôn Đông`.
    pub hamlet: String,
    /// Full address in clean spelling, old three-level or new two-level form.
    pub address: String,
    /// Benefit.
    pub benefit: Option<Benefit>,
    /// Ground of k1.
    pub ground: Option<Ground>,
    /// Kind of the disability.
    pub disability_type: Option<DisabilityType>,
    /// Severity of the disability.
    pub severity: Option<Severity>,
    /// Number of the disability certificate.
    pub certificate_no: Option<String>,
    /// Coefficient.
    pub coefficient: Option<Coefficient>,
    /// Monthly amount.
    pub amount: Option<Dong>,
    /// Number of the decision, as `123/QĐ-UBND`.
    pub decision_no: Option<String>,
    /// Day on which it was signed.
    pub decision_date: Option<Date>,
    /// Day on which the file was received, where the ward keeps it.
    pub filed_on: Option<Date>,
    /// First month of payment.
    pub from_month: Option<Month>,
    /// Bank account.
    pub account_no: Option<String>,
    /// Bank.
    pub bank: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Movement lists: what is reported.
    pub movement: Option<Movement>,
    /// Movement lists: day of the event.
    pub event_date: Option<PartialDate>,
    /// Movement lists: the reason in words, as `chết`, `chuyển đi xã An Dương`, `đi tù`.
    pub reason_text: Option<String>,
    /// Movement lists: the other place of a move.
    pub other_place: Option<String>,
    /// Carers' rows: name of the person cared for.
    pub cared_for_name: Option<FullName>,
    /// Carers' rows: id of the person cared for.
    pub cared_for_id: Option<PersonId>,
    /// Note.
    pub note: Option<String>,
    /// Names of the errors of identity that are in the row, for scoring by kind.
    pub quirks: Vec<&'static str>,
}

/// One list that a ward sends.
#[derive(Debug, Clone, PartialEq)]
pub struct WardList {
    /// The ward.
    pub ward: WardCode,
    /// Its full name in force, as `Phường Lê Chân`.
    pub ward_name: String,
    /// Month that the list is for.
    pub period: Month,
    /// Kind of the list.
    pub kind: ListKind,
    /// The rows.
    pub rows: Vec<ListRow>,
}
