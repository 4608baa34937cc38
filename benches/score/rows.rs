//! Were the wards' rows seen as what they are?

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use ansinh::model::RowKind;
use ansinh::table::outputs::{RecordRow, SourceRowRow};
use ansinh::table::read_rows;
use ansinh::table::truth::TruthRowRow;

use crate::share;

type PlaceKey = (String, String, u32);

fn count_kinds(wrong: &mut BTreeMap<String, usize>, what: String) {
    *wrong.entry(what).or_default() += 1;
}

pub(crate) fn score(tables: &Path, truth: &Path) {
    let truth: Vec<TruthRowRow> = read_rows(&truth.join("truth_rows.parquet")).unwrap().0;
    let seen: Vec<SourceRowRow> = read_rows(&tables.join("source_rows.parquet")).unwrap().0;
    let by_place: HashMap<PlaceKey, &SourceRowRow> =
        seen.iter().map(|row| ((row.file.to_string(), row.sheet.to_string(), row.row_number), row)).collect();
    let (mut kinds, mut dispositions, mut data) = (0, 0, 0);
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    for row in &truth {
        let found = by_place.get(&(row.file.clone(), row.sheet.clone(), row.row_number));
        match found {
            Some(found) if found.row_kind == row.row_kind => kinds += 1,
            Some(found) => count_kinds(&mut wrong, format!("{} seen as {}", row.row_kind, found.row_kind)),
            None => count_kinds(&mut wrong, format!("{} not seen", row.row_kind)),
        }
        if row.row_kind == RowKind::Data {
            data += 1;
            let disposition = found.and_then(|found| found.disposition);
            dispositions += usize::from(disposition == row.disposition);
            if disposition != row.disposition {
                count_kinds(&mut wrong, format!("disposition {:?} became {disposition:?}", row.disposition));
            }
        }
    }
    println!("rows with the right kind         {}", share(kinds, truth.len()));
    println!("data rows, right disposition     {}", share(dispositions, data));
    println!("rows seen that truth lacks       {}", seen.len().saturating_sub(truth.len()));
    for (what, count) in wrong {
        println!("  {count:>6}  {what}");
    }
    values(tables, &truth, &by_place);
}

/// Share of clean values that are those of the truth, by field.
fn values(tables: &Path, truth: &[TruthRowRow], by_place: &HashMap<PlaceKey, &SourceRowRow>) {
    let records: Vec<RecordRow> = read_rows(&tables.join("records.parquet")).unwrap().0;
    let records: HashMap<_, _> = records.iter().map(|record| (record.row_id, record)).collect();
    let mut right: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in truth {
        let place = (row.file.clone(), row.sheet.clone(), row.row_number);
        let Some(record) = by_place.get(&place).and_then(|seen| records.get(&seen.row_id)) else { continue };
        let mut count = |field, equal: bool| {
            let entry = right.entry(field).or_default();
            entry.0 += usize::from(equal);
            entry.1 += 1;
        };
        count("full_name", record.full_name == row.full_name);
        count("birth_date", record.birth_date == row.birth_date);
        count("gender", record.gender == row.gender);
        count("id_no", record.id_no == row.id_no);
        count("benefit", record.benefit == row.benefit);
        count("amount", row.amount.is_none() || record.amount == row.amount);
        count("movement", record.movement == row.movement);
    }
    for (field, (equal, all)) in right {
        println!("  clean value {field:<12}         {}", share(equal, all));
    }
}
