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
    /// Digest of its content, in hexadecimal digits.
    pub(super) hash: String,
    /// Beginnings of the digests of the files of which it is the corrected return slip: of a slip of a slip all
    /// that came before.
    pub(super) answers: Vec<String>,
}

impl Candidate {
    /// Whether of two files of one list this is the later version.
    pub(super) fn is_behind(&self, other: &Candidate) -> bool {
        let version = |c: &'_ Candidate| (c.revision, c.modified, c.file.clone());
        let period = |c: &Candidate| (c.kind == ListKind::Beneficiaries).then_some(c.period);
        (period(self), version(self)) > (period(other), version(other))
    }

    /// Whether two files are versions of one list.
    pub(super) fn is_same_list(&self, other: &Candidate) -> bool {
        let same = self.kind == ListKind::Beneficiaries || self.period == other.period;
        self.ward == other.ward && self.kind == other.kind && same
    }
}

/// The rule by which a file was superseded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    Slip,
    Period,
    Revision,
    Modified,
    Name,
}

impl Rule {
    /// Id of the check.
    pub(super) fn check(self) -> &'static str {
        match self {
            Rule::Slip => "file.superseded_by_slip",
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
            Rule::Slip => format!("Được thay bằng tệp {name}, là phiếu trả lại của chính tệp này do xã nộp lại"),
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

/// For each candidate, the file that supersedes it and the rule, if one does. A file to which the ward
/// answered with its return slip is out, whatever their times: a copy of it made later is the old list
/// still. Full lists of an earlier period give way to the ward's latest one; movements of each period stand
/// by themselves.
pub(super) fn settle(candidates: &[Candidate]) -> Vec<Option<(usize, Rule)>> {
    let answers = |rival: &Candidate, loser: &Candidate| {
        let names_it = rival.answers.iter().any(|digest| loser.hash.starts_with(&**digest));
        names_it && rival.ward == loser.ward && rival.file != loser.file
    };
    let best = |rivals: &mut dyn Iterator<Item = (usize, &Candidate)>| {
        rivals.reduce(|best, next| if next.1.is_behind(best.1) { next } else { best }).map(|(at, _)| at)
    };
    let slips: Vec<Option<usize>> = candidates
        .iter()
        .map(|loser| best(&mut candidates.iter().enumerate().filter(|(_, rival)| answers(rival, loser))))
        .collect();
    candidates
        .iter()
        .zip(&slips)
        .map(|(loser, slip)| {
            if let Some(slip) = slip {
                return Some((*slip, Rule::Slip));
            }
            let rivals = candidates.iter().enumerate();
            let at = best(&mut rivals.filter(|(at, rival)| slips[*at].is_none() && rival.is_same_list(loser)))?;
            let winner = &candidates[at];
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
        let files: Vec<_> = files.iter().map(|&file| (file, "", "-")).collect();
        check_slips(&files, expected);
    }

    /// A file, its digest, and those of the files which it answers.
    type Told<'a> = ((&'a str, ListKind, u32, i64, &'a str), &'a str, &'a str);

    #[track_caller]
    fn check_slips(files: &[Told<'_>], expected: &[Option<(usize, Rule)>]) {
        let ward = WardCode::from_digits("11407").unwrap();
        let candidates: Vec<Candidate> = files
            .iter()
            .map(|&((period, kind, revision, modified, file), hash, answers)| Candidate {
                ward,
                kind,
                period: Month::from_code(period).unwrap(),
                revision,
                modified,
                file: file.into(),
                hash: hash.to_owned(),
                answers: answers.split(' ').filter(|answers| *answers != "-").map(str::to_owned).collect(),
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

    #[test]
    fn a_slip_sent_back_stands_above_the_file_that_it_answers() {
        use ListKind::{Beneficiaries as B, Movements as M};
        let now = "2026-11";
        let slip = Some((1, Rule::Slip));
        // Whatever the times and the names.
        check_slips(&[((now, B, 0, 9, "tro"), "aa1", "-"), ((now, B, 0, 1, "phieu"), "bb2", "aa")], &[slip, None]);
        check_slips(&[((now, B, 0, 1, "tro"), "aa1", "-"), ((now, B, 0, 1, "phieu"), "bb2", "aa")], &[slip, None]);
        check_slips(&[((now, B, 2, 9, "lan2"), "aa1", "-"), ((now, B, 0, 1, "phieu"), "bb2", "aa")], &[slip, None]);
        // The original copied again, a list whose kind the correction tells, a slip of a slip.
        let copies = [
            ((now, B, 0, 1, "a"), "aa1", "-"),
            ((now, B, 0, 5, "phieu"), "bb2", "aa"),
            ((now, B, 0, 9, "b"), "aa1", "-"),
        ];
        check_slips(&copies, &[slip, None, slip]);
        check_slips(&[((now, B, 0, 9, "a"), "aa1", "-"), ((now, M, 0, 1, "phieu"), "bb2", "aa")], &[slip, None]);
        let chain =
            [((now, B, 0, 9, "a"), "aa1", "-"), ((now, B, 0, 8, "b"), "bb2", "aa"), ((now, B, 0, 1, "c"), "cc3", "bb")];
        check_slips(&chain, &[slip, Some((2, Rule::Slip)), None]);
        // A slip of a slip that is gone, beside the first file copied again; its own parent is another matter.
        let first_and_last = |lineage| [((now, B, 0, 9, "a"), "aa1", "-"), ((now, B, 0, 1, "c"), "cc3", lineage)];
        check_slips(&first_and_last("bb aa"), &[slip, None]);
        check_slips(&first_and_last("bb"), &[None, Some((0, Rule::Modified))]);
        // A newer list of the ward still counts; the slip of another file says nothing.
        let newer =
            [((now, B, 0, 1, "a"), "aa1", "-"), ((now, B, 0, 2, "b"), "bb2", "aa"), ((now, B, 0, 3, "c"), "cc3", "-")];
        check_slips(&newer, &[slip, Some((2, Rule::Modified)), None]);
        check_slips(
            &[((now, B, 0, 9, "a"), "aa1", "-"), ((now, B, 0, 1, "b"), "bb2", "dd")],
            &[None, Some((0, Rule::Modified))],
        );
    }
}
