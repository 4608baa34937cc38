//! Quirks of columns that name several persons: whose name, id and birth they hold.

use crate::check::{ALL, Case, MERGING};
use crate::layouts::Zoo;

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    beside(&mut zoo);
    carers(&mut zoo);
    zoo.cases()
}

fn beside(zoo: &mut Zoo) {
    zoo.page(
        "the head of household beside the beneficiary",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP XÃ HỘI
        F ordinal other_person full_name relation birth_date other_person id_no group amount
        H TT|Họ tên chủ hộ|Họ tên đối tượng|Quan hệ với chủ hộ|Năm sinh|CCCD chủ hộ|CCCD đối tượng|Diện|Mức
        D #1|Nguyễn Văn Chủ|Trần Thị Bình|Mẹ|#1943|031060000111|031143000222|Hưu trí xã hội|#700000 ~> id=031143000222
        D #2|Nguyễn Văn Chủ|Lê Thị Cúc|Mẹ|#1939|031060000111|031139000333|Hưu trí xã hội|#700000 ~> id=031139000333
        D #3|Phạm Văn Hộ|Phạm Văn Dũng|Bố|#1940|031070000111|031040000444|Hưu trí xã hội|#700000 ~> id=031040000444
        D #4|Phạm Văn Hộ|Vũ Thị Em|Mẹ|#1941|031070000111|031141000555|Hưu trí xã hội|#700000 ~> id=031141000555",
    );
    zoo.page(
        "the receiver's id beside the beneficiary's",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP XÃ HỘI
        F ordinal full_name birth_date id_no other_person receiver address group
        H TT|Họ và tên người hưởng trợ cấp|Ngày tháng năm sinh của người hưởng|CCCD người hưởng|CCCD người nhận thay|Họ tên người nhận thay|Địa chỉ người hưởng|Đối tượng
        D #1|Trần Thị Bình|13/10/1943|031143000222|031060000111|Nguyễn Văn Chủ|TDP 3|Hưu trí xã hội ~> birth_date=1943-10-13
        D #2|Lê Thị Cúc|24/01/1939|031139000333|031060000111|Nguyễn Văn Chủ|TDP 3|Hưu trí xã hội ~> birth_date=1939-01-24
        D #3|Phạm Văn Dũng|02/03/1940|031040000444|||TDP 4|Hưu trí xã hội ~> birth_date=1940-03-02
        D #4|Vũ Thị Em|24/01/1941|031141000555|||TDP 4|Hưu trí xã hội ~> birth_date=1941-01-24",
    );
    zoo.page(
        "a list in which the head of household is the person",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP XÃ HỘI
        F ordinal full_name birth_date id_no amount
        H TT|Họ tên chủ hộ|Năm sinh|CCCD chủ hộ|Mức
        D #1|Trần Thị Bình|#1943|031143000222|#700000
        D #2|Lê Thị Cúc|#1939|031139000333|#700000",
    );
    zoo.page(
        "the head of household with an id that is nobody else's",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP XÃ HỘI
        F ordinal other_person other_person full_name birth_date amount
        H TT|Chủ hộ|Số CCCD|Người hưởng|Năm sinh|Mức
        D #1|Nguyễn Văn Chủ|031060000111|Trần Thị Bình|#1943|#700000 ~> id=-
        D #2|Nguyễn Văn Chủ|031060000111|Lê Thị Cúc|#1939|#700000 ~> id=-
        D #3|Phạm Văn Hộ|031070000111|Phạm Văn Dũng|#1940|#700000 ~> id=-
        D #4|Phạm Văn Hộ|031070000111|Vũ Thị Em|#1941|#700000 ~> id=-",
    );
}

fn carers(zoo: &mut Zoo) {
    const PEOPLE: &str = "
        D #1|Vũ Hải Tuấn|#1997|031097000111|Nguyễn Quang Đức|#1965|031065000222|#700000|Bố ~> full_name=Nguyễn Quang Đức; id=031065000222; cared_for=Vũ Hải Tuấn; cared_for_id=031097000111
        D #2|Lý Thị Hồng|#1970|031170000333|Lý Văn Sáu|#1968|031068000444|#700000|Anh ~> full_name=Lý Văn Sáu; id=031068000444; cared_for=Lý Thị Hồng; cared_for_id=031170000333";
    let cared_for = "F ordinal cared_for_name cared_for_birth cared_for_id full_name birth_date id_no amount relation";
    for (quirk, title, upper) in [
        (
            "the disabled person and the carer under two headings",
            "NHẬN CHĂM SÓC NGƯỜI KHUYẾT TẬT",
            "Người khuyết tật|<|<|Người chăm sóc, nuôi dưỡng",
        ),
        ("a carer's list with a general title", "HƯỞNG TRỢ CẤP", "Người khuyết tật|<|<|Người chăm sóc, nuôi dưỡng"),
        ("NKT được chăm sóc over three columns", "NHẬN CHĂM SÓC", "NKT được chăm sóc|<|<|Người chăm sóc"),
    ] {
        let page = format!(
            "
        T DANH SÁCH {title}
        {cared_for}
        H TT|{upper}|<|<|Mức hỗ trợ|Quan hệ
        H ^|Họ và tên|Năm sinh|Số CCCD|Họ và tên|Năm sinh|Số CCCD|^|^{PEOPLE}"
        );
        zoo.page(quirk, &MERGING, &page);
    }
    zoo.page(
        "a list of disabled people that names the carers",
        &MERGING,
        "
        T DANH SÁCH NGƯỜI KHUYẾT TẬT
        F ordinal full_name birth_date id_no receiver other_person severity amount
        H TT|Người khuyết tật|<|<|Người chăm sóc|<|Mức độ khuyết tật|Mức
        H ^|Họ và tên|Năm sinh|Số CCCD|Họ và tên|Số CCCD|^|^
        D #1|Vũ Hải Tuấn|#1997|031097000111|Nguyễn Quang Đức|031065000222|Đặc biệt nặng|#1400000 ~> id=031097000111
        D #2|Lý Thị Hồng|#1970|031170000333|Lý Văn Sáu|031068000444|Nặng|#1050000 ~> id=031170000333",
    );
    zoo.page(
        "carer and cared for in one row of headings",
        &ALL,
        "
        T DANH SÁCH NHẬN CHĂM SÓC
        F ordinal full_name birth_date id_no cared_for_name cared_for_birth cared_for_id amount
        H TT|Người chăm sóc|Năm sinh|CCCD|NKT được chăm sóc|Năm sinh|CCCD|Mức
        D #1|Nguyễn Quang Đức|#1965|031065000222|Vũ Hải Tuấn|#1997|031097000111|#700000 ~> id=031065000222
        D #2|Lý Văn Sáu|#1968|031068000444|Lý Thị Hồng|#1970|031170000333|#700000 ~> id=031068000444",
    );
}
