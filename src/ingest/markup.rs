//! Loose markup: tags and texts of web pages and of XML, without ever failing.
//!
//! Report programs write web pages and call them workbooks; cells are left open, values stand without
//! quotes. So nothing is demanded here: what is not understood is text or is left out.

/// A piece of markup.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// An opening tag: its name in small letters without a namespace, and the rest of it.
    Open(String, &'a str),
    /// A closing tag, or the end of one that closes itself.
    Close(String),
    /// What stands between tags, entities still in it.
    Text(&'a str),
}

/// The pieces of a text, from start to end. Comments, declarations, styles and scripts are left out.
pub(super) fn pieces(text: &str) -> Pieces<'_> {
    Pieces { rest: text, closing: None }
}

pub(super) struct Pieces<'a> {
    rest: &'a str,
    /// The name of a tag that closes itself, to be given next.
    closing: Option<String>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if let Some(name) = self.closing.take() {
            return Some(Piece::Close(name));
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(text));
            };
            if let Some(comment) = tag.strip_prefix("!--") {
                self.rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
                continue;
            }
            if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
                // A lone mark: `a < b`.
                let end = tag.find('<').map_or(self.rest.len(), |end| end + 1);
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(text));
            }
            let (inside, rest) = end_of_tag(tag);
            self.rest = rest;
            if let Some(piece) = self.tag(inside) {
                return Some(piece);
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn tag(&mut self, inside: &'a str) -> Option<Piece<'a>> {
        if inside.starts_with(['!', '?']) {
            return None;
        }
        if let Some(name) = inside.strip_prefix('/') {
            return Some(Piece::Close(name_of(name)));
        }
        let name = name_of(inside);
        if matches!(name.as_str(), "style" | "script") && !inside.ends_with('/') {
            let end = format!("</{name}");
            let at = find_ignoring_case(self.rest, &end).unwrap_or(self.rest.len());
            self.rest = &self.rest[at..];
            return None;
        }
        if inside.ends_with('/') {
            self.closing = Some(name.clone());
        }
        let attributes = inside.find(|c: char| c.is_whitespace()).map_or("", |at| &inside[at..]);
        Some(Piece::Open(name, attributes))
    }
}

/// The inside of a tag and what follows it; a `>` inside quotes does not end it.
fn end_of_tag(tag: &str) -> (&str, &str) {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return (&tag[..at], &tag[at + 1..]),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    (tag, "")
}

fn name_of(tag: &str) -> String {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase()
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The value of an attribute, in quotes or without; its name may have a namespace.
pub(super) fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let mut from = 0;
    while let Some(found) = find_ignoring_case(attributes.get(from..)?, name) {
        let (start, end) = (from + found, from + found + name.len());
        from = end;
        let before = attributes[..start].ends_with(|c: char| c.is_whitespace() || c == ':');
        let Some(rest) = attributes.get(end..).and_then(|rest| rest.trim_start().strip_prefix('=')) else { continue };
        if !before {
            continue;
        }
        let rest = rest.trim_start();
        return match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
            _ => rest.split(|c: char| c.is_whitespace() || c == '/').next(),
        };
    }
    None
}

/// The text with its entities read. Unknown ones stay as they are.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let end = tail.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&tail[..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &tail[end + 1..];
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Numbers, the marks that markup needs, and the letters with accents that Latin-1 names.
fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        return code.and_then(char::from_u32);
    }
    let mark = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ETH" => 'Ð',
        "eth" => 'ð',
        "ndash" => '–',
        "mdash" => '—',
        "rdquo" => '”',
        "ldquo" => '“',
        _ => return accented(name),
    };
    Some(mark)
}

fn accented(name: &str) -> Option<char> {
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let mark = match &name[1..] {
        "grave" => '\u{300}',
        "acute" => '\u{301}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "uml" => '\u{308}',
        _ => return None,
    };
    unicode_normalization::char::compose(letter, mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_loose_markup() {
        let show = |text: &str| {
            let shown = pieces(text).map(|piece| match piece {
                Piece::Open(name, attributes) => format!("<{name}{attributes}>"),
                Piece::Close(name) => format!("</{name}>"),
                Piece::Text(text) => text.to_owned(),
            });
            shown.collect::<Vec<_>>().join("|")
        };
        assert_eq!(show("<TD x='a>b'>1 < 2<br/><!-- <td> -->z"), "<td x='a>b'>|1 |< 2|<br>|</br>|z");
        assert_eq!(show("<style>td { a > b }</STYLE>x"), "</style>|x");
        assert_eq!(show("<?xml v?><ss:Cell ss:Index=\"3\">"), "<cell ss:Index=\"3\">");
        assert_eq!(show("<td"), "<td>");
    }

    #[test]
    fn attributes_with_and_without_quotes() {
        assert_eq!(attribute(" rowspan=2 colspan = \"3\"", "rowspan"), Some("2"));
        assert_eq!(attribute(" rowspan=2 colspan = \"3\"", "colspan"), Some("3"));
        assert_eq!(attribute(" ss:MergeDown='1'", "MergeDown"), Some("1"));
        assert_eq!(attribute(" x-index=1", "index"), None);
    }

    #[test]
    fn entities() {
        assert_eq!(unescaped("a&nbsp;&lt;&#7841;&#x1ea1; &Agrave;&ocirc; &foo; & &amp;"), "a\u{a0}<ạạ Àô &foo; & &");
    }
}
