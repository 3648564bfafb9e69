//! `boolean`: yes or no. Raw `yes` / `no`.

use crate::problem::Code;
use crate::value::Value;

pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    match text {
        "yes" => Ok(Some(Value::Bool(true))),
        "no" => Ok(Some(Value::Bool(false))),
        _ => Err(Code::Option),
    }
}

pub(super) fn show(yes: bool, lang: &str) -> Vec<String> {
    let word = match (yes, lang) {
        (true, "en") => "Yes",
        (false, "en") => "No",
        (true, _) => "Có",
        (false, _) => "Không",
    };
    vec![word.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_and_nothing_else() {
        assert_eq!(read("yes"), Ok(Some(Value::Bool(true))));
        assert_eq!(read("no"), Ok(Some(Value::Bool(false))));
        assert_eq!(read("true"), Err(Code::Option));
        assert_eq!(show(false, "vi"), ["Không"]);
        assert_eq!(show(true, "en"), ["Yes"]);
    }
}
