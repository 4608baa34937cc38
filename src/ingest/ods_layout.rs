//! Merged blocks, hidden and struck rows of `.ods`, read from its XML.
//!
//! calamine shows none of them. What is not understood is left out, as in [`layout`].
//! Source: OpenDocument 1.3 part 3, 9.1 (tables), 16 (styles), 20.389 (text-line-through-style).

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use zip::ZipArchive;

use super::grid::Block;
use super::layout::{self, Layout, Struck, attribute, tags};

/// More rows than this are not marked hidden by one repeated row (the empty rest of a sheet).
const MOST_REPEATED: u32 = 10_000;

/// More columns than this have no style of their own (the empty rest of a sheet).
const MOST_STYLED: u32 = 256;

/// Layouts of all sheets of an `.ods`, in order.
pub(super) fn of_ods(bytes: &[u8]) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let content = layout::part(&mut archive, "content.xml");
    let struck = struck_styles(&layout::part(&mut archive, "styles.xml"), &content);
    let mut sheets: Vec<OdsSheet<'_>> = Vec::new();
    for tag in tags(&content) {
        let name = tag.split([' ', '/', '\n', '\t']).next().unwrap_or("");
        match (name, sheets.last_mut()) {
            ("table:table", _) => sheets.push(OdsSheet::new(&struck)),
            ("table:table-column", Some(sheet)) => sheet.column(tag),
            ("table:table-row", Some(sheet)) => sheet.row(tag),
            ("table:table-cell" | "table:covered-table-cell", Some(sheet)) => sheet.cell(tag),
            _ => {}
        }
    }
    sheets.into_iter().map(OdsSheet::done).collect()
}

/// Names of the styles of cells whose text is struck through, by themselves or by the style that they
/// come from.
fn struck_styles(common: &str, content: &str) -> HashSet<String> {
    let mut struck: HashSet<String> = HashSet::new();
    // Without one, as styles are told, it is that of the style before.
    let mut parents: HashMap<&str, &str> = HashMap::new();
    let mut own: HashMap<&str, bool> = HashMap::new();
    let (mut style, mut order) = (None, Vec::new());
    for tag in tags(common).chain(tags(content)) {
        if tag.starts_with("style:style ") {
            style = attribute(tag, "style:name").filter(|_| attribute(tag, "style:family") == Some("table-cell"));
            order.extend(style);
            parents.extend(style.zip(attribute(tag, "style:parent-style-name")));
        } else if tag.starts_with("style:text-properties ") {
            let line =
                attribute(tag, "style:text-line-through-style").or(attribute(tag, "style:text-line-through-type"));
            own.extend(style.zip(line.map(|line| line != "none")));
        }
    }
    for style in order {
        let inherited = || parents.get(style).is_some_and(|parent| struck.contains(*parent));
        if own.get(style).copied().unwrap_or_else(inherited) {
            struck.insert(style.to_owned());
        }
    }
    struck
}

/// A sheet while its tags go by; rows and columns from 0.
struct OdsSheet<'a> {
    layout: Layout,
    struck_styles: &'a HashSet<String>,
    struck: Struck,
    /// Whether the cells of each column are struck unless they say otherwise.
    columns: Vec<bool>,
    row: u32,
    next_row: u32,
    column: u32,
}

impl<'a> OdsSheet<'a> {
    fn new(struck_styles: &'a HashSet<String>) -> OdsSheet<'a> {
        let (layout, struck) = (Layout::default(), Struck::default());
        OdsSheet { layout, struck_styles, struck, columns: Vec::new(), row: 0, next_row: 0, column: 0 }
    }

    fn column(&mut self, tag: &str) {
        if self.struck_styles.is_empty() {
            return;
        }
        let struck = attribute(tag, "table:default-cell-style-name").is_some_and(|s| self.struck_styles.contains(s));
        let repeated = number(tag, "table:number-columns-repeated").min(MOST_STYLED);
        self.columns.extend(std::iter::repeat_n(struck, repeated as usize));
    }

    fn row(&mut self, tag: &str) {
        let repeated = number(tag, "table:number-rows-repeated");
        (self.row, self.next_row, self.column) = (self.next_row, self.next_row.saturating_add(repeated), 0);
        let visibility = attribute(tag, "table:visibility");
        if matches!(visibility, Some("collapse" | "filter")) {
            self.layout.hidden_rows.extend(self.row..self.row + repeated.min(MOST_REPEATED));
            self.layout.filtered |= visibility == Some("filter");
        }
    }

    fn cell(&mut self, tag: &str) {
        // Most cells say nothing at all.
        let spans = tag.contains("-spanned");
        let (wide, high) = match spans {
            true => (number(tag, "table:number-columns-spanned"), number(tag, "table:number-rows-spanned")),
            false => (1, 1),
        };
        if wide > 1 || high > 1 {
            let (bottom, right) = (self.row.saturating_add(high - 1), self.column.saturating_add(wide - 1));
            self.layout.blocks.push(Block { top: self.row, left: self.column, bottom, right });
        }
        if !self.struck_styles.is_empty() && attribute(tag, "office:value-type").is_some() {
            let struck = match attribute(tag, "table:style-name") {
                Some(style) => self.struck_styles.contains(style),
                None => self.columns.get(self.column as usize).copied().unwrap_or(false),
            };
            self.struck.see(self.row, struck);
        }
        self.column = self.column.saturating_add(number(tag, "table:number-columns-repeated"));
    }

    fn done(mut self) -> Layout {
        self.layout.struck_rows = self.struck.rows();
        self.layout
    }
}

/// A number that an attribute says; 1 where it says none.
fn number(tag: &str, name: &str) -> u32 {
    attribute(tag, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_struck_by_themselves_or_by_their_parent() {
        let common = r#"<style:style style:name="Gone" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>"#;
        let content = r#"<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Gone"><style:text-properties fo:color="red"/></style:style>
            <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="Gone"><style:text-properties style:text-line-through-style="none"/></style:style>
            <style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>"#;
        assert_eq!(struck_styles(common, content), HashSet::from(["Gone".to_owned(), "ce1".to_owned()]));
    }
}
