//! What other agencies' registers say about one person: poverty, disability, pension, study,
//! facility.

use crate::model::{Date, FactSource, PensionKind, PersonId, PovertyClass, Private, Severity};
use crate::table::inputs::PensionRow;

use super::FactInputs;
use super::likeness::{About, Identity, about, births_agree, names_agree};
use super::register::{Pointed, Registers, written_id};
use super::timeline::{Held, Span, Timeline, from_rows};

/// Checks about rows that carry a person's number and name somebody else.
pub(super) const PENSION_OF_ANOTHER: &str = "fact.pension_of_another";
pub(super) const CERTIFICATE_OF_ANOTHER: &str = "fact.certificate_of_another";

fn held(from: Date, to: Option<Date>, value: i64, proven: bool) -> Held {
    Held { from, to: to.unwrap_or(Date::MAX), value, proven }
}

/// The fact `poverty`.
pub(super) fn poverty(id: PersonId, registers: &Registers<'_>, inputs: &FactInputs<'_>, rests_on_it: bool) -> Timeline {
    if inputs.poverty.is_none() {
        return Timeline::unknown();
    }
    let known = registers.poverty(id).into_iter().filter(|row| row.valid_from <= inputs.as_of);
    let value = |class| match class {
        PovertyClass::Poor => 1,
        PovertyClass::NearPoor => 2,
    };
    let rows = known.map(|row| held(row.valid_from, row.valid_to, value(row.class), true)).collect();
    from_rows(rows, rests_on_it, FactSource::Poverty)
}

/// The value of the fact `severity`.
pub(super) fn value(severity: Severity) -> i64 {
    match severity {
        Severity::Mild => 1,
        Severity::Severe => 2,
        Severity::EspeciallySevere => 3,
    }
}

/// The fact `severity`, and the first days of certificates that name somebody else.
pub(super) fn severity(
    id: PersonId,
    registers: &Registers<'_>,
    inputs: &FactInputs<'_>,
    rests_on_it: bool,
) -> (Timeline, Vec<Date>) {
    if inputs.disability.is_none() {
        return (Timeline::unknown(), Vec::new());
    }
    let (mut rows, mut others) = (Vec::new(), Vec::new());
    for Pointed { row, safe } in registers.disability(id) {
        if row.issued_on > inputs.as_of {
            continue;
        }
        let identity = Identity {
            name: row.full_name.as_ref().map(Private::reveal),
            birth: row.birth_date,
            gender: row.gender,
            number_is_theirs: written_id(row.person_id.as_ref()) == Some(id),
            safe,
        };
        let value = value(row.severity);
        match about(&identity, registers.person(id)) {
            About::Another => others.push(row.issued_on),
            verdict => {
                // A withdrawal is known from its own day on, however early the certificate.
                let withdrawn = row.withdrawn_on.filter(|&day| day <= inputs.as_of);
                rows.push(held(row.issued_on, withdrawn, value, verdict == About::This || nameless(&identity)))
            }
        }
    }
    others.sort_unstable();
    let mut timeline = from_rows(rows, rests_on_it, FactSource::Disability);
    if rests_on_it {
        doubt_the_end(&mut timeline, id, registers, inputs);
    }
    (timeline, others)
}

/// Where no certificate holds any more, but one without a number may be the person's next (name, birth,
/// gender and ward fit, and the linkage could give it to nobody), the answer is unknown from then on.
fn doubt_the_end(timeline: &mut Timeline, id: PersonId, registers: &Registers<'_>, inputs: &FactInputs<'_>) {
    let ends: Vec<(Date, Date)> =
        timeline.spans().iter().filter(|span| span.value == 0).map(|span| (span.from, span.to)).collect();
    let Some(person) = registers.person(id).filter(|_| !ends.is_empty()) else { return };
    for row in registers.loose_certificates(person.ward_code) {
        let fits = row.full_name.as_ref().is_some_and(|name| names_agree(name.reveal(), person.full_name.reveal()))
            && row.birth_date.zip(person.birth_date).is_none_or(|(a, b)| births_agree(a, b))
            && row.gender.zip(person.gender).is_none_or(|(a, b)| a == b);
        if fits && row.issued_on <= inputs.as_of {
            let last = row.withdrawn_on.map_or(Date::MAX, |day| day.plus_days(-1));
            let doubtful = ends.iter().map(|&(from, to)| (from.max(row.issued_on), to.min(last)));
            doubtful.filter(|(from, to)| from <= to).for_each(|(from, to)| timeline.erase(from, to));
        }
    }
}

/// A row with the person's number and no name at all: registers of some agencies hold no more, and
/// nothing in it contradicts.
fn nameless(identity: &Identity<'_>) -> bool {
    identity.name.is_none() && identity.number_is_theirs
}

/// The fact `pension`, and the first days of pensions that name somebody else. Pensions under
/// different numbers add up; of one number, the row that began last counts.
pub(super) fn pension(id: PersonId, registers: &Registers<'_>, inputs: &FactInputs<'_>) -> (Timeline, Vec<Date>) {
    if inputs.pensions.is_none() {
        return (Timeline::unknown(), Vec::new());
    }
    let (mut rows, mut others) = (Vec::<(&PensionRow, bool)>::new(), Vec::new());
    for Pointed { row, safe } in registers.pensions(id) {
        if row.valid_from > inputs.as_of {
            continue;
        }
        let identity = Identity {
            name: row.full_name.as_ref().map(Private::reveal),
            birth: row.birth_date,
            gender: row.gender,
            number_is_theirs: written_id(row.person_id.as_ref()) == Some(id),
            safe,
        };
        match about(&identity, registers.person(id)) {
            About::Another => others.push(row.valid_from),
            verdict => rows.push((row, verdict == About::This || nameless(&identity))),
        }
    }
    others.sort_unstable();
    (pension_spans(&rows), others)
}

fn pension_spans(rows: &[(&PensionRow, bool)]) -> Timeline {
    let end = |row: &PensionRow| row.valid_to.unwrap_or(Date::MAX);
    let mut days: Vec<Date> = rows.iter().flat_map(|(row, _)| [row.valid_from, end(row).plus_days(1)]).collect();
    days.push(Date::MIN);
    days.sort_unstable();
    days.dedup();
    let mut timeline = Timeline::always(0, FactSource::Pensions);
    for (i, &from) in days.iter().enumerate() {
        let mut running: Vec<_> =
            rows.iter().filter(|(row, _)| row.valid_from <= from && from <= end(row)).copied().collect();
        running.sort_by_key(|(row, safe)| (row.bhxh_no.clone(), row.valid_from, row.monthly_amount, *safe));
        let last_of_number = running
            .iter()
            .enumerate()
            .filter(|(j, (row, _))| running.get(j + 1).is_none_or(|(next, _)| next.bhxh_no != row.bhxh_no));
        let (value, proven) = last_of_number
            .fold((0i64, true), |(sum, all), (_, (row, safe))| (sum.saturating_add(paid(row)), all && *safe));
        let to = days.get(i + 1).map_or(Date::MAX, |next| next.plus_days(-1));
        timeline.paint(Span { from, to, value, source: FactSource::Pensions, proven });
    }
    timeline
}

/// Every kind counts as a monthly allowance of the social insurance, the survivor's too (law.md §2).
fn paid(row: &PensionRow) -> i64 {
    match row.kind {
        PensionKind::Pension | PensionKind::Allowance | PensionKind::Survivor => row.monthly_amount.0,
    }
}

/// The fact `studying`.
pub(super) fn studying(
    id: PersonId,
    registers: &Registers<'_>,
    inputs: &FactInputs<'_>,
    rests_on_it: bool,
) -> Timeline {
    if inputs.schooling.is_none() {
        return Timeline::unknown();
    }
    let known = registers.schooling(id).into_iter().filter(|row| row.valid_from <= inputs.as_of);
    let rows = known.map(|row| held(row.valid_from, row.valid_to, 1, true)).collect();
    from_rows(rows, rests_on_it, FactSource::Schooling)
}

/// The fact `in_institution`.
pub(super) fn in_institution(id: PersonId, registers: &Registers<'_>, inputs: &FactInputs<'_>) -> Timeline {
    if inputs.institutions.is_none() {
        return Timeline::unknown();
    }
    let known = registers.institutions(id).into_iter().filter(|row| row.valid_from <= inputs.as_of);
    let rows = known.map(|row| held(row.valid_from, row.valid_to, 1, true)).collect();
    from_rows(rows, false, FactSource::Institutions)
}
