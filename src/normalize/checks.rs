//! Ids of the checks of this room. Severity, message and remedy of each stand in
//! `pipelines/checks/normalize.toml`; a test holds the two lists together.

macro_rules! checks {
    ($($(#[$doc:meta])* $NAME:ident = $id:literal;)+) => {
        $($(#[$doc])* pub const $NAME: &str = $id;)+
        /// All checks of this room.
        pub const ALL: &[&str] = &[$($id,)+];
    };
}

checks! {
    /// The text was in a legacy font or encoding and was decoded.
    TEXT_LEGACY = "text.legacy_font";
    /// The text had combining marks.
    TEXT_COMBINING = "text.combining";
    /// Letters that only look like Vietnamese ones, invisible characters or no-break blanks were replaced.
    TEXT_LOOK_ALIKES = "text.look_alikes";
    /// The text looks like a legacy font and could not be decoded whole.
    TEXT_UNDECODED = "text.undecoded";
    /// The text can be read in Unicode and in a legacy font, or in two legacy fonts.
    TEXT_AMBIGUOUS = "text.ambiguous_font";
    /// The text reads both ways and was decoded because its cell is in a legacy font.
    TEXT_FONT = "text.font_decided";
    /// Residue of Telex or VNI keys in running text.
    TEXT_TYPING = "text.typing_residue";
    /// Neither a name nor an id.
    IDENTITY_MISSING = "identity.missing";
    /// There is an id but no name.
    NAME_MISSING = "name.missing";
    /// What stands in the name column is no name.
    NAME_UNREADABLE = "name.unreadable";
    /// A surname was abbreviated.
    NAME_ABBREVIATION = "name.abbreviation";
    /// Residue of Telex or VNI keys.
    NAME_TYPING = "name.typing_residue";
    /// A misspelt surname.
    NAME_SURNAME = "name.surname_spelling";
    /// Thị or Văn was misspelt.
    NAME_PART = "name.part_spelling";
    /// The parts stood in another order.
    NAME_ORDER = "name.order";
    /// A part that is no name in use, near one that is.
    NAME_UNUSUAL = "name.unusual_part";
    /// A name of another people of the country, or a foreign one.
    NAME_FOREIGN = "name.not_vietnamese";
    /// One word only.
    NAME_SINGLE = "name.single_word";
    /// The cell names two persons.
    NAME_TWO = "name.two_persons";
    /// Too many words for a name.
    NAME_LONG = "name.too_long";
    /// Written without accents.
    NAME_NO_ACCENTS = "name.no_accents";
    /// A word that cannot be a Vietnamese syllable.
    NAME_NOT_A_SYLLABLE = "name.not_a_syllable";
    /// No birth date.
    BIRTH_MISSING = "birth.missing";
    /// Not a date.
    DATE_UNREADABLE = "date.unreadable";
    /// A day that the calendar does not have.
    DATE_IMPOSSIBLE = "date.impossible";
    /// A day of an event that does not exist: no part of it counts.
    DATE_IMPOSSIBLE_EVENT = "date.impossible_event";
    /// Day and month were swapped.
    DATE_SWAPPED = "date.swapped";
    /// A year of two digits.
    DATE_CENTURY = "date.century";
    /// Said to be approximate.
    DATE_APPROXIMATE = "date.approximate";
    /// A spreadsheet serial stood in the date's place.
    DATE_SERIAL = "date.serial";
    /// A year that a spreadsheet shows as a day of 1905.
    DATE_YEAR_AS_DAY = "date.year_as_day";
    /// Written with a question mark.
    DATE_DOUBTED = "date.doubted";
    /// An age in the date's place.
    DATE_AGE = "date.from_age";
    /// Before or after a year, which is no year.
    DATE_BOUND = "date.bound";
    /// A day of the lunar year; only the year is kept.
    DATE_LUNAR = "date.lunar";
    /// Two different years in one cell.
    DATE_TWO_YEARS = "date.two_years";
    /// A birth after the list's period.
    DATE_FUTURE = "date.future";
    /// A day or month of an event without a year, and none that could be meant.
    DATE_NO_YEAR = "date.no_year";
    /// A day or month of an event without a year: the list's period gave it.
    DATE_YEAR_TAKEN = "date.year_taken";
    /// A reported event more than a year before the list's period.
    DATE_LONG_AGO = "date.long_ago";
    /// A blank stood inside a number of a date.
    DATE_BLANK = "date.blank_inside";
    /// More than 115 years ago.
    DATE_TOO_OLD = "date.too_old";
    /// Not a gender.
    GENDER_UNREADABLE = "gender.unreadable";
    /// Two columns say different genders.
    GENDER_CONFLICT = "gender.conflict";
    /// No id.
    ID_MISSING = "id.missing";
    /// A number format lost leading zeros, which were restored.
    ID_LOST_ZERO = "id.lost_zero";
    /// A number format lost digits for good.
    ID_UNRECOVERABLE = "id.unrecoverable";
    /// Wrong number of digits.
    ID_LENGTH = "id.length";
    /// No digits.
    ID_UNREADABLE = "id.unreadable";
    /// A letter among the digits.
    ID_LETTERS = "id.letters";
    /// Letters belong to the number: a passport or another document.
    ID_OTHER_DOCUMENT = "id.other_document";
    /// Typed to fill the cell.
    ID_PLACEHOLDER = "id.placeholder";
    /// The first three digits are no province's code.
    ID_BIRTH_PLACE = "id.birth_place";
    /// The fourth digit says a birth after 2099.
    ID_CENTURY = "id.century";
    /// Two different ids in one cell; the first is taken.
    ID_SEVERAL = "id.several";
    /// A CMND of nine digits, which is no valid document any more.
    ID_CMND_EXPIRED = "id.cmnd_expired";
    /// The id says another birth year than the row.
    ID_BIRTH_MISMATCH = "id.birth_mismatch";
    /// The id says another gender than the row.
    ID_GENDER_MISMATCH = "id.gender_mismatch";
    /// Not an amount.
    AMOUNT_UNREADABLE = "amount.unreadable";
    /// An amount in thousands.
    AMOUNT_IN_THOUSANDS = "amount.in_thousands";
    /// Too small for đồng, and no known amount in thousands.
    AMOUNT_UNIT = "amount.unit_unclear";
    /// The letter O among the digits of an amount.
    AMOUNT_LETTERS = "amount.letters";
    /// The amount is not the coefficient times a rate.
    AMOUNT_MISMATCH = "amount.mismatch";
    /// The amount is none that the law gives for the benefit.
    AMOUNT_NOT_DUE = "amount.not_due";
    /// No amount, where the other rows have one.
    AMOUNT_MISSING = "amount.missing";
    /// Not a coefficient.
    COEFFICIENT_UNREADABLE = "coefficient.unreadable";
    /// The group says nothing known.
    GROUP_UNKNOWN = "group.unknown";
    /// A whole list without a column of groups, and nothing else that tells them.
    GROUP_COLUMN_MISSING = "group.column_missing";
    /// A disability group without severity.
    GROUP_SEVERITY = "group.severity_missing";
    /// A clause that two decrees read differently, with no day of decision.
    GROUP_DECREE = "group.clause_by_decree";
    /// Not a severity.
    SEVERITY_UNREADABLE = "severity.unreadable";
    /// Not a kind of disability.
    DISABILITY_UNREADABLE = "disability.unreadable";
    /// Not a decision.
    DECISION_UNREADABLE = "decision.unreadable";
    /// The file was received after the decision on it.
    FILED_AFTER_DECISION = "filed_on.after_decision";
    /// Not an account.
    ACCOUNT_UNREADABLE = "account.unreadable";
    /// A letter among the digits of an account.
    ACCOUNT_LETTERS = "account.letters";
    /// Words beside an account that name no known bank.
    ACCOUNT_WITH_WORDS = "account.with_words";
    /// Several accounts in one cell.
    ACCOUNT_SEVERAL = "account.several";
    /// An account of a length that its bank hardly has.
    ACCOUNT_LENGTH = "account.length";
    /// Not a phone.
    PHONE_UNREADABLE = "phone.unreadable";
    /// A movement row that does not say what happened.
    MOVEMENT_UNKNOWN = "movement.unknown";
    /// The row stands below decreases, and its reason is none about the person.
    MOVEMENT_PAID_ON = "movement.paid_on";
    /// A full list says beside a person that it died or moved away.
    REMARK_END = "remark.end";
    /// A full list says something beside a person that may be an end.
    REMARK_DOUBTFUL = "remark.doubtful_end";
    /// A day of death of the person cared for.
    REMARK_CARED_FOR_DEATH = "remark.cared_for_death";
    /// The status of somebody in a full list says nothing known.
    STATUS_UNREADABLE = "status.unreadable";
    /// The address fits several wards of today.
    ADDRESS_AMBIGUOUS = "address.ambiguous";
    /// The address names no known ward.
    ADDRESS_UNKNOWN = "address.unknown";
    /// A unit's name was misspelt.
    ADDRESS_SPELLING = "address.spelling";
    /// The units named do not lie in each other.
    ADDRESS_CONTRADICTION = "address.contradiction";
    /// The address lies in another ward than the one that sent the list.
    ADDRESS_OTHER_WARD = "address.other_ward";
    /// A carer's row that does not name the person cared for.
    CARED_FOR_MISSING = "cared_for.missing";
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Catalogue {
        check: Vec<Entry>,
    }

    #[derive(Deserialize)]
    struct Entry {
        id: String,
        severity: String,
        title_vi: String,
        message_vi: String,
        remedy_vi: String,
    }

    #[test]
    fn the_catalogue_has_exactly_these_checks() {
        let catalogue: Catalogue = toml::from_str(include_str!("../../pipelines/checks/normalize.toml")).unwrap();
        let ids: Vec<&str> = catalogue.check.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, super::ALL);
        for entry in &catalogue.check {
            assert!(["info", "warning", "error"].contains(&entry.severity.as_str()), "{}", entry.id);
            assert!(!entry.title_vi.is_empty() && !entry.message_vi.is_empty() && !entry.remedy_vi.is_empty());
        }
    }
}
