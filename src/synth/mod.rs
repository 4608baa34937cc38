//! A synthetic city with its truth.
//!
//! Takes: a configuration with a seed, the reference tables and the law as a function. Gives: a city
//! folder as the data contract describes it (registers, ledger, submissions) and `truth/` beside it.
//! Promises: the same configuration gives the same bytes; memory grows with the people on the rolls,
//! not with the city; what counts as true can be known from the inputs. Never: real people, a clock,
//! law of its own.

mod books;
mod case;
mod clerk;
mod config;
mod deaths;
mod error;
mod families;
mod health;
mod household;
mod ids;
mod ledger;
mod life;
mod list;
mod lists;
mod movements;
mod names;
mod places;
mod registers;
mod rng;
mod roles;
mod settle;
pub mod sheets;
mod sink;
mod stories;
mod subjects;
mod times;
mod truth;
mod world;

pub use config::{ErrorRates, Summary, SynthConfig};
pub use error::SynthError;
pub use list::{ListRow, WardList};
pub use subjects::LawFn;

use rayon::prelude::*;

use crate::table::truth::TruthRowRow;
use registers::Registers;
use sink::Sink;
use world::World;

/// Wards whose lists are in memory together.
const WARDS_AT_A_TIME: usize = 8;

/// Makes a city and writes it to `config.out`.
///
/// # Errors
/// A reference table is wrong, the configuration asks for more wards than there are, or a file
/// cannot be written.
pub fn generate(config: &SynthConfig, law: &LawFn<'_>) -> Result<Summary, SynthError> {
    let mut world = World::new(config)?;
    let mut registers = Registers::create(&config.out)?;
    world.populate(&mut registers)?;
    let people = registers.finish()?;
    let books = books::keep(&mut world, law)?;
    let mut summary = Summary {
        people,
        wards: world.wards.len(),
        beneficiaries: world.cases.iter().filter(|case| case.enrolled).count(),
        payments: books.payments,
        changes: books.changes,
        ..Summary::default()
    };
    (summary.list_rows, summary.files) = submit(&world)?;
    Ok(summary)
}

/// Writes what the wards send, some wards at a time; gives the rows meant and the files written.
fn submit(world: &World<'_>) -> Result<(usize, usize), SynthError> {
    let config = world.config;
    let options = sheets::Options { for_version_control: config.for_version_control, ..sheets::Options::default() };
    let mut truth: Sink<TruthRowRow> = Sink::create(&config.out.join("truth"))?;
    let (mut rows, mut files) = (0, Vec::new());
    let wards: Vec<(usize, Vec<usize>)> = lists::by_ward(world).into_iter().enumerate().collect();
    for some in wards.chunks(WARDS_AT_A_TIME) {
        let written: Vec<Result<(usize, sheets::Written), SynthError>> = some
            .par_iter()
            .map(|(ward, cases)| {
                let lists = lists::of_ward(world, *ward, cases);
                let lists: Vec<&WardList> = lists.iter().collect();
                let meant = lists.iter().map(|list| list.rows.len()).sum();
                Ok((meant, sheets::write_ward(&lists, &config.out, config.seed, *ward, &options)?))
            })
            .collect();
        for ward in written {
            let (meant, written) = ward?;
            rows += meant;
            files.extend(written.files);
            written.rows.into_iter().try_for_each(|row| truth.push(row))?;
        }
    }
    truth.finish()?;
    let table = config.out.join("truth/quirks.md");
    std::fs::write(&table, sheets::markdown(&files)).map_err(|error| SynthError::io(&table, error))?;
    Ok((rows, files.len()))
}
