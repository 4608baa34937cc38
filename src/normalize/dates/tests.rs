//! Dates as clerks write them, one table for each way of writing.

use super::*;
use crate::model::Private;

fn period() -> Month {
    Month::new(2026, 11).unwrap()
}

#[track_caller]
fn show(value: &RawValue, expected: &str) {
    let reading = read_date(value, DateUse::Birth, period());
    let issues: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
    let date = reading.date.map_or("-".to_owned(), |date| date.to_string());
    assert_eq!(format!("{date} {}", issues.join(" ")).trim(), expected);
}

#[track_caller]
fn check(raw: &str, expected: &str) {
    show(&RawValue::Text(Private::new(raw)), expected);
}

#[test]
fn ok_forms_of_birth_dates() {
    check("12/03/1948", "1948-03-12");
    check("12.3.1948", "1948-03-12");
    check(" 12 - 3 - 1948", "1948-03-12");
    check("1948-03-12", "1948-03-12");
    check("12/03/1948 00:00:00", "1948-03-12");
    check("ngày 12 tháng 3 năm 1948", "1948-03-12");
    check("tháng 3/1948", "1948-03");
    check("3/1948", "1948-03");
    check("1948", "1948");
    check("00/00/1948", "1948");
    check("??/03/1948", "1948-03");
    check("/ /1948", "1948");
    check("1948 (78 tuổi)", "1948");
    check("12031948", "1948-03-12");
    check("12-Mar-1948", "1948-03-12");
    check("12 tháng ba năm 1948", "1948-03-12");
    check("thứ 6 ngày 12/3/1948", "1948-03-12");
    check("T6, 12/3/1948", "1948-03-12");
    check("T3/1948 cấp 12/05/2021", "- date.two_years");
    check("T4 năm 2025, QĐ 12/5/2025", "- date.unreadable");
    check("T3/1948", "1948-03");
    check("tháng sáu 1948", "1948-06");
    check("tháng Năm 1948", "1948-05");
    check("ngày 3 tháng 4 năm 1950", "1950-04-03");
    check("sinh năm 1948", "1948");
    check("1948.0", "1948");
    check("12/03/1948 (78 tuổi)", "1948-03-12");
    check("O1/O2/1950", "1950-02-01");
    check("", "-");
}

#[test]
fn doubtful_forms_say_so() {
    check("12-03-48", "1948-03-12 date.century");
    check("12/3/20", "2020-03-12 date.century");
    check("khoảng 1948", "1948 date.approximate");
    check("03/25/1948", "1948-03-25 date.swapped");
    check("29/02/1951", "1951-02 date.impossible");
    check("29/02/1952", "1952-02-29");
    check("31/04/1950", "1950-04 date.impossible");
    check("17604", "1948-03-12 date.serial");
    check("12/03/2062", "- date.future");
    check("12/03/1890", "1890-03-12 date.too_old");
    check("không rõ", "- date.unreadable");
    check("48", "1948 date.century");
    check("45/67/1948", "1948 date.impossible");
}

#[test]
fn a_question_mark_is_a_doubt_and_no_digit() {
    check("1948?", "1948 date.doubted");
    check("1945 ?", "1945 date.doubted");
    check("1948 (?)", "1948 date.doubted");
    check("?1948", "1948 date.doubted");
    check("12/3/1948?", "1948-03-12 date.doubted");
    check("??/??/1948", "1948");
    check("1?/3/1948", "1948-03");
    check("194?", "- date.unreadable");
    check("19??", "- date.unreadable");
    check("12/03/????", "- date.unreadable");
    check("?", "-");
}

#[test]
fn ages_bounds_lunar_days_and_two_years() {
    check("80t", "1946 date.from_age");
    check("80 tuổi", "1946 date.from_age");
    check("khoảng 78 tuổi", "1948 date.from_age");
    check("18 tháng tuổi", "- date.unreadable");
    check("200 tuổi", "- date.unreadable");
    check("trên 80 tuổi", "- date.bound");
    check("trước 1950", "- date.bound");
    check("sau năm 1945", "- date.bound");
    check("<1950", "- date.bound");
    check("48/03/12", "- date.unreadable");
    check("31/03/12", "2012-03-31 date.century");
    check("12/03/1948 (ÂL)", "1948 date.lunar");
    check("15/8/1945 âm lịch", "1945 date.lunar");
    check("12/03/1948AL", "1948 date.lunar");
    check("Mồng 5 tháng Giêng 1948", "1948 date.lunar");
    check("tháng chạp 1948", "1948 date.lunar");
    check("1948-1949", "- date.two_years");
    check("1948 (CMND 1950)", "- date.two_years");
    check("Q1/1948", "1948 date.approximate");
    check("quý I/1948", "1948 date.approximate");
    let event = |raw: &str| from_text(raw, DateUse::Event, period()).date.map(|date| date.to_string());
    assert_eq!(event("80t"), None);
    assert_eq!(event("05/10/2025 thay 2020").as_deref(), Some("2025-10-05"));
}

#[test]
fn numbers_are_years_months_or_serials() {
    show(&RawValue::Number(1948.0), "1948");
    show(&RawValue::Number(17604.0), "1948-03-12 date.serial");
    show(&RawValue::Number(3.1948), "1948-03");
    show(&RawValue::Number(10.195), "1950-10");
    show(&RawValue::Number(12031948.0), "1948-03-12");
    show(&RawValue::Number(7.0), "- date.unreadable");
    show(&RawValue::Number(17604.5), "1948-03-12 date.serial");
    show(&RawValue::Date(Date::new(1905, 5, 1).unwrap()), "1948 date.year_as_day");
    show(&RawValue::Date(Date::new(1905, 3, 13).unwrap()), "1905-03-13 date.too_old");
    show(&RawValue::Date(Date::new(1905, 7, 19).unwrap()), "1905-07-19 date.too_old");
    let event = read_date(&RawValue::Date(Date::new(1905, 5, 1).unwrap()), DateUse::Event, period());
    assert_eq!(event.date.map(|date| date.to_string()).as_deref(), Some("1905-05-01"));
}

#[test]
fn dates_and_months_in_running_text() {
    let found = |text: &str| find_date(text, period()).map(|date| date.to_string());
    assert_eq!(found("chết ngày 12/10/2026").as_deref(), Some("2026-10-12"));
    assert_eq!(found("mất (5.10.2026)").as_deref(), Some("2026-10-05"));
    assert_eq!(found("từ tháng 10 năm 2025").as_deref(), Some("2025-10"));
    assert_eq!(found("chuyển đi 15 người"), None);
    let month = |text: &str| read_month(&RawValue::Text(Private::new(text)), period()).0.map(|m| m.to_string());
    assert_eq!(month("từ tháng 10/2025").as_deref(), Some("2025-10"));
    assert_eq!(month("T10/2025").as_deref(), Some("2025-10"));
    assert_eq!(month("01/10/2025").as_deref(), Some("2025-10"));
    assert_eq!(month("2025"), None);
}

proptest::proptest! {
    #[test]
    fn print_and_read_again(days in -20_000i32..20_000) {
        let date = Date::from_epoch_days(days);
        let again = read_date(&RawValue::Text(Private::new(&RawValue::Date(date).reveal())), DateUse::Birth, period());
        proptest::prop_assert_eq!(again.date.and_then(PartialDate::full), Some(date));
    }

    #[test]
    fn twice_is_once(text in "\\PC{0,20}|[0-9/. thangm-]{0,16}|[0-3]?[0-9][/.-][01]?[0-9][/.-](19)?[0-9]{2}") {
        for about in [DateUse::Birth, DateUse::Event] {
            let Some(once) = read_date(&RawValue::Text(Private::new(&text)), about, period()).date else { continue };
            let again = read_date(&RawValue::Text(Private::new(&once.to_string())), about, period());
            proptest::prop_assert_eq!(again.date, Some(once));
        }
    }

    #[test]
    fn never_panics(text in "\\PC{0,20}", number in proptest::num::f64::ANY) {
        let _ = read_date(&RawValue::Text(Private::new(&text)), DateUse::Birth, period());
        let _ = read_date(&RawValue::Number(number), DateUse::Event, period());
        let _ = find_date(&text, period());
    }
}

#[test]
fn a_blank_inside_a_number_is_told_or_makes_it_unreadable() {
    check("1 2/03/1948", "1948-03-12 date.blank_inside");
    check("1 2-03-1948", "1948-03-12 date.blank_inside");
    check("12/0 3/1948", "1948-03-12 date.blank_inside");
    check("12/03/19 48", "1948-03-12 date.blank_inside");
    check("1 2/03/48", "- date.unreadable");
    check("1 2 3/03/1948", "- date.unreadable");
    check("1 2/1948", "- date.unreadable");
    check("12 3/1948", "1948-03-12");
    check("12 3 1948", "1948-03-12");
    check("12/ 03 /1948", "1948-03-12");
    check("12/03/1948 7", "1948-03-12");
    check("1948-03-12 00", "1948-03-12");
}

#[test]
fn an_event_without_a_year_has_no_date() {
    let event = |raw: &str| {
        let reading = read_date(&RawValue::Text(Private::new(raw)), DateUse::Event, period());
        let issues: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
        format!("{} {}", reading.date.map_or("-".to_owned(), |date| date.to_string()), issues.join(" "))
    };
    for raw in ["5/11", "5-11", "05.11", "5 tháng 11", "2/12", "tháng 11", "T11", "11", "30/10", "12/25", "31/11"] {
        assert_eq!(event(raw), "- date.no_year", "{raw}");
    }
    assert_eq!(event("10/26"), "2026-10 ");
    assert_eq!(event("5/11/26"), "2026-11-05 ");
    assert_eq!(event("11/2026"), "2026-11 ");
    assert_eq!(event("2026"), "2026 ");
}

#[test]
fn a_birth_after_the_period_is_told() {
    check("30/11/2026", "2026-11-30");
    check("01/12/2026", "- date.future");
}
