//! Runs numbered inputs on all cores and keeps what went wrong.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

/// One input by its seed: the readings that were not stable.
pub(crate) type Case = Box<dyn Fn(u64) -> Vec<&'static str> + Sync>;

/// Longest time that an input may take.
const LONGEST: Duration = Duration::from_millis(50);
/// An input over that time is read again up to so often, alone, when all others are done, and its smallest
/// time counts: the machine is shared, and a reading that hangs does so each time.
const AGAIN: usize = 3;

/// After so many inputs the run tells how far it is.
const TOLD_EACH: u64 = 500_000;

/// What became of a run.
#[derive(Default)]
pub(crate) struct Run {
    pub(crate) inputs: u64,
    pub(crate) seconds: f64,
    pub(crate) panics: Vec<u64>,
    pub(crate) unstable: BTreeMap<&'static str, Vec<u64>>,
    pub(crate) slowest: Duration,
    pub(crate) slowest_case: u64,
    /// Inputs that took too long beside the others, with their time.
    pub(crate) late: Vec<(u64, Duration)>,
}

impl Run {
    pub(crate) fn is_sound(&self) -> bool {
        self.panics.is_empty() && self.unstable.is_empty() && self.slowest <= LONGEST
    }

    fn with(mut self, other: Run) -> Run {
        self.inputs += other.inputs;
        self.panics.extend(other.panics);
        self.late.extend(other.late);
        for (what, numbers) in other.unstable {
            self.unstable.entry(what).or_default().extend(numbers);
        }
        self.took(other.slowest_case, other.slowest);
        self
    }

    fn took(&mut self, number: u64, time: Duration) {
        if time > self.slowest {
            (self.slowest, self.slowest_case) = (time, number);
        }
    }
}

/// The seed of an input: the same on any number of threads.
pub(crate) fn case_seed(seed: u64, number: u64) -> u64 {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ number.wrapping_mul(0xd134_2543_de82_ef95)
}

/// Runs `count` inputs.
pub(crate) fn run(count: u64, seed: u64, case: &(dyn Fn(u64) -> Vec<&'static str> + Sync)) -> Run {
    // A message would show the input.
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    let start = Instant::now();
    let done = AtomicU64::new(0);
    let told = |number: u64| {
        let run = one(number, seed, case);
        tell(number, seed, &run);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(TOLD_EACH) {
            eprintln!("{done} of {count} after {:.0} s", start.elapsed().as_secs_f64());
        }
        run
    };
    let run = (0..count).into_par_iter().fold(Run::default, |run, number| run.with(told(number)));
    let mut run = run.reduce(Run::default, Run::with);
    run.late.sort_unstable();
    for at in 0..run.late.len() {
        let (number, first) = run.late[at];
        let time = least_time(number, first, seed, case);
        run.took(number, time);
    }
    run.seconds = start.elapsed().as_secs_f64();
    run.panics.sort_unstable();
    run.unstable.values_mut().for_each(|numbers| numbers.sort_unstable());
    set_hook(hook);
    run
}

/// Tells a violation as it is found.
fn tell(number: u64, seed: u64, run: &Run) {
    run.panics.iter().for_each(|_| eprintln!("panic: --texts 1 --seed {seed} --case {number}"));
    run.unstable.keys().for_each(|what| eprintln!("not stable ({what}): --texts 1 --seed {seed} --case {number}"));
}

/// The smallest of the first time and up to [`AGAIN`] more, which end as soon as one is short enough.
fn least_time(number: u64, first: Duration, seed: u64, case: &(dyn Fn(u64) -> Vec<&'static str> + Sync)) -> Duration {
    let mut least = first;
    for _ in 0..AGAIN {
        if least > LONGEST {
            least = least.min(timed(number, seed, case).1);
        }
    }
    least
}

/// The readings that were not stable, `None` where one panicked, and the time by the wall.
fn timed(
    number: u64,
    seed: u64,
    case: &(dyn Fn(u64) -> Vec<&'static str> + Sync),
) -> (Option<Vec<&'static str>>, Duration) {
    let start = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| case(case_seed(seed, number))));
    (read.ok(), start.elapsed())
}

fn one(number: u64, seed: u64, case: &(dyn Fn(u64) -> Vec<&'static str> + Sync)) -> Run {
    let (read, time) = timed(number, seed, case);
    let mut run = Run { inputs: 1, ..Run::default() };
    if time > LONGEST {
        run.late.push((number, time))
    } else {
        run.took(number, time)
    }
    match read {
        Some(unstable) => unstable.into_iter().for_each(|what| run.unstable.entry(what).or_default().push(number)),
        None => run.panics.push(number),
    }
    run
}
