//! A run folder: written aside, then swapped in whole.
//!
//! `<out>/runs/<run_id>/` and `<out>/current`. At every moment `current` leads to a whole run: it
//! is replaced by one rename, and only after everything that it will lead to lies on the disk. What
//! a killed run leaves behind are hidden folders in `runs/`, which the next run removes.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::StoreError;
use super::lock::Lock;
use crate::model::{Coded, Date};

/// A run that is being written. Dropped without [`RunFolder::publish`] it leaves nothing.
#[derive(Debug)]
pub struct RunFolder {
    out: PathBuf,
    run_id: String,
    aside: PathBuf,
    published: bool,
    _lock: Lock,
}

impl RunFolder {
    /// Takes the output folder for this run, removes what killed runs left, and makes an empty
    /// folder aside.
    ///
    /// # Errors
    /// Another run holds the output folder, the run id is no folder name, or the disk refuses.
    pub fn begin(out: &Path, run_id: &str) -> Result<RunFolder, StoreError> {
        if run_id.is_empty() || !run_id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(StoreError::RunId(run_id.to_owned()));
        }
        let runs = out.join("runs");
        fs::create_dir_all(&runs).map_err(StoreError::io("create", &runs))?;
        let lock = Lock::take(out)?;
        remove_leftovers(out)?;
        let aside = runs.join(format!(".{run_id}.tmp"));
        fs::create_dir(&aside).map_err(StoreError::io("create", &aside))?;
        Ok(RunFolder { out: out.to_owned(), run_id: run_id.to_owned(), aside, published: false, _lock: lock })
    }

    /// Where to write. Not the final place: no path into it may be kept.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.aside
    }

    /// Syncs everything written, gives the folder its final name and swaps `current`. A run of the
    /// same id is replaced; `current` leads to a whole run all the while.
    ///
    /// # Errors
    /// The disk refuses. The last published run is then still in place.
    pub fn publish(mut self) -> Result<PathBuf, StoreError> {
        sync_tree(&self.aside)?;
        let last = self.out.join("runs").join(&self.run_id);
        if last.exists() {
            self.replace(&last)?;
        } else {
            rename(&self.aside, &last)?;
        }
        sync_folder(&self.out.join("runs"))?;
        swap_current(&self.out, &self.run_id)?;
        self.published = true;
        remove_leftovers(&self.out)?;
        Ok(last)
    }

    /// A folder cannot be renamed over one with content. So `current` first leads to a second
    /// appearance of the new run (hard links), while the old one makes way.
    fn replace(&self, last: &Path) -> Result<(), StoreError> {
        let runs = self.out.join("runs");
        let bridge = format!(".{}.bridge", self.run_id);
        link_tree(&self.aside, &runs.join(&bridge))?;
        sync_tree(&runs.join(&bridge))?;
        swap_current(&self.out, &bridge)?;
        rename(last, &runs.join(format!(".{}.old", self.run_id)))?;
        rename(&self.aside, last)
    }
}

impl Drop for RunFolder {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done about a failure here; the next run tries again.
            let _ = fs::remove_dir_all(&self.aside);
        }
    }
}

/// The folder of the last published run.
///
/// # Errors
/// Nothing was published in `out`.
pub fn current(out: &Path) -> Result<PathBuf, StoreError> {
    let nothing = || StoreError::NothingPublished { out: out.to_owned() };
    let target = current_target(out).ok_or_else(nothing)?;
    let folder = out.join(target);
    if folder.is_dir() { Ok(folder) } else { Err(nothing()) }
}

/// The last run of a day before `day`: what later nights keep, they keep from there. `current` where it
/// is of such a day, else the run of the latest one (of several, the one whose name comes last).
#[must_use]
pub fn run_before(out: &Path, day: Date) -> Option<PathBuf> {
    let of = |name: &str| Date::from_code(name.get(..10)?).ok().filter(|&of| of < day);
    let mut found: Vec<(Date, String)> = fs::read_dir(out.join("runs"))
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| Some((of(&name)?, name)))
        .collect();
    found.sort();
    let (last, name) = found.pop()?;
    let is_of_last = |run: &PathBuf| run.file_name().and_then(|name| of(name.to_str()?)) == Some(last);
    let current = current(out).ok().filter(is_of_last);
    Some(current.unwrap_or_else(|| out.join("runs").join(name)))
}

/// What `current` leads to, relative to `out`.
fn current_target(out: &Path) -> Option<PathBuf> {
    let pointer = out.join("current");
    fs::read_link(&pointer).ok().or_else(|| fs::read_to_string(&pointer).ok().map(|text| PathBuf::from(text.trim())))
}

/// Replaces `current` by one rename of a link (or, without links, a text file) made aside.
fn swap_current(out: &Path, name: &str) -> Result<(), StoreError> {
    let (pointer, aside) = (out.join("current"), out.join(".current.tmp"));
    let target = Path::new("runs").join(name);
    if aside.symlink_metadata().is_ok() {
        fs::remove_file(&aside).map_err(StoreError::io("remove", &aside))?;
    }
    make_pointer(&target, &aside).map_err(StoreError::io("create", &aside))?;
    rename(&aside, &pointer)?;
    sync_folder(out)
}

#[cfg(unix)]
fn make_pointer(target: &Path, aside: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, aside)
}

#[cfg(not(unix))]
fn make_pointer(target: &Path, aside: &Path) -> std::io::Result<()> {
    fs::write(aside, target.to_string_lossy().replace('\\', "/"))
}

/// Removes the hidden folders that killed runs left, but for the one that `current` leads to.
fn remove_leftovers(out: &Path) -> Result<(), StoreError> {
    let runs = out.join("runs");
    let kept = current_target(out).and_then(|target| target.file_name().map(ToOwned::to_owned));
    for entry in fs::read_dir(&runs).map_err(StoreError::io("read", &runs))? {
        let entry = entry.map_err(StoreError::io("read", &runs))?;
        let name = entry.file_name();
        if name.to_string_lossy().starts_with('.') && Some(&name) != kept.as_ref() {
            fs::remove_dir_all(entry.path()).map_err(StoreError::io("remove", &entry.path()))?;
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::rename(from, to).map_err(StoreError::io("rename to", to))
}

/// A second appearance of a folder: hard links, or copies where the disk has none.
fn link_tree(from: &Path, to: &Path) -> Result<(), StoreError> {
    fs::create_dir(to).map_err(StoreError::io("create", to))?;
    for entry in fs::read_dir(from).map_err(StoreError::io("read", from))? {
        let path = entry.map_err(StoreError::io("read", from))?.path();
        let target = to.join(path.file_name().expect("an entry of a folder has a name"));
        if path.is_dir() {
            link_tree(&path, &target)?;
        } else if fs::hard_link(&path, &target).is_err() {
            fs::copy(&path, &target).map_err(StoreError::io("copy to", &target))?;
        }
    }
    Ok(())
}

/// Syncs every file and folder below, so that a power cut after the swap loses nothing. Hundreds of
/// small files wait for the disk one after the other, so the waiting is shared.
fn sync_tree(folder: &Path) -> Result<(), StoreError> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    let mut next = 0;
    while let Some(current) = folders.get(next).cloned() {
        for entry in fs::read_dir(&current).map_err(StoreError::io("read", &current))? {
            let path = entry.map_err(StoreError::io("read", &current))?.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
        next += 1;
    }
    files.par_iter().try_for_each(|path| {
        let file = fs::File::open(path).map_err(StoreError::io("open", path))?;
        file.sync_all().map_err(StoreError::io("sync", path))
    })?;
    folders.iter().rev().try_for_each(|folder| sync_folder(folder))
}

fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    // Only Unix opens a folder as a file; elsewhere the rename itself is all there is.
    if cfg!(unix) {
        let handle = fs::File::open(folder).map_err(StoreError::io("open", folder))?;
        handle.sync_all().map_err(StoreError::io("sync", folder))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn publish(out: &Path, id: &str, text: &str) -> PathBuf {
        let folder = RunFolder::begin(out, id).unwrap();
        fs::create_dir(folder.path().join("tables")).unwrap();
        fs::write(folder.path().join("tables/a"), text).unwrap();
        folder.publish().unwrap()
    }

    fn published_text(out: &Path) -> String {
        fs::read_to_string(current(out).unwrap().join("tables/a")).unwrap()
    }

    /// What a kill leaves: the folder aside stays, the lock falls.
    fn kill(folder: RunFolder) {
        let RunFolder { out, run_id, .. } = &folder;
        let (out, aside) = (out.clone(), out.join("runs").join(format!(".{run_id}.tmp")));
        let saved = out.join("saved");
        fs::rename(&aside, &saved).unwrap();
        drop(folder);
        fs::rename(&saved, &aside).unwrap();
    }

    #[test]
    fn a_killed_run_leaves_the_last_one_in_place_and_is_cleaned_by_the_next() {
        let out = tempfile::tempdir().unwrap();
        publish(out.path(), "a", "first");
        let killed = RunFolder::begin(out.path(), "b").unwrap();
        fs::write(killed.path().join("half"), "x").unwrap();
        kill(killed);
        assert!(out.path().join("runs/.b.tmp/half").exists());
        assert_eq!(published_text(out.path()), "first");
        publish(out.path(), "c", "third");
        assert!(!out.path().join("runs/.b.tmp").exists());
        assert_eq!(published_text(out.path()), "third");
        assert!(out.path().join("runs/a").exists(), "earlier runs stay");
    }

    #[test]
    fn an_abandoned_run_leaves_nothing() {
        let out = tempfile::tempdir().unwrap();
        drop(RunFolder::begin(out.path(), "a").unwrap());
        assert_eq!(fs::read_dir(out.path().join("runs")).unwrap().count(), 0);
        assert!(matches!(current(out.path()), Err(StoreError::NothingPublished { .. })));
    }

    #[test]
    fn the_same_run_again_replaces_itself() {
        let out = tempfile::tempdir().unwrap();
        publish(out.path(), "a", "old");
        assert_eq!(publish(out.path(), "a", "new"), out.path().join("runs/a"));
        assert_eq!(published_text(out.path()), "new");
        assert_eq!(fs::read_link(out.path().join("current")).unwrap(), Path::new("runs/a"));
        assert_eq!(fs::read_dir(out.path().join("runs")).unwrap().count(), 1, "nothing hidden stays");
    }

    #[test]
    fn a_kill_while_replacing_leaves_a_whole_run_that_the_next_run_keeps() {
        let out = tempfile::tempdir().unwrap();
        publish(out.path(), "a", "old");
        let folder = RunFolder::begin(out.path(), "a").unwrap();
        fs::create_dir(folder.path().join("tables")).unwrap();
        fs::write(folder.path().join("tables/a"), "new").unwrap();
        folder.replace(&out.path().join("runs/a")).unwrap();
        drop(folder);
        assert_eq!(published_text(out.path()), "new");
        let next = RunFolder::begin(out.path(), "b").unwrap();
        assert_eq!(published_text(out.path()), "new", "leftovers go, but not the one that is current");
        drop(next);
    }

    #[test]
    fn two_runs_at_once_are_refused() {
        let out = tempfile::tempdir().unwrap();
        let first = RunFolder::begin(out.path(), "a").unwrap();
        let message = RunFolder::begin(out.path(), "b").unwrap_err().to_string();
        assert!(message.contains("another run (process ") && message.contains("hint: wait"), "{message}");
        drop(first);
        assert!(RunFolder::begin(out.path(), "b").is_ok());
    }

    #[test]
    fn a_run_id_is_a_plain_folder_name() {
        let out = tempfile::tempdir().unwrap();
        for wrong in ["", "../x", ".a", "a b"] {
            assert!(matches!(RunFolder::begin(out.path(), wrong), Err(StoreError::RunId(_))), "{wrong}");
        }
    }
}
