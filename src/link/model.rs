//! A match model: weights of the comparison levels, blocking limits, thresholds. Versioned, fixed
//! between runs.

use std::collections::BTreeMap;
use std::path::Path;

use super::config::{BlockingFile, LevelFile, ModelFile, ShareFile, ThresholdsFile};
use super::levels::{BirthLevel, IdLevel, NameLevel, PlaceLevel, PlainLevel, WardLevel};
use super::place::PlaceWords;
use super::query::Source;
use crate::likeness::Dialect;
use crate::model::Mistake;

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Model {
    version: String,
    dialect: Dialect,
    pub(super) real_name_share: f64,
    pub(super) blocking: BlockingFile,
    pub(super) thresholds: ThresholdsFile,
    not_in_register: ShareFile,
    id: Vec<Option<LevelFile>>,
    name: Vec<Option<LevelFile>>,
    birth: Vec<Option<LevelFile>>,
    gender: Vec<Option<LevelFile>>,
    ward: Vec<Option<LevelFile>>,
    phone: Vec<Option<LevelFile>>,
    place: Vec<Option<LevelFile>>,
    words: PlaceWords,
}

impl Model {
    /// Loads a model file.
    ///
    /// # Errors
    /// All mistakes of the file at once.
    pub fn load(path: &Path) -> Result<Model, Vec<Mistake>> {
        let text = std::fs::read_to_string(path).map_err(|error| vec![Mistake::of_file(path, error.to_string())])?;
        Model::parse(path, &text)
    }

    /// Reads the text of a model file.
    ///
    /// # Errors
    /// All mistakes of the file at once.
    pub fn parse(path: &Path, text: &str) -> Result<Model, Vec<Mistake>> {
        let file: ModelFile = toml::from_str(text).map_err(|error: toml::de::Error| {
            let offset = error.span().map_or(0, |span| span.start);
            vec![Mistake::at_offset(path, text, offset, error.message())]
        })?;
        let mut wrong = Vec::new();
        let names = |all: &[&'static str]| all.to_vec();
        let id =
            table("id", &names(&IdLevel::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>()), &file.id, &mut wrong);
        let name =
            table("name", &NameLevel::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>(), &file.name, &mut wrong);
        let birth =
            table("birth", &BirthLevel::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>(), &file.birth, &mut wrong);
        let ward =
            table("ward", &WardLevel::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>(), &file.ward, &mut wrong);
        let plain = PlainLevel::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>();
        let gender = table("gender", &plain, &file.gender, &mut wrong);
        let phone = table("phone", &plain, &file.phone, &mut wrong);
        let place =
            table("place", &PlaceLevel::ALL.iter().map(|l| l.as_str()).collect::<Vec<_>>(), &file.place, &mut wrong);
        check_shares(&file, &mut wrong);
        if !wrong.is_empty() {
            return Err(wrong.into_iter().map(|message| Mistake::of_file(path, message)).collect());
        }
        Ok(Model {
            version: file.version,
            dialect: Dialect::new(&file.fold.initials),
            real_name_share: file.fold.real_name_share,
            blocking: file.blocking,
            thresholds: file.thresholds,
            not_in_register: file.not_in_register,
            id,
            name,
            birth,
            gender,
            ward,
            phone,
            place,
            words: PlaceWords { hamlets: file.fold.hamlet_words, units: file.fold.unit_words },
        })
    }

    /// The model's version, for the manifest.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    pub(super) const fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Share of the identities of a source that the register lacks.
    pub(super) const fn absent(&self, source: Source) -> f64 {
        match source {
            Source::Record => self.not_in_register.record,
            Source::Death => self.not_in_register.death,
            Source::Pension => self.not_in_register.pension,
            Source::Disability => self.not_in_register.disability,
            Source::Payment => self.not_in_register.payment,
        }
    }

    pub(super) fn id(&self, level: IdLevel) -> Option<&LevelFile> {
        self.id[level as usize].as_ref()
    }
    pub(super) fn name(&self, level: NameLevel) -> Option<&LevelFile> {
        self.name[level as usize].as_ref()
    }
    pub(super) fn birth(&self, level: BirthLevel) -> Option<&LevelFile> {
        self.birth[level as usize].as_ref()
    }
    pub(super) fn gender(&self, level: PlainLevel) -> Option<&LevelFile> {
        self.gender[level as usize].as_ref()
    }
    pub(super) fn ward(&self, level: WardLevel) -> Option<&LevelFile> {
        self.ward[level as usize].as_ref()
    }
    pub(super) fn place(&self, level: PlaceLevel) -> Option<&LevelFile> {
        self.place[level as usize].as_ref()
    }
    pub(super) const fn words(&self) -> &PlaceWords {
        &self.words
    }
    pub(super) fn phone(&self, level: PlainLevel) -> Option<&LevelFile> {
        self.phone[level as usize].as_ref()
    }
}

/// The levels of a field in the order of `levels`. `missing` has no weight and must not be given;
/// all others must.
fn table(
    field: &str,
    levels: &[&str],
    given: &BTreeMap<String, LevelFile>,
    wrong: &mut Vec<String>,
) -> Vec<Option<LevelFile>> {
    for (name, level) in given {
        if !levels[1..].contains(&name.as_str()) {
            wrong.push(format!(
                "[{field}.{name}]: no such level; the levels of `{field}` are {}",
                levels[1..].join(", ")
            ));
        }
        for (what, chance) in [("m", level.m), ("u", level.u)] {
            if !(chance > 0.0 && chance <= 1.0) {
                wrong.push(format!("[{field}.{name}]: `{what}` must be over 0 and at most 1"));
            }
        }
    }
    let lacking = levels[1..].iter().filter(|name| !given.contains_key(**name));
    wrong.extend(lacking.map(|name| format!("[{field}.{name}] is missing")));
    levels.iter().map(|name| given.get(*name).copied()).collect()
}

fn check_shares(file: &ModelFile, wrong: &mut Vec<String>) {
    let absent = &file.not_in_register;
    let shares = [
        ("not_in_register.record", absent.record),
        ("not_in_register.death", absent.death),
        ("not_in_register.pension", absent.pension),
        ("not_in_register.disability", absent.disability),
        ("not_in_register.payment", absent.payment),
        ("thresholds.review_probability", file.thresholds.review_probability),
        ("fold.real_name_share", file.fold.real_name_share),
    ];
    let bad = shares.into_iter().filter(|(_, share)| !(*share > 0.0 && *share < 1.0));
    wrong.extend(bad.map(|(name, _)| format!("{name} must lie between 0 and 1")));
    if file.blocking.full_block == 0 {
        wrong.push("blocking.full_block must be at least 1".to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "pipelines/linking/model-2026-11.toml";

    #[test]
    fn all_mistakes_of_a_model_are_told_at_once() {
        let text = std::fs::read_to_string(PATH).unwrap();
        let text = text.replace("[name.tones]", "[name.tone]").replace("[id.near]\nm = ", "[id.near]\nm = 1");
        let told: Vec<String> =
            Model::parse(Path::new("m.toml"), &text).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().any(|message| message.contains("[id.near]: `m` must be over 0")));
        assert!(told.iter().any(|message| message.contains("[name.tones] is missing")));
        assert!(told.iter().any(|message| message.contains("[name.tone]: no such level")));
    }

    #[test]
    fn a_level_of_a_part_of_the_id_is_refused() {
        let text = std::fs::read_to_string(PATH).unwrap() + "\n[id.same_birth_part]\nm = 0.9\nu = 0.1\n";
        let told = Model::parse(Path::new("m.toml"), &text).unwrap_err();
        assert!(told[0].message.contains("no such level"));
    }
}
