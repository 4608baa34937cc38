//! Quirks of values as columns: a mark or a sum stands in the column of the value.

use crate::check::{ALL, Case, MERGING};
use crate::layouts::Zoo;

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    zoo.page(
        "the severity as ticked columns",
        &MERGING,
        "
        T DANH SÁCH NGƯỜI KHUYẾT TẬT
        F ordinal full_name birth_date id_no severity severity severity
        H TT|Họ và tên|Năm sinh|Số CCCD|Mức độ KT|<|<
        H ^|^|^|^|Đặc biệt nặng|Nặng|Nhẹ
        D #1|Vũ Hải Tuấn|#1997|031097000111|x|| => severity=Đặc biệt nặng ~> severity=dbn
        D #2|Lý Thị Hồng|#1970|031170000333||x| => severity=Nặng ~> severity=nang
        D #3|Lê Văn Sáu|#1971|031071000333|||x => severity=Nhẹ ~> severity=nhe",
    );
    zoo.page(
        "degrees of severity as headings of their own",
        &ALL,
        "
        T DANH SÁCH NGƯỜI KHUYẾT TẬT
        F ordinal full_name birth_date id_no severity severity
        H TT|Họ và tên|Năm sinh|Số CCCD|KT đặc biệt nặng|KT nặng
        D #1|Vũ Hải Tuấn|#1997|031097000111|x| => severity=KT đặc biệt nặng ~> severity=dbn
        D #2|Lý Thị Hồng|#1970|031170000333||x => severity=KT nặng ~> severity=nang",
    );
    zoo.page(
        "the benefits as columns with the sum in the one that holds",
        &MERGING,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no group group
        H TT|Họ và tên|Năm sinh|Số CCCD|Chế độ được hưởng|<
        H ^|^|^|^|Hưu trí xã hội|Khuyết tật nặng
        D #1|Vũ Hải Tuấn|#1947|031047000111|#700000| => group=Hưu trí xã hội; amount=700000
        D #2|Lý Thị Hồng|#1970|031170000333||#1050000 => group=Khuyết tật nặng; amount=1050000",
    );
    zoo.cases()
}
