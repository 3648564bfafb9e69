//! `declaration`: a statement that must be ticked. Raw `yes`; unticked is
//! unanswered, never "no".

use crate::problem::Code;
use crate::value::Value;

pub(super) fn read(text: &str) -> Result<Option<Value>, Code> {
    if text == "yes" {
        Ok(Some(Value::Bool(true)))
    } else {
        Err(Code::Option)
    }
}

pub(super) fn show(lang: &str) -> Vec<String> {
    vec![
        if lang == "en" {
            "Confirmed"
        } else {
            "Đã xác nhận"
        }
        .to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_tick_counts() {
        assert_eq!(read("yes"), Ok(Some(Value::Bool(true))));
        assert_eq!(read("no"), Err(Code::Option));
        assert_eq!(show("vi"), ["Đã xác nhận"]);
    }
}
