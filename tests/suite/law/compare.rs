//! Engine and second evaluation side by side.

use std::collections::BTreeMap;

use ansinh::model::{Benefit, EntitlementStatus, Month, PersonKey, Subject};
use ansinh::rules::Law;
use ansinh::table::outputs::EntitlementRow;

use super::oracle::{self, Line};

/// What counts of a line: the benefit (its family where undetermined), whom it is for, status,
/// hundredths, đồng.
type Said = (&'static str, Option<PersonKey>, &'static str, u32, i64);

/// A person and month on which the two differ.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Index of the subject.
    pub subject: usize,
    /// The month.
    pub month: Month,
    /// What the engine says.
    pub engine: Vec<String>,
    /// What the second evaluation says.
    pub oracle: Vec<String>,
}

impl Difference {
    /// A short form under which differences of one cause fall together.
    #[must_use]
    pub fn kind(&self) -> String {
        format!("engine {:?}, oracle {:?}", self.engine, self.oracle)
    }
}

/// What was compared.
#[derive(Debug, Default)]
pub struct Compared {
    /// Subjects times months.
    pub person_months: usize,
    /// Lines entitled.
    pub entitled: usize,
    /// Lines undetermined.
    pub undetermined: usize,
    /// Where the two differ.
    pub differences: Vec<Difference>,
}

fn said(
    benefit: Benefit,
    for_person: Option<PersonKey>,
    status: EntitlementStatus,
    hundredths: u32,
    amount: i64,
) -> Option<Said> {
    match status {
        EntitlementStatus::NotEntitled => None,
        EntitlementStatus::Undetermined => Some((benefit.family().as_str(), for_person, status.as_str(), 0, 0)),
        EntitlementStatus::Entitled => Some((benefit.as_str(), for_person, status.as_str(), hundredths, amount)),
    }
}

fn of_row(row: &EntitlementRow) -> Option<Said> {
    let hundredths = row.coefficient.map_or(0, |coefficient| coefficient.hundredths());
    said(row.benefit, row.for_person_id, row.status, hundredths, row.amount.0)
}

fn of_line(line: &Line) -> Option<Said> {
    said(line.benefit, line.for_person, line.status, line.coefficient, line.amount)
}

fn shown(all: &[Said]) -> Vec<String> {
    all.iter()
        .map(|(benefit, _, status, hundredths, amount)| format!("{benefit} {status} {hundredths} {amount}"))
        .collect()
}

/// Evaluates the subjects both ways.
#[must_use]
pub fn compare(law: &Law, subjects: &[Subject], from: Month, to: Month) -> Compared {
    let rows = law.evaluate(subjects, from, to).expect("the law covers these months");
    let mut by_key: BTreeMap<(PersonKey, Month), Vec<&EntitlementRow>> = BTreeMap::new();
    for row in &rows {
        by_key.entry((row.person_id, row.month)).or_default().push(row);
    }
    let mut compared = Compared::default();
    for (index, subject) in subjects.iter().enumerate() {
        for month in from.to(to) {
            let lines = oracle::one(subject, subjects, month);
            let rows = by_key.get(&(subject.key, month)).map_or(&[][..], Vec::as_slice);
            let mut engine: Vec<Said> = rows.iter().filter_map(|row| of_row(row)).collect();
            let mut second: Vec<Said> = lines.iter().filter_map(of_line).collect();
            engine.sort();
            second.sort();
            compared.person_months += 1;
            compared.entitled += second.iter().filter(|one| one.2 == "entitled").count();
            compared.undetermined += second.iter().filter(|one| one.2 == "undetermined").count();
            let monthly = |all: &[Said]| all.iter().map(|one| one.4).sum::<i64>();
            let tied = lines.iter().any(|line| line.tied) && monthly(&engine) == monthly(&engine_of(&lines));
            if engine != second && !tied {
                compared.differences.push(Difference {
                    subject: index,
                    month,
                    engine: shown(&engine),
                    oracle: shown(&second),
                });
            }
        }
    }
    compared
}

/// One of several equal choices, counted once.
fn engine_of(lines: &[Line]) -> Vec<Said> {
    let mut once: Vec<Said> = lines.iter().filter(|line| !line.tied).filter_map(of_line).collect();
    once.extend(lines.iter().filter(|line| line.tied).filter_map(of_line).max_by_key(|one| one.4));
    once
}

/// Differences by kind, the most frequent first, each with one example.
#[must_use]
pub fn kinds(differences: &[Difference]) -> Vec<(usize, String, &Difference)> {
    let mut kinds: BTreeMap<String, (usize, &Difference)> = BTreeMap::new();
    for one in differences {
        kinds.entry(one.kind()).or_insert((0, one)).0 += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().map(|(kind, (count, one))| (count, kind, one)).collect();
    kinds.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    kinds
}
