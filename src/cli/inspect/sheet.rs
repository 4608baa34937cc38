//! The text that a clerk reads: file, columns, rows, summary.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;

use super::{Shown, mask, values};
use crate::model::{
    Disposition, Field, FileStatus, FindingSeverity, RawCell, RawRow, ReadBy, Record, RowId, RowKind, column_letters,
};
use crate::table::outputs::{ColumnRow, FindingRow, SourceRowRow};

/// What is said of a data row that is not used.
const ASIDE: &str = "ĐỂ RIÊNG, CHỜ SỬA";

/// Longest text shown of one cell or row, in characters.
const WIDTH: usize = 72;

impl Shown<'_> {
    /// Writes everything.
    pub(super) fn write(&self, out: &mut String) {
        self.file(out);
        let rows = &self.file.inspected.ingested.rows;
        let sheets: BTreeSet<u32> = rows.iter().map(|row| row.row_id.sheet_number()).collect();
        for sheet in sheets {
            let rows: Vec<(usize, &SourceRowRow)> =
                rows.iter().enumerate().filter(|(_, row)| row.row_id.sheet_number() == sheet).collect();
            self.sheet(&rows, out);
        }
        self.summary(out);
    }

    fn file(&self, out: &mut String) {
        let file = &self.file.inspected.ingested.files[0];
        let encoding = file.encoding.as_deref().map(|encoding| format!(", bảng mã {encoding}")).unwrap_or_default();
        line(out, &format!("Tệp         {}", file.file));
        line(out, &format!("Định dạng   {}{encoding}", file.format));
        line(out, &format!("Xã, phường  {}", self.ward.as_deref().unwrap_or("(không rõ; ghi --ward MÃ)")));
        line(out, &format!("Kỳ          {}", self.period));
        line(out, &format!("Loại        {}", file.list_kind.map_or("(không rõ)", |kind| kind.label_vi())));
        let status = match file.status {
            FileStatus::Read | FileStatus::Superseded => "đọc được".to_owned(),
            _ => format!("KHÔNG ĐỌC ĐƯỢC: {}", file.reason.as_deref().unwrap_or("")),
        };
        line(out, &format!("Kết quả     {status}"));
        let of_file: Vec<&FindingRow> = self.findings.iter().filter(|finding| finding.row_id.is_none()).collect();
        of_file.iter().for_each(|finding| write_finding(out, "  ", finding));
    }

    fn sheet(&self, rows: &[(usize, &SourceRowRow)], out: &mut String) {
        let Some((_, first)) = rows.first() else { return };
        line(out, "");
        let name = if first.sheet.is_empty() { String::new() } else { format!(" “{}”", first.sheet) };
        // Further people of a row are shown with it.
        let rows: Vec<&(usize, &SourceRowRow)> =
            rows.iter().filter(|(_, row)| row.row_id.sheet == row.row_id.sheet_number()).collect();
        let data = rows.iter().filter(|(_, row)| row.row_kind == RowKind::Data).count();
        line(out, &format!("TRANG TÍNH{name}: {} dòng, {data} dòng dữ liệu", rows.len()));
        let columns = &self.file.inspected.ingested.columns;
        let mut table = 0;
        for column in columns.iter().filter(|column| column.sheet == first.sheet) {
            if column.table_no != table {
                table = column.table_no;
                line(out, "");
                line(out, &format!("  Bảng {table}"));
                line(out, &columns_line(["Cột", "Tiêu đề", "Đọc là", "Căn cứ", "Phù hợp", "Chắc chắn"]));
            }
            line(out, &column_line(column));
        }
        line(out, "");
        let kinds: BTreeSet<RowKind> = rows.iter().map(|(_, row)| row.row_kind).collect();
        line(out, "  Loại dòng trong trang này:");
        for kind in kinds.into_iter().filter(|kind| *kind != RowKind::Blank) {
            line(out, &format!("    {}: {}", kind.label_vi(), kind.meaning_vi()));
        }
        line(out, "");
        for (number, row) in rows.iter().filter(|(_, row)| self.is_asked(row.row_number)) {
            self.row(*number, row, out);
        }
    }

    fn is_asked(&self, row: u32) -> bool {
        self.rows.is_none_or(|rows| rows.contains(&row))
    }

    fn row(&self, number: usize, row: &SourceRowRow, out: &mut String) {
        let hidden = if row.hidden { " (bị ẩn)" } else { "" };
        let head = format!("  {:>5}  {}{hidden}", row.row_number, row.row_kind.label_vi());
        if row.row_kind == RowKind::Blank {
            return line(out, &head);
        }
        let persons: Vec<&RawRow> =
            self.file.inspected.ingested.raw.iter().filter(|raw| raw.row_id.is_of(row.row_id)).collect();
        if persons.is_empty() {
            let text = self.file.inspected.lines.get(number).map_or("", |line| line.reveal());
            let shown = match row.row_kind {
                _ if self.personal => text.to_owned(),
                // Signatures are people's names.
                RowKind::Footer | RowKind::Continuation | RowKind::Data => "***".to_owned(),
                _ => mask::line(text),
            };
            let aside = if row.disposition.is_some() { format!("{ASIDE}: ") } else { String::new() };
            line(out, &format!("{head}: {aside}{}", cut(&shown, WIDTH)));
            return self.found(row.row_id, out);
        }
        for raw in persons {
            let record = self.file.normalized.records.iter().find(|record| record.row_id == raw.row_id);
            let verdict = if record.is_some() { "nhận" } else { ASIDE };
            line(out, &format!("{head}: {verdict}"));
            raw.cells.iter().for_each(|cell| line(out, &self.cell(cell, record)));
            record.into_iter().for_each(|record| self.derived(raw, record, out));
            self.found(raw.row_id, out);
        }
    }

    fn found(&self, row: RowId, out: &mut String) {
        let of_row = self.findings.iter().filter(|finding| finding.row_id == Some(row));
        of_row.for_each(|finding| write_finding(out, "           ", finding));
    }

    /// `B  Họ và tên: NGUYEN VAN A -> Nguyễn Văn A`.
    fn cell(&self, cell: &RawCell, record: Option<&Record>) -> String {
        let hide = |text: &str| if self.personal { text.to_owned() } else { mask::value(cell.field, text) };
        let raw = cell.value.reveal();
        let inherited = if cell.inherited { " (theo dòng trên)" } else { "" };
        let clean = record.and_then(|record| values::clean(record, cell.field));
        let read = match clean {
            Some(clean) if clean == raw.trim() => String::new(),
            Some(clean) if hide(&clean) == hide(raw.trim()) => String::new(),
            Some(clean) => format!("  ->  {}", cut(&hide(&clean), WIDTH)),
            None if values::is_read(cell.field) => "  ->  (không đọc được)".to_owned(),
            None => String::new(),
        };
        let (letter, label) = (column_letters(cell.column), cell.field.label_vi());
        format!("         {letter:<2} {label}: {}{inherited}{read}", cut(&hide(raw.trim()), WIDTH))
    }

    /// What was read of the person and stands in no column of its own: the ward of the address, hamlet and
    /// group of the headings above.
    fn derived(&self, raw: &RawRow, record: &Record, out: &mut String) {
        if let Some(ward) = record.address_ward {
            line(out, &format!("         =  Địa chỉ thuộc: {}", (self.name)(ward)));
        }
        let has =
            |field: Field| raw.cells.iter().any(|cell| cell.field == field && !cell.value.reveal().trim().is_empty());
        for field in values::OFTEN_ABOVE.into_iter().filter(|&field| !has(field)) {
            if let Some(value) = values::clean(record, field) {
                let label = field.label_vi();
                line(out, &format!("         =  {label}: {} (từ đề mục, tiêu đề hoặc ô khác)", cut(&value, WIDTH)));
            }
        }
    }

    fn summary(&self, out: &mut String) {
        let rows = || self.file.inspected.ingested.rows.iter().filter(|row| row.row_kind == RowKind::Data);
        let data = rows().count();
        let mut grave: BTreeMap<RowId, FindingSeverity> = BTreeMap::new();
        for finding in &self.findings {
            if let Some(row) = finding.row_id.filter(|_| finding.severity != FindingSeverity::Info) {
                let severity = grave.entry(row).or_insert(finding.severity);
                *severity = (*severity).max(finding.severity);
            }
        }
        let aside = rows().filter(|row| row.disposition == Some(Disposition::Quarantined)).count();
        let sound = rows().filter(|row| !grave.contains_key(&row.row_id)).count();
        line(out, "");
        line(out, "TÓM TẮT");
        line(out, &format!("  {data} dòng dữ liệu đọc được, trong đó:"));
        line(out, &format!("  {:>6} dòng không có gì phải sửa", sound));
        let errors = grave.values().filter(|&&severity| severity == FindingSeverity::Error).count();
        line(out, &format!("  {errors:>6} dòng cần sửa (có lỗi); {aside} dòng phải để riêng, không dùng được"));
        line(out, &format!("  {:>6} dòng nên xem lại (có cảnh báo)", grave.len() - errors));
        if !self.personal && data > 0 {
            line(
                out,
                "  Họ tên, số định danh, ngày sinh, địa chỉ, tài khoản được che; thêm --show-personal-data để xem đủ.",
            );
        }
    }
}

fn column_line(column: &ColumnRow) -> String {
    let how = match column.how {
        ReadBy::Pinned => "xã xác nhận",
        ReadBy::Heading => "tiêu đề",
        ReadBy::Content => "nội dung",
        ReadBy::Nothing => "",
    };
    let fits = column.fitting.map(|fitting| format!("{fitting}/{}", column.values)).unwrap_or_default();
    let sure = column.confidence.map(|sure| format!("{:.0} %", sure * 100.0)).unwrap_or_default();
    let field = column.field.map_or("(không đọc)", |field| field.label_vi());
    let heading = column.heading.as_deref().unwrap_or("(không có)");
    columns_line([&column.letter, heading, field, how, &fits, &sure])
}

/// Six texts in columns; characters are counted, as diacritics take more than one byte.
fn columns_line(texts: [&str; 6]) -> String {
    let widths = [5, 34, 26, 12, 9, 10];
    let cells = texts.iter().zip(widths).map(|(text, width)| {
        let text = cut(text, width - 1);
        let blanks = " ".repeat(width - text.chars().count());
        text + &blanks
    });
    format!("    {}", cells.collect::<String>().trim_end())
}

fn write_finding(out: &mut String, indent: &str, finding: &FindingRow) {
    let mark = finding.severity.label_vi();
    line(out, &format!("{indent}- {mark}: {}", finding.message_vi.reveal()));
    if finding.severity != FindingSeverity::Info {
        line(out, &format!("{indent}  Cách sửa: {}", finding.remedy_vi));
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{}", text.trim_end());
}

/// At most `width` characters on one line.
fn cut(text: &str, width: usize) -> String {
    // Composed letters, so that characters are what is seen.
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect();
    if flat.chars().count() <= width {
        return flat;
    }
    flat.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}
