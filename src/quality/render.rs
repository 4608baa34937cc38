//! A finding in the words of the catalogue.

use std::borrow::Cow;

use super::{Catalogue, Check};
use crate::model::{Field, Finding, FindingSeverity, Private, column_letters, shortened, spoken_dates};
use crate::table::outputs::FindingRow;

impl Catalogue {
    /// Every finding as a row of the table, in the order given. One whose check is not in the
    /// catalogue gets a general message: nothing is lost for want of words.
    #[must_use]
    pub fn render(&self, findings: &[Finding]) -> Vec<FindingRow> {
        findings.iter().map(|finding| self.row(finding)).collect()
    }

    fn row(&self, finding: &Finding) -> FindingRow {
        let unknown = unknown_check(finding.issue.check);
        let check = self.get(finding.issue.check).unwrap_or(&unknown);
        FindingRow {
            row_id: finding.row_id,
            check: finding.issue.check.to_owned(),
            severity: check.severity,
            column: column_name(finding.column, finding.issue.field),
            raw: (!finding.issue.raw.reveal().is_empty()).then(|| finding.issue.raw.clone()),
            suggestion: finding.issue.suggestion.clone(),
            message_vi: Private::new(&fill(&check.message_vi, finding)),
            remedy_vi: fill(&check.remedy_vi, finding),
            file: (!finding.file.is_empty()).then(|| finding.file.clone()),
            ward_code: finding.ward,
            field: finding.issue.field,
            column_number: finding.column.map(u32::from),
        }
    }
}

fn unknown_check(id: &str) -> Check {
    Check {
        severity: FindingSeverity::Warning,
        title_vi: format!("Điểm cần xem lại ({id})"),
        message_vi: format!("{{column}}: giá trị “{{raw}}” cần xem lại (mã kiểm tra {id})"),
        remedy_vi: "Đối chiếu với hồ sơ gốc, sửa lại rồi nộp lại danh sách.".to_owned(),
        proposes: false,
    }
}

/// `C (Số CCCD)`, or what of it is known.
fn column_name(column: Option<u16>, field: Option<Field>) -> Option<String> {
    match (column.map(column_letters), field.map(Field::label_vi)) {
        (Some(letters), Some(label)) => Some(format!("{letters} ({label})")),
        (Some(letters), None) => Some(letters),
        (None, Some(label)) => Some(label.to_owned()),
        (None, None) => None,
    }
}

/// Most characters of a cell that a message quotes: a whole page may stand in one, and a message is read.
const MOST_QUOTED: usize = 200;

/// A value as a message quotes it.
fn quoted(text: &str) -> Cow<'_, str> {
    match shortened(text, MOST_QUOTED) {
        Cow::Borrowed(text) => spoken_dates(text),
        Cow::Owned(text) => Cow::Owned(spoken_dates(&text).into_owned()),
    }
}

/// The text with its placeholders filled in one pass, so that a brace in a cell stays as it is.
fn fill(text: &str, finding: &Finding) -> String {
    let column = column_name(finding.column, finding.issue.field);
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        filled.push_str(&match name {
            "raw" if finding.issue.raw.reveal().is_empty() => "(trống)".into(),
            "raw" => quoted(finding.issue.raw.reveal()),
            "suggestion" => quoted(finding.issue.suggestion.as_ref().map_or("(chưa rõ)", Private::reveal)),
            "column" => column.as_deref().unwrap_or("Dòng này").into(),
            "file" => Cow::Borrowed(&*finding.file),
            _ => "".into(),
        });
        filled.push_str(rest);
    }
    filled
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::{Issue, RowId};

    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::default();
        let text = r#"
[[check]]
id = "id.lost_zero"
severity = "error"
title_vi = "Số CCCD mất số 0"
message_vi = "{column}: {raw} mất số 0 ở đầu, đọc là {suggestion}"
remedy_vi = "Nhập lại {suggestion}."
"#;
        assert_eq!(catalogue.add(Path::new("a.toml"), text), []);
        catalogue
    }

    fn finding(check: &'static str, raw: &str) -> Finding {
        Finding {
            row_id: Some(RowId { file: 1, sheet: 1, row: 9 }),
            file: "submissions/a.xlsx".into(),
            ward: None,
            column: Some(3),
            issue: Issue::new(check, raw).about(Field::IdNo).suggest("031148000123"),
        }
    }

    #[test]
    fn a_finding_reads_as_a_sentence_with_its_column() {
        let row = &catalogue().render(&[finding("id.lost_zero", "31148000123")])[0];
        assert_eq!(row.column.as_deref(), Some("C (Số CCCD)"));
        assert_eq!(row.message_vi.reveal(), "C (Số CCCD): 31148000123 mất số 0 ở đầu, đọc là 031148000123");
        assert_eq!((row.remedy_vi.as_str(), row.severity), ("Nhập lại 031148000123.", FindingSeverity::Error));
    }

    #[test]
    fn a_brace_in_a_cell_stays_text() {
        let row = &catalogue().render(&[finding("id.lost_zero", "{suggestion}")])[0];
        assert!(row.message_vi.reveal().contains("{suggestion} mất"), "{}", row.message_vi.reveal());
    }

    /// Excel opens no file with a cell of more than 32,767 characters, and nobody reads a thousand.
    #[test]
    fn no_message_of_any_check_is_long() {
        let catalogue = Catalogue::load(Path::new("pipelines/checks")).unwrap();
        let page = "Nguyễn Thị Hoà, 031148000123; ".repeat(1500);
        let mut checked = 0;
        for id in catalogue.ids() {
            let id: &'static str = id.to_owned().leak();
            let mut long = finding(id, &page);
            long.issue = long.issue.suggest(&page);
            let row = &catalogue.render(&[long])[0];
            let length = row.message_vi.reveal().chars().count().max(row.remedy_vi.chars().count());
            assert!(length <= 1_000, "{id}: {length}");
            assert_eq!(row.raw.as_ref().unwrap().reveal(), page, "the table keeps the whole value");
            checked += 1;
        }
        assert!(checked > 100, "{checked}");
    }

    #[test]
    fn an_unknown_check_is_never_lost() {
        let row = &catalogue().render(&[finding("new.check", "")])[0];
        assert_eq!((row.check.as_str(), row.severity), ("new.check", FindingSeverity::Warning));
        assert_eq!(row.message_vi.reveal(), "C (Số CCCD): giá trị “(trống)” cần xem lại (mã kiểm tra new.check)");
        assert_eq!(row.raw, None);
    }

    #[test]
    fn columns_are_named_as_the_spreadsheet_program_does() {
        let named: Vec<String> = [1, 26, 27, 52, 703].map(column_letters).to_vec();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "AAA"]);
    }
}
