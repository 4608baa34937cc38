//! Candidates kept from one night for the next.
//!
//! Whether somebody is a candidate of a record, and on which levels, depends on the record, on the
//! person's rows in the register, on the model, and on nothing else but whether a key of theirs is
//! over-full. So the candidates of the night before still hold for every record that stands as it
//! stood, less the people whose rows changed; those people, the records that changed, and the records
//! of a key that became over-full or ceased to be, are looked up anew. The weights come from tonight's
//! counts and every verdict is made anew from its candidates: it is that of a full run.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::error::LinkError;
use super::full::{full_keys, only_in_one};
use super::hit_bytes::{HIT_BYTES, put, take};
use super::hits::{Hit, Hits, Lot};
use super::model::Model;
use super::prepared::{
    About, Ids, Kind, Packed, PackedWriter, Person, PreparedRegister, Sink, Source, Span, folding, people_bytes,
    read_people,
};
use super::query::Prepared;

/// Raised when a candidate is made in another way, which the samples below do not show.
const LAYOUT: u32 = 2;
/// One record or person of so many looked up anew, and tonight's candidates are kept instead: to look some
/// up again the next night costs less than to write all.
const STALE: usize = 25;

/// A record as a number: two records of one digest have the same candidates.
type Mark = u128;

/// The marks of records, in their order.
fn marks(queries: &[Prepared]) -> Vec<Mark> {
    let mark = |query: &Prepared| {
        let mut hasher = blake3::Hasher::new();
        query.numbers(|number| _ = hasher.update(&number.to_le_bytes()));
        let mut head = [0; 16];
        hasher.finalize_xof().fill(&mut head);
        u128::from_le_bytes(head)
    };
    queries.par_iter().map(mark).collect()
}

/// Digest of everything that a candidate depends on but record and row.
fn comparing(model: &Model) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 candidates kept from night to night");
    hasher.update(&LAYOUT.to_le_bytes());
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(&folding(model));
    hasher.update(model.to_text().as_bytes());
    *hasher.finalize().as_bytes()
}

/// Candidates of one night, in their file: in memory are the marks of the records alone.
#[derive(Debug)]
pub struct KeptCandidates {
    file: Packed,
    spans: Vec<Span>,
    /// Who had changed since the register was prepared.
    people: Vec<Person>,
    /// Keys that were over-full, in order.
    full_keys: Vec<u64>,
    /// Marks of the records and where their candidates lie, in order.
    places: Vec<(Mark, Place)>,
}

/// Where the candidates of a record lie: section, first candidate, how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    section: u32,
    first: u32,
    count: u32,
}

impl KeptCandidates {
    /// Opens the candidates of another night; `None` where there are none, or none that fit the register
    /// and the model.
    ///
    /// # Errors
    /// The file is damaged or cannot be read. Damage to candidates themselves shows where they are used.
    pub fn open(path: &Path, register: &PreparedRegister, model: &Model) -> Result<Option<KeptCandidates>, LinkError> {
        let Some(file) = Packed::open(path, comparing(model))? else { return Ok(None) };
        if file.about.base != register.whole.about.source {
            return Ok(None);
        }
        let mut full_keys = Vec::new();
        file.each(Kind::FullKeys, |source| {
            while !source.0.is_empty() {
                full_keys.push(source.large()?);
            }
            Some(())
        })?;
        let (mut places, mut section) = (Vec::new(), 0);
        file.each(Kind::Records, |source| {
            let mut first = 0_u32;
            while !source.0.is_empty() {
                let mark = Mark::from_le_bytes(source.take(16)?.try_into().ok()?);
                let count = source.small()?;
                places.push((mark, Place { section, first, count }));
                first = first.checked_add(count)?;
            }
            section += 1;
            Some(())
        })?;
        places.par_sort_unstable();
        let (people, spans) = (read_people(&file)?, file.spans(Kind::Candidates));
        if spans.len() != section as usize {
            return Err(file.damaged());
        }
        Ok(Some(KeptCandidates { file, spans, people, full_keys, places }))
    }

    /// Where the candidates of a record lie; `None` where it was not there. Of several such records, in the
    /// section that has the number of the record's lot: a lot then needs few sections.
    fn of(&self, mark: Mark, lot: u16) -> Option<Place> {
        let from = self.places.partition_point(|(other, place)| (*other, place.section) < (mark, u32::from(lot)));
        let near = [Some(from), from.checked_sub(1)].into_iter().flatten().filter_map(|at| self.places.get(at));
        near.filter(|(other, _)| *other == mark).map(|(_, place)| *place).next()
    }

    /// The people whose rows differ between then and tonight.
    fn moved(&self, now: &[Person]) -> Ids {
        let differ = |a: &[Person], b: &[Person]| -> Vec<u64> {
            a.iter().filter(|person| b.binary_search(person).is_err()).map(|person| person.id).collect()
        };
        Ids::of([differ(&self.people, now), differ(now, &self.people)].concat().into_iter())
    }
}

/// What tonight's candidates depend on beside the model.
pub(super) struct Tonight {
    base: [u8; 32],
    people: Vec<Person>,
    pub(super) full_keys: Vec<u64>,
    marks: Vec<Mark>,
}

impl Tonight {
    pub(super) fn of(queries: &[Prepared], register: &PreparedRegister, model: &Model) -> Tonight {
        Tonight {
            base: register.whole.about.source,
            people: register.changes.as_ref().map_or(Vec::new(), |changes| changes.people.clone()),
            full_keys: full_keys(queries, model.file.blocking.full_block),
            marks: marks(queries),
        }
    }
}

/// Candidates of another night that hold tonight.
#[derive(Debug)]
pub(super) struct Again {
    kept: KeptCandidates,
    /// Of each record, where its candidates lie; `None` where they hold no more.
    places: Vec<Option<Place>>,
    /// People whose rows changed since: their candidates hold no more.
    pub(super) moved: Arc<Ids>,
}

impl Again {
    /// `None` where they could be used only by reading the file again and again: the records come in quite
    /// another order.
    pub(super) fn of(kept: KeptCandidates, tonight: &Tonight, queries: &[Prepared], lots: &[Lot]) -> Option<Again> {
        if kept.file.about.base != tonight.base {
            return None;
        }
        let place = |(query, &mark): (&Prepared, &Mark)| kept.of(mark, query.lot);
        let mut places: Vec<Option<Place>> = queries.par_iter().zip(&tonight.marks).map(place).collect();
        // Who was left out of an over-full block then is not now, or the other way round.
        let turned = only_in_one(&tonight.full_keys, &kept.full_keys);
        if !turned.is_empty() {
            let has_one = |query: &&Prepared| {
                let mut has = false;
                query.keys(|key| has |= turned.binary_search(&key).is_ok());
                has
            };
            let theirs: Vec<u32> = queries.par_iter().filter(has_one).map(|query| query.index).collect();
            theirs.into_iter().for_each(|index| places[index as usize] = None);
        }
        let sections = |lot: &Lot| {
            let mut sections: Vec<u32> = lot.queries().filter_map(|query| Some(places[query]?.section)).collect();
            sections.sort_unstable();
            sections.dedup();
            sections.len()
        };
        if lots.par_iter().map(sections).sum::<usize>() > (kept.spans.len() + lots.len()) * 4 {
            return None;
        }
        let moved = Arc::new(kept.moved(&tonight.people));
        Some(Again { kept, places, moved })
    }

    /// Whether a record is to be looked up.
    pub(super) fn is_new(&self, query: &Prepared) -> bool {
        self.places[query.index as usize].is_none()
    }

    pub(super) fn looked_up(&self) -> usize {
        self.places.iter().filter(|place| place.is_none()).count()
    }

    /// Whether tonight's candidates had better be kept instead.
    pub(super) fn is_stale(&self, people: u64) -> bool {
        self.looked_up() * STALE > self.places.len() || self.moved.len() * STALE > people as usize
    }

    /// Calls `see` with each candidate of these records that holds.
    ///
    /// # Errors
    /// The file is damaged or cannot be read.
    pub(super) fn each(&self, queries: impl Iterator<Item = usize>, mut see: impl FnMut(Hit)) -> Result<(), LinkError> {
        let mut wanted: Vec<(Place, usize)> = queries.filter_map(|query| Some((self.places[query]?, query))).collect();
        wanted.sort_unstable();
        if wanted.is_empty() {
            return Ok(());
        }
        let (mut file, mut bytes) = (self.kept.file.file()?, Vec::new());
        for of_section in wanted.chunk_by(|a, b| a.0.section == b.0.section) {
            let span = self.kept.spans[of_section[0].0.section as usize];
            let section = self.kept.file.read(&mut file, span, &mut bytes)?;
            for (place, query) in of_section {
                let start = place.first as usize * HIT_BYTES;
                let hits = section.get(start..start + place.count as usize * HIT_BYTES);
                let mut source = Source(hits.ok_or_else(|| self.kept.file.damaged())?);
                for _ in 0..place.count {
                    let hit = take(&mut source, *query as u32).ok_or_else(|| self.kept.file.damaged())?;
                    if !self.moved.has(hit.person) {
                        see(hit);
                    }
                }
            }
        }
        Ok(())
    }
}

/// Keeps tonight's candidates, lot by lot. What goes wrong is told at the end: the night goes on without.
pub(super) struct Keeping {
    tonight: Tonight,
    file: Mutex<Result<PackedWriter, LinkError>>,
}

impl Keeping {
    /// Into a file, which is written aside and swapped in whole.
    pub(super) fn new(path: &Path, tonight: Tonight) -> Keeping {
        Keeping { tonight, file: Mutex::new(PackedWriter::create(path)) }
    }

    pub(super) fn add(&self, number: usize, lot: &Lot, hits: &Hits) {
        let (mut records, mut candidates) = (Sink::default(), Sink::default());
        for query in lot.queries() {
            let own = hits.of_record(query);
            records.0.extend_from_slice(&self.tonight.marks[query].to_le_bytes());
            records.small(own.len() as u32);
            own.iter().for_each(|hit| put(&mut candidates, hit));
        }
        let mut file = self.file.lock().expect("a thread that writes does not panic");
        if let Ok(writer) = file.as_mut() {
            let mut add = |kind, sink: Sink| writer.add(kind, number as u64, &sink.0);
            if let Err(error) = add(Kind::Records, records).and_then(|()| add(Kind::Candidates, candidates)) {
                *file = Err(error);
            }
        }
    }

    /// # Errors
    /// The file could not be written.
    pub(super) fn finish(self, model: &Model) -> Result<(), LinkError> {
        let mut file = self.file.into_inner().expect("a thread that writes does not panic")?;
        let mut keys = Sink::default();
        self.tonight.full_keys.iter().for_each(|&key| keys.large(key));
        file.add(Kind::FullKeys, 0, &keys.0)?;
        file.add(Kind::People, 0, &people_bytes(&self.tonight.people))?;
        file.finish(&About { folding: comparing(model), base: self.tonight.base, ..About::default() })
    }
}
