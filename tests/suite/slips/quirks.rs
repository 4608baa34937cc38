//! One quirk of real files each, and what a slip does to it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use ansinh::ingest::{Forms, pictures};
use ansinh::model::{
    Date, Disposition, Field, FileStatus, FindingSeverity, ListKind, Month, Private, RawCell, RawRow, RawValue, RowId,
    RowKind, SLIP_HEADING, SLIP_TITLE, Ward, WardCode, WardStatus,
};
use ansinh::publish::{SlipInputs, Submitted, write_slips};
use ansinh::table::Tables;
use ansinh::table::outputs::{FindingRow, SourceFileRow, SourceRowRow};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, Note, Workbook, Worksheet,
};

use super::{attribute, cell, package, part, parts};

const ERROR: &str = "FFFFC8C4";
const WARNING: &str = "FFFFF0A8";

/// A file with a table on one sheet: heading in `heading`, one data row after the other below, name
/// in column B, id in column C; the first id is wrong, the second row has none.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    /// Number of the sheet of the table and its name.
    sheet: (u16, &'static str),
    /// Row of the heading; 0 where there is none.
    heading: u32,
    status: FileStatus,
    format: &'static str,
    /// Which person of their rows the rows are: a table beside another one.
    part: u16,
}

impl Default for Case {
    fn default() -> Case {
        let (sheet, status) = ((1, "DS"), FileStatus::Read);
        Case { name: "DS.xlsx", bytes: Vec::new(), sheet, heading: 4, status, format: "xlsx", part: 0 }
    }
}

/// A slip: the name of its file and its bytes.
struct Slip {
    name: String,
    bytes: Vec<u8>,
}

impl Case {
    fn row_id(&self, row: u32) -> RowId {
        RowId::of_part(7, self.sheet.0, self.part, row)
    }

    fn tables(&self) -> (Tables, Vec<RawRow>) {
        let file: Arc<str> = format!("submissions/2026-11/11311/{}", self.name).into();
        let (ward, period) = (WardCode::from_digits("11311").unwrap(), Month::new(2026, 11).unwrap());
        let (first, second) = (self.heading + 1, self.heading + 2);
        let reason = (self.status == FileStatus::Unreadable).then(|| "Tệp bị khóa bằng mật khẩu".to_owned());
        let mut tables = Tables::default();
        tables.source_files.push(SourceFileRow {
            file: file.clone(),
            hash: "0123456789abcdef".to_owned(),
            ward_code: Some(ward),
            period: Some(period),
            format: self.format.to_owned(),
            encoding: None,
            list_kind: Some(ListKind::Beneficiaries),
            status: self.status,
            reason,
            rows: second,
            data_rows: 2,
            answers: None,
        });
        let finding = |row: Option<u32>, severity, column: Option<u32>, raw: &str| FindingRow {
            row_id: row.map(|row| self.row_id(row)),
            check: "id.test".to_owned(),
            severity,
            column: None,
            raw: Some(Private::new(raw)),
            suggestion: None,
            message_vi: Private::new(&format!("Số “{raw}” sai & <thiếu>")),
            remedy_vi: "Nhập lại số.".to_owned(),
            file: Some(file.clone()),
            ward_code: Some(ward),
            field: Some(Field::IdNo),
            column_number: column,
        };
        if self.status != FileStatus::Read {
            tables.findings.push(finding(None, FindingSeverity::Error, None, "tệp"));
            return (tables, Vec::new());
        }
        tables.findings.push(finding(Some(first), FindingSeverity::Error, Some(3), "0311"));
        tables.findings.push(finding(Some(second), FindingSeverity::Warning, None, ""));
        tables.findings.push(finding(Some(first), FindingSeverity::Info, Some(2), "tên"));
        for row in self.heading.max(1)..=second {
            let header = row == self.heading;
            tables.source_rows.push(SourceRowRow {
                row_id: self.row_id(row),
                file: file.clone(),
                sheet: self.sheet.1.into(),
                row_number: row,
                ward_code: ward,
                period,
                list_kind: Some(ListKind::Beneficiaries),
                row_kind: if header { RowKind::Header } else { RowKind::Data },
                disposition: (!header).then_some(Disposition::Accepted),
                hidden: false,
            });
        }
        let raw = self.raw(&file, ward, period);
        (tables, raw)
    }

    fn raw(&self, file: &Arc<str>, ward: WardCode, period: Month) -> Vec<RawRow> {
        let cell =
            |field, column| RawCell { field, column, value: RawValue::Text(Private::new("x")), inherited: false };
        let raw = |row, cells| RawRow {
            row_id: self.row_id(row),
            file: file.clone(),
            sheet: self.sheet.1.into(),
            ward,
            period,
            list_kind: ListKind::Beneficiaries,
            hidden: false,
            title: "".into(),
            sections: Vec::new(),
            fonts: Vec::new(),
            thousands: Vec::new(),
            cells,
        };
        vec![
            raw(self.heading + 1, vec![cell(Field::FullName, 2), cell(Field::IdNo, 3)]),
            raw(self.heading + 2, vec![cell(Field::FullName, 2)]),
        ]
    }

    fn slip(&self) -> Slip {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(self.name);
        fs::write(&path, &self.bytes).unwrap();
        let (tables, raw) = self.tables();
        let forms = Forms::load(Path::new("pipelines/forms")).unwrap();
        let file = tables.source_files[0].file.clone();
        let ward = WardCode::from_digits("11311").unwrap();
        let inputs = SlipInputs {
            city: "thành phố Hải Phòng",
            as_of: Date::new(2026, 11, 20).unwrap(),
            pay_month: Month::new(2026, 12).unwrap(),
            wards: &[Ward { code: ward, name: "Phường Hồng Bàng".into(), status: WardStatus::Fresh }],
            tables: &tables,
            raw: &raw,
            submitted: &[Submitted { file, path }],
            titles: &BTreeMap::from([("id.test".to_owned(), "Số định danh sai".to_owned())]),
            proposes: &|_| false,
            pictures: &|path| pictures(path, &forms),
        };
        let written = write_slips(folder.path(), &inputs).unwrap();
        assert_eq!(written.len(), 1);
        let bytes = fs::read(folder.path().join(&written[0].path)).unwrap();
        let slip = Slip { name: written[0].path.rsplit('/').next().unwrap().to_owned(), bytes };
        slip.is_sound();
        slip
    }
}

impl Slip {
    fn part(&self, name: &str) -> String {
        part(&self.bytes, name)
    }

    /// Every override of a content type has its part, every sheet its relationship, and the first
    /// sheet sums up.
    #[track_caller]
    fn is_sound(&self) {
        let parts = parts(&self.bytes);
        let types = self.part("[Content_Types].xml");
        for name in types.split("PartName=\"/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(parts.iter().any(|(other, _)| other == name), "no part {name}");
        }
        let first = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(std::io::Cursor::new(self.bytes.clone()));
        let first = calamine::Reader::worksheet_range_at(&mut first.unwrap(), 0).unwrap().unwrap();
        assert_eq!(first.get_value((0, 0)).unwrap().to_string(), SLIP_TITLE);
    }

    /// The colour of the fill of a cell.
    #[track_caller]
    fn tint(&self, sheet: &str, place: &str) -> Option<String> {
        let styles = self.part("xl/styles.xml");
        let format = format_of(&styles, &self.part(sheet), place);
        let fill: usize = attribute(&format, "fillId").unwrap().parse().unwrap();
        let fills = section(&styles, "fills");
        let fill = fills.split("fill>").filter(|item| item.contains("patternFill")).nth(fill).unwrap().to_owned();
        let color = fill.find("fgColor")?;
        attribute(&fill[color..], "rgb").map(str::to_owned)
    }
}

fn section(styles: &str, name: &str) -> String {
    let start = styles.find(&format!("<{name}")).unwrap();
    styles[start..styles[start..].find(&format!("</{name}>")).unwrap() + start].to_owned()
}

/// The format of a cell, as the styles write it.
fn format_of(styles: &str, sheet: &str, place: &str) -> String {
    let number: usize = attribute(cell(sheet, place), "s").unwrap_or("0").parse().unwrap();
    let formats = section(styles, "cellXfs");
    let all: Vec<&str> = formats.split("<xf ").skip(1).collect();
    format!("<xf {}", all[number])
}

fn after_data(sheet: &str) -> &str {
    &sheet[sheet.find("</sheetData>").unwrap()..]
}

/// Title, merged heading, two rows: number, name, id, day.
fn table(page: &mut Worksheet, heading: u32) {
    let day = Format::new().set_num_format("dd/mm/yyyy").set_background_color(Color::RGB(0x00_DD_EE_FF)).set_bold();
    page.merge_range(0, 0, 0, 3, "DANH SÁCH", &Format::new().set_bold()).unwrap();
    for (column, text) in ["STT", "Họ và tên", "Số CCCD", "Ngày sinh"].iter().enumerate() {
        page.write_string(heading - 1, column as u16, *text).unwrap();
    }
    page.write_row(heading, 0, ["1", "Nguyễn Thị Hoa"]).unwrap();
    page.write_number_with_format(heading, 2, 18_329.0, &day).unwrap();
    page.write_row(heading + 1, 0, ["2", "Trần Văn Nam"]).unwrap();
    page.write_string(heading + 1, 3, "1948").unwrap();
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

/// A workbook with a cover, the table and a hidden sheet, and much around the table.
fn decorated() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Bìa").unwrap().write_string(0, 0, "Phường Hồng Bàng").unwrap();
    let page = book.add_worksheet().set_name("DS").unwrap();
    table(page, 4);
    page.merge_range(2, 1, 2, 2, "Nhân thân", &Format::new()).unwrap();
    page.set_column_width(1, 33.5).unwrap();
    page.set_column_hidden(0).unwrap();
    page.set_row_hidden(9).unwrap();
    page.set_row_height(4, 15.5).unwrap();
    page.autofilter(3, 0, 5, 3).unwrap();
    page.set_print_area(0, 0, 5, 3).unwrap();
    page.set_repeat_rows(3, 3).unwrap();
    page.set_freeze_panes(4, 1).unwrap();
    page.insert_note(4, 1, &Note::new("đã đối chiếu")).unwrap();
    page.add_data_validation(4, 2, 9, 2, &DataValidation::new().set_input_title("12 số").unwrap()).unwrap();
    let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(5));
    page.add_conditional_format(4, 0, 9, 0, &rule.set_format(Format::new().set_bold())).unwrap();
    page.write_formula(7, 2, "=COUNTA(B5:B6)").unwrap();
    page.set_active(true);
    book.add_worksheet().set_name("DM").unwrap().set_hidden(true).write_string(0, 0, "danh mục").unwrap();
    book.define_name("DM!ds", "=DM!$A$1:$A$3").unwrap();
    saved(book)
}

fn decorated_case() -> Case {
    Case { bytes: decorated(), sheet: (2, "DS"), ..Case::default() }
}

const SHEET: &str = "xl/worksheets/sheet2.xml";

#[test]
fn bad_cells_are_tinted_and_keep_their_format() {
    let case = decorated_case();
    let slip = case.slip();
    assert_eq!(slip.name, "phieu_tra_lai_2026-11_DS.xlsx");
    assert_eq!(slip.tint(SHEET, "C5").as_deref(), Some(ERROR));
    assert_eq!(slip.tint(SHEET, "C6").as_deref(), Some(WARNING), "a blank cell gets the colour too");
    assert_ne!(slip.tint(SHEET, "B5").as_deref(), Some(ERROR), "what is only for the record is not coloured");
    let before = format_of(&part(&case.bytes, "xl/styles.xml"), &part(&case.bytes, SHEET), "C5");
    let after = format_of(&slip.part("xl/styles.xml"), &slip.part(SHEET), "C5");
    for name in ["numFmtId", "fontId", "borderId", "xfId"] {
        assert_eq!(attribute(&before, name), attribute(&after, name), "{name}");
    }
    assert_eq!(cell(&slip.part(SHEET), "C5").split('>').nth(2), Some("18329</v"), "the value stays");
}

#[test]
fn a_further_person_of_a_row_is_told_in_the_same_sheet() {
    let case = Case { part: 2, ..decorated_case() };
    let slip = case.slip();
    assert_eq!(slip.tint(SHEET, "C5").as_deref(), Some(ERROR));
    assert_eq!(slip.tint(SHEET, "C6").as_deref(), Some(WARNING));
    assert!(slip.part("xl/worksheets/sheet4.xml").contains("DS, C5"), "the first sheet names the place");
}

#[test]
fn the_column_at_the_right_says_what_is_wrong_and_how_to_mend_it() {
    let slip = decorated_case().slip();
    let sheet = slip.part(SHEET);
    assert!(cell(&sheet, "E4").contains(SLIP_HEADING));
    assert!(cell(&sheet, "E5").contains("LỖI: Số “0311” sai &amp; &lt;thiếu&gt;. Cách sửa: Nhập lại số."));
    assert!(cell(&sheet, "E6").contains("CẢNH BÁO: "));
    assert!(sheet.contains("<dimension ref=\"A1:E10\"/>"), "{}", &sheet[..600]);
    assert!(sheet.contains("<col min=\"5\" max=\"5\" width=\"70\" customWidth=\"1\"/></cols>"));
    let row = &sheet[sheet.find("<row r=\"5\"").unwrap()..];
    assert_eq!(attribute(row, "ht"), Some("18"), "a row of fixed height makes room for the text");
    let row = &sheet[sheet.find("<row r=\"6\"").unwrap()..];
    assert_eq!(attribute(row, "ht"), None, "a row of one line is left as it is");
}

#[test]
fn merges_filters_validations_and_notes_stay_as_they_are() {
    let case = decorated_case();
    let slip = case.slip();
    let (before, after) = (part(&case.bytes, SHEET), slip.part(SHEET));
    // A slip is printed across and one page wide; all else behind the data stays.
    let upright = r#"orientation="portrait" horizontalDpi="200" verticalDpi="200""#;
    let across = r#"orientation="landscape" horizontalDpi="200" verticalDpi="200" fitToWidth="1" fitToHeight="0""#;
    assert!(before.contains(upright));
    assert_eq!(after_data(&before).replace(upright, across), after_data(&after));
    assert!(after.contains("<pageSetUpPr fitToPage=\"1\"/></sheetPr>"));
    for kept in
        ["<mergeCell ref=\"B3:C3\"/>", "<autoFilter ", "<dataValidation ", "<conditionalFormatting ", "<legacyDrawing "]
    {
        assert!(after.contains(kept), "{kept}");
    }
    for kept in
        ["<col min=\"1\" max=\"1\" hidden=\"1\"", "<row r=\"10\" hidden=\"1\"", "<pane ", "<f>COUNTA(B5:B6)</f>"]
    {
        let kept = if before.contains(kept) { kept } else { &kept[..kept.find('"').unwrap()] };
        assert!(before.contains(kept) && after.contains(kept), "{kept}");
    }
    let changed: Vec<String> = parts(&case.bytes)
        .into_iter()
        .filter(|(name, content)| slip.part(name) != *content)
        .map(|(name, _)| name)
        .collect();
    let expected = [
        "[Content_Types].xml",
        "docProps/app.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/workbook.xml",
        SHEET,
    ];
    let mut changed_sorted = changed.clone();
    changed_sorted.sort();
    assert_eq!(changed_sorted, expected, "every other part is as it was");
}

#[test]
fn names_of_sheets_count_from_the_new_first_sheet() {
    let case = decorated_case();
    let (before, after) = (part(&case.bytes, "xl/workbook.xml"), case.slip().part("xl/workbook.xml"));
    let ids = |xml: &str| -> Vec<usize> {
        xml.split("localSheetId=\"").skip(1).map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
    };
    assert_eq!(ids(&before), [1, 2, 1, 1]);
    assert_eq!(ids(&after), [2, 3, 2, 2]);
    assert!(after.contains("_xlnm.Print_Area\" localSheetId=\"2\">DS!$A$1:$E$6<"), "the added column is printed too");
    assert!(after.contains("_xlnm.Print_Titles\" localSheetId=\"2\">DS!$4:$4<"), "what the ward repeats stays");
    let order: Vec<&str> = after.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(order, ["Tổng hợp", "Bìa", "DS", "DM"]);
    assert!(after.contains("name=\"DM\" sheetId=\"3\" state=\"hidden\"") && after.contains("activeTab=\"0\""));
    let selected = parts(&case.slip().bytes).iter().filter(|(_, xml)| xml.contains("tabSelected=\"1\"")).count();
    assert_eq!(selected, 1, "two selected sheets would be edited together");
}

#[test]
fn the_first_sheet_sums_up_and_links_to_the_cells() {
    let slip = decorated_case().slip();
    let first = slip.part("xl/worksheets/sheet4.xml");
    for text in ["DS.xlsx", "0123456789ab", "11/2026", "tháng 12/2026", "Số định danh sai", "Phường Hồng Bàng"]
    {
        assert!(first.contains(text), "{text}");
    }
    assert!(first.contains("location=\"&apos;DS&apos;!C5\"") || first.contains("location=\"'DS'!C5\""), "{first}");
    assert!(first.contains("!C6\""), "a value that is missing is linked to where it should stand");
}

#[test]
fn a_name_that_tells_of_hiv_stands_in_no_text_of_ours() {
    let mut book = Workbook::new();
    table(book.add_worksheet().set_name("HIV & AIDS").unwrap(), 4);
    let case = Case { name: "DS nhiem HIV.xlsx", bytes: saved(book), sheet: (1, "HIV & AIDS"), ..Case::default() };
    let slip = case.slip();
    assert_eq!(slip.name, "phieu_tra_lai_2026-11_danh sach.xlsx");
    let first = slip.part("xl/worksheets/sheet2.xml");
    let shown = first.replace("location=\"&apos;HIV &amp; AIDS&apos;!", "").replace("DS nhiem HIV.xlsx", "");
    assert!(!shown.contains("HIV") && shown.contains("Trang tính số 1"), "{shown}");
}

#[test]
fn a_sheet_of_the_ward_keeps_its_name() {
    let mut book = Workbook::new();
    table(book.add_worksheet().set_name("tổng hợp").unwrap(), 4);
    let slip = Case { bytes: saved(book), sheet: (1, "tổng hợp"), ..Case::default() }.slip();
    let xml = slip.part("xl/workbook.xml");
    assert!(xml.contains("name=\"Tổng hợp (2)\"") && xml.contains("name=\"tổng hợp\""), "{xml}");
}

#[test]
fn a_bad_cell_of_a_merged_block_is_tinted_where_it_is_shown() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("DS").unwrap();
    table(page, 4);
    page.merge_range(4, 2, 5, 2, "031048000123", &Format::new()).unwrap();
    page.merge_range(3, 4, 5, 4, "", &Format::new()).unwrap();
    let slip = Case { bytes: saved(book), ..Case::default() }.slip();
    let sheet = "xl/worksheets/sheet1.xml";
    assert_eq!(slip.tint(sheet, "C5").as_deref(), Some(ERROR));
    assert!(!slip.part(sheet).contains("r=\"C6\""), "a covered cell is not seen");
    assert!(cell(&slip.part(sheet), "F5").contains("LỖI"), "the column is none that a block covers");
}

#[test]
fn macros_stay_and_none_is_added() {
    let mut book = Workbook::new();
    table(book.add_worksheet().set_name("DS").unwrap(), 4);
    let mut all = parts(&saved(book));
    let types = &mut all.iter_mut().find(|(name, _)| name == "[Content_Types].xml").unwrap().1;
    let (plain, macros) = ("officedocument.spreadsheetml.sheet.main", "ms-excel.sheet.macroEnabled.main");
    *types = types.replace(&format!("application/vnd.openxmlformats-{plain}"), &format!("application/vnd.{macros}"));
    assert!(types.contains(macros));
    all.push(("xl/vbaProject.bin".to_owned(), "macro".to_owned()));
    let slip = Case { name: "DS.xlsm", bytes: package(&all), ..Case::default() }.slip();
    assert_eq!(
        (slip.name.as_str(), slip.part("xl/vbaProject.bin").as_str()),
        ("phieu_tra_lai_2026-11_DS.xlsm", "macro")
    );
    assert!(!parts(&decorated_case().slip().bytes).iter().any(|(name, _)| name.contains("vba")));
}

/// As some libraries write: prefixed elements, cells and rows without addresses, everything to the
/// right of the table hidden.
#[test]
fn prefixes_missing_addresses_and_hidden_columns_are_understood() {
    let mut book = Workbook::new();
    table(book.add_worksheet().set_name("DS").unwrap(), 1);
    let mut all = parts(&saved(book));
    for (name, xml) in &mut all {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        match name.as_str() {
            "xl/worksheets/sheet1.xml" => {
                let rows: String = ["STT|Tên|Số", "1|Hoa|0311", "2|Nam"]
                    .iter()
                    .map(|row| {
                        let cell = |text: &str| format!("<x:c t=\"str\"><x:v>{text}</x:v></x:c>");
                        format!("<x:row>{}</x:row>", row.split('|').map(cell).collect::<String>())
                    })
                    .collect();
                *xml = format!(
                    "<x:worksheet xmlns:x=\"{main}\"><x:cols><x:col min=\"4\" max=\"16384\" hidden=\"1\"/></x:cols>\
                     <x:sheetData>{rows}</x:sheetData></x:worksheet>"
                );
            }
            "xl/workbook.xml" => {
                *xml = format!(
                    "<x:workbook xmlns:x=\"{main}\" xmlns:q=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
                     <x:sheets><x:sheet name=\"DS\" sheetId=\"1\" q:id=\"rId1\"></x:sheet></x:sheets></x:workbook>"
                );
            }
            _ => {}
        }
    }
    let slip = Case { bytes: package(&all), heading: 1, ..Case::default() }.slip();
    let (sheet, book) = (slip.part("xl/worksheets/sheet1.xml"), slip.part("xl/workbook.xml"));
    assert!(
        book.contains("<x:sheet name=\"Tổng hợp\" sheetId=\"2\" q:id=\"rIdSlip1\"/><x:sheet name=\"DS\""),
        "{book}"
    );
    assert!(
        sheet.contains("<x:col min=\"4\" max=\"4\" width=\"70\" customWidth=\"1\"/><x:col min=\"5\" max=\"16384\"")
    );
    let second = &sheet[sheet.find("Hoa").unwrap()..];
    assert!(second.contains("<x:c t=\"str\" r=\"C2\"") && second.contains("<x:c r=\"D2\""), "{second}");
    assert!(second.contains("<x:c r=\"C3\" s="), "{second}");
}

#[test]
fn a_table_that_begins_in_the_first_row_without_headings_has_its_column() {
    let mut book = Workbook::new();
    let page = book.add_worksheet().set_name("DS").unwrap();
    page.write_row(0, 0, ["1", "Nguyễn Thị Hoa", "0311"]).unwrap();
    page.write_row(1, 0, ["2", "Trần Văn Nam"]).unwrap();
    let slip = Case { bytes: saved(book), heading: 0, ..Case::default() }.slip();
    let sheet = slip.part("xl/worksheets/sheet1.xml");
    assert!(cell(&sheet, "D1").contains(SLIP_HEADING) && cell(&sheet, "D1").contains("LỖI"));
    assert!(cell(&sheet, "D2").contains("CẢNH BÁO"));
}

#[test]
fn a_text_file_becomes_a_workbook_with_the_same_cells() {
    let bytes = "Danh sách\n\n\nSTT;Họ và tên;Số CCCD\n1;Nguyễn Thị Hoa;031048000123\n2;=Nam;\n".as_bytes().to_vec();
    let slip = Case { name: "DS.csv", format: "csv", bytes, ..Case::default() }.slip();
    assert_eq!(slip.name, "phieu_tra_lai_2026-11_DS.xlsx");
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(slip.bytes.clone())).unwrap();
    let range = calamine::Reader::worksheet_range_at(&mut book, 1).unwrap().unwrap();
    let text = |row, column| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((text(4, 2).as_str(), text(5, 1).as_str(), text(0, 0).as_str()), ("031048000123", "=Nam", "Danh sách"));
    assert!(text(3, 3) == SLIP_HEADING && text(4, 3).starts_with("LỖI"));
    assert_eq!(slip.tint("xl/worksheets/sheet1.xml", "C5").as_deref(), Some(ERROR));
}

#[test]
fn a_file_that_cannot_be_read_gives_the_reason_and_the_way() {
    let case = Case {
        name: "khóa.xlsx",
        bytes: b"\xD0\xCF\x11\xE0".to_vec(),
        status: FileStatus::Unreadable,
        ..Case::default()
    };
    let slip = case.slip();
    let first = slip.part("xl/worksheets/sheet1.xml");
    for text in ["Tệp bị khóa bằng mật khẩu", "Nhập lại số.", "Sửa rồi nộp lại tệp"] {
        assert!(first.contains(text), "{text}");
    }
    assert_eq!(slip.part("xl/workbook.xml").matches("<sheet ").count(), 1);
}

#[test]
fn a_package_that_is_not_understood_is_built_anew() {
    let mut book = Workbook::new();
    table(book.add_worksheet().set_name("DS").unwrap(), 4);
    let mut all = parts(&saved(book));
    let styles = &mut all.iter_mut().find(|(name, _)| name == "xl/styles.xml").unwrap().1;
    *styles = styles.replace("<cellXfs", "<cellFormats").replace("</cellXfs", "</cellFormats");
    let slip = Case { bytes: package(&all), ..Case::default() }.slip();
    assert!(cell(&slip.part("xl/worksheets/sheet1.xml"), "E5").contains("LỖI"));
    assert_eq!(slip.tint("xl/worksheets/sheet1.xml", "C5").as_deref(), Some(ERROR));
}
