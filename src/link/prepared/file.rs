//! The file: a head, blocks, and the list of blocks at the end.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use arrow::array::RecordBatch;
use rayon::iter::{ParallelBridge, ParallelIterator};

use super::block::{Block, encode};
use super::bytes::{Sink, Source, checksum};
use super::folding;
use crate::link::error::LinkError;
use crate::link::model::Model;
use crate::link::place::Place;
use crate::link::row::{Columns, Row};
use crate::store::Digest;
use crate::table::TableError;

const MAGIC: &[u8; 8] = b"ANSINHPR";
/// Magic, digests of source and folding, rows, unusable rows, blocks, place and sum of their list.
const HEAD: usize = 8 + 32 + 32 + 5 * 8;

/// A prepared register, opened.
#[derive(Debug)]
pub struct PreparedRegister {
    path: PathBuf,
    rows: u64,
    unusable: u64,
    blocks: Vec<Span>,
}

/// Where a block lies, and its sum.
#[derive(Debug, Clone, Copy)]
pub(in crate::link) struct Span {
    start: u64,
    length: u64,
    sum: u64,
}

impl PreparedRegister {
    /// The file's name for a source and a model: another source or model is another file.
    #[must_use]
    pub fn file_name(source: Digest, model: &Model) -> String {
        let folding: String = folding(model)[..6].iter().map(|byte| format!("{byte:02x}")).collect();
        format!("population-{}-{folding}.prepared", &source.to_string()[..16])
    }

    /// Whether a file is, or was to become, a prepared register of some source and model.
    #[must_use]
    pub fn is_file_name(name: &str) -> bool {
        name.starts_with("population-") && (name.ends_with(".prepared") || name.ends_with(".prepared.tmp"))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens a prepared register; `None` where there is none, or where it was made of another source
    /// or by another folding.
    ///
    /// # Errors
    /// The file is damaged or cannot be read.
    pub fn open(path: &Path, source: Digest, model: &Model) -> Result<Option<PreparedRegister>, LinkError> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(path, &error)),
        };
        let mut head = [0; HEAD];
        file.read_exact(&mut head).map_err(|error| wrong(path, &error))?;
        let damaged = || wrong(path, &"is damaged");
        let mut bytes = Source(&head);
        if bytes.take(8).ok_or_else(damaged)? != MAGIC {
            return Err(damaged());
        }
        let same_source = bytes.take(32) == Some(source.as_bytes());
        let same_folding = bytes.take(32) == Some(&folding(model));
        if !same_source || !same_folding {
            return Ok(None);
        }
        let mut next = || bytes.large().ok_or_else(damaged);
        let (rows, unusable, count, start, sum) = (next()?, next()?, next()?, next()?, next()?);
        let length = file.metadata().map_err(|error| wrong(path, &error))?.len();
        if start.checked_add(count.checked_mul(24).ok_or_else(damaged)?) != Some(length) {
            return Err(damaged());
        }
        let mut list = vec![0; (length - start) as usize];
        file.seek(SeekFrom::Start(start)).map_err(|error| wrong(path, &error))?;
        file.read_exact(&mut list).map_err(|error| wrong(path, &error))?;
        if checksum(&list) != sum {
            return Err(damaged());
        }
        let mut list = Source(&list);
        let span = |_| Some(Span { start: list.large()?, length: list.large()?, sum: list.large()? });
        let blocks: Option<Vec<Span>> = (0..count).map(span).collect();
        let blocks = blocks.filter(|all| all.iter().all(|span| span.start.saturating_add(span.length) <= start));
        Ok(Some(PreparedRegister { path: path.to_owned(), rows, unusable, blocks: blocks.ok_or_else(damaged)? }))
    }

    /// Prepares a register and opens it. The file is written aside and swapped in whole.
    ///
    /// # Errors
    /// A batch cannot be read, or the file cannot be written.
    pub fn prepare(
        path: &Path,
        batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
        source: Digest,
        model: &Model,
    ) -> Result<PreparedRegister, LinkError> {
        // Of this process alone: another run may prepare the same register.
        let aside = path.with_extension(format!("{}.prepared.tmp", std::process::id()));
        let made = write(&aside, batches, source, model);
        let renamed = made.and_then(|()| fs::rename(&aside, path).map_err(|error| wrong(path, &error)));
        if let Err(error) = renamed {
            // Nothing can be done about a failure here.
            let _ = fs::remove_file(&aside);
            return Err(error);
        }
        PreparedRegister::open(path, source, model)?.ok_or_else(|| wrong(path, &"vanished"))
    }

    /// Rows of the register, and those of them that cannot be used.
    pub(in crate::link) const fn counted(&self) -> (u64, u64) {
        (self.rows, self.unusable)
    }

    pub(in crate::link) fn blocks(&self) -> &[Span] {
        &self.blocks
    }

    /// The file, for a thread of its own.
    pub(in crate::link) fn file(&self) -> Result<File, LinkError> {
        File::open(&self.path).map_err(|error| wrong(&self.path, &error))
    }

    /// Reads a block into `bytes`.
    pub(in crate::link) fn read<'a>(
        &self,
        file: &mut File,
        span: Span,
        bytes: &'a mut Vec<u8>,
    ) -> Result<Block<'a>, LinkError> {
        bytes.resize(span.length as usize, 0);
        file.seek(SeekFrom::Start(span.start)).map_err(|error| wrong(&self.path, &error))?;
        file.read_exact(bytes).map_err(|error| wrong(&self.path, &error))?;
        let whole = checksum(bytes) == span.sum;
        whole.then(|| Block::decode(bytes)).flatten().ok_or_else(|| wrong(&self.path, &"is damaged"))
    }
}

fn wrong(path: &Path, message: &dyn ToString) -> LinkError {
    LinkError::Prepared { path: path.to_owned(), message: message.to_string() }
}

/// What is written so far.
struct Written {
    file: BufWriter<File>,
    end: u64,
    blocks: Vec<Span>,
    rows: u64,
    unusable: u64,
}

fn write(
    path: &Path,
    batches: impl Iterator<Item = Result<RecordBatch, TableError>> + Send,
    source: Digest,
    model: &Model,
) -> Result<(), LinkError> {
    let fail = |error: std::io::Error| wrong(path, &error);
    let mut file = BufWriter::new(File::create(path).map_err(fail)?);
    file.write_all(&[0; HEAD]).map_err(fail)?;
    let written = Mutex::new(Written { file, end: HEAD as u64, blocks: Vec::new(), rows: 0, unusable: 0 });
    batches.par_bridge().try_for_each(|batch| -> Result<(), LinkError> {
        let (rows, count) = pack(&batch?, model)?;
        let bytes = encode(&rows);
        let mut own = written.lock().expect("a thread that packs does not panic");
        let span = Span { start: own.end, length: bytes.len() as u64, sum: checksum(&bytes) };
        own.blocks.push(span);
        own.end += span.length;
        own.rows += count;
        own.unusable += count - rows.len() as u64;
        own.file.write_all(&bytes).map_err(fail)
    })?;
    let Written { mut file, end, blocks, rows, unusable } =
        written.into_inner().expect("a thread that packs does not panic");
    let mut list = Sink::default();
    blocks.iter().flat_map(|span| [span.start, span.length, span.sum]).for_each(|number| list.large(number));
    file.write_all(&list.0).map_err(fail)?;
    let mut head = Sink(MAGIC.to_vec());
    head.0.extend_from_slice(source.as_bytes());
    head.0.extend_from_slice(&folding(model));
    [rows, unusable, blocks.len() as u64, end, checksum(&list.0)].into_iter().for_each(|number| head.large(number));
    file.seek(SeekFrom::Start(0)).map_err(fail)?;
    file.write_all(&head.0).map_err(fail)?;
    file.into_inner().map_err(|error| fail(error.into_error()))?.sync_all().map_err(fail)
}

/// The usable rows of a batch, and how many rows it has.
fn pack(batch: &RecordBatch, model: &Model) -> Result<(Vec<(Row, Place)>, u64), LinkError> {
    let columns = Columns::of(batch)?;
    let row = |at: usize| {
        let row = columns.row(at, model.dialect())?;
        Some((row, Place::of(columns.address(at), model.words())))
    };
    Ok(((0..columns.rows()).filter_map(row).collect(), columns.rows() as u64))
}
