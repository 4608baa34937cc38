//! The marks of a return slip (phiếu trả lại): what the program wrote into a ward's own file, so that
//! it is taken out again when the ward sends the corrected slip.
//!
//! The marks are texts of cells: they outlive saving by any spreadsheet program, copying sheets into
//! another workbook and saving as text, where names and properties of the package do not.

/// Title of the sheet that sums up, in its first column.
pub const SLIP_TITLE: &str = "PHIẾU TRẢ LẠI DANH SÁCH ĐÃ NỘP";

/// The title stands in one of so many first rows.
pub const SLIP_TITLE_ROWS: u32 = 5;

/// Label of the line that names the file which a slip answers, in the sheet that sums up.
pub const SLIP_DIGEST_LABEL: &str = "Dấu nhận dạng (nội dung tệp):";

/// Label of the line that names the files before that one, where it is a corrected slip itself: the newest
/// first. Their slips may be gone when this one comes back.
pub const SLIP_LINEAGE_LABEL: &str = "Thay cho các bản trước (dấu nhận dạng):";

/// Digits of the digest of that file's content which a slip shows: `source_files` has all of them.
pub const SLIP_DIGEST_DIGITS: usize = 12;

/// Heading of the column that says what to mend. The column from this cell down is the program's.
pub const SLIP_HEADING: &str = "CẦN SỬA (cột do hệ thống ghi, xã không phải điền)";

/// Whether a text of one of the first rows says that the sheet sums up a slip.
#[must_use]
pub fn is_slip_title(text: &str) -> bool {
    text.trim() == SLIP_TITLE
}

/// Whether a text is the heading of the column that a slip added. Where a table without headings
/// begins in the first row, what is to be mended there follows in the same cell.
#[must_use]
pub fn is_slip_heading(text: &str) -> bool {
    text.trim_start().starts_with(SLIP_HEADING)
}
