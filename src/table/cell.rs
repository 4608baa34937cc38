//! Types that can stand in a column, and their Arrow form.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, BooleanArray, BooleanBuilder, Date32Array, Date32Builder, Float64Array, Float64Builder,
    Int64Array, Int64Builder, ListArray, ListBuilder, StringArray, StringBuilder,
};
use arrow::datatypes::{DataType, Field};

use crate::model::{
    ArrearsStatus, Benefit, Certainty, Channel, ClaimSource, Cmnd, Coded, Coefficient, Confidence, CountedBy,
    Criterion, Date, Difference, Direction, DisabilityType, Disposition, Dong, DuplicateKind, EntitlementStatus, Fact,
    FactSource, FileStatus, FindingSeverity, FullName, Gender, Ground, IdNumber, KeepRule, LifeStatus, ListKind,
    MaritalStatus, Month, Movement, Outcome, PartialDate, PaymentKind, PaymentStatus, PensionKind, PersonId, PersonKey,
    PovertyClass, Private, ProvinceCode, ProvisionalEvent, ProvisionalStatus, ReadBy, Reason, RowId, RowKind, Ruling,
    RulingState, Severity, WardCode,
};

/// A type that a column can hold.
pub trait Cell: Sized {
    /// Whether the column may hold nulls, and an input may lack it.
    const NULLABLE: bool = false;
    /// What builds the column.
    type Builder;

    /// The Arrow type.
    fn data_type() -> DataType;
    /// An empty builder for `rows` rows.
    fn builder(rows: usize) -> Self::Builder;
    /// Adds a value.
    fn append(builder: &mut Self::Builder, value: &Self);
    /// Adds a null.
    fn append_null(builder: &mut Self::Builder);
    /// The column built.
    fn finish(builder: Self::Builder) -> ArrayRef;
    /// Reads row `index` of a column of [`Cell::data_type`].
    ///
    /// # Errors
    /// What was expected, where the cell holds something else. Never the content.
    fn read(column: &dyn Array, index: usize) -> Result<Self, &'static str>;
}

fn downcast<T: 'static>(column: &dyn Array) -> &T {
    column.as_any().downcast_ref().expect("columns are cast to the declared type before they are read")
}

impl<T: Cell> Cell for Option<T> {
    const NULLABLE: bool = true;
    type Builder = T::Builder;

    fn data_type() -> DataType {
        T::data_type()
    }
    fn builder(rows: usize) -> Self::Builder {
        T::builder(rows)
    }
    fn append(builder: &mut Self::Builder, value: &Self) {
        match value {
            Some(value) => T::append(builder, value),
            None => T::append_null(builder),
        }
    }
    fn append_null(builder: &mut Self::Builder) {
        T::append_null(builder);
    }
    fn finish(builder: Self::Builder) -> ArrayRef {
        T::finish(builder)
    }
    fn read(column: &dyn Array, index: usize) -> Result<Self, &'static str> {
        if column.is_null(index) { Ok(None) } else { T::read(column, index).map(Some) }
    }
}

macro_rules! text_cells {
    ($($T:ty),+ $(,)?) => {$(
        impl Cell for $T {
            type Builder = StringBuilder;

            fn data_type() -> DataType {
                DataType::Utf8
            }
            fn builder(rows: usize) -> StringBuilder {
                StringBuilder::with_capacity(rows, rows * 12)
            }
            fn append(builder: &mut StringBuilder, value: &Self) {
                builder.append_value(value.code());
            }
            fn append_null(builder: &mut StringBuilder) {
                builder.append_null();
            }
            fn finish(mut builder: StringBuilder) -> ArrayRef {
                Arc::new(builder.finish())
            }
            fn read(column: &dyn Array, index: usize) -> Result<Self, &'static str> {
                if column.is_null(index) {
                    return Err("a value (the cell is empty)");
                }
                <$T>::from_code(downcast::<StringArray>(column).value(index)).map_err(|unknown| unknown.expected)
            }
        }
    )+};
}
text_cells!(
    String,
    Arc<str>,
    Private,
    FullName,
    PersonId,
    Cmnd,
    IdNumber,
    PersonKey,
    RowId,
    WardCode,
    ProvinceCode,
    PartialDate,
    Benefit,
    Ground,
    Gender,
    Severity,
    DisabilityType,
    PovertyClass,
    MaritalStatus,
    LifeStatus,
    PensionKind,
    PaymentKind,
    PaymentStatus,
    Channel,
    ListKind,
    Movement,
    FileStatus,
    RowKind,
    Disposition,
    FindingSeverity,
    Outcome,
    Difference,
    ProvisionalEvent,
    ProvisionalStatus,
    Ruling,
    RulingState,
    DuplicateKind,
    KeepRule,
    CountedBy,
    ArrearsStatus,
    EntitlementStatus,
    Confidence,
    Certainty,
    Direction,
    Reason,
    Criterion,
    crate::model::Field,
    ReadBy,
    Fact,
    FactSource,
    crate::model::Matter,
    ClaimSource,
    crate::model::BudgetKind
);

macro_rules! plain_cells {
    ($($T:ty, $Builder:ty, $Array:ty, $data_type:expr, $to:expr, $from:expr;)+) => {$(
        impl Cell for $T {
            type Builder = $Builder;

            fn data_type() -> DataType {
                $data_type
            }
            fn builder(rows: usize) -> Self::Builder {
                <$Builder>::with_capacity(rows)
            }
            fn append(builder: &mut Self::Builder, value: &Self) {
                builder.append_value(($to)(value));
            }
            fn append_null(builder: &mut Self::Builder) {
                builder.append_null();
            }
            fn finish(mut builder: Self::Builder) -> ArrayRef {
                Arc::new(builder.finish())
            }
            fn read(column: &dyn Array, index: usize) -> Result<Self, &'static str> {
                if column.is_null(index) {
                    return Err("a value (the cell is empty)");
                }
                ($from)(downcast::<$Array>(column).value(index))
            }
        }
    )+};
}
plain_cells! {
    i64, Int64Builder, Int64Array, DataType::Int64, |v: &i64| *v, Ok;
    u32, Int64Builder, Int64Array, DataType::Int64, |v: &u32| i64::from(*v), |v: i64| u32::try_from(v).map_err(|_| "a count");
    Dong, Int64Builder, Int64Array, DataType::Int64, |v: &Dong| v.0, |v: i64| Ok(Dong(v));
    f64, Float64Builder, Float64Array, DataType::Float64, |v: &f64| *v, Ok;
    Coefficient, Float64Builder, Float64Array, DataType::Float64, |v: &Coefficient| v.as_decimal(),
        |v: f64| Coefficient::from_decimal(v).ok_or("a coefficient with at most two decimals");
    bool, BooleanBuilder, BooleanArray, DataType::Boolean, |v: &bool| *v, Ok;
    Date, Date32Builder, Date32Array, DataType::Date32, |v: &Date| v.epoch_days(), |v: i32| Ok(Date::from_epoch_days(v));
    Month, Date32Builder, Date32Array, DataType::Date32, |v: &Month| v.first_day().epoch_days(),
        |v: i32| Ok(Date::from_epoch_days(v).month());
}

impl<T: Coded> Cell for Vec<T> {
    type Builder = ListBuilder<StringBuilder>;

    fn data_type() -> DataType {
        DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)))
    }
    fn builder(rows: usize) -> Self::Builder {
        ListBuilder::with_capacity(StringBuilder::new(), rows)
    }
    fn append(builder: &mut Self::Builder, value: &Self) {
        for item in value {
            builder.values().append_value(item.code());
        }
        builder.append(true);
    }
    fn append_null(builder: &mut Self::Builder) {
        builder.append(false);
    }
    fn finish(mut builder: Self::Builder) -> ArrayRef {
        Arc::new(builder.finish())
    }
    fn read(column: &dyn Array, index: usize) -> Result<Self, &'static str> {
        let items = downcast::<ListArray>(column).value(index);
        let items = downcast::<StringArray>(items.as_ref());
        items.iter().flatten().map(|item| T::from_code(item).map_err(|unknown| unknown.expected)).collect()
    }
}
