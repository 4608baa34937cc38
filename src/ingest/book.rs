//! The parts of an `.xlsx` that all its sheets share: their names and places, strings and formats.
//!
//! Takes: the packed file. Promises: a part is unpacked once. Never: reads what is [`Odd`].

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::date_code;
use super::extent;
use super::fonts::LegacyFonts;
use super::grid::Cell;
use super::layout;
use super::scan::{Odd, Scan, Tag, decoded};

/// What stands outside the sheets.
pub(super) struct Book {
    pub(super) sheets: Vec<SheetPart>,
    pub(super) strings: Vec<Cell>,
    /// Whether each cell format shows a day.
    pub(super) dated: Vec<bool>,
    pub(super) formats: layout::MarkedFormats,
    pub(super) is_1904: bool,
}

/// A worksheet.
pub(super) struct SheetPart {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// Place in the packed file.
    pub(super) path: String,
}

/// Packed parts.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A part as text; `None` where there is none.
pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, Odd> {
    // Names that differ in case or slashes mean the same part to the full reader.
    let same = |other: &str| other.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name);
    let names: Vec<String> = archive.file_names().flatten().filter(|other| same(other)).map(Into::into).collect();
    match &names[..] {
        [] => return Ok(None),
        [only] if only == name => {}
        _ => return Err(Odd),
    }
    let mut entry = archive.by_name(name).map_err(|_| Odd)?;
    let mut bytes = Vec::with_capacity(entry.size().min(MOST_RESERVED) as usize);
    entry.read_to_end(&mut bytes).map_err(|_| Odd)?;
    String::from_utf8(bytes).map(Some).map_err(|_| Odd)
}

/// No more room than this is reserved on a file's word.
const MOST_RESERVED: u64 = 1 << 24;

impl Book {
    pub(super) fn read(archive: &mut Archive<'_>, fonts: &LegacyFonts) -> Result<Book, Odd> {
        let mut must = |name: &str| part(archive, name)?.ok_or(Odd);
        expect_usual_place(&must("_rels/.rels")?)?;
        let (sheets, is_1904) = sheets(&must("xl/workbook.xml")?, &must("xl/_rels/workbook.xml.rels")?)?;
        let strings = part(archive, "xl/sharedStrings.xml")?;
        let styles = part(archive, "xl/styles.xml")?.unwrap_or_default();
        Ok(Book {
            sheets,
            strings: strings.map_or(Ok(Vec::new()), |part| self::strings(&part))?,
            dated: dated_formats(&styles)?,
            formats: layout::MarkedFormats::of(&styles, fonts),
            is_1904,
        })
    }
}

/// The relations of the package name the workbook; elsewhere than usual it is left to the full reader.
fn expect_usual_place(relations: &str) -> Result<(), Odd> {
    let mut scan = Scan::new(relations)?;
    let mut target = None;
    while let Some((_, tag)) = scan.next()? {
        let is_book = tag.opens("Relationship")
            && tag.attribute("Type")?.is_some_and(|kind| kind.ends_with("/relationships/officeDocument"));
        if is_book {
            target = tag.attribute("Target")?;
        }
    }
    if matches!(target, Some("xl/workbook.xml" | "/xl/workbook.xml")) { Ok(()) } else { Err(Odd) }
}

/// The worksheets in order, and whether days are counted from 1904.
fn sheets(book: &str, relations: &str) -> Result<(Vec<SheetPart>, bool), Odd> {
    let mut places = HashMap::new();
    let mut scan = Scan::new(relations)?;
    while let Some((_, tag)) = scan.next()? {
        if tag.opens("Relationship") {
            places.insert(tag.attribute("Id")?.ok_or(Odd)?, tag);
        }
    }
    let (mut sheets, mut is_1904, mut names) = (Vec::new(), false, HashSet::new());
    let mut scan = Scan::new(book)?;
    while let Some((_, tag)) = scan.next()? {
        if tag.closes && tag.name == "workbook" {
            return Ok((sheets, is_1904));
        }
        if tag.opens("sheet") {
            let place = tag.attribute("r:id")?.and_then(|id| places.get(id)).ok_or(Odd)?;
            let sheet = sheet(&tag, place)?;
            if !names.insert(sheet.name.clone()) {
                return Err(Odd);
            }
            sheets.push(sheet);
        } else if tag.opens("workbookPr") {
            is_1904 = tag.attribute("date1904")?.map_or(is_1904, |value| matches!(value, "1" | "true"));
        } else if tag.name.ends_with(":sheet") || tag.name.ends_with(":workbook") {
            return Err(Odd);
        }
    }
    Err(Odd)
}

fn sheet(tag: &Tag<'_>, place: &Tag<'_>) -> Result<SheetPart, Odd> {
    let hidden = match tag.attribute("state")? {
        None | Some("visible") => false,
        Some("hidden" | "veryHidden") => true,
        _ => return Err(Odd),
    };
    if place.attribute("Type")?.and_then(|kind| kind.rsplit('/').next()) != Some("worksheet") {
        return Err(Odd);
    }
    let target = place.attribute("Target")?.filter(|target| !target.contains(['&', '\\'])).ok_or(Odd)?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    Ok(SheetPart { name: decoded(tag.attribute("name")?.ok_or(Odd)?)?, hidden, path })
}

/// The shared strings, each made into a cell once.
fn strings(part: &str) -> Result<Vec<Cell>, Odd> {
    let mut scan = Scan::new(part)?;
    let table = scan.tag()?;
    let forged = |count: &str| count.parse().map_or(true, |count| extent::holds_fewer_strings(part.len(), count));
    if !table.opens("sst") || table.attribute("uniqueCount")?.is_some_and(forged) {
        return Err(Odd);
    }
    let mut strings = Vec::new();
    if table.is_empty {
        return Ok(strings);
    }
    loop {
        let tag = scan.tag()?;
        match tag.name {
            "si" if tag.opens("si") => strings.push(string(&mut scan, &tag)?),
            "sst" if tag.closes => return Ok(strings),
            _ => return Err(Odd),
        }
    }
}

/// The text of an element of strings: of its own or of its runs, without how it is pronounced.
pub(super) fn string(scan: &mut Scan<'_>, element: &Tag<'_>) -> Result<Cell, Odd> {
    let (mut out, mut phonetic) = (String::new(), false);
    if element.is_empty {
        return Ok(Cell::Blank);
    }
    loop {
        let tag = scan.tag()?;
        match tag.name {
            name if tag.closes && name == element.name => return Ok(Cell::text(&out)),
            "rPh" => phonetic = !tag.closes && !tag.is_empty,
            "t" if !tag.closes && !phonetic => {
                let text = decoded(scan.text_of(&tag)?)?;
                let keeps_blanks = tag.attribute("xml:space")? == Some("preserve");
                out.push_str(if keeps_blanks { &text } else { text.trim_matches([' ', '\t', '\r', '\n']) });
            }
            name if name.contains(':') => return Err(Odd),
            _ => {}
        }
    }
}

/// For each cell format, whether it shows a day.
fn dated_formats(styles: &str) -> Result<Vec<bool>, Odd> {
    let (mut custom, mut dated) = (HashMap::new(), Vec::new());
    if styles.is_empty() {
        return Ok(dated);
    }
    let (mut in_codes, mut in_formats, mut ended) = (false, false, false);
    let mut scan = Scan::new(styles)?;
    while let Some((_, tag)) = scan.next()? {
        match tag.name {
            "styleSheet" => ended |= tag.closes || tag.is_empty,
            "numFmts" => in_codes = !tag.closes && !tag.is_empty,
            "cellXfs" => in_formats = !tag.closes && !tag.is_empty,
            "numFmt" if in_codes && !tag.closes => {
                if let (Some(id), Some(code)) = (tag.attribute("numFmtId")?, tag.attribute("formatCode")?) {
                    custom.insert(id, date_code::shows_day(&decoded(code)?));
                }
            }
            "xf" if in_formats && !tag.closes => {
                let id = tag.attribute("numFmtId")?.unwrap_or("");
                dated.push(custom.get(id).copied().unwrap_or_else(|| date_code::is_built_in(id)));
            }
            name if name.contains(':') && name.ends_with("xf") => return Err(Odd),
            _ => {}
        }
    }
    // What broke off may have lost the formats of dates.
    if ended { Ok(dated) } else { Err(Odd) }
}
