//! Rows that say something else of a claim that another row already makes: one of them counts, and both
//! are told which, and why.

use super::claims::Drafts;
use super::conflicts::at_row;
use crate::model::{Field, Finding, Issue, Record, RowId};

/// Findings at each row that does not count and at the row that counts instead.
pub(super) fn told(drafts: &Drafts<'_>) -> Vec<Finding> {
    let drafts = drafts.values().flat_map(|families| families.values().flatten());
    let both = |counts: &Record, left: &Record| {
        let later = counts.decision_date > left.decision_date;
        let (here, there) =
            if later { ("fact.counts_later", "fact.left_earlier") } else { ("fact.counts_first", "fact.left_behind") };
        [(here, counts, left), (there, left, counts)].map(|(check, row, other)| {
            at_row(row, Issue::new(check, "").suggest(&place(row, other)).about(Field::Group))
        })
    };
    let of_draft = drafts.filter_map(|draft| Some((draft.record?, draft.left())));
    of_draft.flat_map(|(counts, left)| left.iter().flat_map(move |left| both(counts, left))).collect()
}

/// Where another row stands, as seen from a row.
fn place(from: &Record, other: &Record) -> String {
    let (own, id): (RowId, RowId) = (from.row_id, other.row_id);
    let file = other.file.rsplit('/').next().unwrap_or("");
    match () {
        () if id.is_of(own) => "cùng dòng này".to_owned(),
        () if id.file != own.file => {
            format!(
                "dòng {}, trang tính thứ {} của tệp {file} (xã, phường có mã {})",
                id.row,
                id.sheet_number(),
                other.ward
            )
        }
        () if id.sheet_number() != own.sheet_number() => {
            format!("dòng {}, trang tính thứ {}", id.row, id.sheet_number())
        }
        () => format!("dòng {}", id.row),
    }
}
