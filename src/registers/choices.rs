//! Cells of a decision workbook as people fill them in: the choice, the day, the numbers.

use crate::likeness::bare;
use crate::model::{CHOICES, Date, PartialDate, PersonId, RawValue, Ruling};

/// What people write instead of an entry of the list, without marks; places as in [`CHOICES`].
const OTHER_WORDS: [(&str, usize); 16] = [
    ("1", 0),
    ("nguoi 1", 0),
    ("thu nhat", 0),
    ("nguoi thu nhat", 0),
    ("la nguoi thu 1", 0),
    ("nguoi thu 1", 0),
    ("2", 1),
    ("nguoi 2", 1),
    ("thu hai", 1),
    ("nguoi thu hai", 1),
    ("la nguoi thu 2", 1),
    ("nguoi thu 2", 1),
    ("khong phai ai", 2),
    ("khong phai ca hai", 2),
    ("khong ai trong hai nguoi", 2),
    ("khong ro", 3),
];

/// What a choice says about whom. Nobody of two is a decision about each.
pub(super) fn chosen(
    choice: &str,
    first: Option<PersonId>,
    second: Option<PersonId>,
) -> Vec<(Option<Ruling>, Option<PersonId>)> {
    let same = |person: Option<PersonId>| vec![(Some(Ruling::Same), person)];
    match place_of(choice) {
        Some(0) => same(first),
        Some(1) => same(second),
        Some(2) if first.is_none() && second.is_none() => vec![(Some(Ruling::NotSame), None)],
        Some(2) => [first, second].into_iter().flatten().map(|id| (Some(Ruling::NotSame), Some(id))).collect(),
        Some(_) => vec![(Some(Ruling::Unknown), None)],
        None => vec![(None, None)],
    }
}

/// The entry of [`CHOICES`] that is meant.
fn place_of(choice: &str) -> Option<usize> {
    let said = plain(choice);
    let said = said.trim_end_matches('.');
    let other = || OTHER_WORDS.iter().find(|(words, _)| *words == said).map(|(_, place)| *place);
    CHOICES.iter().position(|known| plain(known) == said).or_else(other)
}

/// Lower case without marks, single blanks.
pub(super) fn plain(text: &str) -> String {
    let lower = bare(text).to_lowercase();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An id that a spreadsheet program may have made a number of: zeros in front come back.
pub(super) fn person(text: &str) -> Option<PersonId> {
    let text = text.trim();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && (9..=12).contains(&text.len());
    digits.then(|| PersonId::from_digits(&format!("{text:0>12}"))).flatten()
}

/// No decision is older, nor as late.
const YEARS: std::ops::Range<i32> = 2000..2100;
/// Days of a spreadsheet program before 1970-01-01.
const SERIAL_OF_1970: i32 = 25_569;

/// The day of a decision: a date of the spreadsheet program or its bare number, `dd/mm/yyyy`,
/// `dd/mm/yy`, `yyyy-mm-dd`, `ngày 19 tháng 11 năm 2026`, with a time of day or without.
pub(super) fn day(value: &RawValue) -> Option<Date> {
    let date = match value {
        RawValue::Date(date) => Some(*date),
        RawValue::Number(number) => of_number(*number),
        RawValue::Text(text) => of_text(text.reveal()),
    };
    date.filter(|date| YEARS.contains(&date.ymd().0))
}

/// A serial day, with a time of day or without; else digits that a program made a number of.
fn of_number(number: f64) -> Option<Date> {
    let serial = Date::from_epoch_days(number.trunc().clamp(0.0, 1e6) as i32 - SERIAL_OF_1970);
    if YEARS.contains(&serial.ymd().0) { Some(serial) } else { of_text(&format!("{:08}", number.trunc())) }
}

fn of_text(text: &str) -> Option<Date> {
    let parts = plain(text).replace(',', " ");
    let mut numbers = Vec::new();
    for part in parts.split(' ').flat_map(|part| without_time(part)) {
        for piece in part.split(['/', '-', '.']).filter(|piece| !piece.is_empty()) {
            numbers.push(piece.parse::<u32>().ok().map(|number| (number, piece.len()))?);
        }
    }
    match numbers[..] {
        [(whole, 8)] => {
            let (day, month, year) = (whole / 1_000_000, whole / 10_000 % 100, whole % 10_000);
            date(day, month, (year, 4)).or_else(|| date(whole % 100, whole / 100 % 100, (whole / 10_000, 4)))
        }
        [(serial, 5)] => of_number(f64::from(serial)),
        [year @ (_, 4), (month, _), (day, _)] | [(day, _), (month, _), year] => date(day, month, year),
        _ => None,
    }
}

/// What of a word may be a part of a date: words that name a part and times of day go.
fn without_time(word: &str) -> Option<&str> {
    let is_word = matches!(word, "" | "ngay" | "thang" | "nam" | "luc" | "am" | "pm" | "sa" | "ch");
    let is_hour = |word: &str| {
        word.split([':', 'h', 'g']).count() > 1
            && word.bytes().all(|byte| byte.is_ascii_digit() || b":hg.z".contains(&byte))
    };
    match word.split_once('t') {
        // 2026-11-19T08:30
        Some((date, time)) if is_hour(time) => Some(date),
        _ => (!is_word && !is_hour(word)).then_some(word),
    }
}

fn date(day: u32, month: u32, (year, digits): (u32, usize)) -> Option<Date> {
    let year = match digits {
        2 => YEARS.start + year as i32,
        4 => year as i32,
        _ => return None,
    };
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// A birth date as the workbook shows it: whole, month and year, or the year alone.
pub(super) fn birth(value: &RawValue) -> Option<PartialDate> {
    if let RawValue::Date(date) = value {
        return Some((*date).into());
    }
    let text = value.reveal();
    let parts: Option<Vec<u16>> = text.trim().split(['/', '-', '.']).map(|part| part.trim().parse().ok()).collect();
    let year = |year: u16| i16::try_from(year).ok();
    let small = |number: u16| u8::try_from(number).ok();
    match parts?[..] {
        [one] => PartialDate::of_year(year(one)?),
        [month, of] => PartialDate::of_month(year(of)?, small(month)?),
        [day, month, of] if of > 31 => PartialDate::of_day(year(of)?, small(month)?, small(day)?),
        [of, month, day] => PartialDate::of_day(year(of)?, small(month)?, small(day)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Coded, Private};

    #[track_caller]
    fn check_days(cells: &[RawValue], expected: Option<&str>) {
        for cell in cells {
            assert_eq!(day(cell).map(|day| day.code().into_owned()).as_deref(), expected, "{}", cell.reveal());
        }
    }

    fn texts(texts: &[&str]) -> Vec<RawValue> {
        texts.iter().map(|text| RawValue::Text(Private::new(text))).collect()
    }

    #[test]
    fn days_as_people_type_them() {
        let written = [
            "19/11/2026",
            "19/11/26",
            "19-11-2026",
            " 19.11.2026 ",
            "19 / 11 / 2026",
            "2026-11-19",
            "2026/11/19",
            "19/11/2026 08:30",
            "08:30 19/11/2026",
            "19/11/2026 8h30",
            "19/11/2026 08:30:15 SA",
            "2026-11-19T08:30:00",
            "ngày 19 tháng 11 năm 2026",
            "Ngày 19/11/2026",
            "19112026",
            "20261119",
            "46345",
        ];
        check_days(&texts(&written), Some("2026-11-19"));
        check_days(&[46345.0, 46345.354, 19_112_026.0].map(RawValue::Number), Some("2026-11-19"));
        check_days(&[RawValue::Number(1_112_026.0)], Some("2026-11-01"));
        check_days(&[RawValue::Date("2026-11-19".parse::<PartialDate>().unwrap().full().unwrap())], Some("2026-11-19"));
    }

    #[test]
    fn what_is_no_day_is_none() {
        let wrong = ["", "hôm qua", "31/02/2026", "11/19/2026", "19/11", "11/2026", "19/11/2026 Lan", "19/11/226"];
        check_days(&texts(&wrong), None);
        check_days(&texts(&["19/11/1926", "19/11/2126", "2026", "08:30", "19/11/2026 20/11/2026"]), None);
        check_days(&[0.0, 2026.0, 1e9, -5.0, f64::NAN].map(RawValue::Number), None);
    }

    #[track_caller]
    fn check_choice(texts: &[&str], expected: Option<usize>) {
        for text in texts {
            assert_eq!(place_of(text), expected, "{text}");
        }
    }

    #[test]
    fn choices_in_other_words() {
        for (place, choice) in CHOICES.iter().enumerate() {
            check_choice(&[choice, &choice.to_uppercase(), &bare(choice)], Some(place));
        }
        check_choice(&["1", "Người thứ nhất", "La nguoi thu nhat", "Là ngừơi  thứ nhất", "thứ nhất."], Some(0));
        check_choice(&["2", "là người thứ 2", "nguoi thu hai"], Some(1));
        check_choice(&["không phải ai"], Some(2));
        check_choice(&["", "3", "12", "x", "có", "Là cả hai", "Là người thứ ba", "không phải người thứ nhất"], None);
    }

    #[test]
    fn births_as_the_workbook_shows_them() {
        let read = |text: &str| birth(&RawValue::Text(Private::new(text))).map(|birth| birth.code().into_owned());
        assert_eq!(read("12/03/1948").as_deref(), Some("1948-03-12"));
        assert_eq!(read("1948-03-12").as_deref(), Some("1948-03-12"));
        assert_eq!(read("03/1948").as_deref(), Some("1948-03"));
        assert_eq!([read("1948").as_deref(), read("khoảng 1948").as_deref()], [Some("1948"), None]);
        assert_eq!(birth(&RawValue::Number(1948.0)), PartialDate::of_year(1948));
    }
}
