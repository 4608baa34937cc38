//! Coming boundaries: days on which a benefit begins, ends or changes, as far as it is known today.

use super::batch::UNKNOWN;
use super::engine::{Asked, variants};
use super::explain;
use super::kleene::{FALSE, MAYBE, TRUE};
use super::law::Law;
use super::reading::Evaluated;
use super::source::vi_date;
use crate::model::{Benefit, BenefitKind, Coefficient, Date, Subject};
use crate::table::outputs::CalendarRow;

impl Law {
    /// Days from `from` to `to`, both included, on which a benefit of a subject changes: birthdays
    /// that change benefit or coefficient, known ends of facts. Subjects without claims are looked
    /// at as prospects. Ordered by subject, day and benefit. Partial birth dates give no day.
    #[must_use]
    pub fn calendar(&self, subjects: &[Subject], from: Date, to: Date) -> Vec<CalendarRow> {
        let Ok(plan) = self.plan(from.month(), to.month()) else { return Vec::new() };
        let mut rows = Vec::new();
        for (index, own) in subjects.iter().enumerate() {
            let start = rows.len();
            for asked in self.watched(subjects, index, own) {
                for segment in &plan.families[asked.family] {
                    let units = variants(&asked, segment.reads);
                    if units.len() == 1 {
                        let evaluated = Evaluated::new(self, segment, segment.days(), &units);
                        self.boundaries(&evaluated, &asked, (from, to), &mut rows);
                    }
                }
            }
            rows[start..].sort_by(|a: &CalendarRow, b| (a.date, &a.event).cmp(&(b.date, &b.event)));
            rows.dedup();
        }
        rows
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
        let monthly = own.claims.iter().filter(|claim| claim.benefit.kind() != BenefitKind::OneOff);
        let asked = monthly.filter_map(|claim| {
            let cared = claim.cared_for.and_then(|cared| subjects.get(cared));
            let (benefit, family) = (claim.benefit, self.family_of(claim.benefit)?);
            Some(Asked { index, own, cared, benefit, family, claim: Some(claim) })
        });
        asked.collect()
    }

    fn boundaries(
        &self,
        evaluated: &Evaluated<'_>,
        asked: &Asked<'_>,
        days: (Date, Date),
        rows: &mut Vec<CalendarRow>,
    ) {
        let ward = asked.own.wards.last().map(|&(_, ward)| ward).or(asked.claim.map(|claim| claim.ward));
        let (Some(ward_code), false) = (ward, evaluated.columns.is_empty()) else { return };
        let Some(&(start, end)) = evaluated.batch.spans.first() else { return };
        for episode in start + 1..end {
            let date = evaluated.batch.first[episode];
            if date < days.0 || date > days.1 {
                continue;
            }
            let Some((event, before, after)) = self.boundary(evaluated, episode, asked.claim.is_none()) else {
                continue;
            };
            let person_id = asked.own.key;
            rows.push(CalendarRow { person_id, ward_code, date, event, benefit_before: before, benefit_after: after });
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
