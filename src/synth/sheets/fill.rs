//! Cells left blank, merged or dittoed under the first of a group.

use crate::model::Field;
use crate::synth::ListRow;

use super::columns::Column;
use super::grid::{Cell, Merge, Row, Value};
use super::pen::Pen;
use super::style::Fill;

/// What two rows share if their cells of this column say the same; `None` where the cell is blank.
pub(super) fn key(field: Field, row: &ListRow) -> Option<String> {
    match field {
        Field::Group => row.benefit.map(|benefit| format!("{benefit} {:?}", row.ground)),
        Field::Hamlet => Some(row.hamlet.clone()).filter(|hamlet| !hamlet.is_empty()),
        Field::DecisionNo => row.decision_no.clone(),
        Field::DecisionDate => row.decision_date.map(|date| date.to_string()),
        Field::Decision => Some(format!("{} {}", row.decision_no.as_ref()?, row.decision_date?)),
        _ => None,
    }
}

/// Blanks the repetitions in rows that follow each other; gives the blocks to merge, with rows
/// counted from the first of them.
pub(super) fn fill(pen: &mut Pen<'_>, columns: &[Column], from: &[&ListRow], rows: &mut [Row]) -> Vec<Merge> {
    let mut merges = Vec::new();
    for (index, column) in columns.iter().enumerate().filter(|(_, column)| column.filled) {
        let at = pen.style.offset + index;
        let mut first = 0;
        for i in 1..=from.len() {
            if i < from.len() && key(column.field, from[i]) == key(column.field, from[first]) {
                repeat(pen, &mut rows[i], at);
                continue;
            }
            if pen.style.fill == Fill::Merged && i - first > 1 {
                merges.push(Merge { rows: (first, i - 1), columns: (at, at) });
            }
            first = i;
        }
    }
    merges
}

fn repeat(pen: &mut Pen<'_>, row: &mut Row, at: usize) {
    let (cell, quirk) = match pen.style.fill {
        Fill::Copied => return,
        Fill::BlankUnder => (Cell::BLANK, "blank_under_first"),
        Fill::Merged => (Cell::BLANK, "merged_body"),
        Fill::Ditto => {
            let mark = *pen.dice.pick(&["\"", "nt", "-nt-", "\"", "〃"]);
            (Cell::new(Value::Text(mark.to_owned())), "ditto")
        }
    };
    row.put(at, cell);
    row.truth.quirks.insert(quirk);
}
