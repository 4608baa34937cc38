//! The evidence of a match in words.

/// `họ tên trùng hoàn toàn (+9,2), ngày sinh trùng (+11,0)` from `name=exact:9.2;birth=full:11.0`.
/// What is not known here stands as it is.
pub(super) fn evidence_text(evidence: &str) -> String {
    let parts = evidence.split(';').filter(|part| !part.is_empty() && !part.starts_with("register="));
    parts.map(one).collect::<Vec<_>>().join(", ")
}

fn one(part: &str) -> String {
    let (compared, bits) = part.rsplit_once(':').unwrap_or((part, ""));
    let (field, level) = compared.split_once('=').unwrap_or((compared, ""));
    let sign = if bits.starts_with('-') || bits.is_empty() { "" } else { "+" };
    let bits = bits.replace('.', ",").replace('-', "−");
    let bits = if bits.is_empty() { String::new() } else { format!(" ({sign}{bits})") };
    format!("{}{bits}", compared_text(field, level))
}

/// A field and its level in words: `họ tên trùng hoàn toàn`. What is not known here stands as it is.
pub(in crate::report) fn compared_text(field: &str, level: &str) -> String {
    match level_text(field, level) {
        Some(text) => format!("{} {text}", field_text(field)),
        None => format!("{field}={level}"),
    }
}

fn field_text(field: &str) -> &str {
    match field {
        "id" => "số định danh",
        "name" => "họ tên",
        "birth" => "ngày sinh",
        "gender" => "giới tính",
        "ward" => "nơi cư trú",
        "phone" => "số điện thoại",
        "place" => "chỗ ở trong xã",
        "relative" => "người nhận thay, người chăm sóc",
        "register" => "số người",
        other => other,
    }
}

fn level_text(field: &str, level: &str) -> Option<&'static str> {
    Some(match (field, level) {
        ("register", "size") => "trong dữ liệu dân cư",
        ("id", "equal") => "trùng",
        ("id", "cmnd_equal") => "trùng theo số CMND cũ",
        ("id", "near") => "lệch một chữ số",
        ("id", "member") => "là số của người cùng hộ",
        ("id", "different") => "khác",
        ("id", "contradicted") => "là số của người khác",
        ("place", "house") => "cùng nhà",
        ("place", "hamlet") => "cùng thôn, tổ",
        ("place", "other_house") => "cùng thôn, tổ, khác số nhà",
        ("place", "other_kind") => "trùng tên thôn, tổ nhưng khác loại (thôn, xóm, tổ, khu)",
        ("place", "other") => "khác thôn, tổ",
        ("relative", "household") => "ở cùng hộ",
        ("relative", "elsewhere") => "không ở cùng hộ",
        ("name", "exact") => "trùng hoàn toàn",
        ("name", "unmarked") => "trùng (viết không dấu)",
        ("name", "tones") => "chỉ khác dấu thanh",
        ("name", "marks") => "chỉ khác dấu chữ",
        ("name", "dialect") => "khác do phát âm địa phương",
        ("name", "order") => "trùng, khác thứ tự",
        ("name", "middle") => "trùng, thiếu tên đệm",
        ("name", "initials") => "trùng, có viết tắt",
        ("name", "edit") => "lệch một chữ cái",
        ("name", "other_name") => "lệch một chữ cái, thành tên khác",
        ("name", "ends") => "trùng họ và tên, khác tên đệm",
        ("name", "given") => "chỉ trùng tên",
        ("birth", "full") => "trùng",
        ("birth", "one_january") => "cùng ghi 01/01 của một năm",
        ("birth", "swapped") => "đảo ngày và tháng",
        ("birth", "year_month") => "trùng tháng, năm",
        ("birth", "year_day") => "trùng ngày, năm",
        ("birth", "day_month") => "trùng ngày, tháng",
        ("birth", "month_only") => "trùng tháng, năm (không rõ ngày)",
        ("birth", "year_only") => "trùng năm (không rõ ngày, tháng)",
        ("birth", "year") => "chỉ trùng năm",
        ("birth", "near_year") => "lệch một năm",
        ("ward", "same") => "đúng xã, phường gửi danh sách",
        ("ward", "address") => "đúng xã, phường ghi trong địa chỉ",
        ("ward", "previous") => "là nơi cư trú trước",
        ("gender" | "phone", "same") => "trùng",
        ("name" | "birth" | "ward" | "gender" | "phone", "other") => "khác",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(evidence: &str, expected: &str) {
        assert_eq!(evidence_text(evidence), expected);
    }

    #[test]
    fn evidence_reads_as_words_with_its_weight() {
        check(
            "name=exact:9.2;birth=year_only:4.0;gender=other:-3.5;register=size:-22.1",
            "họ tên trùng hoàn toàn (+9,2), ngày sinh trùng năm (không rõ ngày, tháng) (+4,0), giới tính khác (−3,5)",
        );
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        check("name=new_level:1.0", "name=new_level (+1,0)");
        check("", "");
    }
}
