//! Stories that touch a whole household: a move, the end of poverty, a marriage.

use super::{Scene, Story};
use crate::model::{Benefit, MaritalStatus};

impl Scene<'_> {
    /// Tells a story of the household.
    pub(super) fn household_event(&mut self, position: usize, story: Story) {
        match story {
            Story::Moved => self.move_inside(),
            Story::PovertyEnded => self.poverty_ends(position),
            _ => {
                self.believe(position);
                let first = self.times.opening.first_day();
                let recent = self.times.as_of.epoch_days() - first.epoch_days();
                let day = first.plus_days(self.rng.range(0, (recent - 1).max(0)));
                let member = &mut self.household.members[self.drafts[position].member];
                (member.life.marital, member.life.married_on) = (MaritalStatus::Married, Some(day));
            }
        }
    }

    /// Everyone of the household moved here from another ward.
    fn move_inside(&mut self) {
        let first = self.times.opening.first_day();
        let recent = self.times.as_of.epoch_days() - first.epoch_days();
        let day = first.plus_days(self.rng.range(-12, (recent - 2).max(0)));
        let other = (self.ward + 1 + self.rng.below(self.wards - 1)) % self.wards;
        self.household.moved = Some((day, other));
        for draft in self.drafts.iter_mut().filter(|draft| draft.enrolled) {
            draft.story = Story::Moved;
        }
    }

    fn poverty_ends(&mut self, position: usize) {
        let first = self.times.opening.first_day();
        let last_day = if self.rng.chance(0.6) { self.times.opening.last_day() } else { first.plus_days(-1) };
        for index in 0..self.drafts.len() {
            self.believe(index);
            let rests = self.drafts[index].grants.iter().any(|grant| {
                matches!(grant.benefit, Benefit::K3 | Benefit::K4 | Benefit::K5a | Benefit::K8 | Benefit::Htxh)
            });
            if rests || index == position {
                self.drafts[index].story = Story::PovertyEnded;
            }
        }
        for member in &mut self.household.members {
            if let Some((_, span)) = member.life.poverty.last_mut() {
                span.to = Some(last_day.min(self.times.as_of));
            }
        }
    }
}
