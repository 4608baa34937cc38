//! The shape of the source itself: directions between rooms, line limits, module docs.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms that a room may use, besides itself. Stages meet only in `model` and `table`.
fn allowed(room: &str) -> &'static [&'static str] {
    match room {
        "model" => &[],
        "table" | "store" => &["model", "store"],
        "plan" => &[
            "model",
            "table",
            "store",
            "ingest",
            "normalize",
            "registers",
            "likeness",
            "link",
            "matching",
            "facts",
            "forecast",
            "rules",
            "changes",
            "quality",
            "publish",
            "report",
            "synth",
        ],
        "run" => &[
            "model",
            "table",
            "store",
            "ingest",
            "normalize",
            "registers",
            "likeness",
            "link",
            "matching",
            "facts",
            "forecast",
            "rules",
            "changes",
            "quality",
            "publish",
            "report",
            "synth",
            "plan",
        ],
        "cli" => &[
            "model",
            "table",
            "store",
            "ingest",
            "normalize",
            "registers",
            "likeness",
            "link",
            "matching",
            "facts",
            "forecast",
            "rules",
            "changes",
            "quality",
            "publish",
            "report",
            "synth",
            "plan",
            "run",
        ],
        "likeness" => &["model"],
        _ => &["model", "table", "store", "likeness"],
    }
}

pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Names of the rooms that a source text uses by `crate::room`.
fn rooms_used(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split("crate::").skip(1))
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
        .collect()
}

#[test]
fn rooms_use_only_what_stands_below_them() {
    let root = Path::new("src");
    let mut wrong = Vec::new();
    for file in sources(root) {
        let inside = file.strip_prefix(root).unwrap();
        let Some(room) = inside.components().next().map(|c| c.as_os_str().to_str().unwrap()) else { continue };
        if room.ends_with(".rs") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for used in rooms_used(&text) {
            if used != room && !allowed(room).contains(&used) {
                wrong.push(format!("{} uses {used}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_forbidden_direction_would_be_seen() {
    assert_eq!(rooms_used("use crate::link::Model;\n// crate::run"), ["link"]);
    assert!(!allowed("rules").contains(&"link"));
}

#[test]
fn model_and_kernels_touch_no_file_and_no_clock() {
    for room in ["src/model", "src/likeness", "src/normalize", "src/facts", "src/changes"] {
        for file in sources(Path::new(room)) {
            let text = fs::read_to_string(&file).unwrap();
            for banned in ["std::fs", "File::open", "SystemTime::now", "Instant::now", "Zoned::now"] {
                assert!(!text.contains(banned), "{} uses {banned}", file.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_begin_with_what_they_are_for() {
    let mut wrong = Vec::new();
    for file in sources(Path::new("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().count();
        // Unit tests stand at the end of a file and do not count.
        let code = text.lines().position(|line| line.starts_with("#[cfg(test)]")).unwrap_or(lines);
        if code > 300 {
            wrong.push(format!("{}: {code} lines", file.display()));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{}: no module doc", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_clock_is_read_only_by_the_command_line_and_the_manifest() {
    for file in sources(Path::new("src")) {
        let room = file.strip_prefix("src").unwrap().to_str().unwrap().to_owned();
        if room.starts_with("cli") || room.starts_with("run") {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        for banned in ["SystemTime::now", "Zoned::now", "Timestamp::now"] {
            assert!(!text.contains(banned), "{} reads the clock", file.display());
        }
    }
}
