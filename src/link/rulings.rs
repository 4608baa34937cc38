//! Decisions of people about who a list row is: which of them count, and for which rows.
//!
//! A decision is about a row as it was read: its mark is a digest of everything in the row that tells
//! who it is about. A row that has changed since is another row, and is asked about again. Where the
//! line of the decision shows another name, birth date or number than the row of its mark, some of its
//! columns were moved without the others: it counts for nothing. Of two decisions that contradict each
//! other the later day counts; of one day, neither: "not clear" contradicts every answer.

use std::collections::BTreeMap;

use super::verdict::Verdict;
use crate::likeness::Name;
use crate::model::{
    Coded, Date, Field, Finding, Gender, IdNumber, Issue, Outcome, PartialDate, PersonId, Private, Record, RowId,
    Ruling, RulingState, WardCode, mark_code,
};
use crate::table::outputs::RulingRow;

/// What people decided about one query. Ordered by query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Ruled {
    /// Place of the query among the queries.
    pub index: usize,
    /// The query is this person.
    pub same: Option<PersonId>,
    /// The query is none of these, in order.
    pub not: Vec<PersonId>,
}

/// How the evidence of tonight stands to what was decided about one query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// The register does not have the person decided for.
    pub missing: bool,
    /// The person decided for has died.
    pub dead: bool,
    /// The row's number and name are those of somebody else.
    pub another_by_id: bool,
    /// What the row says is far more like nobody of the register than like the person decided for.
    pub unlike: bool,
    /// Another row of the lists is the person's too.
    pub second: bool,
    /// People decided against whose number and name the row carries.
    pub against_id: Vec<PersonId>,
    /// People decided against who are not among tonight's candidates, while the evidence is for somebody
    /// else: the same person under another number, perhaps.
    pub lost: Vec<PersonId>,
}

impl Standing {
    /// Whether something speaks against that the row is the person decided for.
    const fn speaks_against(&self) -> bool {
        self.dead || self.another_by_id || self.unlike || self.second
    }
}

/// The mark of a list row: everything in it that tells who it is about. The place of the row in its
/// file, its money and its decision are not in it.
#[must_use]
pub fn row_mark(record: &Record) -> u64 {
    let key = record.name_key.as_ref().map(Private::reveal);
    let address = record.address.as_ref().map(Private::reveal);
    written_mark((record.ward, key, record.birth_date), (record.gender, record.id, address))
}

/// As [`row_mark`], of what a row says: ward, key of the name and birth date; gender, number and address.
pub(super) fn written_mark(
    (ward, key, birth): (WardCode, Option<&str>, Option<PartialDate>),
    (gender, id, address): (Option<Gender>, Option<IdNumber>, Option<&str>),
) -> u64 {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 mark of a list row");
    let parts = [
        ward.to_string(),
        key.unwrap_or_default().to_owned(),
        birth.map(|birth| birth.code().into_owned()).unwrap_or_default(),
        gender.map(|gender| gender.as_str().to_owned()).unwrap_or_default(),
        id.map(IdNumber::reveal).unwrap_or_default(),
        address.map(letters).unwrap_or_default(),
    ];
    for part in &parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let digest = hasher.finalize();
    u64::from_be_bytes(digest.as_bytes()[..8].try_into().expect("a digest has 32 bytes"))
}

/// Letters and digits in lower case: blanks and commas of an address are no change of it.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Settles which decisions count, writes into each what became of it, and gives what is decided about
/// the records, in their order. Only decisions that come as `applied` are looked at.
pub fn settle(decisions: &mut [RulingRow], records: &[Record]) -> Vec<Ruled> {
    let mut by_mark = BTreeMap::<String, Vec<usize>>::new();
    for (place, row) in decisions.iter().enumerate().filter(|(_, row)| row.state == RulingState::Applied) {
        by_mark.entry(row.row_mark.clone()).or_default().push(place);
    }
    if by_mark.is_empty() {
        return Vec::new();
    }
    let mut rows = BTreeMap::<&str, Vec<usize>>::new();
    let marks: Vec<String> = records.iter().map(|record| mark_code(row_mark(record))).collect();
    for (index, mark) in marks.iter().enumerate().filter(|(_, mark)| by_mark.contains_key(*mark)) {
        rows.entry(mark).or_default().push(index);
    }
    for (mark, places) in &mut by_mark {
        // Rows of one mark say the same.
        let row = rows.get(mark.as_str()).map(|found| &records[found[0]]);
        places.retain(|&place| match row.filter(|row| is_of_another(&decisions[place], row)) {
            None => true,
            Some(_) => {
                decisions[place].state = RulingState::OtherRow;
                false
            }
        });
        agree(decisions, places);
    }
    let mut ruled = BTreeMap::<usize, Ruled>::new();
    for (mark, places) in &by_mark {
        let found = rows.get(mark.as_str()).map_or(&[][..], Vec::as_slice);
        for &place in places {
            let row = &mut decisions[place];
            row.row_ids = found.iter().map(|&index| records[index].row_id).collect();
            if row.state != RulingState::Applied {
                continue;
            }
            if found.is_empty() {
                row.state = RulingState::RowGone;
            }
            for &index in found {
                let about = ruled.entry(index).or_insert_with(|| Ruled { index, ..Ruled::default() });
                match row.ruling {
                    Some(Ruling::Same) => about.same = row.person_id,
                    Some(Ruling::NotSame) => about.not.extend(row.person_id),
                    Some(Ruling::Unknown) | None => {}
                }
            }
        }
    }
    let mut ruled: Vec<Ruled> =
        ruled.into_values().filter(|about| about.same.is_some() || !about.not.is_empty()).collect();
    for about in &mut ruled {
        about.not.sort_unstable();
        about.not.dedup();
    }
    ruled
}

/// Whether the line of a decision shows somebody else than the row of its mark. What it does not show
/// is not asked.
fn is_of_another(decision: &RulingRow, row: &Record) -> bool {
    let listed = decision.full_name.as_ref().map(|name| Name::fold(name.reveal()));
    let other_name =
        listed.is_some_and(|listed| listed != row.full_name.as_ref().and_then(|name| Name::fold(name.reveal())));
    let other_birth = decision.birth_date.is_some_and(|birth| row.birth_date != Some(birth));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).skip_while(|&c| c == '0').collect::<String>();
    let number = row.id.map(|id| digits(&id.reveal())).unwrap_or_default();
    let other_number = decision.id_no.as_ref().is_some_and(|listed| digits(listed.reveal()) != number);
    other_name || other_birth || other_number
}

/// Settles the decisions about one mark among themselves. Up to a day with a quarrel nothing counts:
/// what is left of it would decide by half of what was said.
fn agree(decisions: &mut [RulingRow], places: &[usize]) {
    let against = |place: usize, newer: bool| {
        let row = &decisions[place];
        let day = |other: &RulingRow| {
            if newer { other.decided_on > row.decided_on } else { other.decided_on == row.decided_on }
        };
        places.iter().map(|&other| &decisions[other]).any(|other| day(other) && contradict(row, other, newer))
    };
    let quarrel = places.iter().filter(|&&place| against(place, false)).map(|&place| decisions[place].decided_on).max();
    let state = |place: usize| match quarrel {
        _ if against(place, true) => RulingState::Replaced,
        Some(day) if decisions[place].decided_on <= day => RulingState::Conflict,
        _ => RulingState::Applied,
    };
    let states: Vec<RulingState> = places.iter().map(|&place| state(place)).collect();
    for (&place, state) in places.iter().zip(states) {
        decisions[place].state = state;
    }
}

/// Whether two decisions about one row cannot both hold. `newer`: the other one is of a later day.
/// "Not clear" takes back what was said before; what is said after it clears it.
fn contradict(row: &RulingRow, other: &RulingRow, newer: bool) -> bool {
    let one_person = row.person_id == other.person_id;
    match (row.ruling, other.ruling) {
        (Some(Ruling::Same), Some(Ruling::Same)) => !one_person,
        (Some(Ruling::Same), Some(Ruling::NotSame)) | (Some(Ruling::NotSame), Some(Ruling::Same)) => one_person,
        (Some(Ruling::Same | Ruling::NotSame), Some(Ruling::Unknown)) => true,
        (Some(Ruling::Unknown), Some(Ruling::Same | Ruling::NotSame)) => !newer,
        _ => false,
    }
}

/// Writes into the decisions how tonight's evidence stands to them, and gives what the people who
/// decided have to be told. `standings` are those of `ruled`, `verdicts` those on the records, in their order.
pub fn stand(
    decisions: &mut [RulingRow],
    (records, verdicts): (&[Record], &[Verdict]),
    (ruled, standings): (&[Ruled], &[Standing]),
) -> Vec<Finding> {
    let by_row: BTreeMap<RowId, &Standing> =
        ruled.iter().zip(standings).filter_map(|(about, how)| Some((records.get(about.index)?.row_id, how))).collect();
    for row in decisions.iter_mut().filter(|row| row.state == RulingState::Applied) {
        let how: Vec<&&Standing> = row.row_ids.iter().filter_map(|id| by_row.get(id)).collect();
        let person_is = |people: &[PersonId]| row.person_id.is_some_and(|person| people.contains(&person));
        row.state = match row.ruling {
            Some(Ruling::Same) if how.iter().any(|how| how.missing) => RulingState::PersonMissing,
            Some(Ruling::Same) if how.iter().any(|how| how.speaks_against()) => RulingState::Contested,
            Some(Ruling::NotSame) if how.iter().any(|how| person_is(&how.against_id)) => RulingState::Contested,
            Some(Ruling::NotSame) if how.iter().any(|how| person_is(&how.lost)) => RulingState::PersonMissing,
            _ => RulingState::Applied,
        };
    }
    let by_id = records.iter().zip(verdicts).map(|(record, verdict)| (record.row_id, (record, verdict))).collect();
    decisions.iter().flat_map(|row| findings(row, &by_id, &by_row)).collect()
}

/// What is said of one decision: at the rows that it is about.
fn findings(
    row: &RulingRow,
    records: &BTreeMap<RowId, (&Record, &Verdict)>,
    standings: &BTreeMap<RowId, &Standing>,
) -> Vec<Finding> {
    if row.state == RulingState::OtherRow {
        let issue = Issue::new("ruling.other_row", &format!("dòng {}", row.line));
        return vec![Finding { row_id: None, file: row.file.clone(), ward: row.ward_code, column: None, issue }];
    }
    let checks = |id: &RowId| match row.state {
        RulingState::Conflict => vec!["ruling.conflict"],
        RulingState::Replaced => vec!["ruling.replaced"],
        RulingState::RowChanged => records.get(id).map(|(_, verdict)| vec![changed(verdict)]).unwrap_or_default(),
        RulingState::PersonMissing if row.ruling == Some(Ruling::NotSame) => vec!["ruling.refused_missing"],
        RulingState::PersonMissing => vec!["ruling.person_missing"],
        RulingState::Contested => standings.get(id).map(|how| contest(row, how)).unwrap_or_default(),
        _ => vec![],
    };
    let by = row.decided_by.as_ref().map_or("", |by| by.reveal());
    let on = row.decided_on.map(Date::ymd).map(|(year, month, day)| format!("{day:02}/{month:02}/{year}"));
    let raw = format!("{by}, {}", on.unwrap_or_default());
    let about = row.row_ids.iter().filter_map(|id| Some((id, *records.get(id)?)));
    let found = about.flat_map(|(id, (record, _))| checks(id).into_iter().map(move |check| (id, record, check)));
    found
        .map(|(id, record, check)| {
            let issue = Issue::new(check, &raw).about(Field::FullName);
            Finding { row_id: Some(*id), file: record.file.clone(), ward: Some(record.ward), column: None, issue }
        })
        .collect()
}

/// What is said at a row that may be the row of a decision, changed: whether the night asks about it, and
/// that it names who was decided against, as nothing else is said at a match.
const fn changed(verdict: &Verdict) -> &'static str {
    match verdict.outcome {
        Outcome::Matched => "ruling.refused_matched",
        Outcome::Review => "ruling.row_changed",
        _ if verdict.unsure => "ruling.row_changed",
        _ => "ruling.row_changed_closed",
    }
}

/// All that speaks against a decision at one row.
fn contest(row: &RulingRow, how: &Standing) -> Vec<&'static str> {
    let same = [
        (how.another_by_id, "ruling.id_of_another"),
        (how.unlike, "ruling.unlike"),
        (how.dead, "ruling.person_dead"),
        (how.second, "ruling.second_row"),
    ];
    match row.ruling {
        Some(Ruling::Same) => same.into_iter().filter_map(|(holds, check)| holds.then_some(check)).collect(),
        Some(Ruling::NotSame) if !how.against_id.is_empty() => vec!["ruling.id_agrees"],
        _ => vec![],
    }
}
