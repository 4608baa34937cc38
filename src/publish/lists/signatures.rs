//! The place to sign, below a list.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::{Letterhead, Sheet, last, split, write_across};
use super::style::Style;

/// Who made the list on the left, who answers for it on the right.
pub(super) fn write_signatures(
    page: &mut Worksheet,
    style: &Style,
    head: &Letterhead,
    sheet: &Sheet,
    row: u32,
) -> Result<(), XlsxError> {
    let (end, half) = (last(sheet), split(sheet));
    let day = format!("……………, ngày …… tháng …… năm {}", head.year);
    write_across(page, row, half + 1, end, &day, &style.sign)?;
    write_across(page, row + 1, 0, half, "NGƯỜI LẬP BIỂU", &style.sign_strong)?;
    write_across(page, row + 1, half + 1, end, "TM. ỦY BAN NHÂN DÂN", &style.sign_strong)?;
    write_across(page, row + 2, 0, half, "(Ký, ghi rõ họ tên)", &style.sign)?;
    write_across(page, row + 2, half + 1, end, "CHỦ TỊCH", &style.sign_strong)?;
    write_across(page, row + 3, half + 1, end, "(Ký tên, đóng dấu)", &style.sign)
}
