//! How sure each column of a table is, and what is reported of it.

use unicode_normalization::UnicodeNormalization;

use super::fold::key;
use super::headings::Column;
use super::recognise::{Candidate, ColumnRead, Deciding, Recognised};
use crate::model::{Issue, ReadBy};

impl Deciding<'_> {
    /// Confidence of each column, and the findings that follow from it.
    pub(super) fn finish(mut self) -> Recognised {
        let mut issues = std::mem::take(&mut self.issues);
        for number in 0..self.candidates.len() {
            let (fitting, confidence) = self.confidence(&self.candidates[number]);
            let read = &mut self.candidates[number].read;
            (read.fitting, read.confidence) = (fitting, confidence);
            if let Some(issue) = self.report(&self.candidates[number].read) {
                issues.push((Some(self.candidates[number].read.at as u16 + 1), issue));
            }
        }
        let reads: Vec<ColumnRead> = std::mem::take(&mut self.candidates).into_iter().map(|c| c.read).collect();
        let columns = reads
            .iter()
            .filter(|read| read.field.is_some() || (!read.heading.is_empty() && read.how == ReadBy::Nothing));
        let columns = columns.map(|read| Column { at: read.at, field: read.field, heading: read.heading.clone() });
        let columns = columns.collect();
        let readable = |read: ColumnRead| ColumnRead {
            heading: self.forms.legacy.readable(&read.heading, self.charset).nfc().collect(),
            ..read
        };
        Recognised { columns, reads: reads.into_iter().map(readable).collect(), issues }
    }

    /// A heading of several meanings (`Tình trạng`) over values of another is not read, nor one over values that its
    /// field never has.
    pub(super) fn leave_strange(&mut self) {
        let content = &self.forms.content;
        for candidate in self.candidates.iter_mut().filter(|candidate| candidate.read.how == ReadBy::Heading) {
            let rule = candidate.read.field.and_then(|field| content.rule(field)).filter(|rule| rule.only);
            let strange = |fits| candidate.evidence.share(fits) <= content.limits.contradicts;
            let forbidden = candidate.read.field.is_some_and(|field| content.forbids(field, &candidate.evidence));
            if rule.is_some_and(|rule| strange(rule.fits)) && candidate.evidence.values() > 0 || forbidden {
                (candidate.read.field, candidate.read.how) = (None, ReadBy::Nothing);
            }
        }
    }

    /// How many values fit the field, and how sure it is: what the heading or the ward says, times a
    /// half and the other half as far as the values fit; by content, the share that fits, less where
    /// the values are few.
    fn confidence(&self, candidate: &Candidate) -> (Option<u32>, Option<f64>) {
        let limits = &self.forms.content.limits;
        let Some(field) = candidate.read.field else { return (None, None) };
        let rule = self.forms.content.rule(field).filter(|_| !candidate.joined);
        let fitting = rule.map(|rule| candidate.evidence.fitting(rule.fits));
        let values = candidate.evidence.values();
        let share =
            fitting.filter(|_| values >= limits.min_values).map(|fitting| f64::from(fitting) / f64::from(values));
        let word = match candidate.read.how {
            ReadBy::Pinned => 1.0,
            ReadBy::Heading if self.is_exact(&candidate.read) => limits.exact_heading,
            ReadBy::Heading => limits.loose_heading,
            _ => {
                let sure = share.unwrap_or(0.0) * (1.0 - 1.0 / (f64::from(values) + 1.0));
                return (fitting, Some(sure));
            }
        };
        (fitting, Some(word * share.map_or(1.0, |share| (1.0 + share) / 2.0)))
    }

    /// The heading stands in `headings.toml` as it is, or below its parent.
    fn is_exact(&self, read: &ColumnRead) -> bool {
        let readable = self.forms.legacy.readable(&read.heading, self.charset);
        readable.contains(" / ") || self.forms.headings.contains_key(&key(&readable))
    }

    fn report(&self, read: &ColumnRead) -> Option<Issue> {
        let limits = &self.forms.content.limits;
        let fits = read.fitting.map(|fitting| format!("{fitting}/{}", read.values)).unwrap_or_default();
        match (read.how, read.field) {
            (ReadBy::Content, Some(field)) if read.by_heading.is_some() => {
                Some(Issue::new("sheet.heading_contradicted", &read.heading).suggest(field.label_vi()))
            }
            (ReadBy::Content, Some(field)) => {
                let issue = Issue::new("sheet.column_by_content", &read.heading).about(field);
                Some(issue.suggest(field.label_vi()))
            }
            (ReadBy::Heading | ReadBy::Pinned, Some(field)) if read.confidence? < limits.low_confidence => {
                Some(Issue::new("sheet.column_doubtful", &read.heading).about(field).suggest(&fits))
            }
            _ => None,
        }
    }
}
