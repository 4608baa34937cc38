//! Letters by table while an address is read: the plain letter, the tone, the shape.

use std::sync::LazyLock;

use crate::normalize::text::letters::{folded, split};

/// Letters up to here have an entry: the folded letter, the tone, the shape.
const TABLE_END: usize = 0x1F00;

/// The plain letter in eight bits, the tone in four, the shape above; 0 for what Vietnamese does not write.
pub(super) static GLYPHS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let glyph = |code: usize| -> Option<u32> {
        let letter = char::from_u32(code as u32)?;
        let (shape, tone) = split(letter)?;
        Some(u32::from(folded(letter)?) | u32::from(tone.0) << 8 | (shape as u32) << 12)
    };
    (0..TABLE_END).map(|code| glyph(code).unwrap_or(0)).collect()
});

/// One shape more behind a hash of shapes.
#[inline]
pub(super) fn hash_shape(hash: u32, shape: u32) -> u32 {
    hash.wrapping_mul(0x0100_0193) ^ shape
}
