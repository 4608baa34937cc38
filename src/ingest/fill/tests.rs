//! Tests of values filled down and of columns that mean values.

use super::*;
use crate::ingest::grid::Block;

fn heading(fields: &[Field]) -> Heading {
    let columns = fields.iter().enumerate();
    Heading {
        top: 0,
        end: 1,
        columns: columns.map(|(at, &field)| Column { at, field: Some(field), heading: field.to_string() }).collect(),
    }
}

/// Rows of cells parted by `|`, the first being the heading's; `+` marks inherited values.
#[track_caller]
fn check(fields: &[Field], lines: &[&str], blocks: &[Block], expected: &[&str]) {
    assert_eq!(read(fields, lines, blocks), expected);
}

fn read(fields: &[Field], lines: &[&str], blocks: &[Block]) -> Vec<String> {
    let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
    let rows = lines.iter().map(|line| line.split('|').map(Cell::text).collect());
    let sheet = Sheet::new("", false, std::iter::once(vec![Cell::text("x")]).chain(rows).collect());
    let sheet = if blocks.is_empty() { sheet } else { sheet.with_blocks(blocks) };
    let data: Vec<DataRow> = (1..sheet.height()).map(|row| DataRow { row, after_break: row == 1 }).collect();
    let cells = cells(&sheet, &heading(fields), &data, &forms).rows;
    let show = |cell: &RawCell| format!("{}{}", cell.value.reveal(), if cell.inherited { "+" } else { "" });
    cells.iter().map(|row| row.iter().map(show).collect::<Vec<_>>().join("|")).collect()
}

#[test]
fn groups_written_once_are_filled_down() {
    let fields = [Field::FullName, Field::Group];
    check(&fields, &["A|NKT", "B|", "C|", "D|NCT", "E|"], &[], &["A|NKT", "B|NKT+", "C|NKT+", "D|NCT", "E|NCT+"]);
}

#[test]
fn groups_are_written_once_in_each_hamlet() {
    let lines = ["A|Thôn 1|NKT", "B||", "C||NCT", "D|Thôn 2|NKT", "E||NCT", "F||"];
    let filled = ["A|Thôn 1|NKT", "B|Thôn 1+|NKT+", "C|Thôn 1+|NCT", "D|Thôn 2|NKT", "E|Thôn 2+|NCT", "F|Thôn 2+|NCT+"];
    check(&[Field::FullName, Field::Hamlet, Field::Group], &lines, &[], &filled);
}

#[test]
fn hamlets_are_written_once_in_each_group() {
    let lines = ["A|Thôn 1|NKT", "B||", "C|Thôn 2|", "D|Thôn 1|NCT", "E|Thôn 2|", "F||"];
    let filled = ["A|Thôn 1|NKT", "B|Thôn 1+|NKT+", "C|Thôn 2|NKT+", "D|Thôn 1|NCT", "E|Thôn 2|NCT+", "F|Thôn 2+|NCT+"];
    check(&[Field::FullName, Field::Hamlet, Field::Group], &lines, &[], &filled);
    let once = ["A|Thôn 1|NKT", "B||", "C|Thôn 2|", "D|Thôn 3|NCT", "E||"];
    let filled = ["A|Thôn 1|NKT", "B|Thôn 1+|NKT+", "C|Thôn 2|NKT+", "D|Thôn 3|NCT", "E|Thôn 3+|NCT+"];
    check(&[Field::FullName, Field::Hamlet, Field::Group], &once, &[], &filled);
}

/// Groups of three: the first row names the group.
fn sorted(groups: std::ops::Range<usize>) -> Vec<String> {
    let rows = |group: usize| [format!("A|K{group}"), "A|".to_owned(), "A|".to_owned()];
    groups.flat_map(rows).collect()
}

#[test]
fn one_added_below_a_sorted_list_may_bring_a_group_back() {
    let read = |groups: usize, added: &str| {
        let mut lines = sorted(0..groups);
        lines.extend([added.to_owned(), "A|".to_owned()]);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let cells = read(&[Field::FullName, Field::Group], &lines, &[]);
        (cells[1].clone(), cells[lines.len() - 1].clone())
    };
    let filled = |first: &str, last: &str| (format!("A|{first}+"), format!("A|{last}+"));
    assert_eq!(read(9, "A|K0"), filled("K0", "K0"), "one value of ten comes back");
    assert_eq!(read(8, "A|K0"), ("A".to_owned(), "A".to_owned()), "one value of nine comes back");
}

#[test]
fn missing_values_stay_missing() {
    let fields = [Field::FullName, Field::Group];
    check(&fields, &["A|NKT", "B|", "C|", "D|NCT", "E|NKT"], &[], &["A|NKT", "B", "C", "D|NCT", "E|NKT"]);
    check(&fields, &["A|", "B|NKT", "C|", "D|"], &[], &["A", "B|NKT", "C", "D"]);
    let decisions = [Field::FullName, Field::DecisionNo];
    check(&decisions, &["A|1/QĐ", "B|", "C|2/QĐ", "D|"], &[], &["A|1/QĐ", "B", "C|2/QĐ", "D"]);
}

#[test]
fn ditto_marks_mean_the_row_above_but_never_a_person() {
    let fields = [Field::FullName, Field::Address];
    check(&fields, &["A|Thôn Đông", "nt|nt", "B|\""], &[], &["A|Thôn Đông", "nt|Thôn Đông+", "B|Thôn Đông+"]);
}

#[test]
fn merged_blocks_hold_for_all_their_rows() {
    let block = Block { top: 1, left: 1, bottom: 2, right: 1 };
    check(&[Field::FullName, Field::DecisionNo], &["A|1/QĐ", "B|", "C|"], &[block], &["A|1/QĐ", "B|1/QĐ+", "C"]);
}

#[test]
fn marks_under_male_and_female_are_the_gender() {
    let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
    let column = |at, heading: &str| Column { at, field: Some(Field::Gender), heading: heading.to_owned() };
    let heading = Heading { top: 0, end: 1, columns: vec![column(0, "Nam"), column(1, "Nữ")] };
    let read = |lines: [&str; 2]| {
        let rows = std::iter::once("Nam|Nữ").chain(lines).map(|line| line.split('|').map(Cell::text).collect());
        let sheet = Sheet::new("", false, rows.collect());
        let data = [DataRow { row: 1, after_break: true }, DataRow { row: 2, after_break: false }];
        let cells = cells(&sheet, &heading, &data, &forms).rows;
        let cells: Vec<String> = cells.iter().flatten().map(|c| format!("{}={}", c.field, c.value.reveal())).collect();
        cells.join(" ")
    };
    assert_eq!(read(["x|", "|x"]), "gender=Nam gender=Nữ");
    assert_eq!(read(["1948|", "|1950"]), "birth_male=1948 birth_female=1950");
}
