//! Quirks of full lists that tell an end: a column of deaths, a column of statuses.

use crate::check::{ALL, As, Case};
use crate::layouts::Zoo;

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    zoo.page(
        "a full list with a column of deaths",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no group death_date
        H TT|Họ và tên|Năm sinh|Số CCCD|Đối tượng|Ngày mất
        D #1|Trần Thị Bình|#1943|031143000222|Hưu trí xã hội|05/11/2026 ~> movement=dead; event_date=2026-11-05
        D #2|Lê Thị Cúc|#1939|031139000333|Hưu trí xã hội| ~> movement=-; event_date=-
        D #3|Phạm Thị Dịu|#1990|031190000444|Đơn thân nghèo|05/11/2026 ~> movement=-; event_date=-
        D #4|Vũ Thị Em|#1941|031141000555|Hưu trí xã hội|05/11/2016 ~> movement=-; event_date=-",
    );
    zoo.page(
        "the day of another's death",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no group other_person -
        H TT|Họ và tên|Năm sinh|Số CCCD|Đối tượng|Ngày mất của chồng|Ngày mất sức
        D #1|Trần Thị Bình|#1943|031143000222|Hưu trí xã hội|05/11/2026|05/11/2026 ~> movement=-; event_date=-
        D #2|Lê Thị Cúc|#1939|031139000333|Hưu trí xã hội|| ~> movement=-; event_date=-",
    );
    zoo.page(
        "a full list with a column of statuses",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no group status
        H TT|Họ và tên|Năm sinh|Số CCCD|Đối tượng|Tình trạng
        D #1|Trần Thị Bình|#1943|031143000222|Hưu trí xã hội|Đã chết ~> movement=dead
        D #2|Lê Thị Cúc|#1939|031139000333|Hưu trí xã hội|Đã chuyển đi ~> movement=moved_out
        D #3|Phạm Văn Dũng|#1940|031040000444|Hưu trí xã hội|Còn sống ~> movement=-
        D #4|Vũ Thị Em|#1941|031141000555|Hưu trí xã hội|Đang hưởng ~> movement=-
        D #5|Ngô Văn Gấm|#1941|031041000666|Hưu trí xã hội|Tạm dừng ~> movement=ended
        D #6|Đỗ Thị Hạnh|#1941|031141000777|Hưu trí xã hội|Hết hạn ~> movement=-",
    );
    zoo.page(
        "a column of another status",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no group - -
        H TT|Họ và tên|Năm sinh|Số CCCD|Đối tượng|Tình trạng|Tình trạng hôn nhân
        D #1|Trần Thị Bình|#1943|031143000222|Hưu trí xã hội|Ở nhà tạm|Góa
        D #2|Lê Thị Cúc|#1939|031139000333|Hưu trí xã hội|Ở với con|Góa
        D #3|Phạm Văn Dũng|#1940|031040000444|Hưu trí xã hội|Ở nhà tạm|Đã kết hôn
        D #4|Vũ Thị Em|#1941|031141000555|Hưu trí xã hội|Neo đơn|Ly hôn",
    );
    zoo.page(
        "a column of ids headed as group or amount",
        &[As::Xlsx, As::Xls, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no - -
        H TT|Họ và tên|Năm sinh|Số CCCD|Đối tượng|Mức trợ cấp
        D #1|Trần Thị Bình|#1943|031143000222|031143012549|031060000111
        D #2|Lê Thị Cúc|#1939|031139000333|031040000111|031060000222",
    );
    zoo.page(
        "ids headed as group, and no other column of ids",
        &[As::Xlsx, As::Xls, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no amount
        H TT|Họ và tên|Năm sinh|Đối tượng|Mức trợ cấp
        D #1|Trần Thị Bình|#1943|031143012549|#700000
        D #2|Lê Thị Cúc|#1939|031040000111|#700000
        D #3|Phạm Văn Dũng|#1940|031040000444|#700000
        D #4|Vũ Thị Em|#1941|031141000555|#700000",
    );
    zoo.cases()
}
