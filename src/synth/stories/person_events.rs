//! Stories that touch one person.

use super::{Scene, Story};
use crate::model::{Benefit, Dong, LifeStatus, MaritalStatus, PensionKind, Severity};
use crate::synth::life::{Certificate, Pension, Span};
use crate::synth::roles::Grant;

impl Scene<'_> {
    /// Decided after the last list was closed.
    pub(super) fn granted_late(&mut self, position: usize) {
        let times = self.times;
        let first = times.opening.first_day();
        let recent = times.as_of.epoch_days() - first.epoch_days();
        let day = first.plus_days(self.rng.range(1, (recent - 1).max(1)));
        for grant in &mut self.drafts[position].grants {
            (grant.decided_on, grant.old_label) = (day, None);
        }
        let member = &mut self.household.members[self.drafts[position].member];
        // The certificate behind a new decision is new as well.
        if let Some(last) = member.life.certificates.pop() {
            let span = Span::since(day.plus_days(-self.rng.range(20, 60)));
            let no = self.counters.certificate(span.from);
            member.life.certificates = vec![Certificate { no, span, ..last }];
        }
    }

    /// Tells a story of one person.
    pub(super) fn person_event(&mut self, position: usize, story: Story) {
        self.believe(position);
        let day = self.day(position);
        match story {
            Story::Died => self.dies(position, day),
            Story::DiedUnregistered => self.dies_unregistered(position),
            Story::PensionStarted => self.pension(position, day),
            Story::SeverityUp | Story::SeverityDown => self.severity(position, story, day),
            Story::TwoBenefits => self.two_benefits(position),
            Story::Resumed
            | Story::OldRate
            | Story::PaidTwice
            | Story::SaidDead
            | Story::InformantNumber
            | Story::NamesakeDied => self.drafts[position].believed = None,
            _ => self.ends(position, story, day),
        }
    }

    fn ends(&mut self, position: usize, story: Story, day: crate::model::Date) {
        let life = &mut self.household.members[self.drafts[position].member].life;
        match story {
            Story::LeftCity => life.left_city = Some(day),
            Story::CertificateWithdrawn => {
                if let Some(last) = life.certificates.last_mut() {
                    last.span.to = Some(day);
                }
            }
            Story::LeftSchool => {
                for span in &mut life.studies {
                    span.to = Some(span.to.unwrap_or(day).min(day).max(span.from));
                }
            }
            Story::EnteredInstitution => life.stays.push(Span::since(day)),
            Story::Uncollected => life.suspended_from = Some(self.times.pay),
            Story::WardEnded => life.ward_ended = Some(day.max(self.times.opening.first_day())),
            Story::Silent => life.silent = true,
            _ => {}
        }
    }

    fn dies(&mut self, position: usize, day: crate::model::Date) {
        let index = self.drafts[position].member;
        let member = &mut self.household.members[index];
        (member.life.death, member.status) = (Some(day), LifeStatus::Dead);
        for pension in &mut member.life.pensions {
            pension.span.to = pension.span.to.or(Some(day.month().last_day()));
        }
        if let Some(spouse) = member.spouse {
            let spouse = &mut self.household.members[spouse];
            if spouse.here() {
                spouse.life.marital = MaritalStatus::Widowed;
            }
        }
    }

    /// A death of the last weeks that no register has heard of, so that nothing else follows from it.
    fn dies_unregistered(&mut self, position: usize) {
        let day = self.times.as_of.plus_days(-self.rng.range(2, 45));
        let member = &mut self.household.members[self.drafts[position].member];
        (member.life.death, member.status) = (Some(day), LifeStatus::Dead);
    }

    fn pension(&mut self, position: usize, day: crate::model::Date) {
        let kind = if self.rng.chance(0.7) { PensionKind::Pension } else { PensionKind::Survivor };
        let amount = Dong(i64::from(self.rng.range(1_300, 4_200)) * 1_000);
        let from = if self.rng.chance(0.7) { day.month().first_day() } else { day };
        let life = &mut self.household.members[self.drafts[position].member].life;
        life.pensions.push(Pension { kind, amount, span: Span::since(from) });
    }

    fn severity(&mut self, position: usize, story: Story, day: crate::model::Date) {
        let severity = if story == Story::SeverityUp { Severity::EspeciallySevere } else { Severity::Severe };
        let no = self.counters.certificate(day);
        let life = &mut self.household.members[self.drafts[position].member].life;
        let Some(last) = life.certificates.last_mut() else { return };
        last.span.to = Some(day.plus_days(-1));
        let kind = last.kind;
        life.certificates.push(Certificate { no, kind, severity, span: Span::since(day) });
    }

    fn two_benefits(&mut self, position: usize) {
        let times = self.times;
        let decided_on = times.day(2026, self.rng.range(1, 6) as i8, self.rng.range(3, 26) as i8);
        self.drafts[position].believed = None;
        self.drafts[position].grants.push(Grant {
            benefit: Benefit::Htxh,
            old_label: None,
            ground: None,
            decided_on,
            cared_for: None,
        });
    }
}
