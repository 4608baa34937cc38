//! A return slip that comes back: what the program had written into the ward's file is taken out, so
//! that the corrected slip is read as the corrected list. Sheets keep their order, rows their numbers.

use super::grid::{Cell, Sheet};
use crate::model::{
    SLIP_DIGEST_DIGITS, SLIP_DIGEST_LABEL, SLIP_LINEAGE_LABEL, SLIP_TITLE_ROWS, is_slip_heading, is_slip_title,
};

/// Beginnings of the digests of the files that a slip answers, the newest first, as its summary names them: of
/// the file that it was made from, and of those which that one answered. None where the sheets are no slip or
/// the summary is gone.
pub(super) fn answered(sheets: &[Sheet]) -> Vec<String> {
    let is_label = |text: &str| text == SLIP_DIGEST_LABEL || text == SLIP_LINEAGE_LABEL;
    let is_digest = |text: &str| text.len() == SLIP_DIGEST_DIGITS && text.bytes().all(|b| b.is_ascii_hexdigit());
    let mut found: Vec<String> = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sums_up(sheet)) {
        for row in 0..sheet.height() {
            let texts = sheet.row(row).iter().filter_map(Cell::as_text).map(str::trim);
            let behind = texts.skip_while(|text| !is_label(text)).skip(1).flat_map(str::split_whitespace);
            for digest in behind.filter(|text| is_digest(text)).map(str::to_lowercase) {
                if !found.contains(&digest) {
                    found.push(digest);
                }
            }
        }
    }
    found
}

/// The sheets as the ward wrote them: without the sheet that sums up and without the cells of the
/// column that says what to mend.
pub(super) fn without_additions(sheets: Vec<Sheet>) -> Vec<Sheet> {
    let mut own: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sums_up(sheet)).collect();
    for sheet in &mut own {
        for (row, column) in headings(sheet) {
            sheet.clear_down(row, column);
        }
    }
    own
}

fn sums_up(sheet: &Sheet) -> bool {
    (0..SLIP_TITLE_ROWS).any(|row| sheet.cell(row, 0).as_text().is_some_and(is_slip_title))
}

/// Places of the headings of added columns; more than one where a ward copied sheets together.
fn headings(sheet: &Sheet) -> Vec<(u32, usize)> {
    let is_heading = |cell: &Cell| cell.as_text().is_some_and(is_slip_heading);
    let of_row = |row: u32| {
        let cells = sheet.row(row).iter().enumerate();
        cells.filter(|(_, cell)| is_heading(cell)).map(move |(column, _)| (row, column)).collect::<Vec<_>>()
    };
    (0..sheet.height()).flat_map(of_row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{SLIP_HEADING, SLIP_TITLE};

    fn sheet(rows: &[&[&str]]) -> Sheet {
        Sheet::new("x", false, rows.iter().map(|row| row.iter().map(|text| Cell::text(text)).collect()).collect())
    }

    #[test]
    fn the_sheet_that_sums_up_and_the_column_go_and_all_else_stays() {
        let summary = sheet(&[&[""], &[SLIP_TITLE], &["x"]]);
        let list = sheet(&[&["Tên", "", "ghi chú ở trên"], &["STT", "Tên", SLIP_HEADING, "y"], &["1", "A", "sai"]]);
        let own = without_additions(vec![summary, list]);
        assert_eq!(own.len(), 1);
        let texts: Vec<&str> = own[0].texts().collect();
        assert_eq!(texts, ["Tên", "ghi chú ở trên", "STT", "Tên", "y", "1", "A"]);
    }

    #[test]
    fn a_slip_names_the_files_that_it_answers() {
        let named = |digest: &str| sheet(&[&[SLIP_TITLE], &["", SLIP_DIGEST_LABEL, "", digest]]);
        assert_eq!(answered(&[named("0123456789ab")]), ["0123456789ab"]);
        assert_eq!(answered(&[named("0123456789AB")]), ["0123456789ab"]);
        for other in ["", "0123", "0123456789xy", "0123456789abc"] {
            assert_eq!(answered(&[named(other)]), [""; 0], "{other}");
        }
        let lineage = [SLIP_LINEAGE_LABEL, "", "ba9876543210 0123456789ab x"];
        let second = sheet(&[&[SLIP_TITLE], &[SLIP_DIGEST_LABEL, "cccccccccccc"], &lineage]);
        assert_eq!(answered(&[second]), ["cccccccccccc", "ba9876543210", "0123456789ab"]);
        let list = sheet(&[&["DANH SÁCH"], &[SLIP_DIGEST_LABEL, "0123456789ab"]]);
        assert_eq!(answered(&[list]), [""; 0], "no slip");
    }

    #[test]
    fn a_list_that_only_speaks_of_a_slip_is_left_alone() {
        let list = sheet(&[&["Kèm phiếu trả lại danh sách đã nộp"], &["STT", "Cần sửa"], &["1", "A"]]);
        assert_eq!(without_additions(vec![list])[0].texts().count(), 5);
    }
}
