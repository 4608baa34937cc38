//! The styles of a workbook: a tint for a bad cell that leaves its number format, font and borders.
//!
//! The tint of a cell is a new fill in a copy of the cell's own format. The colour that the cell had
//! before is kept in the fill as its background, which a solid fill does not show: a corrected cell
//! gets it back when the slip of a slip is made.

use std::collections::BTreeMap;

use super::looks::{self, Look};
use super::package::Broken;
use super::xml::{Kind, attribute, attributes, pieces, prefix, with};

/// How grave it is what a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tint {
    Warning,
    Error,
}

impl Tint {
    /// Colours that no palette of a spreadsheet program offers, so that they are known again.
    pub(super) fn rgb(self) -> &'static str {
        match self {
            Tint::Error => "FFFFC8C4",
            Tint::Warning => "FFFFF0A8",
        }
    }
}

/// The sections that grow.
const SECTIONS: [&str; 4] = ["fonts", "fills", "borders", "cellXfs"];

/// The styles of a workbook, with what is added.
pub(super) struct Styles {
    xml: String,
    /// Prefix of the elements, with its colon.
    prefix: String,
    /// Items of each section, as they are written.
    items: BTreeMap<&'static str, Vec<String>>,
    looks: BTreeMap<Look, usize>,
    tinted: BTreeMap<(usize, Tint), usize>,
}

impl Styles {
    pub(super) fn read(xml: String) -> Result<Styles, Broken> {
        let (mut section, mut depth, mut item) = (None, 0_usize, String::new());
        let mut items: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        let mut found_prefix = None;
        for piece in pieces(&xml) {
            let piece = piece?;
            let Some(inside) = section else {
                if piece.name == "styleSheet" {
                    found_prefix = found_prefix.or(Some(prefix(piece.raw).to_owned()));
                }
                // Only sections have these names: a differential format holds `font`, not `fonts`.
                section = SECTIONS.into_iter().find(|name| piece.kind == Kind::Open && piece.name == *name);
                continue;
            };
            match piece.kind {
                Kind::Close if depth == 0 => section = None,
                Kind::Close => depth -= 1,
                Kind::Open => depth += 1,
                Kind::Empty => {}
                Kind::Other if depth == 0 => continue,
                Kind::Other => {}
            }
            if section.is_some() {
                item.push_str(piece.raw);
            }
            if section.is_some() && depth == 0 {
                items.entry(inside).or_default().push(std::mem::take(&mut item));
            }
        }
        if SECTIONS.iter().any(|name| !items.contains_key(name)) {
            return Err(Broken("styles"));
        }
        Ok(Styles {
            prefix: found_prefix.ok_or(Broken("styles"))?,
            xml,
            items,
            looks: BTreeMap::new(),
            tinted: BTreeMap::new(),
        })
    }

    fn item(&self, section: &str, at: usize) -> Option<&String> {
        self.items.get(section)?.get(at)
    }

    /// The number of an item; an equal one is used again.
    fn number(&mut self, section: &'static str, item: String) -> usize {
        let items = self.items.entry(section).or_default();
        items.iter().position(|other| *other == item).unwrap_or_else(|| {
            items.push(item);
            items.len() - 1
        })
    }

    /// The fill of a format.
    fn fill_of(&self, format: usize) -> Option<&String> {
        let fill = attribute(self.item("cellXfs", format)?, "fillId")?;
        self.item("fills", fill.parse().ok()?)
    }

    /// A format with another fill.
    fn filled(&mut self, format: usize, fill: usize) -> usize {
        let base = self.item("cellXfs", format).or_else(|| self.item("cellXfs", 0));
        let base = base.cloned().unwrap_or_else(|| format!("<{}xf/>", self.prefix));
        let end = base.find('>').map_or(base.len(), |at| at + 1);
        let tag = with(&base[..end], &[("fillId", Some(fill.to_string())), ("applyFill", Some("1".to_owned()))]);
        self.number("cellXfs", tag + &base[end..])
    }

    fn solid(&self, shown: &str, kept: &str) -> String {
        let p = &self.prefix;
        format!(
            "<{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor{shown}/><{p}bgColor{kept}/></{p}patternFill></{p}fill>"
        )
    }

    /// The format of a bad cell.
    pub(super) fn tinted(&mut self, format: usize, tint: Tint) -> usize {
        if let Some(&known) = self.tinted.get(&(format, tint)) {
            return known;
        }
        let tinted = self.new_tinted(format, tint);
        self.tinted.insert((format, tint), tinted);
        tinted
    }

    fn new_tinted(&mut self, format: usize, tint: Tint) -> usize {
        let format = self.restored(format);
        let before = self.fill_of(format).filter(|fill| fill.contains("patternType=\"solid\""));
        let before = before.and_then(|fill| color(fill, "fgColor")).unwrap_or_else(|| NOTHING_BEFORE.to_owned());
        let fill = self.solid(&format!(" rgb=\"{}\"", tint.rgb()), &before);
        let fill = self.number("fills", fill);
        self.filled(format, fill)
    }

    /// The format that a cell had before a slip tinted it; any other as it is.
    pub(super) fn restored(&mut self, format: usize) -> usize {
        let Some(fill) = self.fill_of(format) else { return format };
        let shown = color(fill, "fgColor").unwrap_or_default();
        if ![Tint::Error, Tint::Warning].iter().any(|tint| shown.contains(tint.rgb())) {
            return format;
        }
        let before = color(fill, "bgColor").filter(|before| before != NOTHING_BEFORE);
        let fill = match before {
            Some(before) => {
                let fill = self.solid(&before, NOTHING_BEFORE);
                self.number("fills", fill)
            }
            None => 0,
        };
        self.filled(format, fill)
    }

    /// The format of something that the slip writes.
    pub(super) fn look(&mut self, look: Look) -> usize {
        if let Some(&known) = self.looks.get(&look) {
            return known;
        }
        let format = self.new_look(look);
        self.looks.insert(look, format);
        format
    }

    fn new_look(&mut self, look: Look) -> usize {
        let p = self.prefix.clone();
        let parts = looks::parts(look, &p);
        let font = self.number("fonts", parts.font);
        let border = self.number("borders", parts.border);
        let fill = match parts.fill {
            Some(rgb) => {
                let fill = self.solid(&format!(" rgb=\"{rgb}\""), NOTHING_BEFORE);
                self.number("fills", fill)
            }
            None => 0,
        };
        let format = format!(
            "<{p}xf numFmtId=\"0\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" applyFont=\"1\" \
             applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><{p}alignment{}/></{p}xf>",
            parts.alignment
        );
        self.number("cellXfs", format)
    }

    /// The whole part, with what was added.
    pub(super) fn finish(self) -> Result<String, Broken> {
        let mut out = String::with_capacity(self.xml.len() + 4096);
        let mut section = None;
        for piece in pieces(&self.xml) {
            let piece = piece?;
            if let Some(inside) = section {
                if piece.closes(inside) {
                    self.items[inside].iter().for_each(|item| out.push_str(item));
                    out.push_str(piece.raw);
                    section = None;
                }
                continue;
            }
            section = SECTIONS.into_iter().find(|name| piece.kind == Kind::Open && piece.name == *name);
            match section {
                Some(name) => out.push_str(&with(piece.raw, &[("count", Some(self.items[name].len().to_string()))])),
                None => out.push_str(piece.raw),
            }
        }
        Ok(out)
    }
}

/// The background of a solid fill where there was no colour before.
const NOTHING_BEFORE: &str = " indexed=\"64\"";

/// The attributes of a colour of a fill.
fn color(fill: &str, name: &str) -> Option<String> {
    let piece = pieces(fill).flatten().find(|piece| piece.begins(name))?;
    Some(attributes(piece.raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<?xml version="1.0"?><styleSheet xmlns="m"><fonts count="1"><font><sz val="12"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5"/><bgColor indexed="64"/></patternFill></fill></fills>
<borders count="1"><border/></borders><cellXfs count="2"><xf numFmtId="14" fontId="0" fillId="0" borderId="0"/><xf numFmtId="0" fillId="2"><alignment wrapText="1"/></xf></cellXfs><dxfs count="1"><dxf><fill/></dxf></dxfs></styleSheet>"#;

    #[test]
    fn a_tint_keeps_all_but_the_fill_and_is_taken_back() {
        let mut styles = Styles::read(XML.to_owned()).unwrap();
        let (date, colored) = (styles.tinted(0, Tint::Error), styles.tinted(1, Tint::Warning));
        assert_eq!((date, colored), (2, 3));
        let tinted = styles.item("cellXfs", 3).unwrap().clone();
        assert_eq!(tinted, r#"<xf numFmtId="0" fillId="4" applyFill="1"><alignment wrapText="1"/></xf>"#);
        assert!(styles.fill_of(3).unwrap().contains(r#"<bgColor theme="4" tint="0.5"/>"#));
        let (plain, back) = (styles.restored(date), styles.restored(colored));
        assert_eq!(attribute(styles.item("cellXfs", plain).unwrap(), "fillId").as_deref(), Some("0"));
        assert_eq!(attribute(styles.item("cellXfs", back).unwrap(), "fillId").as_deref(), Some("2"));
        assert_eq!(styles.tinted(colored, Tint::Error), styles.tinted(back, Tint::Error), "tints do not pile up");
        assert_eq!(styles.restored(1), 1);
    }

    #[test]
    fn what_is_added_is_counted_and_the_rest_stays() {
        let mut styles = Styles::read(XML.to_owned()).unwrap();
        styles.tinted(0, Tint::Error);
        let xml = styles.finish().unwrap();
        assert!(xml.contains(r#"<fills count="4">"#) && xml.contains(r#"<cellXfs count="3">"#), "{xml}");
        assert!(xml.ends_with(r#"<dxfs count="1"><dxf><fill/></dxf></dxfs></styleSheet>"#));
    }
}
