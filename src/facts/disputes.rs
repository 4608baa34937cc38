//! What sources tell differently about one person: a row for each source that was not used, by the
//! order of trust.

use crate::model::{
    Date, Fact, FactInterval, FactSource, Gender, Matter, PartialDate, PersonKey, Private, Record, RowId, Severity,
    Subject, WardCode,
};
use crate::table::outputs::FactConflictRow;

use super::FactInputs;
use super::likeness::births_agree;
use super::person::vietnamese;
use super::trust::Trust;

/// What one source says: in words for officials, and the day that it tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) source: FactSource,
    pub(super) value: String,
    pub(super) day: Option<Date>,
}

impl Said {
    pub(super) fn new(source: FactSource, value: &str) -> Said {
        Said { source, value: value.to_owned(), day: None }
    }

    /// An event, told by its day.
    pub(super) fn on(source: FactSource, day: Date) -> Said {
        Said { source, value: vietnamese(day), day: Some(day) }
    }
}

/// Two sources that tell differently; the finding that asks the ward to act, where one does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dispute {
    pub(super) matter: Matter,
    pub(super) kept: Said,
    pub(super) other: Said,
    pub(super) check: Option<&'static str>,
    pub(super) row_id: Option<RowId>,
}

/// The birth dates that sources write, and which is used.
pub(super) fn births(
    trust: &Trust,
    said: [(FactSource, Option<PartialDate>); 3],
    row_id: Option<RowId>,
) -> (Option<PartialDate>, Vec<Dispute>) {
    let Some((source, kept)) = trust.first(Matter::BirthDate, said) else { return (None, Vec::new()) };
    let text = |source, date: PartialDate| Said::new(source, &date.to_string());
    let others = said.into_iter().filter_map(|(source, date)| Some((source, date?)));
    let differ = others.filter(|&(other, date)| other != source && !births_agree(kept, date));
    let dispute = |(other, date): (FactSource, PartialDate)| {
        // The pair of which the list's row gets a finding.
        let pair = [source, other];
        let listed = pair.contains(&FactSource::Decision) && pair.contains(&FactSource::Population);
        let check = listed.then_some("fact.birth_differs");
        Dispute { matter: Matter::BirthDate, kept: text(source, kept), other: text(other, date), check, row_id }
    };
    (Some(kept), differ.map(dispute).collect())
}

/// The genders that sources write, and which is used.
pub(super) fn genders(
    trust: &Trust,
    said: [(FactSource, Option<Gender>); 2],
    row_id: Option<RowId>,
) -> (Option<Gender>, Vec<Dispute>) {
    let Some((source, kept)) = trust.first(Matter::Gender, said) else { return (None, Vec::new()) };
    let text = |source, gender: Gender| Said::new(source, gender.label_vi());
    let others = said.into_iter().filter_map(|(source, gender)| Some((source, gender?)));
    let dispute = |(other, gender): (FactSource, Gender)| Dispute {
        matter: Matter::Gender,
        kept: text(source, kept),
        other: text(other, gender),
        check: Some("fact.gender_differs"),
        row_id,
    };
    (Some(kept), others.filter(|&(_, gender)| gender != kept).map(dispute).collect())
}

/// Ward and severity of a row beside those that the subject has.
pub(super) fn of_row(
    record: &Record,
    subject: &Subject,
    certified: Option<Severity>,
    inputs: &FactInputs<'_>,
) -> Vec<Dispute> {
    let mut found = Vec::new();
    let row_id = Some(record.row_id);
    // Only the register's own word is told as such: a ward's report of a move changes the wards too.
    let here = |one: &&FactInterval| one.fact == Fact::Resident && one.from <= inputs.as_of && inputs.as_of <= one.to;
    let registered = subject.facts.iter().find(here).is_some_and(|one| one.source == FactSource::Population);
    let home = subject.ward_on(inputs.as_of).filter(|home| *home != record.ward && registered);
    if let Some(home) = home.filter(|_| subject.key.register().is_some()) {
        let name = |ward: WardCode| inputs.ward_names.get(&ward).cloned().unwrap_or_else(|| ward.to_string());
        let (kept, other) =
            (Said::new(FactSource::Population, &name(home)), Said::new(FactSource::Decision, &name(record.ward)));
        found.push(Dispute { matter: Matter::Ward, kept, other, check: Some("fact.ward_differs"), row_id });
    }
    if let (Some(listed), Some(certified)) = (record.severity, certified)
        && listed != certified
    {
        let source = |severity: Severity, source| Said::new(source, severity.label_vi());
        let (kept, other) = (source(certified, FactSource::Disability), source(listed, FactSource::Decision));
        found.push(Dispute { matter: Matter::Severity, kept, other, check: Some("fact.severity_differs"), row_id });
    }
    found
}

/// The rows of one person.
pub(super) fn rows(
    key: PersonKey,
    ward: Option<WardCode>,
    disputes: Vec<Dispute>,
    trust: &Trust,
) -> Vec<FactConflictRow> {
    let row = |dispute: Dispute| {
        let Dispute { matter, kept, other, check, row_id } = dispute;
        let order = trust.of(matter);
        let text = format!(
            "{}: dùng “{}” ({}), không dùng “{}” ({}). Lý do: {}. Căn cứ: {}.",
            capital(&order.vi),
            kept.value,
            kept.source.label_vi(),
            other.value,
            other.source.label_vi(),
            order.reason,
            order.source
        );
        FactConflictRow {
            person_id: key,
            ward_code: ward,
            row_id,
            matter,
            kept_source: kept.source,
            kept_value: Private::new(&kept.value),
            kept_day: kept.day,
            other_source: other.source,
            other_value: Private::new(&other.value),
            other_day: other.day,
            reason_vi: order.reason.clone(),
            basis: order.source.clone(),
            check: check.map(str::to_owned),
            explanation_vi: Private::new(&text),
        }
    };
    disputes.into_iter().map(row).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
