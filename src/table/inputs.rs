//! Registers of other agencies and the payment ledger (contract §1).

use std::sync::Arc;

use super::columns::table;
use crate::model::{
    Benefit, Channel, Cmnd, Coefficient, Date, DisabilityType, Dong, FullName, Gender, LifeStatus, MaritalStatus,
    Month, PartialDate, PaymentKind, PaymentStatus, PensionKind, PersonId, PovertyClass, Private, Ruling, Severity,
    WardCode,
};

table! {
    /// A person of the population register (CSDLQG về dân cư).
    PopulationRow = "population" {
        person_id: PersonId, "Số định danh cá nhân", "Personal identifier, 12 digits";
        cmnd: Option<Cmnd>, "Số CMND 9 số cũ", "Old identity card number, 9 digits";
        full_name: FullName, "Họ và tên", "Full name";
        birth_date: Option<PartialDate>, "Ngày sinh (có thể chỉ có năm)", "Birth date, partial";
        gender: Option<Gender>, "Giới tính", "Gender";
        ward_code: WardCode, "Mã xã, phường, đặc khu nơi cư trú", "Ward of residence, code in force today";
        address: Option<Private>, "Địa chỉ", "Address";
        household_id: Option<String>, "Mã hộ", "Household";
        relation_to_head: Option<String>, "Quan hệ với chủ hộ", "Relation to the head of the household";
        marital_status: Option<MaritalStatus>, "Tình trạng hôn nhân", "Marital status";
        father_id: Option<PersonId>, "Số định danh của cha", "Father";
        mother_id: Option<PersonId>, "Số định danh của mẹ", "Mother";
        spouse_id: Option<PersonId>, "Số định danh của vợ, chồng", "Spouse";
        life_status: LifeStatus, "Tình trạng (sống, chết, mất tích, xuất cảnh)", "Life status";
        death_date: Option<Date>, "Ngày chết", "Day of death";
        residence_since: Option<Date>, "Cư trú tại đây từ ngày", "Resident in the ward since";
        previous_ward_code: Option<WardCode>, "Mã xã nơi cư trú trước", "Ward of residence before, code in force today";
        phone: Option<Private>, "Số điện thoại", "Phone";
    }
}
table! {
    /// A death registration (hộ tịch). The person id may be absent or wrong.
    DeathRow = "deaths" {
        death_no: String, "Số đăng ký khai tử", "Registration number";
        person_id: Option<Private>, "Số định danh ghi trên giấy (có thể sai)", "Id as written, may be wrong";
        full_name: Option<Private>, "Họ và tên", "Name as registered";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        gender: Option<Gender>, "Giới tính", "Gender";
        ward_code: Option<WardCode>, "Mã xã nơi cư trú cuối", "Last ward of residence";
        death_date: Date, "Ngày chết", "Day of death";
        registered_on: Option<Date>, "Ngày đăng ký", "Day of registration";
        informant_id: Option<Private>, "Số định danh người đi khai tử", "Id of the informant";
    }
}
table! {
    /// A pension or monthly allowance of the social insurance (BHXH).
    PensionRow = "pensions" {
        bhxh_no: String, "Số BHXH", "Social insurance number";
        person_id: Option<Private>, "Số định danh (có thể trống)", "Id as written, may be absent";
        full_name: Option<Private>, "Họ và tên", "Name as registered";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        gender: Option<Gender>, "Giới tính", "Gender";
        kind: PensionKind, "Loại chế độ", "Kind";
        monthly_amount: Dong, "Mức hưởng một tháng (đồng)", "Monthly amount in đồng";
        valid_from: Date, "Hưởng từ ngày", "First day";
        valid_to: Option<Date>, "Đến hết ngày", "Last day, null while open";
    }
}
table! {
    /// A member of a recognised poor or near-poor household.
    PovertyRow = "poverty" {
        household_id: String, "Mã hộ", "Household";
        person_id: PersonId, "Số định danh", "Member";
        class: PovertyClass, "Hộ nghèo hoặc cận nghèo", "Class";
        valid_from: Date, "Công nhận từ ngày", "First day";
        valid_to: Option<Date>, "Đến hết ngày", "Last day, null while open";
        decision_no: Option<String>, "Số quyết định công nhận", "Decision";
        ward_code: Option<WardCode>, "Mã xã công nhận", "Ward";
    }
}
table! {
    /// A disability certificate (giấy xác nhận khuyết tật).
    DisabilityRow = "disability" {
        certificate_no: String, "Số giấy xác nhận khuyết tật", "Certificate";
        person_id: Option<Private>, "Số định danh (có thể trống)", "Id as written, may be absent";
        full_name: Option<Private>, "Họ và tên", "Name as registered";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        gender: Option<Gender>, "Giới tính", "Gender";
        ward_code: Option<WardCode>, "Mã xã cấp giấy", "Ward";
        disability_type: Option<DisabilityType>, "Dạng tật (1 đến 6)", "Kind of disability";
        severity: Severity, "Mức độ khuyết tật", "Severity";
        issued_on: Date, "Ngày cấp", "First day";
        withdrawn_on: Option<Date>, "Ngày hết hiệu lực (ngày cuối)", "Last day, null while valid";
    }
}
table! {
    /// Enrolment of someone who studies.
    SchoolingRow = "schooling" {
        person_id: PersonId, "Số định danh", "Person";
        school: Option<String>, "Trường", "School";
        level: Option<String>, "Cấp học", "Level";
        valid_from: Date, "Học từ ngày", "First day";
        valid_to: Option<Date>, "Đến hết ngày", "Last day, null while enrolled";
    }
}
table! {
    /// A resident of a social-assistance facility.
    InstitutionRow = "institutions" {
        person_id: PersonId, "Số định danh", "Person";
        facility: Option<String>, "Cơ sở trợ giúp xã hội", "Facility";
        valid_from: Date, "Vào từ ngày", "First day";
        valid_to: Option<Date>, "Đến hết ngày", "Last day, null while open";
    }
}
table! {
    /// A line of a closed payment list: a person, a benefit, a month.
    PaymentRow = "payments" {
        person_id: Option<PersonId>, "Số định danh người hưởng", "Who receives it; null where the list never had one";
        for_person_id: Option<PersonId>, "Người được chăm sóc", "Carers' lines: the person cared for";
        full_name: Option<FullName>, "Họ và tên", "Name";
        birth_date: Option<PartialDate>, "Ngày sinh", "Birth date, partial";
        ward_code: WardCode, "Mã xã chi trả", "Ward that pays";
        month: Month, "Tháng được trả (ngày đầu tháng)", "Month that the line is for";
        benefit: Benefit, "Chế độ", "Benefit";
        coefficient: Option<Coefficient>, "Hệ số", "Coefficient";
        amount: Dong, "Số tiền (đồng)", "Amount in đồng";
        kind: PaymentKind, "Loại dòng", "Kind of line";
        list_no: Option<Arc<str>>, "Số danh sách", "List";
        channel: Option<Channel>, "Kênh chi trả", "Channel";
        account_no: Option<Private>, "Số tài khoản", "Account";
        bank: Option<Arc<str>>, "Ngân hàng", "Bank";
        status: PaymentStatus, "Kết quả chi trả", "Status";
    }
}
table! {
    /// A decision of a person about who a list row is: what a decision workbook says, as a table.
    DecisionRow = "decisions" {
        row_mark: String, "Mã đối chiếu của dòng", "Mark of the list row: dc- and 16 hex digits";
        person_id: Option<PersonId>, "Số định danh của người được xét", "Person that it is about; null where unknown";
        ruling: Ruling, "Quyết định", "same, not_same or unknown";
        decided_by: Option<Private>, "Người quyết định", "Who decided";
        decided_on: Option<Date>, "Ngày quyết định", "Day of the decision";
        ward_code: Option<WardCode>, "Mã xã của dòng", "Ward of the list row";
        full_name: Option<Private>, "Họ và tên trong danh sách", "Name as the list row has it";
        birth_date: Option<PartialDate>, "Ngày sinh trong danh sách", "Birth date as the list row has it";
        id_no: Option<Private>, "Số ghi trong danh sách", "Number as the list row has it";
        note: Option<Private>, "Ghi chú", "Remark";
    }
}
