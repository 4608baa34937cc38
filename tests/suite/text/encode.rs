//! The other direction of the legacy sets: Vietnamese text as a spreadsheet shows it when it was
//! typed in an old font. Read from the same table, in the simplest way. Shared with the fuzz bench.

use std::collections::HashMap;
use std::fs;

/// The ways of writing that are generated.
pub(crate) const CODES: [&str; 8] = ["tcvn3", "vni", "cp1258", "viscii", "vps", "utf8_as_1252", "nfd", "unikey"];

/// Letters of each set by the letter that they stand for.
pub(crate) struct Encoder {
    tables: HashMap<&'static str, HashMap<char, String>>,
}

impl Encoder {
    /// From the table of the reference folder.
    pub(crate) fn read() -> Encoder {
        let text = fs::read_to_string("pipelines/reference/encodings/legacy_charsets.csv").unwrap();
        let mut lines = text.lines();
        let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
        let column = |name: &str| heads.iter().position(|head| *head == name).unwrap();
        let sets = [
            ("tcvn3", "tcvn3_abc"),
            ("vni", "vni_windows"),
            ("cp1258", "cp1258"),
            ("viscii", "viscii"),
            ("vps", "vps"),
        ];
        let mut tables: HashMap<&str, HashMap<char, String>> = HashMap::new();
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let letter = cells[column("letter")].chars().next().unwrap();
            for (code, head) in sets {
                let bytes: Vec<u8> = hex(cells[column(head)].split('|').next().unwrap());
                if !bytes.is_empty() {
                    tables.entry(code).or_default().insert(letter, shown(&bytes));
                }
            }
            for (code, head) in [("nfd", "nfd"), ("unikey", "unikey_composite")] {
                let points = cells[column(head)].split(' ').map(|point| u32::from_str_radix(&point[2..], 16).unwrap());
                tables.entry(code).or_default().insert(letter, points.map(|p| char::from_u32(p).unwrap()).collect());
            }
        }
        Encoder { tables }
    }

    /// The text in a code. TCVN3 has no toned capitals: their small letters stand for them.
    pub(crate) fn encode(&self, code: &str, text: &str) -> String {
        if code == "utf8_as_1252" {
            return shown(text.as_bytes());
        }
        let table = &self.tables[code];
        let small = |letter: char| letter.to_lowercase().next().and_then(|small| table.get(&small));
        text.chars()
            .map(|letter| {
                let own = table.get(&letter).or_else(|| small(letter).filter(|_| !letter.is_ascii()));
                own.cloned().unwrap_or_else(|| letter.to_string())
            })
            .collect()
    }
}

fn hex(bytes: &str) -> Vec<u8> {
    bytes.split(' ').filter(|part| !part.is_empty()).map(|part| u8::from_str_radix(part, 16).unwrap()).collect()
}

/// Bytes as Windows-1252 shows them.
fn shown(bytes: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
}
