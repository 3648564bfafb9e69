//! Functions, methods and macros by name.

use super::grammar::{Parser, Result2, joined};
use super::{Dialect, Parsed, SyntaxError};
use crate::expression::extension::{self, Extension};
use crate::expression::functions::{ARGUMENTS, Function, NAMES, Row, Style};
use crate::expression::types::hint::{self, Hint};
use crate::expression::{Expr, Macro};
use crate::instant::{Duration, Timestamp, zone};
use crate::limits;
use crate::nearest::nearest;
use crate::pattern::compile_search;

const MACROS: [(&str, Macro); 6] = [
    ("all", Macro::All),
    ("exists", Macro::Exists),
    ("exists_one", Macro::ExistsOne),
    ("existsOne", Macro::ExistsOne),
    ("map", Macro::Map),
    ("filter", Macro::Filter),
];

/// Names that stand before a function's: `math.greatest`.
const NAMESPACES: [&str; 2] = ["math", "strings"];

/// Functions of CEL for types that the profile leaves out.
const OUTSIDE: [(&str, &str, &str); 3] = [
    (
        "uint",
        "numbers without a sign are not part of the language; write int(x)",
        "ngôn ngữ này không có số không dấu; hãy viết int(x)",
    ),
    (
        "bytes",
        "bytes are not part of the language",
        "ngôn ngữ này không có kiểu bytes",
    ),
    (
        "type",
        "types are not values of the language: a field's type is known when the form is published",
        "ngôn ngữ này không dùng kiểu làm giá trị: kiểu của trường đã biết khi công bố tờ khai",
    ),
];

const MATCHES: &str = "matches";

/// Every function there is.
fn rows() -> impl Iterator<Item = Row> {
    let extensions = extension::NAMES
        .into_iter()
        .map(|(extension, name, least, most, style)| {
            (Function::Extension(extension), name, least, most, style)
        });
    NAMES.into_iter().chain(extensions)
}

/// The function of a name that may be written so.
fn row(name: &str, unlike: Style) -> Option<Row> {
    rows().find(|row| row.1 == name && row.4 != unlike && !name.is_empty())
}

impl Parser {
    pub(super) fn call(&mut self, at: usize, name: &str) -> Result2 {
        if let Some((_, en, vi)) = OUTSIDE.iter().find(|row| row.0 == name) {
            return Err(SyntaxError::outside(en, vi).moved(at));
        }
        let parts = self.several(")")?;
        if name == MATCHES {
            return finish_matches(at, parts);
        }
        if name == "has" && self.dialect == Dialect::Cel {
            let select = |part: &Parsed| matches!(part.expr, Expr::Select(..));
            if parts.len() != 1 || !parts.iter().all(select) {
                return Err(SyntaxError::new(
                    at,
                    "`has` takes one member: has(a.b)",
                    "`has` nhận một thành phần: has(a.b)",
                ));
            }
        }
        self.finish(at, name, row(name, Style::Method), parts)
    }

    pub(super) fn method(&mut self, base: Parsed, at: usize, name: &str) -> Result2 {
        if let Some((_, kind)) = MACROS.iter().find(|row| row.0 == name) {
            return self.comprehension(base, at, *kind);
        }
        if let Expr::Name(space) = &base.expr
            && NAMESPACES.contains(&space.as_str())
        {
            let at = base.places.first().copied().unwrap_or(at);
            let name = [space, ".", name].concat();
            let parts = self.several(")")?;
            return self.finish(at, &name, row(&name, Style::Method), parts);
        }
        let mut parts = vec![base];
        parts.extend(self.several(")")?);
        if name == MATCHES {
            return finish_matches(at, parts);
        }
        self.finish(at, name, row(name, Style::Plain), parts)
    }

    fn finish(&self, at: usize, name: &str, row: Option<Row>, mut parts: Vec<Parsed>) -> Result2 {
        let fits = row.filter(|row| (row.2..=row.3).contains(&parts.len()));
        let function = match (row, fits, self.dialect) {
            (_, Some(row), _) => row.0,
            (_, None, Dialect::Cel) if parts.len() <= ARGUMENTS => {
                Function::Extension(Extension::Unbound)
            }
            (Some(row), None, _) => return Err(arity(at, &row)),
            (None, None, _) => return Err(unknown_function(at, name)),
        };
        if self.dialect == Dialect::Form {
            parts = written_out(function, parts)?;
        }
        let places = joined(at, &parts);
        Ok(Parsed {
            expr: Expr::Call(function, parts.into_iter().map(|part| part.expr).collect()),
            places,
        })
    }

    fn comprehension(&mut self, list: Parsed, at: usize, kind: Macro) -> Result2 {
        let variable_at = self.at();
        let variable = self.name()?;
        if self.dialect == Dialect::Form && (variable == "self" || variable == "item") {
            return Err(SyntaxError::new(
                variable_at,
                "`self` and `item` are taken; choose another name",
                "`self` và `item` đã có nghĩa khác; hãy chọn tên khác",
            ));
        }
        self.macros += 1;
        if self.macros > limits::MACRO_NESTING {
            return Err(SyntaxError::limit(
                at,
                "macros nest at most twice; compute a part of it in a calculated field",
                "macro lồng nhau tối đa hai tầng; hãy tính một phần ở một trường calculated",
            ));
        }
        self.expect(",")?;
        let mut body = self.nested()?;
        let mut list = list;
        if kind == Macro::Map && self.eat(",") {
            // `map(x, condition, made)` is a filter and a map.
            list = each(Macro::Filter, list, at, variable.clone(), body);
            body = self.nested()?;
        }
        self.macros -= 1;
        self.expect(")")?;
        Ok(each(kind, list, at, variable, body))
    }
}

fn each(kind: Macro, list: Parsed, at: usize, variable: String, body: Parsed) -> Parsed {
    let places = joined(at, [&list, &body]);
    Parsed {
        expr: Expr::Macro(kind, Box::new(list.expr), variable, Box::new(body.expr)),
        places,
    }
}

/// How a text that is written out is read.
type Reading = fn(&str) -> Option<Vec<i64>>;

/// Moments, lengths of time and zones are written out in a form, and read
/// here: neither can one fail later, nor need a browser read them.
fn written_out(function: Function, mut parts: Vec<Parsed>) -> Result<Vec<Parsed>, SyntaxError> {
    use Function as F;
    let (read, wrong): (Reading, Hint) = match (function, parts.len()) {
        (F::Timestamp, _) => (
            |text| Timestamp::parse(text).map(|time| vec![time.seconds(), time.nanos()]),
            hint::TIMESTAMP,
        ),
        (F::Duration, _) => (
            |text| {
                let nanos = Duration::parse(text)?.nanos();
                Some(vec![nanos / 1_000_000_000, nanos % 1_000_000_000])
            },
            hint::DURATION,
        ),
        (
            F::FullYear
            | F::Month
            | F::DayOfMonth
            | F::DayIndex
            | F::Weekday
            | F::DayOfYear
            | F::Hours
            | F::Minutes
            | F::Seconds
            | F::Milliseconds,
            2,
        ) => (
            |text| zone(text).map(|offset| vec![i64::from(offset)]),
            hint::ZONE,
        ),
        _ => return Ok(parts),
    };
    let Some(last) = parts.pop() else {
        return Ok(parts);
    };
    let at = last.places.first().copied().unwrap_or(0);
    let numbers = match &last.expr {
        Expr::Str(text) => read(text),
        _ => None,
    };
    let numbers = numbers.ok_or_else(|| SyntaxError::new(at, wrong.0, wrong.1))?;
    parts.extend(numbers.into_iter().map(|number| Parsed {
        expr: Expr::Int(number),
        places: vec![at],
    }));
    Ok(parts)
}

/// `text.matches('pattern')`: the pattern is compiled here, hence a literal.
fn finish_matches(at: usize, mut parts: Vec<Parsed>) -> Result2 {
    let (Some(pattern), Some(text), true) = (parts.pop(), parts.pop(), parts.is_empty()) else {
        return Err(SyntaxError::new(
            at,
            "`matches` takes a text and a pattern",
            "`matches` nhận một chuỗi và một mẫu",
        ));
    };
    let pattern_at = pattern.places.first().copied().unwrap_or(at);
    let Expr::Str(source) = pattern.expr else {
        return Err(SyntaxError::new(
            pattern_at,
            "a pattern is written out: matches('[0-9]+')",
            "mẫu phải được viết thẳng ra: matches('[0-9]+')",
        ));
    };
    let pattern =
        compile_search(&source).map_err(|(en, vi)| SyntaxError::new(pattern_at, en, vi))?;
    Ok(Parsed {
        places: joined(at, [&text]),
        expr: Expr::Matches(Box::new(text.expr), Box::new(pattern)),
    })
}

fn arity(at: usize, (_, name, least, most, style): &Row) -> SyntaxError {
    // A receiver is no argument to whoever writes it.
    let before = usize::from(*style == Style::Method);
    let (least, most) = (least - before, most - before);
    let (en, vi) = if least == most {
        (
            format!("`{name}` takes {least} arguments"),
            format!("`{name}` nhận {least} tham số"),
        )
    } else {
        (
            format!("`{name}` takes {least} to {most} arguments"),
            format!("`{name}` nhận từ {least} đến {most} tham số"),
        )
    };
    SyntaxError::new(at, &en, &vi)
}

/// What people call the macros elsewhere, or write as plain calls.
const MEANT: [(&str, &str); 9] = [
    ("all", "members.all(m, …)"),
    ("every", "members.all(m, …)"),
    ("any", "members.exists(m, …)"),
    ("some", "members.exists(m, …)"),
    ("exists", "members.exists(m, …)"),
    ("exists_one", "members.exists_one(m, …)"),
    ("map", "members.map(m, …)"),
    ("filter", "members.filter(m, …)"),
    ("count", "size(members.filter(m, …))"),
];

fn unknown_function(at: usize, name: &str) -> SyntaxError {
    if let Some((_, how)) = MEANT.iter().find(|row| row.0 == name) {
        return SyntaxError::new(
            at,
            &format!("there is no function `{name}`; of a list `members` it is written {how}"),
            &format!("không có hàm `{name}`; với danh sách `members` hãy viết {how}"),
        );
    }
    let written = rows().find(|row| row.1 == name);
    let (hint_en, hint_vi) = match written {
        Some((_, name, .., Style::Method)) => (
            format!("; write x.{name}(…)"),
            format!("; hãy viết x.{name}(…)"),
        ),
        Some((_, name, ..)) => (
            format!("; write {name}(x, …)"),
            format!("; hãy viết {name}(x, …)"),
        ),
        None => {
            let macros = MACROS.iter().map(|row| row.0);
            let known = NAMES.iter().map(|row| row.1).chain(macros).chain([MATCHES]);
            match nearest(name, known) {
                Some(near) => (
                    format!("; did you mean `{near}`?"),
                    format!("; có phải là `{near}`?"),
                ),
                None => (String::new(), String::new()),
            }
        }
    };
    SyntaxError::new(
        at,
        &format!("there is no function `{name}`{hint_en}"),
        &format!("không có hàm `{name}`{hint_vi}"),
    )
}
