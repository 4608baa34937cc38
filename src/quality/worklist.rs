//! The work list of each ward: what is undetermined, what it costs a month, and who can settle it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Benefit, Coded, Dong, EntitlementStatus, Fact, Mistake, Month, PaymentLine, PersonKey, WardCode};
use crate::table::outputs::{EntitlementRow, WorklistRow};

/// Who can supply which fact, and what to ask: the suppliers of `pipelines/facts.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppliers {
    /// Offices in the order of the file: whom, and what to ask.
    offices: Vec<(String, String)>,
    /// Office by name of the fact.
    of: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
struct File {
    supplier: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    facts: toml::Spanned<Vec<toml::Spanned<String>>>,
    who: toml::Spanned<String>,
    ask: toml::Spanned<String>,
}

const FILE: &str = "facts.toml";

/// What may be missing besides facts.
const OTHERS: [&str; 6] = ["birth_date", "cared_for", IDENTITY, APPLICATION, VISIT, OTHER];
const IDENTITY: &str = "identity";
const APPLICATION: &str = "application";
const VISIT: &str = "visit";
const OTHER: &str = "other";

impl Suppliers {
    /// Reads the suppliers in the text of `pipelines/facts.toml`.
    ///
    /// # Errors
    /// All mistakes at once: bad TOML, a fact that nobody knows or that is named twice, an
    /// office without a name or a question.
    pub fn parse(text: &str) -> Result<Suppliers, Vec<Mistake>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            vec![Mistake::at_offset(FILE, text, start, error.message())]
        })?;
        let mut mistakes = Vec::new();
        let mut wrong = |start: usize, message: String| mistakes.push(Mistake::at_offset(FILE, text, start, message));
        let mut suppliers = Suppliers { offices: Vec::new(), of: BTreeMap::new() };
        for entry in &file.supplier {
            for (name, value) in [("who", &entry.who), ("ask", &entry.ask)] {
                if value.get_ref().trim().is_empty() {
                    wrong(value.span().start, format!("{name}: a supplier needs it"));
                }
            }
            for fact in entry.facts.get_ref() {
                let (name, start) = (fact.get_ref(), fact.span().start);
                if Fact::from_code(name).is_err() && !OTHERS.contains(&name.as_str()) {
                    wrong(start, format!("facts: `{name}` is no declared fact"));
                }
                if suppliers.of.insert(name.clone(), suppliers.offices.len()).is_some() {
                    wrong(start, format!("facts: `{name}` has a supplier already"));
                }
            }
            suppliers.offices.push((entry.who.get_ref().clone(), entry.ask.get_ref().clone()));
        }
        for name in OTHERS.into_iter().filter(|name| !suppliers.of.contains_key(*name)) {
            wrong(text.len(), format!("supplier: nobody supplies `{name}`"));
        }
        if mistakes.is_empty() { Ok(suppliers) } else { Err(mistakes) }
    }

    /// What to do for somebody who is not enrolled: to see what no register says, or only to apply.
    #[must_use]
    pub fn visit(&self, person: PersonKey, missing: &[String]) -> String {
        if missing.is_empty() {
            return self.special(APPLICATION);
        }
        let mut offices = self.by_office(person, missing);
        // There is no decision yet in which the ward could look.
        if let (Some(seen), Some(&visit)) = (self.of.get(OTHER).and_then(|of| offices.remove(of)), self.of.get(VISIT)) {
            offices.insert(visit, seen);
        }
        self.asked(&offices)
    }

    fn asked(&self, offices: &BTreeMap<usize, Vec<String>>) -> String {
        let ask = |(office, facts): (&usize, &Vec<String>)| {
            let (who, ask) = &self.offices[*office];
            format!("{who}: {ask} ({})", facts.join(", "))
        };
        offices.iter().map(ask).collect::<Vec<_>>().join(". ") + "."
    }

    fn special(&self, name: &str) -> String {
        let office = self.of.get(name).and_then(|&office| self.offices.get(office));
        office.map_or_else(String::new, |(who, ask)| format!("{who}: {ask}."))
    }

    /// The facts missing, by the office that supplies them, in the order of the file.
    fn by_office(&self, person: PersonKey, missing: &[String]) -> BTreeMap<usize, Vec<String>> {
        if let (PersonKey::Provisional(_), Some(&office)) = (person, self.of.get(IDENTITY)) {
            return BTreeMap::from([(office, missing.iter().map(|name| wording(name)).collect())]);
        }
        let mut offices: BTreeMap<usize, Vec<String>> = BTreeMap::new();
        for name in missing {
            let own = if name == "cared_for" { name } else { name.strip_prefix("cared_").unwrap_or(name) };
            // Somebody is asked for what no office is named for: `parse` sees to it.
            let office = self.of.get(own).or(self.of.get(OTHER)).copied().unwrap_or_default();
            offices.entry(office).or_default().push(wording(name));
        }
        offices
    }
}

/// What is missing in Vietnamese.
fn wording(name: &str) -> String {
    if name == "cared_for" {
        return "người được chăm sóc là ai".to_owned();
    }
    let (own, whose) = match name.strip_prefix("cared_") {
        Some(own) => (own, " của người được chăm sóc"),
        None => (name, ""),
    };
    let label = match Fact::from_code(own) {
        // Never named in a list that is passed on (law.md §10).
        Ok(Fact::Hiv) => "căn cứ y tế của quyết định",
        Ok(fact) => fact.label_vi(),
        Err(_) if own == "birth_date" => "ngày sinh đầy đủ",
        Err(_) => own,
    };
    format!("{label}{whose}")
}

/// Every undetermined line of the pay month, ward by ward, most money first. The money of a line is
/// what is carried over for it every month; of equal sums the person with the smaller id comes first.
#[must_use]
pub fn worklist(
    law: &[EntitlementRow],
    closing: &[PaymentLine],
    pay_month: Month,
    suppliers: &Suppliers,
) -> Vec<WorklistRow> {
    let mut paid: BTreeMap<(PersonKey, Benefit, Option<PersonKey>), Dong> = BTreeMap::new();
    for line in closing.iter().filter(|line| line.carried_over) {
        paid.entry((line.person, line.benefit.family(), line.for_person)).or_default().0 += line.amount.0;
    }
    let open = law.iter().filter(|row| row.month == pay_month && row.status == EntitlementStatus::Undetermined);
    let mut wards: BTreeMap<WardCode, Vec<WorklistRow>> = BTreeMap::new();
    for row in open {
        let Some(ward) = row.ward_code else { continue };
        let amount = paid.get(&(row.person_id, row.benefit.family(), row.for_person_id)).copied().unwrap_or_default();
        wards.entry(ward).or_default().push(line(row, ward, amount, suppliers));
    }
    let mut rows = Vec::new();
    for mut of_ward in wards.into_values() {
        of_ward.sort_by_key(|row| (std::cmp::Reverse(row.amount), row.person_id, row.benefit));
        rows.extend((1..).zip(of_ward).map(|(place, row)| WorklistRow { place, ..row }));
    }
    rows
}

fn line(row: &EntitlementRow, ward_code: WardCode, amount: Dong, suppliers: &Suppliers) -> WorklistRow {
    let offices = suppliers.by_office(row.person_id, &row.missing);
    let whom: Vec<&str> = offices.keys().map(|office| suppliers.offices[*office].0.as_str()).collect();
    WorklistRow {
        ward_code,
        place: 0,
        person_id: row.person_id,
        benefit: row.benefit,
        amount,
        missing: row.missing.clone(),
        missing_vi: row.missing.iter().map(|name| wording(name)).collect::<Vec<_>>().join(", "),
        suppliers_vi: whom.join("; "),
        action_vi: match row.person_id {
            PersonKey::Provisional(_) => suppliers.special(IDENTITY),
            PersonKey::Register(_) => suppliers.asked(&offices),
        },
        clause: row.clause.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../pipelines/facts.toml");

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        assert!(TEXT.contains(from));
        let mistakes = Suppliers::parse(&TEXT.replacen(from, to, 1)).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{mistakes:?}");
        assert!(mistakes[0].message.contains(expected) && mistakes[0].at.is_some(), "{mistakes:?}");
    }

    #[test]
    fn a_fact_has_one_office_and_mistakes_have_their_place() {
        assert!(Suppliers::parse(TEXT).unwrap().of.len() > OTHERS.len());
        check("\"poverty\"]", "\"poverty\", \"severity\"]", "has a supplier already");
        check("\"poverty\"]", "\"poverty\", \"wealth\"]", "no declared fact");
        check(", \"other\"]", "]", "nobody supplies `other`");
        check("ask = \"kiểm tra", "ask = \"\"\n# \"kiểm tra", "needs it");
        check("who = \"Sở Y tế\"", "whom = \"Sở Y tế\"", "unknown field");
    }

    #[test]
    fn facts_of_one_office_stand_together_and_a_stranger_has_one_question() {
        let suppliers = Suppliers::parse(TEXT).unwrap();
        let known = PersonKey::Register(crate::model::PersonId::from_number(31_148_000_001).unwrap());
        let missing = ["severity", "alive", "cared_severity", "birth_date"].map(str::to_owned);
        let offices = suppliers.by_office(known, &missing);
        let facts: Vec<String> = offices.values().map(|facts| facts.join("+")).collect();
        assert_eq!(facts, ["còn sống+ngày sinh đầy đủ", "mức độ khuyết tật+mức độ khuyết tật của người được chăm sóc"]);
        let stranger = suppliers.by_office(PersonKey::Provisional(1), &missing);
        assert_eq!(stranger.len(), 1);
        assert!(suppliers.offices[*stranger.keys().next().unwrap()].1.contains("xác định đúng người"));
    }
}
