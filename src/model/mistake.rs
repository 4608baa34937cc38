//! A mistake in a file of `pipelines/`.

use std::fmt;
use std::path::PathBuf;

/// One mistake of the configuration: where, what, how to mend. In English, for operators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// The file.
    pub file: PathBuf,
    /// Line and column, both from 1, where known.
    pub at: Option<(u32, u32)>,
    /// What is wrong and, where it can be said, what would be right. Lower case, no full stop.
    pub message: String,
}

impl Mistake {
    /// A mistake of a whole file.
    pub fn of_file(file: impl Into<PathBuf>, message: impl Into<String>) -> Mistake {
        Mistake { file: file.into(), at: None, message: message.into() }
    }

    /// A mistake at byte `offset` of `text`, the file's content.
    pub fn at_offset(file: impl Into<PathBuf>, text: &str, offset: usize, message: impl Into<String>) -> Mistake {
        let before = &text[..text.floor_char_boundary(offset)];
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() as u32 + 1;
        Mistake { file: file.into(), at: Some((line, column)), message: message.into() }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)
    }
}
