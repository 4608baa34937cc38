//! What a text was read as, and how sure that is.

/// What a text was read as.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub(super) score: i32,
    /// Indices of units of today; ascending, each once.
    pub(super) targets: Vec<u32>,
    pub(super) province: Option<u8>,
    pub(super) slips: u8,
    /// A ward was named.
    pub(super) ward: bool,
    pub(super) exact: bool,
    pub(super) contradiction: bool,
    /// Words in between or behind were not read.
    pub(super) gap: bool,
    /// The ward's name has other accents and another kind: a slip in another name may be nearer.
    pub(super) far: bool,
    /// Words that were read: of the ward, the district, the province.
    pub(super) used: [(u16, u16); 3],
}

impl Reading {
    /// Whether a lenient reading could find more.
    pub(super) fn is_open(&self) -> bool {
        !self.ward || self.targets.is_empty() || self.contradiction || self.gap || self.far
    }

    /// How sure the ward is, 0 to 1.
    pub(super) fn confidence(&self) -> f64 {
        let doubt = |doubt: bool| if doubt { 0.05 } else { 0.0 };
        1.0 - 0.15 * f64::from(self.slips) - doubt(!self.exact) - doubt(self.gap)
    }

    /// Either of two places is meant.
    pub(super) fn set_either(&mut self, mut first: Vec<u32>, second: Vec<u32>) {
        first.extend(second);
        first.sort_unstable();
        first.dedup();
        self.targets = first;
        self.contradiction = false;
    }
}
