//! From registers and links to what the law gives, and what changes.

use std::collections::BTreeMap;

use super::keeping::{self, Kept};
use super::linking::Links;
use super::night::Night;
use super::{RunError, Staged, former, known, visits};
use crate::facts::{self, FactInputs, Gathered, Linked};
use crate::model::{Benefit, Date, Fact, Finding, Month, PersonId, Private, Record, Subject};
use crate::registers::{Population, Registers, Wanted};
use crate::table::inputs::PopulationRow;
use crate::table::outputs::{CalendarRow, ConditionRow, EntitlementRow, ProspectRow, VisitRow};

/// Reads the registers of other agencies, but for the population.
pub(super) fn registers(night: &Night<'_>) -> Staged<Registers> {
    let mut registers = crate::registers::read(&night.city).map_err(|error| RunError::input("registers", &error))?;
    let later = known::registers(&mut registers, night);
    let count = |rows: Option<usize>| rows.unwrap_or(0) as u64;
    let counts = vec![
        ("deaths", count(registers.deaths.as_ref().map(Vec::len))),
        ("pensions", count(registers.pensions.as_ref().map(Vec::len))),
        ("poverty", count(registers.poverty.as_ref().map(Vec::len))),
        ("disability", count(registers.disability.as_ref().map(Vec::len))),
        ("payments", registers.payments.len() as u64),
        ("not_known_yet", later),
    ];
    Ok((registers, counts))
}

/// Rows of the population register that facts are gathered from.
pub(super) struct People {
    pub(super) rows: Vec<PopulationRow>,
    pub(super) findings: Vec<Finding>,
}

impl People {
    /// One person, where selected.
    pub(super) fn of(&self, person: PersonId) -> Option<&PopulationRow> {
        self.rows.binary_search_by_key(&person, |row| row.person_id).ok().map(|place| &self.rows[place])
    }
}

/// Everyone linked, paid, or in a register that may give a right, with their families. Who only studies is
/// asked for through a parent.
pub(super) fn population(night: &Night<'_>, registers: &Registers, links: &Links) -> Staged<People> {
    let mut wanted = Wanted::default();
    wanted.ids.extend(links.matches.iter().filter_map(|verdict| verdict.person_id));
    wanted.ids.extend(links.matches.iter().filter_map(|verdict| verdict.runner_up_id));
    let offered = links.matches.iter().filter(|verdict| verdict.unsure == Some(true));
    wanted.ids.extend(offered.filter_map(|verdict| verdict.nearest_id));
    wanted.ids.extend(links.of_rows().filter_map(|link| link.person));
    for line in &registers.payments {
        wanted.ids.extend([line.person_id, line.for_person_id].into_iter().flatten());
    }
    wanted.ids.extend(registers.poverty.iter().flatten().map(|row| row.person_id));
    wanted.ids.extend(registers.institutions.iter().flatten().map(|row| row.person_id));
    let ids_of_deaths = registers.deaths.iter().flatten().flat_map(|row| [&row.person_id, &row.informant_id]);
    wanted.ids.extend(ids_of_deaths.flatten().filter_map(|id| PersonId::from_digits(id.reveal())));
    // Whoever reaches the age within the pay month is looked at as well.
    let (year, month, day) = night.pay_month.next().first_day().ymd();
    wanted.born_until = Date::new((year - night.plan.fact_settings.candidate_age_years) as i16, month as i8, day as i8);
    let read = || Population::open(&night.city)?.known_on(night.as_of)?.select_with_families(&wanted);
    let selected = read().map_err(|error| RunError::input("population", &error))?;
    let counts = vec![("people", selected.rows.len() as u64)];
    Ok((People { rows: selected.rows, findings: selected.findings }, counts))
}

/// Gathers everyone's dated facts, and tells beside each verdict whom its row is counted as.
pub(super) fn gather(
    night: &Night<'_>,
    (records, set_aside): (&[Record], &[Record]),
    registers: &Registers,
    links: &mut Links,
    population: &People,
) -> Staged<(Gathered, Kept)> {
    let facts_of = |benefit: Benefit| -> Vec<Fact> { night.plan.law.facts_of(benefit).to_vec() };
    let ward_names = night.plan.wards.iter().map(|ward| (ward.code, ward.full_name.clone())).collect();
    let none = BTreeMap::new();
    let inputs = FactInputs {
        as_of: night.as_of,
        pay_month: night.pay_month,
        arrears_from: night.plan.arrears_from,
        records,
        matches: &links.matches,
        set_aside,
        refused: &links.refused,
        persons: &links.persons,
        duplicates: &links.duplicates,
        population: &population.rows,
        deaths: registers.deaths.as_deref().map(|rows| Linked { rows, links: &links.deaths }),
        pensions: registers.pensions.as_deref().map(|rows| Linked { rows, links: &links.pensions }),
        poverty: registers.poverty.as_deref(),
        disability: registers.disability.as_deref().map(|rows| Linked { rows, links: &links.disability }),
        schooling: registers.schooling.as_deref(),
        institutions: registers.institutions.as_deref(),
        ledger: Linked { rows: &registers.payments, links: &links.payments },
        special_communes: Some(&night.plan.special_communes),
        areas: &night.areas,
        provisional: &none,
        ward_names: &ward_names,
        settings: &night.plan.fact_settings,
        facts_of: &facts_of,
    };
    let (kept, identified) = keeping::provisional(night, &inputs)?;
    let inputs = FactInputs { provisional: &kept.provisional.ids, ..inputs };
    let gathered = facts::gather_identified(&inputs, identified);
    for (verdict, (key, by)) in links.matches.iter_mut().zip(gathered.keys.iter().zip(&gathered.counted)) {
        (verdict.counted_as, verdict.counted_by) = (Some(*key), Some(*by));
    }
    let counts = vec![
        ("enrolled", gathered.beneficiaries.len() as u64),
        ("candidates", gathered.candidates.len() as u64),
        ("findings", gathered.findings.len() as u64),
        ("provisional_ids", kept.provisional.ledger.len() as u64),
        ("provisional_events", kept.provisional.events.len() as u64),
    ];
    Ok(((gathered, kept), counts))
}

/// What the law gives everyone enrolled, from the first month of arrears to the pay month, and gave
/// former beneficiaries in the months that were paid to them.
pub(super) fn entitlements(night: &Night<'_>, registers: &Registers, people: &Gathered) -> Staged<Vec<EntitlementRow>> {
    let from = night.plan.arrears_from;
    let evaluate = |subjects: &[Subject], from: Month| {
        let rows = night.plan.law.evaluate(subjects, from, night.pay_month);
        rows.map_err(|error| RunError::Blocked(error.to_string()))
    };
    let mut rows = evaluate(&people.subjects, from)?;
    // Somebody who was paid until this year may have died in the last one.
    let first = registers.payments.iter().map(|line| line.month).min().map_or(from, |first| first.min(from));
    let former = former::rows(&people.former, evaluate(&people.former.subjects, first)?, &rows);
    let of_former = former.len() as u64;
    former::replace(&people.former, &mut rows, former);
    let counts = vec![("person_months", rows.len() as u64), ("of_former_beneficiaries", of_former)];
    Ok((rows, counts))
}

/// Who may qualify without being enrolled, and what is coming.
pub(super) struct Outlook {
    pub(super) prospects: Vec<ProspectRow>,
    pub(super) calendar: Vec<CalendarRow>,
    pub(super) conditions: Vec<ConditionRow>,
    pub(super) visits: Vec<VisitRow>,
}

/// Looks for prospects and for the coming boundaries.
pub(super) fn outlook(night: &Night<'_>, people: &Gathered, population: &People) -> Staged<Outlook> {
    let law = &night.plan.law;
    let until = night.pay_month.plus(night.plan.calendar_months as i32 - 1).last_day();
    let prospects = law.prospects(&people.candidates, night.pay_month);
    let mut calendar = law.calendar(&people.subjects, night.as_of.plus_days(1), until);
    let coming = law.calendar(&people.candidates, night.as_of.plus_days(1), until);
    let visits = visits::visits(night, &people.candidates, population, &prospects, &coming);
    calendar.extend(coming);
    let conditions = conditions(night, people);
    let counts = vec![
        ("prospects", prospects.len() as u64),
        ("visits", visits.len() as u64),
        ("calendar", calendar.len() as u64),
        ("conditions", conditions.len() as u64),
    ];
    Ok((Outlook { prospects, calendar, conditions, visits }, counts))
}

/// What decided about everyone enrolled in the pay month, condition by condition.
fn conditions(night: &Night<'_>, people: &Gathered) -> Vec<ConditionRow> {
    let stories = night.plan.law.stories(&people.subjects, night.pay_month);
    let rows = people.subjects.iter().zip(stories).flat_map(|(subject, traces)| {
        (1..).zip(traces).map(|(place, trace)| ConditionRow {
            person_id: subject.key,
            month: night.pay_month,
            benefit: trace.benefit,
            place,
            condition: trace.condition,
            wording: trace.wording,
            result: trace.result,
            values: Private::new(&trace.values.join("; ")),
            source: trace.source,
            clause: trace.clause,
        })
    });
    rows.collect()
}
