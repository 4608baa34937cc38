//! The commune before the merger in a column of its own (`Xã cũ`): a part of the address.

use super::fold::{begins_with, has_phrase, key};
use super::headings::Heading;
use super::words::Words;
use crate::model::{Field, Private, RawCell, RawValue};

/// Adds the old commune to the address of each row, or makes it the address where there is none.
pub(super) fn join(rows: &mut [Vec<RawCell>], heading: &Heading, words: &Words) {
    let Some(column) = heading.columns.iter().find(|column| column.field == Some(Field::OldWard)) else { return };
    let kind = kind_of(&column.heading, words);
    for cells in rows {
        let Some(at) = cells.iter().position(|cell| cell.field == Field::OldWard) else { continue };
        let mut old = cells.remove(at);
        let name = old.value.reveal().trim().to_owned();
        let text = with_kind(&name, kind, words);
        match cells.iter_mut().find(|cell| cell.field == Field::Address) {
            Some(address) => {
                let before = address.value.reveal();
                if !has_phrase(&key(&before), &key(&name)) {
                    let joined = format!("{}, {text}", before.trim().trim_end_matches([',', ';']));
                    address.value = RawValue::Text(Private::new(&joined));
                }
            }
            None => {
                old.field = Field::Address;
                old.value = RawValue::Text(Private::new(&text));
                cells.insert(at, old);
            }
        }
    }
}

/// The one kind of commune that a heading names.
fn kind_of<'a>(heading: &str, words: &'a Words) -> Option<&'a str> {
    let heading = key(heading);
    let mut named = words.communes.iter().filter(|(kind, _)| has_phrase(&heading, kind));
    let first = named.next().map(|(_, word)| word.as_str());
    first.filter(|_| named.next().is_none())
}

fn with_kind(name: &str, kind: Option<&str>, words: &Words) -> String {
    let own = key(name);
    let has_one =
        words.communes.iter().map(|(kind, _)| kind).chain(&words.communes_short).any(|kind| begins_with(&own, kind));
    match kind.filter(|_| !has_one) {
        Some(kind) => format!("{kind} {name}"),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::forms::Forms;
    use crate::ingest::headings::Column;

    #[track_caller]
    fn check(heading: &str, address: Option<&str>, old: &str, expected: &str) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let columns = vec![Column { at: 1, field: Some(Field::OldWard), heading: heading.to_owned() }];
        let cell = |field, text: &str| RawCell {
            field,
            column: 1,
            value: RawValue::Text(Private::new(text)),
            inherited: false,
        };
        let mut cells: Vec<RawCell> = address.map(|text| cell(Field::Address, text)).into_iter().collect();
        cells.push(cell(Field::OldWard, old));
        let mut rows = vec![cells];
        join(&mut rows, &Heading { top: 0, end: 1, columns }, &forms.words);
        let shown: Vec<String> = rows[0].iter().map(|cell| format!("{}={}", cell.field, cell.value.reveal())).collect();
        assert_eq!(shown.join("; "), expected);
    }

    #[test]
    fn the_old_commune_is_a_part_of_the_address() {
        check("Xã cũ", Some("Thôn Đông Cầu"), "Tự Cường", "address=Thôn Đông Cầu, xã Tự Cường");
        check("Xã cũ", Some("Thôn Đông Cầu,"), "xã Tự Cường", "address=Thôn Đông Cầu, xã Tự Cường");
        check("Xã cũ", Some("Đông Cầu, Tự Cường"), "Tự Cường", "address=Đông Cầu, Tự Cường");
        check("Xã cũ", None, "Tự Cường", "address=xã Tự Cường");
        check("Xã, phường cũ", Some("TDP 1"), "Niệm Nghĩa", "address=TDP 1, Niệm Nghĩa");
        check("Phường cũ", Some("TDP 1"), "P. Niệm Nghĩa", "address=TDP 1, P. Niệm Nghĩa");
    }
}
