//! The Arrow schema of a table, with its metadata.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::datatypes::{Field, Schema, SchemaRef};

use super::Table;

/// Version of the data contract that the tables follow. Adding a column raises the minor number,
/// losing or renaming one the major number.
pub const SCHEMA_VERSION: &str = "1.0";

/// The schema of a table: types, nullability, and for each column its description in both languages.
pub(super) fn schema<T: Table>() -> SchemaRef {
    let fields: Vec<Field> = T::columns()
        .into_iter()
        .map(|column| {
            let described = [("description_vi", column.vi), ("description_en", column.en)];
            Field::new(column.name, column.data_type, column.nullable)
                .with_metadata(described.map(|(k, v)| (k.to_owned(), v.to_owned())).into())
        })
        .collect();
    let metadata = HashMap::from([("schema_version".to_owned(), SCHEMA_VERSION.to_owned())]);
    Arc::new(Schema::new_with_metadata(fields, metadata))
}
