//! Rows of submitted sheets as the wards wrote them, with their place.

use std::fmt;
use std::sync::Arc;

use super::code::codes;
use super::{Date, ListKind, Month, Private, RowId, WardCode};

codes! {
    /// A canonical field of a ward's list. Which headings mean it is data (`pipelines/forms/`).
    Field ("field of a form") {
        /// STT, TT.
        Ordinal = "ordinal",
        /// Họ và tên.
        FullName = "full_name",
        /// Ngày tháng năm sinh.
        BirthDate = "birth_date",
        /// The column `Nam` of a split birth column: its position also gives the gender.
        BirthMale = "birth_male",
        /// The column `Nữ` of a split birth column.
        BirthFemale = "birth_female",
        /// Giới tính.
        Gender = "gender",
        /// Số CCCD, số định danh, CMND.
        IdNo = "id_no",
        /// Ngày cấp, nơi cấp (of the id).
        IdIssued = "id_issued",
        /// Nơi thường trú, địa chỉ.
        Address = "address",
        /// Xã cũ, phường cũ: the commune before the merger, beside the address.
        OldWard = "old_ward",
        /// Thôn, tổ dân phố, khu dân cư in a column of its own.
        Hamlet = "hamlet",
        /// Dân tộc.
        Ethnicity = "ethnicity",
        /// Đối tượng, loại đối tượng, điểm khoản.
        Group = "group",
        /// Dạng tật.
        DisabilityType = "disability_type",
        /// Mức độ khuyết tật.
        Severity = "severity",
        /// Số giấy xác nhận khuyết tật.
        CertificateNo = "certificate_no",
        /// Ngày cấp giấy xác nhận khuyết tật.
        CertificateDate = "certificate_date",
        /// Hệ số.
        Coefficient = "coefficient",
        /// Mức chuẩn.
        BaseRate = "base_rate",
        /// Mức trợ cấp một tháng.
        Amount = "amount",
        /// Số và ngày quyết định in one column.
        Decision = "decision",
        /// Số quyết định.
        DecisionNo = "decision_no",
        /// Ngày quyết định.
        DecisionDate = "decision_date",
        /// Ngày nộp hồ sơ, ngày tiếp nhận hồ sơ.
        FiledOn = "filed_on",
        /// Thời điểm hưởng, hưởng từ tháng.
        FromMonth = "from_month",
        /// Truy lĩnh.
        Arrears = "arrears",
        /// Tổng tiền.
        Total = "total",
        /// Người nhận thay, giám hộ.
        Receiver = "receiver",
        /// Quan hệ.
        Relation = "relation",
        /// Số tài khoản.
        AccountNo = "account_no",
        /// Chủ tài khoản.
        AccountHolder = "account_holder",
        /// Ngân hàng.
        Bank = "bank",
        /// Số thẻ BHYT.
        InsuranceNo = "insurance_no",
        /// Số điện thoại.
        Phone = "phone",
        /// Ký nhận.
        Signature = "signature",
        /// Lý do tăng, giảm; biến động.
        Reason = "reason",
        /// Ngày chuyển, ngày biến động, ngày giảm.
        EventDate = "event_date",
        /// Ngày chết, ngày mất, ngày từ trần: the day alone says what happened.
        DeathDate = "death_date",
        /// Tình trạng, trạng thái: what the ward writes beside everyone of a full list (`Đang hưởng`, `Đã chết`).
        Status = "status",
        /// Thời điểm giảm, tháng tăng, giảm: the month from which a movement counts.
        EffectiveMonth = "effective_month",
        /// Nơi chuyển đến, nơi chuyển đi.
        OtherPlace = "other_place",
        /// Người được chăm sóc, nuôi dưỡng: full name.
        CaredForName = "cared_for_name",
        /// Id number of the person cared for.
        CaredForId = "cared_for_id",
        /// Birth date of the person cared for.
        CaredForBirth = "cared_for_birth",
        /// Day of death of the person cared for.
        CaredForDeath = "cared_for_death",
        /// Whatever belongs to another person of the row (head of household, receiver): never read as the row's.
        OtherPerson = "other_person",
        /// Ghi chú.
        Note = "note",
    }
}

/// Where something stands, for messages: file (path inside the city folder, with `/`), sheet, row
/// and column as the spreadsheet program shows them (row from 1, column from 1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path inside the city folder.
    pub file: Arc<str>,
    /// Sheet name; empty for text files.
    pub sheet: Arc<str>,
    /// Row, from 1.
    pub row: u32,
    /// Column, from 1, where it is about one cell.
    pub column: Option<u16>,
}

/// A column from 1 as the spreadsheet programs name it: 1 is `A`, 27 is `AA`.
#[must_use]
pub fn column_letters(column: u16) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The content of a cell, before any cleaning of its text.
#[derive(Clone, PartialEq)]
pub enum RawValue {
    /// Text, decoded to Unicode where the whole file had an encoding, otherwise untouched: legacy
    /// fonts, blanks and case are still in it.
    Text(Private),
    /// A number that is not formatted as a date.
    Number(f64),
    /// A number that the spreadsheet shows as a date.
    Date(Date),
}

impl RawValue {
    /// The value as a reader of the sheet would type it; dates as `dd/mm/yyyy`, whole numbers
    /// without a fraction. Personal: for cleaning and for data files only.
    #[must_use]
    pub fn reveal(&self) -> String {
        match self {
            RawValue::Text(text) => text.reveal().to_owned(),
            RawValue::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            RawValue::Number(number) => number.to_string(),
            RawValue::Date(date) => {
                let (year, month, day) = date.ymd();
                format!("{day:02}/{month:02}/{year:04}")
            }
        }
    }
}

impl fmt::Debug for RawValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RawValue::Text(_) => "Text(***)",
            RawValue::Number(_) => "Number(***)",
            RawValue::Date(_) => "Date(***)",
        })
    }
}

/// A cell of a data row whose column was recognised. Blank cells are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// What the column means.
    pub field: Field,
    /// Column, from 1.
    pub column: u16,
    /// The content.
    pub value: RawValue,
    /// True where the cell itself is blank and the value is that of the row above or of a merged
    /// block (cells left blank under the first of a group).
    pub inherited: bool,
}

/// A set of letters of a legacy font (phông chữ cũ), as a font's name tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegacyFont {
    /// TCVN3 (ABC): `.VnTime`.
    Tcvn3,
    /// VNI: `VNI-Times`.
    Vni,
    /// VPS.
    Vps,
    /// VISCII.
    Viscii,
}

/// A data row of a submitted sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct RawRow {
    /// Its id.
    pub row_id: RowId,
    /// Path of its file inside the city folder.
    pub file: Arc<str>,
    /// Name of its sheet.
    pub sheet: Arc<str>,
    /// The ward that submitted it (the folder's name).
    pub ward: WardCode,
    /// The month that it was submitted for (the folder's name).
    pub period: Month,
    /// Kind of the list.
    pub list_kind: ListKind,
    /// The row or its sheet is hidden.
    pub hidden: bool,
    /// Text of the title rows above the table, joined by blanks: it may name a movement
    /// (`DANH SÁCH GIẢM …`) or a group that holds for all rows.
    pub title: Arc<str>,
    /// Texts of the section rows in force, outermost first: group, reason or hamlet. Where the
    /// sheet's name is such a text (a sheet a hamlet), it comes before them.
    pub sections: Vec<Arc<str>>,
    /// Columns of money whose heading, or the title above, says that they are in thousands of đồng.
    pub thousands: Vec<Field>,
    /// Columns, from 1, whose cell is in a legacy font: a hint for text that reads both ways, no more.
    pub fonts: Vec<(u16, LegacyFont)>,
    /// The cells, in column order.
    pub cells: Vec<RawCell>,
}

impl RawRow {
    /// The first cell of a field.
    #[must_use]
    pub fn cell(&self, field: Field) -> Option<&RawCell> {
        self.cells.iter().find(|cell| cell.field == field)
    }
}
