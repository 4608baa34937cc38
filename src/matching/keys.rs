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
            "together",
            "prior",
            "training",
            "verdict",
            "words",
        ],
    ),
    ("left", &["id", "sheet"]),
    ("right", &["id", "sheet"]),
    ("fold", &["initials", "units", "sexes"]),
    ("field", &["name", "column", "left", "right", "read", "optional", "missing", "same"]),
    ("block", &["on", "narrow"]),
    ("block.on", PART),
    ("block.narrow", PART),
    ("comparison", &["title", "level", "other"]),
    ("comparison.level", LEVEL),
    ("comparison.level.any", TESTS),
    ("comparison.other", &["title", "apart", "needs", "m", "u"]),
    ("prior", &["probability", "share"]),
    ("training", &["sample", "rounds", "iterations", "change", "full_block", "most_pairs"]),
    ("verdict", &["relation", "matched", "review", "ask"]),
    ("words", &["missing", "other", "frequency", "size", "sum", "runner_up", "share", "counted"]),
];
const PART: &[&str] = &["field", "against", "part", "first", "last", "sound"];
const TESTS: &[&str] = &["exact", "swapped", "swapped_edits", "edits", "length", "alike", "names", "dates", "within"];
const LEVEL: &[&str] = &[
    "title",
    "any",
    "frequency",
    "shared",
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
