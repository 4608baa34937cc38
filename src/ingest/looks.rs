//! How cells look, where that says something: struck through, on a coloured ground, in a legacy font.
//!
//! Takes: the look of each filled cell of a sheet, format by format. Gives: the rows of which every cell is
//! struck or coloured, and the cells in a legacy font. Never: decides what a look means.

use super::layout::{Fonts, Layout, Struck};
use crate::model::LegacyFont;

/// What a cell format says beside the value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) struck: bool,
    pub(super) coloured: bool,
    pub(super) font: Option<LegacyFont>,
}

impl Look {
    /// Whether a cell of the format looks like any other.
    pub(super) fn is_plain(self) -> bool {
        self == Look::default()
    }
}

/// The looks of the filled cells of a sheet.
#[derive(Default)]
pub(super) struct Looks {
    /// Whether some format of the workbook is struck, or coloured: else there is nothing to count.
    some: (bool, bool),
    struck: Struck,
    coloured: Struck,
    fonts: Fonts,
}

impl Looks {
    /// None yet, of cells with these formats.
    pub(super) fn of(formats: impl Iterator<Item = Look>) -> Looks {
        let some =
            formats.fold((false, false), |(struck, coloured), look| (struck | look.struck, coloured | look.coloured));
        Looks { some, ..Looks::default() }
    }

    /// A filled cell; row and column from 0.
    pub(super) fn see(&mut self, row: u32, column: u32, look: Look) {
        if self.some.0 {
            self.struck.see(row, look.struck);
        }
        if self.some.1 {
            self.coloured.see(row, look.coloured);
        }
        self.fonts.extend(look.font.map(|font| ((row, column), font)));
    }

    /// Notes them in the layout of their sheet.
    pub(super) fn note(self, layout: &mut Layout) {
        layout.struck_rows = self.struck.rows();
        layout.coloured_rows = self.coloured.rows();
        layout.fonts = self.fonts;
    }
}
