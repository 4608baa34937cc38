//! What a ward's clerk makes of a list: files with every kind of mess that real ones show.
//!
//! Takes: the lists that the wards mean to send and a seed. Gives: the files under `submissions/`,
//! for every row of every readable sheet what it truly is, and for every file the quirks that it
//! shows. Promises: same input and seed give the same bytes and modification times on any machine,
//! in whatever order the wards are written. Never: changes who somebody is; errors of identity are
//! in the lists already.

mod aside;
mod body;
mod columns;
mod csv;
mod dates;
mod dice;
mod files;
mod fill;
mod grid;
mod groups;
mod headings;
mod ids;
mod layout;
mod legacy;
mod money;
mod names;
mod ods;
mod pen;
mod profile;
mod quirk;
mod rows;
mod sections;
mod style;
mod text;
mod wording;
mod xls;
mod xlsx;

use std::path::Path;

pub use quirk::{QUIRKS, markdown};

use crate::synth::{SynthError, WardList};
use crate::table::truth::TruthRowRow;

/// What the writer may do.
#[derive(Debug, Clone)]
pub struct Options {
    /// No later file is told from the earlier one by its modification time alone, and names of files have
    /// no accents: version control keeps neither.
    pub for_version_control: bool,
    /// Files that are no list, empty, corrupt or locked lie beside the lists.
    pub set_aside: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { for_version_control: false, set_aside: true }
    }
}

/// A written file and the quirks that it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileQuirks {
    /// Path inside the city folder, with `/`.
    pub file: String,
    /// Names of the quirks, in alphabetical order.
    pub quirks: Vec<&'static str>,
}

/// What was written.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Every row of every sheet of every readable list, in order of file, sheet and row.
    pub rows: Vec<TruthRowRow>,
    /// Every file, those that are no list included.
    pub files: Vec<FileQuirks>,
}

/// Writes the lists of all wards of a city; see [`write_ward`].
///
/// # Errors
/// A folder or file cannot be written, or a workbook cannot be encoded.
pub fn write_city(lists: &[WardList], city: &Path, seed: u64, options: &Options) -> Result<Written, SynthError> {
    let mut wards: Vec<&WardList> = lists.iter().collect();
    wards.sort_by_key(|list| (list.ward, list.period, list.kind));
    let mut written = Written::default();
    for (ordinal, ward) in wards.chunk_by(|a, b| a.ward == b.ward).enumerate() {
        let of_ward = write_ward(ward, city, seed, ordinal, options)?;
        written.rows.extend(of_ward.rows);
        written.files.extend(of_ward.files);
    }
    Ok(written)
}

/// Writes all lists of one ward. `ordinal` is the ward's place among the wards of the city, from 0:
/// the first six wards together show every quirk, the others mix them at random. Lists of a kind
/// that are not of its latest period come out as superseded.
///
/// # Errors
/// A folder or file cannot be written, or a workbook cannot be encoded.
pub fn write_ward(
    lists: &[&WardList],
    city: &Path,
    seed: u64,
    ordinal: usize,
    options: &Options,
) -> Result<Written, SynthError> {
    let mut written = Written::default();
    for list in lists {
        let latest = lists.iter().filter(|other| other.kind == list.kind).map(|other| other.period).max();
        let of_list = files::write_list(list, (city, ordinal), seed, latest == Some(list.period), options)?;
        written.rows.extend(of_list.rows);
        written.files.extend(of_list.files);
    }
    if let Some(list) = lists.iter().max_by_key(|list| list.period).filter(|_| options.set_aside) {
        aside::write(list, city, (seed, ordinal), options, &mut written)?;
    }
    Ok(written)
}
