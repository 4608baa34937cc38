//! Comparison levels: what a field of a record and of a row of the register have in common.

/// Declares a closed list of levels with their names in model files and evidence.
macro_rules! levels {
    ($(#[$meta:meta])* $Name:ident { $($(#[$vmeta:meta])* $Variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub enum $Name { #[default] $($(#[$vmeta])* $Variant,)+ }

        impl $Name {
            /// Every level, in order.
            pub const ALL: &'static [$Name] = &[$($Name::$Variant,)+];

            /// Name in model files and evidence.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($Name::$Variant => $code,)+ }
            }
        }
    };
}

levels! {
    /// Id number. There is no level for a part of it: the id repeats sex and birth year, which are
    /// fields of their own.
    IdLevel {
        /// One side has none.
        Missing = "missing",
        /// The 12 digits agree.
        Equal = "equal",
        /// The old card number agrees.
        CmndEqual = "cmnd_equal",
        /// One digit, or two exchanged digits, off.
        Near = "near",
        /// Belongs to another member of the candidate's household.
        Member = "member",
        /// Another number.
        Different = "different",
        /// The number agrees, name and birth date do not: somebody else's number.
        Contradicted = "contradicted",
    }
}
levels! {
    /// Full name.
    NameLevel {
        /// One side has none.
        Missing = "missing",
        /// Same syllables, marks and tones, wherever the tone is placed.
        Exact = "exact",
        /// Same, where the record writes no marks.
        Unmarked = "unmarked",
        /// Same but for tones.
        Tones = "tones",
        /// Same base letters, other marks.
        Marks = "marks",
        /// Same but for a dialect confusion.
        Dialect = "dialect",
        /// Same syllables in another order.
        Order = "order",
        /// Same but for middle syllables that one side lacks.
        Middle = "middle",
        /// Syllables abbreviated.
        Initials = "initials",
        /// One letter off, and what is written is no other real name.
        Edit = "edit",
        /// One letter off, and what is written is a real name itself.
        OtherName = "other_name",
        /// Family name and given name agree, the middle differs.
        Ends = "ends",
        /// Only the given name agrees.
        Given = "given",
        /// None of these.
        Other = "other",
    }
}
levels! {
    /// Birth date, at the precision that both sides have. 1 January counts as unknown day.
    BirthLevel {
        /// One side has none.
        Missing = "missing",
        /// The day agrees.
        Full = "full",
        /// Both 1 January of the same year.
        OneJanuary = "one_january",
        /// Day and month exchanged.
        Swapped = "swapped",
        /// Year and month agree, the day differs.
        YearMonth = "year_month",
        /// Year and day agree, the month differs.
        YearDay = "year_day",
        /// Day and month agree, the year differs.
        DayMonth = "day_month",
        /// Year and month agree, and one side knows no more.
        MonthOnly = "month_only",
        /// The year agrees, and one side knows no more.
        YearOnly = "year_only",
        /// Only the year agrees of what both know.
        Year = "year",
        /// A year apart, and one side knows only the year.
        NearYear = "near_year",
        /// None of these.
        Other = "other",
    }
}
levels! {
    /// Ward.
    WardLevel {
        /// One side has none.
        Missing = "missing",
        /// The sending ward is the ward of residence.
        Same = "same",
        /// The ward that the address names is the ward of residence.
        Address = "address",
        /// The sending ward is the previous ward of residence.
        Previous = "previous",
        /// Another ward.
        Other = "other",
    }
}
levels! {
    /// A field that agrees or not: gender, phone.
    PlainLevel {
        /// One side has none.
        Missing = "missing",
        /// Agrees.
        Same = "same",
        /// Differs.
        Other = "other",
    }
}

impl NameLevel {
    /// The name says that it is somebody else, or at most a relative.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        matches!(self, NameLevel::OtherName | NameLevel::Ends | NameLevel::Given | NameLevel::Other)
    }

    /// The same name, in full or without marks.
    #[must_use]
    pub const fn is_same(self) -> bool {
        matches!(self, NameLevel::Exact | NameLevel::Unmarked)
    }
}

impl BirthLevel {
    /// The birth date says that it is somebody else.
    #[must_use]
    pub const fn is_weak(self) -> bool {
        matches!(self, BirthLevel::Year | BirthLevel::NearYear | BirthLevel::Other)
    }
}

/// The levels of one pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Levels {
    /// Id number.
    pub id: IdLevel,
    /// Full name.
    pub name: NameLevel,
    /// Birth date.
    pub birth: BirthLevel,
    /// Gender.
    pub gender: PlainLevel,
    /// Ward.
    pub ward: WardLevel,
    /// Phone.
    pub phone: PlainLevel,
}
