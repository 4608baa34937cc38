//! `report/index.html`: the run as one page that needs nothing else.

use std::collections::BTreeMap;

use serde::Serialize;

use super::chart::{Bar, bars};
use super::decided::Decided;
use super::figures::{self, Figures};
use super::template::{SCRIPT, STYLE, fill};
use super::waterfall::{Waterfall, waterfalls};
use super::wording::{count, day, month, share, signed};
use super::{PageInputs, ReportError, coverage};
use crate::model::{Coded, Criterion, Direction, FileStatus, Indicator, Ward, WardCode};

const TEMPLATE: &str = include_str!("templates/page.html");

#[derive(Serialize)]
struct Context {
    run_id: String,
    city: String,
    as_of: String,
    pay_month: String,
    style: &'static str,
    script: &'static str,
    tiles: Vec<Tile>,
    fresh: usize,
    ward_count: usize,
    bridge: Vec<[String; 4]>,
    reasons_chart: String,
    quality_chart: String,
    waterfalls: Vec<Waterfall>,
    wards: Vec<WardLine>,
    aside: Vec<[String; 4]>,
    decided: Vec<[String; 2]>,
    decision_files: Vec<[String; 2]>,
    indicators: Vec<[String; 5]>,
    criteria: Vec<&'static str>,
    ward_quality: Vec<WardQuality>,
    checks: Vec<[String; 3]>,
    coverage: Vec<[String; 6]>,
    ward_coverage: Vec<(String, Vec<(String, i64)>)>,
}

/// A head figure.
#[derive(Serialize)]
struct Tile {
    label: &'static str,
    value: String,
    below: String,
}

/// A row of the table of wards: cells as text, and as numbers for sorting.
#[derive(Serialize)]
struct WardLine {
    name: String,
    status: &'static str,
    status_code: &'static str,
    cells: Vec<(String, i64)>,
}

#[derive(Serialize)]
struct WardQuality {
    name: String,
    cells: Vec<(String, i64)>,
}

/// The page: one HTML text, in Vietnamese, without personal data, without a network.
///
/// # Errors
/// The template does not fit its data, which a test rules out.
pub fn page(inputs: &PageInputs) -> Result<String, ReportError> {
    fill(TEMPLATE, context(inputs))
}

fn context(inputs: &PageInputs) -> Context {
    let by_ward = figures::by_ward(inputs);
    let city = figures::total(&by_ward);
    let decided = Decided::of(inputs.tables);
    Context {
        run_id: inputs.run_id.to_owned(),
        city: inputs.city.to_owned(),
        as_of: day(inputs.as_of),
        pay_month: month(inputs.pay_month),
        style: STYLE,
        script: SCRIPT,
        tiles: tiles(inputs, &city),
        fresh: figures::fresh_wards(inputs),
        ward_count: inputs.wards.len(),
        bridge: bridge_lines(inputs),
        reasons_chart: reasons_chart(inputs),
        quality_chart: quality_chart(inputs),
        waterfalls: waterfalls(&inputs.tables.matches),
        wards: inputs.wards.iter().map(|ward| ward_line(ward, &by_ward)).collect(),
        aside: files_aside(inputs),
        decided: decided.table(),
        decision_files: decided.files,
        indicators: indicators(inputs),
        criteria: Criterion::ALL.iter().map(|criterion| criterion.label_vi()).collect(),
        ward_quality: inputs.wards.iter().map(|ward| ward_quality(inputs, ward)).collect(),
        checks: checks(inputs),
        coverage: coverage::by_benefit(inputs),
        ward_coverage: coverage::by_ward(inputs),
    }
}

fn tiles(inputs: &PageInputs, city: &Figures) -> Vec<Tile> {
    let tile = |label, value, below| Tile { label, value, below };
    let lines = |sum: &figures::Sum| format!("{} đồng/tháng", signed(sum.dong));
    vec![
        tile("Người hưởng", count(city.closing.count), format!("tháng trước {}", count(city.opening.count))),
        tile("Số tiền chi trả (đồng)", count(city.closing.dong), format!("tháng trước {}", count(city.opening.dong))),
        tile("Tăng", count(city.increases.count), lines(&city.increases)),
        tile("Giảm", count(city.decreases.count), lines(&city.decreases)),
        tile("Điều chỉnh mức", count(city.adjustments.count), lines(&city.adjustments)),
        tile("Truy lĩnh (đồng)", count(city.owed.dong), format!("{} tháng-người", count(city.owed.count))),
        tile("Truy thu (đồng)", count(-city.overpaid.dong), format!("{} tháng-người", count(city.overpaid.count))),
        tile(
            "Mai táng (đồng)",
            count(city.funerals.dong),
            format!("{} người, chi một lần", count(city.funerals.count)),
        ),
        tile(
            "Cần xác minh",
            count(city.verify),
            format!("trong {} người có biến động", count(figures::people_changed(inputs.tables) as i64)),
        ),
        tile(
            "Chưa xác định được người",
            count(city.unmatched),
            format!(
                "dòng, chờ xã, phường chọn; {} dòng ít chắc chắn; ngoài ra {} dòng tính theo danh sách chi trả",
                count(city.unsure),
                count(city.joined)
            ),
        ),
        tile("Chưa kết luận", count(city.undetermined), "giữ mức tháng trước".to_owned()),
        tile("Có thể được hưởng", count(city.prospects), "người chưa có trong danh sách".to_owned()),
        tile("Tệp đã đọc", count(city.files_read), format!("{} tệp để riêng", count(city.files_aside))),
        tile("Dòng đã nhận", count(city.rows_accepted), format!("{} dòng để riêng", count(city.rows_aside))),
    ]
}

fn bridge_lines(inputs: &PageInputs) -> Vec<[String; 4]> {
    let steps = figures::bridge(inputs.tables);
    let end = steps.len().saturating_sub(1);
    let line = |(at, step): (usize, figures::Step)| {
        let written = if at == 0 || at == end { count } else { signed };
        [step.label, written(step.persons), count(step.lines), written(step.dong)]
    };
    steps.into_iter().enumerate().map(line).collect()
}

fn reasons_chart(inputs: &PageInputs) -> String {
    let steps = figures::bridge(inputs.tables);
    let bar = |step: &figures::Step| Bar {
        label: step.label.clone(),
        value: step.lines as f64,
        text: count(step.lines),
        class: if step.direction == Some(Direction::Increase) { "up" } else { "down" },
    };
    let shown: Vec<Bar> = steps.iter().filter(|step| step.direction.is_some()).map(bar).collect();
    bars("Số dòng tăng, giảm theo lý do", &shown, None)
}

fn quality_chart(inputs: &PageInputs) -> String {
    let bar = |criterion: &Criterion| {
        let (numerator, denominator) = counted(inputs, *criterion, None);
        share(numerator, denominator).map(|text| Bar {
            label: criterion.label_vi().to_owned(),
            value: numerator as f64 / denominator as f64,
            text,
            class: "level",
        })
    };
    let shown: Vec<Bar> = Criterion::ALL.iter().filter_map(bar).collect();
    bars("Mức đạt theo tiêu chí dữ liệu", &shown, Some(1.0))
}

/// Sums of a criterion's indicators, of a ward or of the city.
fn counted(inputs: &PageInputs, criterion: Criterion, ward: Option<WardCode>) -> (i64, i64) {
    let rows = inputs.tables.quality.iter().filter(|row| row.criterion == criterion);
    let rows = rows.filter(|row| ward.is_none_or(|ward| row.ward_code == ward));
    rows.fold((0, 0), |(n, d), row| (n + row.numerator, d + row.denominator))
}

fn ward_line(ward: &Ward, by_ward: &BTreeMap<WardCode, Figures>) -> WardLine {
    let figures = by_ward.get(&ward.code).copied().unwrap_or_default();
    let values = [
        figures.closing.count,
        figures.closing.dong,
        figures.increases.count,
        figures.decreases.count,
        figures.adjustments.count,
        figures.owed.dong,
        -figures.overpaid.dong,
        figures.verify,
        figures.unmatched,
        figures.undetermined,
        figures.rows_aside,
        figures.errors,
    ];
    WardLine {
        name: ward.name.to_string(),
        status: ward.status.label_vi(),
        status_code: ward.status.as_str(),
        cells: values.into_iter().map(|value| (count(value), value)).collect(),
    }
}

fn ward_quality(inputs: &PageInputs, ward: &Ward) -> WardQuality {
    let cell = |criterion: &Criterion| {
        let (numerator, denominator) = counted(inputs, *criterion, Some(ward.code));
        let sortable = if denominator > 0 { numerator * 100_000 / denominator } else { -1 };
        (share(numerator, denominator).unwrap_or_else(|| "–".to_owned()), sortable)
    };
    WardQuality { name: ward.name.to_string(), cells: Criterion::ALL.iter().map(cell).collect() }
}

fn files_aside(inputs: &PageInputs) -> Vec<[String; 4]> {
    let name_of = |code: Option<WardCode>| {
        let ward = inputs.wards.iter().find(|ward| Some(ward.code) == code);
        ward.map_or_else(|| "–".to_owned(), |ward| ward.name.to_string())
    };
    let aside = inputs.tables.source_files.iter().filter(|file| file.status != FileStatus::Read);
    aside
        .map(|file| {
            let reason = file.reason.clone().unwrap_or_default();
            [name_of(file.ward_code), file.file.to_string(), file.status.label_vi().to_owned(), reason]
        })
        .collect()
}

/// Criterion, indicator, numerator, denominator, share, for the whole city.
fn indicators(inputs: &PageInputs) -> Vec<[String; 5]> {
    let mut sums: BTreeMap<(Criterion, &str), (i64, i64)> = BTreeMap::new();
    for row in &inputs.tables.quality {
        let (numerator, denominator) = sums.entry((row.criterion, &row.indicator)).or_default();
        *numerator += row.numerator;
        *denominator += row.denominator;
    }
    let label = |code: &str| Indicator::from_code(code).map_or(code.to_owned(), |known| known.label_vi().to_owned());
    sums.into_iter()
        .map(|((criterion, indicator), (n, d))| {
            let shown = share(n, d).unwrap_or_else(|| "–".to_owned());
            [criterion.label_vi().to_owned(), label(indicator), count(n), count(d), shown]
        })
        .collect()
}

/// Findings by check: severity, title, count; most frequent first.
fn checks(inputs: &PageInputs) -> Vec<[String; 3]> {
    let mut counts: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for finding in &inputs.tables.findings {
        *counts.entry((finding.severity.label_vi(), &finding.check)).or_default() += 1;
    }
    let mut lines: Vec<_> = counts.into_iter().collect();
    lines.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let title = |check: &str| inputs.check_titles.get(check).cloned().unwrap_or_else(|| check.to_owned());
    lines.into_iter().map(|((severity, check), number)| [severity.to_owned(), title(check), count(number)]).collect()
}
