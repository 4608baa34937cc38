//! Tables of sums on the pages of forecasts: every cell as text and as a number for sorting.

use serde::Serialize;

/// A table; `templates/sums.html` shows it.
#[derive(Serialize)]
pub(super) struct SumTable {
    id: &'static str,
    title: String,
    first: &'static str,
    columns: &'static [&'static str],
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    cells: Vec<(String, i64)>,
}

/// What the cells of a row are, under which headings.
pub(super) struct Columns<Row> {
    pub(super) titles: &'static [&'static str],
    pub(super) cells: fn(&Row) -> Vec<(String, i64)>,
}

impl<Row> Columns<Row> {
    /// The table of some rows; `first` is the heading of their names.
    pub(super) fn table(
        &self,
        (id, title, first): (&'static str, &str, &'static str),
        rows: &[Row],
        name: &dyn Fn(&Row) -> String,
    ) -> SumTable {
        let lines = rows.iter().map(|row| Line { name: name(row), cells: (self.cells)(row) }).collect();
        SumTable { id, title: title.to_owned(), first, columns: self.titles, lines }
    }
}
