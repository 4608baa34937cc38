//! Rolling hashes of folded letters: the hash of any part of a text follows from the hashes of its
//! beginnings (Rabin and Karp 1987). Never: proof of equality; whoever finds a hash compares letters.

/// Longest run of words that is hashed, in letters.
const LONGEST_KEY: usize = 40;

pub(super) const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

pub(super) const POWERS: [u64; LONGEST_KEY + 1] = {
    let mut powers = [1u64; LONGEST_KEY + 1];
    let mut at = 1;
    while at <= LONGEST_KEY {
        powers[at] = powers[at - 1].wrapping_mul(BASE);
        at += 1;
    }
    powers
};

/// One letter more behind a hash.
#[inline]
pub(super) fn push_hash(hash: u64, letter: u8) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(u64::from(letter) + 1)
}

/// The hash of two runs of letters, one behind the other.
#[inline]
pub(super) fn join_hash(left: u64, right: u64, right_len: usize) -> u64 {
    left.wrapping_mul(POWERS[right_len]).wrapping_add(right)
}
