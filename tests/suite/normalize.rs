//! Normalising as a whole: raw rows as wards write them to records, and columns of files.

use std::fs::{self, File};
use std::sync::{Arc, OnceLock};

use ansinh::model::{
    Benefit, Coded, Coefficient, Date, Dong, Field, Gender, IdNumber, LegacyFont, ListKind, Month, Movement,
    PartialDate, Private, RawCell, RawRow, RawValue, RowId, WardCode,
};
use ansinh::normalize::address::{Within, home};
use ansinh::normalize::{Lexicon, LexiconTexts, Normalized, What, check_amounts, normalize, rewrite};
use ansinh::rules::Law;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let texts = LexiconTexts::gather(|file| fs::read_to_string(format!("pipelines/reference/{file}"))).unwrap();
        Lexicon::parse(&texts).unwrap()
    })
}

/// A row of a ward's list with these cells, from column 1.
fn row(kind: ListKind, cells: &[(Field, RawValue)]) -> RawRow {
    let cells = cells.iter().enumerate().map(|(at, (field, value))| RawCell {
        field: *field,
        column: at as u16 + 1,
        value: value.clone(),
        inherited: false,
    });
    RawRow {
        row_id: RowId { file: 7, sheet: 1, row: 9 },
        file: Arc::from("submissions/2026-11/11383/ds.xlsx"),
        sheet: Arc::from("DS"),
        ward: WardCode::from_digits("11383").unwrap(),
        period: Month::new(2026, 11).unwrap(),
        list_kind: kind,
        hidden: false,
        title: Arc::from("DANH SÁCH ĐỐI TƯỢNG"),
        sections: Vec::new(),
        fonts: Vec::new(),
        thousands: Vec::new(),
        cells: cells.collect(),
    }
}

fn text(text: &str) -> RawValue {
    RawValue::Text(Private::new(text))
}

fn one(row: RawRow) -> Normalized {
    normalize(&[row], lexicon())
}

#[track_caller]
fn checks(normalized: &Normalized, expected: &[&str]) {
    let found: Vec<&str> = normalized.findings.iter().map(|finding| finding.issue.check).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_whole_row_becomes_a_record() {
    let normalized = one(row(
        ListKind::Beneficiaries,
        &[
            (Field::FullName, text("1. Bµ NGUYÔN ThÞ HOµ (chÕt)")),
            (Field::BirthFemale, RawValue::Number(1948.0)),
            (Field::IdNo, RawValue::Number(31_148_000_123.0)),
            (Field::Address, text("TDP số 5, P. An Biên, Hải Phòng")),
            (Field::Group, text("điểm a K5")),
            (Field::Coefficient, text("1,5")),
            (Field::Amount, text("1.050")),
            (Field::Decision, text("123/QĐ-UBND ngày 05/10/2025")),
            (Field::FromMonth, text("từ tháng 10/2025")),
            (Field::Phone, RawValue::Number(912_345_678.0)),
        ],
    ));
    let record = &normalized.records[0];
    assert_eq!(record.full_name.as_ref().unwrap().reveal(), "Nguyễn Thị Hòa");
    assert_eq!(record.gender, Some(Gender::Female));
    assert_eq!(record.birth_date, PartialDate::of_year(1948));
    assert_eq!(record.id.map(IdNumber::reveal).as_deref(), Some("031148000123"));
    assert_eq!(record.address_ward, WardCode::from_digits("11407"));
    assert_eq!(record.hamlet.as_ref().unwrap().reveal(), "TDP số 5");
    assert_eq!(record.benefit, Some(Benefit::K5a));
    assert_eq!(record.coefficient, Coefficient::from_decimal(1.5));
    assert_eq!(record.amount, Some(Dong(1_050_000)));
    assert_eq!(record.decision_no.as_deref(), Some("123/QĐ-UBND"));
    assert_eq!(record.decision_date.map(|date| date.to_string()).as_deref(), Some("2025-10-05"));
    assert_eq!(record.from_month, Month::new(2025, 10));
    assert_eq!(record.phone.as_ref().unwrap().reveal(), "0912345678");
    assert_eq!(record.note.as_ref().unwrap().reveal(), "Bà; chết");
    checks(
        &normalized,
        &["text.legacy_font", "id.lost_zero", "amount.in_thousands", "address.other_ward", "remark.end"],
    );
}

/// What a ward writes beside a person of its full list, and what a list of movements says in which order.
#[test]
fn deaths_and_moves_beside_a_name_of_a_full_list_are_the_wards_word() {
    let check = |name: &str, note: &str, expected: Option<Movement>, day: Option<&str>, told: Option<&str>| {
        let cells = [(Field::FullName, text(name)), (Field::Note, text(note))];
        let normalized = one(row(ListKind::Beneficiaries, &cells));
        let record = &normalized.records[0];
        assert_eq!(record.movement, expected, "{name} {note}");
        assert_eq!(record.event_date.map(|day| day.to_string()).as_deref(), day, "{name} {note}");
        let mut found = normalized.findings.iter().map(|finding| finding.issue.check);
        assert_eq!(found.find(|check| check.starts_with("remark.")), told, "{name} {note}");
    };
    let (dead, end, doubt) = (Some(Movement::Dead), Some("remark.end"), Some("remark.doubtful_end"));
    check("Nguyễn Mai Là (đã chết 02/11/2026)", "", dead, Some("2026-11-02"), end);
    check("Bà Nguyễn Mai Là (đã chết)", "", dead, None, end);
    check("Phạm Văn Tâm - chết", "", dead, None, end);
    check("Tạ Thị Hiền", "chết ngày 01/11/2026", dead, Some("2026-11-01"), end);
    check("Vũ Hải Tuấn", "đã chuyển đi Hà Nội tháng 10", Some(Movement::MovedOut), None, end);
    check("Tạ Thị Hiền", "nghe nói đã chết", None, None, doubt);
    check("Tạ Thị Hiền", "chết não, nằm viện", None, None, doubt);
    check("Tạ Thị Hiền", "đã chết hồ sơ gốc", None, None, doubt);
    check("Tạ Thị Hiền", "thôi hưởng từ tháng 12", None, None, doubt);
    check("Tạ Thị Hiền", "mẹ chết, bố bỏ đi", None, None, None);
    check("Tạ Thị Hiền", "mất sổ hộ nghèo, CCCD cấp ngày 01/02/2021", None, None, None);
    check("Tạ Thị Hiền", "khuyết tật mắt, ở với con", None, None, None);
}

#[test]
fn a_reason_that_denies_or_tells_of_another_person_is_not_read_from_the_section() {
    let check = |reason: &str, section: &str, expected: Option<Movement>, day: Option<&str>| {
        let mut row = row(
            ListKind::Movements,
            &[
                (Field::FullName, text("Nguyễn Văn An")),
                (Field::Reason, text(reason)),
                (Field::Note, text("CCCD cấp ngày 01/02/2021")),
            ],
        );
        row.sections = vec![Arc::from(section)];
        let normalized = one(row);
        let record = &normalized.records[0];
        assert_eq!(record.movement, expected, "{reason}");
        assert_eq!(record.event_date.map(|day| day.to_string()).as_deref(), day, "{reason}");
        let told = ["movement.unknown", "movement.paid_on"];
        let unknown = normalized.findings.iter().any(|finding| told.contains(&finding.issue.check));
        assert_eq!(unknown, expected.is_none(), "{reason}");
    };
    check("Chưa chết, đang đi viện", "GIẢM", None, None);
    check("Mất giấy tờ", "GIẢM", None, None);
    check("Chồng chết, nay là người đơn thân", "Giảm do chết", None, None);
    check("", "Giảm do chết", Some(Movement::Dead), None);
    check("Tuổi cao", "Giảm do chết", Some(Movement::Dead), None);
    check("Chết 02/11/2026", "GIẢM", Some(Movement::Dead), Some("2026-11-02"));
    check("Chuyển khẩu", "TĂNG", Some(Movement::MovedIn), None);
    check("Chết", "TĂNG", None, None);
    check("Khuyết tật mắt", "TĂNG", Some(Movement::New), None);
}

/// `Vò` is a Vietnamese word and, in TCVN3, the surname Vũ: the cell's font decides, and that is told.
#[test]
fn a_legacy_font_decides_what_reads_both_ways_and_nothing_else() {
    let name = |name: &str, fonts: &[LegacyFont]| {
        let mut row =
            row(ListKind::Beneficiaries, &[(Field::FullName, text("Nguyễn Văn An")), (Field::Hamlet, text(name))]);
        row.fonts = fonts.iter().map(|font| (2, *font)).collect();
        let normalized = one(row);
        let checks = normalized.findings.iter().filter(|finding| finding.column == Some(2));
        let checks: Vec<&str> = checks.map(|finding| finding.issue.check).collect();
        (normalized.records[0].hamlet.as_ref().map(|hamlet| hamlet.reveal().to_owned()).unwrap_or_default(), checks)
    };
    let said = |text: &str, checks: Vec<&'static str>| (text.to_owned(), checks);
    assert_eq!(name("Xãm Vò", &[LegacyFont::Tcvn3]), said("Xóm Vũ", vec!["text.font_decided"]));
    assert_eq!(name("Xãm Vò", &[]), said("Xãm Vò", vec!["text.ambiguous_font"]));
    // What is Unicode beyond doubt stays, and what is TCVN3 beyond doubt is no matter of fonts.
    assert_eq!(name("Xóm Vũ Nguyễn", &[LegacyFont::Tcvn3]), said("Xóm Vũ Nguyễn", vec![]));
    assert_eq!(name("Xãm NguyÔn V¨n", &[LegacyFont::Vni]), said("Xóm Nguyễn Văn", vec!["text.legacy_font"]));
}

/// A CMND is read as before its end, and told from then on.
#[test]
fn an_expired_card_is_told_from_2025_on() {
    let of = |(year, month): (i32, u8)| {
        let fields = [(Field::FullName, text("Nguyễn Văn An")), (Field::IdNo, text("030123456"))];
        let mut row = row(ListKind::Beneficiaries, &fields);
        row.period = Month::new(year, month).unwrap();
        let normalized = one(row);
        let told = normalized.findings.iter().any(|finding| finding.issue.check == "id.cmnd_expired");
        (normalized.records[0].id.map(IdNumber::reveal).unwrap(), told)
    };
    assert_eq!(of((2024, 12)), ("030123456".to_owned(), false));
    assert_eq!(of((2025, 1)), ("030123456".to_owned(), true));
}

/// A list without a column of groups is one finding; where some row has a group, each row without is one.
#[test]
fn a_missing_column_of_groups_is_told_once_a_file() {
    let name = || (Field::FullName, text("Nguyễn Văn An"));
    let told = |rows: &[RawRow]| {
        let normalized = normalize(rows, lexicon());
        let about = normalized.findings.into_iter().filter(|finding| finding.issue.check.starts_with("group."));
        about.map(|one| (one.issue.check, one.issue.suggestion.is_some(), one.row_id.is_some())).collect::<Vec<_>>()
    };
    let bare = row(ListKind::Beneficiaries, &[name()]);
    let with = row(ListKind::Beneficiaries, &[name(), (Field::Group, text("K5a"))]);
    assert_eq!(told(&[bare.clone(), bare.clone(), bare.clone()]), [("group.column_missing", true, false)]);
    assert_eq!(told(&[bare.clone(), with, bare.clone()]), [("group.unknown", false, true); 2]);
    assert_eq!(told(&[bare]), [("group.unknown", false, true)]);
}

#[test]
fn a_row_without_identity_is_set_aside_and_counted() {
    let nobody = row(ListKind::Beneficiaries, &[(Field::FullName, text("…")), (Field::Amount, text("500.000"))]);
    let somebody = row(ListKind::Beneficiaries, &[(Field::IdNo, text("031048000123"))]);
    let normalized = normalize(&[nobody.clone(), somebody], lexicon());
    assert_eq!(normalized.quarantined, [nobody.row_id]);
    assert_eq!(normalized.records.len(), 1);
    assert!(normalized.findings.iter().any(|finding| finding.issue.check == "identity.missing"));
}

#[test]
fn sections_stand_in_for_missing_group_cells() {
    let mut disabled = row(ListKind::Beneficiaries, &[(Field::FullName, text("Vũ Văn An"))]);
    disabled.sections = vec![Arc::from("I. Người khuyết tật đặc biệt nặng"), Arc::from("Tổ dân phố số 3")];
    let record = one(disabled).records.remove(0);
    assert_eq!(record.benefit, Some(Benefit::K6Dbn));
    assert_eq!(record.hamlet.unwrap().reveal(), "Tổ dân phố số 3");
    let unknown = one(row(
        ListKind::Beneficiaries,
        &[
            (Field::FullName, text("Vũ Văn An")),
            (Field::BirthDate, text("1950")),
            (Field::IdNo, text("031050000123")),
            (Field::Group, text("K6")),
        ],
    ));
    assert_eq!(unknown.records[0].benefit, None);
    checks(&unknown, &["group.severity_missing"]);
}

#[test]
fn point_b_of_clause_5_is_read_by_the_decree_of_its_decision() {
    let read = |decision: &[(Field, RawValue)]| {
        let known = [
            (Field::FullName, text("Vũ Văn An")),
            (Field::BirthDate, text("1950")),
            (Field::IdNo, text("031050000123")),
            (Field::Group, text("điểm b khoản 5")),
        ];
        one(row(ListKind::Beneficiaries, &[&known[..], decision].concat()))
    };
    let before = read(&[(Field::Decision, text("12/QĐ-UBND ngày 04/10/2026"))]);
    assert_eq!(before.records[0].benefit, Some(Benefit::K5b));
    checks(&before, &[]);
    let after = read(&[(Field::Decision, text("13/QĐ-UBND ngày 05/10/2026"))]);
    assert_eq!(after.records[0].benefit, Some(Benefit::K5d));
    checks(&after, &[]);
    let unknown = read(&[]);
    assert_eq!(unknown.records[0].benefit, Some(Benefit::K5b));
    checks(&unknown, &["group.clause_by_decree"]);
}

#[test]
fn a_file_is_received_before_it_is_decided_or_its_day_is_not_believed() {
    let read = |filed: &str, decided: &[(Field, RawValue)]| {
        let known = [
            (Field::FullName, text("Vũ Văn An")),
            (Field::BirthDate, text("1950")),
            (Field::IdNo, text("031050000123")),
            (Field::Group, text("khuyết tật nặng")),
            (Field::FiledOn, text(filed)),
        ];
        one(row(ListKind::Beneficiaries, &[&known[..], decided].concat()))
    };
    let decided = [(Field::Decision, text("12/QĐ-UBND ngày 20/10/2026"))];
    let same_day = read("20/10/2026", &decided);
    assert_eq!(same_day.records[0].filed_on, Date::new(2026, 10, 20));
    checks(&same_day, &[]);
    let after = read("21/10/2026", &decided);
    assert_eq!(after.records[0].filed_on, None);
    checks(&after, &["filed_on.after_decision"]);
    let undecided = read("21/10/2026", &[]);
    assert_eq!(undecided.records[0].filed_on, Date::new(2026, 10, 21));
    checks(&undecided, &[]);
    let month_alone = read("tháng 9/2026", &decided);
    assert_eq!(month_alone.records[0].filed_on, None, "a month may lie on both sides of a decree's first day");
}

#[test]
fn movements_say_what_happened_and_when() {
    let cells = [(Field::FullName, text("Vũ Văn An")), (Field::Reason, text("Chết ngày 12/10/2026"))];
    let record = one(row(ListKind::Movements, &cells)).records.remove(0);
    assert_eq!(record.movement, Some(Movement::Dead));
    assert_eq!(record.event_date, PartialDate::of_day(2026, 10, 12));
    let cells = [(Field::FullName, text("Vũ Văn An")), (Field::Reason, text("Chuyển đi xã Cát Bà"))];
    let record = one(row(ListKind::Movements, &cells)).records.remove(0);
    assert_eq!((record.movement, record.other_ward), (Some(Movement::MovedOut), WardCode::from_digits("11914")));
    let cells = [
        (Field::FullName, text("Vũ Văn An")),
        (Field::Reason, text("chuyển đi")),
        (Field::OtherPlace, text("Phường Kiến An")),
    ];
    let record = one(row(ListKind::Movements, &cells)).records.remove(0);
    assert_eq!(record.other_ward, WardCode::from_digits("11443"));
}

#[test]
fn the_month_of_a_movement_is_no_day_of_an_event() {
    #[track_caller]
    fn check(reason: &str, day: (Field, &str), event: Option<PartialDate>, from: Option<&str>) {
        let cells = [(Field::FullName, text("Vũ Văn An")), (Field::Reason, text(reason)), (day.0, text(day.1))];
        let record = one(row(ListKind::Movements, &cells)).records.remove(0);
        assert_eq!((record.event_date, record.from_month), (event, from.map(|from| Month::from_code(from).unwrap())));
    }
    let effective = |text| (Field::EffectiveMonth, text);
    check("Chết", effective("12/2026"), None, Some("2026-12"));
    check("Chết ngày 5/11/2026", effective("12/2026"), PartialDate::of_day(2026, 11, 5), Some("2026-12"));
    check("Chết", effective("Tháng 12"), None, Some("2026-12"));
    check("Chết", effective("01/12/2026"), None, Some("2026-12"));
    check("Chết", effective("05/11/2026"), PartialDate::of_day(2026, 11, 5), None);
    check("Chết", effective("từ T12/2026"), None, Some("2026-12"));
    let event = |text| (Field::EventDate, text);
    check("Chết ngày 5/11/2026", event("11/2026"), PartialDate::of_day(2026, 11, 5), None);
    check("Chết", event("12/2026"), None, Some("2026-12"));
    check("Chết ngày 5/11/2026", event("10/2026"), PartialDate::of_month(2026, 10), None);
    check("Chết ngày 5/11/2026", event("06/11/2026"), PartialDate::of_day(2026, 11, 6), None);
}

#[test]
fn a_short_cell_follows_the_font_of_its_column() {
    let names = ["NguyÔn V¨n Hïng", "TrÇn ThÞ Mai", "Vò An"];
    let rows: Vec<RawRow> =
        names.iter().map(|name| row(ListKind::Beneficiaries, &[(Field::FullName, text(name))])).collect();
    let read = normalize(&rows, lexicon());
    let shown: Vec<&str> = read.records.iter().map(|record| record.full_name.as_ref().unwrap().reveal()).collect();
    assert_eq!(shown, ["Nguyễn Văn Hùng", "Trần Thị Mai", "Vũ An"]);
}

/// Measuring by hand: `MEASURE=names|addresses IN=file OUT=file COLUMN=name cargo test --test suite
/// normalize::measure -- --ignored`.
#[test]
#[ignore = "a measurement, not a test"]
fn measure() {
    let get = |name: &str| std::env::var(name).unwrap_or_default();
    let what = match get("MEASURE").as_str() {
        "addresses" => What::Addresses { within: Within::of_province(home()) },
        _ => What::Names { keys: false },
    };
    rewrite(what, &get("COLUMN"), File::open(get("IN")).unwrap(), File::create(get("OUT")).unwrap(), lexicon())
        .unwrap();
}

/// Day of the event, month from which it counts, whether the year was taken, and checks of a movement row.
#[track_caller]
fn when(cells: &[(Field, RawValue)], expected: &str) {
    let mut all = vec![
        (Field::FullName, text("Nguyễn Thị Gái")),
        (Field::BirthDate, text("13/10/1943")),
        (Field::IdNo, text("031143012549")),
    ];
    all.extend(cells.iter().cloned());
    let normalized = one(row(ListKind::Movements, &all));
    let record = &normalized.records[0];
    let checks: Vec<&str> = normalized.findings.iter().map(|finding| finding.issue.check).collect();
    let day = record.event_date.map_or("-".to_owned(), |day| day.to_string());
    let from = record.from_month.map_or("-".to_owned(), |month| month.to_string());
    let taken = if record.year_taken { "taken" } else { "written" };
    assert_eq!(format!("{day} {from} {taken} {}", checks.join(" ")).trim(), expected);
}

#[test]
fn a_day_of_an_event_without_a_year_is_the_periods_or_none() {
    let cell = |day: &str, reason: &str| [(Field::EventDate, text(day)), (Field::Reason, text(reason))];
    when(&cell("5/11", "Chết"), "2026-11-05 - taken date.year_taken");
    when(&cell("tháng 11", "Chết"), "2026-11 - taken date.year_taken");
    when(&cell("30/10", "Chết"), "2026-10-30 - taken date.year_taken");
    when(&cell("2/12", "Chết"), "- - written date.no_year");
    when(&cell("11", "Chết"), "- - written date.no_year");
    when(&cell("5/11", "Từ trần ngày 5/11/2026"), "2026-11-05 - written date.year_taken");
    when(&cell("11/2026", "Từ trần ngày 5/11/2026"), "2026-11-05 - written");
    when(&cell("2/12", "Từ trần ngày 5/11/2026"), "2026-11-05 - written date.no_year");
    when(&cell("05/11/2026", "Chết"), "2026-11-05 - written");
    when(&cell("05/11/2016", "Chết"), "2016-11-05 - written date.long_ago");
    let from = |month: &str| [(Field::EffectiveMonth, text(month)), (Field::Reason, text("Chết"))];
    when(&from("tháng 12"), "- 2026-12 taken");
    when(&from("1/12/2026"), "- 2026-12 written");
    when(&from("5/11"), "2026-11-05 - taken date.year_taken");
    when(&from("2/12"), "- - written date.no_year");
}

/// Movement and checks of a row with this reason below this section.
#[track_caller]
fn below(section: &str, reason: &str, expected: &str) {
    let cells = [
        (Field::FullName, text("Nguyễn Thị Gái")),
        (Field::BirthDate, text("13/10/1943")),
        (Field::IdNo, text("031143012549")),
        (Field::Reason, text(reason)),
    ];
    let raw = RawRow { sections: vec![Arc::from(section)], ..row(ListKind::Movements, &cells) };
    let normalized = one(raw);
    let checks: Vec<&str> = normalized.findings.iter().map(|finding| finding.issue.check).collect();
    let movement = normalized.records[0].movement.map_or("-".to_owned(), |movement| movement.to_string());
    assert_eq!(format!("{movement} {}", checks.join(" ")).trim(), expected, "{section}: {reason}");
}

#[test]
fn who_stands_below_decreases_and_is_paid_on_is_an_error() {
    below("B. ĐỐI TƯỢNG GIẢM", "Bà mất ngày 1/11", "dead date.year_taken");
    below("B. ĐỐI TƯỢNG GIẢM", "Chưa chết", "- movement.paid_on");
    below("B. ĐỐI TƯỢNG GIẢM", "Chết", "dead");
    below("B. ĐỐI TƯỢNG GIẢM", "Thu hồi giấy XNKT", "ended");
    below("I. Người khuyết tật", "Chưa chết", "- movement.unknown");
    below("A. ĐỐI TƯỢNG TĂNG", "Chết", "- movement.unknown");
    below("TĂNG GIẢM THÁNG 11", "", "- movement.unknown");
}

/// Movement, day and checks of a row of a full list with these cells besides name, birth and id.
#[track_caller]
fn listed(cells: &[(Field, &str)], expected: &str) {
    let mut all = vec![
        (Field::FullName, text("Nguyễn Thị Gái")),
        (Field::BirthDate, text("13/10/1943")),
        (Field::IdNo, text("031143012549")),
    ];
    all.extend(cells.iter().map(|(field, value)| (*field, text(value))));
    let normalized = one(row(ListKind::Beneficiaries, &all));
    let record = &normalized.records[0];
    let checks: Vec<&str> = normalized.findings.iter().map(|finding| finding.issue.check).collect();
    let movement = record.movement.map_or("-".to_owned(), |movement| movement.to_string());
    let day = record.event_date.map_or("-".to_owned(), |day| day.to_string());
    assert_eq!(format!("{movement} {day} {}", checks.join(" ")).trim(), expected, "{cells:?}");
}

#[test]
fn a_day_of_death_in_a_full_list_is_the_wards_word() {
    let htxh = (Field::Group, "Hưu trí xã hội");
    let died = |day| [htxh, (Field::DeathDate, day)];
    listed(&died("05/11/2026"), "dead 2026-11-05 remark.end");
    listed(&died("5/11"), "dead 2026-11-05 date.year_taken remark.end");
    listed(&died("01/11/2025"), "dead 2025-11-01 remark.end");
    listed(&died("31/10/2025"), "- - remark.doubtful_end");
    listed(&died("Đã chết"), "dead - date.unreadable remark.end");
    // A day that does not exist tells a death without a day, where its month can be that of one.
    listed(&died("28/02/2026"), "dead 2026-02-28 remark.end");
    listed(&died("30/02/2026"), "dead - date.impossible_event remark.end");
    listed(&died("31/11/2026"), "dead - date.impossible_event remark.end");
    listed(&died("30/02/2024"), "- - date.impossible_event remark.doubtful_end");
    listed(&died("2026"), "dead 2026 remark.end");
    listed(&died("x"), "- - date.unreadable remark.doubtful_end");
    listed(&died("Không"), "- -");
    listed(&died("Chồng mất 05/11/2026"), "- - remark.doubtful_end");
    listed(&died("Bố: 05/11/2026"), "- - remark.doubtful_end");
    listed(&died("mất 05/11/2026"), "dead 2026-11-05 remark.end");
    listed(&died("-"), "- -");
    let decided = |decision| [htxh, (Field::DeathDate, "05/11/2026"), (Field::DecisionDate, decision)];
    listed(&decided("05/11/2026"), "dead 2026-11-05 remark.end");
    listed(&decided("06/11/2026"), "- - remark.doubtful_end");
    // Beside a benefit that rests on a death in the family.
    let single = (Field::Group, "Đơn thân nghèo");
    listed(&[single, (Field::DeathDate, "05/11/2026")], "- - remark.doubtful_end");
    let later = [single, (Field::DeathDate, "05/11/2026"), (Field::DecisionDate, "01/03/2026")];
    listed(&later, "dead 2026-11-05 remark.end");
    // The note of a row whose column names another's death.
    let both = [htxh, (Field::DeathDate, "01/02/1995"), (Field::Note, "mất 2/11/2026")];
    listed(&both, "dead 2026-11-02 remark.doubtful_end remark.end");
    listed(&[htxh, (Field::EventDate, "05/11/2026")], "- 2026-11-05 remark.doubtful_end");
}

#[test]
fn a_day_of_death_of_the_person_cared_for_is_told_and_ends_nobody() {
    let carer = (Field::Group, "Hộ gia đình chăm sóc người khuyết tật đặc biệt nặng");
    let cared_for = (Field::CaredForName, "Trần Văn Bình");
    let died = |day| [carer, cared_for, (Field::CaredForDeath, day)];
    listed(&died("05/11/2026"), "- - remark.cared_for_death");
    for nothing in ["-", "Còn sống", ""] {
        listed(&died(nothing), "- -");
    }
}

#[test]
fn a_status_in_a_full_list_is_the_wards_word_where_it_is_plain() {
    let status = |text| [(Field::Group, "Hưu trí xã hội"), (Field::Status, text)];
    listed(&status("Đã chết"), "dead - remark.end");
    listed(&status("Đã mất 5/11/2026"), "dead 2026-11-05 remark.end");
    listed(&status("Chuyển đi"), "moved_out - remark.end");
    listed(&status("Tạm dừng"), "ended - remark.end");
    listed(&status("Cắt"), "ended - remark.end");
    listed(&status("Dừng hưởng từ 11/2026"), "ended 2026-11 remark.end");
    for nothing in ["Đang hưởng", "Bình thường", "Còn sống", "Mới", "-"] {
        listed(&status(nothing), "- -");
    }
    listed(&status("Chưa xác minh, nghe nói đã chết"), "- - remark.doubtful_end");
    listed(&status("Chồng chết"), "- - remark.doubtful_end");
    listed(&status("Hết hạn"), "- - remark.doubtful_end");
    listed(&status("Trùng"), "- - remark.doubtful_end");
    // A stop that is over, or has an end, and the end of another benefit.
    listed(&status("Tạm dừng từ 01/2026 đến 06/2026"), "- - remark.doubtful_end");
    listed(&status("Đã tạm dừng tháng 5, nay hưởng lại"), "- - remark.doubtful_end");
    listed(&status("Thôi hưởng tuất"), "- - remark.doubtful_end");
    listed(&status("Tạm dừng từ 01/2026"), "ended 2026-01 remark.end");
    listed(&status("Không còn"), "- - status.unreadable");
    listed(&status("Đi vắng"), "- - status.unreadable");
    listed(
        &[status("Tạm dừng")[1], (Field::DeathDate, "05/11/2026")],
        "dead 2026-11-05 group.unknown remark.end remark.end",
    );
}

#[test]
fn a_day_of_death_in_a_list_of_movements_says_what_happened() {
    when(&[(Field::DeathDate, text("05/11/2026"))], "2026-11-05 - written");
    let moved = [(Field::Reason, text("Chuyển đi Hà Nội")), (Field::EventDate, text("06/11/2026"))];
    when(&moved, "2026-11-06 - written");
    let moves = |cells: &[(Field, RawValue)]| {
        let named = [&[(Field::FullName, text("Nguyễn Thị Gái"))], cells].concat();
        one(row(ListKind::Movements, &named)).records[0].movement
    };
    assert_eq!(moves(&[(Field::DeathDate, text("05/11/2026"))]), Some(Movement::Dead));
    assert_eq!(moves(&[(Field::EventDate, text("05/11/2026"))]), None);
    // The husband's, whose death the benefit rests on.
    let single = (Field::Group, text("Đơn thân nghèo đang nuôi con"));
    assert_eq!(moves(&[single, (Field::DeathDate, text("05/11/2026"))]), None);
    assert_eq!(moves(&[(Field::DeathDate, text("Chồng mất 05/11/2026"))]), None);
    assert_eq!(moves(&[(Field::Status, text("Đã chuyển đi"))]), Some(Movement::MovedOut));
    assert_eq!(moves(&moved), Some(Movement::MovedOut));
}

/// Checks of the amounts of rows, the last of them about the row that is asked, and what is suggested.
#[track_caller]
fn amount(kind: ListKind, cells: &[(Field, &str)], expected: &str) {
    static LAW: OnceLock<Law> = OnceLock::new();
    let law = LAW.get_or_init(|| Law::load(std::path::Path::new("pipelines/rules")).unwrap());
    let mut asked = vec![(Field::FullName, text("Nguyễn Thị Gái"))];
    asked.extend(cells.iter().map(|(field, value)| (*field, text(value))));
    // Two more rows with the right amount, so that the sheet has a column of amounts.
    let right = [
        (Field::FullName, text("Vũ Văn An")),
        (Field::Group, text("Hưu trí xã hội")),
        (Field::Amount, text("700.000")),
    ];
    let mut rows = vec![row(kind, &right), row(kind, &right), row(kind, &asked)];
    for (number, row) in (9..).zip(&mut rows) {
        row.row_id.row = number;
    }
    let normalized = normalize(&rows, lexicon());
    let dues = |benefit, birth, month| law.dues(benefit, birth, month);
    let found = check_amounts(&rows, &normalized.records, &dues);
    assert!(found.iter().all(|finding| finding.row_id == Some(rows[2].row_id)), "{cells:?}");
    let told = found.first().map(|finding| {
        let suggestion = finding.issue.suggestion.as_ref().unwrap().reveal().to_owned();
        format!("{} {}", finding.issue.check, suggestion.split(" (").next().unwrap())
    });
    assert_eq!(told.unwrap_or_default(), expected, "{cells:?}");
}

#[test]
fn amounts_without_a_coefficient_are_held_against_the_law() {
    let full = |cells: &[(Field, &str)], expected| amount(ListKind::Beneficiaries, cells, expected);
    let moves = |cells: &[(Field, &str)], expected| amount(ListKind::Movements, cells, expected);
    let (group, birth, sum) = (Field::Group, Field::BirthDate, Field::Amount);
    let htxh = (group, "Hưu trí xã hội");
    full(&[htxh, (sum, "700.000")], "");
    full(&[htxh, (sum, "70.000")], "amount.not_due 700.000");
    full(&[htxh, (sum, "7.000.000")], "amount.not_due 700.000");
    full(&[htxh, (sum, "500.000")], "amount.not_due 700.000");
    full(&[htxh, (sum, "0")], "amount.not_due 700.000");
    full(&[htxh, (sum, "")], "amount.missing 700.000");
    full(&[htxh], "amount.missing 700.000");
    // The age, or its two sides where it is not known.
    let worst = (group, "Người khuyết tật đặc biệt nặng");
    full(&[worst, (birth, "05/03/1962"), (sum, "1.400.000")], "amount.not_due 1.750.000");
    full(&[worst, (birth, "05/03/1970"), (sum, "1.400.000")], "");
    full(&[worst, (sum, "1.750.000")], "");
    full(&[worst, (sum, "1.050.000")], "amount.not_due 1.400.000 hoặc 1.750.000");
    let disabled = (Field::DisabilityType, "Vận động");
    full(&[disabled, (birth, "1970"), (sum, "1.050.000")], "");
    full(&[disabled, (birth, "1970"), (sum, "700.000")], "amount.not_due 1.050.000 hoặc 1.400.000");
    // For each child.
    let single = (group, "Đơn thân nghèo");
    full(&[single, (sum, "2.100.000")], "");
    full(&[single, (sum, "2.000.000")], "amount.not_due 700.000 mỗi con");
    // Read by its coefficient, not readable, of a group that says nothing: told elsewhere.
    full(&[htxh, (Field::Coefficient, "1,5"), (sum, "1.050.000")], "");
    full(&[htxh, (sum, "bảy trăm")], "");
    full(&[(group, "Diện khác"), (sum, "123.000")], "");
    full(&[(group, "Mai táng phí"), (sum, "10.000.000")], "");
    moves(&[htxh, (sum, "70.000"), (Field::Reason, "Chết")], "amount.not_due 700.000");
    moves(&[htxh, (sum, ""), (Field::Reason, "Chết")], "");
    moves(&[htxh, (sum, "0"), (Field::Reason, "Chết")], "");
    moves(&[htxh, (sum, "500.000"), (Field::Reason, "Điều chỉnh mức")], "");
}

#[test]
fn an_honorific_below_decreases_is_the_person_where_it_stands_alone() {
    let giam = "B. ĐỐI TƯỢNG GIẢM";
    below(giam, "Cụ mất ngày 1/11/2026", "dead");
    below(giam, "Cụ bà đã mất", "dead");
    below(giam, "Bà đã chết 30/10", "dead date.year_taken");
    for other in [
        "Ông chết 3/11",
        "Mẹ mất",
        "Con chết",
        "Bà nội mất",
        "Bà Hoa mất",
        "Bà mất 1 chân",
        "Bà mất giấy tờ",
        "Bà mất chồng",
        "Bà chưa chết",
        "Bà mất, con chuyển đi",
    ] {
        below(giam, other, "- movement.paid_on");
    }
    below("A. ĐỐI TƯỢNG TĂNG", "Bà mất ngày 1/11", "new");
    let child = [
        (Field::FullName, text("Vũ Văn An")),
        (Field::BirthDate, text("13/10/2015")),
        (Field::Reason, text("Ông chết 3/11")),
    ];
    let below = |cells: &[(Field, RawValue)], sheet: &str| {
        one(RawRow { sheet: Arc::from(sheet), ..row(ListKind::Movements, cells) }).records[0].movement
    };
    assert_eq!(below(&child, "Giảm"), None);
    // By the name of the sheet alone.
    let old = [child[0].clone(), (Field::BirthDate, text("1943")), child[2].clone()];
    assert_eq!(below(&old, "Giảm T11"), Some(Movement::Dead));
    assert_eq!(below(&old, "Hộ giảm nghèo"), None);
    let carer = [old.as_slice(), &[(Field::Group, text("Hộ nhận chăm sóc NKT đặc biệt nặng"))]].concat();
    assert_eq!(below(&carer, "Giảm"), None);
}
