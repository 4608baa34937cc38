//! The prepared register: the same verdicts, and never in place of another source or when damaged.

use ansinh::link::{self, COLUMNS, LinkError, PreparedRegister, Query, Register, Tally, Verdict};
use ansinh::model::Outcome;
use ansinh::registers::Population;
use ansinh::store::Digest;

use super::city::{HARD, USUAL};
use super::{generated, model, population, verdicts};

fn batches(population: &Population) -> ansinh::table::Batches {
    population.batches(COLUMNS).unwrap()
}

fn linked(queries: &[Query], register: &PreparedRegister) -> Result<(Vec<Verdict>, Tally), LinkError> {
    let register: Register<'_, ansinh::table::Batches> = Register::Prepared(register);
    link::link_ruled(queries, register, &model(), &[]).map(|linked| (linked.verdicts, linked.tally))
}

#[test]
fn verdicts_are_those_of_the_register_itself() {
    for (seed, noise) in [(31, USUAL), (32, HARD)] {
        let made = generated(seed, 15_000, noise);
        let expected = verdicts(&made.rows, &made.queries);
        assert!(expected.0.iter().any(|verdict| verdict.outcome == Outcome::NotFound));
        assert!(expected.0.iter().any(|verdict| verdict.outcome == Outcome::Matched));
        let (folder, population) = population(&made.rows);
        let register =
            PreparedRegister::prepare(folder.path(), batches(&population), Digest::of(b"a"), &model()).unwrap();
        assert!(linked(&made.queries, &register).unwrap() == expected, "seed {seed}");
    }
}

#[test]
fn another_source_is_not_opened_and_damage_is_an_error() {
    let made = generated(33, 2_000, USUAL);
    let (folder, population) = population(&made.rows);
    let (folder, source) = (folder.path().join("cache"), Digest::of(b"a"));
    assert!(PreparedRegister::open(&folder, source, &model()).unwrap().is_none(), "there is none yet");
    PreparedRegister::prepare(&folder, batches(&population), source, &model()).unwrap();
    assert!(PreparedRegister::open(&folder, Digest::of(b"b"), &model()).unwrap().is_none());
    assert!(PreparedRegister::open(&folder, source, &model()).unwrap().is_some());
    let path = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let whole = std::fs::read(&path).unwrap();
    // Inside the sections: seen when they are read.
    for at in [10, 120, 300, whole.len() / 2, whole.len() - 100] {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x10;
        std::fs::write(&path, &spoilt).unwrap();
        let opened = PreparedRegister::open(&folder, source, &model());
        let other = [source.to_string(), "c".to_owned()];
        let seen = match opened {
            // What is compared with another night's register is read then.
            Ok(Some(register)) => {
                linked(&made.queries, &register).is_err()
                    || PreparedRegister::catch_up(
                        &folder,
                        || ansinh::table::open_batches(population.path(), COLUMNS),
                        Digest::of(other.concat().as_bytes()),
                        &model(),
                    )
                    .is_err()
            }
            Ok(None) | Err(_) => true,
        };
        assert!(seen, "byte {at} of {}", whole.len());
    }
    for length in [0, 50, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).unwrap();
        assert!(PreparedRegister::open(&folder, source, &model()).is_err(), "cut off at {length}");
    }
}
