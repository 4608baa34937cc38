//! The table of accepted data rows (contract §4, `records`).

use std::sync::Arc;

use super::columns::table;
use crate::model::{
    Benefit, Coefficient, Date, DisabilityType, Dong, FullName, Gender, Ground, IdNumber, ListKind, Month, Movement,
    PartialDate, Private, RowId, Severity, WardCode,
};

table! {
    /// An accepted data row, normalised.
    RecordRow = "records" {
        row_id: RowId, "Mã dòng", "Id of the row";
        full_name: Option<FullName>, "Họ và tên đã chuẩn hóa", "Canonical name";
        name_key: Option<Private>, "Khóa so tên", "Key equal for spellings that differ in nothing but writing";
        birth_date: Option<PartialDate>, "Ngày sinh như dòng ghi", "Birth date as the row shows it, partial";
        gender: Option<Gender>, "Giới tính", "Gender";
        id_no: Option<IdNumber>, "Số định danh hoặc CMND", "Id number";
        ward_code: WardCode, "Mã xã nộp", "Ward that submitted it";
        address: Option<Private>, "Địa chỉ", "Address";
        address_ward_code: Option<WardCode>, "Mã xã theo địa chỉ", "Ward in force that the address names";
        benefit: Option<Benefit>, "Chế độ", "Benefit";
        ground: Option<Ground>, "Điểm của khoản 1", "Ground of k1";
        severity: Option<Severity>, "Mức độ khuyết tật", "Severity";
        disability_type: Option<DisabilityType>, "Dạng tật", "Kind of disability";
        coefficient: Option<Coefficient>, "Hệ số như dòng ghi", "Coefficient as written";
        amount: Option<Dong>, "Mức trợ cấp tháng như dòng ghi (đồng)", "Monthly amount as written, in đồng";
        decision_no: Option<String>, "Số quyết định", "Decision";
        decision_date: Option<Date>, "Ngày quyết định", "Day on which it was signed";
        from_month: Option<Month>, "Hưởng từ tháng", "First month of payment as written; of a movement, the month from which it counts";
        movement: Option<Movement>, "Loại biến động", "Movement";
        event_date: Option<PartialDate>, "Ngày biến động", "Day of the event, partial";
        account_no: Option<Private>, "Số tài khoản", "Account";
        bank: Option<String>, "Ngân hàng", "Bank";
        phone: Option<Private>, "Số điện thoại", "Phone";
        file: Arc<str>, "Tệp", "Path inside the city folder";
        list_kind: ListKind, "Loại danh sách", "Kind of list";
        period: Month, "Kỳ báo cáo", "Month that it was submitted for";
        house_no: Option<Private>, "Số nhà", "Number of the house";
        lane: Option<Private>, "Ngõ, ngách, hẻm", "Lane, as written";
        street: Option<Private>, "Đường, phố", "Name of the street";
        residential_group: Option<Private>, "Tổ dân phố", "Residential group, as written";
        hamlet: Option<Private>, "Thôn, tổ dân phố", "Hamlet";
        reason_text: Option<Private>, "Lý do theo lời xã", "Reason in the ward's words";
        cared_for_name: Option<FullName>, "Người được chăm sóc", "Carers' rows: name of the person cared for";
        cared_for_id: Option<IdNumber>, "Số định danh người được chăm sóc", "Carers' rows: id of the person cared for";
        note: Option<Private>, "Ghi chú", "Note";
        name_note: Option<Private>, "Phần cắt khỏi ô họ tên", "What was cut off the name: titles, other names, years, remarks";
        filed_on: Option<Date>, "Ngày nhận hồ sơ", "Day on which the file was received";
        raw_values: Option<Private>, "Giá trị gốc của từng ô (JSON)", "Cells as the ward wrote them: a JSON object, field to text";
    }
}
