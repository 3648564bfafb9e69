//! `email`: an e-mail address. The shape only; that it is read is shown by a
//! letter sent there.

use crate::problem::Code;
use crate::value::Value;

/// One `@`, a local part of RFC 5322's unquoted characters, a domain of two
/// or more labels, 254 characters in all (RFC 5321, 4.5.3.1).
pub(super) fn read(text: String) -> Result<Option<Value>, Code> {
    let fits = text.len() <= 254
        && text
            .split_once('@')
            .is_some_and(|(local, domain)| is_local(local) && is_domain(domain, false));
    if fits {
        Ok(Some(Value::Str(text)))
    } else {
        Err(Code::Type)
    }
}

fn is_local(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|part| {
            !part.is_empty()
                && part.bytes().all(|byte| {
                    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
                })
        })
}

/// Two or more labels with dots between; with letters of `any` language, or ASCII.
#[inline(never)]
pub(super) fn is_domain(domain: &str, any: bool) -> bool {
    let mut labels = 0;
    let fits = domain.split('.').all(|label| {
        labels += 1;
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || any && !byte.is_ascii())
    });
    fits && labels > 1
}

pub(super) fn show(text: &str) -> Vec<String> {
    vec![text.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_an_address() {
        for text in ["an@example.com", "a.b+c@mail.gov.vn", "o'neil@x-y.vn"] {
            assert!(read(text.to_owned()).is_ok(), "{text}");
        }
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "an",
            "an@example",
            "@x.vn",
            "a@@x.vn",
            "a@x..vn",
            "a@-x.vn",
            ".a@x.vn",
            "a b@x.vn",
            "ánh@x.vn",
            &long,
        ] {
            assert!(read(text.to_owned()).is_err(), "{text}");
        }
    }
}
