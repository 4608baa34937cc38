//! Worked examples of the law: people, their decisions, and what they must get. They are data
//! beside the rules and are run before a night is.

use serde::Deserialize;
use toml::Spanned;

use super::config::Day;
use super::law::Law;
use super::source::Source;
use super::vocabulary::Vocabulary;
use crate::model::{
    Benefit, Claim, ClaimSource, Coded, Date, Dong, EntitlementStatus, Fact, FactInterval, FactSource, Ground, Mistake,
    Month, PartialDate, PersonId, PersonKey, Reason, Subject, WardCode,
};
use crate::table::outputs::EntitlementRow;

/// An example whose answer differs from what the law says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleFailure {
    /// Its number: `E01`.
    pub id: String,
    /// Whether the law is certain about it.
    pub certain: bool,
    /// What was expected, with the month.
    pub expected: String,
    /// What came out.
    pub got: String,
    /// The rows of that month, with their explanations.
    pub trace: Vec<String>,
}

/// An example, as its file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Example {
    id: String,
    #[serde(rename = "vi")]
    _vi: String,
    certain: bool,
    #[serde(rename = "clause")]
    _clause: String,
    #[serde(default, rename = "why")]
    _why: Option<String>,
    subject: Vec<ExampleSubject>,
    expect: Vec<Expect>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleSubject {
    birth: Option<String>,
    /// 30 and 31 are the city; any other code a province without a rate of its own.
    area: i64,
    #[serde(default)]
    facts: Vec<ExampleFact>,
    #[serde(default)]
    claims: Vec<ExampleClaim>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleFact {
    fact: Spanned<String>,
    value: toml::Value,
    from: Option<Day>,
    to: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleClaim {
    benefit: Spanned<String>,
    decided: Option<Day>,
    /// Day on which the file was received.
    filed: Option<Day>,
    ground: Option<String>,
    cared_for: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    month: Spanned<String>,
    /// Sum of the monthly benefits of all subjects; of one benefit where it is named.
    amount: i64,
    benefit: Option<String>,
    status: Option<String>,
    reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExamplesFile {
    example: Vec<Example>,
}

/// Reads the files of examples.
pub(super) fn parse(sources: &[Source], words: &Vocabulary, mistakes: &mut Vec<Mistake>) -> Vec<Example> {
    let mut examples = Vec::new();
    for source in sources {
        let Some(file) = source.parse::<ExamplesFile>(mistakes) else { continue };
        for example in file.example {
            example.check(source, words, mistakes);
            examples.push(example);
        }
    }
    examples
}

impl Example {
    fn check(&self, source: &Source, words: &Vocabulary, mistakes: &mut Vec<Mistake>) {
        for subject in &self.subject {
            for fact in &subject.facts {
                if value(words, fact).is_none() {
                    let what = format!("{}: `{}` has no such value, or is no fact", self.id, fact.fact.get_ref());
                    mistakes.push(source.mistake(fact.fact.span().start, what));
                }
            }
            for claim in subject.claims.iter().filter(|claim| Benefit::from_code(claim.benefit.get_ref()).is_err()) {
                mistakes.push(source.mistake(claim.benefit.span().start, format!("{}: unknown benefit", self.id)));
            }
        }
        for expect in self.expect.iter().filter(|expect| Month::from_code(expect.month.get_ref()).is_err()) {
            mistakes.push(source.mistake(expect.month.span().start, format!("{}: not a month", self.id)));
        }
    }

    fn subjects(&self, words: &Vocabulary) -> Vec<Subject> {
        let numbered = self.subject.iter().enumerate();
        numbered.map(|(index, subject)| subject.subject(index, words)).collect()
    }
}

impl ExampleSubject {
    fn subject(&self, index: usize, words: &Vocabulary) -> Subject {
        let ward = WardCode::from_digits("11410").expect("five digits");
        let mut facts: Vec<FactInterval> = self.facts.iter().filter_map(|fact| interval(words, fact)).collect();
        let given = |fact: Fact| self.facts.iter().any(|one| one.fact.get_ref() == fact.as_str());
        for (fact, value) in [(Fact::Alive, 1), (Fact::Resident, 1), (Fact::InInstitution, 0), (Fact::Area, self.area)]
        {
            if !given(fact) {
                facts.push(always(fact, value));
            }
        }
        facts.sort_by_key(|fact| (fact.fact, fact.from));
        let claims = self.claims.iter().filter_map(|claim| {
            Some(Claim {
                benefit: Benefit::from_code(claim.benefit.get_ref()).ok()?,
                ground: claim.ground.as_deref().and_then(|ground| Ground::from_code(ground).ok()),
                decided_on: claim.decided.map(|day| day.0),
                filed_on: claim.filed.map(|day| day.0),
                from_month: None,
                source: ClaimSource::Decision,
                row_id: None,
                ward,
                cared_for: claim.cared_for,
                opening: None,
                safe_link: true,
            })
        });
        Subject {
            key: PersonKey::Register(PersonId::from_number(31_000_000_000 + index as u64).expect("12 digits")),
            birth: self.birth.as_deref().and_then(|birth| birth.parse::<PartialDate>().ok()),
            gender: None,
            wards: vec![(Date::MIN, ward)],
            facts,
            claims: claims.collect(),
        }
    }
}

fn always(fact: Fact, value: i64) -> FactInterval {
    FactInterval { fact, value, from: Date::MIN, to: Date::MAX, source: FactSource::Population, proven: true }
}

fn value(words: &Vocabulary, entry: &ExampleFact) -> Option<i64> {
    let fact = Fact::from_code(entry.fact.get_ref()).ok()?;
    match &entry.value {
        toml::Value::Integer(number) => Some(*number),
        toml::Value::String(code) => words.info(fact)?.codes.get(code).copied(),
        _ => None,
    }
}

fn interval(words: &Vocabulary, entry: &ExampleFact) -> Option<FactInterval> {
    let fact = Fact::from_code(entry.fact.get_ref()).ok()?;
    let from = entry.from.map_or(Date::MIN, |day| day.0);
    let to = entry.to.map_or(Date::MAX, |day| day.0);
    Some(FactInterval { from, to, ..always(fact, value(words, entry)?) })
}

impl Law {
    /// Runs the worked examples that stand beside the rules and gives those that fail.
    #[must_use]
    pub fn run_examples(&self) -> Vec<ExampleFailure> {
        let failures = self.examples.iter().flat_map(|example| {
            let subjects = example.subjects(&self.words);
            example.expect.iter().filter_map(move |expect| self.run_example(example, &subjects, expect))
        });
        failures.collect()
    }

    /// Numbers of the worked examples, in file order.
    #[must_use]
    pub fn examples(&self) -> Vec<&str> {
        self.examples.iter().map(|example| example.id.as_str()).collect()
    }

    fn run_example(&self, example: &Example, subjects: &[Subject], expect: &Expect) -> Option<ExampleFailure> {
        let month = Month::from_code(expect.month.get_ref()).ok()?;
        let rows = match self.evaluate(subjects, month, month) {
            Ok(rows) => rows,
            Err(error) => {
                let (id, certain) = (example.id.clone(), example.certain);
                return Some(ExampleFailure {
                    id,
                    certain,
                    expected: String::new(),
                    got: error.to_string(),
                    trace: vec![],
                });
            }
        };
        let meant: Vec<&EntitlementRow> = rows.iter().filter(|row| expect.means(row)).collect();
        let amount = Dong::sum(meant.iter().map(|row| row.amount)).unwrap_or(Dong(-1));
        let has = |test: &dyn Fn(&EntitlementRow) -> bool| meant.iter().any(|row| test(row));
        let status = expect.status.as_deref().map(|code| has(&|row| row.status.as_str() == code));
        let reason =
            expect.reason.as_deref().map(|code| has(&|row| row.reason.is_some_and(|reason| reason.as_str() == code)));
        if amount.0 == expect.amount && status != Some(false) && reason != Some(false) {
            return None;
        }
        let statuses: Vec<(EntitlementStatus, Option<Reason>)> =
            meant.iter().map(|row| (row.status, row.reason)).collect();
        Some(ExampleFailure {
            id: example.id.clone(),
            certain: example.certain,
            expected: format!("{month}: {} {:?} {:?}", Dong(expect.amount), expect.status, expect.reason),
            got: format!("{amount} {statuses:?}"),
            trace: rows.iter().map(|row| format!("{} {}: {}", row.benefit, row.amount, row.explanation_vi)).collect(),
        })
    }
}

impl Expect {
    fn means(&self, row: &EntitlementRow) -> bool {
        match &self.benefit {
            Some(benefit) => row.benefit.as_str() == benefit,
            None => row.benefit != Benefit::MaiTang,
        }
    }
}
