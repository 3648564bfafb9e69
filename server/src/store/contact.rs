//! Where a person is reached: how it is compared, sent to and hinted at.

use super::dossier::Contact;
use crate::id;
use subtle::ConstantTimeEq;

impl Contact {
    /// What a person typed who means a contact: with `@` an e-mail address,
    /// else a telephone number.
    pub fn typed(text: &str) -> Self {
        let text = text.trim();
        Self {
            kind: if text.contains('@') { "email" } else { "phone" }.to_owned(),
            to: text.to_owned(),
        }
    }

    /// Whether it is a telephone number.
    pub fn is_phone(&self) -> bool {
        self.kind == "phone"
    }

    /// The one way of writing it: an address in lower case; a number as E.164,
    /// Vietnamese (`+84`) where it says no country.
    pub fn normal(&self) -> String {
        if !self.is_phone() {
            return self.to.trim().to_lowercase();
        }
        let digits: String = self.to.chars().filter(char::is_ascii_digit).collect();
        let country = self.to.trim_start().starts_with('+');
        let number = match digits.strip_prefix("00") {
            Some(number) => number.to_owned(),
            None if country => digits,
            None => match digits.strip_prefix('0') {
                Some(national) => format!("84{national}"),
                None => digits,
            },
        };
        format!("+{number}")
    }

    /// Whether both mean the same; in constant time.
    pub fn is_same(&self, other: &Self) -> bool {
        let hash = |contact: &Self| id::sha256(contact.normal().as_bytes());
        (self.kind == other.kind) & bool::from(hash(self).ct_eq(&hash(other)))
    }

    /// Enough for its owner to know it again, and for nobody to write to:
    /// `n***@g***.com`, `09*****123`.
    pub fn masked(&self) -> String {
        let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        if self.is_phone() {
            let number = self.normal();
            let number = match number.strip_prefix("+84") {
                Some(national) => format!("0{national}"),
                None => number,
            };
            let digits: Vec<char> = number.chars().collect();
            let shown = |at: usize| digits.len() > 6 && (at < 2 || at + 3 >= digits.len());
            let mask = |(at, digit): (usize, &char)| if shown(at) { *digit } else { '*' };
            return digits.iter().enumerate().map(mask).collect();
        }
        let (local, domain) = self.to.trim().split_once('@').unwrap_or_default();
        let (name, last) = domain.rsplit_once('.').unwrap_or((domain, ""));
        format!("{}***@{}***.{last}", first(local), first(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        Contact::typed(one).is_same(&Contact::typed(other))
    }

    #[test]
    fn however_it_is_written() {
        assert!(same(" An.Nguyen@Example.COM ", "an.nguyen@example.com"));
        for number in ["+84 912 345 678", "0084912345678", "0912.345.678"] {
            assert!(same(number, "0912345678"), "{number}");
        }
        assert!(!same("an@example.com", "an@example.org"));
        assert!(!same("0912345678", "0912345679"));
        assert!(!same("0912345678", "+1912345678"));
        assert!(!same("", "an@example.com"));
    }

    #[test]
    fn a_mask_keeps_little() {
        for (contact, masked) in [
            ("nguyen@gmail.com", "n***@g***.com"),
            ("a@mail.sonla.gov.vn", "a***@m***.vn"),
            ("+84912345123", "09*****123"),
            ("0912 345 123", "09*****123"),
            ("+4915112345678", "+4*********678"),
            ("12", "***"),
        ] {
            assert_eq!(Contact::typed(contact).masked(), masked);
        }
    }
}
