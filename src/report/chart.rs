//! Horizontal bars as SVG made by hand: text stays text, so that it can be read aloud and copied.

use std::fmt::Write;

/// A bar of a chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bar {
    pub(super) label: String,
    pub(super) value: f64,
    /// The value as text, at the end of the bar.
    pub(super) text: String,
    /// Class of the style sheet: `up`, `down`, `level`.
    pub(super) class: &'static str,
}

const LABEL_WIDTH: f64 = 290.0;
const BAR_WIDTH: f64 = 330.0;
const ROW: f64 = 26.0;

/// The chart. `full` is the value of a bar of full length; `None`: the greatest value.
pub(super) fn bars(title: &str, bars: &[Bar], full: Option<f64>) -> String {
    let greatest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let full = full.unwrap_or(greatest).max(f64::MIN_POSITIVE);
    let height = ROW * bars.len() as f64 + 4.0;
    let width = LABEL_WIDTH + BAR_WIDTH + 80.0;
    let mut svg = format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">", escaped(title));
    for (at, bar) in bars.iter().enumerate() {
        let top = ROW * at as f64 + 2.0;
        let length = (bar.value / full).clamp(0.0, 1.0) * BAR_WIDTH;
        let (label_end, baseline, text_start) = (LABEL_WIDTH - 8.0, top + 16.0, LABEL_WIDTH + length + 6.0);
        let (label, text, class) = (escaped(&bar.label), escaped(&bar.text), bar.class);
        // Writing into a String cannot fail.
        let _ = write!(
            svg,
            "<text x=\"{label_end}\" y=\"{baseline}\" text-anchor=\"end\">{label}</text>\
             <rect class=\"{class}\" x=\"{LABEL_WIDTH}\" y=\"{top}\" width=\"{length:.1}\" height=\"20\" rx=\"2\"/>\
             <text x=\"{text_start:.1}\" y=\"{baseline}\">{text}</text>"
        );
    }
    svg + "</svg>"
}

/// A step of a waterfall: what it is and what it adds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Step {
    pub(super) label: String,
    pub(super) value: f64,
}

/// Steps that add up: each bar begins where the one before ended; the last is the sum, from 0.
pub(super) fn waterfall(title: &str, steps: &[Step], sum: &str) -> String {
    let ends: Vec<f64> = steps
        .iter()
        .scan(0.0, |at, step| {
            *at += step.value;
            Some(*at)
        })
        .collect();
    let total = ends.last().copied().unwrap_or(0.0);
    let mut starts = vec![0.0];
    starts.extend(&ends);
    let spans = steps.iter().zip(starts.iter().zip(&ends)).map(|(step, (&from, &to))| Span {
        label: &step.label,
        from,
        to,
        class: if to < from { "down" } else { "up" },
        text: bits(to - from),
    });
    let last = Span { label: sum, from: 0.0, to: total, class: "level", text: bits(total) };
    spanned(title, &spans.chain([last]).collect::<Vec<_>>())
}

/// Bars that begin at one zero: those above it go to the right, those below it to the left.
pub(super) fn signed(title: &str, bars: &[Bar]) -> String {
    let span = |bar: &Bar| Span { label: "", from: 0.0, to: bar.value, class: bar.class, text: bar.text.clone() };
    let spans = bars.iter().map(|bar| Span { label: &bar.label, ..span(bar) });
    spanned(title, &spans.collect::<Vec<_>>())
}

/// A bar from one value to another.
struct Span<'a> {
    label: &'a str,
    from: f64,
    to: f64,
    class: &'static str,
    text: String,
}

/// Bars on one scale that holds zero and all their ends.
fn spanned(title: &str, spans: &[Span<'_>]) -> String {
    let ends = || spans.iter().flat_map(|span| [span.from, span.to]);
    let least = ends().fold(0.0, f64::min);
    let span = (ends().fold(0.0, f64::max) - least).max(f64::MIN_POSITIVE);
    let place = |value: f64| LABEL_WIDTH + (value - least) / span * BAR_WIDTH;
    let (width, height) = (LABEL_WIDTH + BAR_WIDTH + 80.0, ROW * spans.len() as f64 + 4.0);
    let mut svg = format!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\">", escaped(title));
    for (at, Span { label, from, to, class, text }) in spans.iter().enumerate() {
        let (left, right) = (place(from.min(*to)), place(from.max(*to)));
        let top = ROW * at as f64 + 2.0;
        let (label_end, baseline, label) = (LABEL_WIDTH - 8.0, top + 16.0, escaped(label));
        // Writing into a String cannot fail.
        let _ = write!(
            svg,
            "<text x=\"{label_end}\" y=\"{baseline}\" text-anchor=\"end\">{label}</text>\
             <rect class=\"{class}\" x=\"{left:.1}\" y=\"{top}\" width=\"{:.1}\" height=\"20\" rx=\"2\"/>\
             <text x=\"{:.1}\" y=\"{baseline}\">{text}</text>",
            right - left,
            right + 6.0
        );
    }
    svg + "</svg>"
}

/// `+9,2` or `−3,5`.
fn bits(value: f64) -> String {
    let sign = if value < 0.0 { '−' } else { '+' };
    format!("{sign}{:.1}", value.abs()).replace('.', ",")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_bar_fills_the_chart_and_text_is_escaped() {
        let bar = |label: &str, value| Bar { label: label.to_owned(), value, text: String::new(), class: "up" };
        let svg = bars("<a>", &[bar("x & y", 5.0), bar("z", 10.0)], None);
        assert!(svg.contains("aria-label=\"&lt;a&gt;\"") && svg.contains("x &amp; y"));
        assert!(svg.contains("width=\"165.0\"") && svg.contains("width=\"330.0\""));
    }

    #[test]
    fn a_waterfall_goes_on_where_it_stood_and_ends_with_the_sum() {
        let step = |label: &str, value| Step { label: label.to_owned(), value };
        let svg = waterfall("a", &[step("x", 8.0), step("y", 2.0), step("z", -6.0)], "sum");
        // 330 wide for 10: y begins where x ends, z goes back to 4, the sum is 4 from 0.
        let bar = |class: &str, x: f64, width: f64| {
            svg.contains(&format!("class=\"{class}\" x=\"{x:.1}\"")) && svg.contains(&format!("width=\"{width:.1}\""))
        };
        assert!(bar("up", 290.0, 264.0) && bar("up", 554.0, 66.0) && bar("down", 422.0, 198.0), "{svg}");
        assert!(bar("level", 290.0, 132.0) && svg.contains("−6,0") && svg.contains("+4,0"), "{svg}");
        assert!(!waterfall("a", &[], "sum").contains("NaN"));
    }

    #[test]
    fn bars_for_go_right_of_zero_and_bars_against_left() {
        let bar = |value, class| Bar { label: String::new(), value, text: String::new(), class };
        let svg = signed("a", &[bar(8.0, "up"), bar(-2.0, "down")]);
        // 330 wide from -2 to 8: zero lies at 66.
        assert!(svg.contains("class=\"up\" x=\"356.0\"") && svg.contains("width=\"264.0\""), "{svg}");
        assert!(svg.contains("class=\"down\" x=\"290.0\"") && svg.contains("width=\"66.0\""), "{svg}");
    }

    #[test]
    fn no_bars_give_an_empty_chart_and_no_division_by_zero() {
        assert!(!bars("a", &[], None).contains("NaN"));
    }
}
