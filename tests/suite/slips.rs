//! Return slips: the ward's own file with what to mend in it, and the corrected slip read again.

mod quirks;
mod round_trip;

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The names and contents of a package's parts.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        parts.push((name, String::from_utf8_lossy(&content).into_owned()));
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(other, _)| other == name);
    found.unwrap_or_else(|| panic!("no part {name}")).1
}

/// A package of these parts.
fn package(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The `<c …>` element of a cell.
fn cell<'x>(sheet: &'x str, place: &str) -> &'x str {
    let start = sheet.find(&format!("<c r=\"{place}\"")).unwrap_or_else(|| panic!("no cell {place}"));
    let tag = start + sheet[start..].find('>').unwrap();
    let end = if sheet[..tag].ends_with('/') { tag + 1 } else { tag + sheet[tag..].find("</c>").unwrap() + 4 };
    &sheet[start..end]
}

/// The value of an attribute of the first tag of a text.
fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let tag = &tag[..tag.find('>').unwrap()];
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}
