//! A file's bytes as sheets of cells, whatever its format.

use super::format::Format;
use super::forms::Forms;
use super::grid::Sheet;
use super::returned::{answered, without_additions};
use super::trouble::Trouble;
use super::{html, lost, pasted, spreadsheet_ml, text, workbook};

/// The cells of a file.
pub(super) struct Grids {
    /// Without what a return slip had added.
    pub(super) sheets: Vec<Sheet>,
    /// The encoding found.
    pub(super) encoding: &'static str,
    /// Beginnings of the digests of the files that they answer, where they are a return slip.
    pub(super) answers: Vec<String>,
    /// The Vietnamese letters are gone.
    pub(super) lost: bool,
}

impl Grids {
    /// The cells of all sheets, without what a return slip had added, and the encoding found.
    pub(super) fn of(bytes: &[u8], format: Format, forms: &Forms) -> Result<Grids, Trouble> {
        if bytes.is_empty() {
            return Err(Trouble::Empty);
        }
        if let Some(trouble) = Trouble::of_format(format) {
            return Err(trouble);
        }
        let (grids, encoding) = match format {
            Format::Text => {
                let (sheet, encoding) = text::read(bytes, &forms.limits, &forms.legacy)?;
                (vec![sheet], encoding)
            }
            Format::Html => {
                let (text, encoding) = text::decode(bytes, &forms.legacy);
                (vec![html::read(&text, &forms.limits)?], encoding)
            }
            Format::SpreadsheetMl => {
                let (text, encoding) = text::decode(bytes, &forms.legacy);
                (spreadsheet_ml::read(&text, &forms.limits)?, encoding)
            }
            _ => (workbook::read(bytes, format, &forms.limits, &forms.fonts)?, "unicode"),
        };
        if grids.iter().all(|sheet| sheet.height() == 0) {
            return Err(Trouble::Empty);
        }
        let answers = answered(&grids);
        let lost = lost::letters(&grids);
        Ok(Grids { lost, sheets: pasted::split(without_additions(grids)), encoding, answers })
    }
}
