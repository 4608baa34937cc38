//! Names of the quirks of presentation, each with what it is, and the table of which file shows what.

use std::fmt::Write as _;

use super::FileQuirks;

/// Every quirk that the writer knows, with what a reader of the sheet sees. A city of six wards
/// shows each of them at least once.
pub const QUIRKS: &[(&str, &str)] = &[
    ("format_xlsx", "Excel workbook"),
    ("format_xls", "Excel 97-2003 workbook"),
    ("format_ods", "OpenDocument spreadsheet"),
    ("format_csv", "text file"),
    ("letterhead", "letterhead above the title"),
    ("heading_1_row", "headings in one row"),
    ("heading_2_rows", "headings in two rows, merged"),
    ("heading_3_rows", "headings in three rows, merged"),
    ("heading_line_break", "a line break inside a heading"),
    ("numbering_parentheses", "numbering row (1) (2) (3)"),
    ("numbering_letters", "numbering row A B 1 2 3"),
    ("numbering_plain", "numbering row 1 2 3"),
    ("columns_shuffled", "columns in an unusual order"),
    ("table_offset", "the table begins at a later column"),
    ("heading_repeated", "headings repeated within the table"),
    ("section_group", "section rows carry the group"),
    ("section_hamlet", "section rows carry the hamlet"),
    ("section_reason", "section rows carry the reason of the movement"),
    ("section_nested", "section rows two deep"),
    ("section_sum", "section rows with the sum of their part"),
    ("heading_per_part", "the headings again under increases and decreases"),
    ("subtotals", "a subtotal after each section"),
    ("total", "a total row"),
    ("footer", "place, date and signatures below the table"),
    ("blank_rows", "blank rows inside the table"),
    ("several_sheets", "several sheets"),
    ("sheet_per_hamlet", "a sheet a hamlet"),
    ("sheet_per_group", "a sheet a group, named in its title alone"),
    ("sheet_per_direction", "a sheet for increases and one for decreases"),
    ("hidden_sheet", "a hidden sheet of the list"),
    ("hidden_code_sheet", "a hidden sheet that holds no list"),
    ("hidden_rows", "hidden rows"),
    ("birth_two_columns", "birth in two columns, Nam and Nữ"),
    ("birth_year_only", "only the year of birth"),
    ("birth_zero_day", "00/00/1948"),
    ("birth_serial", "birth date as a serial number"),
    ("birth_date_cell", "birth date as a date cell"),
    ("birth_text", "birth date as text with slashes"),
    ("birth_dots", "birth date with dots or dashes"),
    ("birth_two_digit_year", "12-03-48"),
    ("birth_month", "month and year of birth alone"),
    ("id_number", "ids as numbers, leading zero lost"),
    ("id_blanks", "ids with blanks"),
    ("id_dots", "ids with dots"),
    ("id_apostrophe", "ids with a visible apostrophe"),
    ("id_scientific", "an id as 3.1045E+10"),
    ("amount_dots", "1.050.000"),
    ("amount_commas", "1,050,000 đ"),
    ("amount_number", "amounts as numbers"),
    ("amount_thousands", "amounts in thousands"),
    ("coefficient_comma", "coefficient 1,5 as text"),
    ("coefficient_number", "coefficient as a number"),
    ("group_short", "groups as khoản and điểm"),
    ("group_words", "groups in words"),
    ("group_and_severity", "the disabled as K6 with a column for the severity"),
    ("decision_one_column", "number and date of the decision in one column"),
    ("decision_two_columns", "number and date of the decision in two columns"),
    ("copied_down", "the same text in every row of a group"),
    ("blank_under_first", "cells blank under the first of a group"),
    ("merged_body", "cells merged over a group"),
    ("ditto", "ditto marks"),
    ("tcvn3", "TCVN3 (ABC) font"),
    ("vni", "VNI font"),
    ("nfd", "decomposed accents"),
    ("unikey_composite", "shaped vowels composed, tones apart"),
    ("legacy_names_only", "only the names in a legacy font"),
    ("tone_placement", "hoà for hòa"),
    ("look_alike_d", "U+00D0 for Đ"),
    ("name_title", "a form of address before the name"),
    ("all_caps", "names in capitals"),
    ("extra_blanks", "extra blanks"),
    ("nbsp", "no-break blanks"),
    ("csv_windows_1258", "windows-1258"),
    ("csv_utf16", "UTF-16"),
    ("csv_bom", "UTF-8 with a byte order mark"),
    ("csv_tab", "tab as separator"),
    ("csv_semicolon", "semicolon as separator"),
    ("csv_comma", "comma as separator"),
    ("carer_column", "the person cared for in columns of their own"),
    ("carer_note", "the person cared for in the note"),
    ("no_identity", "rows without name and id"),
    ("superseded", "an earlier version of a list"),
    ("supersedes_by_name", "a later version by the file's name"),
    ("supersedes_by_title", "a later version by the title"),
    ("supersedes_by_time", "a later version by the modification time alone"),
    ("supersedes_by_later_name", "a later version by the order of names alone"),
    ("earlier_period", "a list of an earlier period"),
    ("not_a_list", "no list at all"),
    ("empty_file", "an empty file"),
    ("corrupt_file", "a file cut short"),
    ("locked_file", "locked with a password"),
];

/// Markdown: which file shows which quirk, then what each quirk is and how many files show it.
#[must_use]
pub fn markdown(files: &[FileQuirks]) -> String {
    let mut text = String::from("| file | quirks |\n|---|---|\n");
    for file in files {
        let _ = writeln!(text, "| {} | {} |", file.file, file.quirks.join(", "));
    }
    text.push_str("\n| quirk | what a reader sees | files |\n|---|---|---|\n");
    for (name, what) in QUIRKS {
        let count = files.iter().filter(|file| file.quirks.contains(name)).count();
        let _ = writeln!(text, "| {name} | {what} | {count} |");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_file_and_counts_every_quirk() {
        let files = [
            FileQuirks { file: "a.xlsx".to_owned(), quirks: vec!["total", "vni"] },
            FileQuirks { file: "b.csv".to_owned(), quirks: vec!["total"] },
        ];
        let text = markdown(&files);
        assert!(text.contains("| a.xlsx | total, vni |"));
        assert!(text.contains("| total | a total row | 2 |"));
        assert!(text.contains("| nfd | decomposed accents | 0 |"));
    }
}
