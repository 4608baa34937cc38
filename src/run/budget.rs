//! `ansinh budget`: what the coming months are expected to cost.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::publishing::output;
use super::simulate::{LastRun, blocked, last_run, parts};
use super::watch::{Clock, Staged};
use super::{RunError, Watch};
use crate::forecast::{self, Assumptions, Expected, Settings};
use crate::model::{
    Benefit, BenefitKind, BudgetKind, Claim, ClaimSource, Date, Dong, EntitlementStatus, Fact, FactInterval,
    FactSource, Month, PersonKey, Subject,
};
use crate::publish;
use crate::report;
use crate::rules::{Law, RulesError};
use crate::table::forecast::{Budget, BudgetRow};
use crate::table::write_rows;

/// What the command line says about one budget.
#[derive(Debug, Clone)]
pub struct BudgetOptions {
    /// The output folder of `ansinh run`; its last published run is read.
    pub out: PathBuf,
    /// Where the results go.
    pub target: PathBuf,
    /// First month; the pay month of the run unless given.
    pub from: Option<Month>,
    /// How many months; that of the settings unless given.
    pub months: Option<u32>,
}

/// Computes the budget and writes tables, workbook and page. Gives the summary for standard output.
///
/// # Errors
/// Nothing was published, the run has no tables of facts, the law cannot be evaluated, or a file
/// cannot be written.
pub fn budget(law: &Law, settings: &Settings, options: &BudgetOptions, watch: &dyn Watch) -> Result<String, RunError> {
    let mut clock = Clock::new(watch);
    let run = clock.stage("facts", || last_run(&options.out))?;
    let from = options.from.unwrap_or(run.pay_month);
    let months = (from, from.plus(options.months.unwrap_or(settings.budget_months).max(1) as i32 - 1));
    let funerals = clock.stage("funerals", || funerals(law, &run.people.enrolled, months))?;
    let given = Assumptions { mortality: &settings.mortality, funerals: &funerals, as_of: run.as_of, months };
    let mut sums = clock.stage("enrolled", || expected(law, &run.people.enrolled, BudgetKind::Enrolled, &given))?;
    let (coming, open) = clock.stage("coming", || not_enrolled(law, &run, months))?;
    for (people, kind) in [(coming, BudgetKind::Coming), (open, BudgetKind::NotEnrolled)] {
        let more = clock.stage(kind.as_str(), || expected(law, &people, kind, &given))?;
        sums.add(more);
    }
    let rows = sums.rows();
    let of_year = |year: i32| months.0.to(months.1).filter(|month| month.ym().0 == year).count() as i64;
    let group = |of: &dyn Fn(&BudgetRow) -> String| forecast::budget_groups(&rows, of_year, |row| (of(row), of(row)));
    let budget = Budget {
        run_id: &run.manifest.run_id,
        city: &run.manifest.city,
        as_of: run.as_of,
        months,
        ward_names: &run.ward_names,
        by_month: &forecast::budget_groups(&rows, |_| 1, |row| (row.month, row.month.to_string())),
        by_year: &group(&|row| row.month.ym().0.to_string()),
        by_benefit: &forecast::budget_groups(&rows, of_year, |row| (row.benefit, row.benefit.to_string())),
        by_ward: &group(&|row| row.ward_code.to_string()),
        mortality: &settings.mortality.sources(),
        without_age: sums.without_age,
    };
    clock.stage("write", || write(&options.target, &budget, &rows))?;
    Ok(report::budget_summary(&budget))
}

fn expected(law: &Law, people: &[Subject], kind: BudgetKind, given: &Assumptions<'_>) -> Staged<Expected> {
    let one = |mut sums: Expected, part: Range<usize>| {
        let rows = law.evaluate_some(people, part.clone(), given.months.0, given.months.1)?;
        sums.add(forecast::expect(people, part, &rows, kind, given));
        Ok(sums)
    };
    let together = |mut sums: Expected, others: Expected| {
        sums.add(others);
        Ok(sums)
    };
    let sums = parts(people.len()).into_par_iter().try_fold(Expected::default, one);
    let sums = sums.try_reduce(Expected::default, together).map_err(|error| blocked(&error))?;
    Ok((sums, vec![("people", people.len() as u64)]))
}

/// What the law gives for a funeral on the death of somebody with a benefit, month by month: asked
/// for the first person of the list who is entitled to it, with a death in the middle of the month.
fn funerals(law: &Law, people: &[Subject], months: (Month, Month)) -> Staged<HashMap<(Benefit, Month), Dong>> {
    let firsts = |part: Range<usize>| -> Result<Vec<(Benefit, usize)>, RulesError> {
        let rows = law.evaluate_some(people, part.clone(), months.0, months.0)?;
        let place: HashMap<PersonKey, usize> = part.map(|at| (people[at].key, at)).collect();
        let entitled = rows.iter().filter(|row| row.status == EntitlementStatus::Entitled);
        let main = entitled.filter(|row| row.benefit.kind() == BenefitKind::Main);
        Ok(main.filter_map(|row| Some((row.benefit, *place.get(&row.person_id)?))).collect())
    };
    let found: Result<Vec<_>, RulesError> = parts(people.len()).into_par_iter().map(firsts).collect();
    let mut first: HashMap<Benefit, usize> = HashMap::new();
    for (benefit, at) in found.map_err(|error| blocked(&error))?.into_iter().flatten() {
        first.entry(benefit).or_insert(at);
    }
    let mut amounts = HashMap::new();
    for (benefit, at) in first {
        for month in months.0.to(months.1) {
            let dead = [dies(&people[at], benefit, month.first_day().plus_days(14))];
            let rows = law.evaluate(&dead, month, month).map_err(|error| blocked(&error))?;
            let due = rows.iter().find(|row| row.benefit == Benefit::MaiTang && row.amount > Dong::ZERO);
            amounts.extend(due.map(|row| ((benefit, month), row.amount)));
        }
    }
    let counts = vec![("amounts", amounts.len() as u64)];
    Ok((amounts, counts))
}

/// The same person with this benefit alone, dead on a day.
fn dies(subject: &Subject, benefit: Benefit, day: Date) -> Subject {
    let alive =
        |value, from, to| FactInterval { fact: Fact::Alive, value, from, to, source: FactSource::Deaths, proven: true };
    let mut dead = subject.clone();
    dead.facts.retain(|fact| fact.fact != Fact::Alive);
    dead.facts.extend([alive(1, Date::MIN, day), alive(0, day.plus_days(1), Date::MAX)]);
    dead.facts.sort_by_key(|fact| (fact.fact, fact.from));
    dead.claims.retain(|claim| claim.benefit.family() == benefit.family() && claim.cared_for.is_none());
    dead
}

/// People who are not enrolled, each with the claim that they would have: those who will qualify on
/// a known day, decided on that day, and those who qualify already, decided on the first day of the
/// period.
fn not_enrolled(law: &Law, run: &LastRun, months: (Month, Month)) -> Staged<(Vec<Subject>, Vec<Subject>)> {
    let candidates = &run.people.candidates;
    let place: HashMap<PersonKey, usize> = candidates.iter().enumerate().map(|(at, one)| (one.key, at)).collect();
    let with = |key: PersonKey, benefit: Benefit, decided_on: Date| {
        let own = &candidates[*place.get(&key)?];
        let claims = vec![claim(own, benefit, decided_on)?];
        Some(Subject { claims, ..own.clone() })
    };
    let prospects = law.prospects(candidates, months.0);
    let already: std::collections::HashSet<PersonKey> =
        prospects.iter().map(|row| PersonKey::Register(row.person_id)).collect();
    let sure = prospects.iter().filter(|row| row.status == EntitlementStatus::Entitled);
    let open = sure.filter_map(|row| with(PersonKey::Register(row.person_id), row.benefit, months.0.first_day()));
    let open: Vec<Subject> = open.collect();
    let mut coming: Vec<Subject> = Vec::new();
    for row in law.calendar(candidates, months.0.last_day().plus_days(1), months.1.last_day()) {
        // Rows of one person stand together, in order of days: the first one opens the right.
        let known = coming.last().is_some_and(|last| last.key == row.person_id) || already.contains(&row.person_id);
        if let (false, Some(benefit)) = (known, row.benefit_after) {
            coming.extend(with(row.person_id, benefit, row.date));
        }
    }
    let counts = vec![("coming", coming.len() as u64), ("not_enrolled", open.len() as u64)];
    Ok(((coming, open), counts))
}

fn claim(subject: &Subject, benefit: Benefit, decided_on: Date) -> Option<Claim> {
    Some(Claim {
        benefit,
        ground: None,
        decided_on: Some(decided_on),
        filed_on: None,
        from_month: None,
        source: ClaimSource::Decision,
        row_id: None,
        ward: subject.wards.last()?.1,
        cared_for: None,
        opening: None,
        safe_link: true,
    })
}

fn write(target: &Path, budget: &Budget<'_>, rows: &[BudgetRow]) -> Staged<()> {
    let fail = |error: &dyn ToString| output(target, error);
    std::fs::create_dir_all(target).map_err(|error| fail(&error))?;
    let parquet = |name: &str| target.join(format!("{name}.parquet"));
    write_rows(&parquet("budget"), rows).map_err(|error| fail(&error))?;
    let by = [
        ("budget_by_month", budget.by_month),
        ("budget_by_year", budget.by_year),
        ("budget_by_benefit", budget.by_benefit),
        ("budget_by_ward", budget.by_ward),
    ];
    for (name, sums) in by {
        write_rows(&parquet(name), sums).map_err(|error| fail(&error))?;
    }
    publish::write_budget_book(&target.join("du_toan.xlsx"), budget).map_err(|error| fail(&error))?;
    let html = report::budget_page(budget).map_err(|error| fail(&error))?;
    std::fs::write(target.join("index.html"), html).map_err(|error| fail(&error))?;
    Ok(((), vec![("files", 7)]))
}
