//! The widths of a sheet's columns, with room for one more.

use super::xml::{Piece, with};

/// The `cols` of a sheet: first and last column of each entry, and its tag.
#[derive(Debug, Default)]
pub(super) struct Columns {
    entries: Vec<(u32, u32, String)>,
}

impl Columns {
    pub(super) fn read(&mut self, piece: Piece<'_>) {
        let first = piece.number("min").unwrap_or(1);
        let tag = piece.raw.trim_end_matches('>').trim_end_matches('/').to_owned() + "/>";
        self.entries.push((first, piece.number("max").unwrap_or(first), tag));
    }

    /// The element, with a visible column of this width at `added`: entries that reach over it are cut,
    /// as many a sheet hides all columns to the right of its table in one entry.
    pub(super) fn written(self, added: Option<u32>, width: f64, prefix: &str) -> String {
        let mut entries = self.entries;
        if let Some(added) = added {
            entries = entries.into_iter().flat_map(|entry| cut(entry, added)).collect();
            let tag = format!("<{prefix}col min=\"{added}\" max=\"{added}\" width=\"{width}\" customWidth=\"1\"/>");
            entries.push((added, added, tag));
            entries.sort_by_key(|(first, ..)| *first);
        }
        if entries.is_empty() {
            return String::new();
        }
        let tags: String = entries.into_iter().map(|(.., tag)| tag).collect();
        format!("<{prefix}cols>{tags}</{prefix}cols>")
    }
}

/// An entry without one column.
fn cut((first, last, tag): (u32, u32, String), without: u32) -> Vec<(u32, u32, String)> {
    if !(first..=last).contains(&without) {
        return vec![(first, last, tag)];
    }
    let parts = [(first, without - 1), (without + 1, last)];
    let part = |(first, last): (u32, u32)| {
        let tag = with(&tag, &[("min", Some(first.to_string())), ("max", Some(last.to_string()))]);
        (first, last, tag)
    };
    parts.into_iter().filter(|(first, last)| first <= last).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publish::slip::xml::pieces;

    #[track_caller]
    fn check(xml: &str, added: Option<u32>, expected: &str) {
        let mut columns = Columns::default();
        pieces(xml).flatten().filter(|piece| piece.begins("col")).for_each(|piece| columns.read(piece));
        assert_eq!(columns.written(added, 70.0, ""), expected);
    }

    #[test]
    fn a_column_is_put_in_and_no_entry_hides_it() {
        let new = r#"<col min="3" max="3" width="70" customWidth="1"/>"#;
        check("", None, "");
        check("", Some(3), &format!("<cols>{new}</cols>"));
        check(
            r#"<col min="1" max="2" width="5"/><col min="3" max="16384" hidden="1"/>"#,
            Some(3),
            &format!(r#"<cols><col min="1" max="2" width="5"/>{new}<col min="4" max="16384" hidden="1"/></cols>"#),
        );
        check(
            r#"<col min="1" max="9" width="5"/>"#,
            Some(3),
            &format!(r#"<cols><col min="1" max="2" width="5"/>{new}<col min="4" max="9" width="5"/></cols>"#),
        );
    }
}
