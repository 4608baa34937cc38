//! What each column of a table is read as: pinned first, by heading second, by content third.
//!
//! Takes: a table's headings and the rows below them. Gives: its columns with their fields, how sure
//! each is, and what is to be reported. The rule, from the surest sign to the weakest:
//! 1. a mapping that the ward confirmed decides;
//! 2. else the heading decides, as long as its values do not contradict it;
//! 3. a heading that next to none of its values fits gives way to the content, where the content
//!    tells one field that no other column has; both are reported;
//! 4. a column without an understood heading is read by content on the same condition;
//! 5. a heading that another table of the same file explains so means the same here;
//! 6. two columns that could be one field are both left unread and reported, unless one of them is
//!    filled in far more rows, or no row has both.

use super::content::{Evidence, evidence, sample};
use super::forms::Forms;
use super::grid::Sheet;
use super::headings::{Column, Heading};
use super::legacy::Charset;
use super::pins::Mapping;
use super::triples;
use super::twins::Hints;
use crate::model::{Field, Issue, ReadBy, column_letters};

/// What a column was read as.
#[derive(Debug, Clone)]
pub(super) struct ColumnRead {
    /// From 0.
    pub(super) at: usize,
    /// Readable, in Unicode.
    pub(super) heading: String,
    pub(super) field: Option<Field>,
    pub(super) by_heading: Option<Field>,
    /// The one field that the values alone tell.
    pub(super) by_content: Option<Field>,
    pub(super) how: ReadBy,
    pub(super) values: u32,
    pub(super) fitting: Option<u32>,
    pub(super) confidence: Option<f64>,
}

/// A column while it is decided.
pub(super) struct Candidate {
    pub(super) read: ColumnRead,
    pub(super) evidence: Evidence,
    /// Fields that the values tell.
    told: Vec<Field>,
    contradicted: bool,
    /// One of the three columns of a date.
    pub(super) joined: bool,
}

/// The columns of a table, decided.
#[derive(Debug, Clone, Default)]
pub(super) struct Recognised {
    pub(super) columns: Vec<Column>,
    pub(super) reads: Vec<ColumnRead>,
    /// With the column, from 1.
    pub(super) issues: Vec<(Option<u16>, Issue)>,
}

/// What is known of a table's columns before its values are looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'a> {
    /// What the ward confirmed.
    pub(super) mapping: Option<&'a Mapping>,
    /// What the headings of other tables of the file mean.
    pub(super) hints: Option<&'a Hints>,
}

/// Decides the columns of the table below a heading, up to the row `end`.
pub(super) fn columns(
    sheet: &Sheet,
    forms: &Forms,
    charset: Charset,
    heading: &Heading,
    end: u32,
    known: Known<'_>,
) -> Recognised {
    let rows = sample(sheet, heading.end..end, &forms.content.limits);
    // A short list without an understood heading is told by all its values.
    let bare = heading.columns.iter().all(|column| column.field.is_none());
    let min_values = forms.content.limits.min_values;
    let least = if bare { min_values.min(rows.len().max(1) as u32) } else { min_values };
    let mut table = Deciding { forms, charset, least, candidates: Vec::new(), issues: Vec::new() };
    for at in 0..sheet.width() {
        let evidence = evidence(sheet, at, &rows, forms, charset);
        let headed = heading.columns.iter().find(|column| column.at == at);
        if headed.is_some() || evidence.values() >= least {
            table.candidate(at, headed, evidence);
        }
    }
    table.join_dates(&heading.columns);
    if let Some(mapping) = known.mapping {
        table.pin(mapping);
    }
    table.contradict();
    table.tell();
    if let Some(hints) = known.hints {
        table.take_hints(hints);
    }
    table.finish()
}

pub(super) struct Deciding<'a> {
    pub(super) forms: &'a Forms,
    pub(super) charset: Charset,
    /// Values of a column from which on they tell a field.
    least: u32,
    pub(super) candidates: Vec<Candidate>,
    pub(super) issues: Vec<(Option<u16>, Issue)>,
}

impl Deciding<'_> {
    fn candidate(&mut self, at: usize, headed: Option<&Column>, evidence: Evidence) {
        let field = headed.and_then(|column| column.field);
        let content = &self.forms.content;
        // Free text fits anything, so that more must speak against such a heading.
        let free = field.is_some_and(|field| content.rule(field).is_none());
        let share = if free { content.limits.tells_free } else { content.limits.tells };
        let told = content.told(&evidence, share, self.least);
        let read = ColumnRead {
            at,
            heading: headed.map(|column| column.heading.clone()).unwrap_or_default(),
            field,
            by_heading: field,
            by_content: None,
            how: if field.is_some() { ReadBy::Heading } else { ReadBy::Nothing },
            values: evidence.values(),
            fitting: None,
            confidence: None,
        };
        self.candidates.push(Candidate { read, evidence, told, contradicted: false, joined: false });
    }

    pub(super) fn issue(&mut self, at: usize, issue: Issue) {
        self.issues.push((Some(at as u16 + 1), issue));
    }

    /// The three columns of one date are that date together: no value of theirs is asked by itself.
    fn join_dates(&mut self, columns: &[Column]) {
        for triple in triples::of(columns, self.forms) {
            let parts = self.candidates.iter_mut().filter(|candidate| triple.at.contains(&candidate.read.at));
            for candidate in parts {
                candidate.read.field = Some(triple.field);
                candidate.read.by_heading = Some(triple.field);
                candidate.read.how = ReadBy::Heading;
                candidate.told.clear();
                candidate.joined = true;
            }
        }
    }

    /// Rule 3, first half: which headings their values contradict.
    fn contradict(&mut self) {
        let limits = &self.forms.content.limits;
        for candidate in &mut self.candidates {
            let field = candidate.read.field.filter(|&field| field != Field::OtherPerson);
            let Some(field) = field.filter(|_| candidate.read.how == ReadBy::Heading) else { continue };
            let fits = self.forms.content.rule(field).map_or(0.0, |rule| candidate.evidence.share(rule.fits));
            let told = !candidate.told.is_empty() && !candidate.told.contains(&field);
            let forbidden = self.forms.content.forbids(field, &candidate.evidence);
            candidate.contradicted = told && fits <= limits.contradicts || forbidden;
        }
    }

    /// Rules 3 to 5: gives the open fields to the columns whose values tell them.
    fn tell(&mut self) {
        let is_open = |candidate: &Candidate| {
            candidate.contradicted || (candidate.read.field.is_none() && candidate.read.how == ReadBy::Nothing)
        };
        let open: Vec<usize> = (0..self.candidates.len()).filter(|&n| is_open(&self.candidates[n])).collect();
        let taken =
            |field: Field| self.candidates.iter().any(|other| other.read.field == Some(field) && !other.contradicted);
        let births = [Field::BirthDate, Field::BirthMale, Field::BirthFemale];
        let is_free = |field: Field| match field {
            Field::BirthDate => !births.iter().any(|&birth| taken(birth)),
            Field::Decision => !taken(Field::Decision) && !taken(Field::DecisionNo),
            Field::DecisionNo => !taken(Field::Decision) && !taken(Field::DecisionNo),
            field => !taken(field),
        };
        let free: Vec<Field> = self.forms.content.rules.iter().map(|rule| rule.field).filter(|&f| is_free(f)).collect();
        // From left to right, so that a column after another one can rest on it.
        let mut told: Vec<(usize, Field)> = Vec::new();
        for &number in &open {
            let before = self.before(number, &told);
            let rules =
                self.forms.content.rules.iter().filter(|rule| self.candidates[number].told.contains(&rule.field));
            let fits = |after: &[Field]| after.is_empty() || before.is_some_and(|field| after.contains(&field));
            let rules: Vec<_> = rules.filter(|rule| fits(&rule.after)).collect();
            let placed = rules.iter().any(|rule| !rule.after.is_empty());
            let fields: Vec<Field> =
                rules.iter().filter(|rule| !placed || !rule.after.is_empty()).map(|rule| rule.field).collect();
            let read = &mut self.candidates[number].read;
            match fields[..] {
                [field] => {
                    read.by_content = Some(field);
                    if free.contains(&field) {
                        told.push((number, field));
                    }
                }
                [] => {}
                _ => {
                    let labels: Vec<&str> = fields.iter().map(|field| field.label_vi()).collect();
                    let issue = Issue::new("sheet.column_unclear", &read.heading).suggest(&labels.join(" hoặc "));
                    let at = read.at;
                    self.issue(at, issue);
                }
            }
        }
        for field in free {
            let columns: Vec<usize> = told.iter().filter(|(_, f)| *f == field).map(|(number, _)| *number).collect();
            self.give(field, &columns);
        }
        self.give_back();
        self.leave_strange();
    }

    /// The field of the column before, as far as it is decided.
    fn before(&self, number: usize, told: &[(usize, Field)]) -> Option<Field> {
        let before = number.checked_sub(1)?;
        let by_content = told.iter().find(|(other, _)| *other == before).map(|(_, field)| *field);
        by_content.or(self.candidates[before].read.field)
    }

    /// Gives a field to the one column that tells it.
    fn give(&mut self, field: Field, columns: &[usize]) {
        let mut by_values = columns.to_vec();
        by_values.sort_by_key(|&number| std::cmp::Reverse(self.candidates[number].evidence.values()));
        let values = |number: usize| f64::from(self.candidates[number].evidence.values());
        let chosen: Vec<usize> = match by_values[..] {
            [] => return,
            [one] => vec![one],
            [first, second, ..] if values(first) >= self.forms.content.limits.fuller * values(second) => vec![first],
            // Men's and women's births in two columns, with nothing that says which is which.
            [a, b]
                if field == Field::BirthDate
                    && self.candidates[a].evidence.is_apart_from(&self.candidates[b].evidence) =>
            {
                vec![a, b]
            }
            _ => Vec::new(),
        };
        if chosen.is_empty() {
            let letters: Vec<String> =
                columns.iter().map(|&number| column_letters(self.candidates[number].read.at as u16 + 1)).collect();
            let issue = Issue::new("sheet.column_ambiguous", &letters.join(", ")).suggest(field.label_vi());
            self.issues.push((None, issue));
        }
        for number in chosen {
            let read = &mut self.candidates[number].read;
            (read.field, read.how) = (Some(field), ReadBy::Content);
        }
    }

    /// A heading that another table of the file explains by its values means the same here, where too few
    /// values stand below it.
    fn take_hints(&mut self, hints: &Hints) {
        for number in 0..self.candidates.len() {
            let read = &self.candidates[number].read;
            let open = read.field.is_none() && read.how == ReadBy::Nothing;
            let hint = hints.field(&self.forms.legacy.readable(&read.heading, self.charset)).filter(|_| open);
            let Some(field) = hint else { continue };
            let taken = self.candidates.iter().any(|other| other.read.field == Some(field));
            let candidate = &mut self.candidates[number];
            let rule = self.forms.content.rule(field);
            let fits =
                rule.is_none_or(|rule| candidate.evidence.share(rule.fits) > self.forms.content.limits.contradicts);
            if !taken && (fits || candidate.evidence.values() == 0) {
                (candidate.read.field, candidate.read.how) = (Some(field), ReadBy::Content);
            }
        }
    }

    /// A contradicted heading whose column got nothing better keeps its field, unless the content
    /// gave it to another column.
    fn give_back(&mut self) {
        let by_content: Vec<Field> = self
            .candidates
            .iter()
            .filter(|candidate| candidate.read.how == ReadBy::Content)
            .filter_map(|candidate| candidate.read.field)
            .collect();
        for candidate in self.candidates.iter_mut().filter(|candidate| candidate.contradicted) {
            if candidate.read.how == ReadBy::Heading && candidate.read.field.is_some_and(|f| by_content.contains(&f)) {
                (candidate.read.field, candidate.read.how) = (None, ReadBy::Nothing);
            }
        }
    }
}
