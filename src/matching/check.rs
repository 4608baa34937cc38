//! From a model file as typed to a checked model: every mistake with its place.

use std::collections::BTreeMap;

use super::config::{BlockFile, ComparisonFile, FieldFile, Headings, LevelFile, ModelFile, PartFile, TestsFile};
use super::model::{Comparison, Cut, FieldSpec, Level, Model, Part, Rule};
use super::sexes::Sexes;
use super::tests_of::{ONE_DIGIT, OTHER_SEX, Tests};
use super::values::{Reading, plain};
use super::whereabouts::{Step, Whereabouts};
use crate::likeness::{BirthLevel, Dialect, NameLevel};
use crate::model::Mistake;

use Step::{Item, Key};

/// Most comparisons and most levels: a pair's levels are kept in one 64-bit number.
pub(super) const MOST_COMPARISONS: usize = 16;
const MOST_LEVELS: usize = 14;

pub(super) struct Checker<'c, 'p> {
    place: &'c Whereabouts<'p>,
    mistakes: &'c mut Vec<Mistake>,
    fields: BTreeMap<String, (usize, Reading)>,
}

/// Checks a file. The model is of use only where no mistake was added.
pub(super) fn check(file: ModelFile, place: &Whereabouts, mistakes: &mut Vec<Mistake>) -> Model {
    let mut checker = Checker { place, mistakes, fields: BTreeMap::new() };
    let fields: Vec<FieldSpec> =
        file.field.iter().enumerate().map(|(number, field)| checker.field(number, field)).collect();
    let rules = file.block.iter().enumerate().map(|(number, block)| checker.rule(number, block)).collect();
    let compare = |(number, comparison)| checker.comparison(number, comparison);
    let comparisons: Vec<Comparison> = file.comparison.iter().enumerate().map(compare).collect();
    let relation = checker.verdict(&file);
    checker.counts(&file, &comparisons);
    let (together, asks) = (checker.together(&file), checker.asks(&file));
    let sexes = Sexes::new(&file.fold);
    let dialect = Dialect::new(&file.fold.initials);
    let mut units: Vec<String> = file.fold.units.iter().map(|unit| plain(unit)).collect();
    units.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    Model { fields, rules, comparisons, relation, dialect, sexes, together, asks, units, file }
}

impl Checker<'_, '_> {
    pub(super) fn wrong(&mut self, steps: &[Step], message: impl Into<String>) {
        let mistake = self.place.mistake(steps, message);
        self.mistakes.push(mistake);
    }

    fn field(&mut self, number: usize, file: &FieldFile) -> FieldSpec {
        let at = [Key("field"), Item(number)];
        let reading = Reading::ALL.iter().find(|(name, _)| *name == file.read).map(|&(_, reading)| reading);
        if reading.is_none() {
            let all = Reading::ALL.map(|(name, _)| name).join(", ");
            self.wrong(&[at[0], at[1], Key("read")], format!("no such reading `{}`; one of {all}", file.read));
        }
        let reading = reading.unwrap_or(Reading::None);
        if self.fields.insert(file.name.clone(), (number, reading)).is_some() {
            self.wrong(&[at[0], at[1], Key("name")], format!("field `{}` is declared twice", file.name));
        }
        let of = |side: &Option<Headings>| side.clone().or_else(|| file.column.clone());
        let (left, right) = (of(&file.left), of(&file.right));
        if left.is_none() || right.is_none() {
            self.wrong(&at, "give `column` for both lists, or `left` and `right`");
        }
        let none = || Headings::Many(Vec::new());
        FieldSpec {
            left: left.unwrap_or_else(none),
            right: right.unwrap_or_else(none),
            reading,
            missing: file.missing.clone(),
            optional: file.optional,
            same: file.same.iter().map(|group| group.iter().map(|text| plain(text)).collect()).collect(),
        }
    }

    /// The number of a field and how it is read.
    fn find(&mut self, steps: &[Step], name: &str) -> Option<(usize, Reading)> {
        let found = self.fields.get(name).copied();
        if found.is_none() {
            let all = self.fields.keys().cloned().collect::<Vec<_>>().join(", ");
            self.wrong(steps, format!("no field `{name}`; the fields are {all}"));
        }
        found
    }

    fn rule(&mut self, number: usize, file: &BlockFile) -> Rule {
        let at = [Key("block"), Item(number)];
        if file.on.is_empty() {
            self.wrong(&at, "a block needs at least one part in `on`");
        }
        let mut parts = |key, parts: &[PartFile]| -> Vec<Part> {
            let part = |(number, part)| self.part(&[at[0], at[1], Key(key), Item(number)], part);
            parts.iter().enumerate().filter_map(part).collect()
        };
        Rule { on: parts("on", &file.on), narrow: parts("narrow", &file.narrow) }
    }

    fn part(&mut self, at: &[Step], file: &PartFile) -> Option<Part> {
        let (left, reading) = self.find(at, &file.field)?;
        let right = match &file.against {
            Some(name) => self.find(at, name)?.0,
            None => left,
        };
        let ways = [file.part.is_some(), file.first.is_some(), file.last.is_some(), file.sound];
        if ways.into_iter().filter(|way| *way).count() > 1 {
            self.wrong(at, "at most one of `part`, `first`, `last`, `sound`");
        }
        let cut = match (file.part.as_deref(), reading) {
            (Some("given"), Reading::Name) => Cut::Given,
            (Some("ends"), Reading::Name) => Cut::Ends,
            (Some("whole"), Reading::Name) => Cut::WholeName,
            (Some("year"), Reading::Date) => Cut::Year,
            (Some(part), _) => {
                self.wrong(at, format!("no part `{part}` here; names have given, ends, whole; dates have year"));
                return None;
            }
            (None, _) => match (file.first, file.last) {
                (Some(letters), _) => Cut::First(letters),
                (_, Some(letters)) => Cut::Last(letters),
                _ if file.sound => Cut::Sound,
                _ => Cut::Equal,
            },
        };
        Some(Part { left, right, cut })
    }

    fn comparison(&mut self, number: usize, file: &ComparisonFile) -> Comparison {
        let at = [Key("comparison"), Item(number)];
        let mut levels: Vec<Level> =
            file.level.iter().enumerate().map(|(level, file)| self.level(&at, level, file)).collect();
        let other = &file.other;
        levels.push(Level {
            title: other.title.clone().unwrap_or_default(),
            tests: Vec::new(),
            frequency: Vec::new(),
            shared: Vec::new(),
            apart: other.apart,
            needs: self.numbers(&at, &other.needs),
            start: None,
            m: other.m,
            u: other.u,
        });
        if levels.len() < 2 || levels.len() > MOST_LEVELS {
            self.wrong(&at, format!("a comparison has 1 to {} levels", MOST_LEVELS - 1));
        }
        self.chances(&at, &levels);
        let mut fields: Vec<usize> = levels.iter().flat_map(|level| &level.tests).flat_map(Tests::fields).collect();
        fields.sort_unstable();
        fields.dedup();
        Comparison { title: file.title.clone(), fields, levels }
    }

    /// m and u: chances, and of all levels or of none.
    fn chances(&mut self, at: &[Step], levels: &[Level]) {
        for (name, of) in [("m", (|level| level.m) as fn(&Level) -> Option<f64>), ("u", |level| level.u)] {
            let given: Vec<f64> = levels.iter().filter_map(of).collect();
            if !given.is_empty() && given.len() < levels.len() {
                self.wrong(
                    at,
                    format!("`{name}` is given for some levels: give it for all, with `other`, or for none"),
                );
            } else if given.iter().any(|chance| !(*chance > 0.0 && *chance <= 1.0)) {
                self.wrong(at, format!("each `{name}` must be over 0 and at most 1"));
            } else if !given.is_empty() && given.iter().sum::<f64>() > 1.02 {
                self.wrong(at, format!("the `{name}` of all levels sum to more than 1"));
            }
        }
    }

    fn level(&mut self, at: &[Step; 2], number: usize, file: &LevelFile) -> Level {
        let here = [at[0], at[1], Key("level"), Item(number)];
        let own = self.tests(&here, &file.tests);
        let mut tests = if file.tests.is_empty() { Vec::new() } else { vec![own] };
        for (alternative, file) in file.any.iter().enumerate() {
            let steps = [here[0], here[1], here[2], here[3], Key("any"), Item(alternative)];
            tests.push(self.tests(&steps, file));
        }
        if tests.is_empty() || file.any.iter().any(TestsFile::is_empty) {
            self.wrong(&here, "a level without a test would always hold");
        }
        if !file.any.is_empty() && tests.len() > file.any.len() {
            self.wrong(&here, "a level has its tests itself or in `any`, not both");
        }
        let frequency = self.numbers(&here, &file.frequency);
        if file.start.is_some_and(|start| start.iter().any(|chance| !(*chance > 0.0 && *chance < 1.0))) {
            self.wrong(&here, "`start` is m and u, each between 0 and 1");
        }
        let equal = |field: &usize| {
            let in_one = |tests: &Tests| {
                tests.exact.contains(field)
                    || tests.names.iter().chain(&tests.dates).any(|(other, _)| other == field)
                    || tests.swapped.is_some_and(|(a, b, most)| most == 0 && (a == *field || b == *field))
            };
            tests.iter().all(in_one)
        };
        if !frequency.iter().all(equal) {
            self.wrong(&here, "`frequency` needs a field that this level finds equal (exact, swapped, names, dates)");
        }
        let shared = self.numbers(&here, &file.shared);
        if !shared.iter().all(equal) {
            self.wrong(&here, "`shared` needs a field that this level finds equal (exact)");
        }
        let needs = self.numbers(&here, &file.needs);
        let (title, start) = (file.title.clone(), file.start);
        Level { title, tests, frequency, shared, apart: file.apart, needs, start, m: file.m, u: file.u }
    }

    /// Fields by number.
    pub(super) fn numbers(&mut self, at: &[Step], names: &[String]) -> Vec<usize> {
        names.iter().filter_map(|name| self.find(at, name)).map(|(field, _)| field).collect()
    }

    fn tests(&mut self, at: &[Step], file: &TestsFile) -> Tests {
        let mut tests = Tests::default();
        let number = |checker: &mut Self, name: &String| checker.find(at, name).map(|(field, _)| field);
        tests.exact = file.exact.iter().filter_map(|name| number(self, name)).collect();
        match &file.swapped[..] {
            [] => {}
            [a, b] => {
                let most = file.swapped_edits.unwrap_or(0);
                tests.swapped = number(self, a).zip(number(self, b)).map(|(a, b)| (a, b, most));
            }
            _ => self.wrong(at, "`swapped` names two fields"),
        }
        tests.edits = file.edits.iter().filter_map(|(name, &most)| Some((number(self, name)?, most))).collect();
        tests.length = file.length.iter().filter_map(|(name, &length)| Some((number(self, name)?, length))).collect();
        tests.alike = file.alike.iter().filter_map(|(name, &least)| Some((number(self, name)?, least))).collect();
        tests.within = self.read_as(at, &file.within, Reading::Number, |_, _, &most| most);
        tests.names = self.read_as(at, &file.names, Reading::Name, |checker, at, names| {
            let known = |name: &str| NameLevel::ALL[1..].iter().find(|l| l.as_str() == name).map(|&l| 1 << l as u32);
            checker.mask(at, names, "name", |name| if name == "other_sex" { Some(OTHER_SEX) } else { known(name) })
        });
        tests.dates = self.read_as(at, &file.dates, Reading::Date, |checker, at, names| {
            let level = |name: &str| BirthLevel::ALL[1..].iter().find(|l| l.as_str() == name).map(|&l| 1 << l as u32);
            checker.mask(at, names, "date", |name| if name == "one_digit" { Some(ONE_DIGIT) } else { level(name) })
        });
        if tests.alike.iter().any(|(_, least)| !(*least > 0.0 && *least <= 1.0)) {
            self.wrong(at, "a similarity of `alike` must be over 0 and at most 1");
        }
        tests
    }

    /// Tests that need a field of one reading.
    fn read_as<T, U>(
        &mut self,
        at: &[Step],
        tests: &BTreeMap<String, T>,
        reading: Reading,
        of: impl Fn(&mut Self, &[Step], &T) -> U,
    ) -> Vec<(usize, U)> {
        let mut found = Vec::new();
        for (name, test) in tests {
            let Some((field, own)) = self.find(at, name) else { continue };
            if own != reading {
                let needed = Reading::ALL.iter().find(|(_, one)| *one == reading).map_or("", |(name, _)| name);
                self.wrong(at, format!("this test needs field `{name}` with read = \"{needed}\""));
            }
            let test = of(self, at, test);
            found.push((field, test));
        }
        found
    }

    fn mask(&mut self, at: &[Step], names: &[String], what: &str, known: impl Fn(&str) -> Option<u32>) -> u32 {
        let mut mask = 0;
        for name in names {
            match known(name) {
                Some(bit) => mask |= bit,
                None => self.wrong(at, format!("no {what} level `{name}`")),
            }
        }
        mask
    }
}
