//! Candidates in no order, by lot: in memory as long as they are few, the others in a file of this run
//! alone, so that memory does not grow with their number.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use super::error::LinkError;
use super::hit_bytes::{HIT_BYTES, put, take};
use super::hits::Hit;
use super::prepared::{Sink, Source};

/// Candidates held in memory: 8 million, 256 MB; 4.7 million people and 300 thousand records have 7 million.
pub(super) const MOST: usize = 8 << 20;
/// Candidates that a thread gathers of a lot before it puts them on the shelf.
const PIECE: usize = 512;
/// Bytes of a candidate with its record.
const BYTES: usize = HIT_BYTES + 4;

/// The candidates that all threads found.
#[derive(Debug)]
pub(super) struct Shelf {
    lots: Vec<Mutex<Shelved>>,
    held: AtomicUsize,
    most: usize,
    aside: Mutex<Aside>,
}

/// The candidates of a lot.
#[derive(Debug, Default)]
struct Shelved {
    pieces: Vec<Vec<Hit>>,
    /// Where pieces begin in the file, and how many candidates they hold.
    spans: Vec<(u64, u32)>,
}

impl Shelf {
    /// For so many lots; over `most` candidates go to the file.
    pub(super) fn new(lots: usize, most: usize) -> Shelf {
        let lots = (0..lots).map(|_| Mutex::default()).collect();
        Shelf { lots, held: AtomicUsize::new(0), most, aside: Mutex::default() }
    }

    fn lot(&self, lot: usize) -> std::sync::MutexGuard<'_, Shelved> {
        self.lots[lot].lock().expect("a thread that puts down does not panic")
    }

    /// Puts candidates down and leaves `piece` empty. What the disk refuses stays in memory.
    fn put(&self, lot: usize, piece: &mut Vec<Hit>) {
        if piece.is_empty() {
            return;
        }
        let before = self.held.fetch_add(piece.len(), Ordering::Relaxed);
        if before >= self.most
            && let Some(start) = self.aside.lock().expect("a thread that writes does not panic").add(piece)
        {
            self.lot(lot).spans.push((start, piece.len() as u32));
            piece.clear();
            return;
        }
        self.lot(lot).pieces.push(std::mem::replace(piece, Vec::with_capacity(PIECE)));
    }

    /// Calls `see` with all candidates of a lot, in no order.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn each(&self, lot: usize, mut see: impl FnMut(&[Hit])) -> Result<(), LinkError> {
        let shelved = self.lot(lot);
        shelved.pieces.iter().for_each(|piece| see(piece));
        let mut bytes = Vec::new();
        for &(start, count) in &shelved.spans {
            bytes.resize(count as usize * BYTES, 0);
            self.aside.lock().expect("a thread that reads does not panic").read(start, &mut bytes)?;
            let mut source = Source(&bytes);
            let hits = (0..count).map(|_| {
                let query = source.small()?;
                take(&mut source, query)
            });
            let hits: Option<Vec<Hit>> = hits.collect();
            see(&hits.ok_or_else(|| LinkError::Aside { message: "is damaged".to_owned() })?);
        }
        Ok(())
    }
}

/// The candidates that one thread found and did not yet put down.
#[derive(Debug)]
pub(super) struct Heap<'a> {
    shelf: &'a Shelf,
    pieces: Vec<Vec<Hit>>,
}

impl<'a> Heap<'a> {
    pub(super) fn new(shelf: &'a Shelf) -> Heap<'a> {
        Heap { shelf, pieces: vec![Vec::new(); shelf.lots.len()] }
    }

    pub(super) fn push(&mut self, lot: usize, hit: Hit) {
        let piece = &mut self.pieces[lot];
        piece.push(hit);
        if piece.len() >= PIECE {
            self.shelf.put(lot, piece);
        }
    }
}

impl Drop for Heap<'_> {
    fn drop(&mut self) {
        for (lot, piece) in self.pieces.iter_mut().enumerate() {
            piece.shrink_to_fit();
            self.shelf.put(lot, piece);
        }
    }
}

/// A file that nobody else can open and that is gone when the run ends.
#[derive(Debug, Default)]
struct Aside {
    file: Option<(File, PathBuf)>,
    end: u64,
    refused: bool,
}

impl Aside {
    /// Where the candidates begin; `None` where the disk refuses.
    fn add(&mut self, hits: &[Hit]) -> Option<u64> {
        if self.refused {
            return None;
        }
        let mut sink = Sink::default();
        for hit in hits {
            sink.small(hit.query);
            put(&mut sink, hit);
        }
        let start = self.end;
        let written = self.write(start, &sink.0);
        self.refused = written.is_err();
        written.ok().map(|()| start)
    }

    fn write(&mut self, start: u64, bytes: &[u8]) -> std::io::Result<()> {
        if self.file.is_none() {
            self.file = Some(create(&std::env::temp_dir())?);
        }
        let (file, _) = self.file.as_mut().expect("it was just created");
        file.seek(SeekFrom::Start(start))?;
        file.write_all(bytes)?;
        self.end = start + bytes.len() as u64;
        Ok(())
    }

    fn read(&mut self, start: u64, bytes: &mut [u8]) -> Result<(), LinkError> {
        let wrong = |error: std::io::Error| LinkError::Aside { message: error.to_string() };
        let (file, _) = self.file.as_mut().expect("something was written");
        file.seek(SeekFrom::Start(start)).map_err(wrong)?;
        file.read_exact(bytes).map_err(wrong)
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // Already gone where a file may lose its name while it is open.
        let _ = self.file.take().map(|(_, path)| fs::remove_file(path));
    }
}

/// A file for the user's eyes alone; where the system allows it without a name, so that a killed run leaves
/// nothing.
fn create(folder: &Path) -> std::io::Result<(File, PathBuf)> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!("ansinh-{}-{number}.candidates", std::process::id()));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(&path)?;
    #[cfg(unix)]
    fs::remove_file(&path)?;
    Ok((file, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The candidates of each lot, in order.
    fn shelved(most: usize) -> Vec<Vec<Hit>> {
        let shelf = Shelf::new(3, most);
        let mut heaps = [Heap::new(&shelf), Heap::new(&shelf)];
        for person in 0..20_000_u64 {
            let hit = Hit { query: (person % 70) as u32, person, household: person / 3, ..Hit::default() };
            heaps[(person % 2) as usize].push((person % 3) as usize, hit);
        }
        drop(heaps);
        let lot = |lot: usize| {
            let mut all = Vec::new();
            shelf.each(lot, |hits| all.extend_from_slice(hits)).unwrap();
            all.sort_unstable();
            all
        };
        (0..3).map(lot).collect()
    }

    #[test]
    fn what_goes_to_the_file_comes_back() {
        let in_memory = shelved(usize::MAX);
        assert_eq!(in_memory.iter().map(Vec::len).sum::<usize>(), 20_000);
        for most in [0, 1, 4_000, 19_000] {
            assert!(shelved(most) == in_memory, "{most}");
        }
    }
}
