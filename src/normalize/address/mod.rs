//! Addresses as people write them, to the ward of today.
//!
//! Takes a text and where it was sent from. Gives the ward in force where a careful person could
//! decide, else all wards that it can be. Reads old three-level and new two-level forms, mixed ones,
//! units retired since 2021, abbreviations, text without accents, slips. Never: the network; a
//! choice between several sides of a split ward; a search of the whole country for a bare name.

mod keys;
mod mentions;
mod resolve;
mod tail;
mod unit;
mod units;
mod words;

pub use units::Gazetteer;

use super::lexicon::Lexicon;
use super::text::typing::undo;
use crate::model::{Issue, ProvinceCode, WardCode};

/// Where the text was sent from: evidence, not proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// Province of today.
    pub province: ProvinceCode,
    /// Ward of today, where known.
    pub ward: Option<WardCode>,
}

impl Within {
    /// A ward of today; its province is looked up, Hải Phòng where the ward is unknown.
    #[must_use]
    pub fn of_ward(ward: WardCode, gazetteer: &Gazetteer) -> Within {
        let province = gazetteer.province_of(ward).unwrap_or_else(home);
        Within { province, ward: Some(ward) }
    }

    /// A whole province of today.
    #[must_use]
    pub fn of_province(province: ProvinceCode) -> Within {
        Within { province, ward: None }
    }
}

/// Hải Phòng, the city of the nightly job.
#[must_use]
pub fn home() -> ProvinceCode {
    ProvinceCode::from_digits("31").expect("two digits are a province code")
}

/// What an address says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddressReading {
    /// Ward in force, where a careful person could decide.
    pub ward: Option<WardCode>,
    /// Province in force.
    pub province: Option<ProvinceCode>,
    /// Full name of the ward in force.
    pub ward_name: Option<String>,
    /// What stands before the ward: house, street, hamlet.
    pub rest: String,
    /// Hamlet or residential group, as written.
    pub hamlet: Option<String>,
    /// How sure the ward is, 0 to 1; 0 where there is none.
    pub confidence: f64,
    /// Wards that it can be, where it could not be decided; ascending by code.
    pub alternatives: Vec<WardCode>,
    /// Doubtful steps.
    pub issues: Vec<Issue>,
}

/// Reads a cleaned address: residue of typing is undone, then the gazetteer decides.
#[must_use]
pub fn read_address(text: &str, within: Within, lexicon: &Lexicon) -> AddressReading {
    let repaired = undo_typing(text, lexicon);
    lexicon.gazetteer.resolve(repaired.as_deref().unwrap_or(text), within)
}

/// The text with Telex and VNI keys undone; `None` where there are none. A lone digit at a word's end
/// is a house or hamlet number and stays.
fn undo_typing(text: &str, lexicon: &Lexicon) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let number = digits == 1 && word.ends_with(|c: char| c.is_ascii_digit());
        let meant = if word.len() < 3 || number { None } else { undo(word, &lexicon.syllables) };
        changed |= meant.is_some();
        out.push_str(meant.as_deref().unwrap_or(word));
        out.push_str(&piece[word.len()..]);
    }
    changed.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    /// Ward, or all alternatives; then the checks.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let reading = read_address(text, Within::of_province(home()), lexicon());
        let ward = reading.ward.map(|ward| ward.to_string());
        let open = || reading.alternatives.iter().map(WardCode::as_str).collect::<Vec<_>>().join("|");
        let checks: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
        assert_eq!(format!("{} {}", ward.unwrap_or_else(open), checks.join(" ")).trim(), expected, "{text}");
    }

    #[test]
    fn old_and_new_forms() {
        check("Thôn 3, xã Tiên Minh, huyện Tiên Lãng, TP Hải Phòng", "11791");
        check("Phường Lê Chân, TP. Hải Phòng", "11383");
        check("P.An Biên, Hải Phòng", "11407");
        check("TT. Núi Đối, thành phố Hải Phòng", "11680");
        check("ĐẶC KHU CÁT HẢI", "11914");
    }
}
