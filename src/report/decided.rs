//! What became of people's decisions: how many lines were read, how many decide, why the others do not.

use std::collections::BTreeMap;

use super::wording::count;
use crate::model::{DECISION_FILE_CHECKS, DECISIONS_FOLDER, RulingState};
use crate::table::Tables;

/// The lines of the decision files, and the files that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Decided {
    /// Lines by what became of them. A line about two people that counts in part stands where it does not.
    pub(super) lines: BTreeMap<RulingState, usize>,
    /// Path, and what is wrong with the file or with some of its rows.
    pub(super) files: Vec<[String; 2]>,
}

/// What the checks about a whole file say of it, in their order.
const SAID: [&str; DECISION_FILE_CHECKS.len()] = ["không đọc được", "có dòng sai mẫu, không dùng"];

impl Decided {
    pub(super) fn of(tables: &Tables) -> Decided {
        let mut lines = BTreeMap::new();
        for row in &tables.decisions {
            let state = lines.entry((&row.file, row.line)).or_insert(row.state);
            *state = row.state.max(*state);
        }
        let mut by_state = BTreeMap::<RulingState, usize>::new();
        lines.into_values().for_each(|state| *by_state.entry(state).or_default() += 1);
        let trouble = tables.findings.iter().filter_map(|finding| {
            let file = finding.file.as_deref().filter(|file| file.starts_with(DECISIONS_FOLDER))?;
            let (check, said) = DECISION_FILE_CHECKS.iter().zip(SAID).find(|(check, _)| **check == finding.check)?;
            // Which rows, and which column: no cell of theirs.
            let which = finding.raw.as_ref().filter(|_| *check == "register.row_set_aside");
            let which = which.map(|raw| format!(": {}", raw.reveal())).unwrap_or_default();
            Some([file.to_owned(), format!("{said}{which}")])
        });
        Decided { lines: by_state, files: trouble.collect() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.files.is_empty()
    }

    fn count(&self, wanted: impl Fn(RulingState) -> bool) -> usize {
        self.lines.iter().filter(|(state, _)| wanted(**state)).map(|(_, lines)| lines).sum()
    }

    /// `28 dòng đã đọc, 14 áp dụng (2 trái với dữ liệu), 14 không dùng (10 thiếu mã, …); 1 tệp cần xem lại`
    pub(super) fn sentence(&self) -> String {
        let applied = self.count(decides);
        let contested = self.count(|state| state == RulingState::Contested);
        let against = if contested > 0 {
            format!(" ({} trái với dữ liệu)", count(contested as i64))
        } else {
            String::new()
        };
        let left: Vec<String> = self
            .lines
            .iter()
            .filter(|(state, _)| !decides(**state))
            .map(|(state, lines)| format!("{} {}", count(*lines as i64), reason(*state)))
            .collect();
        let left = if left.is_empty() { String::new() } else { format!(" ({})", left.join("; ")) };
        let files = if self.files.is_empty() {
            String::new()
        } else {
            format!("; {} tệp cần xem lại", self.count_of_files())
        };
        format!(
            "{} dòng đã đọc, {} áp dụng{against}, {} không dùng{left}{files}",
            count(self.count(|_| true) as i64),
            count(applied as i64),
            count(self.count(|state| !decides(state)) as i64)
        )
    }

    fn count_of_files(&self) -> usize {
        let mut files: Vec<&String> = self.files.iter().map(|[file, _]| file).collect();
        files.dedup();
        files.len()
    }

    /// What became of the lines, and how many.
    pub(super) fn table(&self) -> Vec<[String; 2]> {
        self.lines.iter().map(|(state, lines)| [state.label_vi().to_owned(), count(*lines as i64)]).collect()
    }
}

fn decides(state: RulingState) -> bool {
    matches!(state, RulingState::Applied | RulingState::Contested)
}

/// Why a decision is not used, without saying again that it is not.
fn reason(state: RulingState) -> &'static str {
    let label = state.label_vi();
    label.split_once(": ").map_or(label, |(_, reason)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FindingSeverity, Private};

    use crate::table::outputs::{FindingRow, RulingRow};

    fn ruling(line: u32, state: RulingState) -> RulingRow {
        RulingRow {
            row_mark: String::new(),
            person_id: None,
            ruling: None,
            decided_by: None,
            decided_on: None,
            ward_code: None,
            full_name: None,
            birth_date: None,
            id_no: None,
            note: None,
            file: "decisions/a.xlsx".into(),
            line,
            state,
            row_ids: Vec::new(),
            held_marks: None,
        }
    }

    fn finding(check: &str, raw: &str, file: &str) -> FindingRow {
        FindingRow {
            row_id: None,
            check: check.to_owned(),
            severity: FindingSeverity::Warning,
            column: None,
            raw: Some(Private::new(raw)),
            suggestion: None,
            message_vi: Private::new(""),
            remedy_vi: String::new(),
            file: Some(file.into()),
            ward_code: None,
            field: None,
            column_number: None,
        }
    }

    #[test]
    fn lines_are_counted_once_by_what_became_of_them() {
        use RulingState::*;
        let decisions =
            [(9, Applied), (10, Applied), (10, Applied), (11, Contested), (12, NoMark), (13, NoMark), (14, NotYet)];
        let tables =
            Tables { decisions: decisions.map(|(line, state)| ruling(line, state)).to_vec(), ..Tables::default() };
        let decided = Decided::of(&tables);
        assert_eq!(
            decided.sentence(),
            "6 dòng đã đọc, 3 áp dụng (1 trái với dữ liệu), 3 không dùng (1 ngày quyết định ở sau ngày của dữ liệu; \
             2 thiếu hoặc sai mã đối chiếu)"
        );
        assert_eq!(decided.table()[0][1], "2");
    }

    #[test]
    fn files_that_could_not_be_used_are_told() {
        let findings = vec![
            finding("register.row_set_aside", "ruling: 1 dòng (dòng 3)", "decisions/b.csv"),
            finding("register.row_set_aside", "kind: 1 dòng (dòng 3)", "registers/pensions.csv"),
            finding("ruling.unreadable", "decisions/hong.xlsx", "decisions/hong.xlsx"),
        ];
        let decided = Decided::of(&Tables { findings, ..Tables::default() });
        assert_eq!(decided.sentence(), "0 dòng đã đọc, 0 áp dụng, 0 không dùng; 2 tệp cần xem lại");
        assert_eq!(decided.files[0][1], "có dòng sai mẫu, không dùng: ruling: 1 dòng (dòng 3)");
        assert!(Decided::of(&Tables::default()).is_empty());
    }
}
