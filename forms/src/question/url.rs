//! `url`: the address of a page on the web.

use super::email::is_domain;
use super::is_digits;
use crate::problem::Code;
use crate::value::Value;

/// Characters of an address.
pub(crate) const LENGTH: u32 = 2_048;

/// `http` or `https`, a host and whatever follows. Nothing else: `javascript:`
/// and `data:` would run when an officer opens them, and a name before `@`
/// makes one site look like another.
pub(super) fn read(text: String) -> Result<Option<Value>, Code> {
    if host(&text).is_some_and(is_host) {
        Ok(Some(Value::Str(text)))
    } else {
        Err(Code::Type)
    }
}

pub(super) fn check(text: &str) -> Option<Code> {
    (text.chars().count() > LENGTH as usize).then_some(Code::MaxLength(LENGTH))
}

/// Host and port; `None` where there is another scheme, a space or a control.
fn host(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(':')?;
    let rest = rest.strip_prefix("//")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let end = rest
        .bytes()
        .position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'\\'));
    rest.get(..end.unwrap_or(rest.len()))
        .filter(|_| web && plain)
}

/// A name of two or more labels, which may hold letters of any language, or
/// the four numbers of an address; then perhaps a port.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    is_domain(name, true)
        && is_digits(port)
        && port.len() <= 5
        && port.parse::<i64>().is_ok_and(|port| port < 65_536)
}

pub(super) fn show(text: &str) -> Vec<String> {
    vec![text.to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_with_a_host_and_nothing_else() {
        for text in [
            "https://example.com",
            "http://sonla.gov.vn/thu-tuc?ma=1.004222#a",
            "HTTPS://Example.com:8443/",
            "https://192.0.2.1/x",
            "https://tiếngviệt.vn/đường",
        ] {
            assert!(read(text.to_owned()).is_ok(), "{text}");
        }
        for text in [
            "example.com",
            "https://",
            "https:///x",
            "https://localhost",
            "https://a..b",
            "https://-a.vn",
            "https://a.vn:0x50",
            "https://a.vn:70000",
            "https://example.com@evil.vn/",
            "https://a.vn/a b",
            "ftp://a.vn",
            "javascript:alert(1)",
            "javascript://a.vn/%0aalert(1)",
            "data:text/html,x",
        ] {
            assert_eq!(read(text.to_owned()), Err(Code::Type), "{text}");
        }
    }

    #[test]
    fn both_sides_of_the_length() {
        let long = |length: usize| format!("https://a.vn/{}", "a".repeat(length - 13));
        assert_eq!(check(&long(LENGTH as usize)), None);
        assert_eq!(
            check(&long(LENGTH as usize + 1)),
            Some(Code::MaxLength(LENGTH))
        );
    }
}
