//! A sheet that the slip writes itself, row by row, and its XML.

use super::height::height_of;
use super::looks::Look;
use super::sheet::text_cell;
use super::styles::Styles;
use super::xml::{escape, letters};

/// More links than this a spreadsheet program does not open.
const MOST_LINKS: usize = 60_000;

/// The content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Blank,
    Text(String),
    Count(u64),
    /// A text that leads to another cell.
    Link {
        /// The text.
        shown: String,
        /// `'Tổ 3'!C15`
        to: String,
    },
}

/// A sheet in the making.
pub(super) struct Page {
    widths: Vec<f64>,
    rows: Vec<Vec<(u32, Look, Value)>>,
    /// Row, first and last column.
    merges: Vec<(usize, u32, u32)>,
}

impl Page {
    pub(super) fn new(widths: &[f64]) -> Page {
        Page { widths: widths.to_vec(), rows: Vec::new(), merges: Vec::new() }
    }

    /// A line of text from the first column on; it may run over the others.
    pub(super) fn line(&mut self, look: Look, text: &str) {
        let value = if text.is_empty() { Value::Blank } else { Value::Text(text.to_owned()) };
        self.row(&[(1, look, value)]);
    }

    /// The heading of a table.
    pub(super) fn head(&mut self, texts: &[&str]) {
        let cells: Vec<_> =
            (1..).zip(texts).map(|(column, text)| (column, Look::Head, Value::Text((*text).to_owned()))).collect();
        self.row(&cells);
    }

    /// Cells by column, in order.
    pub(super) fn row(&mut self, cells: &[(u32, Look, Value)]) {
        self.rows.push(cells.to_vec());
    }

    /// Merges cells of the last row.
    pub(super) fn merge(&mut self, first: u32, last: u32) {
        self.merges.push((self.rows.len(), first, last));
    }

    /// Points that the row needs: only cells of tables wrap their text.
    fn height(&self, number: usize, cells: &[(u32, Look, Value)]) -> Option<f64> {
        let wraps = |look: &Look| matches!(look, Look::Text | Look::Head | Look::Middle | Look::Link | Look::Note(_));
        let needed = cells.iter().filter(|(_, look, _)| wraps(look)).map(|(column, _, value)| {
            let merged = self.merges.iter().find(|(row, first, _)| *row == number && first == column);
            let last = merged.map_or(*column, |(.., last)| *last);
            let width: f64 = self.widths.iter().take(last as usize).skip(*column as usize - 1).sum();
            match value {
                Value::Text(text) | Value::Link { shown: text, .. } => height_of(text, width),
                Value::Blank | Value::Count(_) => height_of("", width),
            }
        });
        needed.reduce(f64::max)
    }

    /// The part of the sheet; `relation` types and shared texts are not needed.
    pub(super) fn xml(&self, styles: &mut Styles) -> String {
        let (mut data, mut links) = (String::new(), String::new());
        let mut linked = 0;
        for (number, cells) in (1_usize..).zip(&self.rows) {
            let height = self.height(number, cells).map(|ht| format!(" ht=\"{ht}\" customHeight=\"1\""));
            data.push_str(&format!("<row r=\"{number}\"{}>", height.unwrap_or_default()));
            for (column, look, value) in cells {
                let format = styles.look(*look);
                let place = format!("{}{number}", letters(*column));
                data.push_str(&match value {
                    Value::Blank => format!("<c r=\"{place}\" s=\"{format}\"/>"),
                    Value::Count(count) => format!("<c r=\"{place}\" s=\"{format}\"><v>{count}</v></c>"),
                    Value::Text(text) => text_cell("", number as u32, *column, format, text),
                    Value::Link { shown, .. } => text_cell("", number as u32, *column, format, shown),
                });
                if let Value::Link { shown, to } = value {
                    linked += 1;
                    if linked <= MOST_LINKS {
                        let (to, shown) = (escape(to), escape(shown));
                        links.push_str(&format!("<hyperlink ref=\"{place}\" location=\"{to}\" display=\"{shown}\"/>"));
                    }
                }
            }
            data.push_str("</row>");
        }
        self.wrapped(&data, &links)
    }

    /// The order of the elements is that of the schema (CT_Worksheet).
    fn wrapped(&self, data: &str, links: &str) -> String {
        let widths: String = (1..)
            .zip(&self.widths)
            .map(|(n, width)| format!("<col min=\"{n}\" max=\"{n}\" width=\"{width}\" customWidth=\"1\"/>"))
            .collect();
        let merge = |(row, first, last): &(usize, u32, u32)| {
            format!("<mergeCell ref=\"{}{row}:{}{row}\"/>", letters(*first), letters(*last))
        };
        let merges: String = self.merges.iter().map(merge).collect();
        let merges = match self.merges.len() {
            0 => String::new(),
            count => format!("<mergeCells count=\"{count}\">{merges}</mergeCells>"),
        };
        let links = if links.is_empty() { String::new() } else { format!("<hyperlinks>{links}</hyperlinks>") };
        let end = format!("{}{}", letters(self.widths.len() as u32), self.rows.len().max(1));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><dimension ref=\"A1:{end}\"/>\
             <sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15\"/><cols>{widths}</cols><sheetData>{data}</sheetData>{merges}{links}\
             <pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
        )
    }
}
