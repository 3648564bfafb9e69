//! Binary fractions and bits.

use super::Extension as E;
use crate::expression::{Bug, Result, Stop, bug};
use crate::value::Value;

/// `int(double)`: towards zero; a bug beyond 64 bits, the least included, as
/// CEL has it.
pub(in crate::expression) fn truncated(number: f64) -> Result<Value> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if number.is_nan() || number.abs() >= TWO_TO_63 {
        return bug(Bug::Overflow);
    }
    Ok(Value::Int(number as i64))
}

pub(super) fn apply(function: E, values: &[Value]) -> Result<Value> {
    Ok(match values {
        [Value::Double(number)] => of_fraction(function, *number)?,
        [Value::Int(number)] => of_whole(function, *number)?,
        [Value::Int(left), Value::Int(right)] => Value::Int(bits(function, *left, *right)?),
        [Value::Str(text)] if function == E::Double => {
            let number = text.trim() == text && !text.starts_with('+');
            let number = number.then(|| text.parse().ok()).flatten();
            Value::Double(number.ok_or(Stop::Bug(Bug::Conversion))?)
        }
        [Value::Str(text)] if function == E::Bool => match text.as_str() {
            "1" | "t" | "true" | "TRUE" | "True" => Value::Bool(true),
            "0" | "f" | "false" | "FALSE" | "False" => Value::Bool(false),
            _ => return bug(Bug::Conversion),
        },
        [Value::Bool(yes)] if function == E::Bool => Value::Bool(*yes),
        _ => return bug(Bug::Type),
    })
}

fn of_fraction(function: E, number: f64) -> Result<Value> {
    Ok(Value::Double(match function {
        E::Double => number,
        E::Ceil => number.ceil(),
        E::Floor => number.floor(),
        E::Round => number.round(),
        E::Trunc => number.trunc(),
        E::Abs => number.abs(),
        E::Sqrt => number.sqrt(),
        E::Sign if number == 0.0 || number.is_nan() => number,
        E::Sign => number.signum(),
        E::IsNan => return Ok(Value::Bool(number.is_nan())),
        E::IsInf => return Ok(Value::Bool(number.is_infinite())),
        E::IsFinite => return Ok(Value::Bool(number.is_finite())),
        _ => return bug(Bug::Type),
    }))
}

fn of_whole(function: E, number: i64) -> Result<Value> {
    Ok(match function {
        E::Double => Value::Double(number as f64),
        E::Sqrt => Value::Double((number as f64).sqrt()),
        E::Abs => Value::Int(number.checked_abs().ok_or(Stop::Bug(Bug::Overflow))?),
        E::Sign => Value::Int(number.signum()),
        E::BitNot => Value::Int(!number),
        _ => return bug(Bug::Type),
    })
}

fn bits(function: E, left: i64, right: i64) -> Result<i64> {
    if matches!(function, E::BitShiftLeft | E::BitShiftRight) {
        if right < 0 {
            return bug(Bug::Conversion);
        }
        let by = u32::try_from(right).unwrap_or(u32::MAX);
        let bits = left.cast_unsigned();
        let shifted = if function == E::BitShiftLeft {
            bits.checked_shl(by)
        } else {
            bits.checked_shr(by)
        };
        return Ok(shifted.unwrap_or(0).cast_signed());
    }
    Ok(match function {
        E::BitAnd => left & right,
        E::BitOr => left | right,
        E::BitXor => left ^ right,
        _ => return bug(Bug::Type),
    })
}
