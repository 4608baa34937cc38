//! A ward's confirmed mapping over the columns of a table: where each pin falls today, and what is
//! said where one no longer fits.

use super::fold::key;
use super::pins::{Mapping, Pin};
use super::recognise::{Candidate, Deciding};
use crate::model::{Field, Issue, ReadBy, column_letters};

impl Deciding<'_> {
    /// Gives the columns of a mapping their fields, before headings and values are asked.
    pub(super) fn pin(&mut self, mapping: &Mapping) {
        for pin in &mapping.pins {
            let Some(number) = self.pinned(pin) else { continue };
            for other in self.candidates.iter_mut().filter(|other| pin.field.is_some() && other.read.field == pin.field)
            {
                if other.read.how == ReadBy::Heading {
                    (other.read.field, other.read.how) = (None, ReadBy::Nothing);
                }
            }
            let read = &mut self.candidates[number].read;
            (read.field, read.how) = (pin.field, ReadBy::Pinned);
        }
    }

    /// The column that a pin means today; `None`, with a finding, where it no longer fits.
    fn pinned(&mut self, pin: &Pin) -> Option<usize> {
        let at_letter = pin.at.and_then(|at| self.candidates.iter().position(|candidate| candidate.read.at == at));
        let Some((wanted, text)) = &pin.heading else {
            return self.pinned_by_letter(pin, at_letter);
        };
        let has_heading = |candidate: &Candidate| self.keys(&candidate.read.heading).contains(wanted);
        let found: Vec<usize> = (0..self.candidates.len()).filter(|&n| has_heading(&self.candidates[n])).collect();
        let (check, place) = match (&found[..], at_letter) {
            (found, Some(at)) if found.contains(&at) => return Some(at),
            ([one], None) if pin.at.is_none() => return Some(*one),
            ([one], _) => ("sheet.pin_moved", Some(*one)),
            ([], _) => ("sheet.pin_unmet", None),
            _ => ("sheet.pin_ambiguous", None),
        };
        let column = place.map(|number| self.candidates[number].read.at as u16 + 1);
        let issue = about(Issue::new(check, text), pin.field);
        self.issues.push((column, issue));
        place
    }

    /// A letter without a heading holds as long as the values do not contradict it.
    fn pinned_by_letter(&mut self, pin: &Pin, found: Option<usize>) -> Option<usize> {
        let letter = column_letters(pin.at.map_or(0, |at| at as u16 + 1));
        let Some(number) = found else {
            self.issues.push((None, about(Issue::new("sheet.pin_unmet", &letter), pin.field)));
            return None;
        };
        let candidate = &self.candidates[number];
        let rule = pin.field.and_then(|field| self.forms.content.rule(field));
        let share = rule.map(|rule| candidate.evidence.share(rule.fits));
        let limits = &self.forms.content.limits;
        if candidate.evidence.values() >= limits.min_values && share.is_some_and(|share| share <= limits.contradicts) {
            let at = candidate.read.at;
            self.issue(at, about(Issue::new("sheet.pin_contradicted", &letter), pin.field));
            return None;
        }
        found
    }

    /// The keys under which a heading may be pinned: its last row, and all of it.
    fn keys(&self, heading: &str) -> [String; 2] {
        let readable = self.forms.legacy.readable(heading, self.charset);
        [key(readable.rsplit(" / ").next().unwrap_or("")), key(&readable)]
    }
}

fn about(issue: Issue, field: Option<Field>) -> Issue {
    match field {
        Some(field) => issue.about(field).suggest(field.label_vi()),
        None => issue,
    }
}
