//! The folders that a pipeline names, and the digests of what lies in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::link::Model;
use crate::model::Mistake;
use crate::store::{Digest, digest};

/// Folders and files of a pipeline, from where the program stands.
pub(super) struct Folders {
    pub(super) forms: PathBuf,
    pub(super) checks: PathBuf,
    pub(super) reference: PathBuf,
    pub(super) rules: PathBuf,
    pub(super) model: PathBuf,
    pub(super) wording: PathBuf,
    pub(super) facts: PathBuf,
    pub(super) forecast: PathBuf,
}

impl Folders {
    /// The tables of units of administration.
    pub(super) fn units(&self) -> PathBuf {
        self.reference.join("admin_units")
    }

    /// Digest of each part of the pipeline, by the name that the manifest gives it.
    pub(super) fn digests(&self) -> Result<Vec<(&'static str, Digest)>, Mistake> {
        let parts = [
            ("forms", &self.forms),
            ("checks", &self.checks),
            ("lexicon", &self.reference),
            ("ward_map", &self.units()),
            ("rules", &self.rules),
            ("model", &self.model),
            ("wording", &self.wording),
            ("facts", &self.facts),
            ("forecast", &self.forecast),
        ];
        parts.into_iter().map(|(name, path)| Ok((name, tree(path)?))).collect()
    }
}

/// Digest of a file, or of all files below a folder with their names.
fn tree(path: &Path) -> Result<Digest, Mistake> {
    let fail = |message: String| Mistake::of_file(path, message);
    if path.is_file() {
        return digest(path).map(|(digest, _)| digest).map_err(|error| fail(error.to_string()));
    }
    let mut parts = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| fail(error.to_string()))? {
        let entry = entry.map_err(|error| fail(error.to_string()))?;
        parts.push((entry.file_name().to_string_lossy().into_owned(), tree(&entry.path())?));
    }
    Ok(Digest::of_parts(parts.iter().map(|(name, digest)| (name.as_str(), *digest))))
}

/// What the manifest says of the parts, and one digest of all of them with the pipeline file.
pub(super) fn versions(
    parts: Vec<(&'static str, Digest)>,
    pipeline: &str,
    model: &Model,
) -> (BTreeMap<String, String>, Digest) {
    let whole = Digest::of(pipeline.as_bytes());
    let all = Digest::of_parts(parts.iter().copied().chain([("plan", whole)]));
    let mut said: BTreeMap<String, String> =
        parts.into_iter().map(|(name, digest)| (name.to_owned(), digest.to_string())).collect();
    said.insert("plan".to_owned(), whole.to_string());
    said.insert("model_version".to_owned(), model.version().to_owned());
    (said, all)
}
