//! The page, the summary, and one person's story from a published run.

use std::collections::BTreeMap;

use ansinh::model::{Coded, CountedBy, Outcome, PersonKey};
use ansinh::publish::write_tables;
use ansinh::report::{PageInputs, ReportError, StoryInputs, page, story, summary};
use ansinh::table::Tables;

use crate::publish::city;

fn with_inputs<T>(tables: &Tables, read: impl Fn(&PageInputs) -> T) -> T {
    let wards = city::wards();
    let check_titles = BTreeMap::from([("id.lost_zero".to_owned(), "Số CCCD mất số 0 <ở đầu>".to_owned())]);
    read(&PageInputs {
        run_id: "2026-11-20-2026-12-0123456789ab",
        city: "thành phố Hải Phòng",
        as_of: city::day("2026-11-20"),
        pay_month: city::month("2026-12"),
        wards: &wards,
        tables,
        check_titles: &check_titles,
    })
}

fn html() -> String {
    with_inputs(&city::tables(60), |inputs| page(inputs).unwrap())
}

#[test]
fn the_page_shows_the_figures_of_the_tables() {
    let html = html();
    for shown in [
        "<strong>60</strong><span>tháng trước 61</span>",
        "Phường Hồng Bàng",
        "<td data-value=\"40250000\">40.250.000</td>",
        "2 trên 3 xã, phường, đặc khu",
        "khoa.xlsx",
        "Tệp có mật khẩu",
        "Thoát nghèo, cận nghèo",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
}

#[test]
fn the_page_and_the_summary_name_nobody() {
    let tables = city::tables(60);
    let summary = with_inputs(&tables, summary);
    for text in [html(), summary] {
        for row in &tables.beneficiaries {
            let id = row.person_id.unwrap().reveal();
            assert!(!text.contains(&id));
            assert!(!text.contains(row.full_name.as_ref().unwrap().reveal()));
        }
        assert!(!text.contains("031148000123"));
    }
}

#[test]
fn the_page_needs_no_network_and_escapes_what_it_shows() {
    let html = html();
    assert!(html.contains("Số CCCD mất số 0 &lt;ở đầu&gt;"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!html.contains(outside), "{outside}");
    }
}

#[test]
fn the_summary_says_what_was_paid_and_what_is_open() {
    let text = with_inputs(&city::tables(60), summary);
    assert!(text.contains("60 người") && text.contains("61.250.000 đồng"), "{text}");
    assert!(text.contains("Hỗ trợ mai táng, một lần: 1 người, 14.000.000 đồng"), "{text}");
    assert!(text.contains("Xã, phường có danh sách đọc được: 2 trên 3"), "{text}");
    assert!(text.ends_with('\n'));
}

#[test]
fn an_empty_night_has_a_page_too() {
    let html = with_inputs(&Tables::default(), |inputs| page(inputs).unwrap());
    assert!(html.contains("Không có."));
}

/// A published run of the small city, as `explain` reads it.
fn told(who: &str) -> Result<String, ReportError> {
    let folder = tempfile::tempdir().unwrap();
    let mut tables = city::tables(60);
    tables.entitlements.retain(|row| row.person_id != city::person(2));
    write_tables(folder.path(), &tables).unwrap();
    let wards = city::wards();
    let inputs = StoryInputs {
        tables: &folder.path().join("tables"),
        as_of: city::day("2026-11-20"),
        pay_month: city::month("2026-12"),
        wards: &wards,
    };
    story(&inputs, who.parse()?)
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\n---\n{text}");
    }
}

#[test]
fn the_story_of_someone_who_goes() {
    let text = told(&city::person(4).code()).unwrap();
    says(
        &text,
        &[
            "số định danh 031148000004 · Phường Hồng Bàng",
            "Danh sách tháng 12/2026, theo dữ liệu đến ngày 20/11/2026",
            "• Phường Hồng Bàng gửi danh sách đối tượng kỳ 11/2026: đã nhận",
            "danh sach.xlsx, trang “Tổ 3”, dòng 14",
            "Đối chiếu CSDL dân cư: cần người chọn, gần nhất 031148000004 (61,00%)",
            "họ tên trùng hoàn toàn          +8,1 ████████  (trùng ngẫu nhiên: 1 trong 1.260 người",
            "tổng                            +0,3",
            "Điểm khác: khác ngày sinh, thiếu số định danh",
            "Người đứng thứ hai: 031148000904 (38,00%): kém người thứ nhất 3,2: nơi cư trú khác (−2,0), người thứ nhất \
             không so được (+0,0); họ tên chỉ khác dấu chữ (+6,9), người thứ nhất trùng hoàn toàn (+8,1)",
            "• Hộ nghèo, cận nghèo: hộ nghèo (nguồn: danh sách hộ nghèo, từ 01/01/2026)",
            "• Đang đi học: chưa rõ",
            "• GIẢM tại Phường Hồng Bàng: Thoát nghèo, cận nghèo, từ tháng 12/2026: 1.050.000 → 0 đồng",
            "Căn cứ: NĐ 335/2026 Điều 5 khoản 6 (giả định, chờ thành phố trả lời)",
        ],
    );
}

#[test]
fn who_was_only_offered_as_the_second_is_told_of_the_row() {
    let text = told("031148000904").unwrap();
    says(&text, &["số định danh 031148000904", "gần nhất 031148000004 (61,00%)", "Người đứng thứ hai: 031148000904"]);
    assert!(told("031148000905").is_err(), "who was never offered is nobody of this run");
}

#[test]
fn the_story_of_a_row_is_that_of_its_person() {
    assert_eq!(
        told(&city::row(17).code()).unwrap().lines().next(),
        told(&city::person(7).code()).unwrap().lines().next()
    );
}

#[test]
fn raw_and_clean_values_stand_side_by_side() {
    says(
        &told(&city::person(2).code()).unwrap(),
        &[
            "! Cảnh báo: C (Số CCCD): 31148000123 mất số 0 ở đầu",
            "(ghi “+31148000123”, đọc là “031148000123”)",
            "Cách sửa: Định dạng cột là văn bản",
        ],
    );
}

#[test]
fn months_with_one_answer_are_one_line_and_what_is_missing_is_named() {
    says(
        &told(&city::person(5).code()).unwrap(),
        &[
            "• 11/2026 đến 12/2026: Hộ chăm sóc",
            "chưa kết luận được, còn thiếu: mức độ khuyết tật ← tháng của danh sách",
        ],
    );
}

#[test]
fn overpaid_months_are_added_up() {
    says(
        &told(&city::person(7).code()).unwrap(),
        &[
            "• 09/2026: được hưởng 0, đã chi 1.050.000, chênh lệch −1.050.000 đồng (Chết)",
            "Cộng: truy thu 3.150.000 đồng",
            "Truy thu 1.050.000 đ của tháng 09/2026: chết ngày 12/08/2026. Các tháng 10/2026, 11/2026 cũng vậy.",
        ],
    );
}

#[test]
fn someone_who_is_not_enrolled_has_a_story_and_a_stranger_has_none() {
    says(&told(&city::person(990).code()).unwrap(), &["Có thể được hưởng Trợ cấp hưu trí xã hội, 700.000 đồng"]);
    for unknown in ["031148999999", "00000000000000ff-1-9", "nobody"] {
        assert!(matches!(told(unknown), Err(ReportError::Unknown)), "{unknown}");
    }
}

/// Figures of the summary for records without a match, each counted as somebody by something.
#[track_caller]
fn check_unmatched(counted: &[(Option<CountedBy>, bool)], unmatched: &str, joined: &str) {
    let mut tables = city::tables(60);
    tables.matches.truncate(counted.len());
    for (row, (by, registered)) in tables.matches.iter_mut().zip(counted) {
        let person = row.person_id.map(PersonKey::Register);
        row.outcome = Outcome::NotFound;
        (row.counted_by, row.counted_as) = (*by, if *registered { person } else { Some(PersonKey::Provisional(7)) });
    }
    let text = with_inputs(&tables, summary);
    assert!(text.contains(&format!(", {unmatched} dòng chưa rõ người,")), "{text}");
    assert!(text.contains(&format!(", {joined} dòng tính theo danh sách chi trả")), "{text}");
}

#[test]
fn a_row_that_something_gives_to_a_person_is_not_open() {
    use CountedBy::{Ledger, Movement, Own};
    check_unmatched(&[(Some(Ledger), true), (Some(Movement), true), (Some(Own), false)], "1", "2");
    // Joined with a line of somebody who was not found either.
    check_unmatched(&[(Some(Ledger), false), (None, true)], "2", "0");
}
