//! Runs numbered inputs on all cores and keeps what went wrong.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::time::{Duration, Instant};

use rayon::prelude::*;

/// One input by its seed: the readings that were not stable.
pub(crate) type Case = Box<dyn Fn(u64) -> Vec<&'static str> + Sync>;

/// Longest time that an input may take.
const LONGEST: Duration = Duration::from_millis(50);
/// An input that seems slow is read again so often: the machine may have been busy.
const AGAIN: usize = 5;

/// What became of a run.
#[derive(Default)]
pub(crate) struct Run {
    pub(crate) inputs: u64,
    pub(crate) seconds: f64,
    pub(crate) panics: Vec<u64>,
    pub(crate) unstable: BTreeMap<&'static str, Vec<u64>>,
    pub(crate) slowest: Duration,
    pub(crate) slowest_case: u64,
}

impl Run {
    pub(crate) fn is_sound(&self) -> bool {
        self.panics.is_empty() && self.unstable.is_empty() && self.slowest <= LONGEST
    }

    fn with(mut self, other: Run) -> Run {
        self.inputs += other.inputs;
        self.panics.extend(other.panics);
        for (what, numbers) in other.unstable {
            self.unstable.entry(what).or_default().extend(numbers);
        }
        if other.slowest > self.slowest {
            (self.slowest, self.slowest_case) = (other.slowest, other.slowest_case);
        }
        self
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
    let run = (0..count).into_par_iter().fold(Run::default, |run, number| run.with(one(number, seed, case)));
    let mut run = run.reduce(Run::default, Run::with);
    run.seconds = start.elapsed().as_secs_f64();
    run.panics.sort_unstable();
    run.unstable.values_mut().for_each(|numbers| numbers.sort_unstable());
    set_hook(hook);
    run
}

fn one(number: u64, seed: u64, case: &(dyn Fn(u64) -> Vec<&'static str> + Sync)) -> Run {
    let seed = case_seed(seed, number);
    let timed = || {
        let start = Instant::now();
        let read = catch_unwind(AssertUnwindSafe(|| case(seed)));
        (read, start.elapsed())
    };
    let (read, mut time) = timed();
    for _ in 0..AGAIN {
        if time > LONGEST {
            time = time.min(timed().1);
        }
    }
    let mut run = Run { inputs: 1, slowest: time, slowest_case: number, ..Run::default() };
    match read {
        Ok(unstable) => unstable.into_iter().for_each(|what| run.unstable.entry(what).or_default().push(number)),
        Err(_) => run.panics.push(number),
    }
    run
}

/// Most memory that the process ever held, in kB; 0 where the system does not say.
pub(crate) fn peak_memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
