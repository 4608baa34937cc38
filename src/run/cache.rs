//! What a night keeps for the nights after it, below `<out>/cache`: the prepared register.
//!
//! No output depends on it. What does not fit or is damaged is made anew; where that fails too, the
//! night goes on without and says so.

use std::fs;
use std::path::{Path, PathBuf};

use super::night::Night;
use super::watch::Watch;
use crate::link::{COLUMNS, LinkError, PreparedRegister};
use crate::registers::Population;
use crate::store::Digest;

/// The population register, prepared: opened, or made. `None` where the night keeps nothing or the
/// disk refuses.
pub(super) fn prepared_register(
    night: &Night<'_>,
    population: &Population,
    source: Option<Digest>,
    watch: &dyn Watch,
) -> Option<PreparedRegister> {
    let (folder, source, model) = (night.cache.as_ref()?, source?, &night.plan.model);
    let name = PreparedRegister::file_name(source, model);
    let path = folder.join(&name);
    let opened = PreparedRegister::open(&path, source, model).unwrap_or_else(|error| {
        watch.note("link", &format!("{error}; it is made anew"));
        None
    });
    if opened.is_some() {
        return opened;
    }
    let made = || -> Result<PreparedRegister, LinkError> {
        fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
        let batches = population.batches(COLUMNS).map_err(|error| refused(&path, &error))?;
        PreparedRegister::prepare(&path, batches, source, model)
    };
    match made() {
        Ok(register) => {
            remove_others(folder, &name);
            Some(register)
        }
        Err(error) => {
            watch.note("link", &format!("{error}; the register is read as it is"));
            None
        }
    }
}

/// Tells that the prepared register was of no use after all, and removes it: the next night makes it
/// anew.
pub(super) fn give_up(register: &PreparedRegister, error: &LinkError, watch: &dyn Watch) {
    watch.note("link", &format!("{error}; the register is read as it is"));
    // The next night sees the damage again if this fails.
    let _ = fs::remove_file(register.path());
}

fn refused(path: &Path, error: &dyn ToString) -> LinkError {
    LinkError::Prepared { path: path.to_owned(), message: error.to_string() }
}

/// Removes prepared registers of other sources and models, and what killed runs left.
fn remove_others(folder: &Path, kept: &str) {
    let others = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let is_other = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name != kept && PreparedRegister::is_file_name(name))
    };
    // A file that stays costs room on the disk and nothing else.
    others.filter(is_other).for_each(|path| _ = fs::remove_file(path));
}
