//! A ward's clerk: the errors of identity that come into a list before it becomes a sheet.

use unicode_normalization::UnicodeNormalization;

use super::config::ErrorRates;
use super::list::ListRow;
use super::rng::Rng;
use crate::model::{Cmnd, FullName, PartialDate, PersonId};

/// One clerk. Errors come in clusters: who is careless once is careless often.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clerk {
    rates: ErrorRates,
    carelessness: f64,
    /// Writes addresses by the units of 2024.
    pub(super) old_addresses: bool,
}

impl Clerk {
    /// A clerk of a ward.
    pub(super) fn of(rates: ErrorRates, rng: &mut Rng) -> Clerk {
        Clerk { rates, carelessness: 0.4 + 1.8 * rng.unit().powi(2), old_addresses: rng.chance(0.4) }
    }

    fn slips(&self, rate: f64, rng: &mut Rng) -> bool {
        rng.chance((rate * self.carelessness).min(0.9))
    }

    /// Whether the clerk leaves a beneficiary out.
    pub(super) fn omits(&self, rng: &mut Rng) -> bool {
        self.slips(self.rates.omitted, rng)
    }

    /// Whether the clerk still has the address of another ward.
    pub(super) fn keeps_old_place(&self, rng: &mut Rng) -> bool {
        self.slips(self.rates.moved, rng)
    }

    /// Puts errors of identity into a row.
    pub(super) fn err(&self, row: &mut ListRow, cmnd: Option<Cmnd>, other: Option<PersonId>, rng: &mut Rng) {
        self.err_in_id(row, cmnd, other, rng);
        let old = row.birth.is_some_and(|birth| birth.year() < 1960);
        let year = row.birth.filter(|birth| old && birth.full().is_some()).map(|birth| birth.year());
        if let Some(year) = year.filter(|_| self.slips(self.rates.year_only, rng)) {
            row.birth = PartialDate::of_year(year);
            row.quirks.push("year_only");
        }
        if self.slips(self.rates.name_slip, rng)
            && let Some((name, quirk)) = slip(row.full_name.reveal(), rng)
        {
            row.full_name = name;
            row.quirks.push(quirk);
        }
    }

    fn err_in_id(&self, row: &mut ListRow, cmnd: Option<Cmnd>, other: Option<PersonId>, rng: &mut Rng) {
        let Some(id) = row.id else { return };
        if self.slips(self.rates.id_missing, rng) {
            row.id = None;
            row.quirks.push("id_missing");
        } else if self.slips(self.rates.id_digit, rng) {
            row.id = Some(wrong_digit(id, rng));
            row.quirks.push("id_wrong_digit");
        } else if let Some(other) = other.filter(|_| self.slips(self.rates.id_of_another, rng)) {
            row.id = Some(other);
            row.quirks.push("id_of_another");
        } else if let Some(cmnd) = cmnd.filter(|_| self.slips(self.rates.cmnd_only, rng)) {
            (row.id, row.cmnd) = (None, Some(cmnd));
            row.quirks.push("cmnd_only");
        }
    }
}

/// One of the six serial digits replaced, or two neighbours of them swapped.
fn wrong_digit(id: PersonId, rng: &mut Rng) -> PersonId {
    let mut digits = id.reveal().into_bytes();
    let at = rng.range(6, 10) as usize;
    if rng.chance(0.4) && digits[at] != digits[at + 1] {
        digits.swap(at, at + 1);
    } else {
        digits[at] = b'0' + (digits[at] - b'0' + rng.range(1, 9) as u8) % 10;
    }
    let text = String::from_utf8(digits).expect("digits are ASCII");
    PersonId::from_digits(&text).expect("twelve digits stay twelve digits")
}

/// A slip that a person makes when copying a name; `None` where the drawn slip does not apply.
fn slip(name: &str, rng: &mut Rng) -> Option<(FullName, &'static str)> {
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let quirk = match rng.weighted(&[0.35, 0.3, 0.2, 0.15]) {
        0 => {
            let at = rng.below(words.len());
            let plain = without_tone(&words[at]);
            if plain == words[at] {
                return None;
            }
            words[at] = plain;
            "name_tone"
        }
        1 => {
            let at = 1 + rng.below(words.len() - 1);
            words[at] = dialect(&words[at])?;
            "name_dialect"
        }
        2 => {
            let at = words.iter().position(|word| word == "Thị" || word == "Văn").filter(|_| words.len() > 2)?;
            words.remove(at);
            "name_dropped_middle"
        }
        _ => {
            if words.len() < 3 {
                return None;
            }
            words[1] = words[1].chars().take(1).collect();
            "name_abbreviated"
        }
    };
    FullName::from_canonical(&words.join(" ")).map(|name| (name, quirk))
}

/// The syllable without its tone; marks that make another letter (â, ê, ơ) stay.
fn without_tone(word: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    word.nfd().filter(|c| !TONES.contains(c)).nfc().collect()
}

/// The syllable as other dialects write its beginning.
fn dialect(word: &str) -> Option<String> {
    const PAIRS: [(&str, &str); 4] = [("L", "N"), ("Tr", "Ch"), ("S", "X"), ("D", "Gi")];
    for (a, b) in PAIRS {
        for (from, to) in [(a, b), (b, a)] {
            let next = word.strip_prefix(from).filter(|rest| !rest.starts_with(['h', 'g']));
            if let Some(rest) = next.filter(|rest| rest.chars().count() > 1) {
                return Some(format!("{to}{rest}"));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_go_and_letters_stay() {
        for (raw, expected) in [("Hòa", "Hoa"), ("Nguyễn", "Nguyên"), ("Thị", "Thi"), ("Đức", "Đưc"), ("Lan", "Lan")]
        {
            assert_eq!(without_tone(raw), expected);
        }
    }

    #[test]
    fn dialects_swap_beginnings() {
        for (raw, expected) in
            [("Lan", Some("Nan")), ("Trinh", Some("Chinh")), ("Sơn", Some("Xơn")), ("Nga", None), ("Hoa", None)]
        {
            assert_eq!(dialect(raw).as_deref(), expected, "{raw}");
        }
    }

    #[test]
    fn a_wrong_digit_is_wrong_and_keeps_gender_and_year() {
        let id = PersonId::from_digits("031148000123").unwrap();
        for label in 0..200 {
            let wrong = wrong_digit(id, &mut Rng::of(1, label));
            assert_ne!(wrong, id);
            assert_eq!((wrong.gender(), wrong.birth_year()), (id.gender(), id.birth_year()));
        }
    }
}
