//! Figures of the page and the summary, added up from the tables.
