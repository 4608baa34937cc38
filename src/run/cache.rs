//! What a night keeps for the nights after it, below `<out>/cache`: the prepared register, and the
//! candidates of its records.
//!
//! No output depends on it. What does not fit or is damaged is made anew; where that fails too, the
//! night goes on without and says so.

use std::path::{Path, PathBuf};

use super::night::Night;
use super::watch::Watch;
use crate::link::{COLUMNS, KeptCandidates, LinkError, PreparedRegister};
use crate::registers::Population;
use crate::store::Digest;

/// The cache of one night, its register prepared.
pub(super) struct Cache<'a> {
    night: &'a Night<'a>,
    watch: &'a dyn Watch,
    folder: &'a Path,
    pub(super) register: PreparedRegister,
}

impl<'a> Cache<'a> {
    /// Opens the prepared register, brings one of another night up to date, or makes one. `None` where
    /// the night keeps nothing or the disk refuses.
    pub(super) fn open(
        night: &'a Night<'a>,
        population: &Population,
        source: Option<Digest>,
        watch: &'a dyn Watch,
    ) -> Option<Cache<'a>> {
        let (folder, source, model) = (night.cache.as_deref()?, population.digest(source?), &night.plan.model);
        let batches = || population.batches(COLUMNS);
        let opened = match PreparedRegister::open(folder, source, model) {
            Ok(None) => PreparedRegister::catch_up(folder, batches, source, model),
            opened => opened,
        };
        let opened = opened.unwrap_or_else(|error| {
            watch.note("link", &format!("{error}; it is made anew"));
            None
        });
        let made = || PreparedRegister::prepare(folder, batches()?, source, model);
        let register = opened.map_or_else(made, Ok).map_err(|error| without(watch, &error)).ok()?;
        register.remove_others(folder);
        Some(Cache { night, watch, folder, register })
    }

    /// The file of candidates.
    pub(super) fn candidates(&self) -> PathBuf {
        self.folder.join("candidates.kept")
    }

    /// The candidates of the night before, where they fit.
    pub(super) fn kept(&self) -> Option<KeptCandidates> {
        KeptCandidates::open(&self.candidates(), &self.register, &self.night.plan.model).unwrap_or_else(|error| {
            self.watch.note("link", &format!("{error}; it is made anew"));
            None
        })
    }

    /// Tells if tonight's candidates could not be kept.
    pub(super) fn tell(&self, kept: Result<(), LinkError>) {
        if let Err(error) = kept {
            self.watch.note("link", &format!("{error}; nothing is kept of it"));
        }
    }

    /// Tells that the prepared register or the candidates were of no use after all, and removes them: the
    /// next night makes them anew.
    pub(super) fn give_up(&self, error: &LinkError) {
        without(self.watch, error);
        let candidates = self.candidates();
        // Damaged candidates say nothing against the register that they belong to.
        if !matches!(error, LinkError::Prepared { path, .. } if *path == candidates) {
            self.register.remove();
        }
        // Where there are none, or they cannot be removed, the next night sees it.
        let _ = std::fs::remove_file(candidates);
    }
}

fn without(watch: &dyn Watch, error: &LinkError) {
    watch.note("link", &format!("{error}; the register is read as it is"));
}
