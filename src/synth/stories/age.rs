//! Stories of birthdays: the birth date is moved so that a limit falls into the right month.

use super::{Scene, Story};
use crate::model::{Benefit, Date, PartialDate};
use crate::synth::life::Span;

impl Scene<'_> {
    /// Whether a story that hangs on a condition of the benefit applies.
    pub(super) fn applies_to_condition(
        &self,
        position: usize,
        benefit: Benefit,
        story: Story,
        long_paid: bool,
    ) -> bool {
        let draft = &self.drafts[position];
        let member = &self.household.members[draft.member];
        let age = member.age(self.times.as_of);
        let k6 = matches!(benefit, Benefit::K6Dbn | Benefit::K6Nang);
        let full = member.life.birth.full().is_some();
        match story {
            Story::PovertyEnded => {
                let rests = matches!(benefit, Benefit::K3 | Benefit::K4 | Benefit::K5a | Benefit::K8)
                    || benefit == Benefit::Htxh && full && age < 74;
                rests && long_paid && member.life.poverty.last().is_some_and(|(_, span)| span.to.is_none())
            }
            Story::CertificateWithdrawn => k6 && long_paid,
            Story::SeverityUp => benefit == Benefit::K6Nang && long_paid && self.sole(position),
            Story::SeverityDown => benefit == Benefit::K6Dbn && long_paid,
            Story::LeftSchool => benefit == Benefit::K2,
            Story::Remarried => benefit == Benefit::K4 && long_paid && self.sole(position),
            Story::TwoBenefits => {
                let pensioner = !member.life.pensions.is_empty();
                k6 && full && age >= 77 && !pensioner && long_paid && self.sole(position)
            }
            Story::Silent => (k6 || benefit == Benefit::K2) && long_paid && self.sole(position),
            Story::AgeLimit | Story::YearOnly => {
                matches!(benefit, Benefit::K1 | Benefit::K3) && (13..16).contains(&age) && self.sole(position)
            }
            Story::CoefficientUp => {
                let elder = benefit == Benefit::K5a && (73..78).contains(&age);
                (elder || k6 && (56..63).contains(&age)) && full && long_paid && self.sole(position)
            }
            Story::CoefficientDown => {
                let child = benefit == Benefit::K1 && (2..6).contains(&age);
                (child || k6 && (13..18).contains(&age)) && long_paid && self.sole(position)
            }
            _ => false,
        }
    }

    /// A birthday at a limit of age: mostly in the pay month, sometimes in the month before.
    pub(super) fn birthday(&mut self, position: usize, story: Story) {
        let benefit = self.main(position).unwrap_or(Benefit::Htxh);
        let limit = match (story, benefit) {
            (Story::AgeLimit | Story::YearOnly, _) => 16,
            (Story::CoefficientUp, Benefit::K5a) => 75,
            (Story::CoefficientUp, _) => 60,
            (_, Benefit::K1) => 4,
            _ => 16,
        };
        let month = match story {
            // A limit that ends the benefit is paid to the end of its month.
            Story::AgeLimit => self.times.opening,
            Story::YearOnly => self.times.pay,
            _ if self.rng.chance(0.6) => self.times.pay,
            _ => self.times.opening,
        };
        let last_day = i32::from(month.last_day().ymd().2);
        // Who turns 16 on the first of a month is under 16 on no day of it.
        let first = i32::from(story == Story::AgeLimit);
        let day = month.first_day().plus_days(self.rng.range(first, last_day - 1));
        let (year, number, _) = day.ymd();
        let birth = Date::new((year - limit) as i16, number as i8, day.ymd().2 as i8).unwrap_or(day);
        let member = &mut self.household.members[self.drafts[position].member];
        member.birth = birth;
        member.life.birth = PartialDate::from(birth);
        self.notice(position, story, month);
        if story == Story::YearOnly {
            // Only the year is left in the register: the limit of 16 years may be passed or not.
            self.believe(position);
            let member = &mut self.household.members[self.drafts[position].member];
            member.life.birth = PartialDate::of_year(birth.ymd().0 as i16).unwrap_or(member.life.birth);
        }
    }

    /// A birthday before the pay month was overlooked: the office believes in a later one.
    fn notice(&mut self, position: usize, story: Story, month: crate::model::Month) {
        let times = self.times;
        let member = &mut self.household.members[self.drafts[position].member];
        let birth = member.birth;
        let issued = birth.plus_days(400);
        let (father, mother) = (member.father, member.mother);
        if let Some(first) = member.life.certificates.first_mut().filter(|first| first.span.from < issued) {
            first.span.from = issued;
        }
        for grant in &mut self.drafts[position].grants {
            grant.decided_on = grant.decided_on.max(issued.plus_days(15).min(times.settled));
        }
        if matches!(story, Story::AgeLimit | Story::YearOnly) {
            member.life.studies = vec![Span { from: times.day(2025, 9, 5), to: Some(times.day(2026, 5, 31)) }];
            return;
        }
        for parent in [father, mother].into_iter().flatten() {
            let death = &mut self.household.members[parent].life.death;
            *death = death.map(|day| day.max(birth.plus_days(60)));
        }
        if month < times.pay {
            self.believe(position);
            let believed = self.drafts[position].believed.as_mut().expect("kept on the line above");
            believed.birth = PartialDate::from(birth.plus_days(70));
        }
    }
}
