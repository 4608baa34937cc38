//! `words/name_pairs.toml` as plain data: what is confused, what slips cost, what levels weigh.

use std::collections::BTreeMap;

use serde::Deserialize;

/// `words/name_pairs.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairWords {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Groups of initial consonants that speech confuses.
    pub onsets: Vec<Vec<String>>,
    /// Pairs of ends that speech or spelling confuses.
    pub endings: Vec<[String; 2]>,
    /// Rows of the keyboard.
    pub keyboard: Vec<String>,
    /// What slips cost.
    pub costs: Costs,
    /// Shares of each level, by its name.
    pub levels: BTreeMap<String, Shares>,
}

/// Costs of slips; 1.0 is one ordinary slip.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// Hồng, Hông.
    pub tone_lost: f32,
    /// Hải, Hãi.
    pub tone_hoi_nga: f32,
    /// Hà, Há.
    pub tone_other: f32,
    /// Hồng, Hòng.
    pub mark_lost: f32,
    /// Hồng, Hờng.
    pub mark_other: f32,
    /// Hồng, Hong.
    pub all_marks_lost: f32,
    /// Long, Nong.
    pub dialect: f32,
    /// Vĩ, Vỹ.
    pub i_for_y: f32,
    /// Nam, Bam.
    pub neighbour_key: f32,
    /// Nam, Kam.
    pub other_letter: f32,
    /// Nguyễn, Nguễn.
    pub letter_dropped: f32,
    /// Nguyễn, Nguyễng.
    pub letter_added: f32,
    /// Nguyễn, Nguyễnn.
    pub letter_doubled: f32,
    /// Nguyễn, Nugyễn.
    pub transposed: f32,
    /// Most that one part may cost, by its number of letters, from 1; the last holds for longer ones.
    pub most_of_a_part: Vec<f32>,
    /// Most that all parts may cost together.
    pub most_of_a_name: f32,
    /// From here on another name in use must not explain the slip better.
    pub doubtful_from: f32,
}

/// How often a level occurs.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Among pairs of one person's name.
    pub m: f64,
    /// Among pairs of two random people's names.
    pub u: f64,
}
