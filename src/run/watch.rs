//! Who is told how a run goes on, and how long each stage took.

use std::time::Instant;

use super::RunError;

/// What a stage counted, by name.
pub(super) type Counts = Vec<(&'static str, u64)>;

/// The result of a stage with what it counted, or why there is none.
pub(super) type Staged<T> = Result<(T, Counts), RunError>;

/// Told of the progress of a run. Events carry stages and counts, never personal data.
pub trait Watch: Sync {
    /// A stage begins.
    fn begin(&self, stage: &'static str);
    /// A stage has ended, with what it counted.
    fn end(&self, stage: &'static str, seconds: f64, counts: &[(&'static str, u64)]);
    /// Something that changes no output and that whoever looks after the program should know.
    fn note(&self, _stage: &'static str, _message: &str) {}
}

/// Nobody is told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Watch for Silent {
    fn begin(&self, _: &'static str) {}
    fn end(&self, _: &'static str, _: f64, _: &[(&'static str, u64)]) {}
}

/// A stage that has ended.
#[derive(Debug, Clone, PartialEq)]
pub struct StageTime {
    /// Its name.
    pub stage: &'static str,
    /// Wall seconds.
    pub seconds: f64,
    /// What it counted.
    pub counts: Vec<(&'static str, u64)>,
}

/// Times the stages of one run and tells the watcher.
pub(super) struct Clock<'a> {
    watch: &'a dyn Watch,
    pub(super) stages: Vec<StageTime>,
}

impl<'a> Clock<'a> {
    pub(super) fn new(watch: &'a dyn Watch) -> Clock<'a> {
        Clock { watch, stages: Vec::new() }
    }

    /// Runs a stage. `work` gives its result and what it counted.
    pub(super) fn stage<T, E>(
        &mut self,
        stage: &'static str,
        work: impl FnOnce() -> Result<(T, Vec<(&'static str, u64)>), E>,
    ) -> Result<T, E> {
        self.watch.begin(stage);
        let start = Instant::now();
        let (result, counts) = work()?;
        let seconds = start.elapsed().as_secs_f64();
        self.watch.end(stage, seconds, &counts);
        self.stages.push(StageTime { stage, seconds, counts });
        Ok(result)
    }
}
