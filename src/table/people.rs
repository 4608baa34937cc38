//! Everyone's dated facts as three flat tables: what another law, a draft or a budget is tried on
//! without reading the wards' files and the registers again.

use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;

use super::columns::table;
use super::parquet::read_groups;
use super::{TableError, Writer};
use crate::model::{
    Benefit, Claim, ClaimSource, Coded, Date, Dong, Fact, FactInterval, FactSource, Gender, Ground, Month, PartialDate,
    PersonKey, RowId, Subject, WardCode,
};

table! {
    /// A person whose facts the law reads: enrolled, cared for, or perhaps eligible.
    SubjectRow = "subjects" {
        subject: u32, "Số thứ tự người", "Place of the person in this table, from 0";
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person in the register, or provisional id";
        enrolled: bool, "Đang được quản lý", "Enrolled or cared for; false: a resident who may qualify";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        gender: Option<Gender>, "Giới tính", "Gender";
        wards: String, "Các xã nơi cư trú", "Wards of residence, oldest first: day code, joined by semicolons; no day: always";
    }
}
table! {
    /// A dated fact about a person.
    FactRow = "facts" {
        subject: u32, "Số thứ tự người", "Place of the person in the table of subjects";
        fact: Fact, "Thông tin", "Fact, as the rules name it";
        value: i64, "Giá trị", "Value, coded as the rules' list of facts says";
        valid_from: Option<Date>, "Từ ngày (trống: luôn luôn)", "First day; null: since ever";
        valid_to: Option<Date>, "Đến hết ngày (trống: chưa kết thúc)", "Last day; null: open";
        source: FactSource, "Nguồn", "Where it comes from";
        proven: bool, "Đã chứng minh", "Safe to act on";
    }
}
table! {
    /// A benefit granted to a person.
    ClaimRow = "claims" {
        subject: u32, "Số thứ tự người", "Place of the person in the table of subjects";
        benefit: Benefit, "Chế độ", "Benefit as decided, read as today's label";
        ground: Option<Ground>, "Điểm của khoản 1", "Ground of k1";
        decided_on: Option<Date>, "Ngày ký quyết định", "Day on which the decision was signed";
        filed_on: Option<Date>, "Ngày nhận hồ sơ", "Day on which the file was received";
        from_month: Option<Month>, "Hưởng từ tháng", "First month of payment as the decision says";
        source: ClaimSource, "Vì sao được tính", "Why the claim counts";
        row_id: Option<RowId>, "Mã dòng nguồn", "Row that carries the decision";
        ward_code: WardCode, "Mã xã", "Ward whose list or ledger line carries it";
        cared_for: Option<u32>, "Người được chăm sóc", "Carers: place of the person cared for in the table of subjects";
        opening: Option<Dong>, "Mức đang chi trả (đồng)", "Paid for it in the opening month, in đồng";
        safe_link: bool, "Người đã xác định chắc chắn", "Linked by more than a name";
    }
}

/// Rows written at once.
const CHUNK: usize = 65_536;

/// Everyone's facts, as they were published.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct People {
    /// Enrolled people and those they care for, in the order of the run.
    pub enrolled: Vec<Subject>,
    /// People who are not enrolled and may qualify.
    pub candidates: Vec<Subject>,
}

/// Writes the three tables into a folder that exists. `enrolled` come first: claims point among them.
///
/// # Errors
/// A file cannot be written.
pub fn write_people(folder: &Path, enrolled: &[Subject], candidates: &[Subject]) -> Result<(), TableError> {
    let everyone = || enrolled.iter().map(|one| (true, one)).chain(candidates.iter().map(|one| (false, one)));
    let numbered = || (0_u32..).zip(everyone());
    let subjects = numbered().map(|(subject, (enrolled, one))| SubjectRow {
        subject,
        person_id: one.key,
        enrolled,
        birth_date: one.birth,
        gender: one.gender,
        wards: wards_text(&one.wards),
    });
    let facts = numbered().flat_map(|(subject, (_, one))| one.facts.iter().map(move |fact| fact_row(subject, fact)));
    let claims =
        numbered().flat_map(|(subject, (_, one))| one.claims.iter().map(move |claim| claim_row(subject, claim)));
    write_all(folder, subjects)?;
    write_all(folder, facts)?;
    write_all(folder, claims)
}

fn write_all<T: super::Table>(folder: &Path, mut rows: impl Iterator<Item = T>) -> Result<(), TableError> {
    let mut writer = Writer::<T>::create(&folder.join(format!("{}.parquet", T::NAME)))?;
    loop {
        let chunk: Vec<T> = rows.by_ref().take(CHUNK).collect();
        if chunk.is_empty() {
            return writer.finish();
        }
        writer.write(&chunk)?;
    }
}

/// Reads the three tables of a run folder on all cores.
///
/// # Errors
/// A file is missing or broken, or a row points at nobody.
pub fn read_people(folder: &Path) -> Result<People, TableError> {
    let path = |name: &str| folder.join(format!("{name}.parquet"));
    let subjects: Vec<SubjectRow> = read_groups(&path("subjects"))?.into_iter().flatten().collect();
    let facts: Vec<Vec<FactRow>> = read_groups(&path("facts"))?;
    let claims: Vec<ClaimRow> = read_groups(&path("claims"))?.into_iter().flatten().collect();
    let count = subjects.len();
    let stray = |name: &str| TableError::Contract {
        path: path(name),
        column: "subject".to_owned(),
        message: "points at nobody".to_owned(),
    };
    let mut sizes = vec![0_u32; count];
    for row in facts.iter().flatten() {
        *sizes.get_mut(row.subject as usize).ok_or_else(|| stray("facts"))? += 1;
    }
    let mut people: Vec<Subject> =
        subjects.par_iter().zip(&sizes).map(|(row, &size)| empty(row, size as usize)).collect();
    for row in facts.into_iter().flatten() {
        people[row.subject as usize].facts.push(interval(&row));
    }
    for row in &claims {
        let inside = row.cared_for.is_none_or(|cared| (cared as usize) < count);
        let subject = people.get_mut(row.subject as usize).filter(|_| inside).ok_or_else(|| stray("claims"))?;
        subject.claims.push(claim(row));
    }
    let enrolled = subjects.iter().take_while(|row| row.enrolled).count();
    let candidates = people.split_off(enrolled);
    Ok(People { enrolled: people, candidates })
}

fn empty(row: &SubjectRow, facts: usize) -> Subject {
    Subject {
        key: row.person_id,
        birth: row.birth_date,
        gender: row.gender,
        wards: wards_of(&row.wards),
        facts: Vec::with_capacity(facts),
        claims: Vec::new(),
    }
}

fn wards_text(wards: &[(Date, WardCode)]) -> String {
    let mut text = String::new();
    for (day, ward) in wards {
        let between = if text.is_empty() { "" } else { ";" };
        // Writing into a String cannot fail.
        let _ = match day {
            &Date::MIN => write!(text, "{between}{ward}"),
            day => write!(text, "{between}{day} {ward}"),
        };
    }
    text
}

fn wards_of(text: &str) -> Vec<(Date, WardCode)> {
    let one = |part: &str| match part.split_once(' ') {
        Some((day, ward)) => Some((Date::from_code(day).ok()?, WardCode::from_digits(ward)?)),
        None => Some((Date::MIN, WardCode::from_digits(part)?)),
    };
    text.split(';').filter_map(one).collect()
}

fn fact_row(subject: u32, one: &FactInterval) -> FactRow {
    FactRow {
        subject,
        fact: one.fact,
        value: one.value,
        valid_from: Some(one.from).filter(|&day| day != Date::MIN),
        valid_to: Some(one.to).filter(|&day| day != Date::MAX),
        source: one.source,
        proven: one.proven,
    }
}

fn interval(row: &FactRow) -> FactInterval {
    FactInterval {
        fact: row.fact,
        value: row.value,
        from: row.valid_from.unwrap_or(Date::MIN),
        to: row.valid_to.unwrap_or(Date::MAX),
        source: row.source,
        proven: row.proven,
    }
}

fn claim_row(subject: u32, one: &Claim) -> ClaimRow {
    ClaimRow {
        subject,
        benefit: one.benefit,
        ground: one.ground,
        decided_on: one.decided_on,
        filed_on: one.filed_on,
        from_month: one.from_month,
        source: one.source,
        row_id: one.row_id,
        ward_code: one.ward,
        // A slice of subjects never holds more people than a u32 counts.
        cared_for: one.cared_for.and_then(|cared| u32::try_from(cared).ok()),
        opening: one.opening,
        safe_link: one.safe_link,
    }
}

fn claim(row: &ClaimRow) -> Claim {
    Claim {
        benefit: row.benefit,
        ground: row.ground,
        decided_on: row.decided_on,
        filed_on: row.filed_on,
        from_month: row.from_month,
        source: row.source,
        row_id: row.row_id,
        ward: row.ward_code,
        cared_for: row.cared_for.map(|cared| cared as usize),
        opening: row.opening,
        safe_link: row.safe_link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PersonId;

    fn someone(number: u64, benefits: &[Benefit]) -> Subject {
        let ward = WardCode::from_digits("11311").unwrap();
        let day = Date::from_code("2026-03-01").unwrap();
        let fact =
            |fact, value, from, to| FactInterval { fact, value, from, to, source: FactSource::Poverty, proven: true };
        let claim = |&benefit: &Benefit| Claim {
            benefit,
            ground: Some(Ground::Dd),
            decided_on: Some(day),
            filed_on: Some(day.plus_days(-9)),
            from_month: None,
            source: ClaimSource::Both,
            row_id: Some(RowId { file: 1, sheet: 2, row: 3 }),
            ward,
            cared_for: (benefit == Benefit::CsHo).then_some(0),
            opening: Some(Dong(700_000)),
            safe_link: false,
        };
        Subject {
            key: if number == 0 {
                PersonKey::Provisional(7)
            } else {
                PersonKey::Register(PersonId::from_number(number).unwrap())
            },
            birth: "1948-05".parse().ok(),
            gender: Some(Gender::Female),
            wards: vec![(Date::MIN, ward), (day, WardCode::from_digits("11314").unwrap())],
            facts: vec![
                fact(Fact::Alive, 1, Date::MIN, Date::MAX),
                fact(Fact::Poverty, 2, day, day.plus_days(30)),
                fact(Fact::Pension, 400_000, Date::MIN, day),
            ],
            claims: benefits.iter().map(claim).collect(),
        }
    }

    #[test]
    fn people_come_back_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let enrolled = vec![someone(0, &[]), someone(31_048_000_001, &[Benefit::Htxh, Benefit::CsHo])];
        let mut nobody = someone(31_048_000_002, &[]);
        (nobody.wards, nobody.facts, nobody.birth) = (Vec::new(), Vec::new(), None);
        let people = People { enrolled, candidates: vec![nobody, someone(31_048_000_003, &[])] };
        write_people(folder.path(), &people.enrolled, &people.candidates).unwrap();
        assert_eq!(read_people(folder.path()).unwrap(), people);
    }

    #[test]
    fn nobody_at_all_is_three_empty_tables() {
        let folder = tempfile::tempdir().unwrap();
        write_people(folder.path(), &[], &[]).unwrap();
        assert_eq!(read_people(folder.path()).unwrap(), People::default());
    }

    #[test]
    fn a_carer_of_nobody_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut carer = someone(31_048_000_001, &[Benefit::CsHo]);
        carer.claims[0].cared_for = Some(5);
        write_people(folder.path(), &[carer], &[]).unwrap();
        let error = read_people(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("claims.parquet: column `subject`: points at nobody"), "{error}");
    }
}
