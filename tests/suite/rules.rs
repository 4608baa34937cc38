//! The law: worked examples, boundaries in pairs, unknown facts, combinations, prospects, the
//! calendar, and mistakes of rules files.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use ansinh::model::{
    Benefit, Claim, ClaimSource, Coded, Confidence, Date, EntitlementStatus, Fact, FactInterval, FactSource, Month,
    PersonId, PersonKey, Reason, Subject, WardCode,
};
use ansinh::rules::Law;
use ansinh::table::outputs::EntitlementRow;
use proptest::prelude::*;

fn law() -> Law {
    Law::load(Path::new("pipelines/rules")).unwrap_or_else(|mistakes| {
        let texts: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        panic!("{}", texts.join("\n"))
    })
}

static LAW: OnceLock<Law> = OnceLock::new();

fn day(text: &str) -> Date {
    Date::from_code(text).unwrap()
}

fn month(text: &str) -> Month {
    Month::from_code(text).unwrap()
}

/// A person in the city of whom nothing else is known.
fn person(birth: &str) -> Subject {
    let subject = Subject {
        key: PersonKey::Register(PersonId::from_number(31_148_000_123).unwrap()),
        birth: birth.parse().ok(),
        gender: None,
        wards: vec![(Date::MIN, WardCode::from_digits("11410").unwrap())],
        facts: Vec::new(),
        claims: Vec::new(),
    };
    [(Fact::Alive, 1), (Fact::Resident, 1), (Fact::Area, 31), (Fact::InInstitution, 0)]
        .into_iter()
        .fold(subject, |subject, (fact, value)| with(subject, fact, value, None, None))
}

fn with(mut subject: Subject, fact: Fact, value: i64, from: Option<&str>, to: Option<&str>) -> Subject {
    subject.facts.push(FactInterval {
        fact,
        value,
        from: from.map_or(Date::MIN, day),
        to: to.map_or(Date::MAX, day),
        source: FactSource::Population,
        proven: true,
    });
    subject.facts.sort_by_key(|one| (one.fact, one.from));
    subject
}

fn always(subject: Subject, fact: Fact, value: i64) -> Subject {
    with(subject, fact, value, None, None)
}

fn without(mut subject: Subject, fact: Fact) -> Subject {
    subject.facts.retain(|one| one.fact != fact);
    subject
}

fn claims(mut subject: Subject, benefit: Benefit, decided: Option<&str>) -> Subject {
    subject.claims.push(Claim {
        benefit,
        ground: None,
        decided_on: decided.map(day),
        filed_on: None,
        from_month: None,
        source: ClaimSource::Both,
        row_id: None,
        ward: WardCode::from_digits("11410").unwrap(),
        cared_for: None,
        opening: None,
        safe_link: true,
    });
    subject
}

fn rows(subject: &Subject, at: &str) -> Vec<EntitlementRow> {
    LAW.get_or_init(law).evaluate(std::slice::from_ref(subject), month(at), month(at)).unwrap()
}

fn row(subject: &Subject, at: &str) -> EntitlementRow {
    let mut rows = rows(subject, at);
    assert_eq!(rows.len(), 1, "{rows:#?}");
    rows.remove(0)
}

/// Amount, or `?` with what is missing.
fn shown(row: &EntitlementRow) -> String {
    match row.status {
        EntitlementStatus::Undetermined => format!("? {}", row.missing.join(" ")),
        _ => format!("{} {}", row.benefit, row.amount),
    }
}

#[track_caller]
fn check(subject: &Subject, at: &str, expected: &str) {
    let row = row(subject, at);
    assert_eq!(shown(&row), expected, "{at}: {}", row.explanation_vi);
}

fn disabled(birth: &str) -> Subject {
    claims(always(person(birth), Fact::Severity, 2), Benefit::K6Nang, None)
}

#[test]
fn every_worked_example_gives_what_the_law_says() {
    let law = law();
    assert!(law.examples().len() > 50, "only {} examples", law.examples().len());
    let failures = law.run_examples();
    let texts: Vec<String> = failures
        .iter()
        .map(|one| format!("{} expected {}, got {}\n    {}", one.id, one.expected, one.got, one.trace.join("\n    ")))
        .collect();
    assert!(failures.is_empty(), "\n{}", texts.join("\n"));
}

fn filed(mut subject: Subject, on: Option<&str>) -> Subject {
    subject.claims[0].filed_on = on.map(day);
    subject
}

/// Somebody with a certificate of 2 September 2026, outside the city: its rates are assumed.
fn certified(decided: &str, received: Option<&str>) -> Subject {
    let subject = always(without(person("1986-01-05"), Fact::Area), Fact::Area, 1);
    let subject = with(subject, Fact::Severity, 0, None, Some("2026-09-01"));
    let subject = with(subject, Fact::Severity, 2, Some("2026-09-02"), None);
    filed(claims(subject, Benefit::K6Nang, Some(decided)), received)
}

#[test]
fn a_pending_file_is_told_with_its_procedure_and_how_sure_the_law_is() {
    let pending = row(&certified("2026-10-20", Some("2026-10-04")), "2026-10");
    let said = "hồ sơ nhận ngày 04/10/2026, trước ngày 05/10/2026 là ngày NĐ 335/2026/NĐ-CP có hiệu lực, nên tiếp tục theo thủ tục quy định tại NĐ 147/2025/NĐ-CP, không phải nộp lại (Điều 33 NĐ 335/2026/NĐ-CP)";
    assert!(pending.explanation_vi.contains(said), "{}", pending.explanation_vi);
    assert_eq!(pending.law_confidence, Confidence::Assumed, "the first month of NĐ 147 was not found");
    for received in [Some("2026-10-05"), Some("2026-10-21"), None] {
        let new = row(&certified("2026-10-20", received), "2026-10");
        assert!(!new.explanation_vi.contains("hồ sơ"), "{}", new.explanation_vi);
        assert_eq!(new.law_confidence, Confidence::Confirmed, "{received:?}");
    }
    let waiting = row(&certified("2026-10-20", Some("2026-10-04")), "2026-09");
    assert!(waiting.explanation_vi.contains("hưởng từ tháng 10/2026; hồ sơ nhận"), "{}", waiting.explanation_vi);
    assert_eq!(&*waiting.clause, "Điều 5 NĐ 147/2025/NĐ-CP, Điều 4 NĐ 176/2025/NĐ-CP");
    let later = row(&certified("2026-10-20", Some("2026-10-04")), "2026-11");
    assert!(!later.explanation_vi.contains("hồ sơ"), "what is told once is enough: {}", later.explanation_vi);
}

/// The social pension has no older procedure than that of its own decree.
#[test]
fn a_file_for_the_social_pension_follows_its_own_decree() {
    let subject = always(always(person("1950-06-30"), Fact::Pension, 0), Fact::Poverty, 0);
    let subject = filed(claims(subject, Benefit::Htxh, Some("2025-08-01")), Some("2025-06-25"));
    for month in ["2025-07", "2025-08"] {
        let row = row(&subject, month);
        assert!(!row.explanation_vi.contains("NĐ 20/"), "{}", row.explanation_vi);
    }
    assert_eq!(&*row(&subject, "2025-07").clause, "Điều 4 NĐ 176/2025/NĐ-CP");
}

/// The law if NĐ 147 paid from the month of the certificate, as NĐ 20 did.
fn certificate_month_survives() -> Law {
    let folder = copied();
    let to = "to = 2026-09-30\n";
    edit(folder.path(), "regimes.toml", to, &format!("{to}start_with_conditions = [\"k6_dbn\", \"k6_nang\"]\n"));
    Law::load(folder.path()).unwrap()
}

#[test]
fn where_the_two_procedures_pay_from_other_months_the_day_of_receipt_decides_or_is_asked_for() {
    let law = certificate_month_survives();
    let row = |subject: &Subject, at: &str| {
        law.evaluate(std::slice::from_ref(subject), month(at), month(at)).unwrap().remove(0)
    };
    let paid = |decided: &str, received: Option<&str>| row(&certified(decided, received), "2026-09").amount.0;
    assert_eq!(paid("2026-10-16", Some("2026-10-04")), 810_000);
    assert_eq!(paid("2026-10-16", Some("2026-10-05")), 0);
    assert_eq!(paid("2026-10-16", None), 0, "nobody knows that it was pending");
    let ask = "danh sách không ghi ngày nhận hồ sơ: nếu nhận trước ngày 05/10/2026 thì theo thủ tục quy định tại NĐ 147/2025/NĐ-CP, hưởng từ tháng đủ điều kiện";
    // Ten working days from Monday 5 October on end on Friday 16 October.
    for (decided, received, asked) in [
        ("2026-10-04", None, false),
        ("2026-10-05", None, true),
        ("2026-10-16", None, true),
        ("2026-10-19", None, false),
        ("2026-10-16", Some("2026-10-05"), false),
    ] {
        let rows = ["2026-09", "2026-10"].map(|at| row(&certified(decided, received), at).explanation_vi);
        for text in rows {
            assert_eq!(text.contains(ask), asked, "{decided} {received:?}: {text}");
        }
    }
    let vi = law.procedure_vi(&certified("2026-10-16", None).claims[0], Benefit::K6Nang);
    assert_eq!(vi.as_deref(), Some(ask));
}

#[test]
fn a_decree_may_take_over_what_is_pending() {
    let folder = copied();
    let (keeps, takes) = ("procedure = \"before\"\nclause = \"quy", "procedure = \"own\"\nclause = \"quy");
    edit(folder.path(), "regimes.toml", keeps, takes);
    let law = Law::load(folder.path()).unwrap();
    let old = with(person("1986-01-05"), Fact::Severity, 2, Some("2025-05-10"), None);
    let old = filed(claims(old, Benefit::K6Nang, Some("2025-07-15")), Some("2025-06-30"));
    let paid =
        |law: &Law| law.evaluate(std::slice::from_ref(&old), month("2025-06"), month("2025-06")).unwrap()[0].amount.0;
    assert_eq!((paid(LAW.get_or_init(self::law)), paid(&law)), (750_000, 0));
}

#[test]
fn a_birthday_on_either_side_of_a_month_end() {
    // NĐ 335: the last day of the month counts.
    check(&disabled("1966-11-30"), "2026-11", "k6_nang 1.400.000");
    check(&disabled("1966-12-01"), "2026-11", "k6_nang 1.050.000");
    // NĐ 147: the last day of the month before.
    check(&disabled("1966-08-31"), "2026-09", "k6_nang 1.400.000");
    check(&disabled("1966-09-01"), "2026-09", "k6_nang 1.050.000");
    // The month of 2026-10 belongs to NĐ 335 as a whole.
    check(&disabled("1966-10-01"), "2026-10", "k6_nang 1.400.000");
}

#[test]
fn a_limit_on_the_first_of_a_month_leaves_no_day_of_it() {
    let child = |birth| claims(always(always(person(birth), Fact::Ground, 1), Fact::Studying, 0), Benefit::K1, None);
    check(&child("2010-11-01"), "2026-11", "k1 0");
    check(&child("2010-11-02"), "2026-11", "k1 1.050.000");
    // "Không quá 22 tuổi": the birthday itself still counts (law.md §14).
    let student = |birth| claims(always(person(birth), Fact::Studying, 1), Benefit::K2, None);
    check(&student("2004-08-01"), "2026-08", "k2 1.050.000");
    check(&student("2004-07-31"), "2026-08", "k2 0");
}

#[test]
fn a_stop_names_the_benefit_that_lasted_longest() {
    let student = claims(always(person("2004-08-20"), Fact::Studying, 1), Benefit::K2, None);
    let dropped = row(&student, "2026-11");
    assert_eq!((dropped.benefit, dropped.reason), (Benefit::K2, Some(Reason::AgeLimit)), "{}", dropped.explanation_vi);
    let left = with(person("2009-03-01"), Fact::Studying, 1, None, Some("2026-10-09"));
    let left = with(always(left, Fact::Ground, 1), Fact::Studying, 0, Some("2026-10-10"), None);
    let left = row(&claims(left, Benefit::K1, None), "2026-11");
    assert_eq!((left.benefit, left.reason), (Benefit::K2, Some(Reason::LeftSchool)), "{}", left.explanation_vi);
    // The poor elder of 79 in no difficult commune: only a claim of k5b asks about the commune.
    let elder = always(person("1945-08-20"), Fact::Pension, 0);
    check(&claims(elder.clone(), Benefit::K5c, None), "2025-05", "k5c 0");
    check(&claims(elder, Benefit::K5b, None), "2025-05", "? poverty special_commune");
}

#[test]
fn a_fact_that_ends_pays_its_last_month() {
    let poor = |to, next| {
        let elder = always(person("1960-01-05"), Fact::NoSupporter, 1);
        let elder = with(with(elder, Fact::Poverty, 1, None, Some(to)), Fact::Poverty, 0, Some(next), None);
        claims(elder, Benefit::K5a, None)
    };
    check(&poor("2026-11-01", "2026-11-02"), "2026-11", "k5a 1.050.000");
    check(&poor("2026-10-31", "2026-11-01"), "2026-11", "k5a 0");
    let row = row(&poor("2026-10-31", "2026-11-01"), "2026-12");
    assert_eq!((row.reason, row.certain), (Some(Reason::PovertyEnded), true));
    assert!(
        row.explanation_vi.contains("từ tháng 11/2026: không còn thuộc hộ nghèo từ ngày 01/11/2026"),
        "{}",
        row.explanation_vi
    );
}

#[test]
fn severity_decides_which_khoan_6_is_due() {
    let changed = with(person("1986-01-05"), Fact::Severity, 2, None, Some("2026-11-14"));
    let changed = claims(with(changed, Fact::Severity, 3, Some("2026-11-15"), None), Benefit::K6Nang, None);
    check(&changed, "2026-10", "k6_nang 1.050.000");
    check(&changed, "2026-11", "k6_dbn 1.400.000");
    let mild = with(person("1986-01-05"), Fact::Severity, 2, None, Some("2026-11-14"));
    let mild = claims(with(mild, Fact::Severity, 1, Some("2026-11-15"), None), Benefit::K6Nang, None);
    check(&mild, "2026-11", "k6_nang 1.050.000");
    assert_eq!(row(&mild, "2026-12").reason, Some(Reason::CertificateWithdrawn));
}

#[test]
fn what_is_unknown_is_named_and_nothing_else() {
    let elder = |poverty: Option<i64>, pension: Option<i64>| {
        let elder = poverty.into_iter().fold(person("1953-01-05"), |one, value| always(one, Fact::Poverty, value));
        let elder = pension.into_iter().fold(elder, |one, value| always(one, Fact::Pension, value));
        claims(elder, Benefit::Htxh, None)
    };
    check(&elder(None, Some(0)), "2026-11", "? poverty");
    check(&elder(Some(2), None), "2026-11", "? pension");
    check(&elder(Some(2), Some(0)), "2026-11", "htxh 700.000");
    // False settles it, whatever else is unknown.
    check(&elder(Some(0), None), "2026-11", "htxh 0");
    let unborn =
        |birth: &str| claims(always(always(person(birth), Fact::Poverty, 0), Fact::Pension, 0), Benefit::Htxh, None);
    check(&unborn("no date"), "2026-11", "? birth_date");
}

#[test]
fn a_partial_birth_date_answers_only_where_both_ends_agree() {
    check(&disabled("1966"), "2026-10", "? birth_date");
    check(&disabled("1966-12"), "2026-11", "k6_nang 1.050.000");
    check(&disabled("1966-12"), "2026-12", "k6_nang 1.400.000");
    check(&disabled("1966"), "2026-12", "k6_nang 1.400.000");
    // 74 or 75, and poor either way: entitled at both ends.
    let poor = always(always(person("1951"), Fact::Poverty, 1), Fact::Pension, 0);
    check(&claims(poor, Benefit::Htxh, None), "2026-06", "htxh 700.000");
}

#[test]
fn only_the_highest_is_paid_but_for_single_parents() {
    let elder = always(always(always(person("1944-01-05"), Fact::Severity, 2), Fact::Pension, 0), Fact::Poverty, 0);
    let both = claims(claims(elder.clone(), Benefit::Htxh, None), Benefit::K6Nang, None);
    let rows_of = |subject: &Subject| rows(subject, "2026-11").iter().map(shown).collect::<Vec<_>>();
    assert_eq!(rows_of(&both), ["k6_nang 1.400.000", "htxh 0"]);
    assert_eq!(rows(&both, "2026-11")[1].reason, Some(Reason::HighestOnly));
    // An unknown that could not win changes nothing; one that could leaves both open.
    let doubtful = claims(claims(without(elder.clone(), Fact::Pension), Benefit::Htxh, None), Benefit::K6Nang, None);
    assert_eq!(rows_of(&doubtful), ["k6_nang 1.400.000", "htxh 0"]);
    let uncertified = claims(claims(without(elder, Fact::Severity), Benefit::Htxh, None), Benefit::K6Nang, None);
    assert_eq!(rows_of(&uncertified), ["? severity", "? severity"]);
}

#[test]
fn a_ward_s_bare_word_is_not_certain() {
    let mut dead = with(without(disabled("1986-01-05"), Fact::Alive), Fact::Alive, 1, None, Some("2026-10-20"));
    dead = with(dead, Fact::Alive, 0, Some("2026-10-21"), None);
    let certain = rows(&dead, "2026-11").remove(0);
    assert_eq!((certain.reason, certain.certain), (Some(Reason::Death), true));
    let at = dead.facts.iter().position(|fact| fact.fact == Fact::Alive && fact.value == 0).unwrap();
    dead.facts[at] = FactInterval { source: FactSource::WardReport, proven: false, ..dead.facts[at].clone() };
    assert!(!rows(&dead, "2026-11")[0].certain);
    let october = rows(&dead, "2026-10");
    assert_eq!(october.iter().map(shown).collect::<Vec<_>>(), ["k6_nang 1.050.000", "? alive"]);
    assert_eq!((october[1].benefit, october[1].amount.0), (Benefit::MaiTang, 0));
    assert!(october[1].explanation_vi.contains("chưa có đăng ký khai tử"), "{}", october[1].explanation_vi);
    dead.facts[at].proven = true;
    let proven = rows(&dead, "2026-10");
    assert_eq!(proven.iter().map(shown).collect::<Vec<_>>(), ["k6_nang 1.050.000", "mai_tang 14.000.000"]);
}

#[test]
fn one_of_two_claims_gives_the_funeral_support_whenever_the_child_was_born() {
    let child = |birth: &str, claimed: &[Benefit]| {
        let facts = [Fact::Hiv, Fact::Poverty, Fact::Ground, Fact::Studying, Fact::TakenIn];
        let mut child = facts.into_iter().fold(person(birth), |child, fact| always(child, fact, 1));
        child = with(without(child, Fact::Alive), Fact::Alive, 1, None, Some("2025-08-01"));
        child = with(child, Fact::Alive, 0, Some("2025-08-02"), None);
        let child = claimed.iter().fold(child, |child, benefit| claims(child, *benefit, Some("2024-09-02")));
        rows(&child, "2025-08").iter().map(shown).collect::<Vec<_>>()
    };
    let funeral = |shown: Vec<String>| shown.into_iter().last().unwrap();
    // 15 or 16 on the day: until 16 it is the one claim, from 16 on the other.
    assert_eq!(funeral(child("2009-12-31", &[Benefit::K3, Benefit::K2])), "mai_tang 10.000.000");
    assert_eq!(funeral(child("2009-01-01", &[Benefit::K3, Benefit::K2])), "mai_tang 10.000.000");
    assert_eq!(funeral(child("2009", &[Benefit::K3, Benefit::K2])), "mai_tang 10.000.000");
    // One claim alone ends with the birthday, which nobody knows.
    assert_eq!(funeral(child("2009", &[Benefit::K3])), "? birth_date");
}

#[test]
fn the_first_month_does_not_look_back() {
    // Nothing is known before the certificate. The month of the decision is the first one paid: it
    // reads its own days. Decided in the month before, an earlier severity could still count.
    let certified = |decided| {
        let certified = with(person("1986-01-05"), Fact::Severity, 2, Some("2026-03-10"), None);
        claims(certified, Benefit::K6Nang, Some(decided))
    };
    check(&certified("2026-03-20"), "2026-03", "k6_nang 1.050.000");
    check(&certified("2026-03-01"), "2026-03", "k6_nang 1.050.000");
    check(&certified("2026-02-28"), "2026-03", "? severity");
    check(&certified("2026-02-28"), "2026-02", "? severity");
    check(&certified("2026-02-28"), "2026-04", "k6_nang 1.050.000");
}

#[test]
fn an_open_answer_speaks_of_the_benefit_of_its_row() {
    for (benefit, vi) in [(Benefit::K6Nang, "“Người khuyết tật nặng”"), (Benefit::K2, "“Người từ 16 tuổi")]
    {
        let open = row(&claims(person("2007-01-05"), benefit, None), "2026-11");
        assert_eq!((open.status, open.benefit), (EntitlementStatus::Undetermined, benefit));
        assert!(open.explanation_vi.contains(vi), "{}", open.explanation_vi);
    }
}

#[test]
fn the_social_pension_stops_by_its_own_decree() {
    let dead = |last: &str| {
        let elder = always(always(person("1945-01-05"), Fact::Pension, 0), Fact::Poverty, 0);
        let elder = with(without(elder, Fact::Alive), Fact::Alive, 1, None, Some(last));
        let next = day(last).plus_days(1).to_string();
        claims(with(elder, Fact::Alive, 0, Some(&next), None), Benefit::Htxh, Some("2025-08-10"))
    };
    for (last, after, stop, funeral) in [
        ("2026-08-20", "2026-09", "Điều 4 NĐ 176/2025/NĐ-CP", "Điều 5 NĐ 176/2025/NĐ-CP"),
        (
            "2026-10-20",
            "2026-11",
            "Điều 31 NĐ 335/2026/NĐ-CP",
            "Điều 5 NĐ 176/2025/NĐ-CP (sửa đổi tại Điều 31 NĐ 335/2026/NĐ-CP)",
        ),
    ] {
        let dead = dead(last);
        let ended = row(&dead, after);
        assert_eq!((&*ended.clause, ended.reason), (stop, Some(Reason::Death)), "{}", ended.explanation_vi);
        assert_eq!(&*rows(&dead, &last[..7])[1].clause, funeral);
    }
}

#[test]
fn a_carer_s_line_ends_with_the_person_cared_for() {
    let cared = with(
        with(person("1980-01-05"), Fact::Severity, 3, None, Some("2026-11-10")),
        Fact::Severity,
        1,
        Some("2026-11-11"),
        None,
    );
    let mut carer = claims(always(person("1975-01-05"), Fact::Caring, 1), Benefit::CsHo, None);
    carer.claims[0].cared_for = Some(0);
    let people = [cared, carer];
    let rows = law().evaluate(&people, month("2026-11"), month("2026-12")).unwrap();
    let texts: Vec<String> = rows.iter().map(shown).collect();
    assert_eq!(texts, ["cs_ho 700.000", "cs_ho 0"]);
    assert_eq!((rows[1].reason, rows[1].for_person_id), (Some(Reason::CaredForEnded), Some(people[0].key)));
    let mut alone = people[1].clone();
    alone.claims[0].cared_for = None;
    check(&alone, "2026-11", "? cared_for");
}

#[test]
fn explanations_name_facts_amounts_and_clauses() {
    let certified = with(person("1986-01-05"), Fact::Severity, 0, None, Some("2023-02-19"));
    let certified =
        claims(with(certified, Fact::Severity, 2, Some("2023-02-20"), None), Benefit::K6Nang, Some("2023-04-12"));
    let row = row(&certified, "2026-12");
    assert_eq!(
        &*row.explanation_vi,
        "Được hưởng 1.050.000 đ/tháng: người khuyết tật nặng (giấy xác nhận từ 20/02/2023), 40 tuổi; hệ số 1,5 × mức \
         chuẩn 700.000 đ (NQ 48/2025/NQ-HĐND). Căn cứ: khoản 6 Điều 5, điểm e khoản 1 Điều 6 NĐ 335/2026/NĐ-CP."
    );
    assert_eq!(row.law_confidence, Confidence::Assumed, "the city's own coefficients were not found");
}

#[test]
fn prospects_need_something_that_speaks_for_them() {
    let law = law();
    let found = |subject: &Subject| {
        let rows = law.prospects(std::slice::from_ref(subject), month("2026-12"));
        rows.iter()
            .map(|row| format!("{} {} {} {}", row.benefit, row.amount, row.status, row.missing.join(" ")))
            .collect::<Vec<_>>()
    };
    let plain = |birth| always(always(always(person(birth), Fact::Poverty, 0), Fact::Severity, 0), Fact::Pension, 0);
    assert!(found(&plain("1990-01-05")).is_empty());
    assert!(found(&plain("2015-01-05")).is_empty(), "a child whose parents' case is unknown is no prospect");
    assert_eq!(found(&plain("1951-12-31")), ["htxh 700.000 entitled "]);
    assert!(found(&plain("1952-01-01")).is_empty());
    assert_eq!(found(&without(plain("1951-01-05"), Fact::Pension)), ["htxh 700.000 undetermined pension"]);
    assert_eq!(
        found(&always(without(plain("1990-01-05"), Fact::Severity), Fact::Severity, 2)),
        ["k6_nang 1.050.000 entitled "]
    );
    let poor = always(without(plain("1962-01-05"), Fact::Poverty), Fact::Poverty, 1);
    assert_eq!(found(&poor), ["k5a 1.050.000 undetermined no_supporter"]);
    // The social pension is proven, khoản 5a is not: what is proven comes first.
    let old = always(without(plain("1945-01-05"), Fact::Poverty), Fact::Poverty, 1);
    assert_eq!(found(&old), ["htxh 700.000 entitled "]);
}

#[test]
fn the_calendar_tells_what_comes() {
    let law = law();
    let events = |subject: &Subject| {
        let rows = law.calendar(std::slice::from_ref(subject), day("2026-11-21"), day("2027-02-28"));
        rows.iter()
            .map(|row| format!("{} {:?} {:?}", row.date, row.benefit_before, row.benefit_after))
            .collect::<Vec<_>>()
    };
    assert_eq!(events(&disabled("1967-01-15")), ["2027-01-15 Some(K6Nang) Some(K6Nang)"]);
    assert!(events(&disabled("1967-03-01")).is_empty());
    let child = claims(always(always(person("2010-12-01"), Fact::Ground, 1), Fact::Studying, 1), Benefit::K1, None);
    assert!(events(&child).len() == 1, "{:?}", events(&child));
    let elder = always(always(person("1952-01-01"), Fact::Poverty, 0), Fact::Pension, 0);
    assert_eq!(events(&elder), ["2027-01-01 None Some(Htxh)"]);
}

#[test]
fn the_story_shows_each_condition_with_value_and_source() {
    let law = law();
    let subject = disabled("1986-01-05");
    let story = law.story(std::slice::from_ref(&subject), 0, month("2026-12"));
    let severity = story.iter().find(|one| one.benefit == Benefit::K6Nang && one.condition == "severity").unwrap();
    assert_eq!(severity.result, Some(true));
    assert_eq!(severity.values, ["giấy xác nhận khuyết tật: nặng (CSDL quốc gia về dân cư)"]);
    assert!(story.iter().any(|one| one.condition == "rate" && one.wording == "mức chuẩn 700.000 đ"));
}

#[test]
fn facts_of_a_benefit_are_those_that_it_rests_on() {
    let law = law();
    assert_eq!(law.facts_of(Benefit::K6Nang), [Fact::Severity]);
    assert_eq!(law.facts_of(Benefit::Htxh), [Fact::Poverty, Fact::Pension]);
    assert_eq!(law.facts_of(Benefit::CsHo), [Fact::Caring]);
}

#[test]
fn an_amount_that_is_no_whole_dong_is_an_error() {
    let folder = copied();
    edit(folder.path(), "parameters/base_rate_hai_phong.toml", "700_000", "700_001");
    let law = Law::load(folder.path()).unwrap();
    let error = law.evaluate(&[disabled("1986-01-05")], month("2026-11"), month("2026-11")).unwrap_err();
    assert_eq!(error.to_string(), "rules: `k6_nang` in 2026-11: 150/100 × 700.001 gives no whole number of đồng");
}

fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for part in ["", "parameters", "benefits", "examples"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
        for entry in fs::read_dir(Path::new("pipelines/rules").join(part)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                fs::copy(&path, folder.path().join(part).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    folder
}

fn edit(folder: &Path, file: &str, old: &str, new: &str) {
    let path = folder.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} has no `{old}`");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

/// After the edit, the mistake stands at the first `marker` of the file.
#[track_caller]
fn mistake(file: &str, old: &str, new: &str, marker: &str, message: &str) {
    let folder = copied();
    edit(folder.path(), file, old, new);
    let text = fs::read_to_string(folder.path().join(file)).unwrap();
    let before = &text[..text.find(marker).unwrap()];
    let line = before.lines().count() + usize::from(before.ends_with('\n'));
    let column = before.lines().last().filter(|_| !before.ends_with('\n')).map_or(0, |line| line.chars().count()) + 1;
    let expected = format!("{}:{line}:{column}: {message}", folder.path().join(file).display());
    let mistakes = Law::load(folder.path()).expect_err("the edit is a mistake");
    let texts: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    assert!(texts.contains(&expected), "{expected}\n{texts:#?}");
}

#[test]
fn mistakes_name_file_line_and_column() {
    let k6 = "benefits/k6_nang.toml";
    mistake(k6, "severity = 'nang'", "severty = 'nang'", "severty", "unknown fact `severty`");
    let wanted = "wrong type: expected 'dbn', 'nang', 'nhe', 'none', found `7`";
    mistake(k6, "severity = 'nang'", "severity = 7", "7\"\nvi", wanted);
    mistake(k6, "age < 16", "age < 'old'", "'old'", "wrong type: expected a whole number, found `'old'`");
    mistake(k6, "age < 16", "age < pension", "pension", "`pension` cannot be compared here: wrong type");
    mistake(k6, "age < 16 or", "age < 16 age or", "age or", "unexpected `age`");
    let overlap = "overlaps the period before it (2021-07 to 2026-10)";
    mistake(k6, "to = 2026-09-30", "to = 2026-10-31", "[[version]]\nfrom = 2026-10-01", overlap);
    let uncovered = "no coefficients from 2026-07 on";
    mistake(k6, "from = 2026-07-01\nclause", "from = 2027-01-01\nclause", "\"k6_nang\"", uncovered);
    let national = "parameters/base_rate_national.toml";
    let gap = "gap: nothing holds from 2024-06 to 2024-06";
    mistake(national, "to = 2024-06-30", "to = 2024-05-31", "[[value]]\nfrom = 2024-07-01", gap);
    mistake(national, "source = \"NĐ 20/2021/NĐ-CP, Điều 4.2\"", "source = \"\"", "[[value]]", "value without source");
    let both = "severity = 'nang' and severity = 'nhe'";
    mistake(k6, "severity = 'nang'", both, "\"severity = 'nang' and", "`severity` can never hold");
    mistake(
        "benefits/k1.toml",
        "when = \"age < 16\"",
        "when = \"age < 0\"",
        "\"age < 0",
        "`age` can never hold together with `born`",
    );
    mistake("benefits/k5c.toml", "pension = 0", "pension < 0", "\"pension < 0", "`pension` can never hold");
    mistake("facts.toml", "name = \"taken_in\"", "name = \"taken_out\"", "\"taken_out\"", "unknown fact `taken_out`");
}

#[test]
fn a_decree_that_says_nothing_of_pending_files_is_a_mistake() {
    let folder = copied();
    let path = folder.path().join("regimes.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (from, to) = (text.find("[regime.pending]").unwrap(), text.find("[[regime]]\nname = \"nd335\"").unwrap());
    fs::write(&path, format!("{}{}", &text[..from], &text[to..])).unwrap();
    let mistakes = Law::load(folder.path()).expect_err("what becomes of pending files is not said");
    let line = text[..text.find("[[regime]]\nname = \"nd147\"").unwrap()].lines().count() + 1;
    let said = "a decree that follows another says what becomes of files pending on its first day (`pending`)";
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    assert_eq!(mistakes[0].to_string(), format!("{}:{line}:1: {said}", path.display()));
}

#[test]
fn a_benefit_without_a_reason_to_end_is_a_mistake() {
    let (folder, file) = (copied(), "benefits/cs_thai.toml");
    edit(folder.path(), file, "reason = \"certificate_withdrawn\"", "reason = \"none\"");
    edit(folder.path(), file, "reason = \"age_limit\"", "reason = \"none\"");
    edit(folder.path(), file, "reason = \"highest_only\"", "reason = \"none\"");
    let mistakes = Law::load(folder.path()).unwrap_err();
    let text = fs::read_to_string(folder.path().join(file)).unwrap();
    let line = 1 + text.lines().position(|line| line == "[[version]]").unwrap();
    let expected = format!(":{line}:1: no reason says how `cs_thai` ends");
    assert!(mistakes.len() == 1 && mistakes[0].to_string().ends_with(&expected), "{mistakes:#?}");
}

#[test]
fn all_mistakes_are_found_at_once() {
    let folder = copied();
    edit(folder.path(), "benefits/k1.toml", "age < 16", "ages < 16");
    edit(folder.path(), "benefits/htxh.toml", "age >= 70", "age >=");
    edit(folder.path(), "combination.toml", "\"k4\"", "\"k9\"");
    fs::remove_file(folder.path().join("benefits/k7.toml")).unwrap();
    assert_eq!(Law::load(folder.path()).unwrap_err().len(), 4);
}

/// A person with some facts, each known or not, who claims several benefits.
fn someone() -> impl Strategy<Value = Subject> {
    let birth = prop_oneof![
        (1930_i32..2024).prop_map(|year| year.to_string()),
        (1930_i32..2024, 1_u8..13).prop_map(|(year, month)| format!("{year}-{month:02}")),
        (1930_i32..2024, 1_u8..13, 1_u8..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}")),
        Just("unknown".to_owned()),
    ];
    let facts = [(Fact::Poverty, 3), (Fact::Severity, 4), (Fact::Pension, 2), (Fact::Studying, 2), (Fact::Marital, 6)];
    let values = facts.map(|(fact, codes)| prop::option::of(0_i64..codes).prop_map(move |value| (fact, value)));
    let benefits = [Benefit::K1, Benefit::K4, Benefit::K5a, Benefit::K6Nang, Benefit::Htxh];
    (birth, values, prop::sample::subsequence(benefits.to_vec(), 1..4)).prop_map(|(birth, values, benefits)| {
        let one = always(always(person(&birth), Fact::Ground, 1), Fact::ChildrenUnder16, 1);
        let known = values.into_iter().filter_map(|(fact, value)| Some((fact, value?)));
        let one = known.fold(one, |one, (fact, value)| always(one, fact, value));
        benefits.into_iter().fold(one, |one, benefit| claims(one, benefit, None))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// What is settled stays settled when more becomes known: unknown is neither true nor false.
    #[test]
    fn knowing_more_never_turns_an_answer(one in someone(), fact in 0_usize..8, value in 0_i64..3) {
        let facts = [
            Fact::Poverty, Fact::Severity, Fact::Pension, Fact::Studying, Fact::Marital, Fact::NoSupporter,
            Fact::ChildrenStudying, Fact::ChildrenStudyingTo22,
        ];
        let fact = facts[fact];
        prop_assume!(!one.facts.iter().any(|known| known.fact == fact));
        let law = LAW.get_or_init(law);
        let (from, to) = (month("2026-01"), month("2027-01"));
        let total = |subject: &Subject| {
            let rows = law.evaluate(std::slice::from_ref(subject), from, to).unwrap();
            from.to(to).map(|at| {
                let rows: Vec<_> = rows.iter().filter(|row| row.month == at).collect();
                let open = rows.iter().any(|row| row.status == EntitlementStatus::Undetermined);
                (!open).then(|| rows.iter().map(|row| row.amount.0).sum::<i64>())
            }).collect::<Vec<_>>()
        };
        let (before, after) = (total(&one), total(&always(one.clone(), fact, value)));
        for (before, after) in before.iter().zip(&after).filter(|(before, _)| before.is_some()) {
            prop_assert_eq!(before, after);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// Months together are months one by one, and people together are people one by one.
    #[test]
    fn slices_do_not_matter(births in prop::collection::vec(0_i32..36_000, 1..5), severity in 0_i64..4, end in 0_i32..400) {
        let law = law();
        let people: Vec<Subject> = births.iter().map(|&days| {
            let birth = Date::from_epoch_days(-16_000 + days);
            let last = day("2026-01-01").plus_days(end);
            let one = with(person(&birth.to_string()), Fact::Severity, severity, None, Some(&last.to_string()));
            let one = always(one, Fact::Pension, 0);
            claims(claims(one, Benefit::K6Dbn, None), Benefit::Htxh, Some("2025-09-01"))
        }).collect();
        let (from, to) = (month("2025-05"), month("2027-01"));
        // The age in an explanation is that of the first month of a stretch.
        let plain = |rows: Vec<EntitlementRow>| rows.into_iter().map(|row| EntitlementRow { explanation_vi: "".into(), ..row });
        let together: Vec<_> = plain(law.evaluate(&people, from, to).unwrap()).collect();
        let mut apart = Vec::new();
        for one in &people {
            for at in from.to(to) {
                apart.extend(plain(law.evaluate(std::slice::from_ref(one), at, at).unwrap()));
            }
        }
        let differ = together.iter().zip(&apart).find(|(a, b)| a != b);
        prop_assert!(together.len() == apart.len() && differ.is_none(), "{differ:?}");
    }
}
