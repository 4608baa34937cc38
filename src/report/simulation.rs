//! The page and the summary of a simulation: a draft of the law against the law in force.

use serde::Serialize;

use super::ReportError;
use super::chart::{Bar, bars};
use super::sums::{Columns, SumTable};
use super::template::{SCRIPT, STYLE, fill};
use super::wording::{benefit_name, count, day, millions, month, month_name, signed, ward_name};
use crate::model::Benefit;
use crate::table::forecast::{Simulation, SimulationGroupRow, SimulationProspectRow};

const TEMPLATE: &str = include_str!("templates/simulation.html");

#[derive(Serialize)]
struct Context {
    run_id: String,
    city: String,
    draft: String,
    as_of: String,
    month: String,
    from: String,
    to: String,
    style: &'static str,
    script: &'static str,
    tiles: Vec<[String; 3]>,
    months_chart: String,
    benefits_chart: String,
    ages_chart: String,
    tables: Vec<SumTable>,
    prospects: Vec<[String; 6]>,
    newly: String,
    newly_amount: String,
    same: bool,
    candidate_age: i32,
}

/// Columns of the tables.
const SUMS: Columns<SimulationGroupRow> = Columns {
    titles: &[
        "Chi phí hiện hành",
        "Chi phí theo dự thảo",
        "Chênh lệch",
        "Người hưởng hiện hành",
        "Người hưởng theo dự thảo",
        "Được tăng",
        "Bị giảm",
        "Mới được hưởng",
        "Thôi hưởng",
        "Chưa so sánh được",
    ],
    cells,
};

/// The page: one HTML text, in Vietnamese, without personal data, without a network.
///
/// # Errors
/// The template does not fit its data, which a test rules out.
pub fn simulation_page(simulation: &Simulation<'_>) -> Result<String, ReportError> {
    fill(TEMPLATE, context(simulation))
}

/// The few lines on standard output, in Vietnamese, ending in a newline.
#[must_use]
pub fn simulation_summary(simulation: &Simulation<'_>) -> String {
    let (at, all) = (one(&simulation.groupings.month), one(&simulation.groupings.all));
    let (new, amount) = newly(simulation);
    let lines = [
        format!(
            "Mô phỏng dự thảo “{}” cho {} (dữ liệu đến {}, tháng {} đến {})",
            simulation.draft,
            simulation.city,
            day(simulation.as_of),
            month(simulation.months.0),
            month(simulation.months.1)
        ),
        format!(
            "  Chi phí cả giai đoạn  {:>18} -> {:>18} đồng ({})",
            count(all.cost_before.0),
            count(all.cost_after.0),
            signed(all.difference.0)
        ),
        format!(
            "  Chi phí tháng {} {:>18} -> {:>18} đồng ({})",
            month(simulation.month),
            count(at.cost_before.0),
            count(at.cost_after.0),
            signed(at.difference.0)
        ),
        format!("  Người được tăng       {:>9} người, {} đồng/tháng", count(at.winners), signed(at.gain.0)),
        format!("  Người bị giảm         {:>9} người, {} đồng/tháng", count(at.losers), signed(-at.loss.0)),
        format!(
            "  Trong đó mới được hưởng {} người, thôi hưởng {} người",
            count(at.newly_entitled),
            count(at.lose_all)
        ),
        format!("  Chưa so sánh được     {:>9} người (thiếu thông tin, giữ mức đang chi)", count(at.unclear)),
        format!(
            "  Chưa có trong danh sách, chỉ đủ điều kiện theo dự thảo: {} người, {} đồng/tháng",
            count(new),
            count(amount)
        ),
    ];
    lines.join("\n") + "\n"
}

/// The only sum of a grouping of one, or nothing.
fn one(rows: &[SimulationGroupRow]) -> SimulationGroupRow {
    rows.first().cloned().unwrap_or_else(|| SimulationGroupRow::empty(String::new()))
}

/// Persons and đồng a month that qualify under the draft alone.
fn newly(simulation: &Simulation<'_>) -> (i64, i64) {
    let rows = simulation.prospects.iter();
    rows.fold((0, 0), |(persons, dong), row| (persons + row.newly, dong + row.newly_amount.0))
}

fn context(simulation: &Simulation<'_>) -> Context {
    let groupings = simulation.groupings;
    let (new, amount) = newly(simulation);
    let at = month(simulation.month);
    let all = one(&groupings.all);
    Context {
        run_id: simulation.run_id.to_owned(),
        city: simulation.city.to_owned(),
        draft: simulation.draft.to_owned(),
        as_of: day(simulation.as_of),
        from: month(simulation.months.0),
        to: month(simulation.months.1),
        style: STYLE,
        script: SCRIPT,
        tiles: tiles(simulation),
        months_chart: months_chart(&groupings.months),
        benefits_chart: differences("Chênh lệch theo chế độ (đồng/tháng)", &groupings.benefits, &|row| {
            benefit_name(&row.group)
        }),
        ages_chart: differences("Chênh lệch theo nhóm tuổi (đồng/tháng)", &groupings.ages, &age_name),
        tables: vec![
            SUMS.table(
                ("benefits", &format!("Theo chế độ, tháng {at}"), "Chế độ"),
                &groupings.benefits,
                &|row| benefit_name(&row.group),
            ),
            SUMS.table(("ages", &format!("Theo nhóm tuổi, tháng {at}"), "Nhóm tuổi"), &groupings.ages, &age_name),
            SUMS.table(
                ("wards", &format!("Theo xã, phường, đặc khu, tháng {at}"), "Xã, phường, đặc khu"),
                &groupings.wards,
                &|row| ward_name(simulation.ward_names, &row.group),
            ),
            SUMS.table(("months", "Theo tháng", "Tháng"), &groupings.months, &|row| month_name(&row.group)),
            SUMS.table(
                ("years", "Theo năm (các tháng mô phỏng; số người là số lượt người-tháng)", "Năm"),
                &groupings.years,
                &|row| row.group.clone(),
            ),
        ],
        prospects: prospects(simulation),
        newly: count(new),
        newly_amount: count(amount),
        same: all.winners + all.losers == 0 && all.difference.0 == 0 && new == 0,
        month: at,
        candidate_age: simulation.candidate_age,
    }
}

fn tiles(simulation: &Simulation<'_>) -> Vec<[String; 3]> {
    let (at, all) = (one(&simulation.groupings.month), one(&simulation.groupings.all));
    let (new, amount) = newly(simulation);
    let tile = |label: String, value: String, below: String| [label, value, below];
    let months = simulation.months.1.since(simulation.months.0) + 1;
    vec![
        tile(
            format!("Chi phí {months} tháng (đồng)"),
            signed(all.difference.0),
            format!("từ {} thành {}", count(all.cost_before.0), count(all.cost_after.0)),
        ),
        tile(
            format!("Chi phí tháng {} (đồng)", month(simulation.month)),
            signed(at.difference.0),
            format!("từ {} thành {}", count(at.cost_before.0), count(at.cost_after.0)),
        ),
        tile("Người được tăng".into(), count(at.winners), format!("{} đồng/tháng", signed(at.gain.0))),
        tile("Người bị giảm".into(), count(at.losers), format!("{} đồng/tháng", signed(-at.loss.0))),
        tile("Mới được hưởng".into(), count(at.newly_entitled), "trong số người đang quản lý".into()),
        tile("Thôi hưởng".into(), count(at.lose_all), "mất toàn bộ mức đang hưởng".into()),
        tile("Chưa so sánh được".into(), count(at.unclear), "thiếu thông tin, giữ mức đang chi".into()),
        tile(
            "Có thể phát sinh thêm".into(),
            count(new),
            format!("người chưa có trong danh sách, {} đồng/tháng", count(amount)),
        ),
    ]
}

fn cells(row: &SimulationGroupRow) -> Vec<(String, i64)> {
    let plain = [row.cost_before.0, row.cost_after.0];
    let people =
        [row.persons_before, row.persons_after, row.winners, row.losers, row.newly_entitled, row.lose_all, row.unclear];
    let cells = plain.map(|value| (count(value), value)).into_iter();
    let cells = cells.chain(std::iter::once((signed(row.difference.0), row.difference.0)));
    cells.chain(people.map(|value| (count(value), value))).collect()
}

fn months_chart(rows: &[SimulationGroupRow]) -> String {
    // Two bars a month: what is in force, and the draft below it.
    let pair = |row: &SimulationGroupRow| {
        let bar = |label: String, value: i64, text: String, class| Bar { label, value: value as f64, text, class };
        [
            bar(
                format!("{} hiện hành", month_name(&row.group)),
                row.cost_before.0,
                millions(row.cost_before.0),
                "level",
            ),
            bar(
                "dự thảo".to_owned(),
                row.cost_after.0,
                millions(row.cost_after.0),
                if row.difference.0 < 0 { "down" } else { "up" },
            ),
        ]
    };
    let shown: Vec<Bar> = rows.iter().flat_map(pair).collect();
    bars("Chi phí theo tháng (triệu đồng)", &shown, None)
}

/// Bars of the differences of a grouping; groups without one are left out.
fn differences(title: &str, rows: &[SimulationGroupRow], name: &dyn Fn(&SimulationGroupRow) -> String) -> String {
    let bar = |row: &SimulationGroupRow| Bar {
        label: name(row),
        value: row.difference.0.unsigned_abs() as f64,
        text: signed(row.difference.0),
        class: if row.difference.0 < 0 { "down" } else { "up" },
    };
    let shown: Vec<Bar> = rows.iter().filter(|row| row.difference.0 != 0).map(bar).collect();
    bars(title, &shown, None)
}

fn age_name(row: &SimulationGroupRow) -> String {
    if row.group == "?" { "không rõ ngày sinh".to_owned() } else { format!("{} tuổi", row.group) }
}

/// Those who would be new, by benefit and age, over the city.
fn prospects(simulation: &Simulation<'_>) -> Vec<[String; 6]> {
    let mut sums: std::collections::BTreeMap<(Benefit, usize), [i64; 5]> = std::collections::BTreeMap::new();
    let place = |row: &SimulationProspectRow| simulation.ages.iter().position(|age| *age == row.age_group);
    for row in simulation.prospects {
        let sum = sums.entry((row.benefit, place(row).unwrap_or(usize::MAX))).or_default();
        let values = [row.persons_before, row.persons_after, row.newly, row.newly_to_verify, row.newly_amount.0];
        sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
    let age = |place: usize| simulation.ages.get(place).map_or_else(|| "?".to_owned(), |age| format!("{age} tuổi"));
    sums.into_iter()
        .filter(|(_, sum)| sum[2] > 0 || sum[0] != sum[1])
        .map(|((benefit, place), [before, after, new, verify, amount])| {
            let name = format!("{}, {}", benefit.label_vi(), age(place));
            [name, count(before), count(after), count(new), count(verify), count(amount)]
        })
        .collect()
}
