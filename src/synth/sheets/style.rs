//! A clerk's habits: everything that is decided once for a file.

use crate::model::ListKind;
use crate::synth::ListRow;

use super::dice::Dice;

/// Declares an enum of habits with the list of all of them.
macro_rules! habits {
    ($(#[$meta:meta])* $Name:ident { $($Variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $Name { $($Variant),+ }
        impl $Name {
            #[allow(dead_code, reason = "not every habit is rolled from the whole list")]
            pub(super) const ALL: &'static [$Name] = &[$($Name::$Variant),+];
        }
    };
}

habits! {
    /// File format; the CSV ones with their encoding and separator.
    Format { Xlsx, Xls, Ods, CsvComma, CsvBomSemicolon, CsvUtf16Tab, Csv1258Semicolon, CsvTab }
}
habits! { Numbering { None, Parentheses, Letters, Plain } }
habits! {
    /// What section rows carry.
    Sections { None, Group, Hamlet, GroupHamlet, Reason, DirectionReason }
}
habits! { Sheets { One, Hamlet, Group, Direction } }
habits! { Birth { One, TwoYears, TwoDates } }
habits! { Dates { Slashes, Dots, Short, Year, Serial, Cell, Month, ZeroDay } }
impl Dates {
    /// The habits that show the day of most births.
    const WITH_DAYS: &'static [Dates] =
        &[Dates::Slashes, Dates::Dots, Dates::Short, Dates::Serial, Dates::Cell, Dates::Month, Dates::ZeroDay];
}
habits! { Ids { Text, Number, Blanks, Dots, Apostrophe } }
habits! { Money { Dots, Commas, Number, Thousands } }
habits! { Groups { Short, Words, Severity } }
habits! { Fill { Copied, BlankUnder, Merged, Ditto } }
habits! {
    /// How accents are put together.
    Accents { Composed, Decomposed, Composite }
}
habits! { Legacy { None, Tcvn3, Vni } }
habits! { Supersede { None, Name, Title, Time, LaterName } }
habits! { HiddenSheet { None, Codes, Last } }

/// A clerk's habits.
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) format: Format,
    pub(super) letterhead: bool,
    pub(super) heading_rows: usize,
    pub(super) line_breaks: bool,
    pub(super) numbering: Numbering,
    pub(super) shuffled: bool,
    pub(super) offset: usize,
    pub(super) repeat_heading: bool,
    pub(super) sections: Sections,
    /// The number of a section stands in the first column, its text under the names.
    pub(super) section_split: bool,
    /// Running numbers begin anew in each section.
    pub(super) restart: bool,
    pub(super) sheets: Sheets,
    pub(super) hidden_sheet: HiddenSheet,
    pub(super) hidden_rows: bool,
    pub(super) subtotals: bool,
    pub(super) total: bool,
    pub(super) footer: bool,
    pub(super) blank_rows: bool,
    pub(super) birth: Birth,
    pub(super) dates: Dates,
    pub(super) ids: Ids,
    pub(super) scientific: bool,
    pub(super) money: Money,
    pub(super) coefficient_text: bool,
    pub(super) groups: Groups,
    pub(super) decision_in_one: bool,
    pub(super) fill: Fill,
    pub(super) legacy: Legacy,
    /// Only the names are in the legacy font.
    pub(super) legacy_names_only: bool,
    pub(super) accents: Accents,
    pub(super) capitals: bool,
    pub(super) blanks: bool,
    pub(super) no_break: bool,
    /// Tones on the second vowel of open oa, oe, uy.
    pub(super) old_tones: bool,
    /// A form of address before some names.
    pub(super) titles: bool,
    /// U+00D0 for Đ.
    pub(super) eth: bool,
    /// Section rows carry the sum of their part.
    pub(super) section_sums: bool,
    /// The headings again under each part of the increases and decreases.
    pub(super) heading_per_part: bool,
    pub(super) carers_in_note: bool,
    pub(super) no_identity: bool,
    pub(super) supersede: Supersede,
}

impl Format {
    /// Text files hold no merged cells, fonts, dates, sheets or hidden rows.
    pub(super) fn is_csv(self) -> bool {
        !matches!(self, Format::Xlsx | Format::Xls | Format::Ods)
    }

    /// Ending of the file name.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
            _ => "csv",
        }
    }
}

impl Style {
    /// The habits for a list of the ward at place `ordinal`.
    pub(super) fn of(ordinal: usize, kind: ListKind, dice: &mut Dice) -> Style {
        let mut style = Style::roll(kind, dice);
        if ordinal < super::profile::WARDS {
            super::profile::apply(ordinal, kind, &mut style);
        }
        style.reconcile(kind);
        style
    }

    fn roll(kind: ListKind, dice: &mut Dice) -> Style {
        let beneficiaries = kind == ListKind::Beneficiaries;
        let format = match dice.below(100) {
            0..58 => Format::Xlsx,
            58..72 => Format::Xls,
            72..84 => Format::Ods,
            _ => *dice.pick(&Format::ALL[3..]),
        };
        let sections = if beneficiaries {
            &Sections::ALL[..4]
        } else {
            &[Sections::None, Sections::Reason, Sections::DirectionReason][..]
        };
        let sheets = match dice.below(10) {
            0 => Sheets::Hamlet,
            1 if beneficiaries => Sheets::Group,
            1 => Sheets::Direction,
            _ => Sheets::One,
        };
        let supersede = if dice.chance(12) { *dice.pick(Supersede::ALL) } else { Supersede::None };
        let legacy = if dice.chance(20) { *dice.pick(Legacy::ALL) } else { Legacy::None };
        Style {
            format,
            letterhead: dice.chance(85),
            heading_rows: 1 + dice.below(3),
            line_breaks: dice.chance(25),
            numbering: *dice.pick(Numbering::ALL),
            shuffled: dice.chance(20),
            offset: if dice.chance(12) { 1 + dice.below(2) } else { 0 },
            repeat_heading: dice.chance(12),
            sections: *dice.pick(sections),
            section_split: dice.chance(50),
            restart: dice.chance(50),
            sheets,
            hidden_sheet: if dice.chance(15) { *dice.pick(HiddenSheet::ALL) } else { HiddenSheet::None },
            hidden_rows: dice.chance(5),
            subtotals: dice.chance(50),
            total: dice.chance(75),
            footer: dice.chance(85),
            blank_rows: dice.chance(30),
            birth: match dice.below(20) {
                0 => Birth::TwoYears,
                1..5 => Birth::TwoDates,
                _ => Birth::One,
            },
            // Few files show years alone throughout.
            dates: if dice.chance(4) { Dates::Year } else { *dice.pick(Dates::WITH_DAYS) },
            ids: *dice.pick(Ids::ALL),
            scientific: dice.chance(6),
            money: *dice.pick(Money::ALL),
            coefficient_text: dice.chance(50),
            groups: *dice.pick(Groups::ALL),
            decision_in_one: dice.chance(50),
            fill: *dice.pick(Fill::ALL),
            legacy,
            legacy_names_only: dice.chance(40),
            accents: if dice.chance(12) { *dice.pick(Accents::ALL) } else { Accents::Composed },
            capitals: dice.chance(20),
            blanks: dice.chance(30),
            no_break: dice.chance(12),
            old_tones: dice.chance(20),
            titles: dice.chance(8),
            eth: dice.chance(6),
            section_sums: dice.chance(12),
            heading_per_part: dice.chance(40),
            carers_in_note: dice.chance(50),
            no_identity: dice.chance(15),
            supersede,
        }
    }

    /// Takes back what would not show a value that some row has, or one that no row has.
    pub(super) fn fit(&mut self, rows: &[ListRow]) {
        let every = |has: fn(&ListRow) -> bool| rows.iter().all(has);
        if !every(|row| row.benefit.is_some()) {
            self.sheets = if self.sheets == Sheets::Group { Sheets::One } else { self.sheets };
            if matches!(self.sections, Sections::Group | Sections::GroupHamlet) {
                self.sections = Sections::None;
            }
        }
        if !every(|row| !row.hamlet.is_empty()) {
            self.sheets = if self.sheets == Sheets::Hamlet { Sheets::One } else { self.sheets };
            if matches!(self.sections, Sections::Hamlet | Sections::GroupHamlet) {
                self.sections = Sections::None;
            }
        }
        if !every(|row| row.movement.is_some()) {
            self.sheets = if self.sheets == Sheets::Direction { Sheets::One } else { self.sheets };
            if matches!(self.sections, Sections::Reason | Sections::DirectionReason) {
                self.sections = Sections::None;
            }
        }
        if !every(|row| row.amount.is_none_or(|amount| amount.0 % 1000 == 0)) && self.money == Money::Thousands {
            self.money = Money::Number;
        }
    }

    /// Takes back what the format cannot hold and what would hide a value that the list must show.
    fn reconcile(&mut self, kind: ListKind) {
        if self.format.is_csv() {
            self.sheets = Sheets::One;
            self.hidden_sheet = HiddenSheet::None;
            self.hidden_rows = false;
            self.line_breaks = false;
            self.legacy = Legacy::None;
            if self.fill == Fill::Merged {
                self.fill = Fill::BlankUnder;
            }
            if matches!(self.dates, Dates::Serial | Dates::Cell) {
                self.dates = Dates::Slashes;
            }
            if self.format == Format::Csv1258Semicolon {
                self.accents = Accents::Composed;
            }
        }
        self.heading_per_part &= self.sections == Sections::DirectionReason;
        if self.legacy != Legacy::None {
            // A legacy font draws its own characters; decomposed accents belong to Unicode.
            self.accents = Accents::Composed;
            self.no_break = false;
        }
        if self.birth == Birth::TwoYears {
            self.dates = Dates::Year;
            self.heading_rows = self.heading_rows.max(2);
        } else if self.birth == Birth::TwoDates {
            self.heading_rows = self.heading_rows.max(2);
        }
        match self.sheets {
            Sheets::Group if matches!(self.sections, Sections::Group | Sections::GroupHamlet) => {
                self.sections = Sections::Hamlet;
            }
            Sheets::Hamlet if matches!(self.sections, Sections::Hamlet | Sections::GroupHamlet) => {
                self.sections = Sections::Group;
            }
            Sheets::Direction if self.sections == Sections::DirectionReason => self.sections = Sections::Reason,
            _ => {}
        }
        if kind == ListKind::Movements {
            self.repeat_heading = false;
            if matches!(self.sections, Sections::Group | Sections::GroupHamlet) {
                self.sections = Sections::Reason;
            }
        }
    }
}
