//! The writer of messy sheets: what it writes is read back cell by cell, with readers of its own,
//! and compared with the truth that it claims.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ansinh::ingest::{Forms, Ingested, Submission, ingest};
use ansinh::model::{
    Benefit, Cmnd, Coefficient, Date, Disposition, Dong, FullName, Gender, Ground, ListKind, Month, Movement,
    PartialDate, PersonId, RowKind, WardCode,
};
use ansinh::synth::sheets::{Options, QUIRKS, Written, write_city};
use ansinh::synth::{ListRow, WardList};
use ansinh::table::truth::TruthRowRow;
use calamine::{Data, Reader};
use unicode_normalization::UnicodeNormalization;

const SURNAMES: [&str; 6] = ["Nguyễn", "Trần", "Phạm", "Vũ", "Đỗ", "Hoàng"];
const MIDDLES: [&str; 4] = ["Thị", "Văn", "Đức", "Thu"];
const GIVEN: [&str; 8] = ["Hòa", "Nghĩa", "Lụa", "Thủy", "Quý", "Ánh", "Thắng", "Đượm"];
const BENEFITS: [Benefit; 7] =
    [Benefit::K1, Benefit::K4, Benefit::K5a, Benefit::K6Dbn, Benefit::K6Nang, Benefit::Htxh, Benefit::CsHo];

fn row(n: usize, kind: ListKind) -> ListRow {
    let gender = if n.is_multiple_of(2) { Gender::Male } else { Gender::Female };
    let name = format!("{} {} {}", SURNAMES[n % 6], MIDDLES[n / 2 % 4], GIVEN[n * 3 % 8]);
    let benefit = BENEFITS[n % 7];
    let id = PersonId::from_number(31_148_000_000 + n as u64 * 7919);
    let birth = match n % 9 {
        3 => PartialDate::of_year(1948),
        5 => PartialDate::of_month(1951, 7),
        _ => PartialDate::of_day(1935 + (n % 60) as i16, 1 + (n % 12) as u8, 1 + (n % 28) as u8),
    };
    let carer = benefit == Benefit::CsHo;
    let movement = Movement::ALL[n % 6];
    let moves = kind == ListKind::Movements;
    ListRow {
        person: id,
        full_name: FullName::from_canonical(&name).unwrap(),
        birth,
        gender: Some(gender),
        id: id.filter(|_| n % 11 != 4),
        cmnd: (n % 11 == 4).then(|| Cmnd::from_digits("031234567").unwrap()),
        hamlet: format!("Tổ dân phố số {}", 1 + n % 4),
        address: format!("Số {n} đường Tô Hiệu, Tổ {}", 1 + n % 4),
        benefit: Some(benefit),
        ground: (benefit == Benefit::K1).then_some(Ground::A),
        disability_type: None,
        severity: None,
        certificate_no: None,
        coefficient: Some(Coefficient::from_hundredths(150)),
        amount: Some(Dong(825_000)),
        decision_no: Some(format!("{}/QĐ-UBND", 100 + n / 5)),
        decision_date: Date::new(2026, 10, 1 + (n / 5 % 20) as i8),
        filed_on: None,
        from_month: Month::new(2026, 11),
        account_no: Some(format!("1903{n:08}")),
        bank: Some("Agribank".to_owned()),
        phone: Some(format!("09123{n:05}")),
        movement: moves.then_some(movement),
        event_date: moves.then(|| PartialDate::of_day(2026, 11, 5).unwrap()),
        reason_text: (moves && movement == Movement::Dead).then(|| "chết".to_owned()),
        other_place: None,
        cared_for_name: carer.then(|| FullName::from_canonical("Lê Thị Nhàn").unwrap()),
        cared_for_id: carer.then(|| PersonId::from_number(31_150_000_111).unwrap()),
        note: None,
        quirks: Vec::new(),
    }
}

fn city_lists(wards: usize) -> Vec<WardList> {
    let mut lists = Vec::new();
    for ward in 0..wards {
        for kind in [ListKind::Beneficiaries, ListKind::Movements] {
            let count = if kind == ListKind::Beneficiaries { 40 + ward } else { 14 };
            lists.push(WardList {
                ward: WardCode::from_digits(&format!("{:05}", 11_300 + ward)).unwrap(),
                ward_name: format!("Phường Thử {ward}"),
                period: Month::new(2026, 11).unwrap(),
                kind,
                rows: (0..count).map(|n| row(n + ward * 1000, kind)).collect(),
            });
        }
    }
    lists
}

/// Texts of every row of every sheet of a file, from row 1 to the last used row.
fn read(path: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    if path.extension().unwrap() == "csv" {
        return vec![(String::new(), read_csv(&std::fs::read(path).unwrap()))];
    }
    let mut book = calamine::open_workbook_auto(path).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let (top, left) = range.start().unwrap_or((0, 0));
            let mut rows = vec![Vec::new(); top as usize];
            for cells in range.rows() {
                let mut row = vec![String::new(); left as usize];
                row.extend(cells.iter().map(show));
                rows.push(row);
            }
            (name, rows)
        })
        .collect()
}

fn show(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{day:02}/{month:02}/{year:04}")
        }
        Data::DateTimeIso(text) => text.split('-').rev().collect::<Vec<_>>().join("/"),
        other => other.to_string(),
    }
}

fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let (text, _, _) =
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xef\xbb\xbf") || std::str::from_utf8(bytes).is_ok() {
            encoding_rs::UTF_8.decode(bytes)
        } else {
            encoding_rs::WINDOWS_1258.decode(bytes)
        };
    let text: String = text.nfc().collect();
    let first = text.lines().last().unwrap();
    let separator = [b';', b'\t', b','].into_iter().find(|mark| first.contains(*mark as char)).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

pub(crate) fn write(wards: usize, seed: u64, folder: &Path) -> Written {
    write_city(&city_lists(wards), folder, seed, &Options::default()).unwrap()
}

fn by_sheet(rows: &[TruthRowRow]) -> BTreeMap<(&str, &str), Vec<&TruthRowRow>> {
    let mut sheets: BTreeMap<(&str, &str), Vec<&TruthRowRow>> = BTreeMap::new();
    for row in rows {
        sheets.entry((&row.file, &row.sheet)).or_default().push(row);
    }
    sheets
}

#[track_caller]
fn check_row(truth: &TruthRowRow, cells: &[String]) {
    let place = format!("{} {} {}", truth.file, truth.sheet, truth.row_number);
    let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    assert_eq!(filled == 0, truth.row_kind == RowKind::Blank, "{place}");
    let has = |quirk: &str| truth.quirks.iter().any(|own| own == quirk);
    let legacy = has("tcvn3") || has("vni") || has("tone_placement");
    let clean = |text: &str| {
        let text: String = text.nfc().collect::<String>().to_lowercase().replace('\u{f0}', "đ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if let Some(name) = truth.full_name.as_ref().filter(|_| !legacy) {
        let name = clean(name.reveal());
        let shown = |cell: &String| clean(cell) == name || has("name_title") && clean(cell).ends_with(&name);
        assert!(cells.iter().any(shown), "{place}: no name");
    }
    if let Some(id) = truth.id_no {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let wanted = id.reveal();
        let width = wanted.len();
        assert!(cells.iter().any(|cell| format!("{:0>width$}", digits(cell)) == wanted), "{place}: no id");
    }
    if let Some(birth) = truth.birth_date {
        let year = birth.year().to_string();
        let serial = birth.full().map(|day| (day.epoch_days() + 25_569).to_string());
        let shown = |cell: &String| cell.contains(&year) || cell.ends_with(&year[2..]) || Some(cell) == serial.as_ref();
        assert!(cells.iter().any(shown), "{place}: no birth");
    }
}

#[test]
fn truth_has_every_used_row_of_every_list() {
    let folder = tempfile::tempdir().unwrap();
    let written = write(9, 7, folder.path());
    let sheets = by_sheet(&written.rows);
    assert!(sheets.len() > 18);
    let files: BTreeSet<&str> = sheets.keys().map(|(file, _)| *file).collect();
    for file in files {
        for (name, rows) in read(&folder.path().join(file)) {
            let truth = &sheets[&(file, name.as_str())];
            assert_eq!(truth.len(), rows.len(), "{file} {name}");
            for (index, (truth, cells)) in truth.iter().zip(&rows).enumerate() {
                assert_eq!(truth.row_number as usize, index + 1);
                check_row(truth, cells);
            }
        }
    }
}

#[test]
fn six_wards_show_every_quirk() {
    for seed in [1, 2, 20_261_120] {
        let folder = tempfile::tempdir().unwrap();
        let written = write(6, seed, folder.path());
        let seen: BTreeSet<&str> = written.files.iter().flat_map(|file| file.quirks.iter().copied()).collect();
        let missing: Vec<&str> = QUIRKS.iter().map(|(name, _)| *name).filter(|name| !seen.contains(name)).collect();
        assert_eq!(missing, ["earlier_period"], "seed {seed}: the city of this test has one period only");
    }
}

#[test]
fn every_row_that_a_clerk_means_is_accepted_once() {
    let folder = tempfile::tempdir().unwrap();
    let written = write(8, 3, folder.path());
    for list in city_lists(8) {
        let of_list = |row: &&TruthRowRow| row.ward_code == list.ward && row.list_kind == Some(list.kind);
        let accepted = written.rows.iter().filter(of_list).filter(|row| row.disposition == Some(Disposition::Accepted));
        let mut people: Vec<_> = accepted.map(|row| row.person_id).collect();
        let mut meant: Vec<_> = list.rows.iter().map(|row| row.person).collect();
        people.sort();
        meant.sort();
        assert_eq!(people, meant, "{} {}", list.ward, list.kind);
    }
}

#[test]
fn only_data_rows_have_a_disposition() {
    let folder = tempfile::tempdir().unwrap();
    for row in write(6, 1, folder.path()).rows {
        assert_eq!(row.row_kind == RowKind::Data, row.disposition.is_some());
        let nobody = row.full_name.is_none() && row.id_no.is_none();
        if row.disposition == Some(Disposition::Quarantined) {
            assert!(nobody);
        }
        if row.disposition == Some(Disposition::Accepted) {
            assert!(!nobody && row.benefit.is_some());
            assert_eq!(row.list_kind == Some(ListKind::Movements), row.movement.is_some());
        }
    }
}

fn bytes_below(folder: &Path) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(
                bytes_below(&path)
                    .into_iter()
                    .map(|(name, it)| (format!("{}/{name}", path.file_name().unwrap().display()), it)),
            );
        } else {
            let modified = path.metadata().unwrap().modified().unwrap();
            files.insert(path.file_name().unwrap().display().to_string(), (std::fs::read(&path).unwrap(), modified));
        }
    }
    files
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for (folder, seed) in folders.iter().zip([5, 5, 6]) {
        write(7, seed, folder.path());
    }
    let [first, again, other] = folders.each_ref().map(|folder| bytes_below(folder.path()));
    assert!(first == again);
    assert!(first != other);
}

#[test]
fn a_city_without_usable_times_never_needs_them() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { for_version_control: true, ..Options::default() };
    let written = write_city(&city_lists(6), folder.path(), 20_261_120, &options).unwrap();
    assert!(written.files.iter().all(|file| !file.quirks.contains(&"supersedes_by_time")));
}

fn bare(n: usize, kind: ListKind) -> ListRow {
    let whole = row(n, kind);
    ListRow {
        person: None,
        birth: None,
        gender: None,
        id: None,
        cmnd: None,
        hamlet: String::new(),
        address: String::new(),
        benefit: None,
        ground: None,
        coefficient: None,
        amount: (n == 1).then_some(Dong(1_234_567)),
        decision_no: None,
        decision_date: None,
        from_month: None,
        account_no: None,
        bank: None,
        phone: None,
        movement: None,
        event_date: None,
        reason_text: None,
        cared_for_name: None,
        cared_for_id: None,
        ..whole
    }
}

/// Lists without rows, and rows with nothing but a name, in every style that comes up in 80 wards.
#[test]
fn poor_lists_are_written_in_every_style() {
    let folder = tempfile::tempdir().unwrap();
    let mut lists = city_lists(80);
    for (index, list) in lists.iter_mut().enumerate() {
        match index % 4 {
            0 => list.rows.clear(),
            1 => list.rows = (0..3).map(|n| bare(n, list.kind)).collect(),
            2 => list.rows.truncate(1),
            _ => list.rows.push(bare(9, list.kind)),
        }
    }
    let written = write_city(&lists, folder.path(), 4, &Options::default()).unwrap();
    let accepted = written.rows.iter().filter(|row| row.disposition == Some(Disposition::Accepted)).count();
    assert_eq!(accepted, lists.iter().map(|list| list.rows.len()).sum::<usize>());
    let sheets = by_sheet(&written.rows);
    for (file, name) in sheets.keys() {
        let read = read(&folder.path().join(file));
        let (_, rows) = read.iter().find(|(sheet, _)| sheet == name).unwrap();
        assert_eq!(sheets[&(*file, *name)].len(), rows.len(), "{file} {name}");
    }
}

#[test]
fn lists_of_earlier_periods_are_superseded() {
    let folder = tempfile::tempdir().unwrap();
    let mut lists = city_lists(1);
    let mut earlier = lists[0].clone();
    earlier.period = earlier.period.prev();
    lists.push(earlier);
    let written = write_city(&lists, folder.path(), 1, &Options::default()).unwrap();
    let of_october = |row: &&TruthRowRow| row.file.starts_with("submissions/2026-10/") && row.row_kind == RowKind::Data;
    let mut rows = written.rows.iter().filter(of_october).peekable();
    assert!(rows.peek().is_some());
    assert!(rows.all(|row| row.disposition == Some(Disposition::Superseded)));
}

/// Reads every file of a city with the program's own reader.
fn ingested(written: &Written, folder: &Path) -> Ingested {
    let forms = Forms::load(Path::new("pipelines/forms")).unwrap();
    let submission = |file: &str| {
        let path = folder.join(file);
        let time = path.metadata().unwrap().modified().unwrap();
        Submission {
            modified: time.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64,
            path,
            file: file.into(),
            ward: WardCode::from_digits(file.split('/').nth(2).unwrap()).unwrap(),
            period: Month::new(2026, 11).unwrap(),
        }
    };
    let files: Vec<Submission> = written.files.iter().map(|file| submission(&file.file)).collect();
    ingest(&files, &forms)
}

/// The reader knows its headings from another source than the writer, so it cannot be right on all
/// rows; it must be on nearly all, and its mistakes are shown.
#[test]
fn the_program_reads_nearly_every_row_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let written = write(40, 11, folder.path());
    let truth: BTreeMap<(&str, &str, u32), RowKind> = written
        .rows
        .iter()
        .map(|row| ((row.file.as_str(), row.sheet.as_str(), row.row_number), row.row_kind))
        .collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for row in ingested(&written, folder.path()).rows {
        let Some(kind) = truth.get(&(&*row.file, &*row.sheet, row.row_number)) else { continue };
        seen += 1;
        if *kind != row.row_kind {
            wrong.push(format!("{} {} {}: {kind} read as {}", row.file, row.sheet, row.row_number, row.row_kind));
        }
    }
    assert_eq!(seen, truth.len());
    assert!(wrong.len() * 100 <= seen * 3, "{} of {seen}: {wrong:#?}", wrong.len());
}
