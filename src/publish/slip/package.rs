//! A workbook's package: parts by name. What is not changed is copied as it lies, packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// No part of a list is as long as this; a longer one is not read.
const LONGEST_PART: u64 = 512 << 20;

/// A package that is not as the standard (ECMA-376) says, with what could not be understood. The
/// ward's file is then built anew instead of edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken(pub(super) &'static str);

/// A package with its changes.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
    changed: BTreeMap<usize, String>,
    added: Vec<(String, String)>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Broken> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken("package"))?;
        let mut names = Vec::with_capacity(archive.len());
        for at in 0..archive.len() {
            let entry = archive.by_index_raw(at).map_err(|_| Broken("package"))?;
            // Some writers use the separators of their own file system.
            names.push(entry.name().map_err(|_| Broken("name of a part"))?.replace('\\', "/"));
        }
        Ok(Package { archive, names, changed: BTreeMap::new(), added: Vec::new() })
    }

    /// Names of parts do not tell capitals from small letters (OPC §6.2.2.3).
    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other.eq_ignore_ascii_case(name))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.place(name).is_some() || self.added.iter().any(|(other, _)| other.eq_ignore_ascii_case(name))
    }

    /// The text of a part, with the changes made so far.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Broken> {
        let at = self.place(name).ok_or(Broken("missing part"))?;
        if let Some(text) = self.changed.get(&at) {
            return Ok(text.clone());
        }
        let entry = self.archive.by_index(at).map_err(|_| Broken("packed part"))?;
        let mut bytes = Vec::new();
        entry.take(LONGEST_PART).read_to_end(&mut bytes).map_err(|_| Broken("packed part"))?;
        let text = String::from_utf8(bytes).map_err(|_| Broken("encoding of a part"))?;
        Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
    }

    /// Changes a part, or adds one at the end.
    pub(super) fn put(&mut self, name: &str, text: String) {
        match self.place(name) {
            Some(at) => _ = self.changed.insert(at, text),
            None => self.added.push((name.to_owned(), text)),
        }
    }

    /// The bytes of the changed package. A signature over the old content is left out: it would only
    /// be shown as broken.
    pub(super) fn save(mut self) -> Result<Vec<u8>, Broken> {
        let failed = |_| Broken("writing the package");
        // A fixed time, so that the same night gives the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (at, name) in self.names.iter().enumerate() {
            if is_signature(name) {
                continue;
            }
            if let Some(text) = self.changed.get(&at) {
                writer.start_file(name.as_str(), options).map_err(failed)?;
                writer.write_all(text.as_bytes()).map_err(|_| Broken("writing the package"))?;
            } else {
                let entry = self.archive.by_index_raw(at).map_err(failed)?;
                writer.raw_copy_file(entry).map_err(failed)?;
            }
        }
        for (name, text) in &self.added {
            writer.start_file(name.as_str(), options).map_err(failed)?;
            writer.write_all(text.as_bytes()).map_err(|_| Broken("writing the package"))?;
        }
        Ok(writer.finish().map_err(failed)?.into_inner())
    }
}

/// Parts of a digital signature (OPC §10).
pub(super) fn is_signature(name: &str) -> bool {
    name.to_ascii_lowercase().starts_with("_xmlsignatures/")
}
