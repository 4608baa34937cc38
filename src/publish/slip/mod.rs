//! Return slips (phiếu trả lại): each file of a ward again, with what to mend written into it.
//!
//! Takes: the submitted files as they lie, the tables of the run, the raw rows with the columns of
//! their cells. Gives: one workbook for each file that counts or could not be read, in
//! `lists/<ward>/phieu_tra_lai_<period>_<name>`. Promises: sheets, order, cells, formats, widths,
//! merged blocks, filters, names, macros stay as the ward made them (a package is edited in place; a
//! file of another format gives a new workbook with the same sheets and cells); bad cells are
//! tinted, a column at the right says what is wrong, a first sheet sums up; the marks of
//! `model::slip` make a corrected slip readable as the corrected list; a slip of a slip replaces
//! what the first one wrote. Never: changing a value, adding a macro, naming a group that tells of
//! HIV in a text of its own.

mod columns;
mod edit;
mod height;
mod looks;
mod names;
mod notes;
mod package;
mod page;
mod plain;
mod point;
mod print;
mod printed;
mod scan;
mod sheet;
mod styles;
mod summary;
mod workbook;
mod xml;

pub(super) use names::slip_names;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use self::edit::Slip;
use self::notes::{FileNotes, FileRows};
use self::summary::Facts;
use super::{FileEntry, PublishError, Tables};
use crate::model::{Date, FileStatus, Month, RawRow, RowId, SheetPicture, Ward, WardCode};
use crate::store::Digest;
use crate::table::outputs::MatchRow;

/// A file that a ward submitted, where it lies.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// Its path inside the city folder, with `/`.
    pub file: Arc<str>,
    /// Where it lies.
    pub path: PathBuf,
}

/// What the slips are written from.
#[derive(Clone, Copy)]
pub struct SlipInputs<'a> {
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: &'a str,
    /// The day whose knowledge the run used.
    pub as_of: Date,
    /// The month of the lists.
    pub pay_month: Month,
    /// The wards, for their names.
    pub wards: &'a [Ward],
    /// The tables of the run, sorted.
    pub tables: &'a Tables,
    /// The data rows of the files that count, with the columns of their cells.
    pub raw: &'a [RawRow],
    /// The submitted files.
    pub submitted: &'a [Submitted],
    /// Titles of the checks by their ids.
    pub titles: &'a BTreeMap<String, String>,
    /// Whether what a check suggests is a value that can be typed into the cell.
    pub proposes: &'a (dyn Fn(&str) -> bool + Sync),
    /// Reads a file as sheets of cells, with the numbers that its rows have in the tables.
    pub pictures: &'a (dyn Fn(&Path) -> Option<Vec<SheetPicture>> + Sync),
}

/// Writes the slips under `<folder>/lists/<ward_code>/`, on all cores.
///
/// # Errors
/// A file cannot be written.
pub fn write_slips(folder: &Path, inputs: &SlipInputs) -> Result<Vec<FileEntry>, PublishError> {
    let rows = rows_by_file(inputs);
    let matches: HashMap<RowId, &MatchRow> = inputs.tables.matches.iter().map(|row| (row.row_id, row)).collect();
    let paths: HashMap<&str, &Submitted> = inputs.submitted.iter().map(|file| (&*file.file, file)).collect();
    let nothing = FileRows::default();
    let stems = names::stems(&inputs.tables.source_files);
    let written: Result<Vec<FileEntry>, PublishError> = stems
        .par_iter()
        .map(|(file, ward, stem)| {
            let notes = FileNotes::new(file, rows.get(&*file.file).unwrap_or(&nothing), &matches, inputs.proposes);
            let slip = slip(inputs, &notes, *ward, paths.get(&*file.file).copied());
            let slip = slip.map_err(|message| PublishError::Workbook { path: PathBuf::from(&*file.file), message })?;
            save(folder, *ward, stem, &slip)
        })
        .collect();
    written
}

/// The rows of all tables that concern each file; the map is only looked into.
fn rows_by_file<'a>(inputs: &SlipInputs<'a>) -> HashMap<&'a str, FileRows<'a>> {
    let mut files: HashMap<&str, FileRows<'a>> = HashMap::new();
    let mut of_row: HashMap<RowId, &str> = HashMap::new();
    for row in &inputs.tables.source_rows {
        files.entry(&*row.file).or_default().rows.push(row);
        if row.disposition.is_some() {
            of_row.insert(row.row_id, &*row.file);
        }
    }
    for row in inputs.raw {
        files.entry(&*row.file).or_default().raw.push(row);
    }
    for finding in &inputs.tables.findings {
        let of_row = || finding.row_id.and_then(|row| of_row.get(&row).copied());
        if let Some(file) = finding.file.as_deref().or_else(of_row) {
            files.entry(file).or_default().findings.push(finding);
        }
    }
    files
}

/// The slip of one file: the file itself where it is a package that can be edited, else a new
/// workbook with its cells, else the first sheet alone.
fn slip(
    inputs: &SlipInputs,
    notes: &FileNotes<'_>,
    ward: WardCode,
    submitted: Option<&Submitted>,
) -> Result<Slip, String> {
    let known = inputs.wards.iter().find(|other| other.code == ward);
    let name = known.map_or_else(|| format!("xã có mã {ward}"), |ward| ward.name.to_string());
    let facts = Facts {
        ward: format!("{name}, {}", inputs.city),
        file: notes.file.file.rsplit('/').next().unwrap_or_default(),
        as_of: inputs.as_of,
        pay_month: inputs.pay_month,
        titles: inputs.titles,
        sheets: &[],
    };
    // A file that could not be read once is not read again.
    let readable = matches!(notes.file.status, FileStatus::Read | FileStatus::NotAList);
    let path = submitted.map(|submitted| &submitted.path).filter(|_| readable);
    if let Some(bytes) = path.filter(|_| notes.file.format == "xlsx").and_then(|path| fs::read(path).ok())
        && let Ok(slip) = edit::write(&bytes, notes, &facts)
    {
        return Ok(slip);
    }
    let pictures = path.and_then(|path| (inputs.pictures)(path)).unwrap_or_default();
    let bytes = plain::workbook(&pictures, &notes.row_kinds, inputs.as_of).map_err(|error| error.to_string())?;
    edit::write(&bytes, notes, &facts).map_err(|broken| format!("not understood: {}", broken.0))
}

fn save(folder: &Path, ward: WardCode, stem: &str, slip: &Slip) -> Result<FileEntry, PublishError> {
    let name = format!("lists/{ward}/{stem}.{}", slip.ending);
    let dir = folder.join(format!("lists/{ward}"));
    fs::create_dir_all(&dir).map_err(PublishError::io("create", &dir))?;
    let path = folder.join(&name);
    fs::write(&path, &slip.bytes).map_err(PublishError::io("write", &path))?;
    Ok(FileEntry { path: name, bytes: slip.bytes.len() as u64, digest: Digest::of(&slip.bytes).to_string() })
}
