//! Texts of a prescribed shape as regular expressions that ECMAScript and
//! Python read alike. What each says is what its question reads.

use crate::question::national_id::PROVINCES;

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

/// Twelve digits: a place, the 20th or 21st century, the rest.
pub(super) fn national_id() -> String {
    let provinces: Vec<String> = PROVINCES.iter().map(|code| format!("{code:02}")).collect();
    let place = format!(
        "(?:0(?:{})|10[1-9]|1[1-9][0-9]|[2-9][0-9]{{2}})",
        provinces.join("|")
    );
    format!("^{place}[0-3][0-9]{{8}}$")
}

/// Ten digits and perhaps a branch; where people are meant, twelve.
pub(super) fn tax_code(personal: bool) -> String {
    let code = "[0-9]{10}(?:-[0-9]{3})?";
    if personal {
        let person = national_id();
        let person = person.trim_start_matches('^').trim_end_matches('$');
        format!("^(?:{code}|{person})$")
    } else {
        format!("^{code}$")
    }
}

/// Digits with up to `scale` behind the point, less than 10^18 units in all.
pub(super) fn decimal(scale: u8) -> String {
    let whole = 18 - scale;
    format!("^-?0*[0-9]{{1,{whole}}}(?:\\.[0-9]{{1,{scale}}})?$")
}

/// Hours and minutes.
pub(super) const TIME: &str = "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$";

/// A day and a time at the hour of Việt Nam, by whole minutes.
pub(super) fn date_time() -> String {
    let day = day();
    let day = day.trim_end_matches('$');
    format!("{day}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:00\\+07:00$")
}

/// Hours that in UTC lie before the first year.
pub(super) const BEFORE_TIME: &str = "^0001-01-01T0[0-6]";

/// What every web address begins with.
pub(super) const URL: &str = "^[Hh][Tt][Tt][Pp][Ss]?:\\/\\/[^\\/?#]";

/// Degrees with up to six digits behind the point.
pub(super) const DEGREES: &str = "^-?[0-9]+(?:\\.[0-9]{1,6})?$";
