//! The evidence of a match in words, and as a waterfall of text.

use crate::report::wording::count;

/// A part of the evidence: `name=exact:9.2`.
struct Part<'a> {
    field: &'a str,
    level: &'a str,
    /// `None` where it says none.
    bits: Option<f64>,
}

fn parts(evidence: &str) -> impl Iterator<Item = Part<'_>> {
    evidence.split(';').filter(|part| !part.is_empty()).map(|part| {
        let (compared, bits) = part.rsplit_once(':').unwrap_or((part, ""));
        let (field, level) = compared.split_once('=').unwrap_or((compared, ""));
        Part { field, level, bits: bits.parse().ok() }
    })
}

/// `+9,2`, `−3,5`.
fn signed(bits: f64) -> String {
    let sign = if bits < 0.0 { "−" } else { "+" };
    format!("{sign}{:.1}", bits.abs()).replace('.', ",")
}

/// Bits that one mark of a bar stands for.
const BITS_A_MARK: f64 = 1.0;
const MOST_MARKS: usize = 30;

/// How the probability follows from the sums of the people shown.
pub(super) const REST: &str = "Xác suất = 2^tổng / (1 + 2^tổng của từng người được nêu); phần còn lại là của người kia và của “không có trong CSDL”.";

/// One line a field: its level in words, its bits, a bar, and one in how many people agrees in it by
/// chance, where the weight counts that; then the sum. Nothing where there is no evidence.
pub(super) fn waterfall(evidence: &str, frequencies: &str) -> Vec<String> {
    let rarity = |field: &str| {
        let found = frequencies.split(';').filter_map(|part| part.split_once('=')).find(|(name, _)| *name == field);
        found
            .and_then(|(_, one_in)| one_in.parse::<i64>().ok())
            .map(|one_in| format!("  (trùng ngẫu nhiên: 1 trong {} người, đã tính vào số này)", count(one_in)))
    };
    // What is there before anything is compared stands first, as the waterfall of the page has it last;
    // who else may be meant is known after it, and nothing is said of nobody else.
    let (around, compared): (Vec<Part>, Vec<Part>) = parts(evidence).partition(|part| part.field == "register");
    let (others, before): (Vec<Part>, Vec<Part>) = around.into_iter().partition(|part| part.level == OTHERS);
    let others = others.iter().filter(|part| part.bits.is_some_and(|bits| bits != 0.0));
    let steps: Vec<(String, f64, Option<String>)> = before
        .iter()
        .chain(&compared)
        .chain(others)
        .filter_map(|part| Some((compared_text(part.field, part.level), part.bits?, rarity(part.field))))
        .collect();
    if steps.is_empty() {
        return Vec::new();
    }
    let width = steps.iter().map(|(label, ..)| label.chars().count()).max().unwrap_or(0);
    let line = |label: &str, bits: f64, behind: &str| {
        let marks = ((bits.abs() / BITS_A_MARK).round() as usize).min(MOST_MARKS);
        let mark = if bits < 0.0 { "░" } else { "█" };
        let pad = " ".repeat(width.saturating_sub(label.chars().count()));
        format!("{label}{pad} {:>6} {}{behind}", signed(bits), mark.repeat(marks)).trim_end().to_owned()
    };
    let sum: f64 = steps.iter().map(|(_, bits, _)| bits).sum();
    let lines = steps.iter().map(|(label, bits, rarity)| line(label, *bits, rarity.as_deref().unwrap_or("")));
    lines.chain([line("tổng", sum, "")]).collect()
}

/// How the second candidate stands to the first: the fields in which they differ, those that cost the one
/// behind most before the others. A decision may have put somebody first for whom less speaks. `None` where
/// the evidence of one is not known.
pub(super) fn behind(first: &str, second: &str) -> Option<String> {
    let sum = |evidence: &str| parts(evidence).filter_map(|part| part.bits).sum::<f64>();
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let of = |evidence: &str, field: &str| -> (String, f64) {
        let found = parts(evidence).find(|part| part.field == field);
        found.map_or_else(
            || ("không so được".to_owned(), 0.0),
            |part| {
                (
                    level_text(field, part.level).map_or_else(|| part.level.to_owned(), str::to_owned),
                    part.bits.unwrap_or(0.0),
                )
            },
        )
    };
    let mut fields: Vec<&str> = parts(first).chain(parts(second)).map(|part| part.field).collect();
    fields.sort_unstable();
    fields.dedup();
    let mut differ: Vec<(f64, String)> = fields
        .into_iter()
        .filter_map(|field| {
            let ((own, gained), (other, had)) = (of(first, field), of(second, field));
            let text =
                format!("{} {other} ({}), người thứ nhất {own} ({})", field_text(field), signed(had), signed(gained));
            ((gained - had).abs() >= 0.05 || own != other).then_some((gained - had, text))
        })
        .collect();
    let lost = sum(first) - sum(second);
    let cost = |part: &(f64, String)| part.0 * lost.signum();
    differ.sort_by(|a, b| cost(b).total_cmp(&cost(a)).then_with(|| a.1.cmp(&b.1)));
    let texts: Vec<String> = differ.into_iter().map(|(_, text)| text).collect();
    let (by, fields) = (format!("{:.1}", lost.abs()).replace('.', ","), texts.join("; "));
    Some(match texts.as_slice() {
        [] => "ngang người thứ nhất ở mọi điểm".to_owned(),
        _ if lost.abs() < 0.05 => format!("ngang người thứ nhất: {fields}"),
        _ if lost < 0.0 => format!("hơn người thứ nhất {by}: {fields}"),
        _ => format!("kém người thứ nhất {by}: {fields}"),
    })
}

/// The level of what other candidates take.
pub(in crate::report) const OTHERS: &str = "others";

/// A field and its level in words: `họ tên trùng hoàn toàn`. What is not known here stands as it is.
pub(in crate::report) fn compared_text(field: &str, level: &str) -> String {
    match level_text(field, level) {
        Some(text) if field == "register" => text.to_owned(),
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
        other => other,
    }
}

fn level_text(field: &str, level: &str) -> Option<&'static str> {
    Some(match (field, level) {
        ("register", "size") => "số người trong dữ liệu dân cư",
        ("register", "listed") => "người trong danh sách thường có trong CSDL",
        ("register", OTHERS) => "còn những người khác gần giống",
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
    fn check(evidence: &str, frequencies: &str, expected: &[&str]) {
        assert_eq!(waterfall(evidence, frequencies), expected);
    }

    #[test]
    fn the_waterfall_adds_up_to_the_sum() {
        check(
            "name=exact:9.2;birth=year_only:4.0;gender=other:-3.5;register=size:-15.7",
            "name=1260",
            &[
                "số người trong dữ liệu dân cư               −15,7 ░░░░░░░░░░░░░░░░",
                "họ tên trùng hoàn toàn                       +9,2 █████████  (trùng ngẫu nhiên: 1 trong 1.260 người, đã tính vào số này)",
                "ngày sinh trùng năm (không rõ ngày, tháng)   +4,0 ████",
                "giới tính khác                               −3,5 ░░░░",
                "tổng                                         −6,0 ░░░░░░",
            ],
        );
    }

    #[test]
    fn what_makes_a_probability_of_it_stands_around() {
        let lines = waterfall("name=exact:9.2;register=size:-15.7;register=listed:5.6;register=others:-0.4", "");
        let said: Vec<&str> = lines.iter().map(|line| line.split("  ").next().unwrap()).collect();
        let expected = [
            "số người trong dữ liệu dân cư",
            "người trong danh sách thường có trong CSDL",
            "họ tên trùng hoàn toàn",
            "còn những người khác gần giống",
            "tổng",
        ];
        assert_eq!(said, expected);
        assert!(lines[4].contains("−1,3"), "{lines:?}");
        let alone = waterfall("name=exact:9.2;register=size:-15.7;register=listed:5.6;register=others:0.0", "");
        assert_eq!(alone.len(), 4, "nothing is said of nobody else");
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        check("name=new_level:1.0", "", &["name=new_level   +1,0 █", "tổng             +1,0 █"]);
        check("", "", &[]);
        check("name=exact", "", &[]);
    }

    #[track_caller]
    fn check_behind(first: &str, second: &str, expected: Option<&str>) {
        assert_eq!(behind(first, second).as_deref(), expected);
    }

    #[test]
    fn the_second_is_told_where_it_lost() {
        check_behind(
            "name=exact:9.0;birth=full:8.0;register=size:-15.0",
            "name=exact:9.0;birth=other:-8.9;ward=same:2.0;register=size:-15.0",
            Some(
                "kém người thứ nhất 14,9: ngày sinh khác (−8,9), người thứ nhất trùng (+8,0); \
                 nơi cư trú đúng xã, phường gửi danh sách (+2,0), người thứ nhất không so được (+0,0)",
            ),
        );
        check_behind(
            "name=other:-9.0;ward=same:2.0",
            "name=exact:9.0;ward=other:-2.0",
            Some(
                "hơn người thứ nhất 14,0: họ tên trùng hoàn toàn (+9,0), người thứ nhất khác (−9,0); \
                 nơi cư trú khác (−2,0), người thứ nhất đúng xã, phường gửi danh sách (+2,0)",
            ),
        );
        check_behind("name=exact:9.0", "name=exact:9.0", Some("ngang người thứ nhất ở mọi điểm"));
        check_behind("name=exact:9.0", "", None);
    }
}
