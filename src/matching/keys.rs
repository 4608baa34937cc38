//! The keys that a model file can have.

/// Sections and their keys; `""` is the file itself. A section inside a list is named without its
/// number.
pub(super) const KEYS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "version",
            "found",
            "left",
            "right",
            "fold",
            "field",
            "block",
            "comparison",
            "prior",
            "training",
            "verdict",
            "words",
        ],
    ),
    ("left", &["id", "sheet"]),
    ("right", &["id", "sheet"]),
    ("fold", &["initials", "units"]),
    ("field", &["name", "column", "left", "right", "read", "missing"]),
    ("block", &["on", "narrow"]),
    ("block.on", PART),
    ("block.narrow", PART),
    ("comparison", &["title", "level", "other"]),
    ("comparison.level", LEVEL),
    ("comparison.level.any", TESTS),
    ("comparison.other", &["title", "apart", "needs", "m", "u"]),
    ("prior", &["probability", "share"]),
    ("training", &["sample", "rounds", "iterations", "change", "full_block", "most_pairs"]),
    ("verdict", &["relation", "matched", "review"]),
    ("words", &["missing", "other", "frequency", "size", "sum", "runner_up"]),
];
const PART: &[&str] = &["field", "against", "part", "first", "last", "sound"];
const TESTS: &[&str] = &["exact", "swapped", "swapped_edits", "edits", "length", "alike", "names", "dates", "within"];
const LEVEL: &[&str] = &[
    "title",
    "any",
    "frequency",
    "apart",
    "needs",
    "start",
    "m",
    "u",
    "exact",
    "swapped",
    "swapped_edits",
    "edits",
    "length",
    "alike",
    "names",
    "dates",
    "within",
];
