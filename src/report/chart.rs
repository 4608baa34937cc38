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
    fn no_bars_give_an_empty_chart_and_no_division_by_zero() {
        assert!(!bars("a", &[], None).contains("NaN"));
    }
}
