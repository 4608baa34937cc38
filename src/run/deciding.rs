//! What people decided about who a list row is: read before the linkage, and shown what to decide
//! after it.

use super::inputs::CityFiles;
use super::linking::Links;
use super::night::Night;
use super::people::People;
use super::{RunError, Staged};
use crate::ingest;
use crate::link::{self, Query};
use crate::model::{Outcome, PersonId, Record, RulingState, mark_code};
use crate::registers::{self, Decisions};
use crate::table::outputs::{CandidateRow, MatchRow};

/// Reads the decision files of the city.
pub(super) fn decisions(night: &Night<'_>, files: &CityFiles) -> Staged<Decisions> {
    let open = |path: &std::path::Path| ingest::pictures(path, &night.plan.forms);
    let decisions = registers::read_decisions(&night.city, &files.decisions, night.as_of, &open);
    let usable = decisions.rows.iter().filter(|row| row.state == RulingState::Applied).count();
    let counts = vec![("decisions", decisions.rows.len() as u64), ("usable", usable as u64)];
    Ok::<_, RunError>((decisions, counts))
}

/// Both people that each record in review may be, side by side with what agrees and what does not; behind
/// the reviews the records that say less, of which somebody of the register is likelier than not.
pub(super) fn candidates(
    night: &Night<'_>,
    records: &[Record],
    links: &Links,
    population: &People,
) -> Vec<CandidateRow> {
    let asked = |verdict: &MatchRow| verdict.outcome == Outcome::Review;
    let offered = |verdict: &MatchRow| verdict.unsure == Some(true);
    let rows = |wanted: &dyn Fn(&MatchRow) -> bool| -> Vec<CandidateRow> {
        let shown = records.iter().zip(&links.matches).filter(|(_, verdict)| wanted(verdict));
        shown.flat_map(|(record, verdict)| of_record(night, record, verdict, population)).collect()
    };
    [rows(&asked), rows(&offered)].concat()
}

fn of_record(night: &Night<'_>, record: &Record, verdict: &MatchRow, population: &People) -> Vec<CandidateRow> {
    let query = Query::of_record(0, record);
    let first = verdict.person_id.or(verdict.nearest_id);
    let both = [(1, first, verdict.probability), (2, verdict.runner_up_id, verdict.runner_up_probability)];
    let shown = both.into_iter().filter_map(|(place, id, probability)| Some((place, id?, probability)));
    let row = |(place, person_id, probability): (u32, PersonId, Option<f64>)| {
        let person = population.of(person_id);
        let agreement = person.and_then(|person| link::levels_of(&query, person, &night.plan.model));
        let [same, near, different] = agreement.map(|levels| levels.agreement()).unwrap_or_default();
        let texts = |fields: Vec<&'static str>| fields.into_iter().map(str::to_owned).collect();
        CandidateRow {
            row_id: record.row_id,
            row_mark: mark_code(link::row_mark(record)),
            ward_code: record.ward,
            place,
            person_id,
            probability,
            full_name: person.map(|person| person.full_name.clone()),
            birth_date: person.and_then(|person| person.birth_date),
            gender: person.and_then(|person| person.gender),
            residence_ward_code: person.map(|person| person.ward_code),
            address: person.and_then(|person| person.address.clone()),
            life_status: person.map(|person| person.life_status),
            same: texts(same),
            near: texts(near),
            different: texts(different),
            unsure: verdict.unsure == Some(true),
        }
    };
    shown.map(row).collect()
}
