//! Names of the slips.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{FileStatus, Month, WardCode};
use crate::publish::lists::masking::tells_of_hiv;
use crate::table::outputs::SourceFileRow;

const BEGINS: &str = "phieu_tra_lai";

/// The files that get a slip, in their order, with the ward and the name of the slip without its
/// ending. A superseded file gets none: the file that replaced it has one.
pub(super) fn stems<'a>(
    files: impl IntoIterator<Item = &'a SourceFileRow>,
) -> Vec<(&'a SourceFileRow, WardCode, String)> {
    let mut used = BTreeSet::new();
    let mut stems = Vec::new();
    for file in files.into_iter().filter(|file| file.status != FileStatus::Superseded) {
        let Some(ward) = file.ward_code else { continue };
        let wanted = stem(&file.file, file.period);
        let numbered = (2..).map(|number| format!("{wanted} ({number})"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        let free = names.find(|name| used.insert((ward, name.to_lowercase())));
        stems.push((file, ward, free.unwrap_or(wanted)));
    }
    stems
}

/// Names of the slips of one ward's files, without their endings, by the path of the file.
pub(in crate::publish) fn slip_names<'a>(files: &[&'a SourceFileRow]) -> BTreeMap<&'a str, String> {
    let named = stems(files.iter().copied()).into_iter();
    named.map(|(file, _, stem)| (&*file.file, stem)).collect()
}

/// `phieu_tra_lai_2026-11_DS BTXH T11`. The name of the file is kept, as it may say what the list is
/// and which version; a name that tells of HIV is not (law.md §10).
fn stem(path: &str, period: Option<Month>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let own = without_mark(name);
    let own = if tells_of_hiv(own) { "danh sach" } else { own };
    match period {
        Some(period) => format!("{BEGINS}_{period}_{own}"),
        None => format!("{BEGINS}_{own}"),
    }
}

/// The name of the ward's file of which a file is the slip.
fn without_mark(name: &str) -> &str {
    let Some(rest) = name.strip_prefix(BEGINS).and_then(|rest| rest.strip_prefix('_')) else { return name };
    let month = rest.get(..7).filter(|month| month.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    match month.and_then(|_| rest.get(7..)?.strip_prefix('_')) {
        Some(own) if !own.is_empty() => own,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        assert_eq!(stem(path, Month::from_code("2026-11").ok()), expected);
    }

    #[test]
    fn slips_are_named_after_the_file_and_after_its_first_slip() {
        check("submissions/2026-11/11311/DS BTXH T11.lần 2.xls", "phieu_tra_lai_2026-11_DS BTXH T11.lần 2");
        check("a/phieu_tra_lai_2026-10_DS.xlsx", "phieu_tra_lai_2026-11_DS");
        check("a/phieu_tra_lai_.xlsx", "phieu_tra_lai_2026-11_phieu_tra_lai_");
        check("a/DS nhiễm HIV.xlsx", "phieu_tra_lai_2026-11_danh sach");
    }
}
