//! The words of accounts, banks and phones, as plain data.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A bank and the words that mean it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// Usual short name.
    pub name: String,
    /// Folded words.
    pub words: Vec<String>,
    /// What its accounts look like, where that is known or assumed.
    pub accounts: Option<AccountForm>,
}

/// The accounts of a bank.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountForm {
    /// Usual numbers of digits.
    pub digits: Vec<usize>,
    /// How sure that is; nothing follows from it but a warning.
    #[serde(rename = "confidence")]
    pub _confidence: AccountConfidence,
    /// Where it is from.
    #[serde(rename = "source")]
    pub _source: String,
}

/// How sure the form of a bank's accounts is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountConfidence {
    /// Published by the bank.
    Confirmed,
    /// Nobody looked it up.
    Assumed,
}

/// `words/contacts.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactWords {
    /// Where the lists are from.
    #[serde(rename = "origin")]
    pub _origin: String,
    /// Words beside an account that name the column again, folded.
    pub labels: Vec<String>,
    /// Words beside a number that say that it is no account, folded.
    pub other_numbers: Vec<String>,
    /// What is written where there is no account: the money is paid in cash, or none was opened; folded.
    pub no_account: Vec<String>,
    /// Banks; the first that fits decides.
    pub banks: Vec<Bank>,
    /// Old prefixes of eleven-digit numbers and their new ones.
    pub phone_prefixes: BTreeMap<String, String>,
}
