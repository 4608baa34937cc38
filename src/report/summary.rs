//! The few lines on standard output.

use super::PageInputs;
use super::decided::Decided;
use super::figures::{self, Sum};
use super::wording::{count, day, month, signed};

/// A short summary in Vietnamese, without personal data, ending in a newline.
#[must_use]
pub fn summary(inputs: &PageInputs) -> String {
    let city = figures::total(&figures::by_ward(inputs));
    let line = |label: &str, sum: Sum| {
        format!("  {label:<16}{:>9} dòng  {:>16} đồng/tháng", count(sum.count), signed(sum.dong))
    };
    let decided = Decided::of(inputs.tables);
    let decided = (!decided.is_empty()).then(|| format!("  Quyết định về người: {}", decided.sentence()));
    let lines = [
        format!(
            "Trợ giúp xã hội {}, tháng {} (dữ liệu đến {})",
            inputs.city,
            month(inputs.pay_month),
            day(inputs.as_of)
        ),
        format!(
            "  Chi trả         {:>9} người {:>16} đồng (tháng trước {} người, {} đồng)",
            count(city.closing.count),
            count(city.closing.dong),
            count(city.opening.count),
            count(city.opening.dong)
        ),
        line("Tăng", city.increases),
        line("Giảm", city.decreases),
        line("Điều chỉnh", city.adjustments),
        format!("  Truy lĩnh {} đồng, truy thu {} đồng", count(city.owed.dong), count(-city.overpaid.dong)),
        format!("  Hỗ trợ mai táng, một lần: {} người, {} đồng", count(city.funerals.count), count(city.funerals.dong)),
        format!(
            "  Cần xem: {} biến động cần xác minh, {} dòng chưa rõ người, {} trường hợp chưa kết luận",
            count(city.verify),
            count(city.unmatched),
            count(city.undetermined)
        ),
        format!(
            "  Người của dòng: {} dòng ít chắc chắn có thể chọn, {} dòng tính theo danh sách chi trả tháng trước hoặc báo biến động",
            count(city.unsure),
            count(city.joined)
        ),
        format!("  Có thể được hưởng mà chưa có trong danh sách: {} người", count(city.prospects)),
        format!(
            "  Tệp: {} đã đọc, {} để riêng; dòng: {} đã nhận, {} để riêng",
            count(city.files_read),
            count(city.files_aside),
            count(city.rows_accepted),
            count(city.rows_aside)
        ),
        format!("  Xã, phường có danh sách đọc được: {} trên {}", figures::fresh_wards(inputs), inputs.wards.len()),
    ];
    let shared = inputs.tables.findings.iter().filter(|finding| finding.check == "register.number_of_two").count();
    let shared = (shared > 0).then(|| {
        let shared = count(shared as i64);
        format!("  CSDL dân cư ghi {shared} số định danh cho hai người: dòng dựa vào số đó phải có người kiểm tra")
    });
    let lines: Vec<String> = lines.into_iter().chain(shared).chain(decided).collect();
    lines.join("\n") + "\n"
}
