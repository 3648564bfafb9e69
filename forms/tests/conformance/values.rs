//! The values of the cases: `cel.expr.Value` in protobuf's JSON.

use crate::cases::Outside;
use forms::Value;
use forms::instant::{Duration, Timestamp};
use serde_json::Value as Json;

/// Reads a value; those of types that are not in the profile lie outside.
pub(crate) fn read(json: &Json) -> Result<Value, Outside> {
    let (kind, value) = json.as_object().unwrap().iter().next().unwrap();
    Ok(match kind.as_str() {
        "nullValue" => Value::Null,
        "boolValue" => Value::Bool(value.as_bool().unwrap()),
        "int64Value" => Value::Int(value.as_str().unwrap().parse().unwrap()),
        "doubleValue" => Value::Double(value.as_str().unwrap().parse().unwrap()),
        "stringValue" => Value::Str(value.as_str().unwrap().to_owned()),
        "listValue" => Value::List(
            entries(value, "values")
                .map(read)
                .collect::<Result<_, _>>()?,
        ),
        "mapValue" => {
            let pairs = entries(value, "entries");
            let pairs = pairs.map(|pair| Ok((read(&pair["key"])?, read(&pair["value"])?)));
            Value::Table(pairs.collect::<Result<_, _>>()?)
        }
        "objectValue" => object(value)?,
        "uint64Value" => return Err(outside("numbers without a sign")),
        "bytesValue" => return Err(outside("bytes")),
        "typeValue" => return Err(outside("types as values")),
        "enumValue" => return Err(outside("enums")),
        other => panic!("a value of a new kind: {other}"),
    })
}

fn outside(what: &str) -> Outside {
    Outside(format!("{what}: not in the profile"))
}

fn entries<'j>(json: &'j Json, key: &str) -> impl Iterator<Item = &'j Json> + use<'j> {
    json[key].as_array().into_iter().flatten()
}

fn object(json: &Json) -> Result<Value, Outside> {
    let kind = json["@type"].as_str().unwrap();
    let text = json["value"].as_str().unwrap_or("");
    match kind.rsplit('.').next() {
        Some("Duration") => Ok(Value::Duration(Duration::parse(text).unwrap())),
        Some("Timestamp") => Ok(Value::Timestamp(Timestamp::parse(text).unwrap())),
        _ => Err(outside("messages")),
    }
}

/// Whether two values are of one type and the same: stricter than `==`, for
/// which 1 is 1.0, and kinder, because what is no number equals itself.
pub(crate) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Double(a), Value::Double(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Table(a), Value::Table(b)) => {
            let held = |(key, value): &(Value, Value)| {
                b.iter()
                    .any(|(other, held)| same(key, other) && same(value, held))
            };
            a.len() == b.len() && a.iter().all(held)
        }
        _ => std::mem::discriminant(left) == std::mem::discriminant(right) && left == right,
    }
}
