//! Tables of what may come: a draft of the law against the law, and the budget.

use std::collections::BTreeMap;

use super::columns::table;
use crate::model::{Benefit, BudgetKind, Confidence, Date, Dong, Month, PersonKey, WardCode};

table! {
    /// What a draft changes for enrolled people: a month, ward, benefit and age group.
    SimulationRow = "simulation" {
        month: Month, "Tháng", "Month";
        ward_code: WardCode, "Mã xã", "Ward that pays";
        benefit: Benefit, "Chế độ", "Benefit; of a person with several: the dearest under the law in force, else under the draft";
        age_group: String, "Nhóm tuổi", "Completed years on the last day of the month; ? where not known";
        lines_before: i64, "Số lượt hưởng hiện hành", "Entitled lines of the benefit under the law in force";
        amount_before: Dong, "Số tiền hiện hành (đồng)", "Their monthly amount in đồng";
        lines_after: i64, "Số lượt hưởng theo dự thảo", "Entitled lines under the draft";
        amount_after: Dong, "Số tiền theo dự thảo (đồng)", "Their monthly amount in đồng";
        held_lines_before: i64, "Số lượt chưa kết luận, hiện hành", "Undetermined lines under the law in force: paid on as before";
        held_before: Dong, "Số tiền giữ nguyên, hiện hành (đồng)", "What is paid on for them in đồng";
        held_lines_after: i64, "Số lượt chưa kết luận, dự thảo", "Undetermined lines under the draft";
        held_after: Dong, "Số tiền giữ nguyên, dự thảo (đồng)", "What is paid on for them in đồng";
        persons_before: i64, "Số người hưởng hiện hành", "Persons with money under the law in force";
        persons_after: i64, "Số người hưởng theo dự thảo", "Persons with money under the draft";
        winners: i64, "Số người được tăng", "Persons who get more, those newly entitled among them";
        gain: Dong, "Số tiền tăng (đồng)", "What they get more in đồng";
        losers: i64, "Số người bị giảm", "Persons who get less, those who lose all among them";
        loss: Dong, "Số tiền giảm (đồng)", "What they get less in đồng, as a positive number";
        newly_entitled: i64, "Số người mới được hưởng", "Persons with money under the draft alone";
        lose_all: i64, "Số người thôi hưởng", "Persons with money under the law in force alone";
        unclear: i64, "Số người chưa so sánh được", "Persons with an undetermined line on either side: among no others";
    }
}
table! {
    /// An enrolled person whose money a draft changes in the month compared (personal data).
    SimulationPersonRow = "simulation_persons" {
        person_id: PersonKey, "Số định danh hoặc mã tạm", "Person";
        ward_code: WardCode, "Mã xã", "Ward that pays";
        age_group: String, "Nhóm tuổi", "Completed years on the last day of the month";
        benefit_before: Option<Benefit>, "Chế độ hiện hành", "Dearest benefit under the law in force";
        amount_before: Dong, "Số tiền hiện hành (đồng)", "Monthly amount in đồng";
        benefit_after: Option<Benefit>, "Chế độ theo dự thảo", "Dearest benefit under the draft";
        amount_after: Dong, "Số tiền theo dự thảo (đồng)", "Monthly amount in đồng";
    }
}
table! {
    /// People who are not enrolled and seem to qualify, under the law in force and under a draft.
    SimulationProspectRow = "simulation_prospects" {
        ward_code: WardCode, "Mã xã", "Ward of residence";
        benefit: Benefit, "Chế độ", "Highest benefit";
        age_group: String, "Nhóm tuổi", "Completed years on the last day of the month";
        persons_before: i64, "Số người theo quy định hiện hành", "Persons who seem to qualify under the law in force";
        amount_before: Dong, "Số tiền hiện hành (đồng)", "Monthly amount if all were enrolled, in đồng";
        persons_after: i64, "Số người theo dự thảo", "Persons who seem to qualify under the draft";
        amount_after: Dong, "Số tiền theo dự thảo (đồng)", "Monthly amount if all were enrolled, in đồng";
        newly: i64, "Số người chỉ đủ điều kiện theo dự thảo", "Persons who seem to qualify under the draft alone";
        newly_amount: Dong, "Số tiền của họ (đồng)", "Their monthly amount in đồng";
        newly_to_verify: i64, "Trong đó cần xác minh", "Those of them with a fact still to verify";
        no_longer: i64, "Số người chỉ đủ điều kiện theo hiện hành", "Persons who seem to qualify under the law in force alone";
    }
}
table! {
    /// Sums of a simulation over one grouping: by month, year, ward, benefit or age group.
    SimulationGroupRow = "simulation_groups" {
        group: String, "Nhóm", "Month YYYY-MM, year YYYY, ward code, benefit code, or age group";
        cost_before: Dong, "Chi phí hiện hành (đồng)", "Amounts and what is paid on for undetermined lines, under the law in force, in đồng";
        cost_after: Dong, "Chi phí theo dự thảo (đồng)", "The same under the draft";
        difference: Dong, "Chênh lệch (đồng)", "After less before";
        persons_before: i64, "Số người hưởng hiện hành", "Persons with money; over several months: person-months";
        persons_after: i64, "Số người hưởng theo dự thảo", "The same under the draft";
        winners: i64, "Số người được tăng", "Persons who get more";
        gain: Dong, "Số tiền tăng (đồng)", "What they get more in đồng";
        losers: i64, "Số người bị giảm", "Persons who get less";
        loss: Dong, "Số tiền giảm (đồng)", "What they get less in đồng, as a positive number";
        newly_entitled: i64, "Số người mới được hưởng", "Enrolled persons with money under the draft alone";
        lose_all: i64, "Số người thôi hưởng", "Persons with money under the law in force alone";
        unclear: i64, "Số người chưa so sánh được", "Persons with an undetermined line on either side";
        held_lines_after: i64, "Số lượt chưa kết luận theo dự thảo", "Undetermined lines under the draft";
    }
}

table! {
    /// What a month is expected to cost: a month, ward, benefit and kind. Funeral support is a benefit of its own.
    BudgetRow = "budget" {
        month: Month, "Tháng", "Month";
        ward_code: WardCode, "Mã xã", "Ward that pays";
        benefit: Benefit, "Chế độ", "Benefit";
        kind: BudgetKind, "Nhóm người", "enrolled: enrolled today; coming: will qualify on a known day; not_enrolled: only if all were enrolled";
        lines: i64, "Số lượt nếu không ai chết", "Lines if nobody died; funeral support: 0";
        amount: Dong, "Số tiền nếu không ai chết (đồng)", "Their amount in đồng; funeral support: 0";
        expected_lines: f64, "Số lượt dự kiến", "Expected lines; funeral support: expected deaths";
        expected_amount: Dong, "Số tiền dự kiến (đồng)", "Expected amount in đồng, undetermined lines at what is paid on for them";
        undetermined_lines: i64, "Trong đó chưa kết luận", "Lines, of those above, whose answer hangs on something unknown";
    }
}
table! {
    /// The budget over one grouping.
    BudgetGroupRow = "budget_groups" {
        group: String, "Nhóm", "Month YYYY-MM, year YYYY, ward code or benefit code";
        year: i64, "Năm", "Calendar year";
        months: i64, "Số tháng", "Months of the year that lie in the period";
        expected_lines: f64, "Số lượt dự kiến bình quân tháng", "Expected lines in an average month, without funeral support";
        enrolled: Dong, "Người đang hưởng (đồng)", "Expected amount of people enrolled today, in đồng";
        coming: Dong, "Người sẽ đủ điều kiện (đồng)", "Expected amount of people who will qualify on a known day";
        funerals: Dong, "Mai táng phí (đồng)", "Expected funeral support";
        expected: Dong, "Tổng dự kiến (đồng)", "Sum of the three";
        without_deaths: Dong, "Nếu không ai chết (đồng)", "Amount of enrolled and coming people if nobody died";
        not_enrolled: Dong, "Thêm nếu vận động hết người chưa hưởng (đồng)", "Expected amount of people who qualify today and are not enrolled: not in the sum";
    }
}

impl SimulationGroupRow {
    /// The sums of nobody.
    #[must_use]
    pub fn empty(group: String) -> SimulationGroupRow {
        SimulationGroupRow {
            group,
            cost_before: Dong::ZERO,
            cost_after: Dong::ZERO,
            difference: Dong::ZERO,
            persons_before: 0,
            persons_after: 0,
            winners: 0,
            gain: Dong::ZERO,
            losers: 0,
            loss: Dong::ZERO,
            newly_entitled: 0,
            lose_all: 0,
            unclear: 0,
            held_lines_after: 0,
        }
    }
}

/// The groupings of a simulation. Those by ward, benefit and age are of one month alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Groupings {
    /// By month, in order.
    pub months: Vec<SimulationGroupRow>,
    /// By calendar year, of the months simulated.
    pub years: Vec<SimulationGroupRow>,
    /// All months simulated.
    pub all: Vec<SimulationGroupRow>,
    /// The month compared.
    pub month: Vec<SimulationGroupRow>,
    /// By ward, in code order.
    pub wards: Vec<SimulationGroupRow>,
    /// By benefit, in the order of the contract.
    pub benefits: Vec<SimulationGroupRow>,
    /// By age group, youngest first.
    pub ages: Vec<SimulationGroupRow>,
}

/// A finished simulation, as the workbook and the page tell it.
#[derive(Debug, Clone, Copy)]
pub struct Simulation<'a> {
    /// Id of the run whose people were simulated.
    pub run_id: &'a str,
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: &'a str,
    /// Name of the draft.
    pub draft: &'a str,
    /// The day whose knowledge the run used.
    pub as_of: Date,
    /// First and last month simulated.
    pub months: (Month, Month),
    /// The month in which people are compared.
    pub month: Month,
    /// Names of wards; others are shown by their code.
    pub ward_names: &'a BTreeMap<WardCode, String>,
    /// Sums by grouping.
    pub groupings: &'a Groupings,
    /// People who are not enrolled and seem to qualify.
    pub prospects: &'a [SimulationProspectRow],
    /// Age groups in their order.
    pub ages: &'a [String],
    /// Age from which the run looked at everybody who is not enrolled.
    pub candidate_age: i32,
}

/// A finished budget, as the workbook and the page tell it.
#[derive(Debug, Clone, Copy)]
pub struct Budget<'a> {
    /// Id of the run whose people were counted.
    pub run_id: &'a str,
    /// Name of the city: `thành phố Hải Phòng`.
    pub city: &'a str,
    /// The day whose knowledge the run used.
    pub as_of: Date,
    /// First and last month.
    pub months: (Month, Month),
    /// Names of wards; others are shown by their code.
    pub ward_names: &'a BTreeMap<WardCode, String>,
    /// By month.
    pub by_month: &'a [BudgetGroupRow],
    /// By year, the whole city.
    pub by_year: &'a [BudgetGroupRow],
    /// By benefit and year.
    pub by_benefit: &'a [BudgetGroupRow],
    /// By ward and year.
    pub by_ward: &'a [BudgetGroupRow],
    /// Where the figures of mortality come from, and how sure they are.
    pub mortality: &'a [(String, Confidence)],
    /// How many people with money have no birth date or gender to expect deaths by.
    pub without_age: i64,
}
