//! What is told about the columns of two lists, before anybody trusts the result. Holds headings of
//! the model and counts, no cell of the lists.

use super::draw::Counts;
use super::gather::RawList;
use super::heading::Told;
use super::list::Columns;
use super::model::{Comparison, Model};
use super::pattern::Pattern;

/// Pairs that agree in two other comparisons, from which on a comparison that does not is told.
const LEAST_PAIRS: u64 = 10;
/// Share of these pairs, of which a comparison agrees in fewer where its column is another.
const LEAST_SHARE: f64 = 0.05;

/// Warnings, in the order of the model.
pub(super) fn of(model: &Model, lists: [Option<&RawList>; 2], columns: &Columns, candidates: &Counts) -> Vec<String> {
    let mut out = twice(lists);
    out.extend(absent(model, lists));
    out.extend(numbers(model, columns));
    out.extend(strangers(model, candidates));
    out
}

/// The first heading that the model has for a field.
fn heading(model: &Model, field: usize, side: usize) -> String {
    let spec = &model.fields[field];
    [&spec.left, &spec.right][side].all().into_iter().next().unwrap_or_default()
}

/// Headings that stand in a list more than once.
fn twice(lists: [Option<&RawList>; 2]) -> Vec<String> {
    let of = |(at, list): (usize, Option<&RawList>)| {
        let name = ["left", "right"][at];
        let told = move |heading: &String| {
            format!("{name} list has the heading `{heading}` more than once: the first is read")
        };
        list.map(|list| list.twice.iter().map(told).collect::<Vec<_>>()).unwrap_or_default()
    };
    lists.into_iter().enumerate().flat_map(of).collect()
}

/// Fields that neither list has a column for, though the model does not say that they may lack.
pub(super) fn missing(model: &Model, lists: [Option<&RawList>; 2]) -> Vec<String> {
    let in_none = |field: usize| lists.iter().flatten().all(|list| list.absent.contains(&field));
    let wanted = |field: &usize| !model.fields[*field].optional && in_none(*field);
    (0..model.fields.len()).filter(wanted).map(|field| heading(model, field, 0)).collect()
}

/// Columns that a list has not, and the comparisons that are left out for them.
fn absent(model: &Model, lists: [Option<&RawList>; 2]) -> Vec<String> {
    let mut out = Vec::new();
    // What neither list has is not asked of them: where both are there, a column that one of them has.
    let has = |field: usize| lists.iter().flatten().any(|list| !list.absent.contains(&field));
    for (at, list) in lists.into_iter().enumerate() {
        let Some(list) = list else { continue };
        let absent = list.absent.iter().copied().filter(|&field| !model.fields[field].optional || has(field));
        let headings: Vec<String> = absent.map(|field| heading(model, field, at)).collect();
        if headings.is_empty() {
            continue;
        }
        let gone = |comparison: &&Comparison| comparison.fields.iter().all(|field| list.absent.contains(field));
        let gone: Vec<String> =
            model.comparisons.iter().filter(gone).map(|comparison| format!("`{}`", comparison.title)).collect();
        let unused = if list.unused == Told::default() {
            String::new()
        } else {
            format!("; columns that are not used: {}", list.unused)
        };
        out.push(format!(
            "{} list has no column `{}`: not compared: {}{unused}",
            ["left", "right"][at],
            headings.join("`, `"),
            if gone.is_empty() { "nothing".to_owned() } else { gone.join(", ") },
        ));
    }
    out
}

/// Cells that a spreadsheet made numbers of.
fn numbers(model: &Model, columns: &Columns) -> Vec<String> {
    let mut out = Vec::new();
    for (field, column) in columns.columns.iter().enumerate() {
        for (at, numbers) in column.numbers.iter().enumerate() {
            let (side, heading) = (["left", "right"][at], heading(model, field, at));
            if numbers.shortened > 0 {
                out.push(format!(
                    "{side} list, `{heading}`: {} numbers were shortened by a spreadsheet (3.1E+10) and count as \
                     missing; send the column as text",
                    numbers.shortened
                ));
            }
            if numbers.padded > 0 {
                let padded = numbers.padded;
                out.push(format!("{side} list, `{heading}`: {padded} numbers got the first zero again that they lost"));
            }
        }
    }
    out
}

/// Comparisons that never agree in pairs that agree in two others: the column holds something else,
/// or the numbers are spoilt.
fn strangers(model: &Model, candidates: &Counts) -> Vec<String> {
    let comparisons = model.comparisons.len();
    let agrees = |pattern: Pattern, at: usize| pattern.level(at) == Some(0);
    let told = |at: usize| {
        let last = model.comparisons[at].levels.len() - 1;
        let (mut all, mut agreeing) = (0, 0);
        for (&pattern, count) in candidates {
            let others = (0..comparisons).filter(|&other| other != at && agrees(pattern, other)).count();
            if let Some(level) = pattern.level(at).filter(|_| others >= 2) {
                all += count;
                // Numbers that differ in full have a level of their own, above the last.
                let differs = level == last || model.comparisons[at].levels[level].apart;
                agreeing += if differs { 0 } else { *count };
            }
        }
        (all >= LEAST_PAIRS && (agreeing as f64) < LEAST_SHARE * all as f64).then(|| {
            let title = &model.comparisons[at].title;
            format!(
                "`{title}` agrees in {agreeing} of {all} pairs that agree in two other columns: is it the same thing \
                 in both lists, written in the same way?"
            )
        })
    };
    (0..comparisons).filter_map(told).collect()
}
