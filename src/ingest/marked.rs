//! Cell formats of an `.xlsx` that say something: struck through, coloured, in a legacy font.

use std::collections::{BTreeMap, BTreeSet};

use super::fonts::LegacyFonts;
use super::layout::{attribute, local_name, tags};
use crate::model::LegacyFont;

/// The numbers of the cell formats whose font is struck through or legacy, as attributes show them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct MarkedFormats {
    pub(super) struck: BTreeSet<String>,
    /// With a coloured ground.
    pub(super) coloured: BTreeSet<String>,
    pub(super) legacy: BTreeMap<String, LegacyFont>,
}

impl MarkedFormats {
    pub(super) fn is_empty(&self) -> bool {
        self.struck.is_empty() && self.legacy.is_empty() && self.coloured.is_empty()
    }

    /// From the part of styles.
    pub(super) fn of(styles: &str, legacy: &LegacyFonts) -> MarkedFormats {
        let (mut fonts, mut in_formats, mut number) = (Vec::<(bool, Option<LegacyFont>)>::new(), false, 0_usize);
        let (mut marked, mut fills) = (MarkedFormats::default(), Vec::<bool>::new());
        for tag in tags(styles) {
            match local_name(tag) {
                "font" => fonts.push((false, None)),
                "strike" if !matches!(attribute(tag, "val"), Some("0" | "false")) => {
                    fonts.last_mut().into_iter().for_each(|font| font.0 = true);
                }
                "name" => {
                    if let (Some(font), Some(name)) = (fonts.last_mut(), attribute(tag, "val")) {
                        font.1 = legacy.of(name);
                    }
                }
                "fill" => fills.push(false),
                "patternFill" if attribute(tag, "patternType") == Some("solid") => {
                    fills.last_mut().into_iter().for_each(|fill| *fill = true);
                }
                "fgColor" if is_white(tag) => fills.last_mut().into_iter().for_each(|fill| *fill = false),
                "dxfs" | "cellStyles" | "cellStyleXfs" => in_formats = false,
                "cellXfs" => in_formats = true,
                "xf" if in_formats => {
                    let font: Option<usize> = attribute(tag, "fontId").and_then(|id| id.parse().ok());
                    let (struck, set) = font.and_then(|font| fonts.get(font)).copied().unwrap_or_default();
                    if struck {
                        marked.struck.insert(number.to_string());
                    }
                    let fill: Option<usize> = attribute(tag, "fillId").and_then(|id| id.parse().ok());
                    if fill.and_then(|fill| fills.get(fill)) == Some(&true) {
                        marked.coloured.insert(number.to_string());
                    }
                    marked.legacy.extend(set.map(|set| (number.to_string(), set)));
                    number += 1;
                }
                _ => {}
            }
        }
        marked
    }
}

/// Whether the colour of a fill is that of paper.
fn is_white(colour: &str) -> bool {
    let paper = attribute(colour, "theme") == Some("0") && attribute(colour, "tint").is_none();
    paper
        || attribute(colour, "indexed").is_some_and(|index| matches!(index, "1" | "9" | "64" | "65"))
        || attribute(colour, "rgb").is_some_and(|rgb| rgb.to_ascii_uppercase().ends_with("FFFFFF"))
}
