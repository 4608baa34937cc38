//! Nights one after the other: seconds of the first, of one with 1 % changed records, and of one with 1 %
//! changed people, from the digest of the register to the verdicts, which must be those of a full run.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use ansinh::link::{self, COLUMNS, KeptCandidates, Linked, Model, PreparedRegister, Query, Register};
use ansinh::registers::Population;
use ansinh::store::digest;
use ansinh::table::{Batches, open_batches};
use arrow::array::{Array, ArrayRef, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{cast, take_record_batch};
use arrow::datatypes::DataType;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

use crate::measure::{cpu_seconds, forget_peak, peak_megabytes};

/// One record or person of so many changes.
const EACH: usize = 100;

pub(crate) fn measure(city: &Path, queries: &[Query], model: &Model) {
    // A folder of its own: one kept from another run would be no first night.
    let own = tempfile::tempdir().unwrap();
    let cache = own.path().join("cache");
    let population = Population::open(city).unwrap();
    let night = |what: &str, population: &Population, queries: &[Query], check: bool| {
        let found = night(what, &cache, population, queries, model);
        if check {
            let register = Register::Batches(population.batches(COLUMNS).unwrap());
            let expected = link::link_ruled(queries, register, model, &[]).unwrap();
            assert!(
                Linked { tally: expected.tally, ..found } == expected,
                "{what}: other verdicts than those of a full run"
            );
        }
    };
    night("first night", &population, queries, false);
    night("nothing changed", &population, queries, false);
    let mut changed = queries.to_vec();
    for at in (0..changed.len()).step_by(EACH) {
        let other = &queries[(at + 7) % queries.len()];
        // A ward, a date, a slip, or another person altogether.
        match at / EACH % 4 {
            0 => changed[at].ward = other.ward,
            1 => changed[at].birth = other.birth,
            2 => changed[at].id = None,
            _ => changed[at] = Query { index: at, ..other.clone() },
        }
    }
    night("1 % of the records changed", &population, &changed, true);
    let next = own.path().join("next");
    change_register(population.path(), &next);
    let population = Population::open(&next).unwrap();
    night("1 % of the people changed", &population, &changed, true);
    night("1 % of the records changed back", &population, queries, true);
}

/// A night as a run goes about it.
fn night(what: &str, cache: &Path, population: &Population, queries: &[Query], model: &Model) -> Linked {
    forget_peak();
    let (cpu, start) = (cpu_seconds(), Instant::now());
    let mut steps = Vec::new();
    let mut step = |name: &str| steps.push(format!("{name} {:.2}", start.elapsed().as_secs_f64()));
    let (source, _) = digest(population.path()).unwrap();
    step("digest");
    let batches = || open_batches(population.path(), COLUMNS);
    let opened = PreparedRegister::open(cache, source, model).unwrap();
    let opened = opened.or_else(|| PreparedRegister::catch_up(cache, batches, source, model).unwrap());
    let register =
        opened.unwrap_or_else(|| PreparedRegister::prepare(cache, batches().unwrap(), source, model).unwrap());
    step("register");
    let path = cache.join("candidates.kept");
    let kept = KeptCandidates::open(&path, &register, model).unwrap();
    step("candidates read");
    let (linked, written) = link::link_again(queries, (&register, kept), model, &[], &path).unwrap();
    written.unwrap();
    step("verdicts");
    let (wall, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let size = std::fs::metadata(&path).unwrap().len() / 1_000_000;
    println!(
        "{what}: {wall:.2} s wall, {cpu:.2} s CPU, peak {} MB; {} records looked up, {} pairs; candidates {size} MB; at {}",
        peak_megabytes(),
        linked.tally.records_looked_up,
        linked.tally.pairs_compared,
        steps.join(", "),
    );
    linked
}

/// The register of the next month: of each hundred people one has died, moved, got another number, gone,
/// or been born.
fn change_register(from: &Path, city: &Path) {
    std::fs::create_dir_all(city.join("registers")).unwrap();
    let batches: Batches = open_batches(from, &[]).unwrap();
    let mut writer: Option<ArrowWriter<File>> = None;
    let mut first = 0;
    for batch in batches {
        let batch = changed(&batch.unwrap(), first);
        first += batch.num_rows();
        let writer = writer.get_or_insert_with(|| {
            let file = File::create(city.join("registers/population.parquet")).unwrap();
            let compression = Compression::ZSTD(ZstdLevel::try_new(1).unwrap());
            let properties = WriterProperties::builder().set_compression(compression).build();
            ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap()
        });
        writer.write(&batch).unwrap();
    }
    writer.unwrap().close().unwrap();
}

fn changed(batch: &RecordBatch, first: usize) -> RecordBatch {
    let rows = batch.num_rows();
    let kind = |row: usize| ((first + row) % EACH == 3).then_some((first + row) / EACH % 5);
    // Struck, or born as somebody's twin under another number.
    let kept = (0..rows).flat_map(|row| match kind(row) {
        Some(0) => vec![],
        Some(1) => vec![row as u32, row as u32],
        _ => vec![row as u32],
    });
    let kept: Vec<u32> = kept.collect();
    let taken = take_record_batch(batch, &UInt32Array::from(kept.clone())).unwrap();
    let twin = |at: usize| at > 0 && kept[at] == kept[at - 1];
    let column = |name: &str| -> ArrayRef {
        let text = cast(taken.column_by_name(name).unwrap(), &DataType::Utf8).unwrap();
        let text = text.as_any().downcast_ref::<StringArray>().unwrap();
        let value = |at: usize| {
            let own = text.is_valid(at).then(|| text.value(at).to_owned());
            let other_number = |own: Option<String>| own.map(|id| format!("{}9{}", &id[..5], &id[6..]));
            match (name, kind(kept[at] as usize)) {
                ("person_id", Some(1)) if twin(at) => other_number(own),
                ("person_id", Some(4)) => other_number(own),
                ("life_status", Some(2)) => Some("dead".to_owned()),
                ("ward_code", Some(3)) => Some(text.value((at + 50) % text.len()).to_owned()),
                _ => own,
            }
        };
        Arc::new(StringArray::from_iter((0..text.len()).map(value)))
    };
    let schema = taken.schema();
    let columns = schema.fields().iter().map(|field| (field.name().as_str(), column(field.name()), true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}
