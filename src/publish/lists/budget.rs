//! `du_toan.xlsx`: what the coming months are expected to cost, for the finance office.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::XlsxError;

use super::book::{Book, written};
use super::sheet::{Cell, Column, Letterhead, Sheet, column, summed};
use crate::model::{Benefit, Coded, Confidence, Month, WardCode};
use crate::publish::PublishError;
use crate::table::forecast::{Budget, BudgetGroupRow};

const fn sums(first: &'static str) -> [Column; 10] {
    [
        column("STT", 4.5),
        column(first, 36.0),
        column("Năm", 7.0),
        column("Lượt hưởng bình quân tháng", 12.0),
        summed("Người đang hưởng (đồng)", 18.0),
        summed("Người sẽ đủ điều kiện (đồng)", 16.0),
        summed("Mai táng phí (đồng)", 16.0),
        summed("Tổng dự kiến (đồng)", 18.0),
        summed("Nếu không ai chết, chưa có mai táng phí (đồng)", 18.0),
        summed("Thêm nếu vận động hết người chưa hưởng (đồng)", 18.0),
    ]
}

const MONTHS: [Column; 10] = sums("Tháng");
const YEARS: [Column; 10] = sums("Toàn thành phố, năm");
const BENEFITS: [Column; 10] = sums("Chế độ");
const WARDS: [Column; 10] = sums("Xã, phường, đặc khu");
const SOURCES: [Column; 3] = [column("STT", 4.5), column("Nội dung", 70.0), column("Đã nêu hay giả định, nguồn", 58.0)];

/// Writes the workbook of a budget.
///
/// # Errors
/// The workbook cannot be made or written.
pub fn write_budget_book(path: &Path, budget: &Budget<'_>) -> Result<(), PublishError> {
    let wrong = |error: XlsxError| PublishError::Workbook { path: path.to_owned(), message: error.to_string() };
    let bytes = workbook(budget).map_err(wrong)?;
    fs::write(path, bytes).map_err(PublishError::io("write", path))
}

fn workbook(budget: &Budget<'_>) -> Result<Vec<u8>, XlsxError> {
    let head = Letterhead {
        above: format!("UBND {}", budget.city).to_uppercase(),
        agency: "DỰ TOÁN TRỢ GIÚP XÃ HỘI".to_owned(),
        year: budget.months.0.ym().0,
        run_id: budget.run_id.to_owned(),
    };
    let mut book = Book::with(head, budget.as_of)?;
    for (name, title, columns, rows) in [
        ("Theo tháng", "DỰ TOÁN CHI TRẢ THEO THÁNG", &MONTHS, budget.by_month),
        ("Theo năm", "DỰ TOÁN CHI TRẢ THEO NĂM", &YEARS, budget.by_year),
        ("Theo chế độ", "DỰ TOÁN CHI TRẢ THEO CHẾ ĐỘ", &BENEFITS, budget.by_benefit),
        ("Theo xã", "DỰ TOÁN CHI TRẢ THEO XÃ, PHƯỜNG, ĐẶC KHU", &WARDS, budget.by_ward),
    ] {
        book.add(&Sheet {
            name,
            title,
            subtitle: subtitle(budget),
            notes: vec![NOTE.to_owned()],
            columns,
            rows: (1..).zip(rows).map(|(number, row)| line(budget, name, number, row)).collect(),
            closing: vec![],
            signed: true,
        });
    }
    let rows = assumptions(budget);
    let line =
        |(number, (text, sure)): (i64, (String, String))| vec![Cell::Count(number), Cell::text(text), Cell::text(sure)];
    book.add(&Sheet {
        name: "Giả định",
        title: "NHỮNG ĐIỀU ĐÃ GIẢ ĐỊNH",
        subtitle: subtitle(budget),
        notes: vec![],
        columns: &SOURCES,
        rows: (1..).zip(rows).map(line).collect(),
        closing: vec![],
        signed: false,
    });
    book.finish()
}

const NOTE: &str = "Số kỳ vọng: mức hưởng từng tháng theo quy định đã có, nhân xác suất còn sống. \
     Nguồn và các giả định ở trang “Giả định”. Cột cuối không nằm trong tổng.";

/// What is stated and what is assumed, for the finance office; the page says the same.
fn assumptions(budget: &Budget<'_>) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = [
        ("Mức chuẩn, hệ số, tuổi: theo các văn bản trong thư mục quy định; mức mới chỉ tính khi văn bản đã được đưa vào.", "đã nêu"),
        ("Sinh nhật, ngày hết hạn giấy tờ, hộ nghèo: theo ngày ghi trong các cơ sở dữ liệu. Giấy tờ hết hạn coi như không gia hạn.", "đã nêu"),
        ("Người sẽ đủ điều kiện: đến ngày đủ điều kiện, quyết định được ký ngay trong tháng đó.", "giả định"),
        ("Người mới khuyết tật, mới nghèo, mới sinh, chuyển đến, chuyển đi, và truy lĩnh, truy thu: chưa tính.", "giả định"),
        ("Dòng chưa kết luận được: chi tiếp mức đang chi.", "giả định"),
        ("Tỷ lệ chết của người hưởng bằng của mọi người cùng tuổi, cùng giới trong cả nước (người khuyết tật thực tế cao hơn).", "giả định"),
        ("Mai táng phí: mỗi người chết khi đang hưởng, một lần, trong tháng chết; người thân có yêu cầu.", "giả định"),
    ]
    .map(|(text, sure)| (text.to_owned(), sure.to_owned()))
    .into();
    let rates = |(source, sure): &(String, Confidence)| {
        ("Tỷ lệ chết theo tuổi và giới tính.".to_owned(), format!("{source} ({})", sureness(*sure)))
    };
    lines.extend(budget.mortality.iter().map(rates));
    lines.push((
        format!("{} người hưởng không rõ ngày sinh hoặc giới tính: không rõ ngày sinh thì coi như còn sống, không rõ giới tính thì lấy trung bình.", budget.without_age),
        "giả định".to_owned(),
    ));
    lines
}

fn sureness(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "đã nêu",
        Confidence::Reported => "theo tài liệu dẫn lại",
        Confidence::Assumed => "giả định",
    }
}

fn subtitle(budget: &Budget<'_>) -> String {
    let (y, m, d) = budget.as_of.ymd();
    let (from, to) = (written(budget.months.0), written(budget.months.1));
    format!("Tháng {from} đến {to} (theo dữ liệu đến ngày {d:02}/{m:02}/{y})")
}

fn line(budget: &Budget<'_>, sheet: &str, number: i64, row: &BudgetGroupRow) -> Vec<Cell> {
    let name = match sheet {
        "Theo tháng" => Month::from_code(&row.group).map_or(row.group.clone(), written),
        "Theo năm" => format!("{} ({} tháng)", row.group, row.months),
        "Theo chế độ" => Benefit::from_code(&row.group).map_or(row.group.clone(), |one| one.label_vi().to_owned()),
        _ => {
            let known = WardCode::from_digits(&row.group).and_then(|code| budget.ward_names.get(&code).cloned());
            known.unwrap_or_else(|| format!("xã có mã {}", row.group))
        }
    };
    vec![
        Cell::Count(number),
        Cell::text(name),
        Cell::code(row.year.to_string()),
        Cell::Count(row.expected_lines.round() as i64),
        Cell::Money(row.enrolled),
        Cell::Money(row.coming),
        Cell::Money(row.funerals),
        Cell::Money(row.expected),
        Cell::Money(row.without_deaths),
        Cell::Money(row.not_enrolled),
    ]
}
