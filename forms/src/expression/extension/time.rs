//! Moments and lengths of time out of values that are only known when run. A
//! form writes them out, and the parser reads them.

use crate::expression::{Bug, Function, Result, Stop, bug};
use crate::instant::{Duration, Timestamp};
use crate::value::Value;

/// `timestamp(x)` and `duration(x)`.
pub(in crate::expression) fn time(function: Function, value: &Value) -> Result<Value> {
    let made = match (function, value) {
        (Function::Timestamp, Value::Str(text)) => Timestamp::parse(text).map(Value::Timestamp),
        (Function::Timestamp, Value::Int(seconds)) => {
            Timestamp::new(*seconds, 0).map(Value::Timestamp)
        }
        (Function::Duration, Value::Str(text)) => Duration::parse(text).map(Value::Duration),
        (Function::Timestamp, Value::Timestamp(_)) | (Function::Duration, Value::Duration(_)) => {
            Some(value.clone())
        }
        _ => return bug(Bug::Type),
    };
    made.ok_or(Stop::Bug(Bug::Conversion))
}
