//! What lies in a city folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::prelude::*;

use super::night::Night;
use super::{RunError, Staged};
use crate::ingest::Submission;
use crate::model::{Coded, DECISIONS_FOLDER, Date, Month, WardCode};
use crate::plan::Arrival;
use crate::publish::FileEntry;
use crate::store::{Digest, digest};

/// The files of a city folder.
#[derive(Debug, Default)]
pub(super) struct CityFiles {
    /// What the wards sent, in path order.
    pub(super) submissions: Vec<Submission>,
    /// Files with people's decisions about who a list row is, in path order.
    pub(super) decisions: Vec<(Arc<str>, PathBuf)>,
    /// Every input file: path inside the city folder and place on disk, in path order.
    pub(super) all: Vec<(Arc<str>, PathBuf)>,
    /// Files in folders inside a ward's folder, in path order: they are not read, and the ward is told.
    pub(super) inside: Vec<Submission>,
    /// Folders under `submissions` that are no month or no ward of the city, and files outside a
    /// ward's folder.
    pub(super) strangers: Vec<Arc<str>>,
    /// Length and digest of every input file, for the manifest.
    pub(super) entries: Vec<FileEntry>,
    /// Digest of each of `all`, in their order.
    digests: Vec<Digest>,
    /// Digest of all of them with their paths.
    pub(super) digest: Option<Digest>,
}

impl CityFiles {
    /// Digest of an input file, by its place on disk.
    pub(super) fn digest_of(&self, path: &Path) -> Option<Digest> {
        let place = self.all.iter().position(|(_, input)| input == path)?;
        self.digests.get(place).copied()
    }
}

/// Seconds by which the clocks of Vietnam are ahead of universal time.
const VIETNAM: i64 = 7 * 3600;

impl CityFiles {
    /// Leaves out what the wards sent after a day.
    fn arrived_by(&mut self, day: Date) {
        let end = (i64::from(day.epoch_days()) + 1) * 86_400 - VIETNAM;
        let later: BTreeSet<Arc<str>> = self
            .submissions
            .iter()
            .chain(&self.inside)
            .filter(|file| file.modified >= end)
            .map(|file| file.file.clone())
            .collect();
        self.submissions.retain(|file| !later.contains(&file.file));
        self.inside.retain(|file| !later.contains(&file.file));
        self.all.retain(|(name, _)| !later.contains(name));
    }
}

/// Lists the city folder and digests every input.
pub(super) fn read(night: &Night<'_>) -> Staged<CityFiles> {
    let mut files = list(&night.city, night.as_of.month(), |ward| night.areas.contains_key(&ward))?;
    if night.plan.arrival == Arrival::Modified {
        files.arrived_by(night.as_of);
    }
    let digests: Vec<_> = files
        .all
        .par_iter()
        .map(|(name, path)| digest(path).map(|(digest, bytes)| (name.clone(), digest, bytes)))
        .collect::<Result<_, _>>()
        .map_err(|error| RunError::input("inputs", &error))?;
    files.digest = Some(Digest::of_parts(digests.iter().map(|(name, digest, _)| (&**name, *digest))));
    let entry = |(name, digest, bytes): &(Arc<str>, Digest, u64)| FileEntry {
        path: name.to_string(),
        bytes: *bytes,
        digest: digest.to_string(),
    };
    files.entries = digests.iter().map(entry).collect();
    files.digests = digests.iter().map(|(_, digest, _)| *digest).collect();
    let counts = vec![("files", files.all.len() as u64), ("submissions", files.submissions.len() as u64)];
    Ok((files, counts))
}

/// Files that spreadsheet programs and file managers leave behind.
fn is_litter(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// Lists a city folder. Submissions of months after `last` are not yet known and are left out.
pub(super) fn list(city: &Path, last: Month, is_ward: impl Fn(WardCode) -> bool) -> Result<CityFiles, RunError> {
    let mut found = CityFiles::default();
    let decisions = DECISIONS_FOLDER.trim_end_matches('/');
    for folder in [decisions, "ledger", "registers"] {
        for (name, path) in entries(&city.join(folder))? {
            if path.is_file() {
                found.all.push((format!("{folder}/{name}").into(), path));
            } else if folder == decisions {
                list_decisions(&mut found, &name, &path)?;
            }
        }
    }
    found.decisions = found.all.iter().filter(|(name, _)| name.starts_with(DECISIONS_FOLDER)).cloned().collect();
    let submissions = city.join("submissions");
    if !submissions.is_dir() {
        let message = format!("{}: folder is missing; the wards' files belong there", submissions.display());
        return Err(RunError::Input { stage: "inputs", message });
    }
    for (period_name, period_path) in entries(&submissions)? {
        let Ok(period) = Month::from_code(&period_name) else {
            found.strangers.push(format!("submissions/{period_name}").into());
            continue;
        };
        if period > last || !period_path.is_dir() {
            continue;
        }
        for (ward_name, ward_path) in entries(&period_path)? {
            let place = format!("submissions/{period_name}/{ward_name}");
            match WardCode::from_digits(&ward_name).filter(|&ward| ward_path.is_dir() && is_ward(ward)) {
                Some(ward) => list_ward(&mut found, &place, &ward_path, ward, period)?,
                None => found.strangers.push(place.into()),
            }
        }
    }
    Ok(found)
}

/// Decision workbooks come back under the names they went out with, which all wards share: a folder a ward.
fn list_decisions(found: &mut CityFiles, folder: &str, path: &Path) -> Result<(), RunError> {
    for (name, path) in entries(path)? {
        let file: Arc<str> = format!("{DECISIONS_FOLDER}{folder}/{name}").into();
        match path.is_file() {
            true => found.all.push((file, path)),
            false => found.strangers.push(file),
        }
    }
    Ok(())
}

fn list_ward(found: &mut CityFiles, place: &str, folder: &Path, ward: WardCode, period: Month) -> Result<(), RunError> {
    for (name, path) in entries(folder)? {
        let file: Arc<str> = format!("{place}/{name}").into();
        if path.is_dir() {
            list_inside(found, (&file, &path), (ward, period), 1);
        } else {
            found.all.push((file.clone(), path.clone()));
            found.submissions.push(submission(path, file, ward, period));
        }
    }
    Ok(())
}

/// Folders inside a ward's folder that are looked into.
const DEEPEST: usize = 8;

fn list_inside(found: &mut CityFiles, (place, folder): (&str, &Path), (ward, period): (WardCode, Month), depth: usize) {
    // A folder that cannot be read, or lies too deep, costs itself alone.
    let Some(inside) = entries(folder).ok().filter(|_| depth <= DEEPEST) else {
        return found.strangers.push(place.into());
    };
    for (name, path) in inside {
        let file: Arc<str> = format!("{place}/{name}").into();
        if path.is_dir() {
            list_inside(found, (&file, &path), (ward, period), depth + 1);
        } else if path.is_file() {
            found.all.push((file.clone(), path.clone()));
            found.inside.push(submission(path, file, ward, period));
        } else {
            found.strangers.push(file);
        }
    }
}

fn submission(path: PathBuf, file: Arc<str>, ward: WardCode, period: Month) -> Submission {
    let modified = fs::metadata(&path).and_then(|meta| meta.modified()).ok();
    let modified = modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = modified.map_or(0, |since| since.as_secs() as i64);
    Submission { path, file, ward, period, modified }
}

/// Names and paths inside a folder, in name order; nothing where the folder is missing.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, RunError> {
    let fail = |error: std::io::Error| RunError::input("inputs", &format!("{}: {error}", folder.display()));
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !is_litter(&name) {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}
