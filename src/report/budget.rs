//! The page and the summary of a budget.

use serde::Serialize;

use super::ReportError;
use super::chart::{Bar, bars};
use super::sums::{Columns, SumTable};
use super::template::{SCRIPT, STYLE, fill};
use super::wording::{benefit_name, count, day, millions, month, month_name, ward_name};
use crate::model::Confidence;
use crate::table::forecast::{Budget, BudgetGroupRow};

const TEMPLATE: &str = include_str!("templates/budget.html");

#[derive(Serialize)]
struct Context {
    run_id: String,
    city: String,
    as_of: String,
    from: String,
    to: String,
    style: &'static str,
    script: &'static str,
    tiles: Vec<[String; 3]>,
    months_chart: String,
    years_chart: String,
    tables: Vec<SumTable>,
    sources: Vec<[String; 2]>,
    without_age: String,
}

/// Columns of the tables.
const SUMS: Columns<BudgetGroupRow> = Columns {
    titles: &[
        "Năm",
        "Lượt hưởng bình quân tháng",
        "Đang hưởng",
        "Sẽ đủ điều kiện",
        "Mai táng phí",
        "Tổng dự kiến",
        "Nếu không ai chết",
        "Thêm nếu vận động hết",
    ],
    cells,
};

/// The page: one HTML text, in Vietnamese, without personal data, without a network.
///
/// # Errors
/// The template does not fit its data, which a test rules out.
pub fn budget_page(budget: &Budget<'_>) -> Result<String, ReportError> {
    fill(TEMPLATE, context(budget))
}

/// The few lines on standard output, in Vietnamese, ending in a newline.
#[must_use]
pub fn budget_summary(budget: &Budget<'_>) -> String {
    let (from, to) = (month(budget.months.0), month(budget.months.1));
    let head = format!("Dự toán {}, tháng {from} đến {to} (dữ liệu đến {})", budget.city, day(budget.as_of));
    let line = |row: &BudgetGroupRow| {
        format!(
            "  Năm {} ({:>2} tháng) {:>20} đồng: đang hưởng {}, sẽ đủ điều kiện {}, mai táng phí {}",
            row.year,
            row.months,
            count(row.expected.0),
            count(row.enrolled.0),
            count(row.coming.0),
            count(row.funerals.0)
        )
    };
    let more: i64 = budget.by_year.iter().map(|row| row.not_enrolled.0).sum();
    let last =
        format!("  Thêm {} đồng nếu vận động hết người đủ điều kiện mà chưa hưởng (không nằm trong tổng)", count(more));
    let lines: Vec<String> =
        std::iter::once(head).chain(budget.by_year.iter().map(line)).chain(std::iter::once(last)).collect();
    lines.join("\n") + "\n"
}

fn context(budget: &Budget<'_>) -> Context {
    Context {
        run_id: budget.run_id.to_owned(),
        city: budget.city.to_owned(),
        as_of: day(budget.as_of),
        from: month(budget.months.0),
        to: month(budget.months.1),
        style: STYLE,
        script: SCRIPT,
        tiles: tiles(budget),
        months_chart: chart("Tổng dự kiến theo tháng (triệu đồng)", budget.by_month, &|row| {
            (month_name(&row.group), row.expected.0)
        }),
        years_chart: chart("Dự kiến theo năm (triệu đồng)", budget.by_year, &|row| {
            (format!("{} ({} tháng)", row.year, row.months), row.expected.0)
        }),
        tables: vec![
            SUMS.table(("years", "Theo năm", "Năm"), budget.by_year, &|row| {
                format!("{} ({} tháng)", row.year, row.months)
            }),
            SUMS.table(("months", "Theo tháng", "Tháng"), budget.by_month, &|row| month_name(&row.group)),
            SUMS.table(("benefits", "Theo chế độ và năm", "Chế độ"), budget.by_benefit, &|row| {
                benefit_name(&row.group)
            }),
            SUMS.table(
                ("wards", "Theo xã, phường, đặc khu và năm", "Xã, phường, đặc khu"),
                budget.by_ward,
                &|row| ward_name(budget.ward_names, &row.group),
            ),
        ],
        sources: budget.mortality.iter().map(|(source, sure)| [source.clone(), sureness(*sure).to_owned()]).collect(),
        without_age: count(budget.without_age),
    }
}

fn sureness(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "đã đọc nguyên văn",
        Confidence::Reported => "theo tài liệu dẫn lại",
        Confidence::Assumed => "giả định",
    }
}

fn chart(title: &str, rows: &[BudgetGroupRow], value: &dyn Fn(&BudgetGroupRow) -> (String, i64)) -> String {
    let bar = |row: &BudgetGroupRow| {
        let (label, dong) = value(row);
        Bar { label, value: dong as f64, text: millions(dong), class: "level" }
    };
    let shown: Vec<Bar> = rows.iter().map(bar).collect();
    bars(title, &shown, None)
}

fn tiles(budget: &Budget<'_>) -> Vec<[String; 3]> {
    let sum = |value: &dyn Fn(&BudgetGroupRow) -> i64| budget.by_year.iter().map(value).sum::<i64>();
    let tile = |label: &str, dong: i64, below: &str| [label.to_owned(), count(dong), below.to_owned()];
    let mut tiles = vec![
        tile("Tổng dự kiến cả giai đoạn (đồng)", sum(&|row| row.expected.0), "ba khoản dưới đây"),
        tile("Người đang hưởng (đồng)", sum(&|row| row.enrolled.0), "đã trừ phần dự kiến do chết"),
        tile("Người sẽ đủ điều kiện (đồng)", sum(&|row| row.coming.0), "đến tuổi trong giai đoạn, chưa hưởng"),
        tile("Mai táng phí (đồng)", sum(&|row| row.funerals.0), "chi một lần khi chết"),
        tile("Nếu không ai chết (đồng)", sum(&|row| row.without_deaths.0), "chưa có mai táng phí"),
        tile("Thêm nếu vận động hết (đồng)", sum(&|row| row.not_enrolled.0), "đủ điều kiện mà chưa hưởng; ngoài tổng"),
    ];
    for row in budget.by_year {
        tiles.push([
            format!("Năm {} ({} tháng, đồng)", row.year, row.months),
            count(row.expected.0),
            format!("bình quân {} lượt hưởng một tháng", count(row.expected_lines.round() as i64)),
        ]);
    }
    tiles
}

fn cells(row: &BudgetGroupRow) -> Vec<(String, i64)> {
    let lines = row.expected_lines.round() as i64;
    let money = [row.enrolled, row.coming, row.funerals, row.expected, row.without_deaths, row.not_enrolled];
    let cells = [(row.year.to_string(), row.year), (count(lines), lines)].into_iter();
    cells.chain(money.map(|dong| (count(dong.0), dong.0))).collect()
}
