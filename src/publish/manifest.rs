//! `run.json`: what went into a run, what came out, with which versions, and whether the books close.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::PublishError;
use crate::model::Ward;
use crate::table::SCHEMA_VERSION;

/// The manifest of a run. Days are `YYYY-MM-DD`, months `YYYY-MM`; the two instants are the only
/// times of day that a run folder holds. No personal data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the data contract.
    pub schema_version: String,
    /// Id of the run: name of its folder.
    pub run_id: String,
    /// The day whose knowledge the run used.
    pub as_of: String,
    /// The month of the list prepared.
    pub pay_month: String,
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: String,
    /// Version of the program.
    pub program: String,
    /// When the run began, RFC 3339.
    pub started_at: String,
    /// When its outputs were whole, RFC 3339.
    pub finished_at: String,
    /// Run that was current before this one.
    pub previous_run: Option<String>,
    /// Versions or digests of what decided: `rules`, `model`, `ward_map`, `lexicon`, `checks`, `plan`.
    pub versions: BTreeMap<String, String>,
    /// Files read: registers, ledger, submissions.
    pub inputs: Vec<FileEntry>,
    /// Files of the run folder, but for this one.
    pub outputs: Vec<FileEntry>,
    /// The stages in their order.
    pub stages: Vec<StageEntry>,
    /// Every ward of the city.
    pub wards: Vec<WardEntry>,
    /// The equations of the books.
    pub books: Vec<Equation>,
}

/// A file with its content digest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path inside the city folder or the run folder, with `/`.
    pub path: String,
    /// Length in bytes.
    pub bytes: u64,
    /// BLAKE3 digest, hex.
    pub digest: String,
}

/// What a stage did and how long it took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StageEntry {
    /// Name of the room.
    pub name: String,
    /// Wall time.
    pub seconds: f64,
    /// Named counts: rows in, rows out, rows set aside.
    pub counts: BTreeMap<String, i64>,
}

/// A ward and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardEntry {
    /// Code.
    pub code: String,
    /// Name with its kind.
    pub name: String,
    /// `fresh`, `partial`, `stale` or `missing`.
    pub status: String,
}

impl From<&Ward> for WardEntry {
    fn from(ward: &Ward) -> WardEntry {
        WardEntry { code: ward.code.to_string(), name: ward.name.to_string(), status: ward.status.as_str().to_owned() }
    }
}

/// One equation of the books, with both its sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Equation {
    /// What must be equal, in Vietnamese: `Dòng dữ liệu = đã nhận + để riêng + đã thay thế`.
    pub name: String,
    /// `city`, or a ward code.
    pub scope: String,
    /// Left side.
    pub left: i64,
    /// Right side.
    pub right: i64,
}

impl Equation {
    /// Both sides are equal.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.left == self.right
    }
}

impl Manifest {
    /// Writes `run.json`, stamped with the version of the contract.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), PublishError> {
        let path = folder.join("run.json");
        let stamped = Manifest { schema_version: SCHEMA_VERSION.to_owned(), ..self.clone() };
        let mut text =
            serde_json::to_string_pretty(&stamped).expect("texts, numbers and lists always have a JSON form");
        text.push('\n');
        fs::write(&path, text).map_err(PublishError::io("write", &path))
    }

    /// Reads the `run.json` of a run folder.
    ///
    /// # Errors
    /// The file cannot be read or is no manifest of this version.
    pub fn read(folder: &Path) -> Result<Manifest, PublishError> {
        let path = folder.join("run.json");
        let text = fs::read_to_string(&path).map_err(PublishError::io("read", &path))?;
        serde_json::from_str(&text).map_err(|error| PublishError::Manifest { path, message: error.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let equation = |left, right| Equation { name: "a = b".to_owned(), scope: "city".to_owned(), left, right };
        Manifest {
            schema_version: String::new(),
            run_id: "2026-11-20-2026-12-0123456789ab".to_owned(),
            as_of: "2026-11-20".to_owned(),
            pay_month: "2026-12".to_owned(),
            city: "thành phố Hải Phòng".to_owned(),
            program: "ansinh 0.1.0".to_owned(),
            started_at: "2026-11-20T23:30:00Z".to_owned(),
            finished_at: "2026-11-20T23:30:02Z".to_owned(),
            previous_run: None,
            versions: BTreeMap::from([("rules".to_owned(), "2026-11".to_owned())]),
            inputs: vec![],
            outputs: vec![],
            stages: vec![StageEntry { name: "ingest".to_owned(), seconds: 0.25, counts: BTreeMap::new() }],
            wards: vec![],
            books: vec![equation(3, 3), equation(3, 4)],
        }
    }

    #[test]
    fn a_manifest_comes_back_stamped_with_the_version_of_the_contract() {
        let folder = tempfile::tempdir().unwrap();
        manifest().write(folder.path()).unwrap();
        let read = Manifest::read(folder.path()).unwrap();
        assert_eq!(read, Manifest { schema_version: SCHEMA_VERSION.to_owned(), ..manifest() });
        assert_eq!(read.books.iter().map(Equation::holds).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn a_manifest_of_another_version_says_what_helps() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("run.json"), "{\"run_id\": 1}").unwrap();
        let message = Manifest::read(folder.path()).unwrap_err().to_string();
        assert!(message.contains("run.json") && message.contains("hint: run the night again"), "{message}");
    }
}
