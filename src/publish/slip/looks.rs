//! The looks of what a slip writes itself: the added column and the sheet that sums up.

use super::styles::Tint;

/// A look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Title,
    /// A heading between parts of the sheet that sums up.
    Part,
    Plain,
    Strong,
    /// Heading of a table or of the added column.
    Head,
    /// Cell of a table.
    Text,
    /// Cell of a table, in the middle.
    Middle,
    /// Cell of a table that leads to another cell.
    Link,
    /// What is to be mended, in the added column; a swatch of the legend.
    Note(Tint),
}

/// What a format is made of.
pub(super) struct Parts {
    pub(super) font: String,
    pub(super) border: String,
    pub(super) fill: Option<&'static str>,
    /// Attributes of the alignment.
    pub(super) alignment: &'static str,
}

/// The font of official documents (NĐ 30/2020/NĐ-CP annex I). Never the workbook's own: it may be a
/// legacy font, in which Unicode text is not readable.
const FONT: &str = "Times New Roman";

pub(super) fn parts(look: Look, prefix: &str) -> Parts {
    let (bold, size, color) = match look {
        Look::Title => (true, 16, "FF1F3864"),
        Look::Part => (true, 12, "FF1F3864"),
        Look::Strong | Look::Head => (true, 11, "FF000000"),
        Look::Link => (false, 11, "FF0563C1"),
        Look::Plain | Look::Text | Look::Middle | Look::Note(_) => (false, 11, "FF000000"),
    };
    let framed = !matches!(look, Look::Title | Look::Part | Look::Plain | Look::Strong);
    Parts {
        font: font(prefix, bold, look == Look::Link, size, color),
        border: border(prefix, framed),
        fill: match look {
            Look::Head => Some("FFD6E1F1"),
            Look::Note(tint) => Some(tint.rgb()),
            _ => None,
        },
        alignment: match look {
            Look::Title | Look::Part | Look::Plain | Look::Strong => " vertical=\"center\"",
            Look::Head => " horizontal=\"center\" vertical=\"center\" wrapText=\"1\"",
            Look::Middle | Look::Link => " horizontal=\"center\" vertical=\"top\" wrapText=\"1\"",
            Look::Text | Look::Note(_) => " horizontal=\"left\" vertical=\"top\" wrapText=\"1\"",
        },
    }
}

/// The order of the elements is that of the schema (CT_Font).
fn font(p: &str, bold: bool, underlined: bool, size: u8, color: &str) -> String {
    let bold = if bold { format!("<{p}b/>") } else { String::new() };
    let line = if underlined { format!("<{p}u/>") } else { String::new() };
    format!(
        "<{p}font>{bold}{line}<{p}sz val=\"{size}\"/><{p}color rgb=\"{color}\"/><{p}name val=\"{FONT}\"/><{p}family val=\"1\"/></{p}font>"
    )
}

fn border(p: &str, framed: bool) -> String {
    let side = |name: &str| match framed {
        true => format!("<{p}{name} style=\"thin\"><{p}color rgb=\"FF8A94A6\"/></{p}{name}>"),
        false => format!("<{p}{name}/>"),
    };
    let sides: String = ["left", "right", "top", "bottom", "diagonal"]
        .into_iter()
        .map(|name| if name == "diagonal" { format!("<{p}diagonal/>") } else { side(name) })
        .collect();
    format!("<{p}border>{sides}</{p}border>")
}
