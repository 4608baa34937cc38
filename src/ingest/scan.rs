//! XML as spreadsheet programs write it, tag by tag and without a copy.
//!
//! Promises: what it gives is what any reader of XML would find. Never: guesses. Whatever a program
//! would not write into a part of a workbook (comments, sections of raw characters, other encodings,
//! broken tags) is [`Odd`], and the file is left to the full reader.

/// Something that only the full reader understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Odd;

/// What is left of a part.
pub(super) struct Scan<'a> {
    rest: &'a str,
}

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// All between the angle brackets, without the slash of a closing tag.
    pub(super) inside: &'a str,
    /// The name with its prefix.
    pub(super) name: &'a str,
    pub(super) closes: bool,
    /// It closes itself.
    pub(super) is_empty: bool,
}

impl<'a> Scan<'a> {
    /// The tags of a part.
    pub(super) fn new(part: &'a str) -> Result<Scan<'a>, Odd> {
        let part = part.trim_start_matches('\u{feff}').trim_start();
        let Some(declaration) = part.strip_prefix("<?xml") else { return Ok(Scan { rest: part }) };
        let (declaration, rest) = declaration.split_once("?>").ok_or(Odd)?;
        let is_utf8 = declaration.split_once("encoding").is_none_or(|(_, value)| {
            let value = value.trim_start_matches([' ', '=', '"', '\'']);
            value.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("utf-8"))
        });
        if is_utf8 { Ok(Scan { rest }) } else { Err(Odd) }
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// The text before the next tag, and the tag; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(&'a str, Tag<'a>)>, Odd> {
        let Some(start) = self.rest.find('<') else { return Ok(None) };
        let (text, tag) = (&self.rest[..start], &self.rest[start + 1..]);
        let end = end_of_tag(tag.as_bytes()).ok_or(Odd)?;
        self.rest = &tag[end + 1..];
        let inside = &tag[..end];
        if inside.starts_with(['!', '?']) {
            return Err(Odd);
        }
        let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
        let (inside, is_empty) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
        let end = inside.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(inside.len());
        Ok(Some((text, Tag { inside, name: &inside[..end], closes, is_empty })))
    }

    /// The next tag where one must come.
    pub(super) fn tag(&mut self) -> Result<Tag<'a>, Odd> {
        self.next()?.map(|(_, tag)| tag).ok_or(Odd)
    }

    /// The text up to the closing tag of an element that holds nothing else.
    pub(super) fn text_of(&mut self, element: &Tag<'_>) -> Result<&'a str, Odd> {
        if element.is_empty {
            return Ok("");
        }
        match self.next()? {
            Some((text, tag)) if tag.closes && tag.name == element.name => Ok(text),
            _ => Err(Odd),
        }
    }
}

/// Where the tag ends; a `>` in quotes does not end it.
fn end_of_tag(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    tag.iter().position(|&b| {
        match (quote, b) {
            (None, b'"' | b'\'') => quote = Some(b),
            (Some(open), b) if open == b => quote = None,
            _ => {}
        }
        quote.is_none() && b == b'>'
    })
}

impl<'a> Tag<'a> {
    /// Opens or closes itself.
    pub(super) fn opens(&self, name: &str) -> bool {
        !self.closes && self.name == name
    }

    /// Calls back with each attribute: name with its prefix, and value as written.
    pub(super) fn each(&self, mut see: impl FnMut(&'a str, &'a str) -> Result<(), Odd>) -> Result<(), Odd> {
        let mut rest = self.inside[self.name.len()..].trim_ascii_start();
        while !rest.is_empty() {
            let (name, value) = rest.split_once('=').ok_or(Odd)?;
            // A blank before the sign of equality is legal and rare.
            if name.ends_with(|c: char| c.is_ascii_whitespace()) {
                return Err(Odd);
            }
            let quote = value.as_bytes().first().copied().filter(|b| matches!(b, b'"' | b'\'')).ok_or(Odd)?;
            let end = value.bytes().skip(1).position(|b| b == quote).ok_or(Odd)? + 1;
            see(name, &value[1..end])?;
            rest = value[end + 1..].trim_ascii_start();
        }
        Ok(())
    }

    /// An attribute as written.
    pub(super) fn attribute(&self, wanted: &str) -> Result<Option<&'a str>, Odd> {
        let mut found = None;
        self.each(|name, value| {
            found = found.or((name == wanted).then_some(value));
            Ok(())
        })?;
        Ok(found)
    }
}

/// A text with its entities read.
pub(super) fn decoded(text: &str) -> Result<String, Odd> {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (name, rest) = part.split_once(';').ok_or(Odd)?;
        out.push(entity(name)?);
        out.push_str(rest);
    }
    // Line ends of other systems and hexadecimal characters of spreadsheets are left to the full reader.
    if text.contains('\r') || out.contains("_x") { Err(Odd) } else { Ok(out) }
}

fn entity(name: &str) -> Result<char, Odd> {
    let code = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().filter(|&code| code > 0);
    match name {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => {
            let digits = name.strip_prefix('#').filter(|digits| !digits.contains('+')).ok_or(Odd)?;
            let code = digits.strip_prefix('x').map_or_else(|| code(digits, 10), |hex| code(hex, 16));
            code.and_then(char::from_u32).ok_or(Odd)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(xml: &str) -> Result<String, Odd> {
        let mut scan = Scan::new(xml)?;
        let mut out = String::new();
        while let Some((text, tag)) = scan.next()? {
            let mut attributes = String::new();
            tag.each(|name, value| {
                attributes += &format!(" {name}:{value}");
                Ok(())
            })?;
            let (open, close) = (if tag.closes { "/" } else { "" }, if tag.is_empty { "/" } else { "" });
            out += &format!("{text}[{open}{}{attributes}{close}]", tag.name);
        }
        Ok(out)
    }

    #[test]
    fn plain_tags() {
        let xml = "\u{feff}<?xml version=\"1.0\" encoding='UTF-8'?>\n<a b=\"1>2\" x:c='\"'>t &amp;\n<d/></a >";
        assert_eq!(show(xml).unwrap(), "\n[a b:1>2 x:c:\"]t &amp;\n[d/][/a]");
    }

    #[test]
    fn what_is_left_to_the_full_reader() {
        for xml in [
            "<a><!-- x --></a>",
            "<?xml encoding=\"utf-16\"?><a/>",
            "<a b=1/>",
            "<a b='1/>",
            "<a",
            "<a b/>",
            "<a b ='1'/>",
        ] {
            assert_eq!(show(xml), Err(Odd), "{xml}");
        }
    }

    #[test]
    fn entities_and_what_is_none() {
        assert_eq!(decoded("a&lt;&#7841;&#x1ea1;&amp;lt;").unwrap(), "a<ạạ&lt;");
        for text in ["a & b", "&nbsp;", "&#0;", "&#x110000;", "_x000D_", "a\r\n"] {
            assert_eq!(decoded(text), Err(Odd), "{text}");
        }
    }
}
