//! Rows of headings that stand below one wide heading: `Cũ | Mới`, `Nặng | Nhẹ`.

use super::grid::Cell;
use super::headings::Finder;

impl Finder<'_> {
    /// True where a row holds two texts or more below one heading of the row above, side by side, and nothing
    /// else: no row of a person, who has a name.
    pub(super) fn is_below_one_heading(&self, row: u32) -> bool {
        let filled: Vec<usize> = (0..self.sheet.width()).filter(|&at| !self.sheet.cell(row, at).is_blank()).collect();
        let [first, .., last] = filled[..] else { return false };
        if row == 0 || last - first + 1 != filled.len() || filled.iter().any(|&at| self.text(row, at).is_none()) {
            return false;
        }
        let is_wide = |at: usize| match self.sheet.block(row - 1, at) {
            Some(block) => block.left as usize == first && block.top < row && block.bottom < row,
            None => self.sheet.cell(row - 1, at).is_blank(),
        };
        self.text(row - 1, first).is_some() && filled[1..].iter().all(|&at| is_wide(at))
    }

    fn text(&self, row: u32, at: usize) -> Option<&str> {
        let cell: &Cell = self.sheet.cell(row, at);
        cell.as_text().filter(|text| text.chars().any(char::is_alphabetic))
    }
}
