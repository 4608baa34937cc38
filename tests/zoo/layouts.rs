//! Quirks of layout: where the table stands, how its headings, groups, sums and notes are set.

use ansinh::model::FileStatus;

use crate::check::{ALL, As, Case, MERGING, WORKBOOKS, Want, bytes, ending};
use crate::page::{Look, Page, Value};
use crate::xlsx::{self, Said, Style};
use crate::{open, text, xls, xlsb};

pub(crate) struct Zoo(Vec<Case>);

impl Zoo {
    pub(crate) fn new() -> Zoo {
        Zoo(Vec::new())
    }

    pub(crate) fn cases(self) -> Vec<Case> {
        self.0
    }

    /// One page in several formats.
    pub(crate) fn page(&mut self, quirk: &'static str, formats: &[As], page: &str) -> &mut Zoo {
        self.told(quirk, formats, page, &[])
    }

    /// The same with findings that must be told.
    pub(crate) fn told(
        &mut self,
        quirk: &'static str,
        formats: &[As],
        page: &str,
        findings: &[&'static str],
    ) -> &mut Zoo {
        let page = Page::parse(page);
        for &format in formats {
            self.bytes(quirk, ending(format), bytes(&page, format), &page, findings);
        }
        self
    }

    pub(crate) fn bytes(
        &mut self,
        quirk: &'static str,
        ending: &str,
        bytes: Vec<u8>,
        page: &Page,
        findings: &[&'static str],
    ) -> &mut Zoo {
        let name = format!("{:03}.{ending}", self.0.len());
        self.0.push(Case { quirk, name, bytes, want: Want::Rows(Box::new(page.clone()), findings.to_vec()) });
        self
    }

    pub(crate) fn styled(
        &mut self,
        quirk: &'static str,
        style: Style,
        page: &str,
        findings: &[&'static str],
    ) -> &mut Zoo {
        let page = Page::parse(page);
        self.bytes(quirk, "xlsx", xlsx::write(&page, style), &page, findings)
    }

    pub(crate) fn aside(
        &mut self,
        quirk: &'static str,
        name: &str,
        bytes: &[u8],
        status: FileStatus,
        finding: &'static str,
    ) -> &mut Zoo {
        self.0.push(Case { quirk, name: name.to_owned(), bytes: bytes.to_vec(), want: Want::Aside(status, finding) });
        self
    }
}

/// A list without any quirk: the others differ from it in one thing.
pub(crate) const PLAIN: &str = "
    T UBND PHƯỜNG LÊ CHÂN||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    T ||||Độc lập - Tự do - Hạnh phúc
    .
    T ||DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
    F ordinal full_name birth_date id_no address group amount
    H STT|Họ và tên|Ngày sinh|Số CCCD|Địa chỉ|Đối tượng|Mức trợ cấp
    D #1|Nguyễn Văn An|12/03/1948|031048000111|Tổ 3|Người cao tuổi|#700000
    D #2|Trần Thị Bình|1950|031150000222|Tổ 4|Khuyết tật nặng|#1050000
    D #3|Lê Thị Cúc|05/1939|031139000333|Tổ 4|Khuyết tật đặc biệt nặng|#1400000
    L |Cộng: 3 người|||||#3150000
    N ||||Lê Chân, ngày 5 tháng 11 năm 2026
    N |Người lập biểu|||CHỦ TỊCH
    N |Phạm Thị Dung|||Vũ Văn Em";

/// Two tables of one form; `Suất` is known by what stands below it in the longer one.
const TWO_HAMLETS: &str = "
    ## Tổ 1 [section]
    T DANH SÁCH ĐANG HƯỞNG
    F ordinal full_name birth_date id_no amount
    H STT|Họ và tên|Năm sinh|CCCD|Suất
    D #1|Vũ Văn Sửu|#1945|031045001000|#700000
    D #2|Vũ Văn Mùi|#1946|031046001001|#1050000
    D #3|Lê Văn Dần|#1947|031047001002|#700000
    D #4|Lê Văn Thân|#1948|031048001003|#1400000
    ## Tổ 2 [section]
    T DANH SÁCH ĐANG HƯỞNG
    H STT|Họ và tên|Năm sinh|CCCD|Suất
    D #1|Lê Văn Tý|#1949|031049001004|#700000
    D #2|Lê Thị Sen|#1950|031150001005|#700000";

pub(crate) fn cases() -> Vec<Case> {
    let mut zoo = Zoo::new();
    zoo.page("no quirk", &ALL, PLAIN);
    headings(&mut zoo);
    short_and_bare(&mut zoo);
    pasted(&mut zoo);
    tables(&mut zoo);
    hidden(&mut zoo);
    groups(&mut zoo);
    sums(&mut zoo);
    persons(&mut zoo);
    parts(&mut zoo);
    kinds(&mut zoo);
    columns(&mut zoo);
    aside(&mut zoo);
    encodings(&mut zoo);
    zoo.cases()
}

fn headings(zoo: &mut Zoo) {
    zoo.page(
        "headings over two rows, merged",
        &MERGING,
        "
        T DANH SÁCH ĐỐI TƯỢNG|<|<|<|<|<|<|<
        F ordinal full_name birth_male birth_female decision_no decision_date amount note
        H STT|Họ và tên|Năm sinh|<|Quyết định|<|Mức trợ cấp|Ghi chú
        H ^|^|Nam|Nữ|Số|Ngày|^|^
        D #1|Nguyễn Văn An|#1948||12/QĐ-UBND|01/02/2020|#700000
        D #2|Trần Thị Bình||#1950|13/QĐ-UBND|01/03/2020|#700000|tai biến",
    );
    zoo.page(
        "headings over three rows, merged",
        &MERGING,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_male birth_female id_no certificate_no certificate_date severity amount
        H STT|Họ và tên|Thông tin cá nhân|<|<|Khuyết tật|<|<|Mức trợ cấp/tháng
        H ^|^|Năm sinh|<|Số CCCD|Giấy xác nhận khuyết tật|<|Mức độ|^
        H ^|^|Nam|Nữ|^|Số|Ngày cấp|^|^
        H (1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)
        D #1|Nguyễn Văn An|#1948||031048000111|12/GXN|01/02/2020|nặng|#1050000
        D #2|Trần Thị Bình||#1950|031150000222|13/GXN|01/03/2020|đặc biệt nặng|#1400000",
    );
    zoo.page(
        "headings over three rows without merged cells",
        &[As::Csv, As::Xlsx],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_male birth_female id_no decision_no decision_date amount
        H STT|Họ và tên|Năm sinh||Số CCCD|Quyết định||Mức trợ cấp
        H ||Nam|Nữ||Số|Ngày|
        D #1|Nguyễn Văn An|#1948||031048000111|12/QĐ-UBND|01/02/2020|#1050000
        D #2|Trần Thị Bình||#1950|031150000222|13/QĐ-UBND|01/03/2020|#1400000",
    );
    zoo.page(
        "headings repeated on each page",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        H (1)|(2)|(3)|(4)|(5)
        S1 |I. Người cao tuổi
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#700000
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        H (1)|(2)|(3)|(4)|(5)
        D #3|Lê Thị Cúc|#1939|031139000333|#700000
        L |Cộng trang||||#2100000
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #4|Phạm Văn Dũng|#1940|031040000444|#700000",
    );
    zoo.page(
        "column numbers in three styles",
        &[As::Xlsx, As::Csv, As::Xls],
        "
        F ordinal full_name birth_date id_no coefficient amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Hệ số|Mức trợ cấp
        H A|B|#1|#2|#3|4=3x700
        D #1|Nguyễn Văn An|#1948|031048000111|#1.5|#1050000
        H [1]|[2]|[3]|[4]|[5]|[6]
        D #2|Trần Thị Bình|#1950|031150000222|#2|#1400000
        H A|B|C|D|E|F
        D #3|Lê Thị Cúc|#1939|031139000333|#1|#700000",
    );
    zoo.page(
        "line breaks, case and abbreviations in headings",
        &ALL,
        "
        F ordinal full_name birth_date id_no address amount account_no
        H Số\\nTT|HỌ, CHỮ ĐỆM, TÊN|NTNS|Số ĐDCN/\\nCCCD|Nơi ĐKTT|Mức TC/\\ntháng (đ)|STK
        D #1|Nguyễn Văn An|12/03/1948|031048000111|Tổ 3|#700000|0101234567
        D #2|Trần Thị Bình|#1950|031150000222|Tổ 4|#700000|0107654321",
    );
    zoo.page(
        "headings far down below a letterhead",
        &ALL,
        "
        T ỦY BAN NHÂN DÂN||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        T PHƯỜNG LÊ CHÂN||||Độc lập - Tự do - Hạnh phúc
        T Số: 45/BC-UBND||||Lê Chân, ngày 5 tháng 11 năm 2026
        .
        T ||BÁO CÁO
        T ||DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP
        T ||(Kèm theo Báo cáo số 45/BC-UBND ngày 05/11/2026 của UBND phường)
        .
        T Căn cứ Nghị định số 20/2021/NĐ-CP ngày 15/3/2021
        T Căn cứ Nghị định số 76/2024/NĐ-CP ngày 01/7/2024
        T Kính gửi: Sở Y tế
        .
        .
        F ordinal full_name birth_date id_no amount
        H TT|Họ tên|Năm sinh|CCCD|Số tiền
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#700000",
    );
    zoo.page(
        "no heading row, 12-digit ids",
        &[As::Xlsx, As::Csv, As::Xls],
        "
        T DANH SÁCH NGƯỜI CAO TUỔI HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no address amount
        D #1|Nguyễn Văn An|12/03/1948|031048000111|Tổ dân phố 3, phường Lê Chân|#700000
        D #2|Trần Thị Bình|15/08/1950|031150000222|Tổ dân phố 4, phường Lê Chân|#700000
        D #3|Lê Thị Cúc|01/01/1939|031139000333|Tổ dân phố 4, phường Lê Chân|#700000
        D #4|Phạm Văn Dũng|20/10/1940|031040000444|Tổ dân phố 5, phường Lê Chân|#700000",
    );
    zoo.page(
        "no heading row from the first row on",
        &[As::Xlsx, As::Csv],
        "
        F ordinal full_name birth_date id_no
        D #1|Nguyễn Văn An|#1948|031048000111
        D #2|Trần Thị Bình|#1950|031150000222
        D #3|Lê Thị Cúc|#1939|031139000333
        D #4|Phạm Văn Dũng|#1940|031040000444
        D #5|Vũ Thị Em|#1941|031141000555
        L |Cộng: 5 người",
    );
}

fn short_and_bare(zoo: &mut Zoo) {
    let formats = [As::Xlsx, As::Xls, As::Ods, As::Csv];
    zoo.told(
        "no heading row, three people",
        &formats,
        "
        T DANH SÁCH NGƯỜI CAO TUỔI HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no amount
        D #1|Nguyễn Văn An|12/03/1948|031048000111|#700000
        D #2|Trần Thị Bình|15/08/1950|031150000222|#700000
        D #3|Lê Thị Cúc|01/01/1939|031139000333|#700000",
        &["sheet.no_headings"],
    );
    zoo.told(
        "no heading row, one person",
        &formats,
        "
        T DANH SÁCH NGƯỜI CAO TUỔI HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no
        D #1|Nguyễn Văn An|12/03/1948|031048000111
        N ||Lê Chân, ngày 5 tháng 11 năm 2026
        N |Người lập biểu||CHỦ TỊCH",
        &["sheet.no_headings"],
    );
}

/// A text file whose lines stand whole in column A.
fn pasted(zoo: &mut Zoo) {
    let told = Page::parse(PLAIN);
    for separator in [';', ',', '\t'] {
        let lines = text::separated(&told, separator);
        let mut page = told.clone();
        page.sheets[0].rows = lines.lines().map(|line| vec![Some(Value::Text(line.to_owned()))]).collect();
        for format in [As::Xlsx, As::Xls, As::Ods, As::Xml2003] {
            let bytes = bytes(&page, format);
            zoo.bytes("a text file pasted whole in column A", ending(format), bytes, &told, &["sheet.pasted_text"]);
        }
        let quoted: String = lines.lines().map(|line| format!("\"{}\"\r\n", line.replace('"', "\"\""))).collect();
        let bytes = quoted.into_bytes();
        zoo.bytes("a text file pasted whole in column A", "csv", bytes, &told, &["sheet.pasted_text"]);
    }
}

fn tables(zoo: &mut Zoo) {
    zoo.page(
        "table begins at D12",
        &MERGING,
        "
        .
        T |||UBND PHƯỜNG LÊ CHÂN
        .
        .
        .
        T |||DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        .
        .
        .
        .
        .
        F - - - ordinal full_name birth_date id_no amount
        H |||STT|Họ và tên|Ngày sinh|Số CCCD|Mức trợ cấp
        D |||#1|Nguyễn Văn An|@1948-03-12|031048000111|#700000
        D |||#2|Trần Thị Bình|@1950-12-31|031150000222|#700000",
    );
    zoo.page(
        "two tables below each other",
        &ALL,
        "
        @ movements
        T BÁO CÁO TĂNG, GIẢM ĐỐI TƯỢNG
        T A. DANH SÁCH TĂNG
        F ordinal full_name birth_date id_no reason
        H STT|Họ và tên|Năm sinh|Số CCCD|Lý do
        D #1|Nguyễn Văn An|#1948|031048000111|Mới hưởng
        D #2|Trần Thị Bình|#1950|031150000222|Chuyển đến
        L |Cộng: 2 người
        .
        T B. DANH SÁCH GIẢM
        F ordinal full_name id_no death_date note
        H STT|Họ và tên|Số CCCD|Ngày chết|Ghi chú
        D #1|Lê Thị Cúc|031139000333|05/10/2026
        D #2|Phạm Văn Dũng|031040000444|07/10/2026|chưa có giấy",
    );
    zoo.page(
        "two tables side by side",
        &[As::Xlsx, As::Xls, As::Csv, As::Ods],
        "
        T DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date id_no - / ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD||STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111||#4|Phạm Văn Dũng|#1940|031040000444
        D #2|Trần Thị Bình|#1950|031150000222||#5|Vũ Thị Em|#1941|031141000555
        D #3|Lê Thị Cúc|#1939|031139000333
        L |Cộng: 5 người",
    );
    zoo.page(
        "two tables side by side without a gap",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG HƯỞNG TRỢ CẤP
        F ordinal full_name birth_date address / ordinal full_name birth_date address
        H TT|Họ tên|Năm sinh|Địa chỉ|TT|Họ tên|Năm sinh|Địa chỉ
        D #1|Nguyễn Văn An|#1948|Tổ 1|#3|Phạm Văn Dũng|#1940|Tổ 2
        D #2|Trần Thị Bình|#1950|Tổ 1|#4|Vũ Thị Em|#1941|Tổ 2
        D ||||#5|Đỗ Văn Gấm|#1942|Tổ 3",
    );
    zoo.page(
        "a blank row between heading and data",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        .
        D #1|Nguyễn Văn An|#1948|031048000111
        D #2|Trần Thị Bình|#1950|031150000222",
    );
    zoo.page(
        "blank columns inside the table",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal - full_name - birth_date id_no
        H STT||Họ và tên||Năm sinh|Số CCCD
        D #1||Nguyễn Văn An||#1948|031048000111
        D #2||Trần Thị Bình||#1950|031150000222",
    );
    zoo.page("very wide", &[As::Xlsx, As::Csv, As::Xls], &wide());
    zoo.page(
        "a second table of numbers below",
        &[As::Xlsx, As::Csv],
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        D #2|Trần Thị Bình|#1950|031150000222
        L |Tổng cộng: 2 người
        .
        N |Ghi chú: bảng tổng hợp dưới đây
        N |Nhóm|Số người
        N |Người cao tuổi|#2",
    );
}

fn wide() -> String {
    let more = |word: &str, from: usize| (from..from + 40).map(|n| format!("{word} {n}")).collect::<Vec<_>>().join("|");
    format!(
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal {} full_name birth_date id_no
        H STT|{}|Họ và tên|Năm sinh|Số CCCD
        D #1|{}|Nguyễn Văn An|#1948|031048000111
        D #2|{}|Trần Thị Bình|#1950|031150000222",
        "- ".repeat(40),
        more("Chỉ tiêu theo dõi", 1),
        more("mục", 1),
        more("mục", 1)
    )
}

fn hidden(zoo: &mut Zoo) {
    let rows = "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        Dh #2|Trần Thị Bình|#1950|031150000222
        Dh #3|Lê Thị Cúc|#1939|031139000333
        D #4|Phạm Văn Dũng|#1940|031040000444";
    zoo.told("rows hidden by hand", &WORKBOOKS, rows, &["sheet.hidden_rows"]);
    let filtered = rows.replace("Dh", "Df");
    zoo.told("rows hidden by a filter", &WORKBOOKS, &filtered, &["sheet.filtered_rows"]);
    let table = Style { table: true, ..Style::default() };
    zoo.styled("rows hidden by the filter of a table", table, &filtered, &["sheet.filtered_rows"]);
    let sheets = "
        ## Thôn Đông [section]
        T DANH SÁCH HƯỞNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        ## Thôn Đoài [section] [hidden]
        T DANH SÁCH HƯỞNG
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Trần Thị Bình|#1950|031150000222
        ## Thôn Nam [section] [veryhidden]
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Lê Thị Cúc|#1939|031139000333";
    zoo.told(
        "hidden and very hidden sheets",
        &[As::Xlsx, As::Xls, As::Xlsb, As::Xml2003],
        sheets,
        &["sheet.hidden_sheet"],
    );
    zoo.page("a sheet a hamlet", &WORKBOOKS, &sheets.replace(" [hidden]", "").replace(" [veryhidden]", ""));
    zoo.page(
        "an empty first sheet",
        &WORKBOOKS,
        "
        ## Sheet1
        ## DS
        T DANH SÁCH HƯỞNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        ## Sheet3",
    );
    zoo.page(
        "a cover sheet and notes beside the list",
        &WORKBOOKS,
        "
        ## Bìa
        T UBND PHƯỜNG LÊ CHÂN
        T DANH SÁCH THÁNG 11 NĂM 2026
        ## DS
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        ## Hướng dẫn
        T Ghi đủ 12 số CCCD; ngày sinh theo giấy khai sinh",
    );
    let page = Page::parse(
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address
        H STT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ
        D #1|Nguyễn Văn An|#1948|031048000111|Tổ 3
        D #2|Trần Thị Bình|#1950|031150000222|Tổ 4",
    );
    let mut columns = page;
    columns.sheets[0].hidden_columns.insert(3);
    for format in [As::Xlsx, As::Xls, As::Xml2003] {
        zoo.bytes("hidden columns", ending(format), bytes(&columns, format), &columns, &["sheet.hidden_columns"]);
    }
    zoo.styled("formatted rows down to the last one", Style { tail: true, ..Style::default() }, PLAIN, &[]);
    zoo.styled("rows struck through", Style { struck: Some(7), ..Style::default() }, PLAIN, &["sheet.struck_rows"]);
    for (quirk, said) in [("a note on a cell", Said::Note), ("a thread of comments", Said::Thread)] {
        zoo.styled(quirk, Style { comment: Some(said), ..Style::default() }, PLAIN, &["sheet.cell_comment"]);
    }
    zoo.styled("a coloured row", Style { coloured: Some(7), ..Style::default() }, PLAIN, &["sheet.coloured_rows"]);
    let page = Page::parse(PLAIN);
    let struck = Look { struck: Some(7), ..Look::default() };
    zoo.bytes("rows struck through", "ods", open::ods(&page, struck), &page, &["sheet.struck_rows"]);
    let comment = Look { comment: Some((6, 1)), ..Look::default() };
    let coloured = Look { coloured: Some(7), ..Look::default() };
    for (quirk, look, told) in
        [("a note on a cell", comment, "sheet.cell_comment"), ("a coloured row", coloured, "sheet.coloured_rows")]
    {
        for (ending, bytes) in looking(&page, look) {
            zoo.bytes(quirk, ending, bytes, &page, &[told]);
        }
    }
}

/// A page in the formats whose looks are read from records or from styles by name.
fn looking(page: &Page, look: Look) -> [(&'static str, Vec<u8>); 3] {
    [("xls", xls::looking(page, false, look)), ("xlsb", xlsb::looking(page, look)), ("ods", open::ods(page, look))]
}

fn groups(zoo: &mut Zoo) {
    zoo.page(
        "merged body cells hold for all their rows",
        &MERGING,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no hamlet decision_no decision_date
        H STT|Họ và tên|Năm sinh|Số CCCD|Thôn|Số QĐ|Ngày QĐ
        D #1|Nguyễn Văn An|#1948|031048000111|Thôn Đông|12/QĐ-UBND|01/02/2020
        D #2|Trần Thị Bình|#1950|031150000222|^|^|^
        D #3|Lê Thị Cúc|#1939|031139000333|^|13/QĐ-UBND|05/02/2020
        D #4|Phạm Văn Dũng|#1940|031040000444|Thôn Đoài|^|^",
    );
    zoo.page(
        "a carer merged over two people cared for",
        &MERGING,
        "
        T DANH SÁCH HỘ GIA ĐÌNH CHĂM SÓC
        F ordinal full_name id_no cared_for_name cared_for_id amount
        H STT|Họ tên người chăm sóc|Số CCCD|Họ tên người được chăm sóc|Số CCCD người được chăm sóc|Mức trợ cấp
        D #1|Nguyễn Văn An|031048000111|Nguyễn Thị Xuân|031175000999|#500000
        D ^|^|^|Nguyễn Văn Hạ|031077000888|#500000
        D #2|Trần Thị Bình|031150000222|Lê Văn Thu|031099000777|#500000",
    );
    zoo.page(
        "a value only in the first row of its group",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no hamlet group
        H STT|Họ và tên|Năm sinh|Số CCCD|Thôn|Đối tượng
        D #1|Nguyễn Văn An|#1948|031048000111|Thôn Đông|Người cao tuổi
        D #2|Trần Thị Bình|#1950|031150000222|| => hamlet=Thôn Đông; group=Người cao tuổi
        D #3|Lê Thị Cúc|#1939|031139000333||Khuyết tật nặng => hamlet=Thôn Đông
        D #4|Phạm Văn Dũng|#1940|031040000444|Thôn Đoài|Người cao tuổi
        D #5|Vũ Thị Em|#1941|031141000555|| => hamlet=Thôn Đoài; group=Người cao tuổi
        D #6|Đỗ Văn Gấm|#1942|031042000666||Khuyết tật nặng => hamlet=Thôn Đoài",
    );
    zoo.page(
        "ditto marks",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date address decision_no group
        H STT|Họ và tên|Năm sinh|Địa chỉ|Số QĐ|Đối tượng
        D #1|Nguyễn Văn An|#1948|Thôn Đông|12/QĐ-UBND|Người cao tuổi
        D #2|Trần Thị Bình|#1950|nt|\"|-nt- => address=Thôn Đông; decision_no=12/QĐ-UBND; group=Người cao tuổi
        D #3|Lê Thị Cúc|#1939|như trên|14/QĐ-UBND|// => address=Thôn Đông; group=Người cao tuổi",
    );
    zoo.page(
        "sections: group, hamlets inside",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        S1 I. Người khuyết tật đặc biệt nặng
        S2 Thôn Đông
        D #1|Nguyễn Văn An|#1948|031048000111|#1400000
        S2 Thôn Đoài
        D #2|Trần Thị Bình|#1950|031150000222|#1400000
        S1 II. Người cao tuổi
        S2 Thôn Đông
        D #3|Lê Thị Cúc|#1939|031139000333|#700000
        D #4|Phạm Văn Dũng|#1940|031040000444|#700000",
    );
    zoo.page(
        "sections: hamlet, groups inside, merged",
        &MERGING,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        S1 Tổ dân phố số 1|<|<|<|<
        S2 Khuyết tật đặc biệt nặng|<|<|<|<
        D #1|Nguyễn Văn An|#1948|031048000111|#1400000
        S2 Khuyết tật nặng|<|<|<|<
        D #2|Trần Thị Bình|#1950|031150000222|#1050000
        S1 Tổ dân phố số 2|<|<|<|<
        S2 Khuyết tật nặng|<|<|<|<
        D #3|Lê Thị Cúc|#1939|031139000333|#1050000",
    );
    zoo.page(
        "sections with counts and sums, marks in their own cell",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        S1 A|Người khuyết tật|||#2450000
        S2 I|Đặc biệt nặng|||#1400000
        D #1|Nguyễn Văn An|#1948|031048000111|#1400000
        S2 II|Nặng|||#1050000
        D #2|Trần Thị Bình|#1950|031150000222|#1050000
        S1 B|Người cao tuổi: 01 người|||#700000
        D #3|Lê Thị Cúc|#1939|031139000333|#700000",
    );
    zoo.page(
        "sections nested three deep",
        &ALL,
        "
        @ movements
        T DANH SÁCH TĂNG, GIẢM THÁNG 11
        F ordinal full_name birth_date id_no event_date
        H STT|Họ và tên|Năm sinh|Số CCCD|Ngày biến động
        S1 A. GIẢM
        S2 I. Giảm do chết
        S3 1. Thôn Đông
        D #1|Nguyễn Văn An|#1948|031048000111|05/10/2026
        S3 2. Thôn Đoài
        D #2|Trần Thị Bình|#1950|031150000222|06/10/2026
        S2 II. Giảm do chuyển đi
        S3 1. Thôn Đông
        D #3|Lê Thị Cúc|#1939|031139000333|07/10/2026
        S1 B. TĂNG
        D #4|Phạm Văn Dũng|#1940|031040000444|08/10/2026",
    );
    zoo.page(
        "blank rows inside the table",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        .
        D #2|Trần Thị Bình|#1950|031150000222
        .
        .
        .
        D #3|Lê Thị Cúc|#1939|031139000333",
    );
}

fn sums(zoo: &mut Zoo) {
    zoo.page(
        "subtotals in the middle",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        S1 |Người cao tuổi
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#700000
        L |Cộng nhóm: 02 người|||#1400000
        S1 |Người khuyết tật
        D #3|Lê Thị Cúc|#1939|031139000333|#1050000
        L Cộng||||#1050000
        L Tổng cộng|||#3|#2450000",
    );
    zoo.page(
        "totals above their rows",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        L |Tổng cộng|||#1400000
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#700000",
    );
    zoo.page(
        "rows after the total",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        L |Tổng cộng|||#700000
        D #2|Trần Thị Bình|#1950|031150000222|#700000
        D #3|Lê Thị Cúc|#1939|031139000333|#700000",
    );
    zoo.page(
        "rows after the signatures",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        L |Tổng cộng|||#700000
        N |Người lập biểu|||CHỦ TỊCH
        .
        N |Phạm Thị Dung|||Vũ Văn Em
        D #2|Trần Thị Bình|#1950|031150000222|#700000",
    );
    zoo.page(
        "notes and signatures below the table",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount note
        H STT|Họ và tên|Năm sinh|Số CCCD|Mức trợ cấp|Ghi chú
        D #1|Nguyễn Văn An|#1948|031048000111|#700000
        L Tổng số: 1 người||||#700000
        N (Bằng chữ: Bảy trăm nghìn đồng chẵn)
        N Ghi chú: người số 1 đã chuyển nơi ở
        N - Người nhận thay phải có giấy ủy quyền
        .
        N |||Lê Chân, ngày 05 tháng 11 năm 2026
        N |NGƯỜI LẬP BIỂU|||TM. ỦY BAN NHÂN DÂN
        N ||||KT. CHỦ TỊCH
        N ||||PHÓ CHỦ TỊCH
        .
        .
        N |Phạm Thị Dung|||Vũ Văn Em",
    );
    zoo.page(
        "a sum without its word",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no coefficient amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Hệ số|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|#1|#700000
        D #2|Trần Thị Bình|#1950|031150000222|#1.5|#1050000
        L |||||#1750000",
    );
    zoo.page(
        "ordinals with gaps and restarts",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        S1 Tổ 1
        D #1|Nguyễn Văn An|#1948|031048000111
        D #2|Trần Thị Bình|#1950|031150000222
        D #5|Lê Thị Cúc|#1939|031139000333
        D |Phạm Văn Dũng|#1940|031040000444
        S1 Tổ 2
        D #1|Vũ Thị Em|#1941|031141000555
        D #1|Đỗ Văn Gấm|#1942|031042000666
        D 3.|Bùi Thị Hoa|#1943|031143000777
        D 04|Ngô Văn Ích|#1944|031044000888",
    );
    zoo.page(
        "rows of a name alone",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn An|#1948|031048000111
        D #2|Trần Thị Bình
        D |Lê Thị Cúc
        D #4||#1940|031040000444",
    );
}

fn persons(zoo: &mut Zoo) {
    zoo.told("a guardian's name under the child's, in one cell", &ALL, "
        T DANH SÁCH TRẺ EM MỒ CÔI
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An\\n(Mẹ: Trần Thị Xuân)|12/03/2016|031216000111|#700000 => full_name=Nguyễn Văn An; receiver=Trần Thị Xuân; relation=Mẹ
        D #2|Trần Thị Bình\\nNGH: Trần Văn Hạ|15/08/2015|031315000222|#700000 => full_name=Trần Thị Bình; receiver=Trần Văn Hạ
        D #3|Lê Thị Cúc\\nLê Văn Thu|01/01/2017|031317000333|#700000 => full_name=Lê Thị Cúc; receiver=Lê Văn Thu
        D #4|Phạm Văn\\nDũng|20/10/2018|031218000444|#700000 => full_name=Phạm Văn\\nDũng", &["sheet.guardian_in_cell"]);
    zoo.told(
        "a guardian's name in a row of its own",
        &ALL,
        "
        T DANH SÁCH TRẺ EM MỒ CÔI
        F ordinal full_name birth_date id_no phone amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Số điện thoại|Mức trợ cấp
        D #1|Nguyễn Văn An|12/03/2016|031216000111||#700000 => receiver=Trần Thị Xuân; relation=Mẹ
        C |Mẹ: Trần Thị Xuân
        D #2|Trần Thị Bình|15/08/2015|031315000222||#700000 => receiver=Trần Văn Hạ; phone=0912345678
        C |NGH Trần Văn Hạ|||0912345678
        D #3|Lê Thị Cúc|01/01/2017|031317000333||#700000 => receiver=Lê Văn Thu
        C |(Lê Văn Thu)
        D #4|Phạm Văn Dũng|20/10/2018|031218000444||#700000 => receiver=Phạm Thị Đông; relation=bà nội
        C -|bà nội Phạm Thị Đông
        D #5|Vũ Văn Em|20/10/2018|031218000555||#700000
        D |Vũ Thị Giang||||#700000
        L |Cộng||||#4200000",
        &["sheet.guardian_rows"],
    );
    zoo.told(
        "a guardian's name in a row of its own",
        &ALL,
        "
        T DANH SÁCH TRẺ EM MỒ CÔI
        F full_name birth_date id_no relation
        H Họ và tên|Ngày sinh|Số CCCD|Quan hệ
        D Nguyễn Văn An|12/03/2016|031216000111 => receiver=Trần Thị Xuân; relation=mẹ
        C Trần Thị Xuân|||mẹ
        D Trần Thị Bình|15/08/2015|031315000222
        D Bà Lê Thị Cúc|#1939",
        &["sheet.guardian_rows"],
    );
    zoo.told("two persons in one row, a line each", &ALL, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Mức trợ cấp
        D #1|Nguyễn Văn An|12/03/1948|031048000111|#700000
        D 2\\n3|Trần Thị Bình\\nLê Thị Cúc|15/08/1950\\n01/01/1939|031150000222\\n031139000333|700000\\n1050000 => ordinal=2; full_name=Trần Thị Bình; birth_date=15/08/1950; id_no=031150000222; amount=700000 && ordinal=3; full_name=Lê Thị Cúc; birth_date=01/01/1939; id_no=031139000333; amount=1050000
        D #4|Phạm Văn Dũng|#1940|031040000444|#700000", &["sheet.persons_split"]);
    zoo.told("two persons in one row, one number for both", &ALL, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Địa chỉ|Số tiền
        D #1|Nguyễn Văn An\\nTrần Thị Bình|12/03/1948\\n15/08/1950|031048000111\\n031150000222|TDP 1|700.000\\n700.000 => full_name=Nguyễn Văn An; birth_date=12/03/1948; id_no=031048000111; amount=700.000 && full_name=Trần Thị Bình; birth_date=15/08/1950; id_no=031150000222; amount=700.000
        D #2|Lê Văn Cảnh và Vũ Thị Dung|1947; 1949|031047000333; 031149000444|TDP 2|700.000; 700.000 => full_name=Lê Văn Cảnh; birth_date=1947; id_no=031047000333; amount=700.000 && full_name=Vũ Thị Dung; birth_date=1949; id_no=031149000444; amount=700.000
        D #3|Phạm Văn Dũng|#1940|031040000444|TDP 1|700.000", &["sheet.persons_split"]);
    zoo.told("two persons in one row, one sum for both", &ALL, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no amount
        H STT|Họ và tên|Ngày sinh|Số CCCD|Số tiền
        D #1|Nguyễn Văn An\\nTrần Thị Bình|12/03/1948\\n15/08/1950|031048000111\\n031150000222|#1400000 => full_name=Nguyễn Văn An; birth_date=12/03/1948; id_no=031048000111; receiver=Trần Thị Bình
        D #2|Phạm Văn Dũng|#1940|031040000444|#700000", &["sheet.persons_unclear"]);
    zoo.page("one person over two rows, the id and its issue below", &ALL, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date address group amount
        H TT|Họ và tên Số CCCD|Năm sinh|Địa chỉ|Đối tượng|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|Thôn Đông|Hưu trí xã hội|#700000 => id_no=031048000111; address=Thôn Đông xã Tiên Lãng
        C |031048000111||xã Tiên Lãng
        D #2|Trần Thị Bình|#1950|Thôn Đoài|Hưu trí xã hội|#700000 => id_no=CCCD: 031150000222; id_issued=cấp ngày 1/2/2021
        C |CCCD: 031150000222
        C |cấp ngày 1/2/2021
        D #3|Lê Thị Cúc|#1939|Thôn Đoài|Hưu trí xã hội|#700000
        S1 Thôn Trung
        D #4|Phạm Văn Dũng|#1940|Thôn Trung|Hưu trí xã hội|#700000");
    zoo.page("one person over two rows, an id's issue and a remark below", &ALL, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address amount
        H TT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|Thôn Đông|#700000 => id_no=031048000111 cấp ngày 1/2/2021 ~> id=031048000111
        C |||cấp ngày 1/2/2021
        D #2|Trần Thị Bình|#1950|031150000222|Thôn Đoài|#700000 => receiver=ông Hải
        C |(ông Hải nhận thay)
        D #3|Lê Thị Cúc|#1939|031139000333|Thôn Đoài|#700000 => full_name=Lê Thị Cúc (mới ra viện) ~> full_name=Lê Thị Cúc
        C |(mới ra viện)
        D #4|Vũ Thị Em|#1939|031139000555|Thôn Đoài|#700000
        D |031139000666|#1940||Thôn Đoài|#700000
        N ||||Lê Chân, ngày 5 tháng 11 năm 2026");
    zoo.page(
        "a name that reads like an id's issue without its diacritics",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address amount
        H TT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|Thôn Đông|#700000
        D |Đỗ Cúc
        D #2|Trần Thị Bình|#1950|031150000222|Thôn Đoài|#700000 => id_no=031150000222 Do Cục Cảnh sát QLHC ~> id=031150000222
        C |||Do Cục Cảnh sát QLHC
        D #3|Lê Thị Cúc|#1939|031139000333|Thôn Đoài|#700000",
    );
    zoo.page(
        "one person over two rows, merged",
        &MERGING,
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address
        H STT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ
        D #1|Nguyễn Văn An|#1948|031048000111|Số 5, ngõ 12 => address=Số 5, ngõ 12 phường Lê Chân
        C ^|^|^|^|phường Lê Chân
        D #2|Trần Thị Bình|#1950|031150000222|Tổ 4",
    );
    zoo.page("one person over two rows, text carried on", &ALL, "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address amount
        H STT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ|Mức trợ cấp
        D #1|Nguyễn Văn An|#1948|031048000111|Số 5, ngõ 12 đường Tô Hiệu,|#700000 => address=Số 5, ngõ 12 đường Tô Hiệu, phường Lê Chân
        C ||||phường Lê Chân
        D #2|Trần Thị|#1950|031150000222|Tổ 4|#700000 => full_name=Trần Thị Bình
        C |Bình
        D #3|Lê Thị Cúc|#1939||Tổ 4|#700000 => id_no=031139000333
        C |||031139000333
        D #4|Phạm Văn Dũng|#1940|031040000444|Tổ 5|#700000
        L |Cộng||||#2800000");
}

fn parts(zoo: &mut Zoo) {
    let style = |style: Style| style;
    zoo.styled("texts inline in their cells", style(Style { inline: true, ..Style::default() }), PLAIN, &[]);
    zoo.styled("cells without places, no dimension", Style { placeless: true, ..Style::default() }, PLAIN, &[]);
    zoo.styled("rich text and phonetic runs", Style { rich: true, ..Style::default() }, PLAIN, &[]);
    zoo.styled("rich text and phonetic runs", Style { rich: true, inline: true, ..Style::default() }, PLAIN, &[]);
    let merged = "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no hamlet
        H STT|Họ và tên|Năm sinh|Số CCCD|Thôn
        D #1|Nguyễn Văn An|#1948|031048000111|Thôn Đông
        Dh #2|Trần Thị Bình|#1950|031150000222|^";
    zoo.styled(
        "elements with a namespace prefix",
        Style { prefixed: true, ..Style::default() },
        merged,
        &["sheet.hidden_rows"],
    );
}

/// What a list is, where its title and names do not say it.
fn kinds(zoo: &mut Zoo) {
    zoo.page(
        "a full list with a column of reasons",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no amount decision_no decision_date reason
        H STT|Họ và tên|Ngày sinh|Số CCCD|Số tiền|Số QĐ|Ngày QĐ|Lý do hưởng
        D #1|Nguyễn Văn An|12/03/2014|031214000111|#1050000|12/QĐ-UBND|01/02/2020|Bố chết, mẹ bỏ đi
        D #2|Trần Thị Bình|1950|031150000222|#700000|13/QĐ-UBND|01/02/2020|Chồng mất, sống một mình
        D #3|Lê Thị Cúc|1939|031139000333|#1400000|14/QĐ-UBND|01/02/2020|Mù hai mắt",
    );
    zoo.page(
        "a full list with a column of reasons",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no amount decision_no decision_date reason
        H STT|Họ và tên|Ngày sinh|Số CCCD|Số tiền|Số QĐ|Ngày QĐ|Lý do, ghi chú
        D #1|Nguyễn Văn An|12/03/2014|031214000111|#1050000|12/QĐ-UBND|01/02/2020|
        D #2|Trần Thị Bình|1950|031150000222|#700000|13/QĐ-UBND|01/02/2020|",
    );
    zoo.told(
        "a list of which nothing says whether people came or went",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no amount decision_no reason
        H STT|Họ và tên|Ngày sinh|Số CCCD|Số tiền|Số QĐ|Lý do
        D #1|Nguyễn Văn An|1948|031048000111|#700000|12/QĐ-UBND|chết 02/11/2026
        D #2|Trần Thị Bình|1950|031150000222|#700000|13/QĐ-UBND|đơn thân",
        &["sheet.kind_unclear"],
    );
    zoo.page(
        "movements that only their reasons tell",
        &ALL,
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        @ movements
        F ordinal full_name birth_date id_no amount decision_no reason
        H STT|Họ và tên|Ngày sinh|Số CCCD|Số tiền|Số QĐ|Lý do
        D #1|Nguyễn Văn An|1948|031048000111|#700000|12/QĐ-UBND|chết 02/11/2026
        D #2|Trần Thị Bình|1950|031150000222|#700000|13/QĐ-UBND|Đã chuyển đi Hà Nội
        D #3|Lê Thị Cúc|1939|031139000333|#1400000|14/QĐ-UBND|",
    );
}

/// Columns that are read together, or only with what the rest of the file tells.
fn columns(zoo: &mut Zoo) {
    for parent in ["Sinh ngày", "Ngày, tháng, năm sinh", "Năm sinh", "Sinh"] {
        let page = "
        T DANH SÁCH ĐANG HƯỞNG
        F ordinal full_name - - - id_no address amount
        H STT|Họ và tên|PARENT|<|<|Căn cước số|Xã cũ|Mức
        H ^|^|Ngày|Tháng|Năm|^|^|^
        D #1|Vũ Văn Sửu|#3|#4|#1945|031045001000|Tự Cường|#700000 => birth_date=3/4/1945; address=xã Tự Cường ~> birth_date=1945-04-03
        D #2|Vũ Văn Mùi|#4|#5|#1946|031046001001|Tự Cường|#700000 => birth_date=4/5/1946; address=xã Tự Cường
        D #3|Lê Văn Dần|||#1947|031047001002|xã Tự Cường|#700000 => birth_date=1947; address=xã Tự Cường";
        zoo.page("a date of birth in three columns", &MERGING, &page.replace("PARENT", parent));
    }
    for parent in ["Sinh", "Sinh ngày", "Năm sinh"] {
        let page = "
        T DANH SÁCH ĐANG HƯỞNG
        F ordinal full_name birth_male birth_female id_no amount
        H STT|Họ và tên|PARENT|<|Căn cước số|Mức
        H ^|^|Nam|Nữ|^|^
        D #1|Vũ Văn Sửu|#1945||031045001000|#700000 ~> birth_date=1945
        D #2|Ngô Thị Mùi||#1946|031146001001|#700000 ~> birth_date=1946
        D #3|Lê Văn Dần|#1947||031047001002|#700000 ~> birth_date=1947";
        zoo.page("men's and women's births below one heading", &MERGING, &page.replace("PARENT", parent));
    }
    zoo.page(
        "the commune before the merger beside the address",
        &ALL,
        "
        T DANH SÁCH ĐANG HƯỞNG
        F ordinal full_name birth_date id_no address - amount
        H STT|Họ và tên|Sinh|CCCD|Địa chỉ|Thuộc xã (cũ)|Mức
        D #1|Vũ Văn Sửu|#1945|031045001000|Thôn Đông|Tự Cường|#700000 => address=Thôn Đông, xã Tự Cường
        D #2|Vũ Văn Mùi|#1946|031046001001|Thôn Đông, Tự Cường|Tự Cường|#700000",
    );
    zoo.page("an unknown heading that a longer table of the file explains", &WORKBOOKS, TWO_HAMLETS);
    zoo.told(
        "a mark under Nam and under Nữ",
        &ALL,
        "
        T DANH SÁCH ĐANG HƯỞNG
        F ordinal full_name gender gender birth_date id_no
        H STT|Họ và tên|Nam|Nữ|Năm sinh|CCCD
        D #1|Vũ Văn Sửu|x||#1945|031045001000 => gender=Nam
        D #2|Ngô Thị Dậu||x|#1946|031146001001 => gender=Nữ
        D #3|Vũ Như Khoa|x|x|#1947|031047001002 => gender=",
        &["row.both_genders"],
    );
}

fn aside(zoo: &mut Zoo) {
    use FileStatus::{Empty, NotAList, Unreadable};
    let list = bytes(&Page::parse(PLAIN), As::Xlsx);
    zoo.aside("zero bytes", "a.xlsx", b"", Empty, "file.empty");
    zoo.aside("zero bytes", "a.csv", b"", Empty, "file.empty");
    zoo.aside("blanks alone", "b.csv", b" \r\n;;;\r\n", Empty, "file.empty");
    zoo.aside(
        "a workbook of empty sheets",
        "c.xlsx",
        &bytes(&Page::parse("## A\n## B"), As::Xlsx),
        Empty,
        "file.empty",
    );
    zoo.aside("cut off in the middle", "d.xlsx", &list[..list.len() / 2], Unreadable, "file.damaged");
    let old = bytes(&Page::parse(PLAIN), As::Xls);
    zoo.aside("cut off in the middle", "d.xls", &old[..700], Unreadable, "file.damaged");
    let locked = std::fs::read("tests/fixtures/ingest/locked_by_password.xlsx").unwrap();
    zoo.aside("locked by a password", "e.xlsx", &locked, Unreadable, "file.locked");
    let word = xlsx::pack(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")]);
    zoo.aside("a letter renamed to a workbook", "f.xlsx", &word, NotAList, "file.wrong_format");
    zoo.aside("a scan renamed to a workbook", "g.xls", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", NotAList, "file.wrong_format");
    zoo.aside(
        "a photo renamed to a workbook",
        "h.xlsx",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        NotAList,
        "file.wrong_format",
    );
    zoo.aside(
        "a letter without a table",
        "i.csv",
        "Kính gửi: Sở Y tế\nXã không có biến động.\n".as_bytes(),
        NotAList,
        "file.no_table",
    );
    zoo.aside(
        "a web page without a table",
        "j.xls",
        b"<html><body><p>404</p></body></html>",
        NotAList,
        "file.no_table",
    );
    let page = Page::parse(PLAIN);
    for (format, name) in [(As::Xlsx, "xls"), (As::Xls, "xlsx"), (As::Csv, "xlsx"), (As::Ods, "xls"), (As::Xlsb, "csv")]
    {
        zoo.bytes("a wrong ending", name, bytes(&page, format), &page, &[]);
    }
}

fn encodings(zoo: &mut Zoo) {
    let page = Page::parse(&PLAIN.replace("Khuyết tật nặng", "Khuyết tật nặng, \"mù\"; hai mắt"));
    for (separator, ending) in [(',', "csv"), ('\t', "tsv"), ('|', "txt"), (';', "csv")] {
        let text = text::separated(&page, separator);
        zoo.bytes("separators", ending, text.clone().into_bytes(), &page, &[]);
        zoo.bytes("utf-8 with its mark", ending, [b"\xEF\xBB\xBF", text.as_bytes()].concat(), &page, &[]);
        for (little, mark) in [(true, true), (false, true), (true, false)] {
            zoo.bytes("utf-16", ending, text::utf16(&text, little, mark), &page, &[]);
        }
        zoo.bytes("line ends of Unix and of old Macs", ending, text.replace("\r\n", "\n").into_bytes(), &page, &[]);
        zoo.bytes("line ends of Unix and of old Macs", ending, text.replace("\r\n", "\r").into_bytes(), &page, &[]);
    }
    let breaks = Page::parse(
        "
        T DANH SÁCH ĐỐI TƯỢNG
        F ordinal full_name birth_date id_no address
        H STT|Họ và tên|Năm sinh|Số CCCD|Địa chỉ
        D #1|Nguyễn Văn An|1948|031048000111|Số 5; ngõ 12\\nđường \"Tô Hiệu\"\\nphường Lê Chân
        D #2|Trần Thị Bình|1950|031150000222|Tổ 4",
    );
    for separator in [';', ',', '\t'] {
        zoo.bytes(
            "line breaks and separators in quotes",
            "csv",
            text::separated(&breaks, separator).into_bytes(),
            &breaks,
            &[],
        );
    }
    legacy(zoo);
    fonts(zoo);
}

/// Legacy charsets: `~>` compares the names after cleaning.
fn legacy(zoo: &mut Zoo) {
    let source = "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Nguyễn Văn Thắng|#1948|031048000111 ~> full_name=Nguyễn Văn Thắng
        D #2|Trần Thị Bưởi|#1950|031150000222 ~> full_name=Trần Thị Bưởi
        D #3|Đặng Thị Hường|#1939|031139000333 ~> full_name=Đặng Thị Hường
        L |Cộng: 3 người";
    let page = Page::parse(source);
    let small = source.replace("DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI", "Danh sách đối tượng bảo trợ xã hội");
    let small_page = Page::parse(&small);
    let text = text::separated(&page, ';');
    zoo.bytes("windows-1258", "csv", text::legacy(&text, "cp1258"), &decomposed(&page), &[]);
    for (quirk, charset) in [("TCVN3 text file", "tcvn3_abc"), ("VNI text file", "vni_windows")] {
        let bytes = text::legacy(&text::separated(&small_page, ';'), charset);
        zoo.bytes(quirk, "csv", bytes, &fonted(&small_page, charset), &["sheet.legacy_font"]);
    }
    for (quirk, charset) in [("TCVN3 workbook", "tcvn3_abc"), ("VNI workbook", "vni_windows")] {
        let fonted = fonted(&small_page, charset);
        zoo.bytes(quirk, "xlsx", xlsx::write(&fonted, Style::default()), &fonted, &["sheet.legacy_font"]);
        zoo.bytes(quirk, "xls", xls::write(&fonted, false), &fonted, &["sheet.legacy_font"]);
    }
    for charset in ["tcvn3_abc", "vni_windows"] {
        let fonted = fonted(&Page::parse(TWO_HAMLETS), charset);
        let quirk = "an unknown heading in a legacy font that a longer table of the file explains";
        zoo.bytes(quirk, "xlsx", xlsx::write(&fonted, Style::default()), &fonted, &["sheet.legacy_font"]);
    }
}

/// Names that are Vietnamese in Unicode and in TCVN3: the font of their cells decides.
fn fonts(zoo: &mut Zoo) {
    let page = Page::parse(
        "
        T DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI
        F ordinal full_name birth_date id_no
        H STT|Họ và tên|Năm sinh|Số CCCD
        D #1|Vò Gia An|#1948|031048000111 ~> full_name=Vũ Gia An
        D #2|Vò Thanh An|#1950|031150000222 ~> full_name=Vũ Thanh An
        L |Cộng: 2 người",
    );
    for (ending, bytes) in looking(&page, Look { legacy: true, ..Look::default() }) {
        zoo.bytes("the font of a cell tells its letters", ending, bytes, &page, &[]);
    }
}

/// The page with every text as a font of a charset needs it.
fn fonted(page: &Page, charset: &str) -> Page {
    rewritten(page, |text| text::in_font(text, charset))
}

/// The page as windows-1258 has it: the marks of tones after their letters.
fn decomposed(page: &Page) -> Page {
    rewritten(page, |text| encoding_rs::WINDOWS_1258.decode(&text::legacy(text, "cp1258")).0.into_owned())
}

fn rewritten(page: &Page, write: impl Fn(&str) -> String) -> Page {
    let mut page = page.clone();
    for cell in page.sheets.iter_mut().flat_map(|sheet| sheet.rows.iter_mut().flatten()).flatten() {
        if let crate::page::Value::Text(text) = cell {
            *text = write(text);
        }
    }
    for person in &mut page.people {
        for value in person.fields.values_mut().filter(|value| !value.is_ascii()) {
            *value = write(value);
        }
    }
    page
}
