//! Cells of every kind, written in every code, mutated, through all normalisers of texts.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};

use ansinh::model::{Coded, Coefficient, Date, Month, Private, RawValue, WardCode};
use ansinh::normalize::address::{Within, read_address};
use ansinh::normalize::dates::{find_date, read_month};
use ansinh::normalize::decisions::read_decision;
use ansinh::normalize::gender::read_gender;
use ansinh::normalize::groups::{read_disability, read_group, read_severity};
use ansinh::normalize::money::{read_amount, read_coefficient};
use ansinh::normalize::movements::read_movement;

use ansinh::normalize::text::typing::undo_all;
use ansinh::normalize::text::{Encoding, clean, is_clean, vote};
use ansinh::normalize::{DateUse, Lexicon, LexiconTexts, carers, contacts, judge, read_date, read_id, read_name};
use rayon::prelude::*;

use crate::corpus::{Corpus, FOREIGN, Rng};
use crate::drive::{Case, case_seed};
use crate::encode::{CODES, Encoder};

/// Characters in a cell of a spreadsheet, at most.
const LONGEST_CELL: usize = 32_767;

/// Prepares the words and the lexicon.
pub(crate) fn half() -> Case {
    let texts = LexiconTexts::gather(|file| fs::read_to_string(format!("pipelines/reference/{file}"))).unwrap();
    let lexicon = Lexicon::parse(&texts).unwrap();
    let (corpus, encoder) = (Corpus::read(), Encoder::read());
    Box::new(move |seed| {
        let mut rng = Rng(seed);
        let (text, other) = two_inputs(&corpus, &encoder, &mut rng);
        let number = number(&mut rng);
        let column = [None, Some(Encoding::Tcvn3), Some(Encoding::Vni), Some(Encoding::Unicode)][rng.below(4)];
        let mut unstable = read_texts(&text, &other, column, &lexicon);
        unstable.extend(read_values(&RawValue::Text(Private::new(&text)), &lexicon));
        read_values(&RawValue::Number(number), &lexicon);
        read_values(&RawValue::Date(Date::from_epoch_days(rng.next() as i32 % 100_000)), &lexicon);
        unstable
    })
}

fn two_inputs(corpus: &Corpus, encoder: &Encoder, rng: &mut Rng) -> (String, String) {
    let text = input(corpus, encoder, rng);
    let other = if rng.below(2) == 0 { corpus.name(rng) } else { input(corpus, encoder, rng) };
    (text, other)
}

/// A number over everything that names and addresses are read as: two versions of the program that are
/// meant to read alike have the same.
pub(crate) fn digest(count: u64, seed: u64) -> u64 {
    let texts = LexiconTexts::gather(|file| fs::read_to_string(format!("pipelines/reference/{file}"))).unwrap();
    let lexicon = Lexicon::parse(&texts).unwrap();
    let (corpus, encoder) = (Corpus::read(), Encoder::read());
    let ward = Within::of_ward(WardCode::from_code("11383").unwrap(), &lexicon.gazetteer);
    let one = |number| {
        let (text, other) = two_inputs(&corpus, &encoder, &mut Rng(case_seed(seed, number)));
        let cleaned = clean(&text, None, &lexicon).text;
        let read = (read_name(&text, None, &lexicon), judge(&text, &other, &lexicon));
        let mut hasher = DefaultHasher::new();
        format!("{number} {cleaned} {read:?} {:?}", read_address(&cleaned, ward, &lexicon)).hash(&mut hasher);
        hasher.finish()
    };
    (0..count).into_par_iter().map(one).reduce(|| 0, u64::wrapping_add)
}

/// A number as a spreadsheet holds one: small, large, broken.
fn number(rng: &mut Rng) -> f64 {
    match rng.below(4) {
        0 => f64::from_bits(rng.next()),
        1 => (rng.next() % 1_000_000_000_000) as f64,
        2 => (rng.next() % 60_000) as f64 / 2.0,
        _ => (rng.next() % 4_000) as f64 / 100.0,
    }
}

/// An input: a cell as meant, in some code, mutated; or no text that anybody would write.
fn input(corpus: &Corpus, encoder: &Encoder, rng: &mut Rng) -> String {
    let mut text = match rng.below(40) {
        0 => random_unicode(rng),
        1 => "e\u{302}\u{301}".to_owned() + &"\u{323}".repeat(rng.below(400)),
        2 => FOREIGN[rng.below(FOREIGN.len())].to_owned(),
        3 => (0..rng.below(30)).map(|_| char::from(rng.next() as u8)).collect(),
        4 if rng.below(200) == 0 => {
            corpus.cell(rng.below(4), rng).repeat(LONGEST_CELL / 8).chars().take(LONGEST_CELL).collect()
        }
        5 if rng.below(200) == 0 => (0..LONGEST_CELL).map(|_| char::from(rng.next() as u8)).collect(),
        at if at % 2 == 0 => corpus.cell(rng.below(4), rng),
        _ => value(rng),
    };
    if rng.below(2) == 0 {
        text = encoder.encode(CODES[rng.below(CODES.len())], &text);
    }
    for _ in 0..rng.below(5) {
        text = mutate(&text, corpus, rng);
    }
    text
}

fn random_unicode(rng: &mut Rng) -> String {
    (0..rng.below(40)).filter_map(|_| char::from_u32(rng.next() as u32 % 0x11_0000)).collect()
}

/// A date, id, amount, account, phone or decision in one of its forms.
fn value(rng: &mut Rng) -> String {
    let (d, m, y) = (rng.below(33), rng.below(14), 1900 + rng.below(150));
    let id = rng.next() % 1_000_000_000_000;
    match rng.below(20) {
        0 => format!("{d:02}/{m:02}/{y}"),
        1 => format!("{d}.{m}.{y}"),
        2 => format!("{d}-{m}-{:02}", y % 100),
        3 => format!("tháng {m}/{y}"),
        4 => format!("{y} ({} tuổi)", rng.below(120)),
        5 => format!("khoảng {y}"),
        6 => format!("ngày {d} tháng {m} năm {y}"),
        7 => format!("{}", rng.below(60_000)),
        8 => format!("{id:012}"),
        9 => format!("{}", id / 10),
        10 => format!("{:E}", id as f64),
        11 => format!("{id:012}").replacen('0', "O", 2),
        12 => format!("{:09}", id % 1_000_000_000),
        13 => format!("{}.{:03}.{:03} đ", rng.below(9), rng.below(1000), rng.below(1000)),
        14 => format!("{},{} triệu", rng.below(9), rng.below(100)),
        15 => format!("{} nghìn", rng.below(2000)),
        16 => format!("STK: {id}"),
        17 => format!("09{:02}.{:03}.{:03}", rng.below(100), rng.below(1000), rng.below(1000)),
        18 => format!("{}/QĐ-UBND ngày {d}/{m}/{y}", rng.below(5000)),
        _ => format!("điểm {} khoản {}", ["a", "b", "c", "d", "đ"][rng.below(5)], rng.below(9)),
    }
}

/// Characters that break readers.
const ODD: [char; 40] = [
    '\u{0}', '\u{7f}', '\u{ad}', '\u{a0}', '\u{200b}', '\u{feff}', '\u{301}', '\u{323}', '\u{31b}', '\u{340}',
    '\u{202e}', '\t', '\n', ' ', '.', ',', '-', '/', '(', ')', ':', '\'', '"', '~', '0', '9', 'O', 'l', 'Ð', 'đ', 'Т',
    'ß', 'İ', 'ŉ', 'Ã', '§', '»', 'ﬁ', '\u{fffd}', '😀',
];

fn mutate(text: &str, corpus: &Corpus, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.is_empty() {
        return ODD[rng.below(ODD.len())].to_string();
    }
    let at = rng.below(letters.len());
    match rng.below(11) {
        0 => _ = letters.remove(at),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at, (at + 1) % text.chars().count()),
        3 | 4 => letters.insert(at, ODD[rng.below(ODD.len())]),
        5 => letters.truncate(at),
        6 => letters[at] = ODD[rng.below(ODD.len())],
        7 => return text.to_uppercase(),
        8 => return text.to_lowercase(),
        9 => return format!("{text} {}", corpus.cell(rng.below(4), rng)),
        _ => return letters.iter().rev().collect(),
    }
    letters.into_iter().collect()
}

/// What reads texts; the names of the readings that were not stable.
fn read_texts(text: &str, other: &str, column: Option<Encoding>, lexicon: &Lexicon) -> Vec<&'static str> {
    let mut unstable = Vec::new();
    let mut hold = |what, holds: bool| unstable.extend((!holds).then_some(what));
    let cleaned = clean(text, column, lexicon).text;
    hold("clean", clean(&cleaned, None, lexicon).text == cleaned);
    hold("is_clean", !is_clean(text, None, lexicon) || clean(text, None, lexicon).text == text);
    let _ = vote(text, lexicon);
    let _ = undo_all(&cleaned, &lexicon.syllables);
    let name = read_name(text, column, lexicon).canonical;
    hold("name", name.as_ref().is_none_or(|name| read_name(name, None, lexicon).canonical.as_ref() == Some(name)));
    let _ = judge(text, other, lexicon);
    let ward = WardCode::from_code("11383").unwrap();
    let _ = read_address(&cleaned, Within::of_ward(ward, &lexicon.gazetteer), lexicon);
    let words = &lexicon.words;
    let _ = (read_gender(&cleaned), read_severity(&cleaned, &words.groups), read_disability(&cleaned, &words.groups));
    let _ = (read_group(&cleaned, &words.groups), read_movement(&cleaned, &words.movements));
    let _ = (carers::read_note(&cleaned, period(), lexicon), find_date(&cleaned, period()));
    let decision = read_decision(&cleaned, period()).number;
    hold("decision", decision.as_ref().is_none_or(|no| read_decision(no, period()).number.as_ref() == Some(no)));
    let bank = contacts::read_bank(&cleaned, &words.contacts);
    hold("bank", bank.as_ref().is_none_or(|bank| contacts::read_bank(bank, &words.contacts).as_ref() == Some(bank)));
    unstable
}

fn period() -> Month {
    Month::new(2026, 11).unwrap()
}

/// What reads values; the names of the readings that were not stable.
fn read_values(value: &RawValue, lexicon: &Lexicon) -> Vec<&'static str> {
    let words = &lexicon.words;
    let text = |text: &str| RawValue::Text(Private::new(text));
    let mut unstable = Vec::new();
    let mut hold = |what, holds: bool| unstable.extend((!holds).then_some(what));
    for about in [DateUse::Birth, DateUse::Event] {
        let date = read_date(value, about, period()).date;
        let again = |date: &_| read_date(&text(&format!("{date}")), about, period()).date.as_ref() == Some(date);
        hold("date", date.as_ref().is_none_or(again));
    }
    let _ = read_month(value, period());
    let id = read_id(value, &words.ids).id;
    hold("id", id.is_none_or(|id| read_id(&text(&id.reveal()), &words.ids).id == Some(id)));
    let _ = read_coefficient(value);
    let _ = read_amount(value, Some(value), Some(Coefficient::ONE), &words.money);
    let amount = read_amount(value, None, None, &words.money).0.filter(|amount| amount.0 >= 50_000);
    let again = |amount| read_amount(&text(&format!("{amount}")), None, None, &words.money).0 == Some(amount);
    hold("amount", amount.is_none_or(again));
    let read = |value: &RawValue| contacts::read_account(value, &words.contacts).account;
    hold("account", read(value).is_none_or(|no| read(&text(&no)).as_ref() == Some(&no)));
    let phone = contacts::read_phone(value, &words.contacts).0;
    hold(
        "phone",
        phone.as_ref().is_none_or(|no| contacts::read_phone(&text(no), &words.contacts).0.as_ref() == Some(no)),
    );
    unstable
}
