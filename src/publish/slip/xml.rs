//! XML in pieces: each with its exact text, so that what is not changed stays as it was written.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{escape as escaped, unescape};
use quick_xml::events::{BytesStart, Event};

use super::package::Broken;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    /// A tag without content.
    Empty,
    /// Text, comments, declarations.
    Other,
}

/// A tag, or what stands between two tags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'x> {
    pub(super) kind: Kind,
    /// Local name of a tag.
    pub(super) name: &'x str,
    /// The exact text.
    pub(super) raw: &'x str,
    /// Where it begins.
    pub(super) start: usize,
}

impl Piece<'_> {
    /// A tag that begins an element, with or without content.
    pub(super) fn begins(&self, name: &str) -> bool {
        matches!(self.kind, Kind::Open | Kind::Empty) && self.name == name
    }

    pub(super) fn closes(&self, name: &str) -> bool {
        self.kind == Kind::Close && self.name == name
    }

    /// The value of an attribute, by its name without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(self.raw, name)
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        attribute(self.raw, name)?.trim().parse().ok()
    }
}

/// Reads pieces one by one.
pub(super) struct Pieces<'x> {
    xml: &'x str,
    reader: Reader<&'x [u8]>,
    at: usize,
}

pub(super) fn pieces(xml: &str) -> Pieces<'_> {
    Pieces { xml, reader: Reader::from_str(xml), at: 0 }
}

impl<'x> Iterator for Pieces<'x> {
    type Item = Result<Piece<'x>, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = match self.reader.read_event() {
            Err(_) => return Some(Err(Broken("XML"))),
            Ok(Event::Eof) => return None,
            Ok(Event::Start(_)) => Kind::Open,
            Ok(Event::End(_)) => Kind::Close,
            Ok(Event::Empty(_)) => Kind::Empty,
            Ok(_) => Kind::Other,
        };
        let (start, end) = (self.at, self.reader.buffer_position() as usize);
        self.at = end;
        let Some(raw) = self.xml.get(start..end) else { return Some(Err(Broken("XML"))) };
        let name = if kind == Kind::Other { "" } else { local(tag_name(raw)) };
        Some(Ok(Piece { kind, name, raw, start }))
    }
}

/// The name of a tag with its prefix.
fn tag_name(raw: &str) -> &str {
    let inside = raw.trim_start_matches(['<', '/']);
    inside.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or("")
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The prefix of a tag with its colon: new elements beside it need the same one.
pub(super) fn prefix(raw: &str) -> &str {
    tag_name(raw).rfind(':').map_or("", |colon| &tag_name(raw)[..=colon])
}

fn start(raw: &str) -> BytesStart<'_> {
    let inside = raw.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    BytesStart::from_content(inside, tag_name(raw).len())
}

/// The value of an attribute of a tag, by its name without a prefix.
pub(super) fn attribute(raw: &str, name: &str) -> Option<String> {
    let start = start(raw);
    let found = start.attributes().flatten().find(|found| local(found.key.as_ref()) == name)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

/// The attributes of a tag as they are written, each after a blank.
pub(super) fn attributes(raw: &str) -> String {
    let start = start(raw);
    start.attributes().flatten().map(|found| written(found.key.as_ref(), &found.value)).collect()
}

fn written(key: &str, value: &str) -> String {
    format!(" {key}=\"{}\"", value.replace('"', "&quot;"))
}

/// The name of an attribute with its prefix.
pub(super) fn full_name(raw: &str, name: &str) -> Option<String> {
    let start = start(raw);
    let found = start.attributes().flatten().find(|found| local(found.key.as_ref()) == name)?;
    Some(found.key.as_ref().to_owned())
}

/// A tag with attributes set (`Some`) or taken away (`None`). Those that it has keep their place.
pub(super) fn with(raw: &str, changes: &[(&str, Option<String>)]) -> String {
    let mut out = format!("<{}", tag_name(raw));
    let start = start(raw);
    let mut seen = Vec::new();
    for found in start.attributes().flatten() {
        let key = found.key.as_ref();
        match changes.iter().find(|(name, _)| *name == key) {
            Some((name, value)) => {
                seen.push(*name);
                if let Some(value) = value {
                    out.push_str(&written(key, &escape(value)));
                }
            }
            None => out.push_str(&written(key, &found.value)),
        }
    }
    for (name, value) in changes.iter().filter(|(name, _)| !seen.contains(name)) {
        if let Some(value) = value {
            out.push_str(&written(name, &escape(value)));
        }
    }
    out.push_str(if raw.trim_end_matches('>').ends_with('/') { "/>" } else { ">" });
    out
}

/// An opening tag without content as one that has some.
pub(super) fn opened(raw: &str) -> String {
    format!("{}>", raw.trim_end_matches('>').trim_end_matches('/').trim_end())
}

/// A text for an element or an attribute; characters that XML does not know are left out.
pub(super) fn escape(text: &str) -> String {
    let known = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(known).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    escaped(text.as_str()).into_owned()
}

/// The text that stands for these characters of XML.
pub(super) fn plain(raw: &str) -> String {
    unescape(raw).map_or_else(|_| raw.to_owned(), Cow::into_owned)
}

/// A column from 1 as the spreadsheet program names it: 1 is `A`, 27 is `AA`.
pub(super) fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// `C9` or `$C$9` as row and column, both from 1.
pub(super) fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let column = text[..digits].bytes().try_fold(0_u32, |column, letter| {
        let value = u32::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?) + 1;
        column.checked_mul(26)?.checked_add(value)
    })?;
    let row: u32 = text[digits..].parse().ok()?;
    (row > 0 && column > 0).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_exact_text() {
        let xml = "<?xml version=\"1.0\"?>\r\n<x:a b='1'><!-- <c> --><x:c d=\"&lt;\" />tê n&amp;<e></e></x:a>";
        let all: Vec<Piece> = pieces(xml).map(Result::unwrap).collect();
        assert_eq!(all.iter().map(|piece| piece.raw).collect::<String>(), xml);
        let c = all.iter().find(|piece| piece.name == "c").unwrap();
        assert_eq!((c.kind, c.attribute("d").as_deref(), prefix(c.raw)), (Kind::Empty, Some("<"), "x:"));
        assert!(pieces("<a><b></a>").any(|piece| piece.is_err()));
    }

    #[test]
    fn attributes_are_set_and_taken_away_in_place() {
        let tag = "<c r='A1' s=\"3\" t=\"n\"/>";
        assert_eq!(with(tag, &[("s", Some("7".into())), ("t", None)]), "<c r=\"A1\" s=\"7\"/>");
        assert_eq!(with("<c>", &[("s", Some("a\"b".into()))]), "<c s=\"a&quot;b\">");
        assert_eq!(opened("<row r=\"1\" />"), "<row r=\"1\">");
    }

    #[test]
    fn places_are_written_as_the_spreadsheet_program_does() {
        assert_eq!([1, 26, 27, 703].map(letters), ["A", "Z", "AA", "AAA"]);
        assert_eq!(
            (address("$AB$12"), address("A0"), address("12"), address("A1:B2")),
            (Some((12, 28)), None, None, None)
        );
    }
}
