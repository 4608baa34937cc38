//! The prepared register on the disk: one file, or one with another beside it that says what changed
//! since.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use arrow::array::RecordBatch;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelBridge, ParallelIterator};

use super::block::{self, Block};
use super::changes::{self, Changes};
use super::counts::{PackedCounts, Sums};
use super::packed::{About, Kind, Packed, PackedWriter, Span, wrong};
use super::{folding, marks};
use crate::link::error::LinkError;
use crate::link::model::Model;
use crate::link::place::Place;
use crate::link::row::{Columns, Row};
use crate::store::Digest;
use crate::table::TableError;

/// Rows of one person more or less than this share of the register, and it is prepared anew.
const MOST_CHANGED: u64 = 10;
/// So many may always change: a small register is soon prepared, but a test should see changes.
const ALWAYS: u64 = 1_000;
const NAME: &str = "population-";
const ENDINGS: [&str; 3] = [".prepared", ".changes", ".tmp"];

/// A prepared register, opened.
#[derive(Debug)]
pub struct PreparedRegister {
    pub(in crate::link) whole: Packed,
    pub(in crate::link) changes: Option<Changes>,
}

/// A block to read: of the whole, or of what changed since.
#[derive(Debug, Clone, Copy)]
pub(in crate::link) struct Part {
    pub(in crate::link) changed: bool,
    span: Span,
}

impl PreparedRegister {
    /// Opens the prepared register of a source in a folder; `None` where there is none of this source
    /// and folding.
    ///
    /// # Errors
    /// A file is damaged or cannot be read.
    pub fn open(folder: &Path, source: Digest, model: &Model) -> Result<Option<PreparedRegister>, LinkError> {
        let own = folding(model);
        if let Some(whole) = Packed::open(&folder.join(name_of(source.as_bytes(), &own, ENDINGS[0])), own)?
            && whole.about.source == *source.as_bytes()
        {
            return Ok(Some(PreparedRegister { whole, changes: None }));
        }
        let Some(changes) = Packed::open(&folder.join(name_of(source.as_bytes(), &own, ENDINGS[1])), own)? else {
            return Ok(None);
        };
        let whole = Packed::open(&folder.join(name_of(&changes.about.base, &own, ENDINGS[0])), own)?;
        let fits = changes.about.source == *source.as_bytes();
        let whole = whole.filter(|whole| fits && whole.about.source == changes.about.base);
        let with = |whole| Ok(PreparedRegister { whole, changes: Some(Changes::of(changes)?) });
        whole.map(with).transpose()
    }

    /// Finds what changed between a prepared register in the folder and another source, writes that
    /// beside it and opens both. The register is read once, but for rare cases. `None` where there is none to
    /// start from, or where more than a tenth of the people changed: it is better prepared anew.
    ///
    /// # Errors
    /// A file is damaged, or cannot be read or written; a batch cannot be read.
    pub fn catch_up<Batches: Iterator<Item = Result<RecordBatch, TableError>> + Send>(
        folder: &Path,
        batches: impl Fn() -> Result<Batches, TableError>,
        source: Digest,
        model: &Model,
    ) -> Result<Option<PreparedRegister>, LinkError> {
        let own = folding(model);
        let Some(whole) = newest(folder, &own)? else { return Ok(None) };
        let most = (whole.about.counts[0] / MOST_CHANGED).max(ALWAYS) as usize;
        let Some((people, counts)) = marks::changed(&whole, batches()?, most, model)? else { return Ok(None) };
        let path = folder.join(name_of(source.as_bytes(), &own, ENDINGS[1]));
        let about = About { folding: own, source: *source.as_bytes(), base: whole.about.source, counts };
        changes::write(&path, (&whole, people), batches, &about, model)?;
        PreparedRegister::open(folder, source, model)
    }

    /// Prepares a register in a folder and opens it. The file is written aside and swapped in whole.
    ///
    /// # Errors
    /// A batch cannot be read, or the file cannot be written.
    pub fn prepare(
        folder: &Path,
        batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
        source: Digest,
        model: &Model,
    ) -> Result<PreparedRegister, LinkError> {
        fs::create_dir_all(folder).map_err(|error| wrong(folder, &error))?;
        let path = folder.join(name_of(source.as_bytes(), &folding(model), ENDINGS[0]));
        write(&path, batches, source, model)?;
        PreparedRegister::open(folder, source, model)?.ok_or_else(|| wrong(&path, &"vanished"))
    }

    /// Removes the other prepared registers of the folder, and what killed runs left there. A file that
    /// stays costs room on the disk and nothing else.
    pub fn remove_others(&self, folder: &Path) {
        let paths = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
        let is_other = |path: &PathBuf| !self.files().contains(&path.as_path()) && has_name(path);
        paths.filter(is_other).for_each(|path| _ = fs::remove_file(path));
    }

    /// Removes its own files: they are damaged.
    pub fn remove(&self) {
        self.files().into_iter().for_each(|path| _ = fs::remove_file(path));
    }

    fn files(&self) -> Vec<&Path> {
        let changes = self.changes.iter().map(|changes| changes.file.path());
        std::iter::once(self.whole.path()).chain(changes).collect()
    }

    /// Rows of the register, and those of them that cannot be used.
    pub(in crate::link) fn counted(&self) -> [u64; 2] {
        self.changes.as_ref().map_or(self.whole.about.counts, |changes| changes.file.about.counts)
    }

    /// The blocks: all, or those of what changed alone.
    pub(in crate::link) fn parts(&self, whole: bool) -> Vec<Part> {
        let of = |file: &Packed, changed| {
            let spans = file.spans(Kind::Block).into_iter();
            spans.map(|span| Part { changed, span }).collect::<Vec<_>>()
        };
        let mut parts = if whole { of(&self.whole, false) } else { Vec::new() };
        parts.extend(self.changes.iter().flat_map(|changes| of(&changes.file, true)));
        parts
    }

    fn file_of(&self, changed: bool) -> &Packed {
        self.changes.as_ref().filter(|_| changed).map_or(&self.whole, |changes| &changes.file)
    }

    /// The files, for a thread of its own: of the whole, and of what changed.
    pub(in crate::link) fn handles(&self) -> Result<[File; 2], LinkError> {
        Ok([self.whole.file()?, self.file_of(true).file()?])
    }

    /// Reads a block into `bytes`.
    pub(in crate::link) fn read<'a>(
        &self,
        handles: &mut [File; 2],
        part: Part,
        bytes: &'a mut Vec<u8>,
    ) -> Result<Block<'a>, LinkError> {
        let file = self.file_of(part.changed);
        let bytes = file.read(&mut handles[usize::from(part.changed)], part.span, bytes)?;
        Block::decode(bytes).ok_or_else(|| file.damaged())
    }

    /// Calls `see` with counts, and whether they are to be added or taken away: together those of
    /// tonight's rows.
    pub(in crate::link) fn counts(&self, mut see: impl FnMut(&PackedCounts, bool)) -> Result<(), LinkError> {
        let files = std::iter::once(&self.whole).chain(self.changes.iter().map(|changes| &changes.file));
        for file in files {
            for (kind, add) in [(Kind::Counts, true), (Kind::Gone, false)] {
                file.each(kind, |source| {
                    see(&PackedCounts::read(source)?, add);
                    Some(())
                })?;
            }
        }
        Ok(())
    }
}

/// The file's name for a source and a folding: another source or folding is another file.
fn name_of(source: &[u8; 32], folding: &[u8; 32], ending: &str) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    format!("{NAME}{}-{}{ending}", hex(&source[..8]), hex(&folding[..6]))
}

fn has_name(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    // Whatever is written aside in this folder is a cache's, the candidates' too.
    name.ends_with(ENDINGS[2]) || name.starts_with(NAME) && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// The prepared register of the folder whose name comes last; there is hardly ever more than one.
fn newest(folder: &Path, own: &[u8; 32]) -> Result<Option<Packed>, LinkError> {
    let paths = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| has_name(path) && path.extension().is_some_and(|ending| ending == "prepared")).collect();
    paths.sort();
    for path in paths.into_iter().rev() {
        if let Some(whole) = Packed::open(&path, *own)? {
            return Ok(Some(whole));
        }
    }
    Ok(None)
}

/// What is written so far.
struct Written {
    file: PackedWriter,
    sums: Sums,
    counts: [u64; 2],
}

fn write(
    path: &Path,
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    source: Digest,
    model: &Model,
) -> Result<(), LinkError> {
    let start = Written { file: PackedWriter::create(path)?, sums: Sums::default(), counts: [0; 2] };
    let written = Mutex::new(start);
    batches.enumerate().par_bridge().try_for_each(|(number, batch)| -> Result<(), LinkError> {
        let columns = Columns::of(&batch?)?;
        let mut rows: Vec<_> = (0..columns.rows()).filter_map(|at| pack(&columns, at, model)).collect();
        block::order(&mut rows);
        let (bytes, marks) = (block::encode(&rows), marks::encode(&marks::of(&columns)));
        let counts = PackedCounts::of(rows.iter().map(|(row, _)| row));
        let mut own = written.lock().expect("a thread that packs does not panic");
        own.counts[0] += columns.rows() as u64;
        own.counts[1] += (columns.rows() - rows.len()) as u64;
        own.sums.add(&counts);
        own.file.add(Kind::Block, number as u64, &bytes)?;
        own.file.add(Kind::Marks, number as u64, &marks)
    })?;
    let Written { mut file, sums, counts } = written.into_inner().expect("a thread that packs does not panic");
    file.add(Kind::Counts, 0, &sums.counts().to_bytes())?;
    file.finish(&About { folding: folding(model), source: *source.as_bytes(), base: [0; 32], counts })
}

/// A row of a batch; `None` where it cannot be used.
pub(super) fn pack(columns: &Columns, at: usize, model: &Model) -> Option<(Row, Place)> {
    let row = columns.row(at, model.dialect())?;
    Some((row, Place::of(columns.address(at), model.words())))
}

/// Calls `see` on all threads with each block of a file.
pub(super) fn each_block<T: Send>(file: &Packed, see: impl Fn(&Block) -> T + Sync) -> Result<Vec<T>, LinkError> {
    let spans = file.spans(Kind::Block);
    let read = |span: Span| -> Result<T, LinkError> {
        let mut bytes = Vec::new();
        let bytes = file.read(&mut file.file()?, span, &mut bytes)?;
        Block::decode(bytes).map(|block| see(&block)).ok_or_else(|| file.damaged())
    };
    spans.into_par_iter().with_max_len(1).map(read).collect()
}
