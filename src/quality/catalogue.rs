//! The catalogue of checks: what each finding means and how to mend it, in Vietnamese.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::model::{Coded, FindingSeverity, Mistake};

/// Places in a message that are filled from the finding.
const PLACEHOLDERS: [&str; 4] = ["raw", "suggestion", "column", "file"];

/// What the catalogue says of one check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// How grave.
    pub severity: FindingSeverity,
    /// A few words, for counts and headings.
    pub title_vi: String,
    /// What is wrong; may hold `{raw}`, `{suggestion}`, `{column}`, `{file}`.
    pub message_vi: String,
    /// How to mend it.
    pub remedy_vi: String,
    /// What a finding suggests is a value that can be typed into the cell as it stands; else it is a place, a
    /// count, a part of the value or a reading of it.
    pub proposes: bool,
}

/// All checks, by id.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    checks: BTreeMap<String, Check>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    check: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    severity: Spanned<String>,
    title_vi: Spanned<String>,
    message_vi: Spanned<String>,
    remedy_vi: Spanned<String>,
    #[serde(default)]
    proposes: bool,
}

impl Catalogue {
    /// Reads every `*.toml` of the folder `pipelines/checks/`.
    ///
    /// # Errors
    /// All mistakes of all files: no valid TOML, an unknown severity or placeholder, an id written
    /// twice, an empty text.
    pub fn load(dir: &Path) -> Result<Catalogue, Vec<Mistake>> {
        let (mut catalogue, mut mistakes) = (Catalogue::default(), Vec::new());
        let paths = toml_files(dir).map_err(|mistake| vec![mistake])?;
        for path in paths {
            match fs::read_to_string(&path) {
                Ok(text) => mistakes.extend(catalogue.add(&path, &text)),
                Err(error) => mistakes.push(Mistake::of_file(&path, format!("cannot be read: {error}"))),
            }
        }
        if mistakes.is_empty() { Ok(catalogue) } else { Err(mistakes) }
    }

    /// The check of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Check> {
        self.checks.get(id)
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.checks.keys().map(String::as_str)
    }

    /// Adds the checks of one file and gives its mistakes.
    pub(super) fn add(&mut self, path: &Path, text: &str) -> Vec<Mistake> {
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                return vec![Mistake::at_offset(path, text, offset, error.message())];
            }
        };
        let mut mistakes = Vec::new();
        for entry in file.check {
            let before = mistakes.len();
            mistakes.extend(entry.mistakes(path, text));
            if self.checks.contains_key(entry.id.get_ref()) {
                let message = format!("check `{}` is already described in another place", entry.id.get_ref());
                mistakes.push(Mistake::at_offset(path, text, entry.id.span().start, message));
            }
            if let (true, Ok(severity)) =
                (mistakes.len() == before, FindingSeverity::from_code(entry.severity.get_ref()))
            {
                self.checks.insert(
                    entry.id.into_inner(),
                    Check {
                        severity,
                        title_vi: entry.title_vi.into_inner(),
                        message_vi: entry.message_vi.into_inner(),
                        remedy_vi: entry.remedy_vi.into_inner(),
                        proposes: entry.proposes,
                    },
                );
            }
        }
        mistakes
    }
}

impl Entry {
    fn mistakes(&self, path: &Path, text: &str) -> Vec<Mistake> {
        let at = |value: &Spanned<String>, message: String| Mistake::at_offset(path, text, value.span().start, message);
        let mut mistakes = Vec::new();
        if FindingSeverity::from_code(self.severity.get_ref()).is_err() {
            let message = format!("severity `{}` is none of info, warning, error", self.severity.get_ref());
            mistakes.push(at(&self.severity, message));
        }
        let id_letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
        if !self.id.get_ref().contains('.') || !self.id.get_ref().chars().all(id_letters) {
            mistakes.push(at(&self.id, "an id is `room.what`, in lower-case ASCII".to_owned()));
        }
        for value in [&self.title_vi, &self.message_vi, &self.remedy_vi] {
            if value.get_ref().trim().is_empty() {
                mistakes.push(at(value, "the text is empty".to_owned()));
            }
            for name in unknown_placeholders(value.get_ref()) {
                let known = PLACEHOLDERS.join("}, {");
                mistakes.push(at(value, format!("unknown placeholder {{{name}}}: known are {{{known}}}")));
            }
        }
        mistakes
    }
}

fn unknown_placeholders(text: &str) -> Vec<&str> {
    let names = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest));
    names.filter(|name| !PLACEHOLDERS.contains(name)).collect()
}

fn toml_files(dir: &Path) -> Result<Vec<PathBuf>, Mistake> {
    let unreadable = |error: std::io::Error| Mistake::of_file(dir, format!("cannot be read: {error}"));
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[[check]]
id = "id.lost_zero"
severity = "warning"
title_vi = "Số CCCD mất số 0 ở đầu"
message_vi = "{column}: số {raw} mất số 0 ở đầu, đọc là {suggestion}"
remedy_vi = "Định dạng cột là văn bản rồi nhập lại {suggestion}."
"#;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mistakes = Catalogue::default().add(Path::new("a.toml"), text);
        let shown: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn ok_a_described_check() {
        check(GOOD, &[]);
    }

    #[test]
    fn err_every_mistake_of_a_file_at_once() {
        let text = GOOD.replace("warning", "grave").replace("{raw}", "{rwa}").replace("id.lost", "idLost");
        check(
            &text,
            &[
                "a.toml:4:12: severity `grave` is none of info, warning, error",
                "a.toml:3:6: an id is `room.what`, in lower-case ASCII",
                "a.toml:6:14: unknown placeholder {rwa}: known are {raw}, {suggestion}, {column}, {file}",
            ],
        );
    }

    #[test]
    fn err_an_id_described_twice() {
        check(&format!("{GOOD}{GOOD}"), &["a.toml:10:6: check `id.lost_zero` is already described in another place"]);
    }

    #[test]
    fn err_no_toml() {
        check("[[check]\n", &["a.toml:1:9: unclosed array table, expected `]`"]);
    }
}
