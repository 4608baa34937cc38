//! Names of a workbook that say what of a sheet is printed: its heading on each page, and the added column.
//!
//! Source of the names and of the order of elements: ECMA-376 part 1, 18.2.5 (definedName), 18.2.27 (workbook).

use super::package::Broken;
use super::workbook::BookSheet;
use super::xml::{Kind, address, escape, letters, opened, pieces, plain, prefix};

/// A sheet with an added column.
#[derive(Debug)]
pub(super) struct Printed {
    pub(super) sheet: BookSheet,
    /// First and last row of the heading.
    pub(super) headings: Option<(u32, u32)>,
    /// The added column, from 1.
    pub(super) column: u32,
}

const AREA: &str = "_xlnm.Print_Area";
const TITLES: &str = "_xlnm.Print_Titles";

/// Elements of a workbook that stand behind its names. What programs add of their own (`xr:revisionPtr`) stands
/// anywhere.
const BEHIND: [&str; 10] = [
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
];

/// The workbook with the added columns in the areas that the ward prints, and the headings repeated where it
/// repeats none. `moved` gives the place that a sheet has now.
pub(super) fn named(xml: &str, printed: &[Printed], moved: impl Fn(usize) -> usize) -> Result<String, Broken> {
    let of_place = |place: Option<u32>| printed.iter().find(|sheet| Some(moved(sheet.sheet.place) as u32) == place);
    let titled: Vec<u32> = pieces(xml)
        .flatten()
        .filter(|piece| piece.begins("definedName") && piece.attribute("name").as_deref() == Some(TITLES))
        .filter_map(|piece| piece.number("localSheetId"))
        .collect();
    let new = |p: &str| -> String {
        let own = printed.iter().map(|sheet| (moved(sheet.sheet.place) as u32, sheet));
        own.filter(|(place, _)| !titled.contains(place)).filter_map(|(place, sheet)| titles(p, place, sheet)).collect()
    };
    let mut out = String::with_capacity(xml.len() + 256);
    let (mut written, mut depth) = (false, 0_usize);
    let mut area: Option<u32> = None;
    for piece in pieces(xml) {
        let piece = piece?;
        if piece.kind == Kind::Close {
            depth = depth.saturating_sub(1);
        }
        let own = depth == 1 && matches!(piece.kind, Kind::Open | Kind::Empty);
        let behind = own && BEHIND.contains(&piece.name);
        if !written && (behind || piece.closes("workbook")) {
            written = true;
            let p = prefix(piece.raw);
            let names = new(p);
            if !names.is_empty() {
                out.push_str(&format!("<{p}definedNames>{names}</{p}definedNames>"));
            }
        }
        match (piece.kind, piece.name) {
            (Kind::Empty, "definedNames") if own => {
                written = true;
                let p = prefix(piece.raw);
                out.push_str(&format!("{}{}</{p}definedNames>", opened(piece.raw), new(p)));
            }
            (Kind::Open, "definedNames") => {
                written = true;
                out.push_str(piece.raw);
            }
            (Kind::Close, "definedNames") => out.push_str(&(new(prefix(piece.raw)) + piece.raw)),
            (Kind::Open, "definedName") if piece.attribute("name").as_deref() == Some(AREA) => {
                area = of_place(piece.number("localSheetId")).map(|sheet| sheet.column);
                out.push_str(piece.raw);
            }
            (Kind::Other, _) if area.is_some() => {
                let wider = area.take().and_then(|column| widened(&plain(piece.raw), column));
                out.push_str(&wider.map_or_else(|| piece.raw.to_owned(), |wider| escape(&wider)));
            }
            _ => out.push_str(piece.raw),
        }
        if piece.kind == Kind::Open {
            depth += 1;
        }
    }
    Ok(out)
}

/// `'DS'!$4:$6`, repeated on each page of its sheet.
fn titles(p: &str, place: u32, printed: &Printed) -> Option<String> {
    let (first, last) = printed.headings?;
    let rows = format!("'{}'!${first}:${last}", printed.sheet.name.replace('\'', "''"));
    Some(format!("<{p}definedName name=\"{TITLES}\" localSheetId=\"{place}\">{}</{p}definedName>", escape(&rows)))
}

/// `DS!$A$1:$D$9` reaching to a column; areas of several parts are left as they are.
fn widened(area: &str, column: u32) -> Option<String> {
    let (from, to) = area.rsplit_once(':')?;
    let (_, first) = from.rsplit_once('!')?;
    address(first)?;
    let (row, right) = address(to)?;
    (right < column).then(|| format!("{from}:${}${row}", letters(column)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let sheet = BookSheet { name: "Tổ 'A'".to_owned(), part: String::new(), place: 0 };
        let printed = [Printed { sheet, headings: Some((5, 6)), column: 10 }];
        assert_eq!(named(xml, &printed, |place| place + 1).ok().as_deref(), Some(expected));
    }

    const NEW: &str = "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">&apos;Tổ &apos;&apos;A&apos;&apos;&apos;!$5:$6</definedName>";

    #[test]
    fn the_heading_is_repeated_where_the_ward_repeats_none() {
        let names = format!("<definedNames>{NEW}</definedNames>");
        check(
            "<workbook><sheets><sheet/></sheets></workbook>",
            &format!("<workbook><sheets><sheet/></sheets>{names}</workbook>"),
        );
        check(
            "<workbook><sheets/><externalReferences><x/></externalReferences><calcPr/></workbook>",
            &format!("<workbook><sheets/><externalReferences><x/></externalReferences>{names}<calcPr/></workbook>"),
        );
        check(
            "<workbook><sheets/><definedNames/><calcPr/></workbook>",
            &format!("<workbook><sheets/>{names}<calcPr/></workbook>"),
        );
        // What Excel adds of its own stands in front of the sheets.
        check(
            "<workbook><xr:revisionPtr/><sheets/><calcPr/></workbook>",
            &format!("<workbook><xr:revisionPtr/><sheets/>{names}<calcPr/></workbook>"),
        );
        let other = "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"2\">B!$1:$1</definedName>";
        check(
            &format!("<workbook><sheets/><definedNames>{other}</definedNames></workbook>"),
            &format!("<workbook><sheets/><definedNames>{other}{NEW}</definedNames></workbook>"),
        );
        let own = "<workbook><sheets/><definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"1\">A!$1:$1</definedName></definedNames></workbook>";
        check(own, own);
    }

    #[test]
    fn a_printed_area_reaches_to_the_added_column() {
        for (area, expected) in [
            ("DS!$A$1:$D$9", Some("DS!$A$1:$J$9")),
            ("'a:b'!$A$1:$D$9", Some("'a:b'!$A$1:$J$9")),
            ("DS!$A$1:$M$9", None),
            ("DS!$A:$D", None),
            ("DS!$A$1:$B$9,DS!$D$1:$E$9", Some("DS!$A$1:$B$9,DS!$D$1:$J$9")),
            ("#REF!", None),
        ] {
            assert_eq!(widened(area, 10).as_deref(), expected, "{area}");
        }
    }
}
