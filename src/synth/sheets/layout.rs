//! A whole sheet: letterhead, title, headings, table, footer; and the sheets of a file.

use crate::model::{Benefit, Month, RowKind};
use crate::synth::{ListRow, WardList};

use super::columns::{Column, choose_columns};
use super::grid::{Cell, Row, Sheet, Value};
use super::pen::Pen;
use super::style::{HiddenSheet, Money, Sheets};
use super::wording::{WORDS, choose};
use super::{headings, rows, text};

/// More hamlets than this do not get a sheet each.
const MOST_SHEETS: usize = 12;

/// The sheets of a file with `list`.
pub(super) fn sheets(pen: &mut Pen<'_>, list: &WardList) -> Vec<Sheet> {
    let columns = choose_columns(pen, &list.rows);
    let mut lines_left = if pen.style.no_identity && !list.rows.is_empty() { 2 } else { 0 };
    let mut made = Vec::new();
    for (name, title, rows) in split(pen, list) {
        made.push(sheet(pen, list, &columns, &rows, (&name, &title), &mut lines_left));
    }
    if made.len() > 1 {
        pen.note("several_sheets");
    }
    tell_apart(&mut made);
    hide(pen, &mut made);
    for sheet in &mut made {
        text::dress(pen, sheet, &columns);
    }
    made
}

/// Names, titles and rows of the sheets.
fn split<'a>(pen: &mut Pen<'_>, list: &'a WardList) -> Vec<(String, String, Vec<&'a ListRow>)> {
    let mut keyed: Vec<(String, String, &ListRow)> = Vec::new();
    let general = WORDS.title(list.kind, &mut pen.dice);
    for row in &list.rows {
        let (key, title) = match (pen.style.sheets, row.benefit, row.movement) {
            (Sheets::Hamlet, ..) => (row.hamlet.clone(), format!("{general} - {}", row.hamlet)),
            (Sheets::Group, Some(benefit), _) => (benefit.as_str().to_owned(), String::new()),
            (Sheets::Direction, _, Some(movement)) => (format!("{}", WORDS.part(movement)), String::new()),
            _ => (String::new(), general.clone()),
        };
        keyed.push((key, title, row));
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    if keyed.chunk_by(|a, b| a.0 == b.0).count() > MOST_SHEETS || keyed.is_empty() {
        return vec![("DS".to_owned(), general, list.rows.iter().collect())];
    }
    let groups = keyed.chunk_by(|a, b| a.0 == b.0);
    groups
        .map(|same| {
            let rows = same.iter().map(|(_, _, row)| *row).collect();
            let (name, title) = named(pen, &same[0].0, &same[0].1, same[0].2.benefit);
            (name, title, rows)
        })
        .collect()
}

/// Name and title of a sheet.
fn named(pen: &mut Pen<'_>, key: &str, title: &str, benefit: Option<Benefit>) -> (String, String) {
    match (pen.style.sheets, benefit) {
        (Sheets::Hamlet, _) => {
            pen.note("sheet_per_hamlet");
            (key.to_owned(), title.to_owned())
        }
        (Sheets::Group, Some(benefit)) => {
            pen.note("sheet_per_group");
            let group = WORDS.group_section(benefit, &mut pen.dice).to_uppercase();
            let title = choose(&WORDS.titles, "group", &mut pen.dice).replace("{group}", &group);
            (WORDS.group_words(benefit, &mut pen.dice), title)
        }
        (Sheets::Direction, _) => {
            pen.note("sheet_per_direction");
            let title = choose(&WORDS.titles, &format!("part{key}"), &mut pen.dice);
            (choose(&WORDS.parts, &format!("sheet{key}"), &mut pen.dice), title)
        }
        _ => ((*pen.dice.pick(&["Sheet1", "DS", "Danh sách", "Trang tính1"])).to_owned(), title.to_owned()),
    }
}

fn sheet(
    pen: &mut Pen<'_>,
    list: &WardList,
    columns: &[Column],
    from: &[&ListRow],
    names: (&str, &str),
    lines_left: &mut usize,
) -> Sheet {
    let mut sheet = Sheet::new(names.0, Some(list.kind));
    if pen.style.offset > 0 {
        pen.note("table_offset");
    }
    titles(pen, &mut sheet, list, columns.len(), names.1);
    headings::write(pen, &mut sheet, columns);
    rows::write(pen, &mut sheet, columns, from, lines_left);
    if pen.style.footer {
        footer(pen, &mut sheet, list, columns.len());
    }
    sheet
}

fn titles(pen: &mut Pen<'_>, sheet: &mut Sheet, list: &WardList, width: usize, title: &str) {
    let first = pen.style.offset;
    let right = first + (width / 2).max(3);
    let last = first + width - 1;
    if pen.style.letterhead {
        pen.note("letterhead");
        let ward = list.ward_name.to_uppercase();
        let lines =
            [("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (ward.as_str(), "Độc lập - Tự do - Hạnh phúc")];
        for (left, motto) in lines {
            let row = sheet.rows.len();
            sheet.rows.push(Row::texts(RowKind::Title, &[(first, left), (right, motto)]));
            sheet.merge((row, row), (first, right - 1));
            sheet.merge((row, row), (right, last.max(right)));
        }
        sheet.rows.push(Row::blank());
    }
    let second =
        if pen.second { format!(" {}", choose(&WORDS.titles, "second", &mut pen.dice)) } else { String::new() };
    let (year, month) = list.period.ym();
    let mut lines = vec![format!("{title}{second}"), format!("Tháng {month:02} năm {year}")];
    if pen.dice.chance(30) {
        lines.push(format!(
            "(Kèm theo Báo cáo số {}/BC-UBND ngày {})",
            20 + pen.dice.below(300),
            day_of(list.period, pen)
        ));
    }
    for line in lines {
        let row = sheet.rows.len();
        sheet.rows.push(Row::texts(RowKind::Title, &[(first, &line)]));
        sheet.merge((row, row), (first, last));
    }
    if pen.style.money == Money::Thousands || pen.dice.chance(30) {
        let unit = if pen.style.money == Money::Thousands {
            "Đơn vị tính: nghìn đồng"
        } else {
            "Đơn vị tính: đồng"
        };
        sheet.rows.push(Row::texts(RowKind::Title, &[(right, unit)]));
    }
    if pen.dice.chance(50) {
        sheet.rows.push(Row::blank());
    }
}

fn day_of(period: Month, pen: &mut Pen<'_>) -> String {
    super::dates::slashes(period.first_day().plus_days(7 + pen.dice.below(10) as i32))
}

fn footer(pen: &mut Pen<'_>, sheet: &mut Sheet, list: &WardList, width: usize) {
    pen.note("footer");
    let first = pen.style.offset;
    let right = first + (width / 2).max(3);
    let (year, month) = list.period.ym();
    let short = list.ward_name.split_once(' ').map_or(list.ward_name.as_str(), |(_, name)| name);
    let day = 8 + pen.dice.below(12);
    let place = format!("{short}, ngày {day:02} tháng {month:02} năm {year}");
    if pen.dice.chance(50) {
        sheet.rows.push(Row::blank());
    }
    let names = &WORDS.officials["names"];
    let (left_name, right_name) = (pen.dice.pick(names).clone(), pen.dice.pick(names).clone());
    let lines: [&[(usize, &str)]; 7] = [
        &[(right, &place)],
        &[(first + 1, "NGƯỜI LẬP BIỂU"), (right, "TM. ỦY BAN NHÂN DÂN")],
        &[(first + 1, "(Ký, ghi rõ họ tên)"), (right, "KT. CHỦ TỊCH")],
        &[(right, "PHÓ CHỦ TỊCH")],
        &[],
        &[],
        &[(first + 1, &left_name), (right, &right_name)],
    ];
    for texts in lines {
        let kind = if texts.is_empty() { RowKind::Blank } else { RowKind::Footer };
        sheet.rows.push(Row::texts(kind, texts));
    }
}

/// Numbers sheets of one name; spreadsheet programs do not tell capitals from small letters there.
fn tell_apart(sheets: &mut [Sheet]) {
    for index in 1..sheets.len() {
        let (before, rest) = sheets.split_at_mut(index);
        let name = rest[0].name.to_lowercase();
        if before.iter().any(|sheet| sheet.name.to_lowercase() == name) {
            let short: String = rest[0].name.chars().take(26).collect();
            rest[0].name = format!("{short} ({})", index + 1);
        }
    }
}

/// Hides the last of several sheets, or adds a hidden sheet of codes.
fn hide(pen: &mut Pen<'_>, sheets: &mut Vec<Sheet>) {
    match pen.style.hidden_sheet {
        HiddenSheet::Last if sheets.len() > 1 => {
            pen.note("hidden_sheet");
            if let Some(last) = sheets.last_mut() {
                last.hidden = true;
                for row in last.rows.iter_mut().filter(|row| row.kind == RowKind::Data) {
                    row.truth.quirks.insert("hidden_sheet");
                }
            }
        }
        HiddenSheet::None | HiddenSheet::Last => {}
        HiddenSheet::Codes => {
            pen.note("hidden_code_sheet");
            let mut codes = Sheet::new("DM", None);
            codes.hidden = true;
            for benefit in Benefit::ALL.iter().take(12) {
                let words = WORDS.group_section(*benefit, &mut pen.dice);
                let mut row = Row::texts(RowKind::Title, &[(1, &words)]);
                row.put(0, Cell::new(Value::Text(benefit.as_str().to_uppercase())));
                codes.rows.push(row);
            }
            sheets.push(codes);
        }
    }
}
