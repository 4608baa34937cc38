//! A generated register on disk and the rows about its people.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use ansinh::link::Query;
use ansinh::model::PersonId;
use ansinh::table::Writer;

use crate::city::{City, Entry, Noise, bare};
use crate::kept;

/// A row and what is known about it; without the row while that is elsewhere.
pub(crate) struct Case<Row = Query> {
    pub(crate) query: Row,
    pub(crate) truth: Option<PersonId>,
    /// Who it is, in the register or not.
    pub(crate) whose: Option<PersonId>,
    /// Which of its ward's lists holds it.
    pub(crate) list: u8,
    /// `None` where the rows do not say.
    pub(crate) moved: Option<bool>,
    /// People of the register with the row's name, marks aside.
    pub(crate) namesakes: Option<u32>,
}

impl<Row> Case<Row> {
    fn with<Other>(self, query: Other) -> (Row, Case<Other>) {
        let Case { query: before, truth, whose, list, moved, namesakes } = self;
        (before, Case { query, truth, whose, list, moved, namesakes })
    }
}

/// The rows, and what is known about them: what is measured holds its rows once.
pub(crate) fn apart(cases: Vec<Case>) -> (Vec<Query>, Vec<Case<()>>) {
    cases.into_iter().map(|case| case.with(())).unzip()
}

pub(crate) fn together(queries: Vec<Query>, known: Vec<Case<()>>) -> Vec<Case> {
    known.into_iter().zip(queries).map(|(case, query)| case.with(query).1).collect()
}

/// Writes the register below `folder`; where `keep`, the rows and their truth too, for other
/// programs.
pub(crate) fn write(
    folder: &Path,
    (people, records): (usize, usize),
    (noise, seed): (Noise, u64),
    keep: bool,
) -> Vec<Case> {
    std::fs::create_dir_all(folder.join("registers")).unwrap();
    let mut writer = Writer::create(&folder.join("registers/population.parquet")).unwrap();
    let mut city = City::new(seed, 114, records as f64 / people as f64, noise);
    let (mut rows, mut written, mut entries) = (Vec::new(), 0, Vec::<Entry>::new());
    let mut bearers = HashMap::<u64, u32>::new();
    while written < people {
        let (members, more) = city.household();
        written += members.len();
        for member in &members {
            *bearers.entry(name_key(member.full_name.reveal())).or_default() += 1;
        }
        rows.extend(members);
        for entry in more {
            let query = Query { index: entries.len(), ..entry.query };
            entries.push(Entry { query, ..entry });
        }
        if rows.len() >= 100_000 || written >= people {
            writer.write(&rows).unwrap();
            rows.clear();
        }
    }
    writer.finish().unwrap();
    let namesakes: Vec<u32> =
        entries.iter().map(|entry| bearers.get(&name_key(&entry.names[0])).copied().unwrap_or(0)).collect();
    if keep {
        kept::keep(folder, &entries, &namesakes);
    }
    let case = |(entry, namesakes): (Entry, u32)| Case {
        truth: entry.truth,
        whose: Some(entry.whose),
        list: entry.list,
        moved: Some(entry.moved),
        namesakes: Some(namesakes),
        query: entry.query,
    };
    entries.into_iter().zip(namesakes).map(case).collect()
}

fn name_key(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    bare(name).to_lowercase().hash(&mut hasher);
    hasher.finish()
}
