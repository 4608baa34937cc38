//! From the text of a condition to its typed form. Mistakes carry their place in the file.

use sqlparser::ast::{self, BinaryOperator, UnaryOperator};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use sqlparser::tokenizer::{Span, Token};
use toml::Spanned;

use super::config::FactKind;
use super::expr::{Expr, Op, Slot, Term};
use super::source::Source;
use super::vocabulary::Vocabulary;
use crate::model::{Coded, Date, Fact, Mistake};

/// What a text is being read against.
struct Reader<'a> {
    words: &'a Vocabulary,
    file: &'a Source,
    /// Byte of the file at which the text of the expression begins.
    start: usize,
    text: &'a str,
    mistakes: &'a mut Vec<Mistake>,
}

/// Reads a condition; mistakes are added and give `None`.
pub(super) fn condition(
    text: &Spanned<String>,
    words: &Vocabulary,
    file: &Source,
    mistakes: &mut Vec<Mistake>,
) -> Option<Expr> {
    let mut reader = Reader::of(text, words, file, mistakes);
    let tree = reader.tree()?;
    reader.boolean(&tree)
}

/// Reads a number: a count, or a sum of counts.
pub(super) fn count(
    text: &Spanned<String>,
    words: &Vocabulary,
    file: &Source,
    mistakes: &mut Vec<Mistake>,
) -> Option<Term> {
    let mut reader = Reader::of(text, words, file, mistakes);
    let tree = reader.tree()?;
    reader.term(&tree).map(|(term, _)| term)
}

impl<'a> Reader<'a> {
    fn of(
        text: &'a Spanned<String>,
        words: &'a Vocabulary,
        file: &'a Source,
        mistakes: &'a mut Vec<Mistake>,
    ) -> Reader<'a> {
        // The span begins with the quotation marks: one, or three and perhaps a line break.
        let raw = &file.text[text.span()];
        let inside = raw.len() - raw.trim_start_matches(['"', '\'', '\n']).len();
        Reader { words, file, start: text.span().start + inside, text: text.get_ref(), mistakes }
    }

    fn tree(&mut self) -> Option<ast::Expr> {
        let dialect = GenericDialect {};
        let parsed = Parser::new(&dialect).try_with_sql(self.text).and_then(|mut parser| {
            let tree = parser.parse_expr()?;
            let next = parser.peek_token_ref();
            Ok((tree, (next.token != Token::EOF).then(|| (next.span, next.token.to_string()))))
        });
        match parsed {
            Ok((tree, None)) => Some(tree),
            Ok((_, Some((span, token)))) => self.fail(span, format!("unexpected `{token}`")),
            Err(error) => self.fail(Span::empty(), error.to_string()),
        }
    }

    fn fail<T>(&mut self, span: Span, message: impl Into<String>) -> Option<T> {
        let line_start: usize =
            self.text.split_inclusive('\n').take(span.start.line.saturating_sub(1) as usize).map(str::len).sum();
        let offset = self.start + line_start + span.start.column.saturating_sub(1) as usize;
        self.mistakes.push(self.file.mistake(offset, message));
        None
    }

    fn boolean(&mut self, tree: &ast::Expr) -> Option<Expr> {
        match tree {
            ast::Expr::Nested(inner) => self.boolean(inner),
            ast::Expr::UnaryOp { op: UnaryOperator::Not, expr } => Some(Expr::Not(Box::new(self.boolean(expr)?))),
            ast::Expr::BinaryOp { left, op: op @ (BinaryOperator::And | BinaryOperator::Or), right } => {
                let parts = (self.boolean(left), self.boolean(right));
                let parts = vec![parts.0?, parts.1?];
                Some(if *op == BinaryOperator::And { Expr::All(parts) } else { Expr::Any(parts) })
            }
            ast::Expr::BinaryOp { left, op, right } => self.comparison(left, op, right),
            ast::Expr::InList { expr, list, negated } => {
                let (term, kind) = self.term(expr)?;
                let values: Vec<Option<i64>> = list.iter().map(|item| self.literal(item, kind)).collect();
                let one_of = Expr::OneOf(term, values.into_iter().collect::<Option<_>>()?);
                Some(if *negated { Expr::Not(Box::new(one_of)) } else { one_of })
            }
            ast::Expr::Between { expr, negated, low, high } => {
                let (term, kind) = self.term(expr)?;
                let (low, high) = (self.literal(low, kind)?, self.literal(high, kind)?);
                let between = Expr::All(vec![
                    Expr::Compare(term.clone(), Op::GreaterOrEqual, Term::Number(low)),
                    Expr::Compare(term, Op::LessOrEqual, Term::Number(high)),
                ]);
                Some(if *negated { Expr::Not(Box::new(between)) } else { between })
            }
            ast::Expr::IsNull(inner) => Some(Expr::Unknown(self.term(inner)?.0)),
            ast::Expr::IsNotNull(inner) => Some(Expr::Not(Box::new(Expr::Unknown(self.term(inner)?.0)))),
            ast::Expr::Identifier(ident) => match self.term(tree)? {
                (term, Kind::Fact(fact)) if self.is_flag(fact) => Some(Expr::Compare(term, Op::Equal, Term::Number(1))),
                _ => self.fail(ident.span, format!("`{}` is not a flag: compare it with a value", ident.value)),
            },
            other => self.fail(ast::Spanned::span(other), format!("not a condition: `{other}`")),
        }
    }

    fn comparison(&mut self, left: &ast::Expr, op: &BinaryOperator, right: &ast::Expr) -> Option<Expr> {
        let op = match op {
            BinaryOperator::Eq => Op::Equal,
            BinaryOperator::NotEq => Op::NotEqual,
            BinaryOperator::Lt => Op::Less,
            BinaryOperator::LtEq => Op::LessOrEqual,
            BinaryOperator::Gt => Op::Greater,
            BinaryOperator::GtEq => Op::GreaterOrEqual,
            other => return self.fail(ast::Spanned::span(left), format!("not a comparison: `{other}`")),
        };
        let (term, kind) = self.term(left)?;
        let right = match right {
            ast::Expr::Identifier(ident) => match (kind, self.term(right)?) {
                (Kind::Fact(fact), (right, Kind::Money)) if self.kind_of(fact) == Some(FactKind::Money) => right,
                _ => return self.fail(ident.span, format!("`{}` cannot be compared here: wrong type", ident.value)),
            },
            literal => Term::Number(self.literal(literal, kind)?),
        };
        Some(Expr::Compare(term, op, right))
    }

    fn term(&mut self, tree: &ast::Expr) -> Option<(Term, Kind)> {
        match tree {
            ast::Expr::Nested(inner) => self.term(inner),
            ast::Expr::BinaryOp { left, op: BinaryOperator::Plus, right } => {
                let (left, right) = (self.term(left)?.0, self.term(right)?.0);
                Some((Term::Sum(vec![left, right]), Kind::Number))
            }
            ast::Expr::Identifier(ident) => {
                let found = named(&ident.value, self.words);
                found.or_else(|| self.fail(ident.span, format!("unknown fact `{}`", ident.value)))
            }
            other => self.fail(ast::Spanned::span(other), format!("expected a fact or an age, found `{other}`")),
        }
    }

    fn literal(&mut self, tree: &ast::Expr, kind: Kind) -> Option<i64> {
        let ast::Expr::Value(value) = tree else {
            return self.fail(ast::Spanned::span(tree), format!("expected a value, found `{tree}`"));
        };
        let codes = match kind {
            Kind::Fact(fact) => {
                self.words.info(fact).filter(|info| info.kind == FactKind::Code).map(|info| &info.codes)
            }
            _ => None,
        };
        let number = match (&value.value, codes) {
            (ast::Value::Number(text, _), None) => text.parse().ok(),
            (ast::Value::Boolean(yes), None) if matches!(kind, Kind::Fact(fact) if self.is_flag(fact)) => {
                Some(i64::from(*yes))
            }
            (ast::Value::SingleQuotedString(text), Some(codes)) => codes.get(text).copied(),
            _ => None,
        };
        if number.is_some() {
            return number;
        }
        let wanted = codes.map_or("a whole number".to_owned(), |codes| {
            codes.keys().map(|code| format!("'{code}'")).collect::<Vec<_>>().join(", ")
        });
        self.fail(value.span, format!("wrong type: expected {wanted}, found `{}`", value.value))
    }

    fn kind_of(&self, fact: Fact) -> Option<FactKind> {
        self.words.info(fact).map(|info| info.kind)
    }

    fn is_flag(&self, fact: Fact) -> bool {
        self.kind_of(fact) == Some(FactKind::Flag)
    }
}

/// Type of a term.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Fact(Fact),
    Number,
    Money,
}

/// A name of an expression: a fact, an age, a rate.
fn named(name: &str, words: &Vocabulary) -> Option<(Term, Kind)> {
    let (cared, own) = name.strip_prefix("cared_").map_or((false, name), |rest| (true, rest));
    match own {
        "age" => return Some((Term::Age { cared }, Kind::Number)),
        "age_eve" => return Some((Term::AgeEve { cared }, Kind::Number)),
        _ => {}
    }
    if let Some(day) = own.strip_prefix("age_on_") {
        let day = Date::from_code(&day.replace('_', "-")).ok()?;
        return Some((Term::AgeOn { cared, day }, Kind::Number));
    }
    if let Ok(fact) = Fact::from_code(own) {
        return Some((Term::Fact(Slot { cared, fact }), Kind::Fact(fact)));
    }
    words.rate(name).map(|index| (Term::Rate(index), Kind::Money))
}
