//! A text file pasted whole into one column of a workbook: each cell is a line, to be split.
//!
//! The sign: all that is filled stands in one column, and most lines with separators have equally many
//! of one of them. Promises: rows keep their numbers; a line that cannot be split stays as it is.

use std::collections::BTreeMap;

use super::grid::Sheet;
use super::text;

/// A table of fewer separators in a line is not told from a sentence with commas.
const LEAST_SEPARATORS: usize = 3;

/// Fewer lines alike are no table: a heading and a person.
const LEAST_LINES: usize = 2;

/// Of a hundred lines with so many separators, those that must have equally many.
const ALIKE: usize = 80;

/// Splits the lines of sheets that hold a pasted text.
pub(super) fn split(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    for sheet in &mut sheets {
        if let Some(at) = sheet.only_column()
            && let Some(separator) = separator(sheet)
        {
            sheet.spread(at, |line| text::fields(line, separator));
        }
    }
    sheets
}

/// The separator of which the most lines have equally many.
fn separator(sheet: &Sheet) -> Option<char> {
    let lines_alike = |separator: char| {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for line in sheet.texts() {
            let count = text::count_outside_quotes(line, separator);
            if count >= LEAST_SEPARATORS {
                *counts.entry(count).or_default() += 1;
            }
        }
        let (all, most) = (counts.values().sum::<usize>(), counts.values().copied().max().unwrap_or(0));
        (most >= LEAST_LINES && most * 100 >= all * ALIKE).then_some(most)
    };
    // The last of equals: a comma stands in addresses and sums too.
    let told = ['|', ',', '\t', ';'].into_iter().filter_map(|separator| Some((lines_alike(separator)?, separator)));
    told.max_by_key(|&(lines, _)| lines).map(|(_, separator)| separator)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::Cell;

    #[track_caller]
    fn check(lines: &[&str], expected: &str) {
        let rows = lines.iter().map(|line| vec![Cell::Blank, Cell::text(line)]).collect();
        let sheet = split(vec![Sheet::new("", false, rows)]).remove(0);
        let show =
            |row: u32| sheet.row(row).iter().map(|cell| cell.as_text().unwrap_or("-")).collect::<Vec<_>>().join("|");
        assert_eq!((0..sheet.height()).map(show).collect::<Vec<_>>().join(" # "), expected);
    }

    #[test]
    fn lines_of_a_pasted_table() {
        check(&["DS", "STT;Tên;Sinh;Số", "1;An;1948;0"], "-|DS # -|STT|Tên|Sinh|Số # -|1|An|1948|0");
        check(&["a,b,c,d", "1,\"x, y\",3,4", "2,x,3,4"], "-|a|b|c|d # -|1|x, y|3|4 # -|2|x|3|4");
    }

    #[test]
    fn sentences_are_no_table() {
        check(
            &["Kính gửi: a, b, c, d", "Nay báo cáo: a, b, c", "a;b;c;d"],
            "-|Kính gửi: a, b, c, d # -|Nay báo cáo: a, b, c # -|a;b;c;d",
        );
    }
}
