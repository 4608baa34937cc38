//! The words of a decision workbook (sổ quyết định đối chiếu): written by the lists, read back when it
//! returns. Texts of cells outlive saving by any spreadsheet program.

/// Heading of the row's mark, by which a decision finds its row again.
pub const MARK_HEADING: &str = "Mã đối chiếu";
/// Heading of the code of the row's ward.
pub const WARD_HEADING: &str = "Mã xã";
/// Heading of the choice.
pub const CHOICE_HEADING: &str = "Lựa chọn";
/// Heading of who decided.
pub const DECIDED_BY_HEADING: &str = "Người quyết định";
/// Heading of the day of the decision.
pub const DECIDED_ON_HEADING: &str = "Ngày quyết định";
/// Heading of the remark.
pub const REMARK_HEADING: &str = "Ghi chú của người quyết định";
/// Heading of the name as the ward's list has it.
pub const LISTED_NAME_HEADING: &str = "Họ và tên (danh sách)";
/// Heading of the birth date as the ward's list has it.
pub const LISTED_BIRTH_HEADING: &str = "Ngày sinh (danh sách)";
/// Heading of the number as the ward's list has it.
pub const LISTED_NUMBER_HEADING: &str = "Số ghi trong danh sách";
/// Heading of the name once more, beside the mark: what a row of the workbook belongs to is seen there
/// after some of its columns were sorted without the others.
pub const MARKED_NAME_HEADING: &str = "Họ và tên của mã đối chiếu";
/// Headings of the numbers of the two people shown.
pub const CANDIDATE_HEADINGS: [&str; 2] = ["Người thứ nhất: số định danh", "Người thứ hai: số định danh"];

/// Folder of the decision files inside the city folder.
pub const DECISIONS_FOLDER: &str = "decisions/";
/// Checks about a whole file of that folder: it could not be read, or some of its rows.
pub const DECISION_FILE_CHECKS: [&str; 2] = ["ruling.unreadable", "register.row_set_aside"];

/// What a person may choose, in the order of the drop-down list.
pub const CHOICES: [&str; 4] = ["Là người thứ nhất", "Là người thứ hai", "Không phải ai trong hai người", "Chưa rõ"];

/// The mark of a list row as files write it: always text, whatever program saves it.
#[must_use]
pub fn mark_code(mark: u64) -> String {
    format!("dc-{mark:016x}")
}

/// The mark that a text names.
#[must_use]
pub fn mark_of(text: &str) -> Option<u64> {
    let hex = text.trim().strip_prefix("dc-").filter(|hex| hex.len() == 16)?;
    u64::from_str_radix(hex, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_read_back() {
        assert_eq!(mark_of(&format!(" {} ", mark_code(0xab))), Some(0xab));
        for wrong in ["", "ab", "dc-ab", "dc-00000000000000zz", "00000000000000ab"] {
            assert_eq!(mark_of(wrong), None, "{wrong}");
        }
    }
}
