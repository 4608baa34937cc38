//! Merged blocks and hidden rows of `.xlsx` and `.ods`, read from their XML.
//!
//! calamine shows no hidden rows at all and no merged cells of `.ods`. Both stand in a few
//! attributes, so the XML is only searched for tags here, not parsed: what is not understood is left
//! out, and the sheet is then read as if nothing were merged or hidden.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::grid::Block;

/// More rows than this are not marked hidden by one repeated row (the empty rest of a sheet).
const MOST_REPEATED: u32 = 10_000;

/// What calamine does not tell of one sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) blocks: Vec<Block>,
    /// From 0.
    pub(super) hidden_rows: BTreeSet<u32>,
}

/// Layouts of all sheets of an `.xlsx`, charts included, in workbook order.
pub(super) fn of_xlsx(bytes: &[u8]) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let book = part(&mut archive, "xl/workbook.xml");
    let relations = part(&mut archive, "xl/_rels/workbook.xml.rels");
    let targets: Vec<(&str, &str)> = tags(&relations)
        .filter(|tag| local_name(tag) == "Relationship")
        .filter_map(|tag| Some((attribute(tag, "Id")?, attribute(tag, "Target")?)))
        .collect();
    tags(&book)
        .filter(|tag| local_name(tag) == "sheet")
        .map(|sheet| {
            let id = attribute(sheet, "r:id").unwrap_or("");
            let target = targets.iter().find(|(other, _)| *other == id).map_or("", |(_, target)| target);
            let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            sheet_layout(&part(&mut archive, &path))
        })
        .collect()
}

fn sheet_layout(xml: &str) -> Layout {
    let mut layout = Layout::default();
    let mut row = 0;
    for tag in tags(xml) {
        match local_name(tag) {
            "row" => {
                row = attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(row + 1);
                if row > 0 && matches!(attribute(tag, "hidden"), Some("1" | "true")) {
                    layout.hidden_rows.insert(row - 1);
                }
            }
            "mergeCell" => layout.blocks.extend(attribute(tag, "ref").and_then(block)),
            _ => {}
        }
    }
    layout
}

/// `B2:C5` as a block.
fn block(reference: &str) -> Option<Block> {
    let (from, to) = reference.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(from)?, position(to)?);
    Some(Block { top, left, bottom, right })
}

/// `B2` as row and column from 0.
fn position(reference: &str) -> Option<(u32, u32)> {
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

/// Layouts of all sheets of an `.ods`, in order.
pub(super) fn of_ods(bytes: &[u8]) -> Vec<Layout> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let content = part(&mut archive, "content.xml");
    let mut layouts: Vec<Layout> = Vec::new();
    let (mut row, mut next_row, mut column) = (0_u32, 0_u32, 0_u32);
    for tag in tags(&content) {
        let number = |name: &str| attribute(tag, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1);
        let name = tag.split([' ', '/', '\n', '\t']).next().unwrap_or("");
        match (name, layouts.last_mut()) {
            ("table:table", _) => {
                layouts.push(Layout::default());
                next_row = 0;
            }
            ("table:table-row", Some(layout)) => {
                let repeated = number("table:number-rows-repeated");
                (row, next_row, column) = (next_row, next_row.saturating_add(repeated), 0);
                if matches!(attribute(tag, "table:visibility"), Some("collapse" | "filter")) {
                    layout.hidden_rows.extend(row..row + repeated.min(MOST_REPEATED));
                }
            }
            ("table:table-cell" | "table:covered-table-cell", Some(layout)) => {
                let (wide, high) = (number("table:number-columns-spanned"), number("table:number-rows-spanned"));
                if wide > 1 || high > 1 {
                    let (bottom, right) = (row.saturating_add(high - 1), column.saturating_add(wide - 1));
                    layout.blocks.push(Block { top: row, left: column, bottom, right });
                }
                column = column.saturating_add(number("table:number-columns-repeated"));
            }
            _ => {}
        }
    }
    layouts
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> String {
    let mut bytes = Vec::new();
    if let Ok(mut entry) = archive.by_name(name) {
        // A part that breaks off gives what came before.
        _ = entry.read_to_end(&mut bytes);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The insides of all opening tags.
fn tags(xml: &str) -> impl Iterator<Item = &str> {
    xml.split('<').filter_map(|piece| piece.split_once('>').map(|(tag, _)| tag)).filter(|tag| !tag.starts_with('/'))
}

/// The name of a tag without its namespace.
fn local_name(tag: &str) -> &str {
    let name = tag.split([' ', '/', '\n', '\t', '\r']).next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, as written.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
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

    #[test]
    fn blocks_and_hidden_rows_of_a_sheet() {
        let xml = r#"<sheetData><row r="3" hidden="1" ht="2"><c r="A3"/></row><row r="4"/></sheetData>
            <mergeCells><mergeCell ref="A1:$C$2"/><mergeCell ref="oops"/></mergeCells>"#;
        let layout = sheet_layout(xml);
        assert_eq!(layout.blocks, [Block { top: 0, left: 0, bottom: 1, right: 2 }]);
        assert_eq!(layout.hidden_rows, BTreeSet::from([2]));
        assert_eq!(position("AB12"), Some((11, 27)));
        assert_eq!(position("A0"), None);
    }
}
