//! Tests of the words of movements.

use super::*;
use crate::normalize::tests::lexicon;

#[track_caller]
fn check(text: &str, expected: Option<Movement>) {
    assert_eq!(read_movement(text, &lexicon().words.movements).clear(), expected, "{text}");
}

#[track_caller]
fn unclear(text: &str) {
    let said = read_movement(text, &lexicon().words.movements);
    assert!(matches!(said, Said::Unclearly(_) | Said::OfOthers), "{text}: {said:?}");
}

#[test]
fn reasons() {
    check("Chết ngày 12/10/2026", Some(Movement::Dead));
    check("Đã mất 5/10/2026", Some(Movement::Dead));
    check("Mất", Some(Movement::Dead));
    check("mất 2026", Some(Movement::Dead));
    check("Chuyển khẩu", Some(Movement::MovedOut));
    check("Mất CCCD, đã chết 5/10/2026", Some(Movement::Dead));
    check("mất do tai nạn", Some(Movement::Dead));
    check("05/10/2026 từ trần", Some(Movement::Dead));
    check("Đối tượng đã qua đời", Some(Movement::Dead));
    check("Giảm do chết", Some(Movement::Dead));
    check("II. Giảm do chết: 3 người", Some(Movement::Dead));
    check("Thôi hưởng do chết", Some(Movement::Dead));
    check("Chết, con trai nhận mai táng phí", Some(Movement::Dead));
    check("da chet 5/10", Some(Movement::Dead));
    check("đã chêt", Some(Movement::Dead));
    check("mất tích", Some(Movement::Ended));
    check("chuyển đi xã An Dương", Some(Movement::MovedOut));
    check("đã chuyển đi Hà Nội tháng 10", Some(Movement::MovedOut));
    check("Chuyển đến từ phường Lê Chân", Some(Movement::MovedIn));
    check("Tăng do chuyển đến", Some(Movement::MovedIn));
    check("Chuyển khẩu đến", Some(Movement::MovedIn));
    check("hết tuổi", Some(Movement::Ended));
    check("đi tù", Some(Movement::Ended));
    check("thoát nghèo", Some(Movement::Ended));
    check("Không còn hộ nghèo", Some(Movement::Ended));
    check("GIẢM", Some(Movement::Ended));
    check("B - Đối tượng giảm trong tháng 11", Some(Movement::Ended));
    check("Chuyển sang hưởng HTXH", Some(Movement::Changed));
    check("Chuyển từ trợ cấp NKT sang hưu trí xã hội", Some(Movement::Changed));
    check("Điều chỉnh hệ số", Some(Movement::Changed));
    check("tăng mới", Some(Movement::New));
    check("Mới", Some(Movement::New));
    check("Gia đình có đơn xin thôi hưởng", Some(Movement::Ended));
    check("Tăng do hưởng mới", Some(Movement::New));
    check("Đối tượng mới", Some(Movement::New));
    check("ghi chú", None);
    check("Thu hồi giấy XNKT", Some(Movement::Ended));
    check("Gia đình xin thôi hưởng", Some(Movement::Ended));
    check("Trùng với chế độ người có công", Some(Movement::Ended));
    check("Đi lấy chồng", Some(Movement::Ended));
    check("Chuyển ra Hà Nội", Some(Movement::MovedOut));
    check("Chuyển vào Nam với con", Some(Movement::MovedOut));
    check("Chuyển vào cơ sở bảo trợ", None);
    check("Chuyển vào viện", None);
}

#[test]
fn what_is_no_statement_about_the_person() {
    for text in [
        "Mất liên lạc",
        "Mất 1 chân phải",
        "Mất 81% sức lao động",
        "mất 1/2 bàn tay",
        "mất 1 CCCD",
        "CCCD: mất",
        "Thẻ BHYT (mất)",
        "Sổ hộ nghèo - đã mất",
        "Thẻ: hết hạn",
        "Chuyển khẩu từ xã An Dương",
        "chuyển hộ khẩu từ Hà Nội về",
        "Mất giấy tờ",
        "Mất sổ hộ nghèo",
        "mất thẻ ngân hàng",
        "bị mất CCCD",
        "Mất mẹ từ nhỏ",
        "Chưa chết, đang đi viện",
        "Không chuyển đi, vẫn ở địa phương",
        "Không phải chết",
        "Chết?",
        "Nghe nói đã chết",
        "Chồng chết, nay là người đơn thân",
        "Chồng ốm, đã mất",
        "Tên viết sai, mẹ đã mất",
        "Vợ mất, con chuyển đi",
        "Bố chết, mẹ bỏ đi",
        "Người chăm sóc chết ngày 5/10/2026",
        "Chết chồng",
        "Mẹ tái hôn",
        "chuyển đi viện",
        "Đủ 16 tuổi, vẫn đi học",
        "Hết hạn CCCD",
        "Chuyển đến tháng 3/2026, chết ngày 5/10/2026",
    ] {
        unclear(text);
    }
    for text in [
        "Khuyết tật mắt",
        "khuyet tat mat",
        "Mù hai mắt",
        "Giám định lại: ĐBN",
        "giam dinh lai",
        "Bổ sung số CCCD",
        "Cấp CCCD mới",
        "Đổi số tài khoản mới",
        "Được tặng quà",
        "duoc tang qua",
        "được",
        "Sổ mới",
        "moi",
        "Sửa lại năm sinh",
        "Bảo trợ xã hội",
        "Chuyển hình thức nhận tiền sang VNeID",
    ] {
        assert_eq!(read_movement(text, &lexicon().words.movements).clear(), None, "{text}");
    }
    // The whole sentence is not about the person; the event is a change of who receives.
    check("Đổi người nhận thay do con mất", None);
}

#[test]
fn an_end_that_is_over_or_ends_on_a_day_is_none() {
    for text in [
        "Tạm dừng từ 01/2026 đến 06/2026",
        "tam dung tu thang 1 den thang 6",
        "Tạm dừng 01/2026 - 06/2026",
        "Tạm dừng T5-T7/2026",
        "Dừng hưởng đến khi có kết quả giám định",
        "Đã tạm dừng tháng 5, nay hưởng lại",
        "Thôi hưởng từ 3/2026; đã khôi phục",
        "Đã chuyển đi, nay hưởng lại",
    ] {
        unclear(text);
    }
    check("Tạm dừng từ 01/2026", Some(Movement::Ended));
    check("Tạm dừng từ tháng 5 đến nay", Some(Movement::Ended));
    check("Dừng hưởng từ 01/2026 theo QĐ 12/QĐ-UBND ngày 05-01-2026", Some(Movement::Ended));
    check("Hết hạn hưởng đến 31/10/2026", Some(Movement::Ended));
    check("Tăng do hưởng lại", Some(Movement::New));
    check("Chuyển đi xã An Dương", Some(Movement::MovedOut));
}

#[test]
fn an_end_of_another_benefit_is_none() {
    for text in [
        "Thôi hưởng tuất",
        "thoi huong tuat",
        "Dừng hưởng chế độ hộ nghèo",
        "Dừng trợ cấp thất nghiệp",
        "Thôi hưởng lương hưu",
        "Cắt trợ cấp người có công",
    ] {
        unclear(text);
    }
    check("Thôi hưởng", Some(Movement::Ended));
    check("Dừng hưởng trợ cấp hàng tháng", Some(Movement::Ended));
    check("Thôi hưởng do có lương hưu", Some(Movement::Ended));
    check("Thôi hưởng, hưởng tuất", Some(Movement::Ended));
    check("Hưởng lương hưu", Some(Movement::Ended));
    check("Không còn hộ nghèo", Some(Movement::Ended));
}

#[test]
fn a_death_of_something_else_is_none() {
    for text in ["Chết não", "chết lưu", "Đã chết hồ sơ gốc", "chet nao", "Chết sim"] {
        unclear(text);
    }
    check("Chết đuối", Some(Movement::Dead));
    check("Chết bệnh ngày 3/11/2026", Some(Movement::Dead));
    check("Đã chết, hồ sơ gốc ở xã", Some(Movement::Dead));
}

#[test]
fn titles() {
    assert_eq!(read_title("DANH SÁCH TĂNG THÁNG 11"), Some(Movement::New));
    assert_eq!(read_title("DANH SÁCH GIẢM"), Some(Movement::Ended));
    assert_eq!(read_title("DANH SACH GIAM"), Some(Movement::Ended));
    assert_eq!(read_title("DANH SÁCH GIÁM ĐỊNH"), None);
    assert_eq!(read_title("DANH SÁCH TẶNG QUÀ"), None);
    assert_eq!(read_title("BÁO CÁO TĂNG, GIẢM"), None);
    assert_eq!(read_title("DANH SÁCH HƯỞNG MAI TÁNG"), None);
}
