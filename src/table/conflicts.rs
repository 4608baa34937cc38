//! The table of what sources tell differently.

use super::columns::table;
use crate::model::{Date, FactSource, Matter, PersonKey, Private, RowId, WardCode};

table! {
    /// Two sources that tell differently about a person, and which is used.
    FactConflictRow = "fact_conflicts" {
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person in the register, or provisional id";
        ward_code: Option<WardCode>, "Mã xã", "Ward whose list or ledger line carries the person";
        row_id: Option<RowId>, "Mã dòng nguồn", "Row of the ward's list, where it is one of the sources";
        matter: Matter, "Thông tin", "What they tell differently";
        kept_source: FactSource, "Nguồn được dùng", "Source that is used";
        kept_value: Private, "Giá trị được dùng", "What it says";
        kept_day: Option<Date>, "Ngày", "Day of the event that it tells of";
        other_source: FactSource, "Nguồn khác", "Source that is not used";
        other_value: Private, "Giá trị khác", "What it says";
        other_day: Option<Date>, "Ngày theo nguồn khác", "Day of the event that it tells of";
        reason_vi: String, "Vì sao", "Why the first is used, by pipelines/facts.toml";
        basis: String, "Căn cứ của thứ tự", "What the order of trust rests on";
        check: Option<String>, "Mã phép kiểm", "Finding for the ward, where somebody must act";
        explanation_vi: Private, "Giải thích", "Explanation in Vietnamese";
    }
}
