//! Whether a probability of `ansinh match` is what it says: generated lists whose pairs are known.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ansinh::matching::{self, Model, Side};
use ansinh::model::{Coded, IdNumber, Outcome, PartialDate, PersonId};

use crate::link::city::{City, Entry, HARD};

const MODEL: &str = "pipelines/linking/match-people.toml";
/// Least probability of each bin.
const BINS: [f64; 9] = [0.0, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999];

/// What the two lists show beside name and ward.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    IdAndDate,
    Date,
    Year,
}

fn date(birth: Option<PartialDate>, shown: Shown) -> String {
    let text = birth.map_or_else(String::new, |birth| birth.code().into_owned());
    if shown == Shown::Year { text.chars().take(4).collect() } else { text }
}

fn write(path: PathBuf, rows: impl Iterator<Item = [String; 5]>, shown: Shown) -> PathBuf {
    let mut text = "Mã,Họ và tên,Ngày sinh,\"Xã, phường\",Số CCCD\n".to_owned();
    for [id, name, birth, ward, number] in rows {
        let number = if shown == Shown::IdAndDate { number } else { String::new() };
        text.push_str(&format!("{id},{name},{birth},{ward},{number}\n"));
    }
    std::fs::write(&path, text).unwrap();
    path
}

/// A list of an office, the list that it is held against, and who is on that one.
fn lists(folder: &Path, (seed, people, listed): (u64, usize, f64), shown: Shown) -> ([PathBuf; 2], Vec<Entry>, Known) {
    let mut city = City::new(seed, 30, listed, HARD);
    let (mut rows, mut entries, mut households) = (Vec::new(), Vec::new(), 0);
    while rows.len() < people {
        let (members, more) = city.household();
        households += 1;
        // Every third household is not on the other list.
        if households % 3 > 0 {
            rows.extend(members);
        }
        entries.extend(more);
    }
    let known: Known = rows.iter().map(|row| row.person_id).collect();
    let left = entries.iter().enumerate().map(|(at, entry)| {
        let query = &entry.query;
        let number = query.id.filter(|id| matches!(id, IdNumber::Person(_))).map_or_else(String::new, IdNumber::reveal);
        let ward = query.ward.map_or_else(String::new, |ward| ward.code().into_owned());
        [at.to_string(), entry.names[0].clone(), date(query.birth, shown), ward, number]
    });
    let right = rows.iter().map(|row| {
        let (id, name) = (row.person_id.reveal(), row.full_name.reveal().to_owned());
        [id.clone(), name, date(row.birth_date, shown), row.ward_code.code().into_owned(), id]
    });
    let files = [write(folder.join("left.csv"), left, shown), write(folder.join("right.csv"), right, shown)];
    (files, entries, known)
}

type Known = BTreeSet<PersonId>;

/// No bin says more than is right, but for what chance explains; at most one in 2,000 of the matched is
/// wrong, and at least `least` of those who can be found are matched.
#[track_caller]
fn check(size: (u64, usize, f64), shown: Shown, least: f64) {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(MODEL).unwrap();
    let text = text.replace("# [left]\n# id = \"Mã hồ sơ\"", "[left]\nid = \"Mã\"");
    let model =
        Model::parse(Path::new(MODEL), &text.replace("# [right]\n# id = \"Số tài khoản\"", "[right]\nid = \"Mã\""));
    let model = model.unwrap();
    let ([left, right], entries, known) = lists(folder.path(), size, shown);
    let [left, right] =
        [(left, Side::Left), (right, Side::Right)].map(|(path, side)| matching::read(&path, &model, side));
    let matched = matching::match_lists(&left.unwrap(), Some(&right.unwrap()), &model).unwrap();
    let mut bins = BTreeMap::<usize, [f64; 3]>::new();
    let (mut found, mut wrong) = (0, 0);
    for pair in &matched.pairs {
        let entry = &entries[pair.left_id.reveal().parse::<usize>().unwrap()];
        let is_right = entry.truth.is_some_and(|truth| truth.reveal() == pair.right_id.reveal());
        let bin = BINS.partition_point(|least| *least <= pair.probability) - 1;
        let [rows, said, right] = bins.entry(bin).or_default();
        (*rows, *said, *right) = (*rows + 1.0, *said + pair.probability, *right + f64::from(u8::from(is_right)));
        if pair.outcome == Outcome::Matched {
            (found, wrong) = (found + usize::from(is_right), wrong + usize::from(!is_right));
        }
    }
    let findable = entries.iter().filter(|entry| entry.truth.is_some_and(|truth| known.contains(&truth))).count();
    let chart = format!("{found} of {findable} matched, {wrong} wrong; rows, said, right by bin {bins:?}");
    for (bin, [rows, said, right]) in &bins {
        // Three times the deviation of so many throws of what was said, and two rows.
        let chance = 3.0 * (said * (1.0 - said / rows)).max(0.0).sqrt() + 2.0;
        assert!(*right >= said - chance, "over-confident from {}: {chart}", BINS[*bin]);
    }
    assert!(wrong * 2_000 <= found, "{chart}");
    assert!(found as f64 >= least * findable as f64, "{chart}");
}

#[test]
fn with_numbers_a_probability_is_what_it_says() {
    check((71, 12_000, 0.12), Shown::IdAndDate, 0.8);
}

#[test]
fn with_birth_dates_a_probability_is_what_it_says() {
    check((72, 12_000, 0.12), Shown::Date, 0.6);
}

#[test]
fn with_years_only_little_is_matched_and_nothing_wrongly() {
    check((73, 12_000, 0.12), Shown::Year, 0.0);
}
