//! The first sheet of a slip: what was read, what to do, what each colour means, and every point with
//! a link to its cell.

use std::collections::BTreeMap;

use super::looks::Look;
use super::notes::FileNotes;
use super::page::{Page, Value};
use super::point::Point;
use super::styles::Tint;
use super::xml::letters;
use crate::model::{
    Date, FileStatus, FindingSeverity, Month, SLIP_DIGEST_DIGITS, SLIP_DIGEST_LABEL, SLIP_LINEAGE_LABEL, SLIP_TITLE,
};
use crate::publish::lists::masking::{tells_of_hiv, without_group};

/// What the first sheet says of the file and the night.
pub(super) struct Facts<'a> {
    /// `Phường Hồng Bàng, thành phố Hải Phòng`
    pub(super) ward: String,
    /// Name of the file as the ward gave it.
    pub(super) file: &'a str,
    pub(super) as_of: Date,
    pub(super) pay_month: Month,
    /// Titles of the checks by their ids.
    pub(super) titles: &'a BTreeMap<String, String>,
    /// Names of the sheets of the slip, by the number that rows give them (from 1).
    pub(super) sheets: &'a [String],
}

/// Widths of the columns A to I, in characters.
const WIDTHS: [f64; 9] = [6.0, 10.0, 16.0, 9.0, 20.0, 20.0, 46.0, 20.0, 46.0];

/// Earlier files that a slip names.
const MOST_BEFORE: usize = 24;

/// The sheet.
pub(super) fn page(facts: &Facts<'_>, notes: &FileNotes<'_>) -> Page {
    let mut page = Page::new(&WIDTHS);
    page.line(Look::Title, SLIP_TITLE);
    page.line(Look::Strong, &facts.ward);
    page.line(Look::Plain, "");
    about(&mut page, facts, notes);
    steps(&mut page, facts, notes);
    let asking = notes.asking().count();
    if asking > 0 {
        legend(&mut page);
    }
    if !notes.points.is_empty() {
        kinds(&mut page, facts, notes);
    }
    if asking > 0 {
        details(&mut page, facts, notes);
    }
    page
}

fn about(page: &mut Page, facts: &Facts<'_>, notes: &FileNotes<'_>) {
    let file = notes.file;
    let period = file.period.map_or(String::new(), month);
    let mut line = |label: &str, value: String| {
        page.row(&[(1, Look::Plain, Value::Text(label.to_owned())), (4, Look::Strong, Value::Text(value))]);
    };
    line("Tệp đã nộp:", facts.file.to_owned());
    // The hour at which the file was saved would tell the ward which of its files this is, but another
    // copy of the same folder has other hours: the content says it, and the same city gives the same slip.
    line(SLIP_DIGEST_LABEL, file.hash.chars().take(SLIP_DIGEST_DIGITS).collect());
    if let Some(before) = &file.answers {
        line(SLIP_LINEAGE_LABEL, before.split(' ').take(MOST_BEFORE).collect::<Vec<_>>().join(" "));
    }
    line("Kỳ báo cáo:", period);
    line("Loại danh sách:", file.list_kind.map_or("chưa rõ", |kind| kind.label_vi()).to_owned());
    let status = match &file.reason {
        Some(reason) => format!("{}. {reason}", file.status.label_vi()),
        None => file.status.label_vi().to_owned(),
    };
    line("Tình trạng:", status);
    let counts = notes.counts;
    line("Số dòng dữ liệu đã đọc:", counts.data.to_string());
    line("   trong đó: đã nhận:", counts.accepted.to_string());
    line("   để riêng, chưa nhận:", counts.set_aside.to_string());
    line("Số dòng cần xem lại:", counts.doubtful.to_string());
    line("Đối chiếu theo dữ liệu đến ngày:", day(facts.as_of));
    page.line(Look::Plain, "");
}

fn steps(page: &mut Page, facts: &Facts<'_>, notes: &FileNotes<'_>) {
    page.line(Look::Part, "VIỆC CẦN LÀM");
    let limit = format!("trước khi chốt danh sách chi trả tháng {}", month(facts.pay_month));
    let mut lines: Vec<String> = Vec::new();
    if notes.file.status != FileStatus::Read {
        lines.push("Tệp này chưa dùng được. Lý do và cách sửa ghi ở bảng dưới đây.".to_owned());
        lines.push(format!("Sửa rồi nộp lại tệp của xã vào thư mục đã nộp, {limit}."));
    } else if notes.asking().next().is_none() {
        lines.push("Không có điểm nào phải sửa; không phải nộp lại tệp này.".to_owned());
    } else {
        lines.push("Mở các trang sau: ô sai được tô màu, cột cuối bên phải ghi sai ở đâu và cách sửa.".to_owned());
        lines.push("Sửa ngay vào ô, trong chính tệp này. Không phải xóa trang này, cột ghi chú hay màu ô.".to_owned());
        lines.push(format!("Lưu rồi nộp lại tệp này vào thư mục đã nộp, {limit}."));
        lines.push("Dòng chưa sửa được giữ như tháng trước. Chỗ cảnh báo mà đúng thì để nguyên.".to_owned());
    }
    lines.push("Phiếu có dữ liệu cá nhân, thông tin sức khỏe: chỉ cán bộ phụ trách dùng, không niêm yết.".to_owned());
    for (number, line) in (1..).zip(lines) {
        page.line(Look::Plain, &format!("{number}. {line}"));
    }
    page.line(Look::Plain, "");
}

fn legend(page: &mut Page) {
    page.line(Look::Part, "MÀU Ô");
    for (tint, name, text) in [
        (Tint::Error, "Lỗi", "Phải sửa: giá trị sai hoặc thiếu, dòng có thể chưa được tính."),
        (Tint::Warning, "Cảnh báo", "Cần xem lại: có thể sai hoặc thiếu; nếu đúng thì để nguyên."),
    ] {
        let cells =
            [(2, Look::Note(tint), Value::Text(name.to_owned())), (3, Look::Plain, Value::Text(text.to_owned()))];
        page.row(&cells);
    }
    let text = "Ô không tô màu: không phải sửa. Mức “lưu ý” chỉ để biết cách đọc, không tô màu.";
    page.row(&[(3, Look::Plain, Value::Text(text.to_owned()))]);
    page.line(Look::Plain, "");
}

/// Points by kind, with their number and the first of them.
fn kinds(page: &mut Page, facts: &Facts<'_>, notes: &FileNotes<'_>) {
    page.line(Look::Part, "CÁC LOẠI ĐIỂM ĐÃ THẤY");
    page.head(&["STT", "Mức độ", "Loại", "", "", "", "Cách sửa", "Số chỗ", "Chỗ đầu tiên"]);
    page.merge(3, 6);
    let mut groups: Vec<(&str, Vec<&Point<'_>>)> = Vec::new();
    for point in &notes.points {
        match groups.iter_mut().find(|(check, _)| *check == point.finding.check) {
            Some((_, points)) => points.push(point),
            None => groups.push((&point.finding.check, vec![point])),
        }
    }
    for (number, (check, points)) in (1..).zip(&groups) {
        let first = points[0];
        let title = facts.titles.get(*check).map_or(*check, String::as_str);
        let place = place(facts, first);
        page.row(&[
            (1, Look::Middle, Value::Count(number)),
            (2, level(first), Value::Text(first.finding.severity.label_vi().to_owned())),
            (3, Look::Text, Value::Text(title.to_owned())),
            (4, Look::Text, Value::Blank),
            (5, Look::Text, Value::Blank),
            (6, Look::Text, Value::Blank),
            (7, Look::Text, Value::Text(first.finding.remedy_vi.clone())),
            (8, Look::Middle, Value::Count(points.len() as u64)),
            (9, Look::Link, place.map_or(Value::Text("cả tệp".to_owned()), |(shown, to)| Value::Link { shown, to })),
        ]);
        page.merge(3, 6);
    }
    page.line(Look::Plain, "");
}

fn details(page: &mut Page, facts: &Facts<'_>, notes: &FileNotes<'_>) {
    page.line(Look::Part, "CHI TIẾT (bấm vào ô để đến chỗ cần sửa)");
    let head = ["STT", "Mức độ", "Trang", "Ô", "Cột", "Giá trị đã ghi", "Sai ở đâu", "Giá trị đề nghị", "Cách sửa"];
    page.head(&head);
    for (number, point) in (1..).zip(notes.asking()) {
        let finding = point.finding;
        let text = |text: &str| Value::Text(without_group(text));
        let sheet = point.place.map_or("cả tệp".to_owned(), |(sheet, _)| shown_sheet(facts, sheet));
        let cell = match (place(facts, point), point.place) {
            (Some((_, to)), Some((_, row))) => {
                let shown =
                    point.column.map_or_else(|| format!("dòng {row}"), |column| format!("{}{row}", letters(column)));
                Value::Link { shown, to }
            }
            _ => Value::Blank,
        };
        page.row(&[
            (1, Look::Middle, Value::Count(number)),
            (2, level(point), Value::Text(finding.severity.label_vi().to_owned())),
            (3, Look::Text, Value::Text(sheet)),
            (4, Look::Link, cell),
            (5, Look::Text, Value::Text(finding.column.clone().unwrap_or_default())),
            (6, Look::Text, point.written.as_deref().map_or(Value::Blank, text)),
            (7, Look::Text, text(finding.message_vi.reveal())),
            (8, Look::Text, point.proposal.as_deref().map_or(Value::Blank, text)),
            (9, Look::Text, Value::Text(finding.remedy_vi.clone())),
        ]);
    }
}

fn level(point: &Point<'_>) -> Look {
    match point.finding.severity {
        FindingSeverity::Error => Look::Note(Tint::Error),
        FindingSeverity::Warning => Look::Note(Tint::Warning),
        FindingSeverity::Info => Look::Middle,
    }
}

/// The name of a sheet as others may read it.
fn shown_sheet(facts: &Facts<'_>, sheet: u32) -> String {
    let name = facts.sheets.get(sheet as usize - 1).map_or("", String::as_str);
    if tells_of_hiv(name) || name.is_empty() { format!("Trang tính số {sheet}") } else { name.to_owned() }
}

/// A place in words, and as a spreadsheet program addresses it.
fn place(facts: &Facts<'_>, point: &Point<'_>) -> Option<(String, String)> {
    let (sheet, row) = point.place?;
    let name = facts.sheets.get(sheet as usize - 1)?;
    let cell = format!("{}{row}", letters(point.column.unwrap_or(1)));
    let shown = format!("{}, {cell}", shown_sheet(facts, sheet));
    Some((shown, format!("'{}'!{cell}", name.replace('\'', "''"))))
}

fn month(month: Month) -> String {
    let (year, month) = month.ym();
    format!("{month:02}/{year}")
}

fn day(day: Date) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}/{month:02}/{year}")
}
