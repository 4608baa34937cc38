//! `quyet_dinh_<month>.xlsx`: the rows of which a person must say who they are, both people side by
//! side, with a choice a row. It comes back into the folder `decisions` of the city.

use std::ops::Range;

use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

use super::book::{Book, WardBook};
use super::index::Index;
use super::sheet::{Cell, Column, Sheet, column};
use crate::model::{
    CANDIDATE_HEADINGS, CHOICE_HEADING, CHOICES, DECIDED_BY_HEADING, DECIDED_ON_HEADING, LISTED_BIRTH_HEADING,
    LISTED_NAME_HEADING, LISTED_NUMBER_HEADING, MARK_HEADING, MARKED_NAME_HEADING, REMARK_HEADING, WARD_HEADING,
};
use crate::table::outputs::CandidateRow;

const COLUMNS: [Column; 34] = [
    column("STT", 4.5),
    column(LISTED_NAME_HEADING, 20.0),
    column(LISTED_BIRTH_HEADING, 10.5),
    column("Giới tính (danh sách)", 6.0),
    column(LISTED_NUMBER_HEADING, 14.0),
    column("Địa chỉ (danh sách)", 22.0),
    column("Phần", 8.0),
    chosen(CHOICE_HEADING, 18.0, &CHOICES),
    column(DECIDED_BY_HEADING, 16.0),
    column(DECIDED_ON_HEADING, 11.0),
    column(REMARK_HEADING, 18.0),
    column(CANDIDATE_HEADINGS[0], 14.0),
    column("Người thứ nhất: họ và tên", 20.0),
    column("Người thứ nhất: ngày sinh", 10.5),
    column("Người thứ nhất: giới tính", 6.0),
    column("Người thứ nhất: nơi cư trú", 22.0),
    column("Người thứ nhất: tình trạng", 10.0),
    column("Người thứ nhất: giống", 16.0),
    column("Người thứ nhất: gần giống", 14.0),
    column("Người thứ nhất: khác", 16.0),
    column(CANDIDATE_HEADINGS[1], 14.0),
    column("Người thứ hai: họ và tên", 20.0),
    column("Người thứ hai: ngày sinh", 10.5),
    column("Người thứ hai: giới tính", 6.0),
    column("Người thứ hai: nơi cư trú", 22.0),
    column("Người thứ hai: tình trạng", 10.0),
    column("Người thứ hai: giống", 16.0),
    column("Người thứ hai: gần giống", 14.0),
    column("Người thứ hai: khác", 16.0),
    column("Tệp", 21.0),
    column("Dòng", 6.0),
    column(WARD_HEADING, 8.0),
    column(MARKED_NAME_HEADING, 20.0),
    column(MARK_HEADING, 21.0),
];

/// A column with a drop-down list.
const fn chosen(head: &'static str, width: f64, choices: &'static [&'static str]) -> Column {
    Column { head, width, total: false, choices }
}

/// The parts of the sheet: rows that wait for a choice, and behind them rows of which too little is known to
/// ask.
const PARTS: [&str; 2] = ["Cần chọn", "Ít chắc chắn"];

const NOTES: [&str; 3] = [
    "Mỗi dòng: so người ghi trong danh sách với hai người trong CSDL dân cư, chọn ở cột “Lựa chọn”, ghi người và ngày quyết định; \
     chưa chọn thì để trống. Không sửa cột “Mã đối chiếu” và các cột của danh sách; khi sắp xếp phải chọn cả bảng. Lưu xong gửi lại tệp này: đặt vào thư mục decisions của thành phố.",
    "Các dòng cuối bảng, phần “Ít chắc chắn”: danh sách ghi quá ít để kết luận, người thứ nhất chỉ là người có khả năng nhất; không bắt buộc chọn, chỉ chọn khi có hồ sơ, giấy tờ. Cách khác: bổ sung số định danh, ngày sinh vào danh sách.",
    "Quyết định được giữ cho mọi đợt sau, cho đến khi có quyết định mới hoặc dòng danh sách thay đổi. Chỉ dùng cho cán bộ phụ trách.",
];

/// The rows of one ward.
pub(super) fn write(ward: &WardBook, book: &mut Book) {
    book.add(&sheet(&ward.candidates, ward.index, ward.subtitle()));
}

/// The sheet of some rows; candidates of one row stand one after the other.
pub(super) fn sheet<'a>(candidates: &[&CandidateRow], index: &Index, subtitle: String) -> Sheet<'a> {
    let of = |unsure: bool| {
        let both = candidates.chunk_by(|a, b| a.row_id == b.row_id);
        both.filter(move |both| both[0].unsure == unsure)
    };
    let rows = of(false).chain(of(true));
    Sheet {
        name: "Quyết định",
        title: "DÒNG CẦN QUYẾT ĐỊNH LÀ NGƯỜI NÀO TRONG CSDL DÂN CƯ",
        subtitle,
        notes: NOTES.map(str::to_owned).to_vec(),
        columns: &COLUMNS,
        rows: (1..).zip(rows).map(|(number, both)| line(number, both, index)).collect(),
        closing: vec![],
        signed: false,
    }
}

fn line(number: i64, both: &[&CandidateRow], index: &Index) -> Vec<Cell> {
    let first = both[0];
    let listed = index.of_row(first.row_id).unwrap_or_default();
    let [name, birth, gender] = listed.cells();
    let id = index.record(first.row_id).and_then(|record| record.id_no);
    let [file, _, row] = index.place(first.row_id);
    let place = |place: u32| both.iter().find(|candidate| candidate.place == place);
    let marked = name.clone();
    let mut cells = vec![Cell::Count(number), name, birth, gender];
    cells.push(id.map_or(Cell::Blank, |id| Cell::code(id.reveal())));
    cells.push(listed.address_cell());
    cells.push(Cell::code(PARTS[usize::from(first.unsure)]));
    cells.extend([Cell::Blank, Cell::Blank, Cell::Blank, Cell::Blank]);
    cells.extend(person(place(1).copied()));
    cells.extend(person(place(2).copied()));
    cells.extend([file, row, Cell::code(first.ward_code.to_string()), marked, Cell::code(first.row_mark.as_str())]);
    cells
}

fn person(candidate: Option<&CandidateRow>) -> [Cell; 9] {
    let Some(candidate) = candidate else { return [const { Cell::Blank }; 9] };
    let text = |text: Option<&str>| text.map_or(Cell::Blank, Cell::text);
    let fields = |fields: &[String]| {
        let words: Vec<&str> = fields.iter().map(|field| label(field)).collect();
        if words.is_empty() { Cell::Blank } else { Cell::text(words.join(", ")) }
    };
    [
        Cell::code(candidate.person_id.reveal()),
        text(candidate.full_name.as_ref().map(|name| name.reveal())),
        Cell::birth(candidate.birth_date),
        candidate.gender.map_or(Cell::Blank, |gender| Cell::code(gender.label_vi())),
        text(candidate.address.as_ref().map(|address| address.reveal())),
        text(candidate.life_status.map(|status| status.label_vi())),
        fields(&candidate.same),
        fields(&candidate.near),
        fields(&candidate.different),
    ]
}

fn label(field: &str) -> &str {
    match field {
        "id" => "số định danh",
        "name" => "họ tên",
        "birth" => "ngày sinh",
        "gender" => "giới tính",
        "ward" => "xã",
        "place" => "thôn, số nhà",
        "phone" => "điện thoại",
        other => other,
    }
}

/// Drop-down lists in these rows of the columns that have choices.
pub(super) fn offer_choices(page: &mut Worksheet, columns: &[Column], rows: Range<u32>) -> Result<(), XlsxError> {
    for (at, column) in columns.iter().enumerate().filter(|(_, column)| !column.choices.is_empty()) {
        let list = DataValidation::new().allow_list_strings(column.choices)?;
        let list = list.set_error_message("Chọn một trong các mục của danh sách.")?;
        page.add_data_validation(rows.start, at as u16, rows.end - 1, at as u16, &list)?;
    }
    Ok(())
}
