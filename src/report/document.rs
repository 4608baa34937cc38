//! A page of tables and charts for operators: one HTML text in English, without personal data,
//! without a network.

use serde::Serialize;

use super::ReportError;
use super::chart::{Bar, bars, signed};
use super::template::{SCRIPT, STYLE, fill};

const TEMPLATE: &str = include_str!("templates/document.html");

/// A page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Document {
    /// Above the title.
    pub over: String,
    /// Title.
    pub title: String,
    /// Below the title.
    pub lead: String,
    /// What the page shows.
    pub sections: Vec<DocumentSection>,
}

/// A heading, what it means, and what stands below it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct DocumentSection {
    /// Heading.
    pub title: String,
    /// What the reader should know.
    pub hint: String,
    /// SVG made by [`signed_bars`]; empty: none.
    pub chart: String,
    /// Headings of the table; none: no table.
    pub head: Vec<String>,
    /// Lines of the table.
    pub rows: Vec<Vec<String>>,
}

/// The page.
///
/// # Errors
/// The template does not fit its data, which a test rules out.
pub fn document(document: &Document) -> Result<String, ReportError> {
    #[derive(Serialize)]
    struct Context<'a> {
        document: &'a Document,
        style: &'static str,
        script: &'static str,
    }
    fill(TEMPLATE, Context { document, style: STYLE, script: SCRIPT })
}

/// Bars of values that speak for (blue, to the right) and against (orange, to the left): label, value, text.
#[must_use]
pub fn signed_bars(title: &str, values: &[(String, f64, String)]) -> String {
    let bar = |(label, value, text): &(String, f64, String)| {
        let class = if *value < 0.0 { "down" } else { "up" };
        Bar { label: label.clone(), value: *value, text: text.clone(), class }
    };
    signed(title, &values.iter().map(bar).collect::<Vec<_>>())
}

/// Shares side by side, the first of each two blue, the second orange; a full bar is 1.
#[must_use]
pub fn paired_shares(title: &str, pairs: &[[(String, f64); 2]]) -> String {
    let bar = |(label, share): &(String, f64), class: &'static str| Bar {
        label: label.clone(),
        value: *share,
        text: format!("{share:.4}"),
        class,
    };
    let all = pairs.iter().flat_map(|[first, second]| [bar(first, "up"), bar(second, "down")]);
    bars(title, &all.collect::<Vec<_>>(), Some(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_charts_are_not() {
        let section = DocumentSection {
            title: "a < b".to_owned(),
            chart: signed_bars("bits", &[("name".to_owned(), -2.0, "-2.0".to_owned())]),
            head: vec!["x".to_owned()],
            rows: vec![vec!["1 & 2".to_owned()]],
            ..DocumentSection::default()
        };
        let page = document(&Document { sections: vec![section], ..Document::default() }).unwrap();
        assert!(page.contains("a &lt; b") && page.contains("1 &amp; 2") && page.contains("<rect class=\"down\""));
        assert!(!page.contains("http://") && !page.contains("https://"), "the page needs no network");
    }
}
