//! No row is lost: lists of twins, namesakes without a birth date, people of two hamlets and two numbers,
//! whom the register has and lacks, and where each of their rows ends.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ansinh::model::{Coded, Disposition, LifeStatus, ListKind, RowId, RowKind};
use ansinh::run::Report;
use ansinh::table::inputs::PopulationRow;
use ansinh::table::outputs::{
    BeneficiaryRow, DuplicateRow, FindingRow, MatchRow, RecordRow, SourceFileRow, SourceRowRow,
};
use ansinh::table::read_rows;

use super::decisions::table;
use super::link::city::Rng;
use super::night::{copy_of_city, night};

const LISTED: &str = "TT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Nhóm đối tượng,Hệ số,Số tiền,Số quyết định,Ngày quyết định,Người được chăm sóc\n";
const REPORTED: &str = "TT,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Địa chỉ,Nhóm đối tượng,Nội dung biến động,Thời điểm biến động,Số quyết định,Ngày quyết định\n";
const GROUPS: [&str; 7] = [
    "Trợ cấp hưu trí xã hội",
    "Người khuyết tật nặng",
    "Người khuyết tật đặc biệt nặng",
    "Hộ gia đình chăm sóc người khuyết tật đặc biệt nặng",
    "Người cao tuổi nghèo không có người phụng dưỡng",
    "đối tượng khác",
    "",
];
const EVENTS: [&str; 5] = ["chết", "mới", "chuyển đi", "thoát nghèo", "chuyển đến"];

/// A row as a clerk writes it.
#[derive(Clone, Default)]
struct Written {
    name: String,
    birth: String,
    gender: String,
    id: String,
    hamlet: String,
    group: String,
    decision: [String; 2],
    cared_for: String,
}

/// A clerk who makes every kind of doubtful row.
struct Clerk<'a> {
    rng: Rng,
    people: Vec<&'a PopulationRow>,
}

impl Clerk<'_> {
    fn person(&mut self) -> Written {
        let person = *self.rng.pick(&self.people);
        let birth = person.birth_date.map(|birth| birth.to_string()).unwrap_or_default();
        Written {
            name: person.full_name.reveal().to_owned(),
            birth: birth.split('-').rev().collect::<Vec<_>>().join("/"),
            gender: person.gender.map(|gender| gender.label_vi().to_owned()).unwrap_or_default(),
            id: person.person_id.reveal().to_string(),
            hamlet: "Thôn Minh Khai".to_owned(),
            group: GROUPS[self.rng.below(3) as usize].to_owned(),
            decision: [format!("{}/QĐ-UBND", self.rng.below(900)), format!("{:02}/08/2025", 1 + self.rng.below(28))],
            ..Written::default()
        }
    }

    /// Somebody whom the register lacks; some share name and year.
    fn stranger(&mut self) -> Written {
        let given = ["Mít", "Na", "Ổi", "Ân", "Ẩn"][self.rng.below(5) as usize];
        let birth = ["1941", "04/03/1939", "04/03/2018", ""][self.rng.below(4) as usize];
        let id = if self.rng.chance(0.3) { format!("03114199990{}", self.rng.below(4)) } else { String::new() };
        Written { name: format!("Kha Thị {given}"), birth: birth.to_owned(), id, ..self.person() }
    }

    /// One thing of a row is left out or written otherwise.
    fn spoil(&mut self, row: &mut Written) {
        match self.rng.below(11) {
            0 => row.id.clear(),
            1 => {
                row.id.clear();
                row.birth = row.birth.rsplit('/').next().unwrap_or("").to_owned();
            }
            2 => row.birth.clear(),
            3 => row.id = self.person().id,
            4 => row.hamlet = "Thôn Nam Hải".to_owned(),
            5 => row.group = (*self.rng.pick(&GROUPS)).to_owned(),
            6 => row.decision = Default::default(),
            7 => row.decision[1].clear(),
            8 => row.name = row.name.replace("Thị ", ""),
            9 => row.cared_for = self.person().name,
            _ => row.name.clear(),
        }
    }

    /// Rows of one list, many of them about people of others.
    fn rows(&mut self, count: usize, others: &[Written]) -> Vec<Written> {
        let mut rows = others.to_vec();
        while rows.len() < others.len() + count {
            let mut row = match self.rng.below(10) {
                0..4 if !rows.is_empty() => self.rng.pick(&rows).clone(),
                4..6 => self.stranger(),
                _ => self.person(),
            };
            if row.group == GROUPS[1] && self.rng.chance(0.3) {
                row.group = GROUPS[2].to_owned();
            }
            for _ in 0..self.rng.below(4) {
                self.spoil(&mut row);
            }
            rows.push(row);
        }
        rows.split_off(others.len())
    }
}

fn cells(row: &Written) -> String {
    format!("{},{},{},{},{},{}", row.name, row.birth, row.gender, row.id, row.hamlet, row.group)
}

/// Puts hostile lists in the place of what two wards sent.
fn spoil_city(city: &Path, seed: u64) {
    let people: Vec<PopulationRow> = read_rows(&city.join("registers/population.parquet")).unwrap().0;
    let mut wards: Vec<_> =
        fs::read_dir(city.join("submissions/2026-11")).unwrap().map(|e| e.unwrap().path()).collect();
    wards.sort();
    for (number, folder) in (0..).zip(wards.into_iter().take(2)) {
        let ward = folder.file_name().unwrap().to_string_lossy().into_owned();
        let of_ward =
            people.iter().filter(|row| row.ward_code.to_string() == ward && row.life_status == LifeStatus::Alive);
        let mut clerk = Clerk { rng: Rng::new(seed * 10 + number), people: of_ward.take(40).collect() };
        fs::remove_dir_all(&folder).unwrap();
        fs::create_dir(&folder).unwrap();
        let listed = clerk.rows(70, &[]);
        let reported = clerk.rows(25, &listed);
        let mut text = format!("DANH SÁCH ĐỐI TƯỢNG BẢO TRỢ XÃ HỘI THÁNG 11/2026\n{LISTED}");
        for (number, row) in (1..).zip(&listed) {
            let [decision, on] = &row.decision;
            writeln!(text, "{number},{},\"1,0\",700000,{decision},{on},{}", cells(row), row.cared_for).unwrap();
        }
        fs::write(folder.join("ds_doi_tuong.csv"), text).unwrap();
        let mut text = format!("DANH SÁCH BIẾN ĐỘNG TĂNG, GIẢM ĐỐI TƯỢNG THÁNG 11/2026\n{REPORTED}");
        for (number, row) in (1..).zip(&reported) {
            let (event, [decision, on]) = (clerk.rng.pick(&EVENTS), &row.decision);
            writeln!(text, "{number},{},{event},05/11/2026,{decision},{on}", cells(row)).unwrap();
        }
        fs::write(folder.join("tang_giam.csv"), text).unwrap();
    }
}

/// Where the rows of a night end; at most once in each.
struct Ends {
    claimed: BTreeMap<RowId, usize>,
    dropped: BTreeSet<RowId>,
    told: BTreeMap<RowId, BTreeSet<String>>,
}

/// Findings that say why a row of a full list makes no claim.
const WHY_NOT: [&str; 4] = ["fact.no_decision", "fact.no_benefit", "fact.left_earlier", "fact.left_behind"];

impl Ends {
    fn of(report: &Report) -> Ends {
        let mut ends = Ends { claimed: BTreeMap::new(), dropped: BTreeSet::new(), told: BTreeMap::new() };
        for row in table::<BeneficiaryRow>(report, "beneficiaries").iter().flat_map(|person| &person.row_ids) {
            *ends.claimed.entry(*row).or_default() += 1;
        }
        for row in table::<DuplicateRow>(report, "duplicates").into_iter().filter(|row| !row.keep) {
            assert!(row.rule.is_some() && row.kept_row_id.is_some(), "{:?} is dropped without a rule", row.row_id);
            assert!(ends.dropped.insert(row.row_id));
        }
        for finding in table::<FindingRow>(report, "findings") {
            if let Some(row) = finding.row_id {
                ends.told.entry(row).or_default().insert(finding.check);
            }
        }
        ends
    }

    fn why_not(&self, row: RowId) -> Vec<&str> {
        let told = self.told.get(&row).into_iter().flatten();
        told.map(String::as_str).filter(|check| WHY_NOT.contains(check)).collect()
    }
}

fn check_sources(report: &Report, records: &BTreeMap<RowId, RecordRow>, matches: &BTreeMap<RowId, MatchRow>) {
    let sources: Vec<SourceRowRow> = table(report, "source_rows");
    let data: Vec<&SourceRowRow> = sources.iter().filter(|row| row.row_kind == RowKind::Data).collect();
    let files: Vec<SourceFileRow> = table(report, "source_files");
    assert_eq!(data.len(), files.iter().map(|file| file.data_rows as usize).sum::<usize>());
    assert_eq!(data.iter().map(|row| row.row_id).collect::<BTreeSet<_>>().len(), data.len(), "a row read twice");
    for row in &data {
        let accepted = row.disposition.expect("every data row has a disposition") == Disposition::Accepted;
        assert_eq!(records.contains_key(&row.row_id), accepted, "{:?}", row.row_id);
        assert_eq!(matches.contains_key(&row.row_id), accepted, "{:?}", row.row_id);
    }
    let accepted = data.iter().filter(|row| row.disposition == Some(Disposition::Accepted)).count();
    assert_eq!((records.len(), matches.len()), (accepted, accepted));
}

/// Findings that say why a movement row has no effect: it is open who is meant, or nobody pays who is.
const NO_EFFECT: [&str; 8] = [
    "fact.increase_not_listed",
    "fact.increase_undecided",
    "fact.report_of_nobody",
    "link.review",
    "link.not_found",
    "link.too_little",
    "link.namesakes",
    "link.unusable",
];

/// Every movement row is about somebody listed or paid, or the ward is told why it does nothing.
fn check_reports(
    report: &Report,
    (records, matches): (&BTreeMap<RowId, RecordRow>, &BTreeMap<RowId, MatchRow>),
    ends: &Ends,
) {
    let people = table::<BeneficiaryRow>(report, "beneficiaries");
    let id = |row: &BeneficiaryRow| row.person_id.map(|id| id.reveal().to_string()).or(row.provisional_id.clone());
    let listed: BTreeSet<String> = people.iter().filter_map(id).collect();
    let mut idle = 0;
    for (row, _) in records.iter().filter(|(_, record)| record.list_kind == ListKind::Movements) {
        let person = matches[row].counted_as.expect("every row is counted as somebody").code().into_owned();
        let told = ends.told.get(row).into_iter().flatten().any(|check| NO_EFFECT.contains(&check.as_str()));
        assert!(listed.contains(&person) || told, "{row} is lost");
        idle += usize::from(!listed.contains(&person));
    }
    assert!(idle > 0, "no report about somebody who is not enrolled");
}

#[track_caller]
fn check(seed: u64) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let city = copy_of_city(folder.path());
    spoil_city(&city, seed);
    let report = night(&city, &folder.path().join("out")).unwrap();
    let records: BTreeMap<RowId, RecordRow> =
        table::<RecordRow>(&report, "records").into_iter().map(|row| (row.row_id, row)).collect();
    let matches: BTreeMap<RowId, MatchRow> =
        table::<MatchRow>(&report, "matches").into_iter().map(|row| (row.row_id, row)).collect();
    check_sources(&report, &records, &matches);
    let ends = Ends::of(&report);
    let mut by_end = [0; 3];
    for (&row, record) in records.iter().filter(|(_, record)| record.list_kind == ListKind::Beneficiaries) {
        let (claimed, dropped) = (ends.claimed.get(&row).copied().unwrap_or(0), ends.dropped.contains(&row));
        let ends = [claimed, usize::from(dropped), ends.why_not(row).len()];
        assert_eq!(ends.iter().sum::<usize>(), 1, "seed {seed}: {row} {:?} ends as {ends:?}", record.benefit);
        by_end.iter_mut().zip(ends).for_each(|(sum, own)| *sum += own);
    }
    assert!(by_end.iter().all(|rows| *rows > 0), "seed {seed} tries too little: {by_end:?}");
    let left = ends.told.values().flatten().filter(|check| check.starts_with("fact.left")).count();
    check_reports(&report, (&records, &matches), &ends);
    left
}

#[test]
fn every_row_of_hostile_lists_ends_in_one_place() {
    let left: usize = (1..=5).map(check).sum();
    assert!(left > 0, "no second row of one claim among the lists");
}
