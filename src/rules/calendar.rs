//! Coming boundaries: days on which a benefit begins, ends or changes, as far as it is known today.

use rayon::prelude::*;

use super::batch::{UNKNOWN, Unit};
use super::engine::{Asked, Plan, variants};
use super::explain;
use super::kleene::{FALSE, MAYBE, TRUE};
use super::law::Law;
use super::reading::Evaluated;
use super::source::vi_date;
use crate::model::{Benefit, Coefficient, Date, Subject};
use crate::table::outputs::CalendarRow;

/// Subjects evaluated together.
const CHUNK: usize = 1024;

impl Law {
    /// Days from `from` to `to`, both included, on which a benefit of a subject changes: birthdays
    /// that change benefit or coefficient, known ends of facts. Subjects without claims are looked
    /// at as prospects. Ordered by subject, day and benefit. Partial birth dates give no day.
    #[must_use]
    pub fn calendar(&self, subjects: &[Subject], from: Date, to: Date) -> Vec<CalendarRow> {
        let Ok(plan) = self.plan(from.month(), to.month()) else { return Vec::new() };
        let starts: Vec<usize> = (0..subjects.len()).step_by(CHUNK).collect();
        let chunks: Vec<Vec<CalendarRow>> = starts
            .into_par_iter()
            .map(|start| self.coming(subjects, start..subjects.len().min(start + CHUNK), &plan, (from, to)))
            .collect();
        chunks.into_iter().flatten().collect()
    }

    fn coming(
        &self,
        subjects: &[Subject],
        range: std::ops::Range<usize>,
        plan: &Plan<'_>,
        days: (Date, Date),
    ) -> Vec<CalendarRow> {
        let asked: Vec<Asked<'_>> = range.flat_map(|index| self.watched(subjects, index, &subjects[index])).collect();
        let mut found: Vec<(usize, CalendarRow)> = Vec::new();
        for (family, segments) in plan.families.iter().enumerate() {
            let of_family: Vec<&Asked<'_>> = asked.iter().filter(|one| one.family == family).collect();
            for segment in segments.iter().filter(|_| !of_family.is_empty()) {
                // A partial birth date, tried at two ends, gives no day.
                let sure = of_family.iter().map(|one| (*one, variants(one, segment.reads).collect::<Vec<_>>()));
                let sure: Vec<_> = sure.filter(|(_, units)| units.len() == 1).collect();
                let units: Vec<Unit<'_>> = sure.iter().map(|(_, units)| units[0]).collect();
                let evaluated = Evaluated::new(self, segment, segment.days(), &units);
                for ((one, _), &span) in sure.iter().zip(&evaluated.batch.spans) {
                    self.boundaries(&evaluated, one, span, days, &mut found);
                }
            }
        }
        found.sort_by(|(a, x), (b, y)| (a, x.date, &x.event).cmp(&(b, y.date, &y.event)));
        found.dedup();
        found.into_iter().map(|(_, row)| row).collect()
    }

    /// Monthly claims of a subject; without any, the benefits that are looked for.
    fn watched<'a>(&self, subjects: &'a [Subject], index: usize, own: &'a Subject) -> Vec<Asked<'a>> {
        if own.claims.is_empty() {
            let asked = |family: usize| {
                let benefit = self.benefits[*self.families[family].members.first()?].benefit;
                Some(Asked { index, own, cared: None, benefit, family, claim: None })
            };
            return self.searched().filter_map(asked).collect();
        }
        let asked = own.claims.iter().filter_map(|claim| {
            let cared = claim.cared_for.and_then(|cared| subjects.get(cared));
            let (benefit, family) = (claim.benefit, self.family_of(claim.benefit)?);
            Some(Asked { index, own, cared, benefit, family, claim: Some(claim) })
        });
        asked.filter(Asked::monthly).collect()
    }

    fn boundaries(
        &self,
        evaluated: &Evaluated<'_>,
        asked: &Asked<'_>,
        (start, end): (usize, usize),
        days: (Date, Date),
        rows: &mut Vec<(usize, CalendarRow)>,
    ) {
        let ward = asked.own.wards.last().map(|&(_, ward)| ward).or(asked.claim.map(|claim| claim.ward));
        let (Some(ward_code), false) = (ward, evaluated.columns.is_empty()) else { return };
        for episode in start + 1..end {
            let date = evaluated.batch.first[episode];
            if date < days.0 || date > days.1 {
                continue;
            }
            let Some((event, before, after)) = self.boundary(evaluated, episode, asked.claim.is_none()) else {
                continue;
            };
            let person_id = asked.own.key;
            let row = CalendarRow { person_id, ward_code, date, event, benefit_before: before, benefit_after: after };
            rows.push((asked.index, row));
        }
    }

    /// What changes at the beginning of an episode: event, benefit before and after.
    fn boundary(
        &self,
        evaluated: &Evaluated<'_>,
        episode: usize,
        prospect: bool,
    ) -> Option<(String, Option<Benefit>, Option<Benefit>)> {
        let ((old, old_at), (new, new_at)) = (evaluated.state(episode - 1), evaluated.state(episode));
        let of = |at: usize| &evaluated.segment.alternatives[at];
        let date = vi_date(evaluated.batch.first[episode]);
        match (old, new) {
            (TRUE, TRUE) if !prospect => {
                let value = |at: usize, episode| evaluated.columns[at].coefficient[episode];
                let (before, after) = (value(old_at, episode - 1), value(new_at, episode));
                if (old_at, before) == (new_at, after) || before == UNKNOWN || after == UNKNOWN {
                    return None;
                }
                let vi = &of(new_at).law.vi;
                if before == after {
                    let (old_vi, benefits) = (&of(old_at).law.vi, (of(old_at).law.benefit, of(new_at).law.benefit));
                    let event = format!("Từ ngày {date}: chuyển từ chế độ “{old_vi}” sang “{vi}”, hệ số không đổi");
                    return Some((event, Some(benefits.0), Some(benefits.1)));
                }
                let text = |value: i64| Coefficient::from_hundredths(u32::try_from(value).unwrap_or(0)).to_string();
                let event = format!("Từ ngày {date}: chế độ “{vi}”, hệ số {} → {}", text(before), text(after));
                Some((event, Some(of(old_at).law.benefit), Some(of(new_at).law.benefit)))
            }
            (TRUE, FALSE) if !prospect => {
                let column = &evaluated.columns[old_at];
                let failing = column.conditions.iter().position(|values| values[episode] == FALSE)?;
                let condition = of(old_at).conditions[failing].0;
                let since = evaluated.batch.first[episode];
                let what = explain::ended_vi(condition, since);
                Some((format!("Hết điều kiện: {what}"), Some(of(old_at).law.benefit), None))
            }
            (TRUE, MAYBE) if !prospect => {
                let event = format!("Từ ngày {date}: chưa đủ căn cứ, cần xác minh trước khi chi trả tiếp");
                Some((event, Some(of(old_at).law.benefit), Some(of(old_at).law.benefit)))
            }
            (FALSE, TRUE) => {
                let (vi, benefit) = (&of(new_at).law.vi, of(new_at).law.benefit);
                if prospect && !of(new_at).law.prospect {
                    return None;
                }
                Some((format!("Từ ngày {date}: đủ điều kiện hưởng chế độ “{vi}”"), None, Some(benefit)))
            }
            _ => None,
        }
    }
}
