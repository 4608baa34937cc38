//! Where in a model file something stands, and keys that no model has.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::keys::KEYS;
use crate::model::Mistake;

/// A parsed file with the place of every key.
pub(super) struct Whereabouts<'a> {
    path: &'a Path,
    text: &'a str,
    document: toml::Spanned<DeTable<'a>>,
}

/// A step into the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step<'s> {
    Key(&'s str),
    Item(usize),
}

impl<'a> Whereabouts<'a> {
    /// # Errors
    /// The text is no TOML.
    pub(super) fn read(path: &'a Path, text: &'a str) -> Result<Whereabouts<'a>, Vec<Mistake>> {
        let document = DeTable::parse(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            vec![Mistake::at_offset(path, text, offset, error.message())]
        })?;
        Ok(Whereabouts { path, text, document })
    }

    /// A mistake at the deepest step that the file has.
    pub(super) fn mistake(&self, steps: &[Step], message: impl Into<String>) -> Mistake {
        Mistake::at_offset(self.path, self.text, self.offset(steps), message)
    }

    fn offset(&self, steps: &[Step]) -> usize {
        let mut offset = 0;
        let mut table = Some(self.document.get_ref());
        let mut list = None;
        for step in steps {
            let value = match *step {
                Step::Key(key) => table.and_then(|table| table.get(key)),
                Step::Item(number) => list.and_then(|list: &toml::de::DeArray| list.get(number)),
            };
            let Some(value) = value else { break };
            offset = value.span().start;
            table = value.get_ref().as_table();
            list = value.get_ref().as_array();
        }
        offset
    }
}

/// Keys that no model has: all of them, as a misspelt key leaves its value unsaid.
pub(super) fn unknown_keys(place: &Whereabouts) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    look(place, "", place.document.get_ref(), &mut mistakes);
    mistakes
}

fn look(place: &Whereabouts, section: &str, table: &DeTable, mistakes: &mut Vec<Mistake>) {
    let Some((_, known)) = KEYS.iter().find(|(name, _)| *name == section) else { return };
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if !known.contains(&name) {
            let message = format!("unknown key `{name}`; expected one of {}", known.join(", "));
            mistakes.push(Mistake::at_offset(place.path, place.text, key.span().start, message));
        }
        let inner = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
        match value.get_ref() {
            DeValue::Table(table) => look(place, &inner, table, mistakes),
            DeValue::Array(items) => {
                items
                    .iter()
                    .filter_map(|item| item.get_ref().as_table())
                    .for_each(|table| look(place, &inner, table, mistakes));
            }
            _ => {}
        }
    }
}
