//! How each ward stands with what it sent.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{FileStatus, Month, Ward, WardCode, WardStatus};
use crate::table::outputs::SourceFileRow;

/// State of every ward of the city from its files of `period`. `names` are all wards of the city,
/// each with its kind (`Phường Hồng Bàng`); the order is kept.
#[must_use]
pub fn ward_states(names: &[(WardCode, Arc<str>)], files: &[SourceFileRow], period: Month) -> Vec<Ward> {
    let mut counts: BTreeMap<WardCode, (usize, usize)> = BTreeMap::new();
    for file in files.iter().filter(|file| file.period == Some(period)) {
        let Some(code) = file.ward_code else { continue };
        let (good, bad) = counts.entry(code).or_default();
        match file.status {
            FileStatus::Read => *good += 1,
            // Superseded: the ward itself sent something better.
            FileStatus::Superseded => {}
            FileStatus::Unreadable | FileStatus::NotAList | FileStatus::Empty => *bad += 1,
        }
    }
    let status = |code: &WardCode| match counts.get(code) {
        None => WardStatus::Missing,
        Some((0, 0)) => WardStatus::Missing,
        Some((0, _)) => WardStatus::Stale,
        Some((_, 0)) => WardStatus::Fresh,
        Some(_) => WardStatus::Partial,
    };
    names.iter().map(|(code, name)| Ward { code: *code, name: name.clone(), status: status(code) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    fn file(ward: &str, status: FileStatus) -> SourceFileRow {
        SourceFileRow {
            file: "a".into(),
            hash: String::new(),
            ward_code: WardCode::from_digits(ward),
            period: Month::new(2026, 11),
            format: "xlsx".to_owned(),
            encoding: None,
            list_kind: None,
            status,
            reason: None,
            rows: 0,
            data_rows: 0,
            answers: None,
        }
    }

    #[track_caller]
    fn check(statuses: &[FileStatus], expected: WardStatus) {
        let files: Vec<_> = statuses.iter().map(|status| file("11311", *status)).collect();
        let names = [(WardCode::from_digits("11311").unwrap(), "Phường A".into())];
        assert_eq!(ward_states(&names, &files, Month::from_code("2026-11").unwrap())[0].status, expected);
    }

    #[test]
    fn a_ward_is_fresh_only_when_all_that_it_sent_was_read() {
        use FileStatus as F;
        check(&[F::Read, F::Superseded], WardStatus::Fresh);
        check(&[F::Read, F::NotAList], WardStatus::Partial);
        check(&[F::Unreadable], WardStatus::Stale);
        check(&[], WardStatus::Missing);
    }

    #[test]
    fn files_of_another_period_do_not_make_a_ward_fresh() {
        let names = [(WardCode::from_digits("11311").unwrap(), "Phường A".into())];
        let files = [file("11311", FileStatus::Read)];
        let states = ward_states(&names, &files, Month::from_code("2026-12").unwrap());
        assert_eq!(states[0].status, WardStatus::Missing);
    }
}
