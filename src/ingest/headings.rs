//! Finding tables: heading rows, numbering rows, and what each column means.

use super::fold::{begins_with, key};
use super::forms::Forms;
use super::grid::{Cell, Sheet};
use super::legacy::Charset;
use super::numbering::is_numbering;
use super::recognise::Known;
use super::whose::without_brackets;
use super::{recognise, triples};
use crate::model::Field;

/// Rows below a heading that is not understood which are asked what it means.
const LOOK_AHEAD: u32 = 400;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// From 0.
    pub(super) at: usize,
    /// What it means; `None` where the heading is not known.
    pub(super) field: Option<Field>,
    /// The heading, its parents first.
    pub(super) heading: String,
}

/// The heading rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// First heading row, from 0.
    pub(super) top: u32,
    /// First row below the headings and the numbering row; the same as `top` where there is no
    /// heading row at all.
    pub(super) end: u32,
    /// Its columns with a heading, from left to right.
    pub(super) columns: Vec<Column>,
}

impl Heading {
    /// The column of a field.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|column| column.field == Some(field)).map(|column| column.at)
    }

    /// True where both say the same of the same columns: a heading repeated on a later page.
    pub(super) fn repeats(&self, other: &Heading) -> bool {
        let fields = |heading: &Heading| -> Vec<(usize, Field)> {
            heading.columns.iter().filter_map(|column| Some((column.at, column.field?))).collect()
        };
        fields(self) == fields(other)
    }

    fn recognised(&self) -> usize {
        self.columns.iter().filter(|column| column.field.is_some()).count()
    }
}

/// Finds the headings of all tables of a sheet, from top to bottom.
pub(super) fn find(sheet: &Sheet, forms: &Forms, charset: Charset) -> Vec<Heading> {
    let finder = Finder { sheet, forms, charset };
    let mut found = Vec::new();
    let mut row = 0;
    while row < sheet.height() {
        match finder.at(row) {
            Some(heading) => {
                row = heading.end;
                found.push(heading);
            }
            None => row += 1,
        }
    }
    if found.is_empty() {
        found.extend(finder.without_headings());
    }
    found
}

pub(super) struct Finder<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) forms: &'a Forms,
    pub(super) charset: Charset,
}

impl Finder<'_> {
    /// The heading that begins in a row, if one does.
    fn at(&self, top: u32) -> Option<Heading> {
        if !self.may_be_heading(top) || !self.has_known_heading(top) {
            return None;
        }
        let mut best: Option<Heading> = None;
        let mut unsure: Option<Heading> = None;
        for height in 1..=self.forms.limits.heading_rows as u32 {
            let end = top + height;
            if end > self.sheet.height() || !self.may_be_heading(end - 1) || is_numbering(self.sheet.row(end - 1)) {
                break;
            }
            if height > 1 && self.is_one_cell(end - 1) {
                break;
            }
            let heading = Heading { top, end, columns: self.columns(top, end) };
            let least = |other: &Heading| other.recognised() + usize::from(!self.is_below_one_heading(end - 1));
            let better = |other: &Option<Heading>| other.as_ref().is_none_or(|o| heading.recognised() >= least(o));
            if self.is_enough(&heading) {
                if better(&best) {
                    best = Some(heading);
                }
            } else if better(&unsure) {
                unsure = Some(heading);
            }
        }
        let mut heading = best.or_else(|| unsure.filter(|heading| self.is_enough_with_content(heading)))?;
        let reaches_down = |column| self.sheet.block(top, column).is_some_and(|block| block.bottom > top);
        if heading.end > top + 1 && !(0..self.sheet.width()).any(reaches_down) {
            // A section row right above headings adds nothing to them.
            let rest = Heading { top: top + 1, end: heading.end, columns: self.columns(top + 1, heading.end) };
            if rest.recognised() >= heading.recognised() && self.is_enough(&rest) {
                return None;
            }
        }
        // A cell merged down out of the block belongs to it with all rows that it covers.
        let reach = (0..self.sheet.width()).filter_map(|c| self.sheet.block(heading.end - 1, c)).map(|b| b.bottom + 1);
        let reach = reach.max().unwrap_or(heading.end);
        if reach > heading.end && reach <= top + self.forms.limits.heading_rows as u32 + 1 {
            heading.end = reach;
            heading.columns = self.columns(top, reach);
        }
        while heading.end < self.sheet.height() && is_numbering(self.sheet.row(heading.end)) {
            heading.end += 1;
        }
        Some(heading)
    }

    /// A table of some kind of list: its required columns are there, and enough others.
    pub(super) fn is_enough(&self, heading: &Heading) -> bool {
        self.forms.kinds.iter().any(|kind| {
            heading.recognised() >= kind.min_columns
                && kind.required.iter().all(|&field| heading.column(field).is_some())
        })
    }

    /// Headings of which some are not understood, above values that tell what is missing. A row of
    /// sums has the heading of one column in it, and little else.
    fn is_enough_with_content(&self, heading: &Heading) -> bool {
        let texts = |row: u32| -> Vec<String> {
            let mut keys: Vec<String> = self.sheet.row(row).iter().filter_map(Cell::as_text).map(key).collect();
            keys.dedup();
            keys
        };
        let is_sum = |text: &String| self.forms.totals.iter().any(|word| begins_with(text, word));
        let rows = heading.top..heading.end;
        if rows.clone().all(|row| texts(row).len() < 3) || texts(heading.top).first().is_some_and(is_sum) {
            return false;
        }
        let end = self.sheet.height().min(heading.end.saturating_add(LOOK_AHEAD));
        let read = recognise::columns(self.sheet, self.forms, self.charset, heading, end, Known::default());
        self.is_enough(&Heading { columns: read.columns, ..heading.clone() })
    }

    /// Quick test: texts with letters only, none of them long or full of digits.
    pub(super) fn may_be_heading(&self, row: u32) -> bool {
        let fits = |cell: &Cell| match cell {
            Cell::Blank => true,
            Cell::Text(text) => {
                let text = text.reveal();
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                let bare_number = digits > 0 && !text.chars().any(char::is_alphabetic);
                !bare_number && digits <= 8 && text.split_whitespace().count() <= 2 * self.forms.limits.heading_words
            }
            Cell::Number(_) | Cell::Date(_) => false,
        };
        let cells = self.sheet.row(row);
        cells.iter().any(|cell| !cell.is_blank()) && cells.iter().all(fits)
    }

    /// Two cells at least, and one of them a known heading: letterheads and titles are not.
    fn has_known_heading(&self, row: u32) -> bool {
        let texts: Vec<&str> = self.sheet.row(row).iter().filter_map(Cell::as_text).collect();
        texts.len() >= 2 && texts.iter().any(|text| self.keys(text).any(|key| self.forms.heading(&key).is_some()))
    }

    fn is_one_cell(&self, row: u32) -> bool {
        self.sheet.row(row).iter().filter(|cell| !cell.is_blank()).count() < 2
            && !(0..self.sheet.width()).any(|c| self.sheet.block(row, c).is_some_and(|b| b.top < row))
    }

    /// The keys under which a heading is looked up: as it stands, without what is in brackets, and
    /// both read in the legacy charset of the sheet.
    pub(super) fn keys<'t>(&self, text: &'t str) -> impl Iterator<Item = String> + use<'t> {
        let decoded = (self.charset != Charset::Unicode).then(|| self.forms.legacy.decode(text, self.charset));
        let readings = [decoded.unwrap_or_default(), text.to_owned()];
        let keys: Vec<String> = readings
            .iter()
            .flat_map(|reading| [key(reading), key(&without_brackets(reading))])
            .filter(|key| !key.is_empty())
            .collect();
        keys.into_iter()
    }

    /// The columns of the block of heading rows `top..end`.
    pub(super) fn columns(&self, top: u32, end: u32) -> Vec<Column> {
        let paths: Vec<(usize, Vec<&str>)> = (0..self.sheet.width()).map(|at| (at, self.path(top, end, at))).collect();
        let paths: Vec<_> = paths.into_iter().filter(|(_, path)| !path.is_empty()).collect();
        let (mut plain, mut named) = self.fields(top, &paths);
        self.settle_versions(top, &paths, &mut plain, &mut named);
        let mut columns: Vec<Column> = Vec::with_capacity(paths.len());
        for (number, (at, path)) in paths.iter().enumerate() {
            let again = plain[number].is_some() && plain[number + 1..].contains(&plain[number]);
            let field = match plain[number] {
                Some(field) if named[number] || field == Field::OtherPerson => {
                    let taken = columns.iter().any(|column| column.field == Some(field));
                    Some(field).filter(|_| !taken || field == Field::OtherPerson)
                }
                None if named[number] => None,
                plain => self.resolve(path, plain, again, &columns),
            };
            columns.push(Column { at: *at, field, heading: path.join(" / ") });
        }
        for (number, field) in self.spread(end, &paths, &plain) {
            columns[number].field = Some(field);
        }
        // `Ngày | Tháng | Năm` below one heading are one date; `Năm` is not `Nam`.
        for triple in triples::of(&columns, self.forms) {
            let parts = columns.iter_mut().filter(|column| triple.at.contains(&column.at));
            parts.for_each(|column| column.field = Some(triple.field));
        }
        columns
    }

    /// The texts above a column from top to bottom, merged blocks seen as one.
    fn path(&self, top: u32, end: u32, at: usize) -> Vec<&str> {
        let mut path: Vec<&str> = Vec::new();
        for row in top..end {
            let own = self.sheet.merged_cell(row, at).as_text();
            let text = own.or_else(|| self.parent_on_the_left(row, end, at));
            if let Some(text) = text
                && path.last() != Some(&text)
            {
                path.push(text);
            }
        }
        path
    }

    /// Where the file does not say which cells are merged (text files, `.ods`), or none is: a blank cell over a
    /// filled one belongs to the next filled cell on its left that has a filled cell below it too.
    fn parent_on_the_left(&self, row: u32, end: u32, at: usize) -> Option<&str> {
        let below = |column: usize| row + 1 < end && !self.sheet.cell(row + 1, column).is_blank();
        if !below(at) || self.sheet.knows_blocks && !self.is_below_one_heading(row + 1) {
            return None;
        }
        let left = (0..at).rev().take_while(|&column| below(column)).find(|&c| !self.sheet.cell(row, c).is_blank())?;
        self.sheet.cell(row, left).as_text()
    }

    /// The field of a heading by itself: by parent and child, by both together, or by the last row.
    pub(super) fn plain(&self, path: &[&str]) -> Option<Field> {
        let leaf = path.last()?;
        let parents = path[..path.len() - 1].iter().rev().flat_map(|parent| self.keys(parent));
        let mut under =
            parents.flat_map(|parent| self.keys(leaf).map(move |leaf| self.forms.under.get(&(parent.clone(), leaf))));
        if let Some(&field) = under.find_map(|field| field) {
            return Some(field);
        }
        let joined = path.join(" ");
        let whole = self.keys(&joined).find_map(|key| self.forms.headings.get(&key).copied());
        whole.or_else(|| self.keys(leaf).find_map(|key| self.forms.heading(&key)))
    }

    /// The field of a column, given what its heading means by itself, whether a later column has the
    /// same heading, and the columns before it.
    fn resolve(&self, path: &[&str], plain: Option<Field>, again: bool, before: &[Column]) -> Option<Field> {
        let leaf = path.last()?;
        let taken = |field: &Field| before.iter().any(|column| column.field == Some(*field));
        let previous = before.last().and_then(|column| column.field);
        let after = || {
            let mut rules = self.forms.after.iter().filter(|rule| previous.is_some_and(|p| rule.previous.contains(&p)));
            let rule = rules.find(|rule| self.keys(leaf).any(|key| rule.headings.contains(&key)))?;
            Some(rule.field).filter(|field| !taken(field))
        };
        match plain {
            // Two columns of one heading: the one behind the person cared for is that person's.
            Some(field) if again || taken(&field) => after().or(Some(field).filter(|field| !taken(field))),
            Some(field) => Some(field),
            None => after()
                .or_else(|| path.iter().rev().skip(1).find_map(|p| self.keys(p).find_map(|k| self.forms.heading(&k))))
                .or_else(|| self.keys(leaf).find_map(|key| self.forms.heading_inside(&key)))
                .or_else(|| gender_mark(&self.keys(leaf).next()?))
                .filter(|field| !taken(field) || *field == Field::Gender),
        }
    }
}

/// `Nam` or `Nữ` without a heading of birth above it.
fn gender_mark(key: &str) -> Option<Field> {
    matches!(key, "nam" | "nu").then_some(Field::Gender)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Vec<Cell> {
        line.split('|').map(|cell| cell.parse().map_or_else(|_| Cell::text(cell), Cell::Number)).collect()
    }

    #[track_caller]
    fn check(lines: &[&str], expected: &str) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let sheet = Sheet::new("", false, lines.iter().map(|line| row(line)).collect());
        let found = find(&sheet, &forms, Charset::Unicode);
        let show = |heading: &Heading| {
            let fields = heading.columns.iter().map(|c| c.field.map_or("?", Field::as_str)).collect::<Vec<_>>();
            format!("{}..{} {}", heading.top, heading.end, fields.join(","))
        };
        assert_eq!(found.iter().map(show).collect::<Vec<_>>().join("; "), expected);
    }

    #[test]
    fn headings_of_one_to_three_rows() {
        check(&["STT|Họ và tên|Năm sinh|Số CCCD"], "0..1 ordinal,full_name,birth_date,id_no");
        check(
            &["STT|Họ và tên|Năm sinh||Quyết định||Ghi chú", "||Nam|Nữ|Số|Ngày|", "(1)|(2)|(3)|(4)|(5)|(6)|(7)"],
            "0..3 ordinal,full_name,birth_male,birth_female,decision_no,decision_date,note",
        );
        check(
            &["TT|Họ tên|Nam|Nữ|Giấy XNKT||Mức độ KT", "||||Số|Ngày cấp|"],
            "0..2 ordinal,full_name,gender,gender,certificate_no,certificate_date,severity",
        );
    }

    #[test]
    fn a_date_in_three_columns_makes_a_row_of_headings() {
        for parent in ["Sinh ngày", "Ngày sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Sinh"] {
            let first = format!("STT|Họ và tên|{parent}|||Số CCCD|Chế độ");
            check(
                &[&first, "||Ngày|Tháng|Năm||", "1|Lê Văn Ba|3|4|1950|031050000111|HTXH"],
                "0..2 ordinal,full_name,birth_date,birth_date,birth_date,id_no,group",
            );
        }
    }

    #[test]
    fn the_people_cared_for_have_their_own_columns() {
        check(
            &["STT|Họ tên người chăm sóc|Năm sinh|Số CCCD|Họ tên người được chăm sóc|Năm sinh|Số CCCD"],
            "0..1 ordinal,full_name,birth_date,id_no,cared_for_name,cared_for_birth,cared_for_id",
        );
    }

    #[test]
    fn the_person_cared_for_may_stand_before_the_carer() {
        check(
            &["Họ tên người được chăm sóc|Số CCCD|STT|Họ và tên|Số CCCD"],
            "0..1 cared_for_name,cared_for_id,ordinal,full_name,id_no",
        );
    }

    #[test]
    fn rows_around_headings_are_not_drawn_in() {
        check(
            &["II|Đối tượng giảm|", "STT|Họ và tên|Năm sinh", "1|Lê Văn Ba|Nam"],
            "1..2 ordinal,full_name,birth_date",
        );
        check(
            &["Họ và tên|Năm sinh|Địa chỉ|Khác", "Lê Văn Ba|1950|Thôn Đông|Ghi chú"],
            "0..1 full_name,birth_date,address,?",
        );
    }

    #[test]
    fn text_that_is_no_table() {
        check(&["UBND PHƯỜNG LÊ CHÂN|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Đối tượng|Số lượng", "Trẻ em|12"], "");
        check(&["Họ và tên|Ghi chú"], "");
    }
}
