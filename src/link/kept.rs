//! Candidates kept from one night for the next.
//!
//! Whether somebody is a candidate of a record, and on which levels, depends on the record, on the
//! person's rows in the register, on the model, and on nothing else but whether a key of theirs is
//! over-full. So the candidates of the night before still hold for every record that stands as it
//! stood, less the people whose rows changed; those people, the records that changed, and the records
//! of a key that became over-full or ceased to be, are looked up anew. The weights come from tonight's
//! counts and every verdict is made anew from its candidates: it is that of a full run.

use std::path::Path;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::error::LinkError;
use super::hits::{self, Hit, Hits};
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel, PlaceLevel, PlainLevel, RelativeLevel, WardLevel};
use super::model::Model;
use super::prepared::{
    About, Kind, Packed, PackedWriter, Person, PreparedRegister, Sink, Source, folding, people_bytes, read_people,
};
use super::query::Prepared;

/// Raised when a candidate is made in another way, which the samples below do not show.
const LAYOUT: u32 = 1;
/// Candidates that one section of the file holds, about: 2 MB.
const SECTION: usize = 80_000;

/// A record as a number: two records of one digest have the same candidates.
pub(super) type Mark = u128;

/// Candidates of one night.
#[derive(Debug)]
pub struct KeptCandidates {
    /// Digest of the prepared register that they belong to, and who had changed since.
    pub(super) base: [u8; 32],
    pub(super) people: Vec<Person>,
    /// Keys that were over-full, in order.
    pub(super) full_keys: Vec<u64>,
    /// Marks of the records and the place of their candidates, in order.
    pub(super) marks: Vec<(Mark, u32)>,
    pub(super) hits: Hits,
}

/// The marks of records, in their order.
pub(super) fn marks(queries: &[Prepared]) -> Vec<Mark> {
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

impl KeptCandidates {
    /// Opens the candidates of another night; `None` where there are none, or none that fit the register
    /// and the model.
    ///
    /// # Errors
    /// The file is damaged or cannot be read.
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
        let read = |span| -> Result<Section, LinkError> {
            let mut bytes = Vec::new();
            Section::of(file.read(&mut file.file()?, span, &mut bytes)?).ok_or_else(|| file.damaged())
        };
        let sections: Vec<Section> =
            file.spans(Kind::Candidates).into_par_iter().with_max_len(1).map(read).collect::<Result<_, _>>()?;
        let marks = sections.iter().flat_map(|section| section.records.iter().map(|(mark, _)| *mark));
        let marks: Vec<(Mark, u32)> = marks.enumerate().map(|(place, mark)| (mark, place as u32)).collect();
        let size = (marks.len(), sections.iter().map(|section| section.hits.len()).sum());
        let groups = sections.iter().flat_map(Section::groups).enumerate().map(|(place, hits)| (place as u32, hits));
        let hits = Hits::of_groups(groups, size);
        Ok(Some(KeptCandidates { base: file.about.base, people: read_people(&file)?, full_keys, marks, hits }))
    }

    /// Writes them; the file is written aside and swapped in whole.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: &Path, model: &Model) -> Result<(), LinkError> {
        let mut file = PackedWriter::create(path)?;
        let (mut sink, mut number, mut before) = (Sink::default(), 0, None);
        for &(mark, place) in &self.marks {
            if before.replace(mark) == Some(mark) {
                continue;
            }
            let hits = self.hits.of_record(place as usize);
            sink.0.extend_from_slice(&mark.to_le_bytes());
            sink.small(hits.len() as u32);
            hits.iter().for_each(|hit| put(&mut sink, hit));
            if sink.0.len() > SECTION * HIT_BYTES {
                file.add(Kind::Candidates, number, &sink.0)?;
                sink.0.clear();
                number += 1;
            }
        }
        file.add(Kind::Candidates, number, &sink.0)?;
        let mut keys = Sink::default();
        self.full_keys.iter().for_each(|&key| keys.large(key));
        file.add(Kind::FullKeys, 0, &keys.0)?;
        file.add(Kind::People, 0, &people_bytes(&self.people))?;
        file.finish(&About { folding: comparing(model), base: self.base, ..About::default() })
    }

    /// The candidates of a record; `None` where it was not there.
    pub(super) fn of(&self, mark: Mark) -> Option<&[Hit]> {
        let place = self.marks.binary_search_by_key(&mark, |(mark, _)| *mark).ok()?;
        Some(self.hits.of_record(self.marks[place].1 as usize))
    }

    /// The people whose rows differ between then and tonight.
    pub(super) fn moved(&self, now: &[Person]) -> Vec<u64> {
        let differ = |a: &[Person], b: &[Person]| -> Vec<u64> {
            a.iter().filter(|person| b.binary_search(person).is_err()).map(|person| person.id).collect()
        };
        let mut moved = differ(&self.people, now);
        moved.extend(differ(now, &self.people));
        moved.sort_unstable();
        moved.dedup();
        moved
    }
}

/// What a section of the file says.
struct Section {
    records: Vec<(Mark, usize)>,
    hits: Vec<Hit>,
}

impl Section {
    fn of(bytes: &[u8]) -> Option<Section> {
        let mut source = Source(bytes);
        let mut section = Section { records: Vec::new(), hits: Vec::with_capacity(bytes.len() / HIT_BYTES) };
        while !source.0.is_empty() {
            let mark = u128::from_le_bytes(source.take(16)?.try_into().ok()?);
            let count = source.small()? as usize;
            for _ in 0..count {
                section.hits.push(take(&mut source)?);
            }
            section.records.push((mark, count));
        }
        Some(section)
    }

    fn groups(&self) -> impl Iterator<Item = &[Hit]> {
        self.records.iter().scan(0, |start, (_, count)| {
            let group = &self.hits[*start..*start + count];
            *start += count;
            Some(group)
        })
    }
}

const HIT_BYTES: usize = 24;
const _: () = assert!(NameLevel::ALL.len() <= 16 && BirthLevel::ALL.len() <= 16 && IdLevel::ALL.len() <= 16);

/// Person, household, levels (4 bits each), and ward, slipped syllable and death in one number.
fn put(sink: &mut Sink, hit: &Hit) {
    sink.large(hit.person);
    sink.large(hit.household);
    let levels = hit.levels.indices().iter().rev().fold(0, |packed, &level| packed << 4 | level as u32);
    sink.small(levels);
    sink.small(hit.about.0);
}

fn take(source: &mut Source) -> Option<Hit> {
    let (person, household, packed, rest) = (source.large()?, source.large()?, source.small()?, source.small()?);
    let at = |field: u32| (packed >> (4 * field) & 15) as usize;
    let levels = Levels {
        id: *IdLevel::ALL.get(at(0))?,
        name: *NameLevel::ALL.get(at(1))?,
        birth: *BirthLevel::ALL.get(at(2))?,
        gender: *PlainLevel::ALL.get(at(3))?,
        ward: *WardLevel::ALL.get(at(4))?,
        phone: *PlainLevel::ALL.get(at(5))?,
        place: *PlaceLevel::ALL.get(at(6))?,
        relative: *RelativeLevel::ALL.get(at(7))?,
    };
    Some(Hit { query: 0, person, levels, about: hits::About(rest), household })
}
