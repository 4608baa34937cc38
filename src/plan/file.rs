//! The pipeline file as it is typed.

use serde::Deserialize;

/// The keys of the file, section by section; the first section is the file itself.
pub(super) const KEYS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "version",
            "city",
            "out",
            "as_of",
            "province",
            "arrears_from",
            "calendar_months",
            "arrival",
            "folders",
            "linking",
            "limits",
        ],
    ),
    ("folders", &["forms", "checks", "reference", "rules", "facts", "wording", "forecast"]),
    ("linking", &["model"]),
    (
        "limits",
        &[
            "min_match_share",
            "max_quarantined_share",
            "min_read_files_share",
            "max_ward_shrink",
            "max_ward_death_share",
        ],
    ),
];

/// `nightly.toml`, before its values are resolved. Unknown keys are looked for apart, all at once.
#[derive(Debug, Deserialize)]
pub(super) struct PlanFile {
    pub(super) version: toml::Spanned<u32>,
    pub(super) city: String,
    pub(super) out: String,
    pub(super) as_of: Option<toml::Spanned<String>>,
    pub(super) province: toml::Spanned<String>,
    pub(super) arrears_from: toml::Spanned<String>,
    pub(super) calendar_months: toml::Spanned<u32>,
    pub(super) arrival: toml::Spanned<String>,
    pub(super) folders: Folders,
    pub(super) linking: Linking,
    pub(super) limits: Limits,
}

#[derive(Debug, Deserialize)]
pub(super) struct Folders {
    pub(super) forms: String,
    pub(super) checks: String,
    pub(super) reference: String,
    pub(super) rules: String,
    pub(super) wording: String,
    pub(super) facts: String,
    pub(super) forecast: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Linking {
    pub(super) model: String,
}

/// Limits that stop a run or put a ward in warning; all are shares between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Limits {
    /// Least share of accepted rows that must be matched, or nothing is published.
    pub min_match_share: f64,
    /// Greatest share of data rows that may be set aside, or nothing is published.
    pub max_quarantined_share: f64,
    /// Least share of submitted files that must be readable, or nothing is published.
    pub min_read_files_share: f64,
    /// Greatest share that a ward's list may lose against the opening before a warning.
    pub max_ward_shrink: f64,
    /// Greatest share of a ward's opening that may end by death before a warning.
    pub max_ward_death_share: f64,
}

impl Limits {
    /// Each limit with its name.
    pub(super) fn named(&self) -> [(&'static str, f64); 5] {
        [
            ("min_match_share", self.min_match_share),
            ("max_quarantined_share", self.max_quarantined_share),
            ("min_read_files_share", self.min_read_files_share),
            ("max_ward_shrink", self.max_ward_shrink),
            ("max_ward_death_share", self.max_ward_death_share),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    #[test]
    fn the_pipeline_of_the_project_has_every_key() {
        let text = std::fs::read_to_string("pipelines/nightly.toml").unwrap();
        let file: toml::Table = toml::from_str(&text).unwrap();
        for (section, keys) in KEYS {
            let table = if section.is_empty() { &file } else { file[*section].as_table().unwrap() };
            for key in *keys {
                assert!(table.contains_key(*key), "{section}.{key}");
            }
        }
    }
}
