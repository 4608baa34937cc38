//! `mo_phong.xlsx`: what a draft of the law would change, for the officials who write it.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::XlsxError;

use super::book::{Book, written};
use super::sheet::{Cell, Column, Letterhead, Sheet, column, summed};
use crate::model::{Benefit, Coded, Month, WardCode};
use crate::publish::PublishError;
use crate::table::forecast::{Simulation, SimulationGroupRow, SimulationProspectRow};

const fn sums(first: &'static str) -> [Column; 14] {
    [
        column("STT", 4.5),
        column(first, 30.0),
        summed("Chi phí hiện hành (đồng)", 16.0),
        summed("Chi phí theo dự thảo (đồng)", 16.0),
        summed("Chênh lệch (đồng)", 15.0),
        summed("Người hưởng hiện hành", 10.0),
        summed("Người hưởng theo dự thảo", 10.0),
        summed("Người được tăng", 9.0),
        summed("Tiền tăng (đồng)", 14.0),
        summed("Người bị giảm", 9.0),
        summed("Tiền giảm (đồng)", 14.0),
        summed("Mới được hưởng", 9.0),
        summed("Thôi hưởng", 9.0),
        summed("Chưa so sánh được", 9.0),
    ]
}

const MONTHS: [Column; 14] = sums("Tháng");
const YEARS: [Column; 14] = sums("Năm (các tháng mô phỏng)");
const WARDS: [Column; 14] = sums("Xã, phường, đặc khu");
const BENEFITS: [Column; 14] = sums("Chế độ");
const AGES: [Column; 14] = sums("Nhóm tuổi");
const PROSPECTS: [Column; 11] = [
    column("STT", 4.5),
    column("Xã, phường, đặc khu", 26.0),
    column("Chế độ", 32.0),
    column("Nhóm tuổi", 9.0),
    summed("Người theo hiện hành", 11.0),
    summed("Tiền theo hiện hành (đồng)", 15.0),
    summed("Người theo dự thảo", 11.0),
    summed("Tiền theo dự thảo (đồng)", 15.0),
    summed("Chỉ đủ điều kiện theo dự thảo", 12.0),
    summed("Trong đó cần xác minh", 11.0),
    summed("Tiền của họ (đồng)", 15.0),
];

/// Writes the workbook of a simulation.
///
/// # Errors
/// The workbook cannot be made or written.
pub fn write_simulation_book(path: &Path, simulation: &Simulation<'_>) -> Result<(), PublishError> {
    let wrong = |error: XlsxError| PublishError::Workbook { path: path.to_owned(), message: error.to_string() };
    let bytes = workbook(simulation).map_err(wrong)?;
    fs::write(path, bytes).map_err(PublishError::io("write", path))
}

fn workbook(simulation: &Simulation<'_>) -> Result<Vec<u8>, XlsxError> {
    let head = Letterhead {
        above: format!("UBND {}", simulation.city).to_uppercase(),
        agency: "MÔ PHỎNG CHÍNH SÁCH".to_owned(),
        year: simulation.month.ym().0,
        run_id: simulation.run_id.to_owned(),
    };
    let mut book = Book::with(head, simulation.as_of)?;
    let of_month = "chi phí một tháng, người so tại tháng ";
    let groupings = simulation.groupings;
    let at = written(simulation.month);
    for (name, title, columns, rows, what) in [
        ("Theo tháng", "CHI PHÍ THEO THÁNG", &MONTHS, &groupings.months, "dòng cộng: số lượt người-tháng".to_owned()),
        ("Theo năm", "CHI PHÍ THEO NĂM", &YEARS, &groupings.years, "số người là số lượt người-tháng".to_owned()),
        ("Theo xã", "TÁC ĐỘNG THEO XÃ, PHƯỜNG, ĐẶC KHU", &WARDS, &groupings.wards, format!("{of_month}{at}")),
        ("Theo chế độ", "TÁC ĐỘNG THEO CHẾ ĐỘ", &BENEFITS, &groupings.benefits, format!("{of_month}{at}")),
        ("Theo nhóm tuổi", "TÁC ĐỘNG THEO NHÓM TUỔI", &AGES, &groupings.ages, format!("{of_month}{at}")),
    ] {
        let line = |(number, row): (i64, &SimulationGroupRow)| line(number, group(simulation, name, row), row);
        book.add(&Sheet {
            name,
            title,
            subtitle: subtitle(simulation, &what),
            notes: vec![HELD.to_owned()],
            columns,
            rows: (1..).zip(rows).map(line).collect(),
            closing: vec![],
            signed: false,
        });
    }
    book.add(&Sheet {
        name: "Chưa có trong danh sách",
        title: "NGƯỜI CHƯA HƯỞNG CÓ THỂ ĐỦ ĐIỀU KIỆN",
        subtitle: subtitle(simulation, &format!("tháng {at}, nếu tất cả được hưởng")),
        notes: vec!["Không nằm trong chi phí của các trang khác: họ chưa có quyết định hưởng.".to_owned()],
        columns: &PROSPECTS,
        rows: (1..).zip(simulation.prospects).map(|(number, row)| prospect(simulation, number, row)).collect(),
        closing: vec![],
        signed: false,
    });
    book.finish()
}

const HELD: &str = "Chi phí gồm cả mức đang chi trả của các dòng chưa kết luận được (giữ nguyên ở hai phương án); \
     những người này không tính vào người được tăng, bị giảm. Chưa gồm mai táng phí và truy lĩnh, truy thu.";

fn subtitle(simulation: &Simulation<'_>, what: &str) -> String {
    let (y, m, d) = simulation.as_of.ymd();
    let (from, to) = (written(simulation.months.0), written(simulation.months.1));
    format!("Dự thảo “{}”, tháng {from} đến {to}, theo dữ liệu đến ngày {d:02}/{m:02}/{y}; {what}", simulation.draft)
}

fn group(simulation: &Simulation<'_>, sheet: &str, row: &SimulationGroupRow) -> String {
    match sheet {
        "Theo tháng" => Month::from_code(&row.group).map_or(row.group.clone(), written),
        "Theo xã" => WardCode::from_digits(&row.group).map_or(row.group.clone(), |code| ward(simulation, code)),
        "Theo chế độ" => {
            Benefit::from_code(&row.group).map_or(row.group.clone(), |benefit| benefit.label_vi().to_owned())
        }
        _ if row.group == "?" => "không rõ ngày sinh".to_owned(),
        _ => row.group.clone(),
    }
}

fn ward(simulation: &Simulation<'_>, code: WardCode) -> String {
    simulation.ward_names.get(&code).cloned().unwrap_or_else(|| format!("xã có mã {code}"))
}

fn line(number: i64, name: String, row: &SimulationGroupRow) -> Vec<Cell> {
    vec![
        Cell::Count(number),
        Cell::text(name),
        Cell::Money(row.cost_before),
        Cell::Money(row.cost_after),
        Cell::Money(row.difference),
        Cell::Count(row.persons_before),
        Cell::Count(row.persons_after),
        Cell::Count(row.winners),
        Cell::Money(row.gain),
        Cell::Count(row.losers),
        Cell::Money(row.loss),
        Cell::Count(row.newly_entitled),
        Cell::Count(row.lose_all),
        Cell::Count(row.unclear),
    ]
}

fn prospect(simulation: &Simulation<'_>, number: i64, row: &SimulationProspectRow) -> Vec<Cell> {
    vec![
        Cell::Count(number),
        Cell::text(ward(simulation, row.ward_code)),
        Cell::text(row.benefit.label_vi()),
        Cell::code(row.age_group.clone()),
        Cell::Count(row.persons_before),
        Cell::Money(row.amount_before),
        Cell::Count(row.persons_after),
        Cell::Money(row.amount_after),
        Cell::Count(row.newly),
        Cell::Count(row.newly_to_verify),
        Cell::Money(row.newly_amount),
    ]
}
