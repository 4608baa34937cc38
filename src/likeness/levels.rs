//! Comparison levels of names and dates: what two of them have in common.

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
pub(crate) use levels;

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
        /// Day and month agree, the year is a slip off.
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
