//! The columns that a model names, gathered from rows of cells.

use std::collections::HashSet;

use super::heading::{Heading, Told, folded};

/// The named columns of one list, as text.
#[derive(Clone, Default)]
pub struct RawList {
    /// Id of each row: of the id column, or the row's number in the file.
    pub(super) ids: Vec<String>,
    /// For each wanted column the rows' cells; empty where nothing is written.
    pub(super) cells: Vec<Vec<String>>,
    /// Rows below the heading that say too little to be a row of the list (blank, numbering,
    /// headings again, totals, signatures), and rows above it that say more than a title.
    pub(super) set_aside: usize,
    /// Rows whose id cell is empty; they go by their number.
    pub(super) without_id: usize,
    /// Wanted columns that the list has not.
    pub(super) absent: Vec<usize>,
    /// Headings of columns that nobody asked for.
    pub(super) unused: Told,
    /// Wanted headings that stand there more than once, of which the first was read.
    pub(super) twice: Vec<String>,
    /// Sheets that were read, with the rows of each; none where the file is no workbook.
    pub(super) sheets: Vec<(String, usize)>,
    /// Sheets without the headings, with the rows of each.
    pub(super) left_out: Vec<(String, usize)>,
}

impl std::fmt::Debug for RawList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawList({} rows)", self.ids.len())
    }
}

impl RawList {
    /// Rows of the list.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Rows below the heading that were no rows of the list, and filled rows above it.
    #[must_use]
    pub fn set_aside(&self) -> usize {
        self.set_aside
    }

    /// Sheets that were read, with the rows of each.
    #[must_use]
    pub fn sheets(&self) -> &[(String, usize)] {
        &self.sheets
    }

    /// Sheets that were left out as they have no heading row, with the rows of each.
    #[must_use]
    pub fn left_out(&self) -> &[(String, usize)] {
        &self.left_out
    }

    /// Adds the rows of another sheet. Where its ids start again they go by the sheet's name too: an
    /// id must not name two people.
    pub(super) fn append(&mut self, sheet: &str, mut more: RawList) {
        let first = self.sheets.is_empty();
        let taken: HashSet<&String> = self.ids.iter().collect();
        if more.ids.iter().any(|id| taken.contains(id)) {
            more.ids.iter_mut().for_each(|id| *id = format!("{sheet}!{id}"));
        }
        self.sheets.push((sheet.to_owned(), more.len()));
        self.ids.append(&mut more.ids);
        for (own, mut more) in self.cells.iter_mut().zip(more.cells) {
            own.append(&mut more);
        }
        self.set_aside += more.set_aside;
        self.without_id += more.without_id;
        self.absent = if first { more.absent } else { both(&self.absent, &more.absent) };
        self.twice.extend(more.twice.into_iter().filter(|heading| !self.twice.contains(heading)).collect::<Vec<_>>());
        self.unused = if first { more.unused } else { std::mem::take(&mut self.unused) };
    }

    /// Rows without an id of their own.
    #[must_use]
    pub fn without_id(&self) -> usize {
        self.without_id
    }
}

fn both(a: &[usize], b: &[usize]) -> Vec<usize> {
    a.iter().copied().filter(|at| b.contains(at)).collect()
}

/// Takes rows below the heading.
pub(super) struct Gatherer {
    heading: Heading,
    /// Cells that a row needs, of the wanted ones, to be a row of the list.
    least: usize,
    list: RawList,
}

impl Gatherer {
    /// `sheet`: a sheet made for people, with totals and signatures below the list.
    pub(super) fn new(heading: Heading, sheet: bool) -> Gatherer {
        let columns = heading.columns.len();
        let absent: Vec<usize> = (0..columns).filter(|&at| heading.columns[at].is_empty()).collect();
        let least = if sheet { 2.min(columns - absent.len()) } else { 1 };
        let cells = vec![Vec::new(); columns];
        let list = RawList {
            cells,
            absent,
            unused: heading.unused.clone(),
            twice: heading.twice.clone(),
            ..RawList::default()
        };
        Gatherer { heading, least, list }
    }

    /// A column that is wanted.
    pub(super) fn takes(&self, at: usize) -> bool {
        self.heading.id.iter().chain(&self.heading.columns).flatten().any(|place| *place == at)
    }

    /// Takes a row; `name` is what it goes by without an id: its number in the file, from 1.
    pub(super) fn row(&mut self, name: String, row: &[String]) {
        let cell = |places: &Vec<usize>| {
            let parts: Vec<&str> =
                places.iter().filter_map(|&at| row.get(at)).map(|cell| cell.trim()).filter(|c| !c.is_empty()).collect();
            parts.join(" ")
        };
        let cells: Vec<String> = self.heading.columns.iter().map(cell).collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let repeats = row.iter().zip(&self.heading.row).all(|(cell, head)| folded(cell) == *head);
        if filled < self.least || repeats || is_numbering(row) {
            self.list.set_aside += 1;
            return;
        }
        let id = self.heading.id.as_ref().map(cell).filter(|id| !id.is_empty());
        self.list.without_id += usize::from(self.heading.id.is_some() && id.is_none());
        self.list.ids.push(id.unwrap_or(name));
        for (column, cell) in self.list.cells.iter_mut().zip(cells) {
            column.push(cell);
        }
    }

    pub(super) fn finish(self) -> RawList {
        self.list
    }
}

/// A row `(1) (2) (3)` below the headings, with or without brackets.
fn is_numbering(row: &[String]) -> bool {
    let number = |cell: &String| cell.trim_matches(['(', ')', ' ']).parse::<u32>().ok().filter(|number| *number < 100);
    let filled: Vec<&String> = row.iter().filter(|cell| !cell.trim().is_empty()).collect();
    let numbers: Option<Vec<u32>> = filled.iter().map(|cell| number(cell)).collect();
    let distinct = |numbers: &Vec<u32>| numbers.iter().all(|a| numbers.iter().filter(|b| *b == a).count() == 1);
    filled.len() >= 2 && numbers.is_some_and(|numbers| distinct(&numbers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::config::Headings;
    use crate::matching::heading::Wanted;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn wanted() -> Wanted {
        let one = |text: &str| Headings::One(text.to_owned());
        let columns = vec![Headings::Many(row(&["Họ và tên", "Họ đệm + Tên"])), one("Năm sinh")];
        Wanted { id: Some(one("STT")), columns, telling: vec![true, false], single: vec![false, false], sheet: None }
    }

    #[test]
    fn columns_are_found_joined_and_rows_of_no_list_set_aside() {
        let heading = Heading::locate(&[row(&["STT", "HỌ  ĐỆM", "Tên", "Năm sinh"])], &wanted()).unwrap().1;
        let mut gatherer = Gatherer::new(heading, true);
        let rows = [
            ["(1)", "(2)", "(3)", "(4)"],
            ["1", "Nguyễn Văn", "An", "1950"],
            ["", "", "", ""],
            ["STT", "Họ đệm", "Tên", "Năm sinh"],
            ["", "Lê Thị", "Bình", "1951"],
            ["", "Tổng cộng: 2 người", "", ""],
        ];
        rows.iter().enumerate().for_each(|(number, cells)| gatherer.row((number + 5).to_string(), &row(cells)));
        let list = gatherer.finish();
        assert_eq!(list.ids, ["1", "9"]);
        assert_eq!(list.cells, [row(&["Nguyễn Văn An", "Lê Thị Bình"]), row(&["1950", "1951"])]);
        assert_eq!((list.set_aside, list.without_id), (4, 1));
    }

    #[test]
    fn rows_of_several_sheets_stand_after_each_other() {
        let of = |headings: &[&str], name: &str| {
            let mut gatherer = Gatherer::new(Heading::locate(&[row(headings)], &wanted()).unwrap().1, true);
            gatherer.row("x".to_owned(), &row(&[name, "An", "1950"]));
            gatherer.finish()
        };
        let mut list = RawList { cells: vec![Vec::new(); 2], ..RawList::default() };
        list.append("Tổ 1", of(&["STT", "Họ và tên", "Năm sinh"], "1"));
        list.append("Tổ 2", of(&["STT", "Họ và tên", "Năm sinh"], "2"));
        assert_eq!((&list.ids[..], list.cells[1].len()), (&row(&["1", "2"])[..], 2));
        assert_eq!(list.sheets, [("Tổ 1".to_owned(), 1), ("Tổ 2".to_owned(), 1)]);
        // Ids that start again.
        list.append("Tổ 3", of(&["STT", "Họ và tên", "Năm sinh"], "1"));
        assert_eq!(list.ids, ["1", "2", "Tổ 3!1"]);
    }
}
