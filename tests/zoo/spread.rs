//! Quirks of values as columns: a mark or a sum stands in the column of the value.

use crate::check::{ALL, As, Case, MERGING};
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
    zoo.page(
        "benefits as headings of columns of sums, nothing above them",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no group group group total
        H TT|Họ và tên|Năm sinh|Số CCCD|HTXH|NKT nặng|Đơn thân|Tổng cộng
        D #1|Vũ Hải Tuấn|#1947|031047000111|#700000|||#700000 => group=HTXH; amount=700000 ~> benefit=htxh; amount=700000
        D #2|Lý Thị Hồng|#1970|031170000333||#1050000||#1050000 => group=NKT nặng; amount=1050000 ~> benefit=k6_nang
        D #3|Lê Văn Sáu|#1991|031091000333|||#1400000|#1400000 => group=Đơn thân; amount=1400000 ~> benefit=k4",
    );
    zoo.page(
        "benefits as headings of columns of sums, some of them words for a person",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no group group group group
        H TT|Họ và tên|Năm sinh|Số CCCD|HTXH|NKT nặng|NKT ĐBN|Hỗ trợ chăm sóc
        D #1|Vũ Hải Tuấn|#1947|031047000111|#700000||| => group=HTXH; amount=700000
        D #2|Lý Thị Hồng|#1970|031170000333|||#1400000| => group=NKT ĐBN; amount=1400000 ~> benefit=k6_dbn
        D #3|Lê Văn Sáu|#1991|031091000333||||#700000 => group=Hỗ trợ chăm sóc; amount=700000 ~> benefit=cs_ho",
    );
    zoo.page(
        "a word for a person over names is no benefit",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH HỘ GIA ĐÌNH CHĂM SÓC NGƯỜI KHUYẾT TẬT
        F ordinal full_name birth_date id_no cared_for_name amount
        H TT|Họ và tên|Năm sinh|Số CCCD|NKT ĐBN|Mức trợ cấp
        D #1|Vũ Hải Tuấn|#1947|031047000111|Vũ Văn Nam|#700000
        D #2|Lý Thị Hồng|#1970|031170000333|Lý Văn Bắc|#700000",
    );
    zoo.page(
        "headings that only look like columns of benefits",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no group - -
        H TT|Họ và tên|Năm sinh|Số CCCD|Đối tượng|Đơn thân|Mồ côi
        D #1|Vũ Hải Tuấn|#1947|031047000111|Hưu trí xã hội|x|
        D #2|Lý Thị Hồng|#1970|031170000333|Hưu trí xã hội||x",
    );
    zoo.page(
        "benefits as headings over words",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no - -
        H TT|Họ và tên|Năm sinh|Số CCCD|Đơn thân từ khi nào|Mồ côi cha hay mẹ
        D #1|Vũ Hải Tuấn|#1947|031047000111|Chồng bỏ đi|
        D #2|Lý Thị Hồng|#1970|031170000333||mẹ",
    );
    zoo.page(
        "three benefits on the sheets of one file",
        &[As::Xlsx, As::Ods],
        "
        ## HTXH [section]
        T DANH SÁCH HƯỞNG TRỢ CẤP HƯU TRÍ XÃ HỘI
        F ordinal full_name birth_date id_no
        H TT|Họ và tên|Năm sinh|Số CCCD
        D #1|Vũ Hải Tuấn|#1947|031047000111 ~> benefit=htxh
        ## Đơn thân [section]
        T DANH SÁCH NGƯỜI ĐƠN THÂN HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no
        H TT|Họ và tên|Năm sinh|Số CCCD
        D #1|Lê Văn Sáu|#1991|031091000333 ~> benefit=k4",
    );
    zoo.cases()
}
