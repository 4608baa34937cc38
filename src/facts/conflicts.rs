//! Conflicts between what a list says and what the registers say, as findings about the row.

use crate::model::{Date, Fact, Field, Finding, Issue, PersonId, Record, RowId, Severity, Subject, WardCode};

use super::FactInputs;
use super::identity::Who;
use super::likeness::{births_agree, names_agree};
use super::person::Person;

pub(super) fn at_row(record: &Record, issue: Issue) -> Finding {
    Finding { row_id: Some(record.row_id), file: record.file.clone(), ward: Some(record.ward), column: None, issue }
}

/// A finding about a person: at the row that carries the person, else at the ward.
pub(super) fn about(record: Option<&Record>, ward: Option<WardCode>, issue: Issue) -> Finding {
    match record {
        Some(record) => at_row(record, issue),
        None => Finding { row_id: None, file: "".into(), ward, column: None, issue },
    }
}

/// Findings about rows that enrol nobody: no decision, or no benefit that could be read.
pub(super) fn idle(rows: &[(&Record, Who)]) -> Vec<Finding> {
    let finding = |record: &Record| {
        let undecided = record.decision_no.is_none() && record.decision_date.is_none();
        let check = if undecided { "fact.no_decision" } else { "fact.no_benefit" };
        at_row(record, Issue::new(check, "").about(if undecided { Field::DecisionNo } else { Field::Group }))
    };
    rows.iter().map(|(record, _)| finding(record)).collect()
}

/// Findings about rows that decisions kept from a line of the opening, which no row carries now.
pub(super) fn lines_left(inputs: &FactInputs<'_>, refused: &[(usize, PersonId)]) -> Vec<Finding> {
    let finding = |(at, person): &(usize, PersonId)| {
        let issue = Issue::new("ruling.line_left", &person.reveal()).about(Field::FullName);
        at_row(&inputs.records[*at], issue)
    };
    refused.iter().map(finding).collect()
}

/// Conflicts of one enrolled person's row with the registers.
pub(super) fn of_row(record: &Record, subject: &Subject, person: &Person<'_>, inputs: &FactInputs<'_>) -> Vec<Finding> {
    let as_of = inputs.as_of;
    let mut found = Vec::new();
    let mut say = |check, field, raw: &str, suggestion: &str| {
        found.push(at_row(record, Issue::new(check, raw).about(field).suggest(suggestion)));
    };
    if let Some(row) = person.row {
        if let Some(name) = record.full_name.as_ref().filter(|name| !names_agree(name.reveal(), row.full_name.reveal()))
        {
            say("fact.name_differs", Field::FullName, name.reveal(), row.full_name.reveal());
        }
        if let (Some(listed), Some(registered)) = (record.birth_date, row.birth_date)
            && !births_agree(listed, registered)
        {
            say("fact.birth_differs", Field::BirthDate, &listed.to_string(), &registered.to_string());
        }
        if let (Some(listed), Some(registered)) = (record.gender, row.gender)
            && listed != registered
        {
            say("fact.gender_differs", Field::Gender, listed.as_str(), registered.as_str());
        }
        if let Some(home) = subject.ward_on(as_of).filter(|home| *home != record.ward) {
            say("fact.ward_differs", Field::Address, &ward_name(record.ward, inputs), &ward_name(home, inputs));
        }
    }
    if let (Some(listed), Some(registered)) = (record.severity, certified(subject, as_of))
        && listed != registered
    {
        say("fact.severity_differs", Field::Severity, listed.as_str(), registered.as_str());
    }
    found
}

/// The full name of a ward, with its kind; a ward outside the city by its code.
fn ward_name(ward: WardCode, inputs: &FactInputs<'_>) -> String {
    inputs.ward_names.get(&ward).cloned().unwrap_or_else(|| format!("xã, phường ngoài thành phố (mã {ward})"))
}

/// The severity that the certificates say.
pub(super) fn certified(subject: &Subject, as_of: Date) -> Option<Severity> {
    let covers = |i: &&crate::model::FactInterval| i.fact == Fact::Severity && i.from <= as_of && as_of <= i.to;
    match subject.facts.iter().find(covers)?.value {
        1 => Some(Severity::Mild),
        2 => Some(Severity::Severe),
        3 => Some(Severity::EspeciallySevere),
        _ => None,
    }
}

/// Order of findings: by file and row, then by ward and check.
pub(super) fn order(findings: &mut [Finding]) {
    let key = |f: &Finding| (f.file.clone(), f.row_id.map(|id: RowId| (id.sheet, id.row)), f.ward, f.issue.check);
    findings.sort_by_cached_key(key);
}
