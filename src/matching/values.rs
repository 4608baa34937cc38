//! Values of a column as they are compared.

use unicode_normalization::UnicodeNormalization;

use super::{dates, numbers};
use crate::likeness::{Dialect, FoldedName, Name, pack};

/// How a column is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A Vietnamese name, by syllable.
    Name,
    /// Letters and digits without marks, in small letters.
    Text,
    /// Digits only; a column of citizens' numbers gets lost zeros again ([`numbers::restore`]).
    Digits,
    /// A phone number: digits, `84` in front or a lost zero as `0`.
    Phone,
    /// A date, whole or in part.
    Date,
    /// A number.
    Number,
    /// A ward: its name without the word for its kind.
    Ward,
    /// As it stands, without blanks at the ends.
    None,
}

impl Reading {
    /// Name in model files.
    pub(super) const ALL: [(&'static str, Reading); 8] = [
        ("name", Reading::Name),
        ("text", Reading::Text),
        ("digits", Reading::Digits),
        ("phone", Reading::Phone),
        ("date", Reading::Date),
        ("number", Reading::Number),
        ("ward", Reading::Ward),
        ("none", Reading::None),
    ];
}

/// What a value is beside its text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Text,
    Name(FoldedName),
    /// `year * 10000 + month * 100 + day`, unknown parts 0.
    Date(u32),
    Number(f64),
}

/// One value. Two values with one key are equal.
#[derive(Clone, PartialEq)]
pub(super) struct Value {
    /// Equal where the values are equal.
    pub(super) key: String,
    /// What edits, similarity and first letters are taken from.
    pub(super) text: String,
    pub(super) kind: Kind,
}

impl Value {
    /// A value that is nothing but its text.
    pub(super) fn of_text(text: String) -> Value {
        Value { key: text.clone(), text, kind: Kind::Text }
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Value(***)")
    }
}

/// Letters and digits in small letters without marks, anything else one blank.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        let c = if matches!(c, 'đ' | 'ð' | 'ɖ') { 'd' } else { c };
        if c.is_alphanumeric() {
            out.push(c);
        } else if !unicode_normalization::char::is_combining_mark(c)
            && c != '\''
            && c != '\u{2019}'
            && !out.ends_with(' ')
        {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

/// Reads a cell; `None` where it says nothing.
pub(super) fn read(text: &str, reading: Reading, dialect: &Dialect) -> Option<Value> {
    let of_text = |text: String| (!text.is_empty()).then(|| Value::of_text(text));
    match reading {
        Reading::Name => {
            let name = FoldedName::of(Name::fold(text)?, dialect);
            Some(Value { key: format!("{:016x}", name.keys.exact), text: plain(text), kind: Kind::Name(name) })
        }
        Reading::Text | Reading::Ward => of_text(plain(&numbers::whole(text))),
        Reading::Digits => of_text(numbers::digits(text)),
        Reading::Phone => of_text(numbers::phone(text)),
        Reading::Date => {
            let date = pack(dates::parse(&numbers::whole(text))?);
            let text = format!("{date:08}");
            Some(Value { key: text.clone(), text, kind: Kind::Date(date) })
        }
        Reading::Number => {
            let number: f64 = text.trim().replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())?;
            let text = number.to_string();
            Some(Value { key: text.clone(), text, kind: Kind::Number(number) })
        }
        Reading::None => of_text(text.trim().nfc().collect()),
    }
}

/// A cell as the first writing of its group; `None` where it stands in none.
pub(super) fn one_of(text: &str, groups: &[Vec<String>]) -> Option<Value> {
    let text = plain(&numbers::whole(text));
    groups.iter().find(|group| group.contains(&text)).map(|group| Value::of_text(group[0].clone()))
}

/// A ward's name without the word for its kind; of an address the part that has such a word, the
/// longest before the others: a `P` may be a room. `units` are without marks, the longest first.
pub(super) fn ward(text: &str, units: &[String]) -> Option<Value> {
    let parts: Vec<String> = text.split([',', ';']).map(plain).collect();
    let bare = |unit: &String| {
        parts.iter().find_map(|part| Some(part.strip_prefix(unit.as_str())?.strip_prefix(' ')?.to_owned()))
    };
    let name = units.iter().find_map(bare).unwrap_or_else(|| plain(&numbers::whole(text)));
    (!name.is_empty()).then(|| Value::of_text(name))
}

/// Soundex of each word: its first letter and the classes of its next three consonants.
pub(super) fn sound(text: &str) -> String {
    text.split(' ').map(sound_of_word).collect::<Vec<_>>().join(" ")
}

fn sound_of_word(word: &str) -> String {
    let class = |c: char| match c {
        'b' | 'f' | 'p' | 'v' => '1',
        'c' | 'g' | 'j' | 'k' | 'q' | 's' | 'x' | 'z' => '2',
        'd' | 't' => '3',
        'l' => '4',
        'm' | 'n' => '5',
        'r' => '6',
        'h' | 'w' => '-',
        _ => '0',
    };
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    let (mut out, mut last) = (first.to_string(), class(first));
    for class in letters.map(class) {
        // h and w stand between two letters of one class as if they were not there.
        if class == '-' {
            continue;
        }
        if class != '0' && class != last && out.len() < 4 {
            out.push(class);
        }
        last = class;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, reading: Reading, expected: Option<&str>) {
        let value = read(text, reading, &Dialect::default());
        assert_eq!(value.as_ref().map(|value| value.text.as_str()), expected, "{text}");
    }

    #[test]
    fn cells_as_they_are_compared() {
        check(" NGUYỄN  Thị Hoà ", Reading::Name, Some("nguyen thi hoa"));
        check("Số 12, Đường O'Brien", Reading::Text, Some("so 12 duong obrien"));
        check("031.048-000123", Reading::Digits, Some("031048000123"));
        check("+84 912 345 678", Reading::Phone, Some("0912345678"));
        check("2/3/1948", Reading::Date, Some("19480302"));
        check("1950.0", Reading::Date, Some("19500000"));
        check("19480302.0", Reading::Date, Some("19480302"));
        check("10507.0", Reading::Text, Some("10507"));
        check("3.1E+10", Reading::Digits, None);
        check("2,5", Reading::Number, Some("2.5"));
        check("  a B ", Reading::None, Some("a B"));
        for (_, reading) in Reading::ALL {
            check(" ", reading, None);
        }
        check("inf", Reading::Number, None);
    }

    #[test]
    fn wards_whatever_their_kind_is_called() {
        let units = ["thi tran", "phuong", "xa", "p"].map(str::to_owned);
        let name = |text: &str| ward(text, &units).map_or(String::new(), |value| value.text);
        for text in ["Phường Lê Chân", "LÊ CHÂN", "P. Lê Chân", "p.Lê Chân", "Tổ 5, phường Lê Chân, Hải Phòng"]
        {
            assert_eq!(name(text), "le chan", "{text}");
        }
        assert_eq!(name("Xã An Phong"), "an phong");
        assert_eq!(name("P 305, nhà B, phường Lê Chân"), "le chan", "a room");
        assert_eq!(name("Xã Phường Mới"), "phuong moi", "one word alone is left out");
        assert_eq!(name("10507.0"), "10507");
        assert_eq!(name("Phước Long"), "phuoc long");
        assert_eq!(name(" "), "");
    }

    #[test]
    fn names_are_equal_however_they_are_written() {
        let key = |text: &str| read(text, Reading::Name, &Dialect::default()).unwrap().key;
        assert_eq!(key("Nguyễn Thị Hòa"), key("NGUYỄN THỊ HOÀ"));
        assert_ne!(key("Nguyễn Thị Hòa"), key("Nguyễn Thị Hoa"));
    }

    #[test]
    fn sounds() {
        for (word, code) in [("robert", "r163"), ("rupert", "r163"), ("ashcraft", "a261"), ("lee", "l"), ("", "")] {
            assert_eq!(sound(word), code);
        }
    }
}
