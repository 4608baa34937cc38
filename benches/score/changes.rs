//! Do the lists of increases and decreases say what is true?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ansinh::model::{Certainty, Coded, Direction, PersonKey};
use ansinh::table::outputs::ChangeRow;
use ansinh::table::read_rows;
use ansinh::table::truth::TruthChangeRow;

use crate::share;

/// Who, where, which way, and why: what a line of a list says.
type Line = (String, String, Direction, String);

pub(crate) fn score(tables: &Path, truth: &Path) {
    let truth: Vec<TruthChangeRow> = read_rows(&truth.join("truth_changes.parquet")).unwrap().0;
    let said: Vec<ChangeRow> = read_rows(&tables.join("changes.parquet")).unwrap().0;
    let true_lines: BTreeSet<Line> = truth
        .iter()
        .map(|row| (row.person_id.reveal(), row.ward_code.to_string(), row.direction, row.reason.to_string()))
        .collect();
    let said_lines: BTreeSet<Line> = said
        .iter()
        .map(|row| {
            (row.person_id.code().into_owned(), row.ward_code.to_string(), row.direction, row.reason.to_string())
        })
        .collect();
    let both = true_lines.intersection(&said_lines).count();
    println!("changes: precision               {}", share(both, said_lines.len()));
    println!("changes: recall                  {}", share(both, true_lines.len()));
    amounts(&truth, &said);
    let decreases: BTreeSet<(String, String)> = truth
        .iter()
        .filter(|row| row.direction == Direction::Decrease)
        .map(|row| (row.person_id.reveal(), row.ward_code.to_string()))
        .collect();
    let certain = |row: &&ChangeRow| row.certainty == Certainty::Certain && row.direction == Direction::Decrease;
    let false_certain = said
        .iter()
        .filter(certain)
        .filter(|row| !decreases.contains(&(row.person_id.code().into_owned(), row.ward_code.to_string())));
    println!("certain decreases, false         {} of {}", false_certain.count(), said.iter().filter(certain).count());
    by_reason(&true_lines, &said_lines);
}

/// Of the lines that truth has too, how many have its amounts and its first month.
fn amounts(truth: &[TruthChangeRow], said: &[ChangeRow]) {
    let said: BTreeMap<_, _> = said
        .iter()
        .filter_map(|row| match row.person_id {
            PersonKey::Register(id) => Some(((id, row.ward_code, row.reason), row)),
            PersonKey::Provisional(_) => None,
        })
        .collect();
    let common: Vec<_> =
        truth.iter().filter_map(|row| Some((row, *said.get(&(row.person_id, row.ward_code, row.reason))?))).collect();
    let same = |row: &TruthChangeRow, line: &ChangeRow| {
        (row.amount_before, row.amount_after) == (line.amount_before, line.amount_after)
    };
    let equal = common.iter().filter(|(row, line)| same(row, line)).count();
    let month = common.iter().filter(|(row, line)| row.effective_month == line.effective_month).count();
    println!("  with the true amounts          {}", share(equal, common.len()));
    println!("  with the true first month      {}", share(month, common.len()));
}

fn by_reason(truth: &BTreeSet<Line>, said: &BTreeSet<Line>) {
    let reasons: BTreeSet<&String> = truth.iter().chain(said).map(|line| &line.3).collect();
    for reason in reasons {
        let of = |lines: &BTreeSet<Line>| lines.iter().filter(|line| &line.3 == reason).count();
        let both = truth.intersection(said).filter(|line| &line.3 == reason).count();
        println!("  {reason:<22} true {:>5}  said {:>5}  both {both:>5}", of(truth), of(said));
    }
}
