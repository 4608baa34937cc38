//! Whether somebody lives, guarded against false deaths.

use crate::model::{Date, FactSource, LifeStatus, Matter, Month, PersonId};
use crate::table::inputs::{DeathRow, PopulationRow};

use super::likeness::{About, Identity, about};
use super::register::{Pointed, Registers, written_id};
use super::timeline::{Span, Timeline};

/// A doubt about a death that the registers tell of; each is the id of a check.
pub(super) const OF_ANOTHER: &str = "fact.death_of_another";
pub(super) const NAMESAKE: &str = "fact.death_of_namesake";
pub(super) const DOUBTFUL: &str = "fact.death_doubtful";
pub(super) const LATER_LIFE: &str = "fact.death_then_life";
pub(super) const TWO_DATES: &str = "fact.death_two_dates";

/// The fact `alive` of one person, and the doubts about it.
pub(super) struct Life {
    pub(super) timeline: Timeline,
    pub(super) doubts: Vec<(&'static str, Date)>,
    /// Days of death that sources tell, the one that counts first.
    pub(super) told: Vec<(FactSource, Date)>,
}

/// A death: its day, where from, proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Death {
    unproven: bool,
    day: Date,
    source: FactSource,
}

/// Life and death of one person as known on `as_of`.
///
/// A registered death counts as proven where it names the person; one that plainly names another
/// (the informant's number in the dead person's place) is set aside with a doubt; one that is
/// followed by a move of the same person, or names nobody, counts but is not proven. Someone whose
/// death has no day is certainly not alive from the pay month on and unknown before.
pub(super) fn life(id: PersonId, registers: &Registers<'_>, as_of: Date, pay_month: Month) -> Life {
    let person = registers.person(id);
    let mut doubts = Vec::new();
    let mut deaths: Vec<Death> = registers
        .deaths(id)
        .iter()
        .filter(|death| {
            death.row.registered_on.unwrap_or(death.row.death_date) <= as_of && death.row.death_date <= as_of
        })
        .filter_map(|death| judge(id, death, person, &mut doubts))
        .collect();
    let dead = person.filter(|row| row.life_status == LifeStatus::Dead);
    if let Some(day) = dead.and_then(|row| row.death_date).filter(|&day| day <= as_of) {
        if let Some(other) = deaths.iter().find(|death| death.day != day) {
            doubts.push((TWO_DATES, other.day));
        }
        deaths.push(Death { unproven: false, day, source: FactSource::Population });
    }
    doubts.sort_unstable();
    doubts.dedup();
    let trust = registers.trust();
    deaths.sort_by_key(|death| (death.unproven, trust.rank(Matter::Alive, death.source), death.day));
    let undated = dead.is_some_and(|row| row.death_date.is_none());
    let mut told: Vec<(FactSource, Date)> = deaths.iter().map(|death| (death.source, death.day)).collect();
    told.dedup();
    Life { timeline: timeline(person, deaths.first(), undated, pay_month, as_of), doubts, told }
}

fn timeline(
    person: Option<&PopulationRow>,
    death: Option<&Death>,
    undated: bool,
    pay_month: Month,
    as_of: Date,
) -> Timeline {
    let alive = Span::always(1, FactSource::Population);
    let mut timeline = Timeline::unknown();
    match (person.map(|row| row.life_status), death) {
        (_, Some(death)) => {
            timeline.paint(Span { value: 1, source: death.source, ..alive.until(death.day) });
            let gone = Span { value: 0, source: death.source, ..alive.since(death.day.plus_days(1)) };
            timeline.paint(gone.proven(!death.unproven));
        }
        (Some(LifeStatus::Dead), None) if undated => {
            timeline.paint(Span { value: 0, ..alive.since(pay_month.first_day()) });
        }
        // Missing is not dead; whether the person lives is what nobody knows from now on.
        (Some(LifeStatus::Missing), None) => timeline.paint(alive.until(as_of.plus_days(-1))),
        // Dead on a day after the as-of day: not known yet.
        (Some(_), None) => timeline.paint(alive),
        (None, None) => {}
    }
    timeline
}

fn judge(
    id: PersonId,
    death: &Pointed<'_, DeathRow>,
    person: Option<&PopulationRow>,
    doubts: &mut Vec<(&'static str, Date)>,
) -> Option<Death> {
    let row = death.row;
    let written = written_id(row.person_id.as_ref());
    let informant = written.is_some() && written == written_id(row.informant_id.as_ref());
    let identity = Identity {
        name: row.full_name.as_ref().map(crate::model::Private::reveal),
        birth: row.birth_date,
        gender: row.gender,
        number_is_theirs: written == Some(id),
        safe: death.safe,
    };
    let verdict = about(&identity, person);
    // Nobody reports their own death: where number and informant are one, only the name decides.
    if verdict == About::Another || (informant && written == Some(id) && verdict != About::This) {
        doubts.push((OF_ANOTHER, row.death_date));
        return None;
    }
    if written.is_none() && person.is_some_and(|person| namesake(row, person)) {
        doubts.push((NAMESAKE, row.death_date));
        return None;
    }
    let moved_later = person.is_some_and(|person| {
        person.life_status == LifeStatus::Alive && person.residence_since.is_some_and(|since| since > row.death_date)
    });
    if moved_later {
        doubts.push((LATER_LIFE, row.death_date));
    } else if verdict == About::Doubtful {
        doubts.push((DOUBTFUL, row.death_date));
    }
    let unproven = moved_later || verdict != About::This;
    Some(Death { unproven, day: row.death_date, source: FactSource::Deaths })
}

/// A registration without a number, without a full birth date and from a ward in which the person
/// never lived: names and birth years are shared by many.
fn namesake(row: &DeathRow, person: &PopulationRow) -> bool {
    let full = row.birth_date.and_then(|birth| birth.full()).is_some();
    let elsewhere =
        row.ward_code.is_none_or(|ward| ward != person.ward_code && Some(ward) != person.previous_ward_code);
    !full && elsewhere
}
