//! What one pass over the register brought, for more than one model to judge: the model that a training
//! made needs no pass of its own.

use std::fmt;

use super::beside::LeftOut;
use super::census::Census;
use super::error::LinkError;
use super::model::Model;
use super::prepared::folding;
use super::query::Query;
use super::stream::{Passed, Streamed};
use super::weigh::Sieve;
use super::{Asked, Linked, Tally, judged};

/// Candidates and counts of one pass. A model weighs them; what it does before, it shares with the model of
/// the pass or is sent back.
pub struct Held<'a> {
    queries: &'a [Query],
    asked: Asked,
    passed: Passed,
    census: Census,
    tally: Tally,
    left_out: LeftOut,
    looking: [u8; 32],
}

impl fmt::Debug for Held<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Held").field("tally", &self.tally).finish_non_exhaustive()
    }
}

/// Digest of all that the candidates of a pass depend on in a model, but for the pairs that it leaves out.
fn looking(model: &Model) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 candidates before any is weighed");
    hasher.update(&folding(model));
    hasher.update(&model.file.blocking.full_block.to_le_bytes());
    *hasher.finalize().as_bytes()
}

impl<'a> Held<'a> {
    /// What a pass of a model brought and left out.
    pub(super) fn of(
        queries: &'a [Query],
        asked: Asked,
        (passed, census, tally): Streamed,
        left_out: LeftOut,
        model: &Model,
    ) -> Held<'a> {
        Held { queries, asked, passed, census, tally, left_out, looking: looking(model) }
    }

    /// What linking the same queries with the same register and another model gives. `None` where that
    /// model folds or blocks otherwise than the model of the pass, or wants a pair that was left out: it
    /// needs a pass of its own.
    ///
    /// # Errors
    /// A file in which candidates wait cannot be read.
    pub fn judged(&mut self, model: &Model) -> Result<Option<Linked>, LinkError> {
        if looking(model) != self.looking || self.left_out.would_pass(&Sieve::new(model)) {
            return Ok(None);
        }
        self.passed.only_of(model);
        let brought = (&self.passed, &self.census, self.tally);
        judged(self.queries, &self.asked, brought, (model, &[]), &|_, _| {}).map(Some)
    }
}
