//! # ansinh
//!
//! A nightly batch pipeline for registries of social-assistance beneficiaries (an sinh xã hội). It
//! reads what the wards of a city submitted, normalises it, links it to the population register and
//! other agencies' registers, evaluates the law as dated rules, and writes the lists of increases
//! and decreases with everything that explains them.
//!
//! ## Rooms
//!
//! | room | takes | gives | never |
//! |---|---|---|---|
//! | [`model`] | nothing | the nouns: ids, names, dates, months, money, codes, facts, rows | I/O, clock, frames |
//! | [`table`] | rows, or a Parquet or CSV file | the same rows on the other side | the meaning of the data |
//! | [`store`] | paths | contents, digests, folders swapped in whole | the meaning of the data |
//! | [`ingest`] | submitted sheets | raw rows with their place | cleaning a value |
//! | [`normalize`] | raw rows | records and findings | reading a file, guessing |
//! | [`registers`] | extracts of other agencies | typed rows and columns | deciding who somebody is |
//! | [`likeness`] | texts of names, partial dates; bonds between rows | packed names, keys, comparison levels; clusters | a weight, a limit |
//! | [`link`] | records and the register's batches | matches, duplicates | acting on a verdict |
//! | [`matching`] | any two lists and a model file | pairs and clusters with their evidence | the model of the night |
//! | [`facts`] | records, matches, registers, ledger | everyone's dated facts with their source | law |
//! | [`rules`] | facts and law files | entitlements with their trace | reading a register |
//! | [`changes`] | entitlements and ledger | changes, arrears, bridge | law |
//! | [`forecast`] | facts, what two laws give | what a draft would change, what months will cost | the law, a file |
//! | [`quality`] | findings, matches, coverage | indicators, messages | stopping a run |
//! | [`publish`] | all tables | one run folder, swapped in whole | computing a figure |
//! | [`report`] | all tables | the page, the summary, one person's story | computing a figure |
//! | [`synth`] | a seed | a synthetic city with its truth | real people |
//! | [`plan`] | `pipelines/` | one checked plan, or all mistakes at once | reading a city |
//! | [`run`] | a plan and a city | a published run, or why not | printing |
//! | [`cli`] | arguments | exit codes | anything else |
//!
//! ## Directions
//!
//! `cli -> run -> plan -> stages -> likeness, table, store -> model`. Stages never call each other: they meet
//! in the row types of [`model`] and [`table`], which [`run`] hands on. A test holds this.
//!
//! ## Invariants
//!
//! - A run is a pure function of its inputs, its plan and the as-of date: same inputs, same bytes.
//! - Rows in = rows out + rows set aside, at every door, checked in the run.
//! - One ward's file that cannot be read costs that file alone.
//! - Unknown is neither true nor false, and changes no payment.
//! - Ids and names print masked.
//! - What a night keeps in `<out>/cache` for later ones ([`link`] makes it, [`run`] keeps it) changes no
//!   output: with it, without it, or with a damaged one, the bytes are the same.
//!
//! ## Where this differs from the first design
//!
//! - No data-frame library. The rules need three-valued boolean columns, the registers need column
//!   batches; `arrow` has both. The frame library would have tripled the time of every build (4 CPU
//!   minutes against 2 in the dev profile, 31 against 8 in release) and put an HTTP client into a
//!   program that must never speak to a network.
//! - The room [`facts`] stands between the registers and the rules, so that the rules know no
//!   register and the registers no law.

pub mod changes;
pub mod cli;
pub mod facts;
pub mod forecast;
pub mod ingest;
pub mod likeness;
pub mod link;
pub mod matching;
pub mod model;
pub mod normalize;
pub mod plan;
pub mod publish;
pub mod quality;
pub mod registers;
pub mod report;
pub mod rules;
pub mod run;
pub mod store;
pub mod synth;
pub mod table;
