//! The equations that must hold before anything is published.

use std::collections::BTreeMap;

use super::RunError;
use crate::model::{Disposition, Dong, RowKind, WardCode};
use crate::publish::Equation;
use crate::table::Tables;

/// All equations of a run, with both sides.
pub(super) fn equations(tables: &Tables) -> Vec<Equation> {
    let mut books = rows(tables);
    books.extend(bridge(tables));
    books
}

/// Fails where an equation does not hold, naming it.
pub(super) fn check(books: &[Equation]) -> Result<(), RunError> {
    let open: Vec<String> = books
        .iter()
        .filter(|equation| !equation.holds())
        .map(|e| format!("{} ({}): {} ≠ {}", e.name, e.scope, e.left, e.right))
        .collect();
    if open.is_empty() {
        Ok(())
    } else {
        Err(RunError::Blocked(format!("the books do not close: {}", open.join("; "))))
    }
}

fn of_city(name: &str, left: usize, right: usize) -> Equation {
    Equation { name: name.to_owned(), scope: "city".to_owned(), left: left as i64, right: right as i64 }
}

fn rows(tables: &Tables) -> Vec<Equation> {
    let with = |disposition: Option<Disposition>| {
        let data = tables.source_rows.iter().filter(|row| row.row_kind == RowKind::Data);
        data.filter(|row| row.disposition == disposition).count()
    };
    let data = tables.source_rows.iter().filter(|row| row.row_kind == RowKind::Data).count();
    let (accepted, set_aside) = (with(Some(Disposition::Accepted)), with(Some(Disposition::Quarantined)));
    let superseded = with(Some(Disposition::Superseded));
    let of_files: u32 = tables.source_files.iter().map(|file| file.rows).sum();
    let data_of_files: u32 = tables.source_files.iter().map(|file| file.data_rows).sum();
    vec![
        of_city("Số dòng của các tệp = số dòng đã đọc", of_files as usize, tables.source_rows.len()),
        of_city("Dòng dữ liệu của các tệp = dòng dữ liệu đã đọc", data_of_files as usize, data),
        of_city("Dòng dữ liệu = đã nhận + để riêng + đã thay thế", data, accepted + set_aside + superseded),
        of_city("Dòng đã nhận = bản ghi", accepted, tables.records.len()),
        of_city("Bản ghi = kết luận đối chiếu", tables.records.len(), tables.matches.len()),
    ]
}

/// Opening, the sum of the changes, and closing of one ward.
#[derive(Default)]
struct Sides {
    before: (i64, i64),
    closing: (i64, i64),
}

fn bridge(tables: &Tables) -> Vec<Equation> {
    let mut wards: BTreeMap<WardCode, Sides> = BTreeMap::new();
    for row in &tables.bridge {
        let sides = wards.entry(row.ward_code).or_default();
        let side = if row.reason == "closing" { &mut sides.closing } else { &mut sides.before };
        side.0 += row.persons;
        side.1 += row.amount.0;
    }
    let mut equations = Vec::new();
    let mut city = Sides::default();
    for (ward, sides) in wards {
        equations.extend(balance(&ward.to_string(), &sides));
        for (sum, part) in [(&mut city.before, sides.before), (&mut city.closing, sides.closing)] {
            sum.0 += part.0;
            sum.1 += part.1;
        }
    }
    equations.extend(balance("city", &city));
    let changed = Dong::sum(tables.changes.iter().map(|row| Dong(row.amount_after.0 - row.amount_before.0)));
    equations.push(Equation {
        name: "Chênh lệch cuối kỳ và đầu kỳ = tổng các dòng biến động".to_owned(),
        scope: "city".to_owned(),
        left: city.closing.1 - opening(tables),
        right: changed.unwrap_or(Dong(i64::MIN)).0,
    });
    equations
}

fn opening(tables: &Tables) -> i64 {
    tables.bridge.iter().filter(|row| row.reason == "opening").map(|row| row.amount.0).sum()
}

fn balance(scope: &str, sides: &Sides) -> [Equation; 2] {
    let equation = |name: &str, left, right| Equation { name: name.to_owned(), scope: scope.to_owned(), left, right };
    [
        equation("Số người: đầu kỳ + tăng − giảm = cuối kỳ", sides.before.0, sides.closing.0),
        equation("Số tiền: đầu kỳ + tăng − giảm ± điều chỉnh = cuối kỳ", sides.before.1, sides.closing.1),
    ]
}
