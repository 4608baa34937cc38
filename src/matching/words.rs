//! The words of the evidence, where a model names none of its own.

use serde::{Deserialize, Serialize};

/// Words of the evidence beside the titles.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct WordsFile {
    pub(super) missing: String,
    pub(super) other: String,
    pub(super) frequency: String,
    pub(super) size: String,
    pub(super) sum: String,
    pub(super) runner_up: String,
    pub(super) share: String,
    pub(super) counted: String,
}

/// The words where a model names none.
const WORDS: &str = include_str!("../../pipelines/linking/words.toml");

/// [`WordsFile`] with every word given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllWords {
    missing: String,
    other: String,
    frequency: String,
    size: String,
    sum: String,
    runner_up: String,
    share: String,
    counted: String,
}

impl Default for WordsFile {
    fn default() -> WordsFile {
        // Read with all its keys: a key that is missing would ask for the default again.
        let words: AllWords = toml::from_str(WORDS).expect("a test reads the file of words");
        let AllWords { missing, other, frequency, size, sum, runner_up, share, counted } = words;
        WordsFile { missing, other, frequency, size, sum, runner_up, share, counted }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_words_has_every_word() {
        let WordsFile { missing, other, frequency, size, sum, runner_up, share, counted } = WordsFile::default();
        assert!([missing, other, frequency, size, sum, runner_up, share, counted].iter().all(|word| !word.is_empty()));
    }
}
