//! Templates of pages, filled.

use minijinja::{AutoEscape, Environment};
use serde::Serialize;

use super::ReportError;

/// Look and behaviour of every page.
pub(super) const STYLE: &str = include_str!("templates/page.css");
/// See [`STYLE`].
pub(super) const SCRIPT: &str = include_str!("templates/page.js");

/// An HTML template with what stands in it; every text is escaped.
///
/// # Errors
/// The template does not fit its data, which a test of each page rules out.
pub(super) fn fill(template: &str, context: impl Serialize) -> Result<String, ReportError> {
    const NAME: &str = "page.html";
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let render = || {
        environment.add_template("sums.html", include_str!("templates/sums.html"))?;
        environment.add_template(NAME, template)?;
        environment.get_template(NAME)?.render(minijinja::value::Serde(context))
    };
    render().map_err(|error: minijinja::Error| ReportError::Template(error.to_string()))
}
