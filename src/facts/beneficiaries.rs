//! The row of the table of beneficiaries: a person's values on the as-of day, each with its source.

use crate::model::{
    Coded, Date, Dong, Fact, FactInterval, FactSource, MaritalStatus, PersonKey, PovertyClass, Severity, Subject,
};
use crate::table::outputs::BeneficiaryRow;

use super::claims::Draft;
use super::person::Person;

/// The interval of a fact that covers a day.
fn on(facts: &[FactInterval], fact: Fact, day: Date) -> Option<&FactInterval> {
    facts.iter().find(|interval| interval.fact == fact && interval.from <= day && day <= interval.to)
}

fn source(interval: Option<&FactInterval>) -> Option<String> {
    interval.map(|interval| interval.source.code().into_owned())
}

fn from(interval: Option<&FactInterval>) -> Option<Date> {
    interval.map(|interval| interval.from).filter(|&day| day > Date::MIN)
}

fn poverty(value: i64) -> String {
    match value {
        1 => PovertyClass::Poor.code().into_owned(),
        2 => PovertyClass::NearPoor.code().into_owned(),
        _ => "none".to_owned(),
    }
}

fn severity(value: i64) -> Option<Severity> {
    match value {
        1 => Some(Severity::Mild),
        2 => Some(Severity::Severe),
        3 => Some(Severity::EspeciallySevere),
        _ => None,
    }
}

fn marital(value: i64) -> Option<String> {
    let index = usize::try_from(value - 1).ok()?;
    MaritalStatus::ALL.get(index).map(|status| status.code().into_owned())
}

/// The row of one person; `None` for someone without a claim.
pub(super) fn row(
    subject: &Subject,
    person: &Person<'_>,
    drafts: &[&Draft<'_>],
    as_of: Date,
) -> Option<BeneficiaryRow> {
    let claim = subject.claims.first()?;
    let fact = |fact| on(&subject.facts, fact, as_of);
    let (alive, poor, disabled) = (fact(Fact::Alive), fact(Fact::Poverty), fact(Fact::Severity));
    let (pension, studying, housed) = (fact(Fact::Pension), fact(Fact::Studying), fact(Fact::InInstitution));
    let married = fact(Fact::Marital);
    let record = drafts.iter().find_map(|draft| draft.record);
    let line = drafts.iter().find_map(|draft| draft.lines.first());
    let register = FactSource::Population.code().into_owned();
    let of = |in_register: bool| Some(if in_register { register.clone() } else { "list".to_owned() });
    let name = person.row.map(|row| row.full_name.clone());
    let listed = record.and_then(|record| record.full_name.clone()).or(line.and_then(|line| line.full_name.clone()));
    let newest =
        drafts.iter().filter_map(|draft| draft.record).max_by_key(|record| (record.decision_date, record.row_id));
    let mut benefits: Vec<_> = subject.claims.iter().map(|claim| claim.benefit).collect();
    benefits.sort_unstable();
    benefits.dedup();
    Some(BeneficiaryRow {
        person_id: subject.key.register(),
        provisional_id: matches!(subject.key, PersonKey::Provisional(_)).then(|| subject.key.code().into_owned()),
        full_name_source: (name.is_some() || listed.is_some()).then(|| of(name.is_some())).flatten(),
        full_name: name.or(listed),
        birth_date_source: subject.birth.and_then(|_| of(person.row.is_some_and(|row| row.birth_date.is_some()))),
        birth_date: subject.birth,
        gender_source: subject.gender.and_then(|_| of(person.row.is_some_and(|row| row.gender.is_some()))),
        gender: subject.gender,
        ward_code: subject.ward_on(as_of).unwrap_or(claim.ward),
        address: record.and_then(|record| record.address.clone()).or(person.row.and_then(|row| row.address.clone())),
        benefits,
        row_ids: drafts.iter().filter_map(|draft| draft.record).map(|record| record.row_id).collect(),
        decision_no: newest.and_then(|record| record.decision_no.clone()),
        decision_date: newest.and_then(|record| record.decision_date),
        life_status: alive.map(|i| if i.value == 0 { "dead" } else { "alive" }.to_owned()),
        life_status_source: source(alive),
        life_status_from: from(alive),
        poverty: poor.map(|i| poverty(i.value)),
        poverty_source: source(poor),
        poverty_from: from(poor),
        severity: disabled.and_then(|i| severity(i.value)),
        severity_source: source(disabled),
        severity_from: from(disabled),
        pension: pension.map(|i| Dong(i.value)),
        pension_source: source(pension),
        pension_from: from(pension),
        studying: studying.map(|i| i.value == 1),
        studying_source: source(studying),
        studying_from: from(studying),
        in_institution: housed.map(|i| i.value == 1),
        in_institution_source: source(housed),
        in_institution_from: from(housed),
        marital_status: married.and_then(|i| marital(i.value)),
        marital_status_source: source(married),
    })
}
