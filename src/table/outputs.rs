//! The tables of a run folder (contract §4).

use std::sync::Arc;

use super::columns::table;
use crate::model::{
    Benefit, Certainty, Coefficient, Confidence, CountedBy, Criterion, Date, Difference, Direction, Disposition, Dong,
    DuplicateKind, EntitlementStatus, Field, FileStatus, FindingSeverity, FullName, Gender, Ground, KeepRule, ListKind,
    Month, Outcome, PartialDate, PersonId, PersonKey, Private, ReadBy, Reason, RowId, RowKind, Severity, WardCode,
};

pub use super::arrears::{ArrearsLedgerRow, ArrearsRow};
pub use super::conflicts::FactConflictRow;
pub use super::identity::{CandidateRow, ProvisionalEventRow, ProvisionalRow, RulingRow};
pub use super::records::RecordRow;
pub use super::work::{CalendarRow, CoverageRow, ProspectRow, VisitRow, WorklistRow};

table! {
    /// A submitted file.
    SourceFileRow = "source_files" {
        file: Arc<str>, "Đường dẫn tệp trong thư mục thành phố", "Path inside the city folder";
        hash: String, "Mã băm BLAKE3 của nội dung", "BLAKE3 digest of the content, hex";
        ward_code: Option<WardCode>, "Mã xã nộp", "Ward that submitted it";
        period: Option<Month>, "Kỳ báo cáo (ngày đầu tháng)", "Month that it was submitted for";
        format: String, "Định dạng (xlsx, xls, ods, csv)", "Format found in the content";
        encoding: Option<String>, "Bảng mã chữ", "Text encoding found; legacy fonts too";
        list_kind: Option<ListKind>, "Loại danh sách", "Kind of list";
        status: FileStatus, "Tình trạng", "What became of it";
        reason: Option<String>, "Lý do", "Why: which rule superseded it, why it could not be read";
        rows: u32, "Số dòng của mọi trang tính", "Rows of all sheets";
        data_rows: u32, "Số dòng dữ liệu", "Data rows";
        answers: Option<String>, "Dấu nhận dạng các tệp mà tệp này là phiếu trả lại đã sửa, mới nhất trước", "Beginnings of the digests of the files of which it is the corrected return slip, newest first, a blank between";
    }
}
table! {
    /// A row of a submitted sheet.
    SourceRowRow = "source_rows" {
        row_id: RowId, "Mã dòng", "Id of the row";
        file: Arc<str>, "Tệp", "Path inside the city folder";
        sheet: Arc<str>, "Trang tính", "Sheet";
        row_number: u32, "Số dòng (từ 1)", "Row, from 1";
        ward_code: WardCode, "Mã xã nộp", "Ward that submitted it";
        period: Month, "Kỳ báo cáo", "Month that it was submitted for";
        list_kind: Option<ListKind>, "Loại danh sách", "Kind of list";
        row_kind: RowKind, "Loại dòng: data dòng dữ liệu, title tiêu đề, header đầu cột, section đề mục, total dòng cộng, footer cuối trang, blank dòng trống, continuation phần tiếp của người ở dòng dữ liệu ngay trên (không phải người mới)", "Kind of row: data, title, header (numbering rows and repeated headings too), section, total, footer, blank, continuation (carries on the person of the data row above, no person of its own)";
        disposition: Option<Disposition>, "Kết quả xử lý", "What became of a data row";
        hidden: bool, "Dòng hoặc trang bị ẩn", "Row or sheet hidden";
    }
}
table! {
    /// A column of a table of a submitted sheet: what it was read as, and how sure.
    ColumnRow = "columns" {
        file: Arc<str>, "Tệp", "Path inside the city folder";
        ward_code: WardCode, "Mã xã nộp", "Ward that submitted it";
        period: Month, "Kỳ báo cáo", "Month that it was submitted for";
        sheet: Arc<str>, "Trang tính", "Sheet; empty for text files";
        table_no: u32, "Bảng thứ mấy trong trang (từ 1)", "Table of the sheet, from 1; a heading repeated on a later page begins none";
        column_no: u32, "Cột thứ mấy (từ 1)", "Column, from 1";
        letter: String, "Tên cột", "Column as the spreadsheet program names it";
        heading: Option<String>, "Tiêu đề", "Heading in Unicode, its parents first; null where there is none";
        field: Option<Field>, "Ý nghĩa được đọc", "Field that the column is read as; null where it is not read";
        heading_field: Option<Field>, "Ý nghĩa theo tiêu đề", "Field that the heading means";
        content_field: Option<Field>, "Ý nghĩa theo nội dung", "Field that the values alone would tell";
        how: ReadBy, "Nhận ra bằng cách nào", "pinned, heading, content or none";
        values: u32, "Số giá trị đã xem", "Values looked at, of a sample of the rows";
        fitting: Option<u32>, "Số giá trị phù hợp", "Values that fit the field; null where any value would";
        confidence: Option<f64>, "Độ chắc chắn (0 đến 1)", "How sure, 0 to 1; null where the column is not read";
    }
}
table! {
    /// One thing found about a row, a file or a ward.
    FindingRow = "findings" {
        row_id: Option<RowId>, "Mã dòng", "Id of the row; null for a whole file or ward";
        check: String, "Mã phép kiểm", "Id of the check";
        severity: FindingSeverity, "Mức độ", "Severity";
        column: Option<String>, "Cột", "Column of the sheet, as the spreadsheet program names it, and field";
        raw: Option<Private>, "Giá trị gốc", "Raw text";
        suggestion: Option<Private>, "Giá trị đề nghị", "What it probably should be";
        message_vi: Private, "Sai ở đâu", "Message in Vietnamese";
        remedy_vi: String, "Cách sửa", "Remedy in Vietnamese";
        file: Option<Arc<str>>, "Tệp", "Path inside the city folder";
        ward_code: Option<WardCode>, "Mã xã", "Ward concerned";
        field: Option<Field>, "Trường dữ liệu", "Field of the form that it is about";
        column_number: Option<u32>, "Số thứ tự cột", "Column of the sheet, from 1, where it is about one cell";
    }
}
table! {
    /// The verdict of the linkage on a record.
    MatchRow = "matches" {
        row_id: RowId, "Mã dòng", "Id of the row";
        person_id: Option<PersonId>, "Số định danh tìm được", "Best candidate; acted on only where matched";
        outcome: Outcome, "Kết luận", "Verdict";
        weight: Option<f64>, "Trọng số khớp", "Match weight of the best candidate, in bits";
        probability: Option<f64>, "Xác suất", "Probability over all candidates and nobody";
        runner_up_id: Option<PersonId>, "Người đứng thứ hai", "Second candidate";
        runner_up_probability: Option<f64>, "Xác suất người thứ hai", "Its probability";
        method: String, "Cách tìm", "id_and_name, name_birth_place, weight, decision, or decision_contested";
        differences: Vec<Difference>, "Các điểm khác", "Classes of mismatch";
        evidence: String, "Căn cứ", "Comparison levels and bits: field=level:bits, joined by semicolons; all but register=listed (such people are in the register) and register=others (candidates not shown) sum to the weight; with the sums t, t' of all lines of the two people the probability is 2^t / (1 + 2^t + 2^t')";
        frequencies: Option<String>, "Độ hiếm đã tính vào trọng số", "One in how many people of the register agrees by chance, where it was counted: field=number, joined by semicolons; in the weights of evidence";
        runner_up_evidence: Option<String>, "Căn cứ của người thứ hai", "As evidence, of the second candidate";
        counted_as: Option<PersonKey>, "Người được tính", "The person that every later table has for the row: of the register, or a provisional id";
        counted_by: Option<CountedBy>, "Cách tính", "verdict, ledger (a line of last month's payments with the name, birth date and ward), movement (such a movement row), or own (a provisional id)";
        nearest_id: Option<PersonId>, "Người gần nhất khi chưa kết luận", "Best candidate where person_id names nobody: whose the evidence is";
        unsure: Option<bool>, "Ít chắc chắn", "Outcome unusable, and the nearest person is likelier than not: offered to people apart from the reviews";
    }
}
table! {
    /// A record in a group of records of one person and one benefit.
    DuplicateRow = "duplicates" {
        group_id: String, "Mã nhóm", "Group";
        row_id: RowId, "Mã dòng", "Id of the row";
        person_id: Option<PersonId>, "Số định danh", "Person, where linked";
        kind: DuplicateKind, "Phạm vi", "Where the records of the group lie";
        keep: bool, "Giữ lại", "The record that is kept";
        rule: Option<KeepRule>, "Lý do chọn dòng giữ lại", "The first rule by which the kept record stands before this one; for the kept one, before the next";
        kept_row_id: Option<RowId>, "Mã dòng được giữ", "Id of the kept record of the group";
        take_from: Option<String>, "Bổ sung từ dòng khác", "Kept record: fields of which another record of the group says more, field=row id, joined by semicolons";
    }
}
table! {
    /// An enrolled person, with each fact's value, source and first day.
    BeneficiaryRow = "beneficiaries" {
        person_id: Option<PersonId>, "Số định danh", "Person in the register";
        provisional_id: Option<String>, "Mã tạm", "Provisional id, for persons not found";
        full_name: Option<FullName>, "Họ và tên", "Name";
        full_name_source: Option<String>, "Nguồn họ tên", "Source of the name";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        birth_date_source: Option<String>, "Nguồn ngày sinh", "Source of the birth date";
        gender: Option<Gender>, "Giới tính", "Gender";
        gender_source: Option<String>, "Nguồn giới tính", "Source of the gender";
        ward_code: WardCode, "Mã xã nơi cư trú", "Ward that pays";
        address: Option<Private>, "Địa chỉ", "Address";
        benefits: Vec<Benefit>, "Các chế độ", "Benefits enrolled in";
        row_ids: Vec<RowId>, "Các dòng nguồn", "Rows of the wards' lists";
        decision_no: Option<String>, "Số quyết định", "Decision";
        decision_date: Option<Date>, "Ngày quyết định", "Day on which it was signed";
        life_status: Option<String>, "Tình trạng", "alive, dead";
        life_status_source: Option<String>, "Nguồn", "Source";
        life_status_from: Option<Date>, "Từ ngày", "Since";
        poverty: Option<String>, "Hộ nghèo, cận nghèo", "poor, near_poor, none";
        poverty_source: Option<String>, "Nguồn", "Source";
        poverty_from: Option<Date>, "Từ ngày", "Since";
        severity: Option<Severity>, "Mức độ khuyết tật", "Severity";
        severity_source: Option<String>, "Nguồn", "Source";
        severity_from: Option<Date>, "Từ ngày", "Since";
        pension: Option<Dong>, "Lương hưu, trợ cấp BHXH một tháng (đồng)", "Monthly pension in đồng, 0 none";
        pension_source: Option<String>, "Nguồn", "Source";
        pension_from: Option<Date>, "Từ ngày", "Since";
        studying: Option<bool>, "Đang đi học", "Studying";
        studying_source: Option<String>, "Nguồn", "Source";
        studying_from: Option<Date>, "Từ ngày", "Since";
        in_institution: Option<bool>, "Ở cơ sở trợ giúp xã hội", "In a facility";
        in_institution_source: Option<String>, "Nguồn", "Source";
        in_institution_from: Option<Date>, "Từ ngày", "Since";
        marital_status: Option<String>, "Tình trạng hôn nhân", "Marital status";
        marital_status_source: Option<String>, "Nguồn", "Source";
    }
}
table! {
    /// The answer of the law for a person, a month and a benefit.
    EntitlementRow = "entitlements" {
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person in the register, or provisional id";
        month: Month, "Tháng (ngày đầu tháng)", "Month";
        benefit: Benefit, "Chế độ", "Benefit";
        ground: Option<Ground>, "Điểm của khoản 1", "Ground of k1";
        coefficient: Option<Coefficient>, "Hệ số", "Coefficient";
        rate: Option<Dong>, "Mức chuẩn (đồng)", "Base rate in đồng";
        amount: Dong, "Số tiền được hưởng (đồng)", "Amount in đồng; 0 unless entitled";
        status: EntitlementStatus, "Kết luận", "Answer";
        missing: Vec<String>, "Thông tin còn thiếu", "Missing facts, where undetermined";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
        law_confidence: Confidence, "Độ chắc của căn cứ", "How sure the project is of the law used";
        explanation_vi: Arc<str>, "Giải thích", "Explanation in Vietnamese";
        reason: Option<Reason>, "Lý do thôi hưởng", "Where not entitled: which condition failed, as a reason of a change";
        since: Option<Date>, "Ngày đầu tiên không còn đủ điều kiện", "Where not entitled: first day on which that condition failed, where it held before";
        certain: bool, "Mọi căn cứ đã được chứng minh", "Every fact used is proven";
        ward_code: Option<WardCode>, "Mã xã chi trả", "Ward that pays in this month";
        for_person_id: Option<PersonKey>, "Người được chăm sóc", "Carers' lines: the person cared for";
        taken_from_decision: bool, "Có căn cứ lấy theo quyết định", "Some fact is taken from the ward's decision";
    }
}
table! {
    /// A line of the increase, decrease or adjustment list of the pay month.
    ChangeRow = "changes" {
        change_id: String, "Mã dòng biến động", "Reference that a complaint can quote";
        ward_code: WardCode, "Mã xã", "Ward whose list carries it";
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person";
        row_id: Option<RowId>, "Mã dòng nguồn", "Row of the ward's list";
        direction: Direction, "Tăng hoặc giảm", "Direction";
        reason: Reason, "Lý do", "Reason";
        benefit_before: Option<Benefit>, "Chế độ trước", "Benefit in the opening";
        benefit_after: Option<Benefit>, "Chế độ sau", "Benefit in the closing";
        amount_before: Dong, "Số tiền trước (đồng)", "Amount in the opening";
        amount_after: Dong, "Số tiền sau (đồng)", "Amount in the closing";
        effective_month: Month, "Có hiệu lực từ tháng", "First month in which the new state holds by law";
        certainty: Certainty, "Chắc chắn hay cần xác minh", "Whether it may be acted on without asking";
        law_confidence: Confidence, "Độ chắc của căn cứ", "How sure the project is of the law used";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
        explanation_vi: Arc<str>, "Giải thích", "Explanation in Vietnamese";
    }
}
table! {
    /// The bridge from opening to closing: a ward and a reason.
    BridgeRow = "bridge" {
        ward_code: WardCode, "Mã xã", "Ward";
        reason: String, "opening, các lý do, closing", "opening, a reason of a change, or closing";
        persons: i64, "Số người (giảm là số âm)", "Persons, decreases negative; 0 for adjustments of amount";
        amount: Dong, "Số tiền (giảm là số âm)", "Amount in đồng, decreases negative";
        lines: i64, "Số dòng", "Lines behind it";
    }
}
table! {
    /// A ward, a criterion and an indicator of data quality.
    QualityRow = "quality" {
        ward_code: WardCode, "Mã xã", "Ward";
        criterion: Criterion, "Tiêu chí", "Criterion of the motto";
        indicator: String, "Chỉ số", "Indicator";
        numerator: i64, "Tử số", "Numerator";
        denominator: i64, "Mẫu số", "Denominator";
        share: Option<f64>, "Tỷ lệ", "Share, null where the denominator is 0";
    }
}
table! {
    /// A condition of the law, as it was decided for a person in the pay month: what `explain` tells.
    ConditionRow = "conditions" {
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person in the register, or provisional id";
        month: Month, "Tháng", "Month";
        benefit: Benefit, "Chế độ", "Benefit";
        place: u32, "Thứ tự", "Place among the person's conditions, from 1";
        condition: String, "Mã điều kiện", "Name of the condition in its rules file";
        wording: String, "Điều kiện", "Wording in Vietnamese";
        result: Option<bool>, "Đạt hay không (trống: chưa rõ)", "Holds, fails, or unknown (null)";
        values: Private, "Giá trị và nguồn", "Values read, with days and sources, in Vietnamese";
        source: Arc<str>, "Nguồn của quy tắc", "Where the rule comes from";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
    }
}
