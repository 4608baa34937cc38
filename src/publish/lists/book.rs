//! One ward's rows, and one workbook of it.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::ListInputs;
use super::index::Index;
use super::sheet::{Letterhead, Sheet, add};
use super::style::Style;
use crate::model::{Date, Month, PaymentLine, PersonKey, Ward};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{
    ArrearsRow, BridgeRow, CandidateRow, ChangeRow, DuplicateRow, EntitlementRow, FindingRow, MatchRow, SourceFileRow,
    VisitRow, WorklistRow,
};

/// What the five workbooks of one ward are written from.
pub(super) struct WardBook<'a> {
    pub(super) ward: &'a Ward,
    pub(super) city: &'a str,
    pub(super) run_id: &'a str,
    pub(super) as_of: Date,
    pub(super) pay_month: Month,
    pub(super) index: &'a Index<'a>,
    pub(super) changes: Vec<&'a ChangeRow>,
    pub(super) payments: Vec<&'a PaymentLine>,
    pub(super) arrears: Vec<&'a ArrearsRow>,
    pub(super) bridge: Vec<&'a BridgeRow>,
    pub(super) matches: Vec<&'a MatchRow>,
    pub(super) candidates: Vec<&'a CandidateRow>,
    pub(super) duplicates: Vec<&'a DuplicateRow>,
    /// Due in the pay month by law that the project only assumes.
    pub(super) assumed: usize,
    /// Support for funeral costs, due up to the pay month.
    pub(super) funerals: Vec<&'a EntitlementRow>,
    /// Who may be entitled and is not enrolled, hamlet by hamlet.
    pub(super) visits: Vec<&'a VisitRow>,
    /// Undetermined in the pay month, most money first.
    pub(super) worklist: Vec<&'a WorklistRow>,
    pub(super) findings: Vec<&'a FindingRow>,
    pub(super) files: Vec<&'a SourceFileRow>,
    /// Regular payments of the month before, ordered by person.
    pub(super) opening: Vec<&'a PaymentRow>,
}

impl WardBook<'_> {
    /// `Tháng 12 năm 2026`
    pub(super) fn subtitle(&self) -> String {
        subtitle(self.pay_month, self.as_of)
    }

    /// The file that a finding is about.
    pub(super) fn file_of<'b>(&self, finding: &'b FindingRow) -> &'b str {
        finding.file.as_deref().unwrap_or("")
    }

    /// Account and bank: as the ward's list says, else as last month's payment.
    pub(super) fn account(&self, payment: &PaymentLine) -> (Option<String>, Option<String>) {
        let record = payment.row_id.and_then(|row| self.index.record(row)).filter(|record| record.account_no.is_some());
        if let Some(record) = record {
            return (record.account_no.as_ref().map(|account| account.reveal().to_owned()), record.bank.clone());
        }
        let PersonKey::Register(id) = payment.person else { return (None, None) };
        let start = self.opening.partition_point(|line| line.person_id < Some(id));
        let last = self.opening[start..].iter().take_while(|line| line.person_id == Some(id));
        let paid = last.max_by_key(|line| (line.benefit == payment.benefit, line.account_no.is_some()));
        paid.map_or((None, None), |line| {
            (
                line.account_no.as_ref().map(|account| account.reveal().to_owned()),
                line.bank.as_deref().map(str::to_owned),
            )
        })
    }

    /// The bytes of one workbook.
    pub(super) fn workbook(&self, write: fn(&WardBook, &mut Book)) -> Result<Vec<u8>, XlsxError> {
        let mut book = Book::new(self)?;
        write(self, &mut book);
        book.finish()
    }
}

/// A workbook in the making. The first trouble is kept and given at the end.
pub(super) struct Book {
    workbook: Workbook,
    style: Style,
    head: Letterhead,
    trouble: Option<XlsxError>,
}

/// A month as lists write it: `12/2026`.
pub(super) fn written(month: Month) -> String {
    let (year, of_year) = month.ym();
    format!("{of_year:02}/{year}")
}

fn subtitle(pay_month: Month, as_of: Date) -> String {
    let (year, month) = pay_month.ym();
    let (y, m, d) = as_of.ymd();
    format!("Tháng {month:02} năm {year} (theo dữ liệu đến ngày {d:02}/{m:02}/{y})")
}

/// The bytes of a workbook of the whole city, its sheets made from their subtitle.
pub(super) fn of_city<'a>(
    inputs: &ListInputs<'a>,
    sheets: impl FnOnce(String) -> Vec<Sheet<'a>>,
) -> Result<Vec<u8>, XlsxError> {
    let head = Letterhead {
        above: "".to_owned(),
        agency: format!("UBND {}", inputs.city).to_uppercase(),
        year: inputs.pay_month.ym().0,
        run_id: inputs.run_id.to_owned(),
    };
    let mut book = Book::with(head, inputs.as_of)?;
    sheets(subtitle(inputs.pay_month, inputs.as_of)).iter().for_each(|sheet| book.add(sheet));
    book.finish()
}

impl Book {
    fn new(ward: &WardBook) -> Result<Book, XlsxError> {
        let head = Letterhead {
            above: format!("UBND {}", ward.city).to_uppercase(),
            agency: format!("UBND {}", ward.ward.name).to_uppercase(),
            year: ward.pay_month.ym().0,
            run_id: ward.run_id.to_owned(),
        };
        Book::with(head, ward.as_of)
    }

    /// A workbook of any office.
    pub(super) fn with(head: Letterhead, as_of: Date) -> Result<Book, XlsxError> {
        let mut workbook = Workbook::new();
        let (year, month, day) = as_of.ymd();
        // A fixed day, so that the same night gives the same bytes.
        let created = ExcelDateTime::from_ymd(year as u16, month, day)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created).set_author("ansinh"));
        Ok(Book { workbook, style: Style::new(), head, trouble: None })
    }

    /// Adds a sheet.
    pub(super) fn add(&mut self, sheet: &Sheet) {
        if self.trouble.is_none() {
            self.trouble = add(&mut self.workbook, &self.style, &self.head, sheet).err();
        }
    }

    /// The bytes, or the first trouble.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        match self.trouble {
            Some(trouble) => Err(trouble),
            None => self.workbook.save_to_buffer(),
        }
    }
}
