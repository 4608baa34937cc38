//! The closed lists of codes of the data contract.

use super::code::codes;

codes! {
    /// Sex as registered (giới tính).
    Gender ("gender (nam, nữ)") { Male = "nam", Female = "nữ", }
}
codes! {
    /// Severity of a disability (mức độ khuyết tật).
    Severity ("severity (dbn, nang, nhe)") {
        /// Đặc biệt nặng.
        EspeciallySevere = "dbn",
        /// Nặng.
        Severe = "nang",
        /// Nhẹ.
        Mild = "nhe",
    }
}
codes! {
    /// Kind of disability (dạng tật), Luật 51/2010 Điều 3.1.
    DisabilityType ("disability type (1 to 6)") {
        /// Vận động.
        Mobility = "1",
        /// Nghe, nói.
        HearingSpeech = "2",
        /// Nhìn.
        Vision = "3",
        /// Thần kinh, tâm thần.
        Mental = "4",
        /// Trí tuệ.
        Intellectual = "5",
        /// Khác.
        Other = "6",
    }
}
codes! {
    /// Recognised class of a household (hộ nghèo, hộ cận nghèo).
    PovertyClass ("poverty class (poor, near_poor)") { Poor = "poor", NearPoor = "near_poor", }
}
codes! {
    /// Marital status (tình trạng hôn nhân).
    MaritalStatus ("marital status") {
        Single = "single", Married = "married", Widowed = "widowed", Divorced = "divorced",
        SpouseMissing = "spouse_missing",
    }
}
codes! {
    /// Life status in the population register.
    LifeStatus ("life status") { Alive = "alive", Dead = "dead", Missing = "missing", Emigrated = "emigrated", }
}
codes! {
    /// Kind of a pension line of the social insurance (BHXH).
    PensionKind ("pension kind") { Pension = "pension", Allowance = "allowance", Survivor = "survivor", }
}
codes! {
    /// What a ledger line pays.
    PaymentKind ("payment kind") { Regular = "regular", Arrears = "arrears", Recovery = "recovery", Funeral = "funeral", }
}
codes! {
    /// How a payment is handed over (kênh chi trả).
    Channel ("payment channel") { Bank = "bank", Vneid = "vneid", Cash = "cash", }
}
codes! {
    /// What became of a payment. `paid` and `uncollected` count as settled, `returned` does not.
    PaymentStatus ("payment status") { Paid = "paid", Uncollected = "uncollected", Returned = "returned", }
}
codes! {
    /// Kind of a submitted list.
    ListKind ("list kind") {
        /// The full list that the ward manages (danh sách đối tượng).
        Beneficiaries = "beneficiaries",
        /// Báo tăng, giảm, biến động.
        Movements = "movements",
    }
}
codes! {
    /// What a movement row reports.
    Movement ("movement") {
        New = "new", MovedIn = "moved_in", MovedOut = "moved_out", Dead = "dead", Ended = "ended", Changed = "changed",
    }
}
codes! {
    /// What became of a submitted file.
    FileStatus ("file status") {
        Read = "read", Superseded = "superseded", Unreadable = "unreadable", NotAList = "not_a_list", Empty = "empty",
    }
}
codes! {
    /// How a ward stands with its submissions of the period.
    WardStatus ("ward status") {
        /// Every file that it sent was read.
        Fresh = "fresh",
        /// Some file was read and some was set aside.
        Partial = "partial",
        /// It sent files and none could be read.
        Stale = "stale",
        /// It sent nothing.
        Missing = "missing",
    }
}
codes! {
    /// What a row of a sheet is.
    RowKind ("row kind") {
        Data = "data", Title = "title", Header = "header", Section = "section", Total = "total", Footer = "footer",
        Blank = "blank",
        /// Carries on the person of the data row above: the rest of a name, of an address, a number below.
        Continuation = "continuation",
    }
}
codes! {
    /// What became of a data row.
    Disposition ("disposition") { Accepted = "accepted", Quarantined = "quarantined", Superseded = "superseded", }
}
codes! {
    /// How grave a finding is.
    FindingSeverity ("finding severity") { Info = "info", Warning = "warning", Error = "error", }
}
codes! {
    /// The verdict of the linkage on a record.
    Outcome ("outcome") {
        /// Safe to act on.
        Matched = "matched",
        /// A person must choose.
        Review = "review",
        NotFound = "not_found",
        /// Too little identity in the row.
        Unusable = "unusable",
    }
}
codes! {
    /// In what a record and its person in the register differ.
    Difference ("difference") {
        Name = "name", BirthDate = "birth_date", Gender = "gender", Ward = "ward", IdMissing = "id_missing",
        IdWrong = "id_wrong", IdOfAnother = "id_of_another", Dead = "dead", Moved = "moved",
    }
}
codes! {
    /// Where the records of a duplicate group lie.
    DuplicateKind ("duplicate kind") { SameFile = "same_file", SameWard = "same_ward", AcrossWards = "across_wards", }
}
codes! {
    /// The answer of the law for a person, a benefit and a month.
    EntitlementStatus ("entitlement status") {
        Entitled = "entitled", NotEntitled = "not_entitled", Undetermined = "undetermined",
    }
}
codes! {
    /// How sure the project is of a value or rule of law. Ordered from sure to unsure.
    Confidence ("law confidence") { Confirmed = "confirmed", Reported = "reported", Assumed = "assumed", }
}
codes! {
    /// Whether a line may be acted on without asking.
    Certainty ("certainty") { Certain = "certain", Verify = "verify", }
}
codes! {
    /// Direction of a change.
    Direction ("direction") { Increase = "increase", Decrease = "decrease", }
}
codes! {
    /// Why a line of the lists of increases and decreases is there (lý do tăng, giảm).
    Reason ("reason") {
        New = "new", TransferIn = "transfer_in", Resumed = "resumed", CoefficientUp = "coefficient_up",
        RateUp = "rate_up", BenefitSwitchUp = "benefit_switch_up",
        Death = "death", TransferOut = "transfer_out", AgeLimit = "age_limit", PovertyEnded = "poverty_ended",
        PensionStarted = "pension_started", CertificateWithdrawn = "certificate_withdrawn",
        LeftSchool = "left_school", EnteredInstitution = "entered_institution",
        NoLongerSingle = "no_longer_single", CaredForEnded = "cared_for_ended", Suspended = "suspended",
        Duplicate = "duplicate", HighestOnly = "highest_only", WardReportedEnd = "ward_reported_end",
        CoefficientDown = "coefficient_down", BenefitSwitchDown = "benefit_switch_down",
        /// Only arrears or recovery arise.
        None = "none",
    }
}
codes! {
    /// Criterion of data quality under the official motto.
    Criterion ("criterion") {
        /// Đúng: as in the trusted source.
        Correct = "dung",
        /// Đủ: complete.
        Complete = "du",
        /// Sạch: clean.
        Clean = "sach",
        /// Sống: up to date.
        Live = "song",
        /// Thống nhất: the same in every list.
        Consistent = "thong_nhat",
        /// Dùng chung: shareable.
        Shared = "dung_chung",
        /// Đồng bộ: in step.
        Synchronous = "dong_bo",
        /// Xuyên suốt: followed through.
        Continuous = "xuyen_suot",
    }
}

codes! {
    /// An indicator of data quality: what is counted, over what.
    Indicator ("indicator of data quality") {
        /// Accepted rows whose id, name, birth date and gender are as in the population register.
        IdentityAsRegister = "identity_as_register",
        /// Rows of beneficiary lists whose amount is the one that the law gives, over those where it is known.
        AmountAsLaw = "amount_as_law",
        /// Mandatory fields filled, over all mandatory fields of rows of beneficiary lists.
        MandatoryFilled = "mandatory_filled",
        /// Enrolled people, over them and those who look eligible and are not enrolled.
        KnownEnrolled = "known_enrolled",
        /// Data rows that have no finding of severity error, over all data rows that count.
        RowsWithoutError = "rows_without_error",
        /// Rows of beneficiary lists that repeat no other.
        RowsNotRepeated = "rows_not_repeated",
        /// Decreases that take effect in the pay month, over all decreases: late ones lagged behind the event.
        EndsOnTime = "ends_on_time",
        /// Wards with a list of this period that was read.
        ListsReceived = "lists_received",
        /// People paid last month whose amount in the list is the one paid.
        AmountAsPaid = "amount_as_paid",
        /// People paid last month who stand in the ward's list.
        PaidInList = "paid_in_list",
        /// Enrolled people with an id of the population register.
        ShareableKey = "shareable_key",
        /// Matched rows whose ward is the ward of residence in the population register.
        WardAsRegister = "ward_as_register",
        /// Enrolled people who can be followed from a row with its decision.
        Traceable = "traceable",
    }
}

impl Reason {
    /// Direction of a line with this reason; `None` for [`Reason::None`].
    #[must_use]
    pub fn direction(self) -> Option<Direction> {
        use Reason as R;
        match self {
            R::New | R::TransferIn | R::Resumed | R::CoefficientUp | R::RateUp | R::BenefitSwitchUp => {
                Some(Direction::Increase)
            }
            R::None => None,
            _ => Some(Direction::Decrease),
        }
    }
}
codes! {
    /// How the meaning of a column of a submitted sheet was found.
    ReadBy ("way of recognition") {
        /// By the ward's confirmed mapping.
        Pinned = "pinned",
        /// By its heading.
        Heading = "heading",
        /// By its values.
        Content = "content",
        /// Not at all: the column is not read.
        Nothing = "none",
    }
}
codes! {
    /// Whose money a line of the budget is.
    BudgetKind ("kind of a budget line") {
        /// Enrolled today (đang hưởng).
        Enrolled = "enrolled",
        /// Not enrolled, and will meet the conditions on a known day within the period.
        Coming = "coming",
        /// Seems to qualify today and is not enrolled: only if all of them were enrolled.
        NotEnrolled = "not_enrolled",
    }
}
