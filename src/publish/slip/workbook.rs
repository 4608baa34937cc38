//! The list of sheets of a package, and a new first sheet in it.

use std::collections::BTreeMap;

use super::package::{Broken, Package, is_signature};
use super::printed::{self, Printed};
use super::xml::{Kind, Piece, attribute, escape, full_name, opened, pieces, prefix, with};

const BOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const PROPERTIES: &str = "docProps/app.xml";
const SHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const RELATION_TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";

/// A worksheet of the workbook.
#[derive(Debug, Clone)]
pub(super) struct BookSheet {
    pub(super) name: String,
    /// Name of its part.
    pub(super) part: String,
    /// Place among all sheets, charts too, from 0.
    pub(super) place: usize,
}

/// The list of sheets of a package.
pub(super) struct Book {
    xml: String,
    /// Worksheets in their order; charts are left out, as they have no rows.
    pub(super) sheets: Vec<BookSheet>,
    tags: Vec<String>,
    /// The type that relationships to worksheets have (the strict standard has its own).
    relation_type: String,
}

impl Book {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Book, Broken> {
        let xml = package.text(BOOK)?;
        let relations = package.text(RELATIONS)?;
        let mut targets: BTreeMap<String, (String, String)> = BTreeMap::new();
        for piece in pieces(&relations).flatten().filter(|piece| piece.begins("Relationship")) {
            if let (Some(id), Some(kind), Some(target)) =
                (piece.attribute("Id"), piece.attribute("Type"), piece.attribute("Target"))
            {
                targets.insert(id, (kind, target));
            }
        }
        let tags = sheet_tags(&xml)?;
        let mut book = Book { xml, sheets: Vec::new(), tags, relation_type: RELATION_TYPE.to_owned() };
        for (place, tag) in book.tags.iter().enumerate() {
            let id = attribute(tag, "id").ok_or(Broken("sheet without a part"))?;
            let (kind, target) = targets.get(&id).ok_or(Broken("sheet without a part"))?;
            if kind.ends_with("/worksheet") {
                book.relation_type.clone_from(kind);
                let name = attribute(tag, "name").unwrap_or_default();
                book.sheets.push(BookSheet { name, part: absolute(target), place });
            }
        }
        if book.sheets.is_empty() { Err(Broken("no worksheet")) } else { Ok(book) }
    }

    /// The part of the styles.
    pub(super) fn styles_part(package: &mut Package<'_>) -> Result<String, Broken> {
        let relations = package.text(RELATIONS)?;
        let styles = pieces(&relations)
            .flatten()
            .filter(|piece| piece.begins("Relationship"))
            .find(|piece| piece.attribute("Type").is_some_and(|kind| kind.ends_with("/styles")));
        let target = styles.and_then(|piece| piece.attribute("Target")).ok_or(Broken("styles"))?;
        Ok(absolute(&target))
    }

    /// Puts a sheet first: in place of `old`, the one that an earlier slip wrote, else as a new one. `printed`
    /// tells of the sheets that are printed otherwise.
    pub(super) fn put_first(
        self,
        package: &mut Package<'_>,
        (name, sheet): (&str, String),
        old: Option<&BookSheet>,
        printed: &[Printed],
    ) -> Result<(), Broken> {
        let tag = match old {
            Some(old) => {
                package.put(&old.part, sheet);
                with(&self.tags[old.place], &[("name", Some(name.to_owned())), ("state", None)])
            }
            None => self.add(package, name, sheet)?,
        };
        let xml = self.reordered(&tag, old.map(|old| old.place))?;
        package.put(BOOK, printed::named(&xml, printed, |place| moved(old.map(|old| old.place), place))?);
        without_titles(package)?;
        without_signature(package)
    }

    /// Adds a part with its relationship and content type; gives its tag for the list of sheets.
    fn add(&self, package: &mut Package<'_>, name: &str, sheet: String) -> Result<String, Broken> {
        let free = (1..).map(|number| format!("xl/worksheets/sheet{number}.xml")).find(|part| !package.has(part));
        let part = free.ok_or(Broken("names of parts"))?;
        package.put(&part, sheet);
        let relations = package.text(RELATIONS)?;
        let id = (1..).map(|number| format!("rIdSlip{number}")).find(|id| !relations.contains(&format!("\"{id}\"")));
        let id = id.ok_or(Broken("ids of relationships"))?;
        let target = part.strip_prefix("xl/").unwrap_or(&part);
        let relation = format!(" Id=\"{id}\" Type=\"{}\" Target=\"{target}\"/>", self.relation_type);
        package.put(RELATIONS, appended(&relations, "Relationships", "Relationship", &relation)?);
        let kind = format!(" PartName=\"/{part}\" ContentType=\"{SHEET_TYPE}\"/>");
        let types = package.text(TYPES)?;
        package.put(TYPES, appended(&types, "Types", "Override", &kind)?);
        let first = self.tags.first().ok_or(Broken("no sheet"))?;
        let ids = self.tags.iter().filter_map(|tag| attribute(tag, "sheetId")?.parse::<u32>().ok());
        let number = ids.max().unwrap_or(0) + 1;
        let (p, relation) = (prefix(first), full_name(first, "id").ok_or(Broken("sheet without a part"))?);
        Ok(format!("<{p}sheet name=\"{}\" sheetId=\"{number}\" {relation}=\"{id}\"/>", escape(name)))
    }

    /// The workbook's part with `tag` as its first sheet. Names that belong to a sheet (print areas,
    /// filters) count sheets from the first: they are counted anew.
    fn reordered(&self, tag: &str, old: Option<usize>) -> Result<String, Broken> {
        let moved = |place| moved(old, place);
        let mut out = String::with_capacity(self.xml.len() + 512);
        for piece in pieces(&self.xml) {
            let piece = piece?;
            match (piece.kind, piece.name) {
                (Kind::Open, "sheets") => {
                    out.push_str(piece.raw);
                    out.push_str(tag);
                    let others = self.tags.iter().enumerate().filter(|(place, _)| Some(*place) != old);
                    others.for_each(|(_, tag)| out.push_str(tag));
                }
                (_, "sheet") => {}
                (Kind::Open | Kind::Empty, "workbookView") => {
                    let changes = [("activeTab", Some("0".to_owned())), ("firstSheet", None)];
                    out.push_str(&with(piece.raw, &changes));
                }
                (Kind::Open | Kind::Empty, "definedName") => out.push_str(&renumbered(piece, moved)),
                _ => out.push_str(piece.raw),
            }
        }
        Ok(out)
    }
}

/// The new place of a sheet: behind the one that is put first.
fn moved(old: Option<usize>, place: usize) -> usize {
    match old {
        Some(old) if place == old => 0,
        Some(old) if place > old => place,
        _ => place + 1,
    }
}

fn renumbered(piece: Piece<'_>, moved: impl Fn(usize) -> usize) -> String {
    match piece.number("localSheetId") {
        Some(place) => with(piece.raw, &[("localSheetId", Some(moved(place as usize).to_string()))]),
        None => piece.raw.to_owned(),
    }
}

/// Name of a part from the target of a relationship of the workbook.
fn absolute(target: &str) -> String {
    let target = target.replace('\\', "/");
    let target = target.strip_prefix("./").unwrap_or(&target);
    target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)
}

/// The tags of all sheets, as empty ones.
fn sheet_tags(xml: &str) -> Result<Vec<String>, Broken> {
    let mut tags = Vec::new();
    let mut inside = false;
    for piece in pieces(xml) {
        let piece = piece?;
        match (piece.kind, piece.name) {
            (Kind::Open, "sheets") => inside = true,
            (Kind::Close, "sheets") => inside = false,
            (Kind::Empty, "sheet") if inside => tags.push(piece.raw.to_owned()),
            (Kind::Open, "sheet") if inside => {
                let open = opened(piece.raw);
                tags.push(open[..open.len() - 1].to_owned() + "/>");
            }
            _ => {}
        }
    }
    Ok(tags)
}

/// The part with one more element at the end of its root.
fn appended(xml: &str, root: &str, name: &str, attributes: &str) -> Result<String, Broken> {
    let last = pieces(xml).flatten().filter(|piece| piece.closes(root)).last().ok_or(Broken("list of parts"))?;
    let p = prefix(last.raw);
    Ok(format!("{}<{p}{name}{attributes}{}", &xml[..last.start], &xml[last.start..]))
}

/// The properties list the titles of all sheets; they may be missing, but not be wrong.
fn without_titles(package: &mut Package<'_>) -> Result<(), Broken> {
    if !package.has(PROPERTIES) {
        return Ok(());
    }
    let xml = package.text(PROPERTIES)?;
    let mut out = String::with_capacity(xml.len());
    let mut skipping: Option<&str> = None;
    for piece in pieces(&xml) {
        let piece = piece?;
        if let Some(name) = skipping {
            if piece.closes(name) {
                skipping = None;
            }
            continue;
        }
        let listed = ["HeadingPairs", "TitlesOfParts"].into_iter().find(|name| piece.begins(name));
        match listed {
            Some(name) => skipping = Some(name).filter(|_| piece.kind == Kind::Open),
            None => out.push_str(piece.raw),
        }
    }
    package.put(PROPERTIES, out);
    Ok(())
}

/// The relationship to a signature that [`Package::save`] leaves out, and the types of its parts.
fn without_signature(package: &mut Package<'_>) -> Result<(), Broken> {
    let gone = |piece: &Piece<'_>| {
        let signed = |name| piece.attribute(name).is_some_and(|value| value.contains("digital-signature"));
        let part = piece.attribute("PartName").is_some_and(|part| is_signature(part.trim_start_matches('/')));
        piece.kind == Kind::Empty && (signed("Type") || signed("ContentType") || part)
    };
    for name in ["_rels/.rels", TYPES] {
        if !package.has(name) {
            continue;
        }
        let xml = package.text(name)?;
        if pieces(&xml).flatten().any(|piece| gone(&piece)) {
            let kept = pieces(&xml).flatten().filter(|piece| !gone(piece)).map(|piece| piece.raw);
            package.put(name, kept.collect());
        }
    }
    Ok(())
}

/// The ending that the content of a package asks for: a spreadsheet program refuses others.
pub(super) fn ending(package: &mut Package<'_>) -> &'static str {
    let types = package.text(TYPES).unwrap_or_default();
    let macros = types.contains("application/vnd.ms-excel.sheet.macroEnabled.main+xml");
    match types {
        _ if macros => "xlsm",
        types if types.contains("template.macroEnabled.main+xml") => "xltm",
        types if types.contains("template.main+xml") => "xltx",
        _ => "xlsx",
    }
}
