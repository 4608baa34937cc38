//! Whether a row of a register names the person that its number or its link points to.
//!
//! Not linkage: only the guard against rows that plainly speak of somebody else (an informant's
//! number in a dead person's place, a namesake).

pub(super) use crate::likeness::plain as fold;
use crate::model::{Gender, PartialDate};

use crate::table::inputs::PopulationRow;

/// Whether two folded names can be one person's: surname and given name alike but for a slip or an
/// abbreviation.
pub(super) fn names_agree(left: &str, right: &str) -> bool {
    let (left, right) = (fold(left), fold(right));
    let (a, b): (Vec<&str>, Vec<&str>) = (left.split(' ').collect(), right.split(' ').collect());
    let (Some(given_a), Some(given_b)) = (a.last(), b.last()) else { return false };
    left == right || (alike(given_a, given_b) && alike(a[0], b[0]))
}

fn alike(a: &str, b: &str) -> bool {
    let short = a.len().min(b.len());
    a.starts_with(b) || b.starts_with(a) || (short > 2 && strsim::osa_distance(a, b) <= 1)
}

/// Whether two partial dates can be one day.
pub(super) fn births_agree(a: PartialDate, b: PartialDate) -> bool {
    a.earliest() <= b.latest() && b.earliest() <= a.latest()
}

/// What a row says about whose it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Identity<'a> {
    /// Name as written, if any.
    pub(super) name: Option<&'a str>,
    /// Birth date as written, if any.
    pub(super) birth: Option<PartialDate>,
    /// Gender as written, if any.
    pub(super) gender: Option<Gender>,
    /// The row itself carries this person's number.
    pub(super) number_is_theirs: bool,
    /// The linkage matched it safely.
    pub(super) safe: bool,
}

/// Whether a row is about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum About {
    /// Plainly somebody else.
    Another,
    /// It may be: not safe to act on.
    Doubtful,
    /// It is.
    This,
}

/// Compares a row with the person of the register that it points to.
pub(super) fn about(row: &Identity<'_>, person: Option<&PopulationRow>) -> About {
    let Some(person) = person else { return About::Doubtful };
    let name = row.name.map(|name| names_agree(name, person.full_name.reveal()));
    let birth = row.birth.zip(person.birth_date).map(|(a, b)| births_agree(a, b));
    let gender = row.gender.zip(person.gender).map(|(a, b)| a == b);
    let others_contradict = birth == Some(false) || gender == Some(false);
    match name {
        Some(true) if birth == Some(false) => About::Doubtful,
        Some(true) if row.safe || row.number_is_theirs => About::This,
        Some(true) => About::Doubtful,
        Some(false) if others_contradict => About::Another,
        None if others_contradict => About::Another,
        _ => About::Doubtful,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, expected: bool) {
        assert_eq!(names_agree(left, right), expected, "{left} / {right}");
    }

    #[test]
    fn slips_and_abbreviations_agree_other_names_do_not() {
        check("Đỗ Thị Hòa", "DO THI HOA", true);
        check("Nguyễn Văn Hiển", "Nguyễn Văn Hiền", true);
        check("Ng. Thị Lan", "Nguyễn Thị Lan", true);
        check("Nguyễn Thị Hương", "Nguyễn Thị Lan", false);
        check("Trần Văn Nam", "Nguyễn Văn Nam", false);
        check("Nguyễn Thị Tâm", "Nguyễn Thị Hâm", true);
    }

    #[test]
    fn partial_dates_agree_where_one_day_fits_both() {
        let date = |text: &str| text.parse::<PartialDate>().unwrap();
        assert!(births_agree(date("1948"), date("1948-03-05")));
        assert!(!births_agree(date("1948-04"), date("1948-03-05")));
    }
}
