//! A match model: weights of the comparison levels, blocking limits, thresholds. Versioned, fixed
//! between runs.

use std::collections::BTreeMap;
use std::path::Path;

use super::census::generation;
use super::config::{BitsFile, LevelFile, ModelFile};
use super::levels::{FIELDS, Levels};
use super::place_words::PlaceWords;
use super::query::Source;
use crate::likeness::Dialect;
use crate::model::Mistake;

/// A loaded model.
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) file: ModelFile,
    dialect: Dialect,
    /// By field and level; `missing` has none.
    levels: [Vec<Option<LevelFile>>; FIELDS.len()],
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
        Model::of_file(file).map_err(|wrong| wrong.into_iter().map(|told| Mistake::of_file(path, told)).collect())
    }

    /// # Errors
    /// What is wrong with it.
    pub(super) fn of_file(file: ModelFile) -> Result<Model, Vec<String>> {
        let mut wrong = Vec::new();
        let levels =
            std::array::from_fn(|field| table(FIELDS[field], &Levels::all_of(field), file.fields()[field], &mut wrong));
        check_shares(&file, &mut wrong);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let dialect = Dialect::new(&file.fold.initials);
        let fold = &file.fold;
        let lists = [&fold.hamlet_words, &fold.unit_words, &fold.filler_words, &fold.kind_endings];
        let words = PlaceWords::new(lists.map(Vec::as_slice), &fold.hamlet_kinds);
        Ok(Model { file, dialect, levels, words })
    }

    /// The text of the model's file.
    pub(super) fn to_text(&self) -> String {
        toml::to_string(&self.file).expect("a model is plain tables of texts and numbers")
    }

    /// The model's version, for the manifest.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.file.version
    }

    pub(super) const fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Odds that the register lacks an identity of a source, written with a birth year (0 unknown).
    pub(super) fn absent_odds(&self, source: Source, year: u32) -> f64 {
        let shares = &self.file.not_in_register;
        let share = match source {
            Source::Record => shares.record_by_birth.map_or(shares.record, |by_birth| by_birth[generation(year)]),
            Source::Death => shares.death,
            Source::Pension => shares.pension,
            Source::Disability => shares.disability,
            Source::Payment => shares.payment,
        };
        share / (1.0 - share)
    }

    /// Share of the people of the wards' lists who have a second row there.
    pub(super) const fn second_row(&self) -> f64 {
        self.file.second_row.share
    }

    /// Bits that a match needs.
    pub(super) const fn limits(&self) -> BitsFile {
        self.file.thresholds.matched_bits
    }

    /// A level of a field of [`FIELDS`]; `None` for `missing`.
    pub(super) fn level(&self, field: usize, level: usize) -> Option<&LevelFile> {
        self.levels[field][level].as_ref()
    }
    pub(super) const fn words(&self) -> &PlaceWords {
        &self.words
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
        for (what, chance, most) in [("m", level.m, 1.0), ("u", level.u, level.times.most_u())] {
            if !(chance > 0.0 && chance <= most) {
                wrong.push(format!("[{field}.{name}]: `{what}` must be over 0 and at most {most}"));
            }
        }
    }
    let lacking = levels[1..].iter().filter(|name| !given.contains_key(**name));
    wrong.extend(lacking.map(|name| format!("[{field}.{name}] is missing")));
    levels.iter().map(|name| given.get(*name).cloned()).collect()
}

fn check_shares(file: &ModelFile, wrong: &mut Vec<String>) {
    let absent = &file.not_in_register;
    let shares = [
        ("not_in_register.record", absent.record),
        ("not_in_register.death", absent.death),
        ("not_in_register.pension", absent.pension),
        ("not_in_register.disability", absent.disability),
        ("not_in_register.payment", absent.payment),
        ("second_row.share", file.second_row.share),
        ("thresholds.review_probability", file.thresholds.review_probability),
        ("thresholds.offer_probability", file.thresholds.offer_probability),
        ("fold.real_name_share", file.fold.real_name_share),
    ];
    let by_birth = absent.record_by_birth.into_iter().flatten().map(|share| ("not_in_register.record_by_birth", share));
    let bad = shares.into_iter().chain(by_birth).filter(|(_, share)| !(*share > 0.0 && *share < 1.0));
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
