//! Quirks of columns that hold one field twice: old and new, last month and this, hidden and seen.

use crate::check::{ALL, As, Case};
use crate::layouts::Zoo;

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    zoo.page(
        "the old amount before the new one",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no - amount -
        H TT|Họ và tên|Năm sinh|Số CCCD|Mức hưởng cũ|Mức hưởng mới|Chênh lệch
        D #1|Trần Thị Bình|#1943|031143000222|#500000|#700000|#200000 ~> amount=700000
        D #2|Lê Thị Cúc|#1939|031139000333|#500000|#700000|#200000 ~> amount=700000",
    );
    zoo.page(
        "old and new below one heading",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no - amount
        H TT|Họ và tên|Năm sinh|Số CCCD|Mức hưởng|
        H |||||Cũ|Mới
        D #1|Trần Thị Bình|#1943|031143000222|#500000|#700000 ~> amount=700000
        D #2|Lê Thị Cúc|#1939|031139000333|#500000|#700000 ~> amount=700000"
            .replace("H |||||", "H ||||")
            .as_str(),
    );
    zoo.page(
        "amounts of two months, and a title that names one",
        &ALL,
        "
        T DANH SÁCH HƯỞNG TRỢ CẤP THÁNG 11 NĂM 2026
        F ordinal full_name birth_date id_no - amount - address
        H TT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp T10|Mức trợ cấp T11|Địa chỉ cũ (trước 1/7/2025)|Địa chỉ
        D #1|Trần Thị Bình|#1943|031143000222|#500000|#700000|Phường Thủy Triều|TDP 2 Lê Ích Mộc ~> amount=700000
        D #2|Lê Thị Cúc|#1939|031139000333|#500000|#700000|Phường Thủy Triều|TDP 2 Lê Ích Mộc ~> amount=700000",
    );
    zoo.page(
        "amounts of two months that nothing decides between",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no - -
        H TT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp T10|Mức trợ cấp T11
        D #1|Trần Thị Bình|#1943|031143000222|#500000|#700000 ~> amount=-
        D #2|Lê Thị Cúc|#1939|031139000333|#500000|#700000 ~> amount=-
        D #3|Phạm Văn Dũng|#1940|031040000444|#500000|#700000 ~> amount=-
        D #4|Vũ Thị Em|#1941|031141000555|#500000|#700000 ~> amount=-",
    );
    zoo.cases()
}
