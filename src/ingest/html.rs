//! Web pages that call themselves workbooks to one sheet.
//!
//! All tables of the page stand below each other, with the texts between them, as spreadsheet
//! programs show such a page: a letterhead often is a table of its own. A table inside a cell begins
//! a new row.

use std::collections::{BTreeMap, BTreeSet};

use super::comments::{self, Said};
use super::config::Limits;
use super::grid::{Block, Cell, Sheet};
use super::layout::Layout;
use super::markup::{Piece, attribute, pieces, unescaped};
use super::trouble::Trouble;
use super::workbook::Gatherer;

/// No cell reaches over more rows.
const MOST_ROWS: u32 = 10_000;

/// Reads the decoded text of a page.
pub(super) fn read(text: &str, limits: &Limits) -> Result<Sheet, Trouble> {
    let mut page = Page {
        grid: Gatherer::new(limits),
        limits,
        layout: Layout::default(),
        row: 0,
        column: 0,
        cell: None,
        in_row: false,
        taken: BTreeMap::new(),
        spanned: 0,
        text: String::new(),
        in_head: false,
        said: None,
        comments: Said::new(),
    };
    for piece in pieces(text) {
        match piece {
            Piece::Open(name, attributes) => page.open(&name, attributes)?,
            Piece::Close(name) => page.close(&name)?,
            Piece::Text(text) => page.add(text),
        }
    }
    page.end_row()?;
    page.layout.comments = comments::told([page.comments, Said::new()]);
    let rows = page.grid.take();
    Ok(Sheet::new("", false, rows).laid_out(page.layout))
}

/// A page while it is read.
struct Page<'a> {
    grid: Gatherer<'a>,
    limits: &'a Limits,
    layout: Layout,
    /// Row and column of the next cell, from 0.
    row: u32,
    column: u32,
    /// Rows and columns of the cell that is being read.
    cell: Option<(u32, u32)>,
    in_row: bool,
    /// Columns that cells of earlier rows reach into, by row.
    taken: BTreeMap<u32, BTreeSet<u32>>,
    /// Cells that spans reach over, in all.
    spanned: usize,
    text: String,
    in_head: bool,
    /// The comment that is being read: LibreOffice writes those of a cell inside it.
    said: Option<String>,
    comments: Said,
}

impl Page<'_> {
    fn open(&mut self, name: &str, attributes: &str) -> Result<(), Trouble> {
        match name {
            "head" | "title" => self.in_head = true,
            "body" => self.in_head = false,
            "table" => self.end_row()?,
            "tr" => {
                self.end_row()?;
                self.in_row = true;
                let style: String = attribute(attributes, "style").unwrap_or("").split_whitespace().collect();
                if style.to_ascii_lowercase().contains("display:none") {
                    self.layout.hidden_rows.insert(self.row);
                }
            }
            "td" | "th" => {
                self.end_cell()?;
                self.in_row = true;
                self.in_head = false;
                let span = |name| attribute(attributes, name).and_then(|n| n.trim().parse::<u32>().ok());
                let rows = span("rowspan").unwrap_or(1).clamp(1, MOST_ROWS);
                let columns = span("colspan").unwrap_or(1).clamp(1, self.limits.max_columns as u32);
                while self.taken.get(&self.row).is_some_and(|taken| taken.contains(&self.column)) {
                    self.column += 1;
                }
                self.cell = Some((rows, columns));
            }
            "comment" => self.said = Some(String::new()),
            _ if self.said.is_some() => {}
            "br" => self.text.push('\n'),
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "li" => self.end_line()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Trouble> {
        match name {
            "comment" => {
                let text = self.said.take().unwrap_or_default();
                if self.cell.is_some() {
                    comments::add(&mut self.comments, (self.row, self.column), &text);
                }
                Ok(())
            }
            "td" | "th" => self.end_cell(),
            "tr" | "table" | "html" => self.end_row(),
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "li" => self.end_line(),
            "head" | "title" => {
                self.in_head = false;
                self.text.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Line ends and runs of blanks in the source mean one blank.
    fn add(&mut self, text: &str) {
        if self.in_head {
            return;
        }
        let text = unescaped(text);
        if let Some(said) = &mut self.said {
            said.push_str(&text);
            return;
        }
        for c in text.chars() {
            let c = if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
            if c != ' ' || !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(c);
            }
        }
    }

    /// A paragraph: a line of a cell, or outside of tables a row.
    fn end_line(&mut self) -> Result<(), Trouble> {
        if self.cell.is_some() {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
            return Ok(());
        }
        self.end_row()
    }

    fn end_cell(&mut self) -> Result<(), Trouble> {
        // A comment that is never closed ends with its cell.
        self.said = None;
        let text = std::mem::take(&mut self.text);
        let text = text.trim_matches([' ', '\n']);
        let blank = text.chars().all(char::is_whitespace);
        let Some((rows, columns)) = self.cell.take() else {
            if !blank {
                // Text outside of cells stands in a row of its own.
                self.grid.put(self.row, 0, Cell::text(text))?;
                self.in_row = true;
            }
            return Ok(());
        };
        if !blank {
            self.grid.put(self.row, self.column, Cell::text(text))?;
        }
        if rows > 1 || columns > 1 {
            self.spanned += rows as usize * columns as usize;
            if self.spanned > self.limits.max_cells {
                return Err(Trouble::TooLarge);
            }
            let (bottom, right) = (self.row + rows - 1, self.column + columns - 1);
            self.layout.blocks.push(Block { top: self.row, left: self.column, bottom, right });
            for row in self.row + 1..=bottom {
                self.taken.entry(row).or_default().extend(self.column..=right);
            }
        }
        self.column += columns;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Trouble> {
        self.end_cell()?;
        if std::mem::take(&mut self.in_row) {
            self.taken.remove(&self.row);
            self.row += 1;
        }
        self.column = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let forms = crate::ingest::Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let sheet = read(html, &forms.limits).unwrap();
        let cell = |cell: &Cell| cell.as_text().unwrap_or("-").replace('\n', "/");
        let rows = (0..sheet.height()).map(|row| sheet.row(row).iter().map(cell).collect::<Vec<_>>().join("|"));
        assert_eq!(rows.collect::<Vec<_>>().join(" # "), expected);
    }

    #[test]
    fn rows_cells_and_spans() {
        check("<table><tr><td>a<td>b<tr><td>c</td></tr></table>", "a|b # c");
        check("<tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f", "a|b|-|c # -|d|e|f");
        check("<tr><td>1<br>\n2</td><td> x  y\n z&nbsp;</td></tr>", "1/2|x y z\u{a0}");
    }

    #[test]
    fn a_comment_is_said_beside_its_cell() {
        let page = "<table><tr><td>1<td><comment>Bà này đã <b>mất</b><br> ngày 2/11 &amp; chờ</comment>Nguyễn Thị Gái</td>\
                    <td><comment/>x</td></tr><tr><td>2<td><comment>không đóng<td>Trần Văn Ba</table>";
        check(page, "1|Nguyễn Thị Gái|x # 2|-|Trần Văn Ba");
        let forms = crate::ingest::Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let sheet = read(page, &forms.limits).unwrap();
        let said: Vec<_> =
            sheet.comments.iter().map(|said| (said.row, said.column, said.text.reveal().to_owned())).collect();
        assert_eq!(said, [(0, 1, "Bà này đã mất ngày 2/11 & chờ".to_owned())]);
    }

    #[test]
    fn texts_outside_of_tables_and_tables_in_cells() {
        check(
            "<head><title>t</title></head><h1>DANH SÁCH</h1><p>Tháng 11</p><table><tr><td>a</table>",
            "DANH SÁCH # Tháng 11 # a",
        );
        check("<table><tr><td>x<table><tr><td>a<td>b</table></table>", "x # a|b");
    }
}
