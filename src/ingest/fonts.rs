//! Fonts of legacy letters (phông chữ cũ), by name: a hint for a cell whose text reads as Vietnamese both ways.
//!
//! Takes: the styles of a workbook. Gives: the set of letters of each cell format whose font is of a
//! legacy family. Never: decides about a text; where its content or its column tells, that counts.

use super::config::FontsEntry;
use super::layout::Fonts;
use crate::model::{LegacyFont, RawCell};

/// What the names of legacy fonts begin with, in small letters.
#[derive(Debug, Default)]
pub(super) struct LegacyFonts(Vec<(String, LegacyFont)>);

impl LegacyFonts {
    pub(super) fn new(entry: &FontsEntry) -> LegacyFonts {
        let sets = [
            (&entry.tcvn3, LegacyFont::Tcvn3),
            (&entry.vni, LegacyFont::Vni),
            (&entry.vps, LegacyFont::Vps),
            (&entry.viscii, LegacyFont::Viscii),
        ];
        let one = |(names, set): (&Vec<String>, LegacyFont)| -> Vec<(String, LegacyFont)> {
            names.iter().map(|name| (name.to_lowercase(), set)).collect()
        };
        LegacyFonts(sets.into_iter().flat_map(one).collect())
    }

    /// The set of a font, by its name.
    pub(super) fn of(&self, name: &str) -> Option<LegacyFont> {
        let name = name.trim().to_lowercase();
        self.0.iter().find(|(begins, _)| name.starts_with(begins.as_str())).map(|(_, set)| *set)
    }
}

/// The columns, from 1, of those cells of a row, from 0, that are in a legacy font.
pub(super) fn of_cells(fonts: &Fonts, row: u32, cells: &[RawCell]) -> Vec<(u16, LegacyFont)> {
    let font = |column: u16| fonts.get(&(row, u32::from(column).saturating_sub(1)));
    cells.iter().filter_map(|cell| Some((cell.column, *font(cell.column)?))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::ingest::layout::MarkedFormats;

    #[test]
    fn formats_with_a_legacy_font() {
        let entry = FontsEntry {
            tcvn3: vec![".Vn".to_owned()],
            vni: vec!["VNI".to_owned()],
            vps: vec!["VPS".to_owned()],
            viscii: Vec::new(),
        };
        let fonts = LegacyFonts::new(&entry);
        let styles = r#"<fonts count="3"><font><sz val="12"/><name val="Times New Roman"/></font><font><name val=".VnTime"/></font>
            <font><name val="VNI-Times"/></font></fonts><fills><fill/></fills><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
            <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/><xf fontId="9"/></cellXfs>
            <cellStyles><cellStyle name="Normal"/></cellStyles><dxfs><dxf><font><name val=".VnTime"/></font></dxf></dxfs>"#;
        let expected = [("1".to_owned(), LegacyFont::Tcvn3), ("2".to_owned(), LegacyFont::Vni)];
        assert_eq!(MarkedFormats::of(styles, &fonts).legacy, BTreeMap::from(expected));
        assert_eq!(fonts.of(".VnTimeH"), Some(LegacyFont::Tcvn3));
        assert_eq!(fonts.of("Arial"), None);
        assert!(MarkedFormats::of(styles, &LegacyFonts::default()).legacy.is_empty());
    }
}
