//! The truth that is written beside a synthetic city. Never read by a run; only by what scores one.

use super::columns::table;
use crate::model::{
    Benefit, Direction, Disposition, Dong, FullName, Gender, IdNumber, ListKind, Month, Movement, PartialDate,
    PersonId, Reason, RowKind, WardCode,
};

table! {
    /// What a row of a submitted sheet truly is.
    TruthRowRow = "truth_rows" {
        file: String, "Tệp", "Path inside the city folder";
        sheet: String, "Trang tính", "Sheet";
        row_number: u32, "Số dòng (từ 1)", "Row, from 1";
        ward_code: WardCode, "Mã xã nộp", "Ward";
        list_kind: Option<ListKind>, "Loại danh sách", "Kind of list";
        row_kind: RowKind, "Loại dòng", "Kind of row";
        disposition: Option<Disposition>, "Kết quả đúng", "What must become of a data row";
        person_id: Option<PersonId>, "Người thật", "The person; null for data rows about nobody in the register";
        full_name: Option<FullName>, "Họ và tên thật trong dòng", "Canonical form of the name as the row writes it, slips included";
        birth_date: Option<PartialDate>, "Ngày sinh trong dòng", "Birth date as the row shows it";
        gender: Option<Gender>, "Giới tính", "Gender as the row shows it";
        id_no: Option<IdNumber>, "Số định danh trong dòng", "Id as the row shows it, lost zeros restored";
        benefit: Option<Benefit>, "Chế độ", "Benefit";
        amount: Option<Dong>, "Số tiền", "Monthly amount";
        movement: Option<Movement>, "Loại biến động", "Movement";
        quirks: Vec<String>, "Các kiểu lỗi", "Quirks of the row, for scoring by kind";
    }
}
table! {
    /// What the law gives a person in a month, on the true facts.
    TruthEntitlementRow = "truth_entitlements" {
        person_id: PersonId, "Số định danh", "Person";
        month: Month, "Tháng", "Month";
        benefit: Benefit, "Chế độ", "Benefit";
        amount: Dong, "Số tiền", "Amount in đồng";
    }
}
table! {
    /// A true change of the pay month.
    TruthChangeRow = "truth_changes" {
        person_id: PersonId, "Số định danh", "Person";
        ward_code: WardCode, "Mã xã", "Ward whose list carries it";
        direction: Direction, "Tăng hoặc giảm", "Direction";
        reason: Reason, "Lý do", "Reason";
        benefit_before: Option<Benefit>, "Chế độ trước", "Benefit in the opening";
        benefit_after: Option<Benefit>, "Chế độ sau", "Benefit in the closing";
        amount_before: Dong, "Số tiền trước", "Amount in the opening";
        amount_after: Dong, "Số tiền sau", "Amount in the closing";
        effective_month: Month, "Có hiệu lực từ tháng", "First month in which the new state holds by law";
    }
}
