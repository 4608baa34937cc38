//! A file of sections: a head, the sections, and their list at the end. Every part has a sum, so that
//! damage shows; what the sections hold is for others to say.

use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::bytes::{Sink, Source};
use crate::likeness::{mix, mix_words};
use crate::link::error::LinkError;

const MAGIC: &[u8; 8] = b"ANSINHPS";
/// Magic, sum of the rest of the head, digest of the folding, source, base, two counts, place of the list,
/// its length.
const HEAD: usize = 8 + 8 + 3 * 32 + 4 * 8;
/// Numbers of a section in the list.
const SPAN_NUMBERS: usize = 5;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub(in crate::link) enum Kind {
    /// Rows of the register.
    Block = 1,
    /// Ids and prints of the rows of one batch.
    Marks = 2,
    /// Counts of all rows.
    Counts = 3,
    /// Counts of the rows of the base that hold no more.
    Gone = 4,
    /// People whose rows differ from the base.
    People = 5,
    /// Candidates of records.
    Candidates = 6,
    /// Keys of over-full blocks.
    FullKeys = 7,
    /// Records, and how many candidates each has.
    Records = 8,
}

/// What the file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::link) struct About {
    /// Digest of everything that the content depends on but source and base.
    pub(in crate::link) folding: [u8; 32],
    /// Digest of the register.
    pub(in crate::link) source: [u8; 32],
    /// Digest of the register that the content adds to; zeros where it stands alone.
    pub(in crate::link) base: [u8; 32],
    /// Rows of the register, and those of them that cannot be used.
    pub(in crate::link) counts: [u64; 2],
}

/// Where a section lies, and its sum.
#[derive(Debug, Clone, Copy)]
pub(in crate::link) struct Span {
    kind: u64,
    /// Orders the sections of a kind.
    pub(in crate::link) number: u64,
    start: u64,
    length: u64,
    sum: u64,
}

/// A file of sections, opened.
#[derive(Debug)]
pub(in crate::link) struct Packed {
    path: PathBuf,
    pub(in crate::link) about: About,
    spans: Vec<Span>,
}

impl Packed {
    /// Opens a file; `None` where there is none, or one of another folding.
    ///
    /// # Errors
    /// The file is damaged or cannot be read.
    pub(in crate::link) fn open(path: &Path, folding: [u8; 32]) -> Result<Option<Packed>, LinkError> {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(path, &error)),
        };
        let damaged = || wrong(path, &"is damaged");
        let mut head = [0; HEAD];
        file.read_exact(&mut head).map_err(|_| damaged())?;
        let mut bytes = Source(&head);
        if bytes.take(8).ok_or_else(damaged)? != MAGIC || bytes.large() != Some(checksum(&head[16..])) {
            return Err(damaged());
        }
        let mut digest = || bytes.take(32).and_then(|digest| digest.try_into().ok()).ok_or_else(damaged);
        let (own, source, base) = (digest()?, digest()?, digest()?);
        let mut next = || bytes.large().ok_or_else(damaged);
        let about = About { folding: own, source, base, counts: [next()?, next()?] };
        let (start, length) = (next()?, next()?);
        if about.folding != folding {
            return Ok(None);
        }
        if start.checked_add(length) != Some(file.metadata().map_err(|error| wrong(path, &error))?.len()) {
            return Err(damaged());
        }
        let mut list = vec![0; length as usize];
        file.seek(SeekFrom::Start(start)).map_err(|error| wrong(path, &error))?;
        file.read_exact(&mut list).map_err(|error| wrong(path, &error))?;
        let spans = spans(&list, start).ok_or_else(damaged)?;
        Ok(Some(Packed { path: path.to_owned(), about, spans }))
    }

    pub(in crate::link) fn path(&self) -> &Path {
        &self.path
    }

    /// The sections of a kind, in order.
    pub(in crate::link) fn spans(&self, kind: Kind) -> Vec<Span> {
        let mut spans: Vec<Span> = self.spans.iter().copied().filter(|span| span.kind == kind as u64).collect();
        spans.sort_by_key(|span| span.number);
        spans
    }

    /// The file, for a thread of its own.
    pub(in crate::link) fn file(&self) -> Result<File, LinkError> {
        File::open(&self.path).map_err(|error| self.wrong(&error))
    }

    /// Reads a section into `bytes`.
    pub(in crate::link) fn read<'a>(
        &self,
        file: &mut File,
        span: Span,
        bytes: &'a mut Vec<u8>,
    ) -> Result<&'a [u8], LinkError> {
        bytes.resize(span.length as usize, 0);
        file.seek(SeekFrom::Start(span.start)).map_err(|error| self.wrong(&error))?;
        file.read_exact(bytes).map_err(|error| self.wrong(&error))?;
        if checksum(bytes) == span.sum { Ok(bytes) } else { Err(self.damaged()) }
    }

    /// Reads the sections of a kind one after the other.
    pub(in crate::link) fn each(
        &self,
        kind: Kind,
        mut see: impl FnMut(&mut Source) -> Option<()>,
    ) -> Result<(), LinkError> {
        let (mut file, mut bytes) = (self.file()?, Vec::new());
        for span in self.spans(kind) {
            let section = self.read(&mut file, span, &mut bytes)?;
            see(&mut Source(section)).ok_or_else(|| self.damaged())?;
        }
        Ok(())
    }

    pub(in crate::link) fn damaged(&self) -> LinkError {
        self.wrong(&"is damaged")
    }

    fn wrong(&self, message: &dyn ToString) -> LinkError {
        wrong(&self.path, message)
    }
}

/// A number made of bytes, which shows damage: four words at a time, none of which waits for another.
fn checksum(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut lanes = [bytes.len() as u64, 1, 2, 3];
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = mix(*lane, u64::from_le_bytes(*word));
        }
    }
    lanes.into_iter().fold(mix_words(rest), mix)
}

/// The list of sections, its sum at the end.
fn spans(list: &[u8], start: u64) -> Option<Vec<Span>> {
    let (list, sum) = list.split_last_chunk::<8>()?;
    if checksum(list) != u64::from_le_bytes(*sum) {
        return None;
    }
    let mut source = Source(list);
    let count = list.len() / (SPAN_NUMBERS * 8);
    let mut next = || source.large();
    let span = |_| Some(Span { kind: next()?, number: next()?, start: next()?, length: next()?, sum: next()? });
    let spans: Vec<Span> = (0..count).map(span).collect::<Option<_>>()?;
    spans.iter().all(|span| span.start.saturating_add(span.length) <= start).then_some(spans)
}

pub(in crate::link) fn wrong(path: &Path, message: &dyn ToString) -> LinkError {
    LinkError::Prepared { path: path.to_owned(), message: message.to_string() }
}

/// A file that is being written aside. Dropped before [`PackedWriter::finish`] it leaves nothing.
pub(in crate::link) struct PackedWriter {
    path: PathBuf,
    aside: PathBuf,
    file: BufWriter<File>,
    end: u64,
    spans: Vec<Span>,
}

impl PackedWriter {
    /// # Errors
    /// The file cannot be created.
    pub(in crate::link) fn create(path: &Path) -> Result<PackedWriter, LinkError> {
        // Of this process alone: another run may write the same file.
        let aside = path.with_extension(format!("{}.tmp", std::process::id()));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        // It holds personal data: for its owner alone.
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&aside).map_err(|error| wrong(path, &error))?;
        let mut writer =
            PackedWriter { path: path.to_owned(), aside, file: BufWriter::new(file), end: 0, spans: Vec::new() };
        writer.put(&[0; HEAD])?;
        Ok(writer)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        self.end += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| wrong(&self.path, &error))
    }

    /// Adds a section.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(in crate::link) fn add(&mut self, kind: Kind, number: u64, bytes: &[u8]) -> Result<(), LinkError> {
        let (start, length) = (self.end, bytes.len() as u64);
        self.spans.push(Span { kind: kind as u64, number, start, length, sum: checksum(bytes) });
        self.put(bytes)
    }

    /// Writes list and head and swaps the file in whole. It is not forced onto the disk: what a power
    /// cut spoils shows by its sums, and is made anew.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(in crate::link) fn finish(mut self, about: &About) -> Result<(), LinkError> {
        let (mut list, start) = (Sink::default(), self.end);
        let numbers = |span: &Span| [span.kind, span.number, span.start, span.length, span.sum];
        self.spans.iter().flat_map(numbers).for_each(|number| list.large(number));
        list.large(checksum(&list.0));
        let mut rest = Sink::default();
        [about.folding, about.source, about.base].iter().for_each(|digest| rest.0.extend_from_slice(digest));
        [about.counts[0], about.counts[1], start, list.0.len() as u64]
            .into_iter()
            .for_each(|number| rest.large(number));
        let mut head = Sink(MAGIC.to_vec());
        head.large(checksum(&rest.0));
        head.0.extend_from_slice(&rest.0);
        self.put(&list.0)?;
        let place = |error: std::io::Error| wrong(&self.path, &error);
        self.file.seek(SeekFrom::Start(0)).map_err(place)?;
        self.file.write_all(&head.0).map_err(place)?;
        self.file.flush().map_err(place)?;
        fs::rename(&self.aside, &self.path).map_err(place)
    }
}

impl Drop for PackedWriter {
    fn drop(&mut self) {
        // After the file was swapped in there is none; nothing can be done about a failure.
        let _ = fs::remove_file(&self.aside);
    }
}
