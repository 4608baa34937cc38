//! The indicators per ward and criterion.
//!
//! The words of the motto are official, their measures are ours (law.md §8; field.md §5.3): each is
//! a share of rows, fields or people that anyone can count again from the tables.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::{
    Benefit, Criterion, Date, Difference, Direction, Disposition, Dong, EntitlementStatus, FindingSeverity, Indicator,
    ListKind, Month, Outcome, PersonId, PersonKey, Reason, RowId, Ward, WardCode, WardStatus,
};
use crate::table::Tables;
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{MatchRow, QualityRow, RecordRow};

/// What the indicators are counted from.
#[derive(Debug, Clone, Copy)]
pub struct QualityInputs<'a> {
    /// All wards of the city.
    pub wards: &'a [Ward],
    /// The day whose knowledge the run uses.
    pub as_of: Date,
    /// The month of the list being prepared.
    pub pay_month: Month,
    /// The tables of the run; `quality` is not read.
    pub tables: &'a Tables,
    /// Regular payments of the month before `pay_month`.
    pub opening: &'a [PaymentRow],
}

/// Every indicator for every ward; share is null where there is nothing to count.
#[must_use]
pub fn indicators(inputs: &QualityInputs) -> Vec<QualityRow> {
    let mut counts = Counts::default();
    count_rows(&mut counts, inputs);
    count_records(&mut counts, inputs);
    count_people(&mut counts, inputs);
    count_payments(&mut counts, inputs);
    for ward in inputs.wards {
        let read = matches!(ward.status, WardStatus::Fresh | WardStatus::Partial);
        counts.one(ward.code, Indicator::ListsReceived, read);
    }
    let row = |ward: &Ward, indicator: Indicator| {
        let (numerator, denominator) = counts.0.get(&(ward.code, indicator)).copied().unwrap_or_default();
        QualityRow {
            ward_code: ward.code,
            criterion: criterion_of(indicator),
            indicator: indicator.as_str().to_owned(),
            numerator,
            denominator,
            share: (denominator > 0).then(|| numerator as f64 / denominator as f64),
        }
    };
    inputs.wards.iter().flat_map(|ward| Indicator::ALL.iter().map(move |indicator| row(ward, *indicator))).collect()
}

/// The criterion that an indicator measures.
fn criterion_of(indicator: Indicator) -> Criterion {
    match indicator {
        Indicator::IdentityAsRegister | Indicator::AmountAsLaw => Criterion::Correct,
        Indicator::MandatoryFilled | Indicator::KnownEnrolled => Criterion::Complete,
        Indicator::RowsWithoutError | Indicator::RowsNotRepeated => Criterion::Clean,
        Indicator::EndsOnTime => Criterion::Live,
        Indicator::AmountAsPaid | Indicator::PaidInList => Criterion::Consistent,
        Indicator::ShareableKey => Criterion::Shared,
        Indicator::ListsReceived | Indicator::WardAsRegister => Criterion::Synchronous,
        Indicator::Traceable => Criterion::Continuous,
    }
}

/// Numerators and denominators. Looked up by ward and indicator, walked never.
#[derive(Default)]
struct Counts(HashMap<(WardCode, Indicator), (i64, i64)>);

impl Counts {
    fn one(&mut self, ward: WardCode, indicator: Indicator, good: bool) {
        self.add(ward, indicator, i64::from(good), 1);
    }

    fn add(&mut self, ward: WardCode, indicator: Indicator, good: i64, all: i64) {
        let (numerator, denominator) = self.0.entry((ward, indicator)).or_default();
        *numerator += good;
        *denominator += all;
    }
}

fn count_rows(counts: &mut Counts, inputs: &QualityInputs) {
    let tables = inputs.tables;
    let errors = tables.findings.iter().filter(|finding| finding.severity == FindingSeverity::Error);
    let wrong: HashSet<RowId> = errors.filter_map(|finding| finding.row_id).collect();
    for row in &tables.source_rows {
        match row.disposition {
            Some(Disposition::Accepted) => {
                counts.one(row.ward_code, Indicator::RowsWithoutError, !wrong.contains(&row.row_id));
            }
            Some(Disposition::Quarantined) => counts.one(row.ward_code, Indicator::RowsWithoutError, false),
            Some(Disposition::Superseded) | None => {}
        }
    }
}

fn count_records(counts: &mut Counts, inputs: &QualityInputs) {
    let tables = inputs.tables;
    let verdicts: HashMap<RowId, &MatchRow> = tables.matches.iter().map(|verdict| (verdict.row_id, verdict)).collect();
    let repeated: HashSet<RowId> = tables.duplicates.iter().filter(|row| !row.keep).map(|row| row.row_id).collect();
    let law = due_amounts(inputs);
    for record in &tables.records {
        let (ward, verdict) = (record.ward_code, verdicts.get(&record.row_id));
        counts.one(ward, Indicator::IdentityAsRegister, verdict.is_some_and(|verdict| as_register(verdict)));
        let matched = verdict.filter(|verdict| verdict.outcome == Outcome::Matched);
        if let Some(verdict) = matched {
            let elsewhere = [Difference::Ward, Difference::Moved];
            let here = !verdict.differences.iter().any(|difference| elsewhere.contains(difference));
            counts.one(ward, Indicator::WardAsRegister, here);
        }
        if record.list_kind != ListKind::Beneficiaries {
            continue;
        }
        counts.one(ward, Indicator::RowsNotRepeated, !repeated.contains(&record.row_id));
        let filled = mandatory(record);
        let good = filled.iter().filter(|is_filled| **is_filled).count();
        counts.add(ward, Indicator::MandatoryFilled, good as i64, filled.len() as i64);
        let person = matched.and_then(|verdict| verdict.person_id);
        if let (Some(person), Some(benefit), Some(amount)) = (person, record.benefit, record.amount)
            && let Some(due) = law.get(&(PersonKey::Register(person), as_today(benefit)))
        {
            counts.one(ward, Indicator::AmountAsLaw, *due == amount);
        }
    }
}

/// Found for sure, and nothing of the identity differs.
fn as_register(verdict: &MatchRow) -> bool {
    let identity = [
        Difference::Name,
        Difference::BirthDate,
        Difference::Gender,
        Difference::IdMissing,
        Difference::IdWrong,
        Difference::IdOfAnother,
    ];
    verdict.outcome == Outcome::Matched && !verdict.differences.iter().any(|found| identity.contains(found))
}

/// The mandatory fields of a row of a beneficiary list: who, where, what, by which decision.
fn mandatory(record: &RecordRow) -> [bool; 6] {
    [
        record.full_name.is_some(),
        record.birth_date.is_some(),
        record.id_no.is_some(),
        record.address.is_some(),
        record.benefit.is_some(),
        record.decision_no.is_some() || record.decision_date.is_some(),
    ]
}

/// Old labels as today's (contract §3).
fn as_today(benefit: Benefit) -> Benefit {
    if matches!(benefit, Benefit::K5b | Benefit::K5c) { Benefit::Htxh } else { benefit }
}

/// What the law gives in the pay month where it gives an answer.
fn due_amounts(inputs: &QualityInputs) -> HashMap<(PersonKey, Benefit), Dong> {
    let of_month = inputs.tables.entitlements.iter().filter(|row| row.month == inputs.pay_month);
    let known = of_month.filter(|row| row.status == EntitlementStatus::Entitled);
    known.map(|row| ((row.person_id, as_today(row.benefit)), row.amount)).collect()
}

fn count_people(counts: &mut Counts, inputs: &QualityInputs) {
    for person in &inputs.tables.beneficiaries {
        let ward = person.ward_code;
        counts.one(ward, Indicator::KnownEnrolled, true);
        counts.one(ward, Indicator::ShareableKey, person.person_id.is_some());
        let decided = person.decision_no.is_some() || person.decision_date.is_some();
        counts.one(ward, Indicator::Traceable, decided && !person.row_ids.is_empty());
    }
    for prospect in inputs.tables.prospects.iter().filter(|row| row.status == EntitlementStatus::Entitled) {
        counts.one(prospect.ward_code, Indicator::KnownEnrolled, false);
    }
    for change in inputs.tables.changes.iter().filter(|change| change.direction == Direction::Decrease) {
        // Both take effect in the pay month by rule, so they can never be late.
        if !matches!(change.reason, Reason::TransferOut | Reason::Duplicate) {
            counts.one(change.ward_code, Indicator::EndsOnTime, change.effective_month >= inputs.pay_month);
        }
    }
}

fn count_payments(counts: &mut Counts, inputs: &QualityInputs) {
    let tables = inputs.tables;
    let matched = tables.matches.iter().filter(|verdict| verdict.outcome == Outcome::Matched);
    let people: HashMap<RowId, PersonId> =
        matched.filter_map(|verdict| Some((verdict.row_id, verdict.person_id?))).collect();
    let mut listed: BTreeMap<(WardCode, PersonId), BTreeSet<(Benefit, Dong)>> = BTreeMap::new();
    for record in tables.records.iter().filter(|record| record.list_kind == ListKind::Beneficiaries) {
        if let Some(person) = people.get(&record.row_id) {
            let amounts = listed.entry((record.ward_code, *person)).or_default();
            amounts.extend(record.benefit.map(as_today).zip(record.amount));
        }
    }
    for line in inputs.opening {
        let Some(person) = line.person_id else { continue };
        let found = listed.get(&(line.ward_code, person));
        counts.one(line.ward_code, Indicator::PaidInList, found.is_some());
        let of_benefit: Vec<Dong> = found
            .into_iter()
            .flatten()
            .filter(|(benefit, _)| *benefit == as_today(line.benefit))
            .map(|(_, amount)| *amount)
            .collect();
        if !of_benefit.is_empty() {
            counts.one(line.ward_code, Indicator::AmountAsPaid, of_benefit.contains(&line.amount));
        }
    }
}
