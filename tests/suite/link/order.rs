//! Order of rows, number of threads, size of batches, prepared or not: no verdict depends on them.

use ansinh::link::{self, COLUMNS, Linked, PreparedRegister, Query, Register, Verdict};
use ansinh::model::Outcome;
use ansinh::store::Digest;
use ansinh::table::TableError;
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use proptest::prelude::*;

use super::city::{HARD, Noise};
use super::{generated, model, population};

/// How one run reads and works.
#[derive(Debug, Clone)]
struct Way {
    batch_rows: usize,
    threads: usize,
    prepared: bool,
    /// Orders the rows of the register and the queries.
    order: u64,
}

fn ways() -> impl Strategy<Value = Way> {
    (prop_oneof![1..40_usize, 100..3_000_usize], 1..5_usize, any::<bool>(), any::<u64>())
        .prop_map(|(batch_rows, threads, prepared, order)| Way { batch_rows, threads, prepared, order })
}

/// An order that a number stands for.
fn shuffled<T: Clone>(items: &[T], order: u64) -> Vec<T> {
    let place = |at: usize| (at as u64 + 1).wrapping_mul(order | 1).rotate_left(29).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut places: Vec<usize> = (0..items.len()).collect();
    places.sort_by_key(|&at| (place(at), at));
    places.into_iter().map(|at| items[at].clone()).collect()
}

pub(super) fn batches(
    whole: &RecordBatch,
    rows: usize,
) -> impl Iterator<Item = Result<RecordBatch, TableError>> + Send {
    let starts = (0..whole.num_rows()).step_by(rows);
    let batches: Vec<_> = starts.map(|at| Ok(whole.slice(at, rows.min(whole.num_rows() - at)))).collect();
    batches.into_iter()
}

/// What comes out, in the order of the queries' own numbers.
fn linked(rows: &[ansinh::table::inputs::PopulationRow], queries: &[Query], way: &Way) -> Linked {
    let (folder, population) = population(&shuffled(rows, way.order));
    let parts: Vec<RecordBatch> = population.batches(COLUMNS).unwrap().map(Result::unwrap).collect();
    let whole = concat_batches(&parts[0].schema(), &parts).unwrap();
    let queries = shuffled(queries, way.order.rotate_left(7));
    let threads = rayon::ThreadPoolBuilder::new().num_threads(way.threads).build().unwrap();
    let mut linked = threads.install(|| {
        let batches = batches(&whole, way.batch_rows);
        if way.prepared {
            let register = PreparedRegister::prepare(folder.path(), batches, Digest::of(b"a"), &model()).unwrap();
            let register: Register<'_, std::vec::IntoIter<_>> = Register::Prepared(&register);
            link::link_ruled(&queries, register, &model(), &[]).unwrap()
        } else {
            link::link_ruled(&queries, Register::Batches(batches), &model(), &[]).unwrap()
        }
    });
    linked.verdicts.sort_by_key(|verdict| verdict.index);
    linked
}

#[test]
fn no_verdict_depends_on_how_the_register_is_read() {
    let made = generated(15, 8_000, Noise { twice: 0.2, ..HARD });
    let usual = Way { batch_rows: 65_536, threads: 2, prepared: false, order: 0 };
    let expected = linked(&made.rows, &made.queries, &usual);
    for outcome in [Outcome::Matched, Outcome::Review, Outcome::NotFound] {
        assert!(
            expected.verdicts.iter().any(|verdict| verdict.outcome == outcome),
            "the case lacks {}",
            outcome.as_str()
        );
    }
    assert!(!expected.alike.is_empty(), "the case lacks rows that are alike");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(10));
    let held = runner.run(&ways(), |way| {
        let found = linked(&made.rows, &made.queries, &way);
        prop_assert!(
            found == expected,
            "{} of {} verdicts differ",
            differing(&found, &expected),
            expected.verdicts.len()
        );
        Ok(())
    });
    held.unwrap();
}

fn differing(found: &Linked, expected: &Linked) -> usize {
    let pairs = found.verdicts.iter().zip(&expected.verdicts);
    pairs.filter(|(found, expected): &(&Verdict, &Verdict)| found != expected).count()
}
