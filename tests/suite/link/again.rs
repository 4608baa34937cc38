//! Nights one after the other: candidates used again give the verdicts of a full run.

use std::path::Path;

use ansinh::link::{self, COLUMNS, KeptCandidates, Linked, Model, PreparedRegister, Query, Register, Ruled};
use ansinh::model::{FullName, LifeStatus, PartialDate, PersonId};
use ansinh::registers::Population;
use ansinh::store::digest;
use ansinh::table::inputs::PopulationRow;
use ansinh::table::open_batches;
use proptest::prelude::*;

use super::city::{City, HARD};
use super::population;

/// What happens between two nights. Numbers choose whom it happens to.
#[derive(Debug, Clone)]
enum Change {
    /// A record is written as another one is, comes twice, goes, or comes back.
    Rewritten(usize, usize),
    Twice(usize),
    Gone(usize),
    Back,
    /// Somebody decides who a record is, or is not.
    Decided(usize, usize),
    /// Somebody is born, or moves in, and stands anywhere in the register.
    Born(usize, usize),
    Died(usize),
    Moved(usize, usize),
    /// The number was wrong.
    Corrected(usize),
    Renamed(usize, usize),
    /// The register holds somebody twice, or no more.
    Doubled(usize, usize),
    Struck(usize),
    /// Somebody stands as on the first night.
    Restored(usize),
    /// The extract comes in another order.
    Shuffled(usize),
}

fn change() -> impl Strategy<Value = Change> {
    use Change::*;
    let one = any::<u16>().prop_map(usize::from);
    let two = (any::<u16>(), any::<u16>()).prop_map(|(a, b)| (usize::from(a), usize::from(b)));
    prop_oneof![
        two.clone().prop_map(|(a, b)| Rewritten(a, b)),
        one.clone().prop_map(Twice),
        one.clone().prop_map(Gone),
        Just(Back),
        two.clone().prop_map(|(a, b)| Decided(a, b)),
        two.clone().prop_map(|(a, b)| Born(a, b)),
        one.clone().prop_map(Died),
        two.clone().prop_map(|(a, b)| Moved(a, b)),
        one.clone().prop_map(Corrected),
        two.clone().prop_map(|(a, b)| Renamed(a, b)),
        two.prop_map(|(a, b)| Doubled(a, b)),
        one.clone().prop_map(Struck),
        one.clone().prop_map(Restored),
        one.prop_map(Shuffled),
    ]
}

/// The city of one night.
struct State {
    rows: Vec<PopulationRow>,
    first: Vec<PopulationRow>,
    /// Not yet born.
    unborn: Vec<PopulationRow>,
    queries: Vec<Query>,
    gone: Vec<Query>,
    ruled: Vec<Ruled>,
}

impl State {
    fn new(seed: u64) -> State {
        // Few wards and many records, so that keys are shared.
        let mut city = City::new(seed, 3, 0.4, HARD);
        let (mut rows, mut queries) = (Vec::new(), Vec::new());
        while rows.len() < 1_500 {
            let (members, entries) = city.household();
            rows.extend(members);
            queries.extend(entries.into_iter().map(|entry| entry.query));
        }
        let unborn = rows.split_off(1_400);
        State { first: rows.clone(), rows, unborn, queries, gone: Vec::new(), ruled: Vec::new() }
    }

    fn apply(&mut self, change: &Change) {
        let (people, records) = (self.rows.len(), self.queries.len());
        match *change {
            Change::Rewritten(a, b) => {
                let Query { name, ward, .. } = self.queries[b % records].clone();
                let own = &mut self.queries[a % records];
                (own.name, own.ward) = (name, ward);
            }
            Change::Twice(a) => self.queries.push(self.queries[a % records].clone()),
            Change::Gone(a) if records > 20 => self.gone.push(self.queries.remove(a % records)),
            Change::Back => self.queries.extend(self.gone.pop()),
            Change::Decided(a, b) => {
                let (index, person) = (a % records, self.rows[b % people].person_id);
                let (same, not) = if b % 2 == 0 { (Some(person), vec![]) } else { (None, vec![person]) };
                self.ruled = vec![Ruled { index, same, not }];
            }
            Change::Born(a, b) if !self.unborn.is_empty() => {
                let row = self.unborn.remove(a % self.unborn.len());
                self.rows.insert(b % people, row);
            }
            Change::Died(a) => self.rows[a % people].life_status = LifeStatus::Dead,
            Change::Moved(a, b) => {
                let ward = self.rows[b % people].ward_code;
                let row = &mut self.rows[a % people];
                row.previous_ward_code = Some(std::mem::replace(&mut row.ward_code, ward));
            }
            Change::Corrected(a) => {
                let row = &mut self.rows[a % people];
                let number = row.person_id.number() ^ 1;
                row.person_id = PersonId::from_number(number).unwrap_or(row.person_id);
            }
            Change::Renamed(a, b) => {
                let name: FullName = self.rows[b % people].full_name.clone();
                let row = &mut self.rows[a % people];
                row.full_name = name;
                row.birth_date = row.birth_date.and_then(|birth| PartialDate::of_year(birth.year()));
            }
            Change::Doubled(a, b) => {
                let mut row = self.rows[a % people].clone();
                if b % 2 == 0 {
                    row.ward_code = self.rows[b % people].ward_code;
                }
                self.rows.insert(b % people, row);
            }
            Change::Struck(a) if people > 100 => _ = self.rows.remove(a % people),
            Change::Restored(a) => {
                let row = self.first[a % self.first.len()].clone();
                self.rows.retain(|other| other.person_id != row.person_id);
                self.rows.push(row);
            }
            Change::Shuffled(a) => self.rows.rotate_left(a % people),
            Change::Gone(_) | Change::Born(..) | Change::Struck(_) => {}
        }
    }

    /// The records of tonight with their places as numbers, and the decisions that still name one.
    fn asked(&self) -> (Vec<Query>, Vec<Ruled>) {
        let numbered = self.queries.iter().enumerate().map(|(index, query)| Query { index, ..query.clone() });
        let ruled = self.ruled.iter().filter(|ruled| ruled.index < self.queries.len());
        (numbered.collect(), ruled.cloned().collect())
    }
}

/// Blocks of two records are over-full: the case meets them.
fn model() -> Model {
    let path = Path::new("pipelines/linking/model-2026-11.toml");
    let text = std::fs::read_to_string(path).unwrap().replace("full_block = 256", "full_block = 1");
    Model::parse(path, &text).unwrap()
}

/// What the nights did, so that a test can tell that it tested something.
#[derive(Debug, Default, Clone, Copy)]
struct Did {
    nights: usize,
    caught_up: usize,
    records: u64,
    looked_up: u64,
    narrowed: u64,
}

/// One night with what is kept in `cache`, as a run goes about it.
fn night(cache: &Path, population: &Population, state: &State, model: &Model, did: &mut Did) -> Linked {
    let (source, _) = digest(population.path()).unwrap();
    let batches = || open_batches(population.path(), COLUMNS);
    let open = || PreparedRegister::open(cache, source, model).unwrap();
    let register = open().or_else(|| {
        let caught_up = PreparedRegister::catch_up(cache, batches, source, model).unwrap();
        did.caught_up += usize::from(caught_up.is_some());
        caught_up
    });
    let register =
        register.unwrap_or_else(|| PreparedRegister::prepare(cache, batches().unwrap(), source, model).unwrap());
    register.remove_others(cache);
    let path = cache.join("candidates.kept");
    let kept = KeptCandidates::open(&path, &register, model).unwrap();
    let (queries, ruled) = state.asked();
    let (linked, written) = link::link_again(&queries, (&register, kept), model, &ruled, &path).unwrap();
    written.unwrap();
    did.nights += 1;
    did.records += queries.len() as u64;
    did.looked_up += linked.tally.records_looked_up;
    linked
}

/// Runs the nights; gives how many verdicts differ from those of a full run on the first night that has some.
fn differing(seed: u64, nights: &[Vec<Change>], did: &mut Did) -> usize {
    differing_from(State::new(seed), nights, did)
}

fn differing_from(mut state: State, nights: &[Vec<Change>], did: &mut Did) -> usize {
    let (cache, model) = (tempfile::tempdir().unwrap(), model());
    for changes in std::iter::once(&vec![]).chain(nights) {
        changes.iter().for_each(|change| state.apply(change));
        let (_folder, population) = population(&state.rows);
        let (queries, ruled) = state.asked();
        let register = Register::Batches(population.batches(COLUMNS).unwrap());
        let expected = link::link_ruled(&queries, register, &model, &ruled).unwrap();
        did.narrowed += expected.tally.pairs_narrowed;
        let found = night(cache.path(), &population, &state, &model, did);
        let verdicts = found.verdicts.iter().zip(&expected.verdicts);
        let differing = verdicts.filter(|(found, expected)| found != expected).count();
        // What was done differs; what was found does not.
        if (Linked { tally: expected.tally, ..found }) != expected {
            return differing.max(1);
        }
    }
    0
}

#[test]
fn nights_that_use_candidates_again_give_the_verdicts_of_full_runs() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(10));
    let did = std::cell::Cell::new(Did::default());
    let nights = (0..1_000_u64, prop::collection::vec(prop::collection::vec(change(), 0..12), 1..5));
    let held = runner.run(&nights, |(seed, nights)| {
        let mut own = did.get();
        prop_assert_eq!(differing(seed, &nights, &mut own), 0);
        did.set(own);
        Ok(())
    });
    held.unwrap();
    let did = did.get();
    assert!(did.nights > 20 && did.caught_up > 5 && did.narrowed > 0, "{did:?}");
    assert!(did.looked_up * 2 < did.records, "candidates were hardly ever used again: {did:?}");
}

/// Somebody who changed and is again as before stands in the base alone; keys become over-full when all
/// records come twice, and cease to be.
#[test]
fn what_random_nights_seldom_meet() {
    let changes = |all: &mut dyn Iterator<Item = Change>| all.collect::<Vec<Change>>();
    let twice = changes(&mut (0..500).map(Change::Twice));
    let once = changes(&mut (0..500).map(|_| Change::Gone(0)));
    let dead = changes(&mut (0..150).map(Change::Died));
    let back = changes(&mut (0..150).map(Change::Restored));
    for (seed, nights) in [(21, [twice.clone(), once.clone()]), (22, [twice, once]), (23, [dead, back])] {
        assert_eq!(differing(seed, &nights, &mut Did::default()), 0, "seed {seed}");
    }
}

/// Of somebody whom the register holds twice one row changes and the other does not, or one is struck; of
/// somebody whom it holds once another row comes.
#[test]
fn rows_of_people_whom_the_register_holds_twice() {
    let mut state = State::new(24);
    (0..60).for_each(|person| state.apply(&Change::Doubled(person * 11, person * 17)));
    let twice = |state: &State| {
        let mut seen = std::collections::HashSet::new();
        let again = (0..state.rows.len()).filter(|&at| !seen.insert(state.rows[at].person_id));
        again.collect::<Vec<usize>>()
    };
    let places = twice(&state);
    assert!(places.len() > 40, "{}", places.len());
    let moved = places.iter().step_by(2).map(|&at| Change::Moved(at, at + 100)).collect();
    // From the end, so that the places before stay.
    let struck = places.iter().rev().step_by(3).map(|&at| Change::Struck(at)).collect();
    let doubled = (0..60).map(|person| Change::Doubled(person * 13 + 5, person * 7)).collect();
    let mut did = Did::default();
    assert_eq!(differing_from(state, &[moved, struck, doubled], &mut did), 0);
    assert_eq!(did.caught_up, 3);
}

#[test]
fn a_register_that_changed_too_much_is_prepared_anew() {
    let (cache, model, mut did) = (tempfile::tempdir().unwrap(), model(), Did::default());
    let mut state = State::new(7);
    let verdicts = |state: &State, did: &mut Did| {
        let (_folder, population) = population(&state.rows);
        night(cache.path(), &population, state, &model, did)
    };
    verdicts(&state, &mut did);
    state.rows.iter_mut().for_each(|row| row.life_status = LifeStatus::Dead);
    verdicts(&state, &mut did);
    assert!(did.caught_up == 0 && did.looked_up >= did.records, "{did:?}");
    let names = |ending: &str| {
        let names =
            std::fs::read_dir(cache.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(ending)).count()
    };
    assert_eq!([names(".prepared"), names(".changes"), names(".tmp")], [1, 0, 0]);
    state.apply(&Change::Died(3));
    state.apply(&Change::Moved(4, 9));
    verdicts(&state, &mut did);
    assert_eq!([names(".prepared"), names(".changes"), names(".tmp")], [1, 1, 0]);
    assert_eq!(did.caught_up, 1);
}

#[test]
fn damaged_candidates_are_an_error_and_those_of_another_model_are_not_used() {
    let (cache, model, mut did) = (tempfile::tempdir().unwrap(), model(), Did::default());
    let state = State::new(8);
    let (_folder, population) = population(&state.rows);
    night(cache.path(), &population, &state, &model, &mut did);
    let path = cache.path().join("candidates.kept");
    let (source, _) = digest(population.path()).unwrap();
    let register = PreparedRegister::open(cache.path(), source, &model).unwrap().unwrap();
    assert!(KeptCandidates::open(&path, &register, &model).unwrap().is_some());
    assert!(KeptCandidates::open(&path, &register, &super::model()).unwrap().is_none(), "another full_block");
    let whole = std::fs::read(&path).unwrap();
    for at in [9, 100, whole.len() / 2, whole.len() - 60] {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 4;
        std::fs::write(&path, &spoilt).unwrap();
        let (queries, ruled) = state.asked();
        let used = KeptCandidates::open(&path, &register, &model).and_then(|kept| {
            let fits = kept.is_some();
            link::link_again(&queries, (&register, kept), &model, &ruled, &path).map(|_| fits)
        });
        assert!(!matches!(used, Ok(true)), "byte {at} of {}", whole.len());
    }
    std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    assert!(KeptCandidates::open(&path, &register, &model).is_err());
}

/// Records of several lots: candidates lie in several sections, and records change their lot.
#[test]
fn records_of_several_lots() {
    let mut state = State::new(25);
    let first = state.queries.len();
    while state.queries.len() < 5_000 {
        let again = state.queries[state.queries.len() % first].clone();
        state.queries.push(again);
    }
    let gone = (0..40).map(|at| Change::Gone(at * 97)).collect();
    let moved = (0..20).map(|at| Change::Moved(at * 31, at * 53)).collect();
    let rewritten = (0..40).map(|at| Change::Rewritten(at * 111, at * 13)).collect();
    let mut did = Did::default();
    assert_eq!(differing_from(state, &[gone, moved, rewritten], &mut did), 0);
    assert!(did.looked_up < did.records, "{did:?}");
}
