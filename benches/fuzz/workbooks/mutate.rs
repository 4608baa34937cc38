//! Damaged workbooks: one seed file, one damage, told by two numbers.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A small generator (splitmix64): the same seed gives the same damage on every machine.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `end`; 0 where that is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// The seed damaged one to three times; with the names of the damages.
pub(super) fn mutate(seed: &[u8], random: &mut Random) -> (Vec<u8>, String) {
    let mut names = Vec::new();
    let mut bytes = seed.to_vec();
    for _ in 0..1 + random.below(3) {
        let inside = random.below(4) > 0;
        let changed = if inside && bytes.starts_with(b"PK") {
            packed(&bytes, random)
        } else if inside && bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            compound(&bytes, random)
        } else {
            None
        };
        let (next, name) = changed.unwrap_or_else(|| {
            let name = raw(&mut bytes, random);
            (std::mem::take(&mut bytes), name.to_owned())
        });
        bytes = next;
        names.push(name);
    }
    (bytes, names.join(" + "))
}

/// Damage to bytes, whatever they mean.
fn raw(bytes: &mut Vec<u8>, random: &mut Random) -> &'static str {
    let length = bytes.len();
    let (from, size) = (random.below(length), 1 + random.below(64.min(length.max(1))));
    let to = (from + size).min(length);
    match random.below(7) {
        0 => {
            for _ in 0..1 + random.below(16) {
                let at = random.below(length);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            "bits"
        }
        1 => {
            bytes.truncate(from);
            "truncated"
        }
        2 => {
            let piece = bytes[from..to].to_vec();
            bytes.splice(from..from, piece);
            "doubled"
        }
        3 => {
            bytes[from..to].fill(0);
            "zeros"
        }
        4 => {
            bytes[from..to].fill(0xFF);
            "ones"
        }
        5 => {
            bytes.drain(from..to);
            "cut"
        }
        _ => {
            let word = random.next().to_le_bytes();
            let wide = *random.of(&[1_usize, 2, 4, 8]);
            for (byte, new) in bytes[from..].iter_mut().zip(&word[..wide]) {
                *byte = *new;
            }
            "word"
        }
    }
}

type Parts = Vec<(String, Vec<u8>)>;

/// Damage to a part of a packed workbook, which is packed again.
fn packed(bytes: &[u8], random: &mut Random) -> Option<(Vec<u8>, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts: Parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).ok()?;
        let name = entry.name().map(|name| name.to_string()).unwrap_or_default();
        let mut content = Vec::new();
        // A damaged part gives what can be had of it.
        let _ = entry.by_ref().take(8 << 20).read_to_end(&mut content);
        parts.push((name, content));
    }
    let told: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].1.len() > 60).collect();
    let part = *told.get(random.below(told.len()))?;
    let name = match random.below(8) {
        0 => {
            parts.remove(part);
            "part gone".to_owned()
        }
        1 => {
            let other = parts[random.below(parts.len())].1.clone();
            parts[part].1 = other;
            "part of another".to_owned()
        }
        2 => format!("part bytes {}", raw(&mut parts[part].1, random)),
        _ => markup(&mut parts[part].1, random).to_owned(),
    };
    let place = parts.get(part).map_or_else(String::new, |part| format!(" in {}", part.0));
    Some((pack(&parts)?, name + &place))
}

fn pack(parts: &Parts) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(name.as_str(), options).ok()?;
        writer.write_all(content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Values at and beyond the limits of the formats.
const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "1",
    "65536",
    "1048576",
    "1048577",
    "16385",
    "2147483648",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    "1e308",
    "NaN",
    "",
];
const PLACES: [&str; 12] =
    ["XFD1048576", "XFD1", "A1048576", "A0", "ZZZZ1", "A4294967295", "A99999999999", "1A", "", "A", "ALL65536", "É5"];
const RANGES: [&str; 7] =
    ["A1:XFD1048576", "XFD1048576:A1", "A1:A4294967295", "A1:", ":", "A2:B99999999", "ZZZZZZ1:ZZZZZZZ9"];

const RUBBISH: [&str; 8] = [
    "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>",
    "&b;",
    "&#x110000;",
    "<![CDATA[",
    "<!--",
    "\u{0}",
    "]]>",
    "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
];

/// Damage to XML that knows what it hurts.
fn markup(xml: &mut Vec<u8>, random: &mut Random) -> &'static str {
    let text = String::from_utf8_lossy(xml).into_owned();
    let mut one = |texts: &[&'static str]| texts[random.below(texts.len())];
    let (number, place, range) = (one(&NUMBERS), one(&PLACES), one(&RANGES));
    let kind = one(&["s", "d", "e", "b", "str", "n", "inlineStr", "x"]);
    let target = one(&["workbook.xml", "../xl/workbook.xml", "/", "rId1", "../../x"]);
    let rubbish = one(&RUBBISH);
    let (changed, name) = match random.below(13) {
        0 => (attribute(&text, &["r=\""], place, random), "cell place"),
        1 => (attribute(&text, &["ref=\""], range, random), "range"),
        2 => (attribute(&text, &["s=\"", "xfId=\"", "numFmtId=\""], number, random), "style"),
        3 => (attribute(&text, &["count=\"", "uniqueCount=\""], number, random), "count"),
        4 => (attribute(&text, &["-repeated=\"", "-spanned=\""], number, random), "repeated"),
        5 => (between(&text, "<v>", "</v>", number, random), "value"),
        6 => (attribute(&text, &["t=\"", "type=\""], kind, random), "type"),
        7 => (insert(&text, &"<a>".repeat(20_000), random), "deep"),
        8 => (many_times(&text, random), "elements repeated"),
        9 => (attribute(&text, &["Target=\"", "r:id=\"", "Id=\""], target, random), "relation"),
        10 => (insert(&text, rubbish, random), "inserted"),
        11 => {
            let names = ["date1904=\"", "spans=\"", "hidden=\"", "state=\"", "name=\"", "Index=\"", "Across=\""];
            (attribute(&text, &names, number, random), "attribute")
        }
        _ => (cut_tag(&text, random), "tag cut"),
    };
    *xml = changed.into_bytes();
    name
}

fn attribute(text: &str, names: &[&str], new: &str, random: &mut Random) -> String {
    let name = *random.of(names);
    between(text, name, "\"", new, random)
}

/// One of the texts between `open` and `close` replaced.
fn between(text: &str, open: &str, close: &str, new: &str, random: &mut Random) -> String {
    let found: Vec<usize> = text.match_indices(open).map(|(at, _)| at + open.len()).collect();
    let Some(&from) = found.get(random.below(found.len())) else { return insert(text, new, random) };
    let to = text[from..].find(close).map_or(text.len(), |at| from + at);
    format!("{}{new}{}", &text[..from], &text[to..])
}

fn insert(text: &str, new: &str, random: &mut Random) -> String {
    let found: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
    let at = found.get(random.below(found.len())).copied().unwrap_or(0);
    format!("{}{new}{}", &text[..at], &text[at..])
}

/// A stretch of elements up to a thousand times: sheets without end, rows without end.
fn many_times(text: &str, random: &mut Random) -> String {
    let found: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
    let number = random.below(found.len());
    let from = found.get(number).copied().unwrap_or(0);
    let to = found.get(number + 1 + random.below(4)).copied().unwrap_or(text.len());
    format!("{}{}{}", &text[..from], text[from..to].repeat(1 + random.below(1_000)), &text[to..])
}

fn cut_tag(text: &str, random: &mut Random) -> String {
    let found: Vec<usize> = text.match_indices('<').map(|(at, _)| at).collect();
    let from = found.get(random.below(found.len())).copied().unwrap_or(0);
    let to = text[from..].find('>').map_or(text.len(), |at| from + at + 1);
    format!("{}{}", &text[..from], &text[to..])
}

/// Damage to the records of an `.xls` stream.
fn compound(bytes: &[u8], random: &mut Random) -> Option<(Vec<u8>, String)> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let path = ["/Workbook", "/Book"].into_iter().find(|path| file.exists(path))?;
    let mut stream = Vec::new();
    let mut handle = file.open_stream(path).ok()?;
    handle.read_to_end(&mut stream).ok()?;
    drop(handle);
    let mut records = Vec::new();
    let mut at = 0;
    while at + 4 <= stream.len() {
        records.push(at);
        at += 4 + usize::from(u16::from_le_bytes([stream[at + 2], stream[at + 3]]));
    }
    let record = *records.get(random.below(records.len()))?;
    let length = usize::from(u16::from_le_bytes([stream[record + 2], stream[record + 3]]));
    let name = match random.below(5) {
        0 => {
            let new = *random.of(&[0_u16, 1, 3, 255, 8_224, 65_535]);
            stream[record + 2..record + 4].copy_from_slice(&new.to_le_bytes());
            "record length"
        }
        1 => {
            let end = (record + 4 + length).min(stream.len());
            let at = record + 4 + random.below(end.saturating_sub(record + 4));
            let wide = *random.of(&[1_usize, 2, 4]);
            for byte in stream.iter_mut().skip(at).take(wide) {
                *byte = *random.of(&[0, 1, 0x7F, 0x80, 0xFF]);
            }
            "record value"
        }
        2 => {
            let end = (record + 4 + length).min(stream.len());
            let piece = stream[record..end].repeat(1 + random.below(200));
            stream.splice(record..record, piece);
            "record doubled"
        }
        3 => {
            let new = random.next() as u16;
            stream[record..record + 2].copy_from_slice(&new.to_le_bytes());
            "record kind"
        }
        _ => raw(&mut stream, random),
    };
    let mut handle = file.create_stream(path).ok()?;
    handle.write_all(&stream).ok()?;
    drop(handle);
    file.flush().ok()?;
    Some((file.into_inner().into_inner(), format!("xls {name}")))
}
