//! Typed tables: every file that goes in or out as rows of a declared shape.
//!
//! Takes: rows, or a Parquet or CSV file. Gives: the same rows on the other side. Promises: each
//! column is declared once with its type and its Vietnamese and English description; the same rows
//! give the same bytes; a row that breaks the contract is set aside, not lost. Never: meaning of
//! the data, order of the stages.

mod arrears;
mod cell;
mod columns;
mod conflicts;
mod csv;
mod error;
pub mod forecast;
mod identity;
mod parquet;
mod schema;
mod tables;

pub mod inputs;
pub mod matching;
pub mod outputs;
pub mod people;
mod records;
pub mod truth;
mod work;

pub use cell::Cell;
pub use columns::{BadRow, Column, Table, read_batch};
pub use csv::write_csv;
pub use error::TableError;
pub use parquet::{Batches, Writer, column_names, open_batches, proven_until, read_rows, read_rows_each, write_rows};
pub use schema::SCHEMA_VERSION;
pub use tables::Tables;
