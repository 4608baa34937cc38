//! What a sheet looks like beyond its values, and how `.xlsx` says it: merged blocks, hidden and struck
//! rows, filters.
//!
//! calamine shows no hidden rows. They stand in a few attributes, so the XML is only searched for tags
//! here, not parsed: what is not understood is left out, and the sheet is then read as if nothing were
//! merged or hidden.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::comments;
use super::fonts::LegacyFonts;
use super::grid::{Block, Comment};
pub(super) use super::marked::MarkedFormats;
use crate::model::LegacyFont;

/// More columns than this are not noted as hidden (the empty rest of a sheet).
const MOST_COLUMNS: u32 = 256;

/// What calamine does not tell of one sheet. Rows and columns from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) blocks: Vec<Block>,
    pub(super) hidden_rows: BTreeSet<u32>,
    /// A filter chooses among the rows: the hidden ones are those that it leaves out.
    pub(super) filtered: bool,
    pub(super) hidden_columns: BTreeSet<u32>,
    /// Rows of which every filled cell is struck through.
    pub(super) struck_rows: BTreeSet<u32>,
    /// Rows of which every filled cell has a coloured ground.
    pub(super) coloured_rows: BTreeSet<u32>,
    pub(super) comments: Vec<Comment>,
    /// Rows and columns of formulas that were never calculated.
    pub(super) without_value: Vec<(u32, u32)>,
    pub(super) fonts: Fonts,
}

/// Cells in a legacy font, by row and column from 0.
pub(super) type Fonts = BTreeMap<(u32, u32), LegacyFont>;

impl Layout {
    /// Notes the columns `first..=last` as hidden.
    pub(super) fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.extend(first..=last.min(MOST_COLUMNS));
    }
}

/// Filled and struck cells by row.
#[derive(Default)]
pub(super) struct Struck(BTreeMap<u32, (u32, u32)>);

impl Struck {
    /// A filled cell.
    pub(super) fn see(&mut self, row: u32, struck: bool) {
        let (filled, lines) = self.0.entry(row).or_default();
        *filled += 1;
        *lines += u32::from(struck);
    }

    /// Rows of two filled cells or more, all of them struck.
    pub(super) fn rows(&self) -> BTreeSet<u32> {
        self.0.iter().filter(|(_, (filled, struck))| *filled >= 2 && filled == struck).map(|(&row, _)| row).collect()
    }
}

/// Layouts of all sheets of an `.xlsx`, charts included, in workbook order.
pub(super) fn of_xlsx(bytes: &[u8], fonts: &LegacyFonts) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let book = part(&mut archive, "xl/workbook.xml");
    let relations = part(&mut archive, "xl/_rels/workbook.xml.rels");
    let struck = MarkedFormats::of(&part(&mut archive, "xl/styles.xml"), fonts);
    tags(&book)
        .filter(|tag| local_name(tag) == "sheet")
        .map(|sheet| {
            let path = attribute(sheet, "r:id").and_then(|id| target(&relations, id)).unwrap_or_default();
            let mut layout = SheetLayout::new(&struck);
            layout.see_all(&part(&mut archive, &path));
            layout.done(&mut archive, &path)
        })
        .collect()
}

/// The path of a relation's target inside the packed file.
pub(super) fn target(relations: &str, id: &str) -> Option<String> {
    let mut found = tags(relations).filter(|tag| local_name(tag) == "Relationship");
    let target = found.find(|tag| attribute(tag, "Id") == Some(id)).and_then(|tag| attribute(tag, "Target"))?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// The layout of a sheet of an `.xlsx` while its tags go by.
pub(super) struct SheetLayout<'a> {
    layout: Layout,
    formats: &'a MarkedFormats,
    struck: Struck,
    coloured: Struck,
    /// From 1.
    row: u32,
    is_struck: bool,
    is_coloured: bool,
    formula: bool,
    /// Of the cell, from 0.
    column: u32,
    /// The cell holds a text that a formula gives; it may be empty.
    is_text: bool,
    /// Relations to tables, which have filters of their own.
    tables: Vec<String>,
}

impl<'a> SheetLayout<'a> {
    pub(super) fn new(formats: &'a MarkedFormats) -> SheetLayout<'a> {
        let (layout, struck, coloured) = (Layout::default(), Struck::default(), Struck::default());
        let (is_struck, is_coloured, formula, is_text, tables) = (false, false, false, false, Vec::new());
        let (row, column) = (0, 0);
        SheetLayout { layout, formats, struck, coloured, row, is_struck, is_coloured, formula, column, is_text, tables }
    }

    /// All opening tags of a text.
    pub(super) fn see_all(&mut self, xml: &str) {
        let pieces = xml.split('<').filter_map(|piece| piece.split_once('>'));
        for (tag, text) in pieces.filter(|(tag, _)| !tag.starts_with('/')) {
            // Programs that do not calculate leave the value of a formula empty.
            let empty = local_name(tag) == "v" && (tag.ends_with('/') || text.is_empty()) && !self.is_text;
            if !empty {
                self.see(tag);
            }
        }
    }

    /// An opening tag.
    pub(super) fn see(&mut self, tag: &str) {
        match local_name(tag) {
            "row" => {
                self.end_formula();
                self.row = attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(self.row + 1);
                if self.row > 0 && is_hidden(tag, "ht") {
                    self.layout.hidden_rows.insert(self.row - 1);
                }
            }
            "c" => {
                // A cell that does not say where it stands has no place among the fonts.
                let column = attribute(tag, "r").and_then(position).map_or(u32::MAX, |(_, column)| column);
                self.cell(attribute(tag, "s"), column);
                self.is_text = attribute(tag, "t") == Some("str");
            }
            "f" => self.formula(),
            "v" | "is" => self.value(),
            "col" if is_hidden(tag, "width") => {
                let number = |name| attribute(tag, name).and_then(|n| n.parse::<u32>().ok()).filter(|&n| n > 0);
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.layout.hide_columns(first - 1, last - 1);
                }
            }
            "filterColumn" => self.layout.filtered = true,
            "tablePart" => self.tables.extend(attribute(tag, "r:id").map(str::to_owned)),
            "mergeCell" => self.layout.blocks.extend(attribute(tag, "ref").and_then(block)),
            _ => {}
        }
    }

    /// A cell of a column, from 0, begins.
    pub(super) fn cell(&mut self, style: Option<&str>, column: u32) {
        self.end_formula();
        self.column = column;
        let Some(style) = style.filter(|_| !self.formats.is_empty()) else {
            (self.is_struck, self.is_coloured) = (false, false);
            return;
        };
        self.is_coloured = self.formats.coloured.contains(style);
        self.is_struck = self.formats.struck.contains(style);
        if let Some(&font) = self.formats.legacy.get(style) {
            self.layout.fonts.insert((self.row.saturating_sub(1), column), font);
        }
    }

    /// It has a formula.
    pub(super) fn formula(&mut self) {
        self.formula = true;
    }

    /// It has a value.
    pub(super) fn value(&mut self) {
        self.formula = false;
        if !self.formats.struck.is_empty() {
            self.struck.see(self.row.saturating_sub(1), self.is_struck);
        }
        if !self.formats.coloured.is_empty() {
            self.coloured.see(self.row.saturating_sub(1), self.is_coloured);
        }
    }

    fn end_formula(&mut self) {
        let never_calculated = std::mem::take(&mut self.formula);
        let place = (self.row.saturating_sub(1), self.column);
        self.layout.without_value.extend((never_calculated && self.column != u32::MAX).then_some(place));
    }

    /// The layout, with the filters of the tables that lie on the sheet at `path`.
    pub(super) fn done(mut self, archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Layout {
        if !self.tables.is_empty() && !self.layout.filtered {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let relations = part(archive, &format!("{folder}/_rels/{name}.rels"));
            self.layout.filtered = self.tables.iter().any(|id| {
                // Relations of a sheet begin at its own folder.
                let table = target(&relations, id).unwrap_or_default();
                let table = part(archive, &table.replace("xl/../", "xl/"));
                tags(&table).any(|tag| local_name(tag) == "filterColumn")
            });
        }
        self.layout.comments = comments::of_sheet(archive, path);
        self.ended()
    }

    fn ended(mut self) -> Layout {
        self.end_formula();
        self.layout.struck_rows = self.struck.rows();
        self.layout.coloured_rows = self.coloured.rows();
        self.layout
    }
}

/// Whether a row or column is hidden, or drawn down to nothing.
fn is_hidden(tag: &str, size: &str) -> bool {
    let zero = || attribute(tag, size).and_then(|size| size.parse::<f64>().ok()).is_some_and(|size| size == 0.0);
    matches!(attribute(tag, "hidden"), Some("1" | "true")) || zero()
}

/// `B2:C5` as a block.
fn block(reference: &str) -> Option<Block> {
    let (from, to) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(from)?, position(to)?);
    Some(Block { top, left, bottom, right })
}

/// `B2` as row and column from 0.
pub(super) fn position(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let mut letters = reference[..digits].bytes();
    let column = letters.try_fold(0_u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column.checked_mul(26)?.checked_add(value)
    })?;
    let row: u32 = reference[digits..].parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

pub(super) fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(mut entry) = archive.by_name(name) {
        // A part that breaks off gives what came before.
        _ = entry.read_to_end(&mut bytes);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The insides of all opening tags.
pub(super) fn tags(xml: &str) -> impl Iterator<Item = &str> {
    xml.split('<').filter_map(|piece| piece.split_once('>').map(|(tag, _)| tag)).filter(|tag| !tag.starts_with('/'))
}

/// The name of a tag without its namespace.
pub(super) fn local_name(tag: &str) -> &str {
    let name = tag.split([' ', '/', '\n', '\t', '\r']).next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, as written.
pub(super) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].ends_with([' ', '\n', '\t', '\r']);
        let rest = tag[at + name.len()..].strip_prefix('=')?;
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        if before { rest[1..].split(quote).next() } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet_layout(xml: &str, formats: &MarkedFormats) -> Layout {
        let mut layout = SheetLayout::new(formats);
        layout.see_all(xml);
        layout.ended()
    }

    #[test]
    fn blocks_and_hidden_rows_of_a_sheet() {
        let xml = r#"<sheetData><row r="3" hidden="1" ht="2"><c r="A3"/></row><row r="4"/></sheetData>
            <mergeCells><mergeCell ref="A1:$C$2"/><mergeCell ref="oops"/></mergeCells>"#;
        let layout = sheet_layout(xml, &MarkedFormats::default());
        assert_eq!(layout.blocks, [Block { top: 0, left: 0, bottom: 1, right: 2 }]);
        assert_eq!(layout.hidden_rows, BTreeSet::from([2]));
        assert!(!layout.filtered && layout.hidden_columns.is_empty());
        let drawn_down = r#"<cols><col min="2" max="2" width="0"/><col min="3" max="3" width="8.5"/></cols>
            <row r="2" ht="0" customHeight="1"/><row r="3" ht="15"/>"#;
        let layout = sheet_layout(drawn_down, &MarkedFormats::default());
        assert_eq!((layout.hidden_rows, layout.hidden_columns), (BTreeSet::from([1]), BTreeSet::from([1])));
        assert_eq!(position("AB12"), Some((11, 27)));
        assert_eq!(position("A0"), None);
    }

    #[test]
    fn filters_hidden_columns_struck_rows_and_formulas_without_value() {
        let styles = r#"<fonts><font/><font><strike/></font></fonts><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
            <cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs>"#;
        let struck = MarkedFormats::of(styles, &LegacyFonts::default());
        assert_eq!(struck.struck, BTreeSet::from(["1".to_owned()]));
        let xml = r#"<cols><col min="2" max="3" hidden="1"/></cols>
            <row r="1"><c s="1"><v>1</v></c><c s="1"><v>2</v></c></row>
            <row r="2"><c s="1"><v>1</v></c><c><f>A1</f><v>2</v></c></row>
            <row r="3"><c r="A3"><f>A1</f></c></row>
            <row r="4"><c r="B4"><f>A1</f><v></v></c><c r="C4" t="str"><f>A1</f><v></v></c></row>
            <row r="5"><c r="B5"><f>A1</f><v /></c><c r="C5"><f>A1</f><v>0</v></c></row>
            <autoFilter ref="A1:B3"><filterColumn colId="0"/></autoFilter>"#;
        let layout = sheet_layout(xml, &struck);
        assert_eq!(layout.hidden_columns, BTreeSet::from([1, 2]));
        assert_eq!(layout.struck_rows, BTreeSet::from([0]));
        assert_eq!(layout.without_value, [(2, 0), (3, 1), (4, 1)]);
        assert!(layout.filtered);
        assert!(!sheet_layout(r#"<autoFilter ref="A1:B3"/>"#, &struck).filtered);
    }
}
