//! Which of several files of one ward, list kind and period counts.

use super::fold::{find_phrase, split_key, without};
use super::forms::Forms;
use crate::model::{ListKind, Month, WardCode};

/// What decides between files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) ward: WardCode,
    pub(super) kind: ListKind,
    pub(super) period: Month,
    /// 0 for a first version; the number that title or name gives, at least 2, for a later one.
    pub(super) revision: u32,
    /// Unix seconds.
    pub(super) modified: i64,
    pub(super) file: std::sync::Arc<str>,
}

/// The rule by which a file was superseded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Period,
    Revision,
    Modified,
    Name,
}

impl Rule {
    /// Id of the check.
    pub(super) fn check(self) -> &'static str {
        match self {
            Rule::Period => "file.superseded_by_period",
            Rule::Revision => "file.superseded_by_revision",
            Rule::Modified => "file.superseded_by_time",
            Rule::Name => "file.superseded_by_name",
        }
    }

    /// The reason in Vietnamese.
    pub(super) fn reason(self, winner: &str) -> String {
        let name = winner.rsplit('/').next().unwrap_or(winner);
        match self {
            Rule::Period => format!("Đã có danh sách của kỳ sau: {winner}"),
            Rule::Revision => {
                format!("Được thay bằng tệp {name}, vì tiêu đề hoặc tên tệp đó ghi là bản sửa, bản thay thế")
            }
            Rule::Modified => format!("Được thay bằng tệp {name}, vì tệp đó được lưu muộn hơn"),
            Rule::Name => format!("Được thay bằng tệp {name}, vì tên tệp đó xếp sau (hai tệp lưu cùng lúc)"),
        }
    }
}

/// The revision that the titles and the name of a file say.
pub(super) fn revision(forms: &Forms, titles: &[String], stem: &str) -> u32 {
    let texts = titles.iter().map(String::as_str).chain([stem]);
    texts.map(|text| revision_of(forms, &split_key(text))).max().unwrap_or(0)
}

fn revision_of(forms: &Forms, key: &str) -> u32 {
    let key = without(key, &forms.revision_except);
    let by_word = forms.revision_words.iter().any(|word| find_phrase(&key, word).is_some());
    let numbers = forms.revision_numbered.iter().filter_map(|word| {
        let rest = key[find_phrase(&key, word)?..].trim_start();
        rest.split(' ').next()?.parse::<u32>().ok().filter(|n| (2..=20).contains(n))
    });
    numbers.chain(by_word.then_some(2)).max().unwrap_or(0)
}

/// For each candidate, the file that supersedes it and the rule, if one does. Full lists of an
/// earlier period give way to the ward's latest one; movements of each period stand by themselves.
pub(super) fn settle(candidates: &[Candidate]) -> Vec<Option<(usize, Rule)>> {
    let better = |a: &Candidate, b: &Candidate| {
        let period = |c: &Candidate| (c.kind == ListKind::Beneficiaries).then_some(c.period);
        (period(a), a.revision, a.modified, &a.file) > (period(b), b.revision, b.modified, &b.file)
    };
    let same_list = |a: &Candidate, b: &Candidate| {
        a.ward == b.ward && a.kind == b.kind && (a.kind == ListKind::Beneficiaries || a.period == b.period)
    };
    candidates
        .iter()
        .map(|loser| {
            let rivals = candidates.iter().enumerate().filter(|(_, rival)| same_list(rival, loser));
            let (at, winner) = rivals.reduce(|best, next| if better(next.1, best.1) { next } else { best })?;
            let rule = if winner.file == loser.file {
                return None;
            } else if winner.period != loser.period {
                Rule::Period
            } else if winner.revision != loser.revision {
                Rule::Revision
            } else if winner.modified != loser.modified {
                Rule::Modified
            } else {
                Rule::Name
            };
            Some((at, rule))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coded;

    #[test]
    fn revisions_by_title_and_name() {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        for (title, stem, expected) in [
            ("DANH SÁCH ĐỐI TƯỢNG", "ds_t11", 0),
            ("DANH SÁCH ĐỐI TƯỢNG (SỬA)", "ds", 2),
            ("DANH SÁCH LẦN 3", "ds", 3),
            ("", "DS_lan2", 2),
            ("", "DS v2", 2),
            ("", "ds-thay-the", 2),
            ("lần 1", "DS v1", 0),
            ("Theo Nghị định sửa đổi, bổ sung", "ds", 0),
        ] {
            assert_eq!(revision(&forms, &[title.to_owned()], stem), expected, "{title} {stem}");
        }
    }

    #[track_caller]
    fn check(files: &[(&str, ListKind, u32, i64, &str)], expected: &[Option<(usize, Rule)>]) {
        let ward = WardCode::from_digits("11407").unwrap();
        let candidates: Vec<Candidate> = files
            .iter()
            .map(|&(period, kind, revision, modified, file)| Candidate {
                ward,
                kind,
                period: Month::from_code(period).unwrap(),
                revision,
                modified,
                file: file.into(),
            })
            .collect();
        assert_eq!(settle(&candidates), expected);
    }

    #[test]
    fn the_later_file_counts_and_the_rule_is_known() {
        use ListKind::{Beneficiaries as B, Movements as M};
        check(&[("2026-11", B, 0, 9, "a"), ("2026-11", B, 2, 1, "b")], &[Some((1, Rule::Revision)), None]);
        check(&[("2026-11", B, 0, 9, "a"), ("2026-11", B, 0, 1, "b")], &[None, Some((0, Rule::Modified))]);
        check(&[("2026-11", B, 0, 1, "a"), ("2026-11", B, 0, 1, "b")], &[Some((1, Rule::Name)), None]);
        check(&[("2026-11", B, 0, 1, "a"), ("2026-11", M, 0, 1, "b")], &[None, None]);
        check(&[("2026-10", B, 2, 1, "a"), ("2026-11", B, 0, 1, "b")], &[Some((1, Rule::Period)), None]);
        check(&[("2026-10", M, 2, 1, "a"), ("2026-11", M, 0, 1, "b")], &[None, None]);
    }
}
