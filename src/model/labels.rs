//! Vietnamese names of the codes, as officials read them in lists and on the page.

use super::{
    Benefit, Certainty, Confidence, CountedBy, Criterion, Difference, Direction, Disposition, EntitlementStatus, Fact,
    FactSource, Field, FileStatus, FindingSeverity, Gender, Indicator, KeepRule, LifeStatus, ListKind, Movement,
    Outcome, Reason, RowKind, Ruling, RulingState, Severity, WardStatus,
};

/// Declares `label_vi` of an enum of codes.
macro_rules! labels {
    ($Name:ident { $($Variant:ident = $text:literal,)+ }) => {
        impl $Name {
            /// The Vietnamese name, for lists, messages and the page.
            #[must_use]
            pub const fn label_vi(self) -> &'static str {
                match self { $($Name::$Variant => $text,)+ }
            }
        }
    };
}

labels! { Benefit {
    K1 = "Trẻ em không có nguồn nuôi dưỡng (khoản 1)",
    K2 = "Người từ 16 tuổi đang đi học, trước là khoản 1 (khoản 2)",
    K3 = "Trẻ em nhiễm HIV hộ nghèo (khoản 3)",
    K4 = "Người đơn thân nghèo, cận nghèo đang nuôi con (khoản 4)",
    K5a = "Người cao tuổi hộ nghèo không có người phụng dưỡng (khoản 5a)",
    K5b = "Người cao tuổi 75 đến dưới 80 tuổi vùng đặc biệt khó khăn (khoản 5b cũ)",
    K5c = "Người từ đủ 80 tuổi không có lương hưu (khoản 5c cũ)",
    K5d = "Người cao tuổi nghèo được nhận chăm sóc tại cộng đồng (khoản 5)",
    K6Dbn = "Người khuyết tật đặc biệt nặng (khoản 6)",
    K6Nang = "Người khuyết tật nặng (khoản 6)",
    K7 = "Trẻ em dưới 3 tuổi vùng đặc biệt khó khăn (khoản 7)",
    K8 = "Người nhiễm HIV hộ nghèo (khoản 8)",
    Htxh = "Trợ cấp hưu trí xã hội",
    CsNuoi = "Nhận nuôi dưỡng trẻ em, người cao tuổi",
    CsThai = "Người khuyết tật mang thai hoặc nuôi con dưới 36 tháng",
    CsHo = "Hộ chăm sóc người khuyết tật đặc biệt nặng",
    CsNhan = "Nhận chăm sóc người khuyết tật đặc biệt nặng",
    MaiTang = "Hỗ trợ chi phí mai táng",
} }

labels! { LifeStatus {
    Alive = "Còn sống",
    Dead = "Đã chết",
    Missing = "Mất tích",
    Emigrated = "Ra nước ngoài",
} }

labels! { Ruling {
    Same = "là người này",
    NotSame = "không phải người này",
    Unknown = "chưa rõ",
} }

labels! { KeepRule {
    Matched = "dòng được giữ đã tìm được người trong CSDL dân cư",
    Residence = "dòng được giữ là của xã, phường nơi người này cư trú",
    LaterDecision = "dòng được giữ có quyết định mới hơn",
    SaysMore = "dòng được giữ ghi đủ thông tin hơn",
    Place = "hai dòng ngang nhau, giữ dòng đứng trước theo tên tệp và số dòng",
} }

labels! { CountedBy {
    Verdict = "kết luận đối chiếu hoặc quyết định",
    Ledger = "danh sách chi trả tháng trước (trùng họ tên, ngày sinh, xã)",
    Movement = "dòng báo biến động (trùng họ tên, ngày sinh, xã)",
    Own = "riêng dòng này (chưa gắn với ai khác)",
} }

labels! { RulingState {
    Applied = "đang áp dụng",
    Contested = "đang áp dụng, dữ liệu hiện có nói khác",
    Conflict = "không áp dụng: trái với quyết định khác cùng ngày",
    Replaced = "không áp dụng: đã có quyết định sau",
    NotYet = "chưa áp dụng: ngày quyết định ở sau ngày của dữ liệu",
    RowGone = "không áp dụng: không còn dòng này",
    RowChanged = "dòng đã thay đổi: không áp dụng, cũng không làm trái, phải hỏi lại",
    PersonMissing = "không áp dụng: người được nêu không còn tìm thấy trong CSDL dân cư",
    OtherRow = "không áp dụng: họ tên, ngày sinh hoặc số ở dòng quyết định không phải của mã đối chiếu",
    NoMark = "không áp dụng: thiếu hoặc sai mã đối chiếu",
    BadDate = "không áp dụng: ngày quyết định không đọc được",
    Incomplete = "không áp dụng: thiếu người hoặc ngày quyết định",
    UnknownChoice = "không áp dụng: lựa chọn không rõ",
} }

labels! { Reason {
    New = "Hưởng mới",
    TransferIn = "Chuyển đến từ xã, phường khác",
    Resumed = "Hưởng lại sau tạm dừng",
    CoefficientUp = "Tăng hệ số",
    RateUp = "Tăng mức chuẩn",
    BenefitSwitchUp = "Đổi sang chế độ mức cao hơn",
    Death = "Chết",
    TransferOut = "Chuyển đi nơi khác",
    AgeLimit = "Hết tuổi hưởng",
    PovertyEnded = "Thoát nghèo, cận nghèo",
    PensionStarted = "Đã có lương hưu, trợ cấp BHXH",
    CertificateWithdrawn = "Giấy xác nhận khuyết tật không còn hiệu lực",
    LeftSchool = "Thôi học",
    EnteredInstitution = "Vào cơ sở trợ giúp xã hội",
    NoLongerSingle = "Không còn đơn thân",
    CaredForEnded = "Người được chăm sóc thôi hưởng",
    Suspended = "Tạm dừng: 3 tháng liền không nhận tiền",
    Duplicate = "Trùng, đang được chi trả hai nơi",
    HighestOnly = "Chỉ hưởng chế độ có mức cao nhất",
    WardReportedEnd = "Xã, phường báo thôi hưởng",
    CoefficientDown = "Giảm hệ số",
    BenefitSwitchDown = "Đổi sang chế độ mức thấp hơn",
    None = "Chỉ truy lĩnh hoặc truy thu",
} }

labels! { Outcome {
    Matched = "khớp", Review = "cần người chọn", NotFound = "không tìm thấy", Unusable = "thiếu thông tin để tìm",
} }
labels! { Difference {
    Name = "khác họ tên", BirthDate = "khác ngày sinh", Gender = "khác giới tính", Ward = "khác nơi cư trú",
    IdMissing = "thiếu số định danh", IdWrong = "số định danh sai", IdOfAnother = "số định danh của người khác",
    Dead = "đã chết", Moved = "đã chuyển đi",
} }
labels! { EntitlementStatus {
    Entitled = "được hưởng", NotEntitled = "không được hưởng", Undetermined = "chưa kết luận được",
} }
labels! { Certainty { Certain = "chắc chắn", Verify = "cần xác minh", } }
labels! { Confidence {
    Confirmed = "văn bản đã đối chiếu", Reported = "theo nguồn thứ cấp", Assumed = "giả định, chờ thành phố trả lời",
} }
labels! { Direction { Increase = "tăng", Decrease = "giảm", } }
labels! { Criterion {
    Correct = "Đúng", Complete = "Đủ", Clean = "Sạch", Live = "Sống", Consistent = "Thống nhất", Shared = "Dùng chung",
    Synchronous = "Đồng bộ", Continuous = "Xuyên suốt",
} }
labels! { Indicator {
    IdentityAsRegister = "Dòng có số định danh, họ tên, ngày sinh, giới tính đúng như CSDL dân cư",
    AmountAsLaw = "Dòng có mức trợ cấp đúng quy định",
    MandatoryFilled = "Trường bắt buộc đã ghi đủ",
    KnownEnrolled = "Người đủ điều kiện đã có trong danh sách",
    RowsWithoutError = "Dòng dữ liệu không có lỗi",
    RowsNotRepeated = "Dòng không trùng",
    EndsOnTime = "Trường hợp giảm được xử lý ngay trong kỳ",
    ListsReceived = "Danh sách của kỳ đã nhận và đọc được",
    AmountAsPaid = "Mức trong danh sách bằng mức đã chi tháng trước",
    PaidInList = "Người đã chi tháng trước có trong danh sách",
    ShareableKey = "Người có số định danh trong CSDL dân cư",
    WardAsRegister = "Nơi quản lý đúng nơi cư trú trong CSDL dân cư",
    Traceable = "Người lần được tới dòng nguồn và quyết định",
} }
labels! { FindingSeverity { Info = "Lưu ý", Warning = "Cảnh báo", Error = "Lỗi", } }
labels! { FileStatus {
    Read = "đã đọc", Superseded = "đã có tệp thay thế", Unreadable = "không đọc được", NotAList = "không phải danh sách",
    Empty = "tệp trống",
} }
labels! { WardStatus {
    Fresh = "đã nộp đủ", Partial = "có tệp bị để riêng", Stale = "không đọc được tệp nào", Missing = "chưa nộp",
} }
labels! { ListKind { Beneficiaries = "danh sách đối tượng", Movements = "báo tăng, giảm", } }
labels! { RowKind {
    Data = "dòng dữ liệu", Title = "tiêu đề", Header = "đầu cột", Section = "đề mục", Total = "dòng cộng",
    Footer = "cuối trang", Blank = "dòng trống", Continuation = "phần tiếp của dòng trên",
} }
impl RowKind {
    /// How a row of the kind is read, for those who check a list.
    #[must_use]
    pub const fn meaning_vi(self) -> &'static str {
        match self {
            RowKind::Data => "mỗi dòng một người; chỉ những dòng này được tính",
            RowKind::Title => "phần đầu trên bảng: cơ quan, tên danh sách, đơn vị tính",
            RowKind::Header => "tên cột, dòng số cột (1) (2) (3), tên cột lặp lại ở trang sau",
            RowKind::Section => "nhóm, lý do hoặc thôn, tổ; áp dụng cho các dòng bên dưới",
            RowKind::Total => "cộng, tổng; không phải người",
            RowKind::Footer => "sau bảng: ngày, chữ ký, ghi chú; không đọc thành người",
            RowKind::Blank => "không có gì",
            RowKind::Continuation => "ghép vào người ở dòng dữ liệu ngay trên, không phải người mới",
        }
    }
}
labels! { Disposition {
    Accepted = "đã nhận", Quarantined = "để riêng, chờ sửa", Superseded = "đã có dòng ở tệp thay thế",
} }
labels! { Movement {
    New = "báo tăng mới", MovedIn = "báo chuyển đến", MovedOut = "báo chuyển đi", Dead = "báo chết",
    Ended = "báo thôi hưởng", Changed = "báo thay đổi",
} }
labels! { Gender { Male = "Nam", Female = "Nữ", } }
labels! { Severity { EspeciallySevere = "Đặc biệt nặng", Severe = "Nặng", Mild = "Nhẹ", } }
labels! { Fact {
    Alive = "còn sống", Resident = "cư trú tại thành phố", Area = "địa bàn trước sắp xếp",
    Poverty = "hộ nghèo, cận nghèo", Severity = "mức độ khuyết tật", Pension = "lương hưu, trợ cấp BHXH",
    Studying = "đang đi học", InInstitution = "ở cơ sở trợ giúp xã hội", Marital = "tình trạng hôn nhân",
    ChildrenUnder16 = "con dưới 16 tuổi", ChildrenStudyingTo22 = "con từ 16 đến 22 tuổi đang học",
    ChildrenStudying = "con từ 16 tuổi đang học", ChildrenUnder3 = "con dưới 36 tháng", Pregnant = "mang thai",
    Hiv = "nhiễm HIV", NoSupporter = "không có người phụng dưỡng", Ground = "hoàn cảnh của khoản 1",
    TakenIn = "được nhận chăm sóc", Caring = "đang nhận chăm sóc, nuôi dưỡng",
    SpecialCommune = "xã đặc biệt khó khăn", Suspended = "tạm dừng do không nhận tiền",
    WardEnded = "xã, phường báo thôi hưởng",
    CoupleShare = "vợ, chồng đã nhận suất hỗ trợ", SingleParentChild = "con của người đơn thân hưởng khoản 4",
} }
labels! { FactSource {
    Population = "CSDL dân cư", Deaths = "hộ tịch (khai tử)", Pensions = "BHXH", Poverty = "danh sách hộ nghèo",
    Disability = "giấy xác nhận khuyết tật", Schooling = "dữ liệu trường học", Institutions = "cơ sở trợ giúp xã hội",
    Decision = "quyết định của xã, phường", WardReport = "lời báo của xã, phường", Ledger = "danh sách đã chi trả",
    Reference = "bảng tham chiếu",
} }
labels! { Field {
    Ordinal = "STT", FullName = "Họ và tên", BirthDate = "Ngày sinh", BirthMale = "Ngày sinh (cột Nam)",
    BirthFemale = "Ngày sinh (cột Nữ)", Gender = "Giới tính", IdNo = "Số CCCD", IdIssued = "Ngày cấp, nơi cấp",
    Address = "Địa chỉ", OldWard = "Xã cũ", Hamlet = "Thôn, tổ dân phố", Ethnicity = "Dân tộc", Group = "Loại đối tượng",
    DisabilityType = "Dạng tật", Severity = "Mức độ khuyết tật", CertificateNo = "Số giấy xác nhận khuyết tật",
    CertificateDate = "Ngày cấp giấy xác nhận khuyết tật", Coefficient = "Hệ số", BaseRate = "Mức chuẩn",
    Amount = "Mức trợ cấp", Decision = "Số, ngày quyết định", DecisionNo = "Số quyết định",
    DecisionDate = "Ngày quyết định", FiledOn = "Ngày nhận hồ sơ", FromMonth = "Hưởng từ tháng",
    Arrears = "Truy lĩnh", Total = "Tổng tiền",
    Receiver = "Người nhận thay", Relation = "Quan hệ", AccountNo = "Số tài khoản", AccountHolder = "Chủ tài khoản",
    Bank = "Ngân hàng", InsuranceNo = "Số thẻ BHYT", Phone = "Số điện thoại", Signature = "Ký nhận",
    Reason = "Lý do", EventDate = "Ngày biến động", DeathDate = "Ngày chết", Status = "Tình trạng hưởng",
    EffectiveMonth = "Tăng, giảm từ tháng", OtherPlace = "Nơi chuyển đến, chuyển đi",
    CaredForName = "Người được chăm sóc", CaredForId = "Số CCCD người được chăm sóc",
    CaredForBirth = "Ngày sinh người được chăm sóc", CaredForDeath = "Ngày chết người được chăm sóc", OtherPerson = "Thông tin của người khác",
    Note = "Ghi chú",
} }

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_reasons_or_benefits_read_the_same() {
        let mut names: Vec<_> = Reason::ALL.iter().map(|reason| reason.label_vi()).collect();
        names.extend(Benefit::ALL.iter().map(|benefit| benefit.label_vi()));
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
