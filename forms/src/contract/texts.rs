//! Texts of a prescribed shape as regular expressions that ECMAScript and
//! Python read alike. What each says is what its question reads.

use crate::question::decimal::DIGITS;

/// White space at either end: our texts are trimmed. The characters of
/// Unicode's `White_Space`, written out because `\s` differs between languages.
macro_rules! space {
    () => {
        "\t\n\u{b}\u{c}\r \u{85}\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}"
    };
}

/// What one line must not match: an untrimmed text, a control character.
pub(super) const NOT_A_LINE: &str = concat!(
    "^[",
    space!(),
    "]|[",
    space!(),
    "]$|[\u{0}-\u{1f}\u{7f}-\u{9f}]"
);

/// The same for several lines, which may break and hold tabs.
pub(super) const NOT_LINES: &str = concat!(
    "^[",
    space!(),
    "]|[",
    space!(),
    "]$|[\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}]"
);

/// A last line break, before which Python's `$` matches.
pub(super) const ENDS_IN_A_BREAK: &str = "\n$";

const MONTH_DAY: &str = concat!(
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
);
const YEAR: &str = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])";
/// Divisible by 4, and by 400 where it ends in 00; year 0 stands nowhere.
const LEAP: &str = concat!(
    "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])",
    "|(?:0[48]|[2468][048]|[13579][26])00)"
);

/// A day of the calendar, `YYYY-MM-DD`, years 1 to 9999.
pub(super) fn day() -> String {
    format!("^(?:{YEAR}-{MONTH_DAY}|{LEAP}-02-29)$")
}

/// A date as fine as `precision` asks: with `day` the finer parts may lack.
pub(super) fn partial_date(precision: &str) -> String {
    let month = format!("{YEAR}-(?:0[1-9]|1[0-2])");
    match precision {
        "year" => format!("^{YEAR}$"),
        "month" => format!("^{month}$"),
        _ => format!("^(?:{YEAR}|{month}|{YEAR}-{MONTH_DAY}|{LEAP}-02-29)$"),
    }
}

/// An address: one `@`, a dotted local part, labels of up to 63 characters.
pub(super) fn email() -> String {
    let part = "[A-Za-z0-9!#$%&'*+\\-\\/=?^_`{|}~]+";
    let label = "[A-Za-z0-9](?:[A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?";
    format!("^{part}(?:\\.{part})*@{label}(?:\\.{label})+$")
}

/// The local part's length, which a second pattern says.
pub(super) const EMAIL_LOCAL: &str = "^[^@]{1,64}@";

/// E.164: Vietnamese numbers by their own plan, others by their length.
pub(super) const PHONE: &str = concat!(
    "^\\+(?:84(?:2[0-9]{8,9}|[35789][0-9]{8})",
    "|(?:[1-79][0-9]|8[0-35-9])[0-9]{6,13})$"
);

/// A day and a time here, by whole minutes.
pub(super) fn instant() -> String {
    format!("^(?:{YEAR}-{MONTH_DAY}|{LEAP}-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:00\\+07:00$")
}

/// `HH:MM`.
pub(super) const TIME: &str = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$";

/// Up to 18 digits, `scale` of them behind the point.
pub(super) fn decimal(scale: u8) -> String {
    let whole = DIGITS.saturating_sub(scale);
    format!("^-?[0-9]{{1,{whole}}}(?:\\.[0-9]{{1,{scale}}})?$")
}

/// Degrees north of the equator and east of Greenwich.
pub(super) const LATITUDE: &str = "^-?0*(?:[0-8]?[0-9](?:\\.[0-9]{1,6})?|90(?:\\.0{1,6})?)$";
pub(super) const LONGITUDE: &str =
    "^-?0*(?:(?:1[0-7][0-9]|[0-9]?[0-9])(?:\\.[0-9]{1,6})?|180(?:\\.0{1,6})?)$";

/// Ten digits and perhaps three of a branch; twelve of a person.
pub(super) fn tax_code(personal: bool) -> String {
    let person = if personal { "|[0-9]{12}" } else { "" };
    format!("^(?:[0-9]{{10}}(?:-[0-9]{{3}})?{person})$")
}

/// The scheme; what a host may be is not said here.
pub(super) const URL: &str = "^[Hh][Tt][Tt][Pp][Ss]?:\\/\\/[^ ]+$";

/// Twelve digits.
pub(super) const NATIONAL_ID: &str = "^[0-9]{12}$";
