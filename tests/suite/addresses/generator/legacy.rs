//! Text as legacy fonts and wrong decodings show it, and as half-typed keys.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::letters::TONES;

static BYTES: LazyLock<BTreeMap<char, (String, String)>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_path("pipelines/reference/encodings/legacy_charsets.csv").unwrap();
    let rows = reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    let shown = |hex: &str| {
        let first = hex.split('|').next().unwrap_or("");
        let codes = first.split(' ').filter(|code| !code.is_empty());
        let bytes: Vec<u8> = codes.map(|code| u8::from_str_radix(code, 16).unwrap()).collect();
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned()
    };
    rows.map(|row| {
        let letter = row["letter"].chars().next().unwrap();
        (letter, (shown(&row["tcvn3_abc"]), shown(&row["vni_windows"])))
    })
    .collect()
});

/// `NguyÔn` for `Nguyễn`. Capitals with marks have no codes: the small letter stands for them.
pub(crate) fn tcvn3(text: &str) -> String {
    let show = |letter: char| {
        let own = BYTES.get(&letter).map(|(tcvn3, _)| tcvn3.clone()).filter(|shown| !shown.is_empty());
        let small = || letter.to_lowercase().next().and_then(|low| BYTES.get(&low)).map(|(tcvn3, _)| tcvn3.clone());
        own.or_else(small).unwrap_or_else(|| letter.to_string())
    };
    text.nfc().map(show).collect()
}

/// `Nguyeãn` for `Nguyễn`.
pub(crate) fn vni(text: &str) -> String {
    let show = |letter: char| BYTES.get(&letter).map_or_else(|| letter.to_string(), |(_, vni)| vni.clone());
    text.nfc().map(show).collect()
}

/// UTF-8 read as Windows-1252.
pub(crate) fn utf8_as_1252(text: &str) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

/// A word with its Telex (or VNI) keys.
pub(crate) fn keys(word: &str, vni_keys: bool) -> String {
    let mut out = String::new();
    let mut tone = None;
    for letter in word.nfd() {
        let key = match letter {
            '\u{302}' if vni_keys => "6".to_owned(),
            '\u{306}' => if vni_keys { "8" } else { "w" }.to_owned(),
            '\u{31b}' => if vni_keys { "7" } else { "w" }.to_owned(),
            '\u{302}' => out.chars().last().unwrap_or('a').to_lowercase().to_string(),
            'đ' => if vni_keys { "d9" } else { "dd" }.to_owned(),
            'Đ' => if vni_keys { "D9" } else { "DD" }.to_owned(),
            mark if TONES.contains(&mark) => {
                let at = TONES.iter().position(|&tone| tone == mark).unwrap();
                tone = Some(if vni_keys { ["2", "1", "3", "4", "5"][at] } else { ["f", "s", "r", "x", "j"][at] });
                String::new()
            }
            other => other.to_string(),
        };
        out.push_str(&key);
    }
    out + tone.unwrap_or("")
}
