//! The tables of who people are: candidates side by side, people's decisions, provisional ids.

use std::sync::Arc;

use super::columns::table;
use crate::model::{
    Date, FullName, Gender, IdNumber, LifeStatus, PartialDate, PersonId, PersonKey, Private, ProvisionalEvent,
    ProvisionalStatus, RowId, Ruling, RulingState, WardCode,
};

table! {
    /// One of the two people that a record in review may be, as a person sees them side by side.
    CandidateRow = "candidates" {
        row_id: RowId, "Mã dòng", "Id of the row";
        row_mark: String, "Mã đối chiếu của dòng", "Mark of the list row, by which a decision finds it again";
        ward_code: WardCode, "Mã xã nộp", "Ward that submitted the row";
        place: u32, "Người thứ mấy", "1 the best candidate, 2 the second";
        person_id: PersonId, "Số định danh", "Person in the register";
        probability: Option<f64>, "Xác suất", "Probability over all candidates and nobody";
        full_name: Option<FullName>, "Họ và tên", "Name in the register";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date in the register";
        gender: Option<Gender>, "Giới tính", "Gender in the register";
        residence_ward_code: Option<WardCode>, "Mã xã nơi cư trú", "Ward of residence";
        address: Option<Private>, "Nơi cư trú", "Address in the register";
        life_status: Option<LifeStatus>, "Tình trạng", "Life status in the register";
        same: Vec<String>, "Điểm giống", "Fields that agree";
        near: Vec<String>, "Điểm gần giống", "Fields that agree in part";
        different: Vec<String>, "Điểm khác", "Fields that do not agree";
        unsure: bool, "Ít chắc chắn", "The row says too little to be asked about (outcome unusable); it may be decided all the same";
    }
}
table! {
    /// A decision of a person about who a list row is, and what became of it tonight.
    RulingRow = "decisions" {
        row_mark: String, "Mã đối chiếu của dòng", "Mark of the list row";
        person_id: Option<PersonId>, "Số định danh của người được xét", "Person that it is about";
        ruling: Option<Ruling>, "Quyết định", "same, not_same or unknown; null where the choice was not understood";
        decided_by: Option<Private>, "Người quyết định", "Who decided";
        decided_on: Option<Date>, "Ngày quyết định", "Day of the decision";
        ward_code: Option<WardCode>, "Mã xã của dòng", "Ward of the list row";
        full_name: Option<Private>, "Họ và tên trong danh sách", "Name as the list row has it";
        birth_date: Option<PartialDate>, "Ngày sinh trong danh sách", "Birth date as the list row has it";
        id_no: Option<Private>, "Số ghi trong danh sách", "Number as the list row has it";
        note: Option<Private>, "Ghi chú", "Remark";
        file: Arc<str>, "Tệp quyết định", "Path of the decision file inside the city folder";
        line: u32, "Dòng trong tệp", "Row of the decision file, from 1";
        state: RulingState, "Kết quả áp dụng", "What became of it";
        row_ids: Vec<RowId>, "Các dòng danh sách", "Rows of tonight's lists that it is about";
        held_marks: Option<String>, "Mã các dòng đã thay đổi", "Marks of the rows that may be its row, changed, joined by semicolons: later nights follow it by them";
    }
}
table! {
    /// A provisional id and what was written of its person: kept from night to night.
    ProvisionalRow = "provisional_ids" {
        provisional_id: PersonKey, "Mã tạm", "Provisional id";
        content: String, "Dấu của thông tin đã ghi", "Digest of what was written, hex";
        base: Option<String>, "Dấu của họ tên, ngày sinh, số, xã", "Digest of name, birth date, number and ward alone, hex; where missing, the content";
        ward_code: WardCode, "Mã xã", "Ward that wrote it";
        full_name: Option<FullName>, "Họ và tên", "Name as written";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date as written";
        id_no: Option<IdNumber>, "Số định danh hoặc CMND", "Id number as written";
        first_seen: Date, "Gặp lần đầu", "Day of the first night with this content";
        last_seen: Date, "Gặp lần cuối", "Day of the last night with this content";
        status: ProvisionalStatus, "Tình trạng", "open, found, merged or gone; of the id, on all its rows";
        person_id: Option<PersonId>, "Số định danh đã tìm được", "Person of the register, where found";
        merged_into: Option<PersonKey>, "Nhập vào mã tạm", "Provisional id that it was merged into";
    }
}
table! {
    /// What happened to a provisional id in this night.
    ProvisionalEventRow = "provisional_events" {
        provisional_id: PersonKey, "Mã tạm", "Provisional id";
        event: ProvisionalEvent, "Sự kiện", "new, mended, found, merged, split, gone or returned";
        other_id: Option<PersonKey>, "Mã tạm liên quan", "The id merged into, or split from";
        person_id: Option<PersonId>, "Số định danh đã tìm được", "Person of the register, where found";
        ward_code: Option<WardCode>, "Mã xã", "Ward";
        on: Date, "Ngày", "Day whose knowledge was used";
    }
}
