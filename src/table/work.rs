//! Tables of what a ward has to do: undetermined lines, prospects, people to visit, what is coming, coverage.

use std::sync::Arc;

use super::columns::table;
use crate::model::{
    Benefit, Date, Dong, EntitlementStatus, FullName, PartialDate, PersonId, PersonKey, Private, WardCode,
};

table! {
    /// A line whose answer hangs on something unknown, with who can supply it: the ward's work list.
    WorklistRow = "worklist" {
        ward_code: WardCode, "Mã xã", "Ward that pays";
        place: u32, "Thứ tự ưu tiên", "Place in the ward's list, from 1: most money first";
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person in the register, or provisional id";
        benefit: Benefit, "Chế độ", "Benefit";
        amount: Dong, "Mức đang chi trả một tháng (đồng)", "Paid on every month until it is settled, in đồng; 0 where nothing is paid yet";
        missing: Vec<String>, "Thông tin còn thiếu", "Missing facts";
        missing_vi: String, "Thông tin còn thiếu (bằng lời)", "The same in Vietnamese";
        suppliers_vi: String, "Ai cung cấp", "Offices that can supply them, joined by semicolons";
        action_vi: String, "Việc cần làm", "What to ask whom";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
    }
}
table! {
    /// Someone to visit: entitled or soon entitled as far as the registers tell, and not enrolled.
    VisitRow = "visits" {
        ward_code: WardCode, "Mã xã nơi cư trú", "Ward of residence";
        hamlet: Option<String>, "Thôn, tổ dân phố", "Hamlet or residential group in the address";
        person_id: PersonId, "Số định danh", "Person";
        full_name: Option<FullName>, "Họ và tên", "Name in the register";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        address: Option<Private>, "Địa chỉ", "Address in the register";
        benefit: Benefit, "Chế độ có thể hưởng", "Highest benefit that the person seems to qualify for";
        amount: Dong, "Số tiền một tháng (đồng)", "Monthly amount";
        eligible_from: Option<Date>, "Đủ điều kiện từ ngày (trống: đã đủ)", "Day on which the conditions will be met; null: they are";
        status: EntitlementStatus, "Kết luận", "entitled: provable conditions all hold; undetermined: some fact is missing";
        missing: Vec<String>, "Thông tin cần xác minh", "Facts to verify";
        action_vi: String, "Việc cần làm", "What to do, and what to ask whom";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
        explanation_vi: Arc<str>, "Giải thích", "Explanation in Vietnamese";
    }
}
table! {
    /// How far a benefit reaches those who are entitled, in a ward.
    CoverageRow = "coverage" {
        ward_code: WardCode, "Mã xã", "Ward";
        benefit: Benefit, "Chế độ", "Benefit";
        enrolled: i64, "Số người đang hưởng", "People entitled, or paid on while undetermined, in the pay month";
        not_enrolled: i64, "Số người đủ điều kiện chưa hưởng", "People who are not enrolled and meet every provable condition";
        to_verify: i64, "Số người chưa hưởng cần xác minh", "People who are not enrolled and may qualify";
        coming: i64, "Số người sắp đủ điều kiện", "People who are not enrolled and will meet the conditions within the calendar's months";
        share: Option<f64>, "Tỷ lệ bao phủ", "Enrolled over enrolled and not enrolled; only benefits that are looked for can have less than 1";
    }
}
table! {
    /// Someone who looks eligible and is not enrolled.
    ProspectRow = "prospects" {
        person_id: PersonId, "Số định danh", "Person";
        ward_code: WardCode, "Mã xã nơi cư trú", "Ward of residence";
        benefit: Benefit, "Chế độ có thể hưởng", "Highest benefit that the person seems to qualify for";
        amount: Dong, "Số tiền một tháng (đồng)", "Monthly amount";
        status: EntitlementStatus, "Kết luận", "entitled: provable conditions all hold; undetermined: some fact is missing";
        missing: Vec<String>, "Thông tin cần xác minh", "Facts to verify";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
        explanation_vi: Arc<str>, "Giải thích", "Explanation in Vietnamese";
    }
}
table! {
    /// A coming boundary of an enrolled person or prospect.
    CalendarRow = "calendar" {
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person";
        ward_code: WardCode, "Mã xã", "Ward";
        date: Date, "Ngày", "Day of the boundary";
        event: String, "Sự kiện", "What happens, in Vietnamese";
        benefit_before: Option<Benefit>, "Chế độ trước", "Benefit before";
        benefit_after: Option<Benefit>, "Chế độ sau", "Benefit after";
    }
}
