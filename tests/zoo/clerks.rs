//! Quirks of the hand: what clerks type, paste and insert.

use crate::check::{ALL, As, Case};
use crate::layouts::Zoo;

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    cells(&mut zoo);
    columns(&mut zoo);
    rows(&mut zoo);
    zoo.cases()
}

fn cells(zoo: &mut Zoo) {
    zoo.page(
        "dates with a weekday, a calendar or a time",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Ngày sinh|Số CCCD
        D #1|Nguyễn Văn An|Thứ sáu, 12/03/1948|031048000111 ~> birth_date=1948-03-12
        D #2|Trần Thị Bình|thứ 6 ngày 12/3/1948|031148000222 ~> birth_date=1948-03-12
        D #3|Lê Thị Cúc|12/03/1948 00:00:00|031148000333 ~> birth_date=1948-03-12
        D #4|Phạm Văn Dũng|1948-03-12|031048000444 ~> birth_date=1948-03-12
        D #5|Vũ Thị Em|sinh ngày 12/03/1948|031148000555 ~> birth_date=1948-03-12
        D #6|Đỗ Văn Gấm|12/03/1948 (âm lịch)|031048000666 ~> birth_date=1948
        D #7|Bùi Thị Hoa|12.03.1948.|031148000777 ~> birth_date=1948-03-12
        D #8|Ngô Văn Ích|1948 (Mậu Tý)|031048000888 ~> birth_date=1948
        D #9|Hồ Thị Kim|12 tháng 3, 1948|031148000999 ~> birth_date=1948-03-12",
    );
    zoo.page(
        "ids with blanks, dots, words and dates of issue",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031.048.000.111 ~> id=031048000111
        D #2|Trần Thị Bình|#1950|0311 5000 0222 ~> id=031150000222
        D #3|Lê Thị Cúc|#1939|CCCD: 031139000333 ~> id=031139000333
        D #4|Phạm Văn Dũng|#1940|031040000444 cấp 12/05/2021 ~> id=031040000444
        D #5|Vũ Thị Em|#1941|030123456 / 031141000555 ~> id=031141000555
        D #6|Đỗ Văn Gấm|#1942|3.1042000666E+10 ~> id=031042000666
        D #7|Bùi Thị Hoa|#1943|031143000777\\n12/05/2021 ~> id=031143000777",
    );
    zoo.page(
        "amounts and coefficients with words",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no coefficient amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Hệ số|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|1,5|1.050.000đ/tháng ~> amount=1050000
        D #2|Trần Thị Bình|#1950|031150000222|HS 1,5|1.050.000 đồng/tháng ~> amount=1050000
        D #3|Lê Thị Cúc|#1939|031139000333|1.5|1,050,000.00 ~> amount=1050000
        D #4|Phạm Văn Dũng|#1940|031040000444|x 1,5|1 050 000 ~> amount=1050000
        D #5|Vũ Thị Em|#1941|031141000555|1|700k ~> amount=700000",
    );
    zoo.page(
        "a name that its cell wraps",
        &[As::Xlsx, As::Xls, As::Ods, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address
        H STT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ
        D #1|Nguyễn Văn\\nAn|#1948|031048000111|TDP 3,\\nphường Lê Chân ~> full_name=Nguyễn Văn An
        D #2|Trần Thị\\nThanh Bình|#1950|031150000222|TDP 4 ~> full_name=Trần Thị Thanh Bình
        D #3|Lê Thị Cúc|#1939|031139000333|TDP 4 ~> full_name=Lê Thị Cúc",
    );
}

fn columns(zoo: &mut Zoo) {
    zoo.page(
        "the month from which a cut counts, and the day of a death beside it",
        &ALL,
        "
        @ movements
        T DANH SÁCH GIẢM THÁNG 12/2026
        F ordinal full_name birth_date id_no amount reason effective_month
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức|Lý do giảm|Thời điểm giảm
        D #1|Nguyễn Văn An|#1948|031048000111|#700000|Từ trần ngày 5/11/2026|12/2026 ~> event_date=2026-11-05; from_month=2026-12
        D #2|Trần Thị Bình|#1950|031150000222|#700000|Chết|Tháng 12 ~> from_month=2026-12
        D #3|Lê Thị Cúc|#1939|031139000333|#1400000|Chết|08/11/2026 ~> event_date=2026-11-08",
    );
    zoo.page(
        "months as columns",
        &ALL,
        "
        T DANH SÁCH CHI TRẢ
        F ordinal full_name birth_date id_no amount - - - note
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp|Tháng 9|Tháng 10|Tháng 11|Ghi chú
        D #1|Nguyễn Văn An|#1948|031048000111|#700000|#700000|#700000|#700000| ~> amount=700000
        D #2|Trần Thị Bình|#1950|031150000222|#1050000|#1050000|#1050000||chết ~> amount=1050000
        D #3|Lê Thị Cúc|#1939|031139000333|#1400000||#1400000|#1400000| ~> amount=1400000",
    );
    zoo.page(
        "a column without a heading put in between",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name - birth_date id_no amount
        H STT|Họ và tên||Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|đã ktra|#1948|031048000111|#700000
        D #2|Trần Thị Bình||#1950|031150000222|#1050000
        D #3|Lê Thị Cúc|hỏi lại|#1939|031139000333|#1400000",
    );
    zoo.page(
        "a sheet a hamlet, each with other columns",
        &[As::Xlsx, As::Xls, As::Ods, As::Xlsb],
        "
        ## Tổ dân phố 1 [section]
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#1050000
        ## Tổ dân phố 2 [section]
        T DANH SÁCH ĐỐI TƯỢNG
        F full_name id_no birth_male birth_female amount note
        H Họ tên|CCCD|Nam|Nữ|Số tiền|Ghi chú
        D Lê Thị Cúc|031139000333||#1939|#1400000|
        D Phạm Văn Dũng|031040000444|#1940||#1400000|tai biến",
    );
    zoo.page(
        "the given name in a column of its own, one heading over both",
        &[As::Xlsx, As::Xls, As::Ods],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal - - birth_date id_no amount
        H STT|Họ và tên|<|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn|An|#1948|031048000111|#700000 => full_name=Nguyễn Văn An
        D #2|Trần Thị|Bình|#1950|031150000222|#1050000 => full_name=Trần Thị Bình
        D #3|Lê Thị Thu|Cúc|#1939|031139000333|#1400000 => full_name=Lê Thị Thu Cúc",
    );
    zoo.page(
        "the given name in a column of its own, headings of their own",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal - - birth_date id_no amount
        H STT|Họ đệm|Tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn|An|#1948|031048000111|#700000 => full_name=Nguyễn Văn An
        D #2|Trần Thị|Bình|#1950|031150000222|#1050000 => full_name=Trần Thị Bình
        D #3|Lê Thị Thu|Cúc|#1939|031139000333|#1400000 => full_name=Lê Thị Thu Cúc",
    );
    zoo.page(
        "the given name once more beside the whole name, to sort by",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name - birth_date id_no amount
        H STT|Họ và tên|Tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|An|#1948|031048000111|#700000 => full_name=Nguyễn Văn An
        D #2|Trần Thị Bình|Bình|#1950|031150000222|#1050000 => full_name=Trần Thị Bình
        D #3|Lê Thị Thu Cúc|Cúc|#1939|031139000333|#1400000 => full_name=Lê Thị Thu Cúc",
    );
    zoo.page(
        "headings of one column written long",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address group amount
        H Số TT|Họ và tên đối tượng hưởng|Ngày, tháng, năm sinh (dương lịch)|Số định danh cá nhân/CCCD/CMND|Nơi cư trú (thôn, TDP)|Đối tượng theo Nghị định 20|Kinh phí hỗ trợ 1 tháng (đồng)
        D 01|Nguyễn Văn An|12/03/1948|031048000111|TDP 3|Người cao tuổi|#700000
        D 02|Trần Thị Bình|1950|031150000222|TDP 4|Khuyết tật nặng|#1050000
        D 03|Lê Thị Cúc|1939|031139000333|TDP 4|Khuyết tật nặng|#1050000",
    );
}

fn rows(zoo: &mut Zoo) {
    zoo.page(
        "page numbers, counts in words and lists that go on",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#1050000
        D #3|Lê Thị Cúc|#1939|031139000333|#1400000
        N |Danh sách này có 03 người./.
        N |Trang 1/1",
    );
    zoo.page(
        "the ordinal in the cell of the name",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F full_name birth_date id_no amount
        H Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D 1. Nguyễn Văn An|#1948|031048000111|#700000 ~> full_name=Nguyễn Văn An
        D 2/ Trần Thị Bình|#1950|031150000222|#1050000 ~> full_name=Trần Thị Bình
        D 3) Lê Thị Cúc|#1939|031139000333|#1400000 ~> full_name=Lê Thị Cúc",
    );
}
