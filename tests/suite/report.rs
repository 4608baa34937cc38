//! The page, the summary, and one person's story from a published run.

use std::collections::BTreeMap;

use ansinh::report::{PageInputs, page, summary};
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
    assert!(text.contains("Xã, phường có danh sách đọc được: 2 trên 3"), "{text}");
    assert!(text.ends_with('\n'));
}

#[test]
fn an_empty_night_has_a_page_too() {
    let html = with_inputs(&Tables::default(), |inputs| page(inputs).unwrap());
    assert!(html.contains("Không có."));
}
