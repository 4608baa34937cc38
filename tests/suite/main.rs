//! All integration tests, one binary: each module says what belongs there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it stands")]

mod addresses;
mod architecture;
mod bombs;
mod budget;
mod cache;
mod changes;
mod columns;
mod decisions;
mod decisions_unsure;
mod facts;
mod ingest;
mod inspect;
mod knowledge;
mod law;
mod link;
mod matching;
mod matching_chart;
mod matching_lists;
mod names;
mod night;
mod nights_rows;
mod normalize;
mod publish;
mod quality;
mod report;
mod rules;
mod sheets;
mod simulate;
mod slips;
mod synth;
mod text;
mod train;
mod worklist;
