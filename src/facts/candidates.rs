//! People who are not enrolled and may qualify: whom to look at at all.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::model::{Fact, FactSource, LifeStatus, Outcome, PersonId, PersonKey, Subject};
use crate::table::inputs::PopulationRow;

use super::FactInputs;
use super::person::{Person, Sources, person};

/// People whom an undecided record may be about: they may be enrolled already.
fn perhaps_enrolled(inputs: &FactInputs<'_>) -> HashSet<PersonId> {
    let open = inputs.matches.iter().filter(|verdict| verdict.outcome == Outcome::Review);
    open.flat_map(|verdict| [verdict.person_id, verdict.runner_up_id]).flatten().collect()
}

/// Subjects of people alive and resident, not enrolled in a main benefit, with a fact in a register
/// that sets them apart: age, poverty or disability. Ordered by person id.
pub(super) fn candidates(sources: &Sources<'_>, enrolled: &HashSet<PersonKey>) -> Vec<Subject> {
    let inputs = sources.inputs;
    let perhaps = perhaps_enrolled(inputs);
    let mut rows: Vec<&PopulationRow> = inputs
        .population
        .iter()
        .filter(|row| row.life_status == LifeStatus::Alive && inputs.areas.contains_key(&row.ward_code))
        .filter(|row| !enrolled.contains(&PersonKey::Register(row.person_id)) && !perhaps.contains(&row.person_id))
        .filter(|row| set_apart(row, sources))
        .collect();
    rows.sort_by_key(|row| row.person_id);
    rows.dedup_by_key(|row| row.person_id);
    let subject = |row: &&PopulationRow| {
        let key = PersonKey::Register(row.person_id);
        let Person { birth, gender, wards, facts, .. } = person(key, &[], sources);
        Subject { key, birth, gender, wards, facts, claims: Vec::new() }
    };
    rows.par_iter().map(subject).filter(|subject| lives_here(subject, sources)).collect()
}

fn set_apart(row: &PopulationRow, sources: &Sources<'_>) -> bool {
    let as_of = sources.inputs.as_of;
    let open = |to: Option<crate::model::Date>| to.is_none_or(|last| last >= as_of);
    let (last, age) = (sources.inputs.pay_month.last_day(), sources.inputs.settings.candidate_age_years);
    row.birth_date.is_some_and(|birth| birth.earliest().age_years(last) >= age)
        || sources.registers.poverty(row.person_id).iter().any(|p| p.valid_from <= as_of && open(p.valid_to))
        || sources
            .registers
            .disability(row.person_id)
            .iter()
            .any(|d| d.row.issued_on <= as_of && open(d.row.withdrawn_on))
}

/// Not dead by a registration that the population register does not know of, and not moved away.
fn lives_here(subject: &Subject, sources: &Sources<'_>) -> bool {
    let as_of = sources.inputs.as_of;
    let gone =
        |fact: Fact| subject.facts.iter().any(|i| i.fact == fact && i.value == 0 && i.from <= as_of && as_of <= i.to);
    let word =
        |fact: Fact| subject.facts.iter().any(|i| i.fact == fact && i.source == FactSource::WardReport && i.value == 0);
    !gone(Fact::Alive) && !gone(Fact::Resident) && !word(Fact::Alive) && !word(Fact::Resident)
}
