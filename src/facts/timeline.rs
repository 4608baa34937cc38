//! One fact of one person through time: spans that never overlap, unknown in between.

use crate::model::{Date, Fact, FactInterval, FactSource};

/// A value from a day to a day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) value: i64,
    pub(super) source: FactSource,
    pub(super) proven: bool,
}

impl Span {
    /// A proven value over all time.
    pub(super) fn always(value: i64, source: FactSource) -> Span {
        Span { from: Date::MIN, to: Date::MAX, value, source, proven: true }
    }

    /// The same value, from a day on.
    pub(super) fn since(self, from: Date) -> Span {
        Span { from, ..self }
    }

    /// The same value, up to and with a day.
    pub(super) fn until(self, to: Date) -> Span {
        Span { to, ..self }
    }

    /// The same value, proven or not.
    pub(super) fn proven(self, proven: bool) -> Span {
        Span { proven, ..self }
    }
}

/// Spans in order of time; a day without one is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Timeline(Vec<Span>);

impl Timeline {
    /// Nothing is known.
    pub(super) fn unknown() -> Timeline {
        Timeline::default()
    }

    /// One value over all time.
    pub(super) fn always(value: i64, source: FactSource) -> Timeline {
        Timeline(vec![Span::always(value, source)])
    }

    /// The spans, in order.
    pub(super) fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The span that covers a day.
    pub(super) fn on(&self, day: Date) -> Option<&Span> {
        self.0.iter().find(|span| span.from <= day && day <= span.to)
    }

    /// Makes the days of a span unknown.
    pub(super) fn erase(&mut self, from: Date, to: Date) {
        let mut kept = Vec::with_capacity(self.0.len() + 1);
        for span in self.0.drain(..) {
            if span.to < from || to < span.from {
                kept.push(span);
                continue;
            }
            if span.from < from {
                kept.push(span.until(from.plus_days(-1)));
            }
            if to < span.to {
                kept.push(span.since(to.plus_days(1)));
            }
        }
        self.0 = kept;
    }

    /// Lays a span over whatever was known for its days.
    pub(super) fn paint(&mut self, span: Span) {
        if span.from > span.to {
            return;
        }
        self.erase(span.from, span.to);
        self.0.push(span);
        self.0.sort_by_key(|span| span.from);
    }

    /// Lays a span only on days of which nothing is known yet.
    pub(super) fn fill(&mut self, span: Span) {
        let mut under = Timeline(Vec::new());
        under.paint(span);
        for known in &self.0 {
            under.paint(*known);
        }
        *self = under;
    }

    /// The intervals of a fact; touching spans that say the same become one.
    pub(super) fn into_intervals(self, fact: Fact) -> Vec<FactInterval> {
        let mut merged: Vec<Span> = Vec::with_capacity(self.0.len());
        for span in self.0 {
            match merged.last_mut() {
                Some(last)
                    if last.to.plus_days(1) == span.from
                        && (last.value, last.source, last.proven) == (span.value, span.source, span.proven) =>
                {
                    last.to = span.to;
                }
                _ => merged.push(span),
            }
        }
        let interval =
            |s: Span| FactInterval { fact, value: s.value, from: s.from, to: s.to, source: s.source, proven: s.proven };
        merged.into_iter().map(interval).collect()
    }
}

/// A row of a register about one person: first day, last day, value, safely linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Held {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) value: i64,
    pub(super) proven: bool,
}

/// The timeline that a register's rows give. The row that began later wins where two overlap. After
/// an ended row the answer is no. Silence before the first row (or altogether) is no for someone of
/// whom nobody ever claimed the fact, and unknown for someone whose decision rests on it
/// (contract §1).
pub(super) fn from_rows(mut rows: Vec<Held>, rests_on_it: bool, source: FactSource) -> Timeline {
    rows.sort_unstable();
    let mut timeline = Timeline::unknown();
    for row in &rows {
        timeline.paint(Span { from: row.from, to: row.to, value: row.value, source, proven: row.proven });
    }
    let no = Span::always(0, source);
    match rows.first() {
        Some(first) => {
            let proven = rows.iter().all(|row| row.proven);
            timeline.fill(no.since(first.from).proven(proven));
            if !rests_on_it {
                timeline.fill(no.proven(proven));
            }
        }
        None if rests_on_it => {}
        None => timeline.fill(no),
    }
    timeline
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(n: i32) -> Date {
        Date::from_epoch_days(n)
    }

    fn held(from: i32, to: Option<i32>, value: i64) -> Held {
        Held { from: day(from), to: to.map_or(Date::MAX, day), value, proven: true }
    }

    #[track_caller]
    fn check(rows: &[Held], rests_on_it: bool, days: &[(i32, Option<i64>)]) {
        let timeline = from_rows(rows.to_vec(), rests_on_it, FactSource::Poverty);
        for &(n, expected) in days {
            assert_eq!(timeline.on(day(n)).map(|span| span.value), expected, "day {n}");
        }
    }

    #[test]
    fn a_row_that_ended_means_no_from_the_day_after() {
        check(&[held(10, Some(20), 1)], true, &[(9, None), (10, Some(1)), (20, Some(1)), (21, Some(0))]);
        check(&[held(10, Some(20), 1)], false, &[(9, Some(0)), (10, Some(1)), (21, Some(0))]);
    }

    #[test]
    fn silence_is_no_only_where_nobody_claimed_the_fact() {
        check(&[], false, &[(0, Some(0))]);
        check(&[], true, &[(0, None)]);
    }

    #[test]
    fn the_later_row_wins_where_two_overlap() {
        let rows = [held(10, None, 2), held(15, None, 1)];
        check(&rows, true, &[(14, Some(2)), (15, Some(1)), (1000, Some(1))]);
        let reversed = [rows[1], rows[0]];
        check(&reversed, true, &[(14, Some(2)), (15, Some(1))]);
    }

    proptest! {
        #[test]
        fn intervals_never_overlap(rows in proptest::collection::vec((0..50i32, 0..20i32, 0..3i64), 0..8)) {
            let rows: Vec<Held> = rows.into_iter().map(|(from, len, value)| held(from, Some(from + len), value)).collect();
            for rests in [true, false] {
                let intervals = from_rows(rows.clone(), rests, FactSource::Poverty).into_intervals(Fact::Poverty);
                prop_assert!(intervals.iter().all(|i| i.from <= i.to));
                prop_assert!(intervals.windows(2).all(|pair| pair[0].to < pair[1].from));
                let mut shuffled = rows.clone();
                shuffled.reverse();
                prop_assert_eq!(from_rows(shuffled, rests, FactSource::Poverty).into_intervals(Fact::Poverty), intervals);
            }
        }
    }
}
