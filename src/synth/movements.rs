//! What a ward reports as movements: most of what happened, in its own words, and some that did not.

use super::case::Case;
use super::list::ListRow;
use super::lists::Desk;
use super::rng::Rng;
use super::stories::Story;
use crate::model::{Date, Movement, PartialDate};

/// A report: how likely the ward makes it, what it says.
struct Report {
    share: f64,
    movement: Movement,
    day: Option<Date>,
    words: String,
    other_place: Option<String>,
}

impl Report {
    fn new(share: f64, movement: Movement, day: Option<Date>, words: &str) -> Report {
        Report { share, movement, day, words: words.to_owned(), other_place: None }
    }
}

/// The movement row of a case, where the ward reports it.
pub(super) fn of(desk: &Desk<'_>, index: usize, rng: &mut Rng) -> Option<ListRow> {
    let case = &desk.world.cases[index];
    let report = report(desk, case, rng)?;
    if !rng.chance(report.share) {
        return None;
    }
    let mut row = desk.row(case, 0, rng);
    row.movement = Some(report.movement);
    row.event_date = report.day.map(PartialDate::from);
    row.reason_text = Some(report.words);
    row.other_place = report.other_place;
    // Only a report of someone new shows the decision; the others name the person and the reason.
    if !matches!(report.movement, Movement::New | Movement::MovedIn) {
        (row.decision_no, row.decision_date, row.filed_on, row.from_month) = (None, None, None, None);
    }
    Some(row)
}

fn report(desk: &Desk<'_>, case: &Case, rng: &mut Rng) -> Option<Report> {
    let life = &case.life;
    let name = |ward: usize| desk.world.wards[ward].full_name.clone();
    let end = |share, day, words: &str| Some(Report::new(share, Movement::Ended, day, words));
    let ended_words = desk.world.words.of("ending");
    match case.story {
        Story::New => Some(Report::new(0.8, Movement::New, Some(case.grants[0].decided_on), "mới")),
        Story::Moved => {
            let day = life.wards.last().map(|ward| ward.0);
            let out = desk.ward == case.payer;
            let place = name(if out { case.ward } else { case.payer });
            let (movement, words) = match out {
                true => (Movement::MovedOut, format!("chuyển đi {place}")),
                false => (Movement::MovedIn, format!("chuyển đến từ {place}")),
            };
            Some(Report { other_place: Some(place), ..Report::new(0.65, movement, day, &words) })
        }
        Story::LeftCity => Some(Report::new(0.7, Movement::MovedOut, life.left_city, "chuyển đi tỉnh khác")),
        Story::Died => Some(Report::new(0.6, Movement::Dead, life.death, "chết")),
        Story::DiedUnregistered => Some(Report::new(1.0, Movement::Dead, life.death, "chết")),
        Story::SaidDead => {
            let day = desk.world.times.as_of.plus_days(-rng.range(3, 40));
            Some(Report::new(1.0, Movement::Dead, Some(day), "chết"))
        }
        Story::WardEnded => end(1.0, life.ward_ended, rng.pick::<String>(ended_words)),
        Story::Remarried => end(1.0, life.married_on, "đã kết hôn"),
        Story::PensionStarted => end(0.25, None, "hưởng lương hưu"),
        Story::PovertyEnded => end(0.3, None, "thoát nghèo"),
        Story::CertificateWithdrawn => end(0.25, None, "thu hồi giấy xác nhận khuyết tật"),
        Story::LeftSchool => end(0.25, None, "thôi học"),
        Story::EnteredInstitution => end(0.4, life.stays.last().map(|stay| stay.from), "vào cơ sở trợ giúp xã hội"),
        Story::AgeLimit => end(0.3, None, "hết tuổi"),
        Story::SeverityUp | Story::SeverityDown => {
            let day = life.certificates.last().map(|certificate| certificate.span.from);
            Some(Report::new(0.4, Movement::Changed, day, "thay đổi mức độ khuyết tật"))
        }
        Story::CoefficientUp | Story::CoefficientDown => {
            Some(Report::new(0.2, Movement::Changed, None, "thay đổi hệ số"))
        }
        _ => None,
    }
}
