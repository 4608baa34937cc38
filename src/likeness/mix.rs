//! Keys: numbers that stand for values which are only compared for equality.

/// Mixes two numbers into one key: the multiply-fold of wyhash, fixed so that two runs agree.
pub(crate) const fn mix(a: u64, b: u64) -> u64 {
    let product = ((a ^ 0xa076_1d64_78bd_642f) as u128).wrapping_mul((b ^ 0xe703_7ed1_a0b4_28db) as u128);
    (product as u64) ^ (product >> 64) as u64
}

/// A key of a text that is only compared for equality.
pub(crate) fn of_text(text: &str) -> u64 {
    text.bytes().fold(0x9e37_79b9_7f4a_7c15, |key, byte| mix(key, u64::from(byte)))
}

/// A number made of bytes, eight at a time: shows a change; no defence against somebody who means it.
pub(crate) fn mix_words(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)))
}
