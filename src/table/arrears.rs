//! The tables of differences between law and closed lists.

use std::sync::Arc;

use super::columns::table;
use crate::model::{ArrearsStatus, Benefit, Certainty, Date, Dong, Month, PersonKey, Reason, WardCode};

table! {
    /// A person and month still to settle.
    ArrearsRow = "arrears" {
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person";
        ward_code: WardCode, "Mã xã", "Ward";
        month: Month, "Tháng", "Month";
        entitled: Dong, "Được hưởng (đồng)", "Entitled";
        paid: Dong, "Đã chi (đồng)", "Settled so far";
        difference: Dong, "Chênh lệch: dương truy lĩnh, âm truy thu", "Positive: arrears to pay; negative: overpaid";
        certainty: Certainty, "Chắc chắn hay cần xác minh", "Whether it may be acted on without asking";
        reason: Reason, "Lý do", "Reason";
        clause: Arc<str>, "Căn cứ pháp lý", "Clause of law";
        explanation_vi: Arc<str>, "Giải thích", "Explanation in Vietnamese";
    }
}
table! {
    /// A difference with the list that it corrects, the list that settles it, and its status.
    ArrearsLedgerRow = "arrears_ledger" {
        arrears_id: String, "Mã chênh lệch", "Reference that stays the same from night to night";
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person";
        ward_code: WardCode, "Mã xã", "Ward";
        month: Month, "Tháng", "Month that it is about; of funeral support the month of the death";
        benefit: Option<Benefit>, "Chế độ một lần", "mai_tang for funeral support; null for monthly benefits together";
        found: Dong, "Chênh lệch so với danh sách đã khóa", "What the closed list paid wrong: positive where too little";
        settled: Dong, "Đã truy lĩnh, truy thu", "What later lists have settled of it";
        difference: Dong, "Còn lại", "What is left: positive to pay, negative to take back";
        corrects_lists: Vec<String>, "Danh sách được điều chỉnh", "Numbers of the closed lists that it corrects; empty where nothing was paid or lists bear no number";
        settles_lists: Vec<String>, "Danh sách đã điều chỉnh", "Numbers of the lists whose lines settle it";
        due_month: Option<Month>, "Kỳ danh sách xử lý", "Month of the list in which what is left is to be settled; null where it is settled or waived";
        status: ArrearsStatus, "Tình trạng", "new, notified, recovering, settled, waived";
        status_since: Option<Date>, "Từ ngày", "Since when, by ledger/arrears_status.csv";
        status_reference: Option<String>, "Văn bản", "The paper named there";
        reason: Option<Reason>, "Lý do", "Reason, where something is left";
        certainty: Option<Certainty>, "Chắc chắn hay cần xác minh", "Whether it may be acted on without asking, where something is left";
    }
}
