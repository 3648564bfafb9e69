//! From XPath to CEL, where CEL says exactly the same.
//!
//! The two differ in what is not answered: to XPath it is the empty text, so
//! that every comparison is true or false; to CEL it is *unknown*. A
//! translation therefore knows what becomes of an unknown where it stands
//! ([`Unknown`]) and asks `has(x)` wherever the two would part. A number that
//! cannot be computed (XPath's NaN) is our "no value".

pub(super) mod cel;
mod compare;
mod functions;
mod patterns;
mod reasons;
mod texts;
mod values;

use super::ledger::{Why, why};
use super::tree::{Site, Tree};
use super::xpath::{Op, Xpath, parse};
use cel::Cel;

pub(super) use patterns::anchored;

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Type {
    Bool,
    /// XLSForm's `acknowledge`: `OK`, or nothing.
    Tick,
    Int,
    Decimal,
    Text,
    /// Out of a list.
    Choice(String),
    /// Several out of a list.
    Many(String),
    Date,
    /// A date that XPath would give as a number of days.
    Days,
    PartialDate,
    DateTime,
    Time,
    Point,
    Files,
    Items,
    Nothing,
}

/// A translated value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) cel: Cel,
    pub(super) kind: Type,
    /// What must hold for it to be known; where one fails it is the empty text
    /// to XPath, and NaN as a number.
    needs: Vec<Cel>,
    /// Whether it is one field's answer, and so may be the empty text itself.
    plain: bool,
    /// A calculated text may be there and empty.
    blank: bool,
}

/// What an unknown counts as where an expression stands: the translation may
/// be unknown only where XPath gives the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// `visibleWhen` and `required`: as false.
    False,
    /// A rule: as true.
    True,
    /// Inside a calculation: it must not be unknown.
    Never,
}

impl Unknown {
    fn negated(self) -> Unknown {
        match self {
            Unknown::False => Unknown::True,
            Unknown::True => Unknown::False,
            Unknown::Never => Unknown::Never,
        }
    }
}

/// An expression's place and the form around it.
pub(super) struct Translator<'t> {
    tree: &'t Tree,
    site: Site,
}

/// A condition: `relevant`, `required`.
///
/// # Errors
/// Why it has no equivalent.
pub(super) fn condition(tree: &Tree, text: &str, site: Site) -> Result<Cel, Why> {
    let xpath = parse(text)?;
    Translator { tree, site }.condition(&xpath, Unknown::False)
}

/// A constraint, as a rule's `assert`. XLSForm does not ask it of an empty
/// answer.
///
/// # Errors
/// Why it has no equivalent.
pub(super) fn constraint(tree: &Tree, text: &str, site: Site) -> Result<Cel, Why> {
    let xpath = parse(text)?;
    let assert = Translator { tree, site }.condition(&xpath, Unknown::True)?;
    let names = xpath.any(&|part| matches!(part, Xpath::Answer(_) | Xpath::Path(_)));
    let itself = xpath.any(&|part| *part == Xpath::Dot);
    // What depends on the answer alone is unknown without it.
    if itself && !names {
        return Ok(assert);
    }
    Ok(Cel::name("self").has().not().or(assert))
}

/// A calculation.
///
/// # Errors
/// Why it has no equivalent.
pub(super) fn calculation(tree: &Tree, text: &str, site: Site) -> Result<Value, Why> {
    let translator = Translator { tree, site };
    let value = translator.value(&parse(text)?)?;
    match value.kind {
        Type::Bool | Type::Int | Type::Decimal | Type::Date | Type::Text | Type::Choice(_) => {}
        Type::Days => {
            return Err(why(
                "it gives a number of days since 1970; write date(…) around it",
                "biểu thức cho ra số ngày kể từ 1970; hãy viết date(…) bao ngoài",
            ));
        }
        _ => {
            return Err(why(
                "a calculated field is a text, a number, a date, or true or false",
                "trường tính toán là chuỗi, số, ngày hoặc đúng/sai",
            ));
        }
    }
    Ok(Value {
        plain: true,
        blank: value.kind == Type::Text,
        ..value
    })
}

impl Translator<'_> {
    /// Something that is true or false.
    fn condition(&self, xpath: &Xpath, unknown: Unknown) -> Result<Cel, Why> {
        match xpath {
            Xpath::Binary(Op::And, left, right) => Ok(self
                .condition(left, unknown)?
                .and(self.condition(right, unknown)?)),
            Xpath::Binary(Op::Or, left, right) => Ok(self
                .condition(left, unknown)?
                .or(self.condition(right, unknown)?)),
            Xpath::Binary(op, left, right) if compare::sign(*op).is_some() => {
                self.compare(*op, left, right, unknown)
            }
            Xpath::Call(name, parts) => self.asked(name, parts, unknown),
            Xpath::Answer(_) | Xpath::Path(_) | Xpath::Dot => self.truth(xpath, unknown),
            _ => Err(no_condition()),
        }
    }

    /// A function that gives true or false.
    fn asked(&self, name: &str, parts: &[Xpath], unknown: Unknown) -> Result<Cel, Why> {
        match (name, parts) {
            ("true", []) => Ok(Cel::bool(true)),
            ("false", []) => Ok(Cel::bool(false)),
            ("not", [inner]) => Ok(self.condition(inner, unknown.negated())?.not()),
            ("boolean", [inner]) => self.condition(inner, unknown),
            ("if", [when, yes, no]) => {
                let when = self.condition(when, Unknown::Never)?;
                Ok(when.either(
                    &self.condition(yes, unknown)?,
                    &self.condition(no, unknown)?,
                ))
            }
            ("selected", [list, option]) => self.selected(list, option, unknown),
            ("regex", [text, pattern]) => self.regex(text, pattern, unknown),
            ("contains" | "starts-with" | "ends-with", [text, part]) => {
                self.holds(name, text, part, unknown)
            }
            _ => Err(match reasons::known(name) {
                true => reasons::of(name, parts.len()),
                false if functions::gives_value(name) => no_condition(),
                false => reasons::of(name, parts.len()),
            }),
        }
    }

    /// An answer as a condition: whether it is there, or the tick itself.
    fn truth(&self, xpath: &Xpath, unknown: Unknown) -> Result<Cel, Why> {
        let value = self.value(xpath)?;
        match value.kind {
            Type::Tick => Ok(value.settled(value.cel.clone(), false, unknown)),
            Type::Text
            | Type::Choice(_)
            | Type::Many(_)
            | Type::Date
            | Type::Time
            | Type::DateTime => self.present(xpath, true),
            _ => Err(no_condition()),
        }
    }

    /// Whether something is chosen.
    fn selected(&self, list: &Xpath, option: &Xpath, unknown: Unknown) -> Result<Cel, Why> {
        let value = self.value(list)?;
        let (of, several) = match &value.kind {
            Type::Many(of) => (of, true),
            Type::Choice(of) => (of, false),
            _ => {
                return Err(why(
                    "`selected` asks a question with a list of options",
                    "`selected` chỉ hỏi câu có danh sách lựa chọn",
                ));
            }
        };
        let (option, option_needs) = match option {
            Xpath::Text(text) | Xpath::Number(text) => {
                self.option(of, text)?;
                (Cel::quoted(text), Vec::new())
            }
            _ => {
                let option = self.value(option)?;
                if !matches!(option.kind, Type::Choice(_) | Type::Text) || option.blank {
                    return Err(why(
                        "`selected` looks for one option",
                        "`selected` chỉ tìm một lựa chọn",
                    ));
                }
                (option.cel, option.needs)
            }
        };
        let needs = [value.needs.clone(), option_needs].concat();
        let cel = if several {
            option.relation("in", &value.cel)
        } else {
            value.cel.relation("==", &option)
        };
        Ok(settled(&needs, cel, false, unknown))
    }

    /// That a list has an option.
    fn option(&self, list: &str, value: &str) -> Result<(), Why> {
        if self.tree.offers(list, value) {
            return Ok(());
        }
        Err(why(
            format!("the list `{list}` has no option `{value}`"),
            format!("danh sách `{list}` không có lựa chọn `{value}`"),
        ))
    }

    /// Whether something was answered.
    fn present(&self, xpath: &Xpath, wanted: bool) -> Result<Cel, Why> {
        let value = self.value(xpath)?;
        if !value.plain {
            return Err(why(
                "only answers are asked whether they are empty",
                "chỉ hỏi được câu trả lời có trống hay không",
            ));
        }
        let mut there = all(&value.needs);
        if value.blank {
            there = there.and(value.cel.relation("!=", &Cel::quoted("")));
        }
        Ok(if wanted { there } else { there.not() })
    }
}

impl Value {
    fn known(cel: Cel, kind: Type) -> Value {
        Value {
            cel,
            kind,
            needs: Vec::new(),
            plain: false,
            blank: false,
        }
    }

    fn settled(&self, cel: Cel, without: bool, unknown: Unknown) -> Cel {
        settled(&self.needs, cel, without, unknown)
    }
}

/// A part that is unknown where something it needs is missing, and that XPath
/// then takes for `without`.
fn settled(needs: &[Cel], cel: Cel, without: bool, unknown: Unknown) -> Cel {
    match (unknown, without) {
        (Unknown::False, false) | (Unknown::True, true) => cel,
        (_, false) => all(needs).and(cel),
        (_, true) => needs
            .iter()
            .fold(Cel::bool(false), |one, need| one.or(need.clone().not()))
            .or(cel),
    }
}

fn all(needs: &[Cel]) -> Cel {
    let mut all = Cel::bool(true);
    for (place, need) in needs.iter().enumerate() {
        if !needs[..place].contains(need) {
            all = all.and(need.clone());
        }
    }
    all
}

fn no_condition() -> Why {
    why(
        "true or false is needed here; compare it with something",
        "ở đây cần đúng hoặc sai; hãy so sánh với một giá trị",
    )
}
