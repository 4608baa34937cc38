//! How a sheet with notes is printed: across, one page wide, so that what is to be mended stands beside the
//! name it is about.
//!
//! Source of the order of elements: ECMA-376 part 1, 18.3.1.99 (worksheet).

use super::package::Broken;
use super::xml::{Kind, Piece, opened, pieces, prefix, with};

/// Elements of a sheet that stand behind its page setup.
const BEHIND: [&str; 19] = [
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
    "worksheet",
];

/// The sheet, printed across and one page wide; paper and margins stay.
pub(super) fn one_page_wide(xml: &str) -> Result<String, Broken> {
    let mut out = String::with_capacity(xml.len() + 256);
    let (mut fitted, mut set_up, mut depth) = (false, false, 0_usize);
    for piece in pieces(xml) {
        let piece = piece?;
        if piece.kind == Kind::Close {
            depth = depth.saturating_sub(1);
        }
        let closes_sheet = piece.closes("worksheet") && depth == 0;
        let own = depth == 1 && matches!(piece.kind, Kind::Open | Kind::Empty);
        if !fitted && own {
            fitted = true;
            if piece.name != "sheetPr" {
                out.push_str(&properties(prefix(piece.raw)));
            }
        }
        if !set_up && (closes_sheet || own && BEHIND.contains(&piece.name)) {
            set_up = true;
            out.push_str(&page_setup(&format!("<{}pageSetup paperSize=\"9\"/>", prefix(piece.raw))));
        }
        match piece.name {
            "sheetPr" if own && piece.kind == Kind::Empty => {
                let p = prefix(piece.raw);
                out.push_str(&format!("{}<{p}pageSetUpPr fitToPage=\"1\"/></{p}sheetPr>", opened(piece.raw)));
            }
            "sheetPr" if depth == 1 && piece.kind == Kind::Close => out.push_str(&closed(piece, &out)),
            "pageSetUpPr" if piece.begins("pageSetUpPr") => {
                out.push_str(&with(piece.raw, &[("fitToPage", Some("1".to_owned()))]));
            }
            "pageSetup" if own => {
                set_up = true;
                out.push_str(&page_setup(piece.raw));
            }
            _ => out.push_str(piece.raw),
        }
        if piece.kind == Kind::Open {
            depth += 1;
        }
    }
    Ok(out)
}

/// The end of a sheet's properties, behind the one that fits it to the page.
fn closed(piece: Piece<'_>, before: &str) -> String {
    let p = prefix(piece.raw);
    let start = before.rfind(&format!("<{p}sheetPr")).unwrap_or(0);
    let fits = before[start..].contains("pageSetUpPr");
    let fit = if fits { String::new() } else { format!("<{p}pageSetUpPr fitToPage=\"1\"/>") };
    format!("{fit}{}", piece.raw)
}

fn properties(p: &str) -> String {
    format!("<{p}sheetPr><{p}pageSetUpPr fitToPage=\"1\"/></{p}sheetPr>")
}

/// The element with paper and printer as they are; as many pages high as the rows need.
fn page_setup(tag: &str) -> String {
    let set = |text: &str| Some(text.to_owned());
    let changes =
        [("orientation", set("landscape")), ("fitToWidth", set("1")), ("fitToHeight", set("0")), ("scale", None)];
    with(tag, &changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SETUP: &str = r#"<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>"#;
    const FITS: &str = r#"<pageSetUpPr fitToPage="1"/>"#;

    #[track_caller]
    fn check(xml: &str, expected: &str) {
        let expected = expected.replace("SETUP", SETUP).replace("FITS", FITS);
        assert_eq!(one_page_wide(xml).ok().as_deref(), Some(&*expected));
    }

    #[test]
    fn what_is_missing_is_put_in_its_place() {
        check(
            "<worksheet><dimension/><sheetData/></worksheet>",
            "<worksheet><sheetPr>FITS</sheetPr><dimension/><sheetData/>SETUP</worksheet>",
        );
        check(
            "<worksheet><sheetPr/><sheetData></sheetData><pageMargins/><headerFooter/><drawing/></worksheet>",
            "<worksheet><sheetPr>FITS</sheetPr><sheetData></sheetData><pageMargins/>SETUP<headerFooter/><drawing/></worksheet>",
        );
        check(
            r#"<x:worksheet><x:sheetPr filterMode="1"><x:tabColor/></x:sheetPr><x:sheetData/></x:worksheet>"#,
            &format!(
                r#"<x:worksheet><x:sheetPr filterMode="1"><x:tabColor/>{}</x:sheetPr><x:sheetData/>{}</x:worksheet>"#,
                FITS.replace('<', "<x:"),
                SETUP.replace('<', "<x:")
            ),
        );
    }

    #[test]
    fn what_is_there_is_changed_and_the_paper_stays() {
        check(
            r#"<worksheet><sheetPr><pageSetUpPr autoPageBreaks="0"/></sheetPr><sheetData/><pageSetup paperSize="8" scale="60" orientation="portrait" r:id="r1"/></worksheet>"#,
            r#"<worksheet><sheetPr><pageSetUpPr autoPageBreaks="0" fitToPage="1"/></sheetPr><sheetData/><pageSetup paperSize="8" orientation="landscape" r:id="r1" fitToWidth="1" fitToHeight="0"/></worksheet>"#,
        );
    }

    #[test]
    fn the_setup_of_a_view_of_somebody_stays() {
        let view = r#"<customSheetViews><customSheetView><pageSetup scale="50"/></customSheetView></customSheetViews>"#;
        check(
            &format!("<worksheet><sheetData/>{view}<pageMargins/></worksheet>"),
            &format!("<worksheet><sheetPr>FITS</sheetPr><sheetData/>{view}<pageMargins/>SETUP</worksheet>"),
        );
    }

    #[test]
    fn broken_xml_is_told() {
        assert!(one_page_wide("<worksheet><a></worksheet>").is_err());
    }
}
