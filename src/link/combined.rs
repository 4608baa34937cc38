//! Combinations of the levels of a pair as numbers: there are few enough to count each.

use super::levels::{BirthLevel, FIELDS, IdLevel, NameLevel, PlaceLevel, PlainLevel, RelativeLevel, WardLevel};

/// Levels of each field, `missing` with them.
pub(super) const LENGTHS: [usize; FIELDS.len()] = [
    IdLevel::ALL.len(),
    NameLevel::ALL.len(),
    BirthLevel::ALL.len(),
    PlainLevel::ALL.len(),
    WardLevel::ALL.len(),
    PlainLevel::ALL.len(),
    PlaceLevel::ALL.len(),
    RelativeLevel::ALL.len(),
];

/// Places of a field's levels.
pub(super) type Indices = [usize; FIELDS.len()];

/// Combinations of the first so many fields.
pub(super) fn combinations(fields: usize) -> usize {
    LENGTHS[..fields].iter().product()
}

/// The number of the combination of the first so many fields.
pub(super) fn number_of(indices: &Indices, fields: usize) -> usize {
    indices[..fields].iter().zip(LENGTHS).fold(0, |number, (index, length)| number * length + index)
}

/// The combination of a number; the other fields are `missing`.
pub(super) fn combination(number: usize, fields: usize) -> Indices {
    let (mut rest, mut indices) = (number, [0; FIELDS.len()]);
    for field in (0..fields).rev() {
        indices[field] = rest % LENGTHS[field];
        rest /= LENGTHS[field];
    }
    indices
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_combination_has_its_number() {
        for fields in [0, 1, 6] {
            for number in 0..combinations(fields) {
                assert_eq!(number_of(&combination(number, fields), fields), number);
            }
        }
        assert_eq!(combination(combinations(6) - 1, 6)[5], LENGTHS[5] - 1);
    }
}
