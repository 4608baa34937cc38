//! What was found about the data. A finding is a value and never stops a run.

use std::sync::Arc;

use super::{Field, Private, RowId, WardCode};

/// One thing found by a kernel about one value. Severity, message and remedy of the check stand in
/// the catalogue (`pipelines/checks/`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// Id of the check, as in the catalogue: `name.legacy_font`.
    pub check: &'static str,
    /// The field that it is about.
    pub field: Option<Field>,
    /// The raw text; empty where there is none.
    pub raw: Private,
    /// What the value probably should be.
    pub suggestion: Option<Private>,
}

impl Issue {
    /// An issue of a check about a raw text.
    #[must_use]
    pub fn new(check: &'static str, raw: &str) -> Issue {
        Issue { check, field: None, raw: Private::new(raw), suggestion: None }
    }

    /// The same, about a field.
    #[must_use]
    pub fn about(self, field: Field) -> Issue {
        Issue { field: Some(field), ..self }
    }

    /// The same, with a suggestion.
    #[must_use]
    pub fn suggest(self, suggestion: &str) -> Issue {
        Issue { suggestion: Some(Private::new(suggestion)), ..self }
    }
}

/// An issue with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The row; `None` for an issue of a whole file or of a ward.
    pub row_id: Option<RowId>,
    /// Path of the file inside the city folder; empty for an issue of a ward.
    pub file: Arc<str>,
    /// The ward concerned.
    pub ward: Option<WardCode>,
    /// Column, from 1, where it is about one cell.
    pub column: Option<u16>,
    /// What was found.
    pub issue: Issue,
}
