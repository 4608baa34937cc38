//! From episodes to months: what a family gives in a month, and the day that decides it.

use std::cell::RefCell;

use super::batch::{Batch, UNKNOWN, Unit};
use super::columns::{Column, column};
use super::config::Adjust;
use super::explain::Texts;
use super::kleene::{FALSE, MAYBE, TRUE};
use super::law::{Law, Reads};
use super::segment::{Alternative, Segment};
use crate::model::{Date, Month};

/// A segment evaluated for many claims.
#[derive(Debug)]
pub(super) struct Evaluated<'a> {
    pub(super) segment: &'a Segment<'a>,
    pub(super) batch: Batch,
    pub(super) columns: Vec<Column>,
    /// Texts that its rows share.
    pub(super) texts: RefCell<Texts>,
}

/// The answer for a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Conditions held on some day and the start rule is met.
    Entitled,
    /// Conditions held on no day.
    Ended,
    /// The start rule is not met yet.
    Waiting,
    /// Hangs on something unknown.
    Unknown,
    /// No benefit of the family is in force.
    NoLaw,
}

/// What a month reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) answer: Answer,
    /// Which alternative of the segment; the first where none holds.
    pub(super) alternative: u8,
    /// Hundredths, or [`UNKNOWN`]; of an unknown answer the most that it can be.
    pub(super) coefficient: i64,
    pub(super) case: u8,
    pub(super) missing: Reads,
    /// Whether the conditions held on some day (in three values), whatever the start rule says.
    pub(super) held: u8,
    pub(super) unproven: Reads,
    pub(super) decided: Reads,
    /// The rule on the day of the coefficient made a difference.
    pub(super) adjusted: bool,
    /// The month is the first by the start rule.
    pub(super) starts: bool,
    /// The episode that decides.
    pub(super) episode: usize,
    /// The episode whose place of residence gives the rate.
    pub(super) place: usize,
    /// The area there, where known.
    pub(super) area: Option<i64>,
}

impl Reading {
    /// Whether two months say the same, but for the episodes.
    pub(super) fn same(&self, other: &Reading) -> bool {
        Reading { episode: 0, place: 0, ..*self } == Reading { episode: 0, place: 0, ..*other }
    }
}

impl<'a> Evaluated<'a> {
    /// Evaluates a segment for claims of its family.
    pub(super) fn new(law: &Law, segment: &'a Segment<'a>, days: (Date, Date), units: &[Unit<'_>]) -> Evaluated<'a> {
        let ages = segment.ages();
        let batch = Batch::build(law, segment.reads, days, &ages, units);
        let columns = segment.alternatives.iter().map(|one| column(one, &batch, segment)).collect();
        Evaluated { segment, batch, columns, texts: RefCell::default() }
    }

    /// True where some alternative holds on the episode, unknown where that cannot be told; and
    /// the first such alternative.
    pub(super) fn state(&self, episode: usize) -> (u8, usize) {
        let mut best = (FALSE, 0);
        for (index, column) in self.columns.iter().enumerate() {
            if column.all[episode] > best.0 {
                best = (column.all[episode], index);
            }
        }
        best
    }

    /// Whether nothing changes for a unit from the eve of a month to its last day.
    pub(super) fn steady(&self, unit: usize, (_, first, last): (Month, Date, Date)) -> bool {
        let span = self.batch.spans[unit];
        let on = |day| self.batch.episode_on(span, day);
        span.1 - span.0 == 1 || on(first.plus_days(-1)) == on(last)
    }

    /// Reads a month of a unit. `starts` is, by alternative, the first month that the start rule
    /// allows; empty where there is no decision.
    pub(super) fn read(&self, span: (usize, usize), month: (Month, Date, Date), starts: &[Option<Month>]) -> Reading {
        let (month, first, last) = month;
        let (begin, end) = (self.batch.episode_on(span, first), self.batch.episode_on(span, last));
        let starting = starts.contains(&Some(month));
        let mut reading = self.held(span, (begin, end), first, starting);
        // The old place of residence pays the whole month of a move (NĐ 20 Điều 8.4d, NĐ 335 Điều
        // 8.3): the rate is the one of the first day on which the conditions may hold.
        reading.place = (begin..=end).find(|&episode| self.state(episode).0 != FALSE).unwrap_or(reading.episode);
        reading.area = self.batch.area(reading.place);
        let started = |start: Option<Month>| start.is_none_or(|start| start <= month);
        let waiting = match reading.answer {
            Answer::Entitled => !started(starts.get(usize::from(reading.alternative)).copied().flatten()),
            Answer::NoLaw => false,
            _ => !starts.is_empty() && !starts.iter().any(|&start| started(start)),
        };
        reading.held = (begin..=end).map(|episode| self.state(episode).0).max().unwrap_or(FALSE);
        reading.starts = starts.get(usize::from(reading.alternative)).copied().flatten() == Some(month);
        if waiting {
            reading.answer = Answer::Waiting;
        }
        reading
    }

    fn held(&self, span: (usize, usize), (begin, end): (usize, usize), first: Date, starting: bool) -> Reading {
        if self.columns.is_empty() {
            return self.reading(Answer::NoLaw, 0, begin);
        }
        // The coefficient's day first, then the days of the month from the nearest on.
        // Only what was paid before can be adjusted from the next month on: the first month never
        // looks back to days before it, of which the registers may know nothing.
        let month_end = starting || self.segment.regime.adjust == Adjust::SameMonth;
        let day = if month_end { end } else { self.batch.episode_on(span, first.plus_days(-1)) };
        let states = (begin..=end).map(|episode| self.state(episode).0);
        match states.max().unwrap_or(FALSE) {
            FALSE => return self.reading(Answer::Ended, 0, begin),
            MAYBE => {
                let reading = self.unknown((begin..=end).filter(|&episode| self.state(episode).0 == MAYBE));
                let before = (!month_end).then_some(day);
                let known = before.filter(|&day| self.state(day).0 == TRUE);
                let coefficient = match known {
                    Some(day) => self.most(std::iter::once(day)),
                    None => self.most(before.into_iter().chain(begin..=end)),
                };
                return Reading { coefficient, ..reading };
            }
            _ => {}
        }
        let (state, alternative) = self.state(day);
        if state == TRUE && self.columns[alternative].coefficient[day] != UNKNOWN {
            return self.entitled(alternative, day, end);
        }
        let mut order = vec![day];
        if month_end {
            order.extend((begin..end).rev())
        } else {
            order.extend(begin..=end)
        }
        let mut doubtful = Vec::new();
        for episode in order {
            let (state, alternative) = self.state(episode);
            if state == FALSE {
                continue;
            }
            // Where it is unknown whether the conditions hold, every benefit of the family that may
            // be due must give the same.
            let may_hold = (0..self.columns.len()).filter(|&at| self.columns[at].all[episode] == state);
            for at in may_hold.filter(|&at| state == MAYBE || at == alternative) {
                match self.columns[at].coefficient[episode] {
                    UNKNOWN => {
                        let coefficient = self.most(std::iter::once(episode));
                        return Reading { coefficient, ..self.unknown([episode].into_iter()) };
                    }
                    coefficient => doubtful.push((episode, at, coefficient)),
                }
            }
            if state == TRUE {
                let coefficient = self.columns[alternative].coefficient[episode];
                if !doubtful.iter().all(|&(_, at, value)| (at, value) == (alternative, coefficient)) {
                    let most = doubtful.iter().map(|&(.., value)| value).max().unwrap_or(UNKNOWN);
                    doubtful.pop();
                    let reading = self.unknown(doubtful.iter().map(|&(episode, ..)| episode));
                    return Reading { coefficient: most, ..reading };
                }
                return self.entitled(alternative, episode, end);
            }
        }
        self.reading(Answer::Ended, 0, begin)
    }

    /// The highest coefficient on some episodes of whatever may hold there; where it is not known,
    /// the highest of the law, unless it counts persons.
    fn most(&self, episodes: impl Iterator<Item = usize>) -> i64 {
        let all = || self.columns.iter().zip(&self.segment.alternatives);
        let may_hold = |episode| all().filter(move |(column, _)| column.all[episode] != FALSE);
        let value = |(column, one): (&Column, &Alternative<'_>), episode: usize| match column.coefficient[episode] {
            UNKNOWN if one.coefficients.cases.iter().any(|case| case.per.is_some()) => None,
            UNKNOWN => one.coefficients.cases.iter().map(|case| i64::from(case.value.hundredths())).max(),
            known => Some(known),
        };
        let mut values = episodes.flat_map(|episode| may_hold(episode).map(move |pair| value(pair, episode)));
        values.try_fold(0, |most: i64, value| value.map(|value| most.max(value))).unwrap_or(UNKNOWN)
    }

    fn entitled(&self, alternative: usize, episode: usize, end: usize) -> Reading {
        let values = &self.columns[alternative].coefficient;
        let reading = self.reading(Answer::Entitled, alternative, episode);
        Reading { adjusted: values[end] != values[episode], ..reading }
    }

    fn reading(&self, answer: Answer, alternative: usize, episode: usize) -> Reading {
        let reads = self.segment.alternatives.get(alternative).map_or(Reads::default(), |one| one.reads);
        let column = self.columns.get(alternative).filter(|_| answer == Answer::Entitled);
        Reading {
            answer,
            alternative: alternative as u8,
            coefficient: column.map_or(UNKNOWN, |column| column.coefficient[episode]),
            case: column.map_or(0, |column| column.case[episode]),
            missing: Reads::default(),
            held: FALSE,
            unproven: self.batch.unproven[episode].within(reads),
            decided: self.batch.decided[episode].within(reads),
            adjusted: false,
            starts: false,
            episode,
            place: episode,
            area: None,
        }
    }

    /// The answer hangs on facts of these episodes: those that its unknown conditions read.
    fn unknown(&self, episodes: impl Iterator<Item = usize>) -> Reading {
        let mut answer: Option<Reading> = None;
        for episode in episodes {
            let (_, alternative) = self.state(episode);
            let (one, column) = (&self.segment.alternatives[alternative], &self.columns[alternative]);
            let unknown = self.batch.unknown[episode];
            let mut missing = Reads::default();
            for ((condition, _), values) in one.conditions.iter().zip(&column.conditions) {
                if values[episode] == MAYBE {
                    missing = missing.and(condition.reads.within(unknown));
                }
            }
            if column.coefficient[episode] == UNKNOWN && missing.is_empty() {
                missing = one.coefficients.reads.within(unknown);
            }
            if missing.slots().any(|slot| slot.cared) {
                missing = missing.and(Reads::CARED_FOR.within(unknown));
            }
            let first = answer.unwrap_or_else(|| self.reading(Answer::Unknown, alternative, episode));
            answer = Some(Reading { missing: first.missing.and(missing), ..first });
        }
        answer.unwrap_or_else(|| self.reading(Answer::Unknown, 0, 0))
    }
}
