//! Reads the rules folder. All mistakes of all files are found at once.

use std::fs;
use std::path::Path;

use super::compile::Compiler;
use super::config::{CombinationFile, FactsFile, ParameterFile, RegimesFile};
use super::config_benefit::{BenefitFile, CommonFile};
use super::law::Law;
use super::source::Source;
use super::vocabulary::Vocabulary;
use crate::model::{Benefit, Mistake};

impl Law {
    /// Loads the law from `pipelines/rules`.
    ///
    /// # Errors
    /// Every mistake of every file: a file that cannot be read, an unknown fact, a wrong type,
    /// overlapping periods, a gap in a parameter, a value without source.
    pub fn load(dir: &Path) -> Result<Law, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let law = read(dir, &mut mistakes);
        mistakes.sort();
        match law {
            Some(law) if mistakes.is_empty() => Ok(law),
            _ => Err(mistakes),
        }
    }
}

fn read(dir: &Path, mistakes: &mut Vec<Mistake>) -> Option<Law> {
    let facts = one(dir, "facts.toml", mistakes);
    let regimes = one(dir, "regimes.toml", mistakes);
    let common = one(dir, "common.toml", mistakes);
    let combination = one(dir, "combination.toml", mistakes);
    let parameters = folder(dir, "parameters", mistakes);
    let benefits = folder(dir, "benefits", mistakes);
    let examples = folder(dir, "examples", mistakes);
    let (facts, regimes, common, combination) = (facts?, regimes?, common?, combination?);

    let parameters: Vec<(Source, ParameterFile)> = parse_all(parameters, mistakes);
    let benefits: Vec<(Source, BenefitFile)> = parse_all(benefits, mistakes);
    let mut rates: Vec<String> = parameters.iter().map(|(_, file)| file.rate.get_ref().clone()).collect();
    rates.sort();
    rates.dedup();
    let entries = facts.parse::<FactsFile>(mistakes).unwrap_or_default();
    let words = Vocabulary::build(entries, rates, &facts, mistakes);

    let mut compiler = Compiler { words: &words, mistakes };
    let rates = compiler.parameters(&parameters);
    let regimes = regimes.parse::<RegimesFile>(compiler.mistakes).map(|file| compiler.regimes(&file, &regimes));
    let common = common.parse::<CommonFile>(compiler.mistakes).map(|file| compiler.versions(&file.version, &common));
    let combination =
        combination.parse::<CombinationFile>(compiler.mistakes).map(|file| compiler.combination(&file, &combination));
    let (laws, families) = compiler.benefits(&benefits);
    let found: Vec<Benefit> = laws.iter().map(|law| law.benefit).collect();
    for benefit in Benefit::ALL.iter().filter(|benefit| !found.contains(benefit)) {
        mistakes.push(Mistake::of_file(dir.join("benefits"), format!("no file for benefit `{benefit}`")));
    }
    let examples = super::examples::parse(&examples, &words, mistakes);
    let (regimes, common, combination) = (regimes?, common?, combination?);
    let of = |benefit: &Benefit| {
        let law = laws.iter().find(|law| law.benefit == *benefit)?;
        families.iter().position(|family| family.name == law.family)
    };
    let family_of = Benefit::ALL.iter().map(of).collect();
    Some(Law { words, rates, regimes, common, benefits: laws, families, family_of, combination, examples })
}

fn one(dir: &Path, name: &str, mistakes: &mut Vec<Mistake>) -> Option<Source> {
    let path = dir.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Some(Source { path, text }),
        Err(error) => {
            mistakes.push(Mistake::of_file(path, format!("cannot be read: {error}")));
            None
        }
    }
}

/// The `.toml` files of a folder, by name.
fn folder(dir: &Path, name: &str, mistakes: &mut Vec<Mistake>) -> Vec<Source> {
    let path = dir.join(name);
    let entries = match fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(error) => {
            mistakes.push(Mistake::of_file(path, format!("cannot be read: {error}")));
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".toml"));
    names.sort();
    names.iter().filter_map(|file| one(&path, file, mistakes)).collect()
}

fn parse_all<T: serde::de::DeserializeOwned>(sources: Vec<Source>, mistakes: &mut Vec<Mistake>) -> Vec<(Source, T)> {
    let parsed = sources.into_iter().filter_map(|source| source.parse(mistakes).map(|data| (source, data)));
    parsed.collect()
}
