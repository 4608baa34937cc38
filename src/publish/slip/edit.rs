//! A ward's package with its slip written into it.

use super::notes::FileNotes;
use super::package::{Broken, Package};
use super::print::one_page_wide;
use super::printed::Printed;
use super::scan::{Scan, SharedMarks};
use super::sheet::{Edit, SheetNotes};
use super::styles::Styles;
use super::summary::{self, Facts};
use super::workbook::{Book, BookSheet, ending};
use crate::model::{SLIP_HEADING, SLIP_TITLE};

const STRINGS: &str = "xl/sharedStrings.xml";
const NAME: &str = "Tổng hợp";

/// A slip: its bytes, and the ending that its name needs.
#[derive(Debug)]
pub(super) struct Slip {
    pub(super) bytes: Vec<u8>,
    pub(super) ending: &'static str,
}

/// Writes a slip into a package. What an earlier slip wrote is replaced. `facts.sheets` is set here.
pub(super) fn write(bytes: &[u8], notes: &FileNotes<'_>, facts: &Facts<'_>) -> Result<Slip, Broken> {
    let mut package = Package::open(bytes)?;
    let book = Book::read(&mut package)?;
    let styles_part = Book::styles_part(&mut package)?;
    let mut styles = Styles::read(package.text(&styles_part)?)?;
    let shared = match package.has(STRINGS) {
        true => SharedMarks::of_marked(&package.text(STRINGS)?)?,
        false => SharedMarks::default(),
    };
    let mut old: Option<BookSheet> = None;
    let mut own: Vec<(BookSheet, String, Scan)> = Vec::new();
    let mut returned = !shared.is_empty();
    for sheet in &book.sheets {
        let xml = package.text(&sheet.part)?;
        let marked = xml.contains(SLIP_TITLE) || xml.contains(SLIP_HEADING);
        returned |= marked;
        let number = own.len() as u32 + 1;
        let needed = marked || !shared.is_empty() || notes.sheets.contains_key(&number);
        let scan = if needed { Scan::of(&xml, &shared)? } else { Scan::default() };
        if scan.sums_up {
            // Of several, as of sheets copied together, the first is replaced and the others stay
            // as they are: reading leaves them out too.
            old = old.or(Some(sheet.clone()));
        } else {
            own.push((sheet.clone(), xml, scan));
        }
    }
    let nothing = SheetNotes::default();
    let mut printed: Vec<Printed> = Vec::new();
    for (number, (sheet, xml, scan)) in (1_u32..).zip(&own) {
        let shown = notes.sheets.get(&number).map(|notes| shown(notes, scan));
        if shown.is_none() && !returned && !xml.contains("tabSelected") {
            continue;
        }
        let sheet_notes = shown.as_ref().unwrap_or(&nothing);
        let rows: Vec<u32> = sheet_notes.texts.keys().copied().chain([sheet_notes.heading]).collect();
        let column = shown.as_ref().and_then(|_| scan.free_column(&rows));
        let mut edit = Edit { notes: sheet_notes, scan, column, styles: &mut styles, returned };
        let mut edited = edit.apply(xml)?;
        if let Some(column) = column {
            edited = one_page_wide(&edited)?;
            printed.push(Printed { sheet: sheet.clone(), headings: sheet_notes.headings, column });
        }
        package.put(&sheet.part, edited);
    }
    let sheets: Vec<String> = own.iter().map(|(sheet, ..)| sheet.name.clone()).collect();
    let name = free_name(&book, old.as_ref());
    let page = summary::page(&Facts { sheets: &sheets, ward: facts.ward.clone(), ..*facts }, notes).xml(&mut styles);
    book.put_first(&mut package, (&name, page), old.as_ref(), &printed)?;
    package.put(&styles_part, styles.finish()?);
    let ending = ending(&mut package);
    Ok(Slip { bytes: package.save()?, ending })
}

/// The notes with each mark where its cell is shown.
fn shown(notes: &SheetNotes, scan: &Scan) -> SheetNotes {
    let mut shown = SheetNotes { marks: std::collections::BTreeMap::new(), ..notes.clone() };
    for (&(row, column), &tint) in &notes.marks {
        let mark = shown.marks.entry(scan.shown_at(row, column)).or_insert(tint);
        *mark = (*mark).max(tint);
    }
    shown
}

/// The name of the first sheet; the ward's own sheets keep theirs.
fn free_name(book: &Book, old: Option<&BookSheet>) -> String {
    let taken = |name: &str| {
        let others = book.sheets.iter().filter(|sheet| old.is_none_or(|old| old.part != sheet.part));
        others.into_iter().any(|sheet| sheet.name.to_lowercase() == name.to_lowercase())
    };
    let numbered = (2..).map(|number| format!("{NAME} ({number})"));
    std::iter::once(NAME.to_owned()).chain(numbered).find(|name| !taken(name)).unwrap_or_default()
}

impl SharedMarks {
    /// Reads the strings only where a mark stands among them; most files hold none.
    fn of_marked(xml: &str) -> Result<SharedMarks, Broken> {
        // A mark may be cut into runs of differently written letters.
        let cut = ["PHIẾU TRẢ", "CẦN SỬA"].iter().any(|part| xml.contains(part));
        if cut { SharedMarks::of(xml) } else { Ok(SharedMarks::default()) }
    }
}
