//! Quirks of values: dates, numbers, formulas, marks, units.

use crate::check::{ALL, As, Case, WORKBOOKS};
use crate::layouts::Zoo;
use crate::page::Page;
use crate::xls;
use crate::xlsx::{self, Style};

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    dates(&mut zoo);
    numbers(&mut zoo);
    formulas(&mut zoo);
    genders(&mut zoo);
    zoo.cases()
}

fn dates(zoo: &mut Zoo) {
    let serials = "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no decision_date
        H STT|Họ và tên|Ngày sinh|Số CCCD|Ngày QĐ
        D #1|Nguyễn Văn An|@1948-03-12|031048000111|@2020-02-29 ~> birth_date=1948-03-12; decision_date=2020-02-29
        D #2|Trần Thị Bình|@1904-01-02|031104000222|@2026-10-05 ~> birth_date=1904-01-02
        D #3|Lê Thị Cúc|@1999-12-31|031199000333|@2025-07-01 ~> birth_date=1999-12-31";
    zoo.page("dates of the 1900 system", &WORKBOOKS, serials);
    let page = Page::parse(serials);
    zoo.bytes(
        "dates of the 1904 system",
        "xlsx",
        xlsx::write(&page, Style { from_1904: true, ..Style::default() }),
        &page,
        &[],
    );
    zoo.bytes("dates of the 1904 system", "xls", xls::write(&page, true), &page, &[]);
    zoo.page(
        "a day on which the file was received",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no filed_on decision_date
        H STT|Họ và tên|Ngày sinh|Số CCCD|Ngày tiếp nhận hồ sơ|Ngày QĐ
        D #1|Nguyễn Văn An|12/3/1948|031048000111|28/9/2026|20/10/2026 ~> filed_on=2026-09-28; decision_date=2026-10-20
        D #2|Trần Thị Bình|1/4/1950|031150000222|06/10/2026|20/10/2026 ~> filed_on=2026-10-06; decision_date=2026-10-20
        D #3|Lê Thị Cúc|2/5/1951|031151000333||20/10/2026 ~> filed_on=-; decision_date=2026-10-20",
    );
    zoo.page(
        "serial numbers without a date format",
        &[As::Xlsx, As::Xls, As::Csv],
        "
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Ngày sinh|Số CCCD
        D #1|Nguyễn Văn An|#17604|031048000111 ~> birth_date=1948-03-12
        D #2|Trần Thị Bình|#18354|031150000222 ~> birth_date=1950-04-01",
    );
    zoo.page(
        "dates as clerks type them",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Ngày sinh|Số CCCD
        D #1|Nguyễn Văn An|12.3.1948|031048000111 ~> birth_date=1948-03-12
        D #2|Trần Thị Bình|12-03-48|031148000222 ~> birth_date=1948-03-12
        D #3|Lê Thị Cúc|tháng 3/1948|031148000333 ~> birth_date=1948-03
        D #4|Phạm Văn Dũng|1948 (78 tuổi)|031048000444 ~> birth_date=1948
        D #5|Vũ Thị Em|khoảng 1948|031148000555 ~> birth_date=1948
        D #6|Đỗ Văn Gấm|00/00/1948|031048000666 ~> birth_date=1948
        D #7|Bùi Thị Hoa|29/02/1951|031151000777 ~> birth_date=1951-02
        D #8|Ngô Văn Ích|12/3/1948|031048000888 ~> birth_date=1948-03-12
        D #9|Hồ Thị Kim|1948|031148000999 ~> birth_date=1948
        D #10|Dương Văn Lâm|12 / 03 / 1948|031048001000 ~> birth_date=1948-03-12
        D #11|Lý Thị Mơ|03/1948|031148001001 ~> birth_date=1948-03
        D #12|Đào Văn Năm|ngày 12 tháng 3 năm 1948|031048001002 ~> birth_date=1948-03-12
        D #13|Đoàn Thị Oanh|00/3/1948|031148001003 ~> birth_date=1948-03
        D #14|Trịnh Văn Phú|SN 1948|031048001004 ~> birth_date=1948",
    );
    zoo.page(
        "day, month and year in three columns",
        &[As::Xlsx, As::Xls, As::Ods, As::Html],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name - - - id_no
        H STT|Họ và tên|Ngày tháng năm sinh|<|<|Số CCCD
        H ^|^|Ngày|Tháng|Năm|^
        D #1|Nguyễn Văn An|#12|#3|#1948|031048000111 => birth_date=12/3/1948 ~> birth_date=1948-03-12
        D #2|Trần Thị Bình||#8|#1950|031150000222 => birth_date=8/1950 ~> birth_date=1950-08
        D #3|Lê Thị Cúc|||#1939|031139000333 => birth_date=1939 ~> birth_date=1939",
    );
}

fn numbers(zoo: &mut Zoo) {
    zoo.page(
        "numbers as text, text as numbers",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no coefficient amount phone
        H STT|Họ và tên|Năm sinh|Số CCCD|Hệ số|Mức trợ cấp|SĐT
        D 1|Nguyễn Văn An|1948|#31048000111|1,5|1.050.000|0912345678 ~> id=031048000111; amount=1050000
        D #2|Trần Thị Bình|#1950|031150000222|#1.5|1,050,000 đ|#912345678 ~> id=031150000222; amount=1050000
        D 3|Lê Thị Cúc|'1939|'031139000333|2,0|1 400 000|0912.345.678 ~> id=031139000333; amount=1400000
        D #4|Phạm Văn Dũng|#1940|031 040 000 444|#2|#1400000|",
    );
    zoo.page(
        "thousands of đồng in the heading",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp (nghìn đồng)
        D #1|Nguyễn Văn An|#1948|031048000111|#701 ~> amount=701000
        D #2|Trần Thị Bình|#1950|031150000222|1.050 ~> amount=1050000
        D #3|Lê Thị Cúc|#1939|031139000333|#1400 ~> amount=1400000",
    );
    zoo.page(
        "thousands of đồng above the table",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        T ||||Đơn vị tính: 1.000 đồng
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#701 ~> amount=701000
        D #2|Trần Thị Bình|#1950|031150000222|1.050 ~> amount=1050000",
    );
    zoo.page("no-break and zero-width blanks", &ALL, "
        T DANH\u{a0}SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT\u{a0}|\u{a0}Họ\u{a0}và tên|Năm\u{a0}sinh|Số \u{200b}CCCD|Mức trợ cấp
        D #1|Nguyễn\u{a0}Văn\u{a0}\u{a0}An\u{a0}|1948\u{a0}|\u{200b}031048000111|700.000\u{a0}đ ~> full_name=Nguyễn Văn An; id=031048000111; amount=700000; birth_date=1948
        .
        D #2|Trần Thị Bình|\u{a0}1950|031150000222\u{200b}|700.000 ~> full_name=Trần Thị Bình; id=031150000222");
    zoo.page(
        "ids in scientific form and with a tail",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|31048000111 ~> id=031048000111
        D #2|Trần Thị Bình|#1950|031150000222.0 ~> id=031150000222",
    );
}

fn formulas(zoo: &mut Zoo) {
    zoo.page("formulas with their values", &WORKBOOKS, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no coefficient amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Hệ số|Mức trợ cấp
        D #1|Nguyễn Văn An|=DATE(1948,3,12)=>@1948-03-12|=\"0\"&\"31048000111\"=>031048000111|#1.5|=E3*700000=>#1050000 ~> birth_date=1948-03-12
        D =A3+1=>#2|=UPPER(\"x\")=>TRẦN THỊ BÌNH|#1950|031150000222|#2|=E4*700000=>#1400000
        L |Cộng||||=SUM(F3:F4)=>#2450000");
    zoo.told(
        "formulas never calculated",
        &[As::Xlsx, As::Xml2003],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no coefficient amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Hệ số|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#1.5|=E3*700000=>
        D #2|Trần Thị Bình|#1950|031150000222|#2|=E4*700000=>
        D =A4+1=>|Lê Thị Cúc|#1939|031139000333|#2|#1400000
        D =A5+1=>|=UPPER(\"x\")=>|#1940|=D3=>|#2|#1400000
        D =A6+1=>|=B3=>|=C3=>|=D3=>|=E3=>|=F3=>
        L |Cộng||||=SUM(F3:F7)=>",
        &["sheet.formula_without_value", "row.formula_without_value"],
    );
    zoo.page(
        "error cells",
        &[As::Xlsx, As::Xls, As::Xlsb, As::Xml2003],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Địa chỉ|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|!#N/A|#700000
        D #2|Trần Thị Bình|#1950|031150000222|Tổ 4|!#REF!
        D !#REF!|Lê Thị Cúc|!#REF!|031139000333|Tổ 4|#700000",
    );
}

fn genders(zoo: &mut Zoo) {
    zoo.page(
        "male and female columns with years",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_male birth_female id_no
        H STT|Họ và tên|Nam|Nữ|Số CCCD
        D #1|Nguyễn Văn An|#1948||031048000111 ~> birth_date=1948; gender=nam
        D #2|Trần Thị Bình||#1950|031150000222 ~> birth_date=1950; gender=nữ",
    );
    zoo.page(
        "male and female columns with dates",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_male birth_female id_no
        H STT|Họ và tên|Ngày sinh nam|Ngày sinh nữ|Số CCCD
        D #1|Nguyễn Văn An|12/03/1948||031048000111 ~> birth_date=1948-03-12; gender=nam
        D #2|Trần Thị Bình||@1950-04-01|031150000222 ~> birth_date=1950-04-01; gender=nữ",
    );
    zoo.page(
        "male and female columns with marks",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date gender gender id_no
        H STT|Họ và tên|Năm sinh|Nam|Nữ|Số CCCD
        D #1|Nguyễn Văn An|#1948|x||031048000111 => gender=Nam ~> gender=nam
        D #2|Trần Thị Bình|#1950||X|031150000222 => gender=Nữ ~> gender=nữ
        D #3|Lê Văn Chín|#1939|#1||031039000333 => gender=Nam ~> gender=nam",
    );
    zoo.page(
        "male and female below the word gender",
        &[As::Xlsx, As::Xls, As::Ods],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name gender gender birth_date id_no
        H STT|Họ và tên|Giới tính|<|Năm sinh|Số CCCD
        H ^|^|Nam|Nữ|^|^
        D #1|Nguyễn Văn An|x||#1948|031048000111 => gender=Nam ~> gender=nam
        D #2|Trần Thị Bình||x|#1950|031150000222 => gender=Nữ ~> gender=nữ",
    );
}
