//! Dated facts about a person, and the decisions (claims) that pay the person.

use super::code::codes;
use super::{Benefit, Date, Dong, Gender, Ground, Month, PartialDate, PersonKey, RowId, WardCode};

codes! {
    /// A declared fact of the rules. Age is not among them: it follows from the birth date. The
    /// type of each and its Vietnamese wording stand in `pipelines/rules/facts.toml`.
    Fact ("declared fact") {
        /// 1 while alive, 0 from the day after the death.
        Alive = "alive",
        /// 1 while registered as living in the city, 0 from the day after leaving it.
        Resident = "resident",
        /// Code of the province of 2024 in which the place of residence lay: 30 Hải Dương, 31 Hải Phòng.
        Area = "area",
        /// 0 none, 1 poor, 2 near poor.
        Poverty = "poverty",
        /// 0 none, 1 mild (nhẹ), 2 severe (nặng), 3 especially severe (đặc biệt nặng).
        Severity = "severity",
        /// Monthly pension or allowance of the social insurance in đồng; 0 none.
        Pension = "pension",
        /// 1 while enrolled in study.
        Studying = "studying",
        /// 1 while resident of a social-assistance facility.
        InInstitution = "in_institution",
        /// 1 single, 2 married, 3 widowed, 4 divorced, 5 spouse missing.
        Marital = "marital",
        /// Living children under 16 in the same household.
        ChildrenUnder16 = "children_under_16",
        /// Living children from 16 to 22 years, still studying.
        ChildrenStudyingTo22 = "children_studying_to_22",
        /// Living children of 16 and over, still studying.
        ChildrenStudying = "children_studying",
        /// Living children under 36 months in the same household.
        ChildrenUnder3 = "children_under_3",
        /// 1 while pregnant, by the decision.
        Pregnant = "pregnant",
        /// 1 with HIV, by the decision.
        Hiv = "hiv",
        /// 1 without a person bound to support, by the decision.
        NoSupporter = "no_supporter",
        /// 1 with a ground of khoản 1, by the decision.
        Ground = "ground",
        /// 1 while taken in by a household (k5d), by the decision.
        TakenIn = "taken_in",
        /// 1 while caring or fostering, by the decision.
        Caring = "caring",
        /// 1 while living in a commune of special difficulty.
        SpecialCommune = "special_commune",
        /// 1 from the month after three months in a row uncollected, until collected again.
        Suspended = "suspended",
        /// 1 from the day after the ward reported an end that no register proves (prison, refusal).
        WardEnded = "ward_ended",
        /// 1 while the spouse's claim carries the one share of the couple (cs_thai).
        CoupleShare = "couple_share",
        /// 1 for a child whose single parent was paid under khoản 4 in the month of its death.
        SingleParentChild = "single_parent_child",
    }
}

codes! {
    /// Where a fact comes from.
    FactSource ("fact source") {
        Population = "population", Deaths = "deaths", Pensions = "pensions", Poverty = "poverty",
        Disability = "disability", Schooling = "schooling", Institutions = "institutions",
        /// Taken from the ward's decision: no register holds it.
        Decision = "decision",
        /// Only the ward's word, in a movement list.
        WardReport = "ward_report",
        /// The closed payment lists.
        Ledger = "ledger",
        /// A dated reference table of the project.
        Reference = "reference",
    }
}

codes! {
    /// What several sources may tell differently about a person.
    Matter ("matter") {
        /// Whether, and until which day, somebody lives.
        Alive = "alive",
        /// Whether, and until which day, somebody lives in the city.
        Resident = "resident",
        /// The ward of residence.
        Ward = "ward",
        /// The birth date.
        BirthDate = "birth_date",
        /// The gender.
        Gender = "gender",
        /// The severity of a disability.
        Severity = "severity",
    }
}

/// A fact that holds from a day to a day, both included. A person's intervals of one fact never
/// overlap; a day without an interval is *unknown*, so "no" is said explicitly with value 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactInterval {
    /// Which fact.
    pub fact: Fact,
    /// Its value, coded as the fact's description says.
    pub value: i64,
    /// First day; [`Date::MIN`] where open.
    pub from: Date,
    /// Last day; [`Date::MAX`] where open.
    pub to: Date,
    /// Where it comes from.
    pub source: FactSource,
    /// Safe to act on: from a register through a safe link, or from the decision where no register
    /// holds such a fact. False for the ward's bare word, a nameless death, a doubtful link.
    pub proven: bool,
}

codes! {
    /// Why a person counts as enrolled in a benefit.
    ClaimSource ("claim source") {
        /// A row of the ward's beneficiary list with a decision.
        Decision = "decision",
        /// Only paid in the opening: the decision is not in hand.
        Ledger = "ledger",
        /// Both of the above.
        Both = "both",
        /// Nobody decided anything: a search for people who qualify, or someone who died before a
        /// decision. Pays nothing monthly; funeral support may rest on it.
        Prospect = "prospect",
    }
}

/// A benefit that a person was granted (or, for prospects, might be).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The benefit as decided, read as today's label.
    pub benefit: Benefit,
    /// Ground of k1.
    pub ground: Option<Ground>,
    /// Day on which the decision was signed; `None` where not in hand (paid since before).
    pub decided_on: Option<Date>,
    /// Day on which the file was received, where the list tells it: which procedure the decision
    /// follows, if a decree took effect in between.
    pub filed_on: Option<Date>,
    /// First month of payment as the decision says.
    pub from_month: Option<Month>,
    /// Why it counts.
    pub source: ClaimSource,
    /// The row that carries the decision.
    pub row_id: Option<RowId>,
    /// The ward whose list or ledger line carries it.
    pub ward: WardCode,
    /// Carers: index of the person cared for in the same slice of subjects, where known.
    pub cared_for: Option<usize>,
    /// What was paid for it in the opening month; `None` where nothing.
    pub opening: Option<Dong>,
    /// The person is linked by more than a name and the decision's values agree with the list.
    pub safe_link: bool,
}

/// Everything that the rules need to know about one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Who.
    pub key: PersonKey,
    /// Birth date from the register, else from the decision.
    pub birth: Option<PartialDate>,
    /// Gender from the register, else from the decision.
    pub gender: Option<Gender>,
    /// Wards of residence, each from a day on, oldest first.
    pub wards: Vec<(Date, WardCode)>,
    /// Facts, ordered by fact and day.
    pub facts: Vec<FactInterval>,
    /// Benefits granted.
    pub claims: Vec<Claim>,
}

impl Subject {
    /// The ward of residence on a day; before the first known day, the first known ward.
    #[must_use]
    pub fn ward_on(&self, day: Date) -> Option<WardCode> {
        let current = self.wards.iter().rev().find(|(from, _)| *from <= day);
        current.or(self.wards.first()).map(|&(_, ward)| ward)
    }
}
