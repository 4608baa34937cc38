//! Rules: the law as dated data, evaluated on episodes of facts.
//!
//! Takes: the files of `pipelines/rules/`, people with their dated facts and claims. Gives: for
//! each claim and month what the law grants, with clause, reason, certainty and a Vietnamese
//! explanation; prospects; the calendar. Promises: three-valued answers (unknown is neither true
//! nor false), whole đồng or an error, the same bytes on any number of threads. Never: reads a
//! register, decides who somebody is, knows a date or an amount of the law that is not in a file.
//!
//! How it works: dated law cuts the months into segments (`segment`) in which it stands still;
//! facts and named birthdays cut a person's days into episodes (`batch`); conditions are evaluated
//! over all episodes at once in three-valued logic (`kleene`); months (`reading`) are read off; one
//! person's benefits are combined (`combine`); a benefit that fails names the condition that
//! stopped (`stop`) it.

mod alike;
mod batch;
mod calendar;
mod columns;
mod combine;
mod compile;
mod config;
mod config_benefit;
mod dues;
mod engine;
mod error;
mod examples;
mod explain;
mod expr;
mod funeral;
mod hopeless;
mod kleene;
mod law;
mod load;
mod outcome;
mod parse;
mod procedure;
mod prospects;
mod reading;
mod rows;
mod segment;
mod sense;
mod series;
mod source;
mod stop;
mod story;
mod versions;
mod vocabulary;

pub use error::RulesError;
pub use examples::ExampleFailure;
pub use law::Law;
pub use story::ConditionTrace;
