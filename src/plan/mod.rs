//! `pipelines/` as one checked plan.
//!
//! Takes: the pipeline file and the folders that it names. Gives: everything that a run needs,
//! loaded and checked, or all mistakes at once. Never: reads a city.

mod file;
mod folders;
mod special;
mod wards;

use std::path::{Path, PathBuf};

use std::collections::BTreeMap;

use crate::changes::Wording;
use crate::facts::{Settings, SpecialCommune};
use crate::ingest::Forms;
use crate::link::Model;
use crate::model::{Coded, Date, Mistake, Month, ProvinceCode};
use crate::normalize::{Lexicon, LexiconTexts};
use crate::quality::{Catalogue, Suppliers};
use crate::rules::Law;
use crate::store::Digest;

pub use file::Limits;
pub use wards::Ward;

use file::{KEYS, PlanFile};
use folders::{Folders, versions};

/// What tells when a ward's file arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// The month that it was sent for: known from the first day of that month.
    Period,
    /// The day of its last modification too, in the time of Vietnam.
    Modified,
}

/// A pipeline, resolved: paths from where the program stands, values checked, data files loaded.
pub struct Plan {
    /// The city folder.
    pub city: PathBuf,
    /// Where runs are published.
    pub out: PathBuf,
    /// The day whose knowledge a run uses, where the pipeline fixes it.
    pub as_of: Option<Date>,
    /// Province whose wards submit.
    pub province: ProvinceCode,
    /// First month whose arrears are looked for.
    pub arrears_from: Month,
    /// How many months the calendar looks ahead.
    pub calendar_months: u32,
    /// What tells when a ward's file arrived.
    pub arrival: Arrival,
    /// Limits that stop a run or hold a ward back.
    pub limits: Limits,
    /// The wards of the province, in code order.
    pub wards: Vec<Ward>,
    /// Communes of special difficulty, with their days.
    pub special_communes: Vec<SpecialCommune>,
    /// How the wards' lists are laid out.
    pub forms: Forms,
    /// Words, units of administration and old fonts.
    pub lexicon: Lexicon,
    /// The match model.
    pub model: Model,
    /// The law.
    pub law: Law,
    /// Words of the lines of change.
    pub wording: Wording,
    /// Limits by which facts are gathered.
    pub fact_settings: Settings,
    /// Who can supply which fact.
    pub suppliers: Suppliers,
    /// Messages of the checks.
    pub catalogue: Catalogue,
    /// Version or digest of each part, for the manifest.
    pub versions: BTreeMap<String, String>,
    /// Digest of the pipeline file and of everything that it names.
    pub digest: Digest,
}

impl Plan {
    /// Loads and checks a pipeline.
    ///
    /// # Errors
    /// All mistakes of the file and of everything that it names.
    pub fn load(path: &Path) -> Result<Plan, Vec<Mistake>> {
        let text = std::fs::read_to_string(path).map_err(|error| vec![Mistake::of_file(path, error.to_string())])?;
        let mistakes = unknown_keys(path, &text)?;
        let typed: PlanFile = match toml::from_str(&text) {
            Ok(typed) => typed,
            Err(error) => return Err(mistakes.into_iter().chain([from_toml(path, &text, &error)]).collect()),
        };
        Resolver { path, text: &text, mistakes }.resolve(&typed)
    }
}

/// Keys that no part of the file has: all of them, as a misspelt key leaves its value unsaid.
fn unknown_keys(path: &Path, text: &str) -> Result<Vec<Mistake>, Vec<Mistake>> {
    let document = toml::de::DeTable::parse(text).map_err(|error| vec![from_toml(path, text, &error)])?;
    let mut mistakes = Vec::new();
    let mut look = |section: &str, table: &toml::de::DeTable<'_>| {
        let known = KEYS.iter().find(|(name, _)| *name == section).map_or(&[][..], |(_, keys)| *keys);
        for key in table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let message = format!("unknown key `{}`; expected one of {}", key.get_ref(), known.join(", "));
            mistakes.push(Mistake::at_offset(path, text, key.span().start, message));
        }
    };
    look("", document.get_ref());
    for (name, value) in document.get_ref() {
        if let Some(table) = value.get_ref().as_table() {
            look(name.get_ref(), table);
        }
    }
    Ok(mistakes)
}

/// A mistake of TOML itself, or of the shape of the file, with its place.
fn from_toml(path: &Path, text: &str, error: &toml::de::Error) -> Mistake {
    let message = error.message().to_owned();
    match error.span() {
        Some(span) => Mistake::at_offset(path, text, span.start, message),
        None => Mistake::of_file(path, message),
    }
}

/// Turns what is typed into what is meant, and collects mistakes on the way.
struct Resolver<'a> {
    path: &'a Path,
    text: &'a str,
    mistakes: Vec<Mistake>,
}

impl Resolver<'_> {
    fn resolve(mut self, typed: &PlanFile) -> Result<Plan, Vec<Mistake>> {
        if *typed.version.get_ref() != 1 {
            self.mistake(typed.version.span().start, "version: this program reads version 1");
        }
        self.check_limits(&typed.limits);
        let as_of = typed.as_of.as_ref().and_then(|text| self.coded::<Date>(text, "as_of"));
        let province = self.coded::<ProvinceCode>(&typed.province, "province");
        let arrears_from = self.coded::<Month>(&typed.arrears_from, "arrears_from");
        if !(1..=24).contains(typed.calendar_months.get_ref()) {
            self.mistake(typed.calendar_months.span().start, "calendar_months: expected 1 to 24");
        }
        let arrival = match typed.arrival.get_ref().as_str() {
            "period" => Arrival::Period,
            "modified" => Arrival::Modified,
            _ => {
                self.mistake(typed.arrival.span().start, "arrival: expected period or modified");
                Arrival::Period
            }
        };
        let folders = self.folders(typed);
        let wards = province.and_then(|province| self.take_one(wards::load(&folders.units(), province)));
        let special_communes = self.take_one(special::load(&folders.reference.join("special_communes.csv")));
        let forms = self.take(Forms::load(&folders.forms));
        let lexicon = self.lexicon(&folders.reference);
        let model = self.take(Model::load(&folders.model));
        let law = self.take(Law::load(&folders.rules));
        let catalogue = self.take(Catalogue::load(&folders.checks));
        let wording = self.parsed(&folders.wording, Wording::parse);
        let fact_settings = self.parsed(&folders.facts, Settings::parse);
        let suppliers = self.parsed(&folders.facts, Suppliers::parse);
        let forecast = self.parsed(&folders.forecast, crate::forecast::Settings::parse);
        let digests = self.take_one(folders.digests());
        let plan = (|| {
            let (parts, digest) = versions(digests?, self.text, model.as_ref()?);
            // No night reads it; it is checked with the rest.
            forecast?;
            Some(Plan {
                city: self.beside(&typed.city),
                out: self.beside(&typed.out),
                as_of,
                province: province?,
                arrears_from: arrears_from?,
                calendar_months: *typed.calendar_months.get_ref(),
                arrival,
                limits: typed.limits,
                wards: wards?,
                special_communes: special_communes?,
                forms: forms?,
                lexicon: lexicon?,
                model: model?,
                law: law?,
                wording: wording?,
                fact_settings: fact_settings?,
                suppliers: suppliers?,
                catalogue: catalogue?,
                versions: parts,
                digest,
            })
        })();
        match plan {
            Some(plan) if self.mistakes.is_empty() => Ok(plan),
            _ => {
                self.mistakes.sort();
                Err(self.mistakes)
            }
        }
    }

    fn folders(&self, typed: &PlanFile) -> Folders {
        Folders {
            forms: self.beside(&typed.folders.forms),
            checks: self.beside(&typed.folders.checks),
            reference: self.beside(&typed.folders.reference),
            rules: self.beside(&typed.folders.rules),
            model: self.beside(&typed.linking.model),
            wording: self.beside(&typed.folders.wording),
            facts: self.beside(&typed.folders.facts),
            forecast: self.beside(&typed.folders.forecast),
        }
    }

    fn lexicon(&mut self, reference: &Path) -> Option<Lexicon> {
        let read = |file: &str| {
            let path = reference.join(file);
            std::fs::read_to_string(&path).map_err(|error| Mistake::of_file(path, error.to_string()))
        };
        let texts = LexiconTexts::gather(read);
        let texts = self.take(texts)?;
        self.take(Lexicon::parse(&texts))
    }

    /// A data file that is read from its text.
    fn parsed<T>(&mut self, path: &Path, parse: impl Fn(&str) -> Result<T, Vec<Mistake>>) -> Option<T> {
        self.take(parsed(path, parse))
    }

    fn take<T>(&mut self, part: Result<T, Vec<Mistake>>) -> Option<T> {
        part.map_err(|mistakes| self.mistakes.extend(mistakes)).ok()
    }

    fn take_one<T>(&mut self, part: Result<T, Mistake>) -> Option<T> {
        self.take(part.map_err(|mistake| vec![mistake]))
    }

    /// A path of the file, which is relative to the file's own folder.
    fn beside(&self, path: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(path)
    }

    fn mistake(&mut self, offset: usize, message: &str) {
        self.mistakes.push(Mistake::at_offset(self.path, self.text, offset, message));
    }

    fn coded<T: Coded>(&mut self, text: &toml::Spanned<String>, key: &str) -> Option<T> {
        T::from_code(text.get_ref())
            .map_err(|unknown| self.mistake(text.span().start, &format!("{key}: expected a {}", unknown.expected)))
            .ok()
    }

    fn check_limits(&mut self, limits: &Limits) {
        for (name, value) in limits.named() {
            if !(0.0..=1.0).contains(&value) {
                let offset = self.text.find(name).unwrap_or(0);
                self.mistake(offset, &format!("{name}: expected a share between 0 and 1"));
            }
        }
    }
}

/// Reads a data file of the pipeline from its text.
pub(crate) fn parsed<T>(path: &Path, parse: impl Fn(&str) -> Result<T, Vec<Mistake>>) -> Result<T, Vec<Mistake>> {
    let text = std::fs::read_to_string(path).map_err(|error| vec![Mistake::of_file(path, error.to_string())])?;
    let of_path = |mistake: Mistake| Mistake { file: path.to_owned(), ..mistake };
    parse(&text).map_err(|mistakes| mistakes.into_iter().map(of_path).collect())
}
