//! Carers' rows: the person cared for, from columns of its own or from the note.
//!
//! Example: `chăm sóc bà Nguyễn Thị A, sinh 1950` names Nguyễn Thị A, 1950. Never: taking the
//! carer for the person cared for.

use super::dates::find_date;
use super::lexicon::Lexicon;
use super::names::read_name;
use crate::model::{Month, PartialDate};

/// Words after which the person cared for is named.
const VERBS: [&str; 6] = ["chăm sóc", "nuôi dưỡng", "cham soc", "nuoi duong", "người được cs", "nuôi"];
/// Words between the verb and the name.
const BETWEEN: [&str; 14] =
    ["cho", "người", "khuyết", "tật", "đặc", "biệt", "nặng", "nkt", "đbn", "là", "trực", "tiếp", "nuôi", "dưỡng"];

/// Name and birth of the person cared for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaredFor {
    /// Canonical name.
    pub name: Option<String>,
    /// Birth at its own precision.
    pub birth: Option<PartialDate>,
}

/// Reads a cleaned note.
#[must_use]
pub fn read_note(note: &str, period: Month, lexicon: &Lexicon) -> CaredFor {
    let lower = note.to_lowercase();
    if lower.len() != note.len() {
        return CaredFor::default();
    }
    let Some(from) = VERBS.iter().filter_map(|verb| lower.find(verb).map(|at| at + verb.len())).min() else {
        return CaredFor::default();
    };
    let rest = note[from..].trim_start_matches([' ', ':', '-', ',']);
    let mut words = rest.split(' ').skip_while(|word| BETWEEN.contains(&word.to_lowercase().as_str())).peekable();
    let rest = words.by_ref().collect::<Vec<_>>().join(" ");
    let end = rest.find([',', ';', '(']).unwrap_or(rest.len());
    let reading = read_name(&rest[..end], None, lexicon);
    let name = reading.canonical.filter(|name| name.contains(' '));
    let birth = name.as_ref().and_then(|_| find_date(&rest, period).or_else(|| year_in(&rest)));
    CaredFor { name, birth }
}

fn year_in(text: &str) -> Option<PartialDate> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4)
        .filter_map(|run| run.parse().ok())
        .find(|year| (1900..=2100).contains(year))
        .and_then(PartialDate::of_year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(note: &str, name: Option<&str>, birth: Option<&str>) {
        let read = read_note(note, Month::new(2026, 11).unwrap(), lexicon());
        assert_eq!(read.name.as_deref(), name, "{note}");
        assert_eq!(read.birth.map(|date| date.to_string()).as_deref(), birth, "{note}");
    }

    #[test]
    fn the_person_cared_for_in_a_note() {
        check("chăm sóc bà Nguyễn Thị A Linh, sinh 1950", Some("Nguyễn Thị A Linh"), Some("1950"));
        check("Chăm sóc NKT ĐBN Trần Văn Nam (12/03/1990)", Some("Trần Văn Nam"), Some("1990-03-12"));
        check("nuôi dưỡng cháu Lê Gia Bảo sn 2015", Some("Lê Gia Bảo"), Some("2015"));
        check("hộ nghèo", None, None);
        check("chăm sóc", None, None);
    }
}
