//! Episodes of many claims as columns: stretches of days in which no fact changes and no birthday
//! that the rules name is passed.

use super::expr::Slot;
use super::law::{Law, Reads};
use crate::model::{Date, Fact, FactInterval, FactSource, Subject};

/// A value that nobody knows.
pub(super) const UNKNOWN: i64 = i64::MIN;

/// A claim to be evaluated, with one of the two ends of a partial birth date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit<'a> {
    pub(super) own: &'a Subject,
    pub(super) cared: Option<&'a Subject>,
    /// Birth of the person and of the person cared for.
    pub(super) births: [Option<Date>; 2],
}

/// Episodes of units in one segment, column by column.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Episodes of each unit: from, to (not included).
    pub(super) spans: Vec<(usize, usize)>,
    pub(super) first: Vec<Date>,
    pub(super) last: Vec<Date>,
    /// What is unknown, not proven, or taken from the decision.
    pub(super) unknown: Vec<Reads>,
    pub(super) unproven: Vec<Reads>,
    pub(super) decided: Vec<Reads>,
    /// By slot; empty for slots that nothing reads.
    pub(super) values: Vec<Vec<i64>>,
    pub(super) ages: [Vec<i64>; 2],
    pub(super) eves: [Vec<i64>; 2],
    pub(super) births: [Vec<Option<Date>>; 2],
}

impl<'a> Unit<'a> {
    /// Whose facts a slot reads.
    pub(super) fn subject(&self, cared: bool) -> Option<&'a Subject> {
        if cared { self.cared } else { Some(self.own) }
    }

    /// Intervals of some slots, in their order: one walk along the facts of both persons, which are
    /// ordered as the slots are.
    fn read(&self, slots: &[Slot], into: &mut Vec<&'a [FactInterval]>) {
        into.clear();
        let (mut rest, mut cared): (&'a [FactInterval], bool) = (&self.own.facts, false);
        for slot in slots {
            if slot.cared && !cared {
                (rest, cared) = (self.cared.map_or(&[][..], |subject| &subject.facts), true);
            }
            let start = rest.iter().position(|interval| interval.fact >= slot.fact).unwrap_or(rest.len());
            rest = &rest[start..];
            let count = rest.iter().take_while(|interval| interval.fact == slot.fact).count();
            let (found, after) = rest.split_at(count);
            into.push(found);
            rest = after;
        }
    }

    /// Intervals of a fact, in order of days.
    pub(super) fn intervals(&self, slot: Slot) -> &'a [FactInterval] {
        let Some(subject) = self.subject(slot.cared) else { return &[] };
        let start = subject.facts.partition_point(|interval| interval.fact < slot.fact);
        let rest = &subject.facts[start..];
        &rest[..rest.partition_point(|interval| interval.fact == slot.fact)]
    }

    /// Days inside `first..=last` on which something that is read may change; `read` are the
    /// intervals of the slots that are read.
    fn changes(
        &self,
        read: &[&[FactInterval]],
        ages: &[(bool, i32)],
        (first, last): (Date, Date),
        days: &mut Vec<Date>,
    ) {
        let inside = |day: Date| first < day && day <= last;
        for intervals in read {
            for interval in *intervals {
                days.extend([interval.from, interval.to.plus_days(1)].into_iter().filter(|&day| inside(day)));
            }
        }
        for &(cared, years) in ages {
            let Some(birth) = self.births[usize::from(cared)] else { continue };
            // Most birthdays lie far outside: a bound on the day saves the calendar's work.
            let near = birth.plus_days(years * 365 + years / 4);
            if near.plus_days(9) < first || near.plus_days(-9) > last {
                continue;
            }
            let birthday = birth.birthday(years);
            days.extend([birthday, birthday.plus_days(1)].into_iter().filter(|&day| inside(day)));
        }
    }
}

impl Batch {
    /// Splits the days from first to last for every unit and fills the columns that it reads.
    pub(super) fn build(
        law: &Law,
        reads: Reads,
        (first, last): (Date, Date),
        ages: &[(bool, i32)],
        units: &[Unit<'_>],
    ) -> Batch {
        let slots: Vec<Slot> = reads.slots().collect();
        let mut batch = Batch { values: vec![Vec::new(); Slot::COUNT], ..Batch::default() };
        // Few people change within a segment: a reserve saves the columns from growing step by step.
        let room = units.len() + units.len() / 4;
        slots.iter().for_each(|slot| batch.values[slot.index()].reserve(room));
        for who in (0..2).filter(|&who| !reads.within(Reads::of_age(who == 1)).is_empty()) {
            batch.ages[who].reserve(room);
            batch.eves[who].reserve(room);
            batch.births[who].reserve(room);
        }
        for marks in [&mut batch.unknown, &mut batch.unproven, &mut batch.decided] {
            marks.reserve(room);
        }
        batch.first.reserve(room);
        batch.last.reserve(room);
        batch.spans.reserve(units.len());
        let (mut days, mut read) = (Vec::new(), Vec::with_capacity(slots.len()));
        for unit in units {
            unit.read(&slots, &mut read);
            days.clear();
            days.push(first);
            unit.changes(&read, ages, (first, last), &mut days);
            days.sort_unstable();
            days.dedup();
            let start = batch.first.len();
            batch.first.extend_from_slice(&days);
            batch.last.extend(days.iter().skip(1).map(|day| day.plus_days(-1)));
            batch.last.push(last);
            let end = batch.first.len();
            for marks in [&mut batch.unknown, &mut batch.unproven, &mut batch.decided] {
                marks.resize(end, Reads::default());
            }
            for (&slot, &intervals) in slots.iter().zip(&read) {
                let silence = unit.subject(slot.cared).and(law.words.silence(slot.fact));
                batch.fill(slot, intervals, start, silence);
            }
            batch.fill_ages(unit, start, reads);
            batch.spans.push((start, end));
        }
        batch
    }

    fn fill(&mut self, slot: Slot, mut intervals: &[FactInterval], start: usize, silence: Option<i64>) {
        let mark = Reads::slot(slot.index());
        for index in start..self.first.len() {
            let day = self.first[index];
            while intervals.first().is_some_and(|interval| interval.to < day) {
                intervals = &intervals[1..];
            }
            let value = match intervals.first().filter(|interval| interval.from <= day) {
                Some(interval) => {
                    if !interval.proven {
                        self.unproven[index] = self.unproven[index].and(mark);
                    }
                    if interval.source == FactSource::Decision {
                        self.decided[index] = self.decided[index].and(mark);
                    }
                    interval.value
                }
                None => silence.unwrap_or(UNKNOWN),
            };
            if value == UNKNOWN {
                self.unknown[index] = self.unknown[index].and(mark);
            }
            self.values[slot.index()].push(value);
        }
    }

    fn fill_ages(&mut self, unit: &Unit<'_>, start: usize, reads: Reads) {
        for who in 0..2 {
            if reads.within(Reads::of_age(who == 1)).is_empty() {
                continue;
            }
            let birth = unit.births[who];
            for index in start..self.first.len() {
                let day = self.first[index];
                let age = |on: Date| birth.map_or(UNKNOWN, |birth| i64::from(birth.age_years(on)));
                let years = age(day);
                self.ages[who].push(years);
                // Birthdays that are named, and the days after them, begin episodes of their own.
                let on_birthday = birth.is_some_and(|birth| birth.birthday(years as i32) == day);
                self.eves[who].push(if on_birthday { years - 1 } else { years });
                self.births[who].push(birth);
                if birth.is_none() {
                    self.unknown[index] = self.unknown[index].and(Reads::of_age(who == 1));
                }
            }
        }
        if unit.cared.is_none() {
            for unknown in &mut self.unknown[start..] {
                *unknown = unknown.and(Reads::CARED_FOR);
            }
        }
    }

    /// Area of an episode, where known.
    pub(super) fn area(&self, episode: usize) -> Option<i64> {
        let area = *self.values[Fact::Area as usize].get(episode)?;
        (area != UNKNOWN).then_some(area)
    }

    /// Episode of a unit that contains the day.
    pub(super) fn episode_on(&self, span: (usize, usize), day: Date) -> usize {
        let after = self.first[span.0..span.1].partition_point(|&first| first <= day);
        span.0 + after.saturating_sub(1)
    }
}
