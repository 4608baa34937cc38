//! Legacy Vietnamese character sets, from `pipelines/reference/encodings/legacy_charsets.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Bytes of each letter beyond ASCII in the sets that wards still use.
pub(super) struct Charsets {
    tcvn3: HashMap<char, Vec<u8>>,
    vni: HashMap<char, Vec<u8>>,
    cp1258: HashMap<char, Vec<u8>>,
    composite: HashMap<char, String>,
}

/// The sets, read once. A test reads them too, so the file in the program is never broken.
pub(super) static CHARSETS: LazyLock<Charsets> = LazyLock::new(|| {
    parse(include_str!("../../../pipelines/reference/encodings/legacy_charsets.csv")).expect("a test reads this file")
});

fn parse(text: &str) -> Option<Charsets> {
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next()?.split(',').collect();
    let column = |name| heads.iter().position(|head| *head == name);
    let (tcvn3, vni, cp1258) = (column("tcvn3_abc")?, column("vni_windows")?, column("cp1258")?);
    let composite = column("unikey_composite")?;
    let mut sets =
        Charsets { tcvn3: HashMap::new(), vni: HashMap::new(), cp1258: HashMap::new(), composite: HashMap::new() };
    for line in lines.filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split(',').collect();
        let letter = cells.first()?.chars().next()?;
        let points = cells
            .get(composite)?
            .split_whitespace()
            .map(|point| u32::from_str_radix(point.strip_prefix("U+")?, 16).ok().and_then(char::from_u32));
        sets.composite.insert(letter, points.collect::<Option<String>>()?);
        for (set, column) in [(&mut sets.tcvn3, tcvn3), (&mut sets.vni, vni), (&mut sets.cp1258, cp1258)] {
            let usual = cells.get(column)?.split('|').next()?;
            let bytes: Option<Vec<u8>> = usual.split_whitespace().map(|hex| u8::from_str_radix(hex, 16).ok()).collect();
            set.insert(letter, bytes?);
        }
    }
    Some(sets)
}

/// The characters that Windows-1252 shows for some bytes: how such text stands in a spreadsheet.
fn shown(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}

impl Charsets {
    /// TCVN3 (ABC) as a spreadsheet holds it. A capital without a code becomes its small letter,
    /// which the capitals font draws large.
    pub(super) fn tcvn3(&self, text: &str) -> String {
        let mut out = String::new();
        for letter in text.chars() {
            let own = self.tcvn3.get(&letter).filter(|bytes| !bytes.is_empty());
            let small = letter.to_lowercase().next().and_then(|small| self.tcvn3.get(&small));
            match own.or(small.filter(|_| self.tcvn3.contains_key(&letter))) {
                Some(bytes) => out.push_str(&shown(bytes)),
                None => out.push(letter),
            }
        }
        out
    }

    /// VNI (Windows) as a spreadsheet holds it.
    pub(super) fn vni(&self, text: &str) -> String {
        text.chars()
            .map(|letter| self.vni.get(&letter).map_or_else(|| letter.to_string(), |bytes| shown(bytes)))
            .collect()
    }

    /// What the keyboard program UniKey calls composite Unicode: the shaped vowel is one character,
    /// the tone another. It is not the decomposed form of the standard.
    pub(super) fn composite(&self, text: &str) -> String {
        text.chars().map(|letter| self.composite.get(&letter).cloned().unwrap_or_else(|| letter.to_string())).collect()
    }

    /// The bytes of a windows-1258 text file; what the set lacks becomes `?`.
    pub(super) fn cp1258(&self, text: &str) -> Vec<u8> {
        let mut out = Vec::with_capacity(text.len());
        for letter in text.chars() {
            match self.cp1258.get(&letter) {
                Some(bytes) => out.extend(bytes),
                None if letter.is_ascii() || letter == '\u{a0}' => out.push(letter as u32 as u8),
                None => out.push(b'?'),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legacy_text_as_a_spreadsheet_shows_it() {
        assert_eq!(CHARSETS.tcvn3("Nguyễn"), "NguyÔn");
        assert_eq!(CHARSETS.tcvn3("DANH SÁCH"), "DANH S¸CH");
        assert_eq!(CHARSETS.vni("Nguyễn Văn"), "Nguyeãn Vaên");
    }

    #[test]
    fn composite_accents_are_neither_composed_nor_decomposed() {
        assert_eq!(CHARSETS.composite("Việt"), "Vi\u{ea}\u{323}t");
    }

    #[test]
    fn windows_1258_reads_back() {
        for text in ["Nguyễn Thị Hường", "ĐẶNG Ỷ", "Số định danh cá nhân"] {
            let bytes = CHARSETS.cp1258(text);
            let (read, _, broken) = encoding_rs::WINDOWS_1258.decode(&bytes);
            let composed: String = unicode_normalization::UnicodeNormalization::nfc(&*read).collect();
            assert!(!broken);
            assert_eq!(composed, text);
        }
    }
}
