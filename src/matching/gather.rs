//! The columns that a model names, gathered from rows of cells.

use unicode_normalization::UnicodeNormalization;

use super::config::Headings;

/// The named columns of one list, as text.
#[derive(Clone, Default)]
pub struct RawList {
    /// Id of each row: of the id column, or the row's number in the file.
    pub(super) ids: Vec<String>,
    /// For each wanted column the rows' cells; empty where nothing is written.
    pub(super) cells: Vec<Vec<String>>,
    /// Rows below the heading that say too little to be a row of the list: blank, numbering,
    /// headings again, totals, signatures.
    pub(super) set_aside: usize,
    /// Rows whose id cell is empty; they go by their number.
    pub(super) without_id: usize,
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

    /// Rows below the heading that were no rows of the list.
    #[must_use]
    pub fn set_aside(&self) -> usize {
        self.set_aside
    }

    /// Rows without an id of their own.
    #[must_use]
    pub fn without_id(&self) -> usize {
        self.without_id
    }
}

/// What is wanted of a list.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) id: Option<Headings>,
    pub(super) columns: Vec<Headings>,
    pub(super) sheet: Option<String>,
}

/// A heading as it is compared: composed, small letters, single blanks.
fn folded(heading: &str) -> String {
    let heading: String = heading.nfc().flat_map(char::to_lowercase).collect();
    heading.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the wanted columns stand in a heading row: for each the columns that are joined.
#[derive(Debug)]
pub(super) struct Heading {
    id: Option<Vec<usize>>,
    columns: Vec<Vec<usize>>,
    /// Heading of each place, folded.
    row: Vec<String>,
}

impl Heading {
    /// Finds the wanted columns in a row of headings.
    ///
    /// # Errors
    /// The headings that the row lacks.
    pub(super) fn find(row: &[String], wanted: &Wanted) -> Result<Heading, Vec<String>> {
        let row: Vec<String> = row.iter().map(|cell| folded(cell)).collect();
        let place = |name: &str| {
            let name = folded(name);
            (!name.is_empty()).then(|| row.iter().position(|cell| *cell == name))?
        };
        let joined = |heading: &str| heading.split(" + ").map(place).collect::<Option<Vec<usize>>>();
        let whole = |heading: &str| place(heading).map(|at| vec![at]).or_else(|| joined(heading));
        let mut missing = Vec::new();
        let mut of = |headings: &Headings| {
            let found = headings.all().iter().find_map(|heading| whole(heading));
            if found.is_none() {
                missing.push(headings.all().join(" | "));
            }
            found.unwrap_or_default()
        };
        let id = wanted.id.as_ref().map(&mut of);
        let columns = wanted.columns.iter().map(&mut of).collect();
        if missing.is_empty() { Ok(Heading { id, columns, row }) } else { Err(missing) }
    }
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
        let least = if sheet { 2.min(columns) } else { 1 };
        Gatherer { heading, least, list: RawList { cells: vec![Vec::new(); columns], ..RawList::default() } }
    }

    /// Takes a row; `number` is its number in the file, from 1.
    pub(super) fn row(&mut self, number: usize, row: &[String]) {
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
        self.list.ids.push(id.unwrap_or_else(|| number.to_string()));
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

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn wanted() -> Wanted {
        let one = |text: &str| Headings::One(text.to_owned());
        let columns = vec![Headings::Many(row(&["Họ và tên", "Họ đệm + Tên"])), one("Năm sinh")];
        Wanted { id: Some(one("STT")), columns, sheet: None }
    }

    #[test]
    fn columns_are_found_joined_and_rows_of_no_list_set_aside() {
        let heading = Heading::find(&row(&["STT", "HỌ  ĐỆM", "Tên", "Năm sinh"]), &wanted()).unwrap();
        let mut gatherer = Gatherer::new(heading, true);
        let rows = [
            ["(1)", "(2)", "(3)", "(4)"],
            ["1", "Nguyễn Văn", "An", "1950"],
            ["", "", "", ""],
            ["STT", "Họ đệm", "Tên", "Năm sinh"],
            ["", "Lê Thị", "Bình", "1951"],
            ["", "Tổng cộng: 2 người", "", ""],
        ];
        rows.iter().enumerate().for_each(|(number, cells)| gatherer.row(number + 5, &row(cells)));
        let list = gatherer.finish();
        assert_eq!(list.ids, ["1", "9"]);
        assert_eq!(list.cells, [row(&["Nguyễn Văn An", "Lê Thị Bình"]), row(&["1950", "1951"])]);
        assert_eq!((list.set_aside, list.without_id), (4, 1));
    }

    #[test]
    fn headings_that_lack_are_told() {
        let missing = Heading::find(&row(&["Họ và tên"]), &wanted()).unwrap_err();
        assert_eq!(missing, ["STT", "Năm sinh"]);
    }
}
