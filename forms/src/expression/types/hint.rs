//! How to mend what is wrong, said after it.

use super::kind::Type;
use crate::nearest::nearest;

/// English, Vietnamese.
pub(in crate::expression) type Hint = (&'static str, &'static str);

pub(super) const DOUBLE: Hint = (
    "binary fractions are not exact; write a decimal (0.5) and make it whole with round(x, 'halfUp')",
    "số thực nhị phân không chính xác; hãy viết số thập phân (0.5) và làm tròn bằng round(x, 'halfUp')",
);

pub(super) const DIVISION: Hint = (
    "a decimal cannot be divided exactly; multiply (x * 0.1), or make it whole first with round(x, 'down')",
    "không chia chính xác được số thập phân; hãy nhân (x * 0.1) hoặc làm tròn trước bằng round(x, 'down')",
);

pub(in crate::expression) const ZONE: Hint = (
    "say whose clock: getHours('Asia/Ho_Chi_Minh'), '+07:00' or 'UTC'",
    "phải nêu múi giờ: getHours('Asia/Ho_Chi_Minh'), '+07:00' hoặc 'UTC'",
);

pub(in crate::expression) const TIMESTAMP: Hint = (
    "no such moment; write timestamp('2026-01-31T08:00:00+07:00')",
    "không có thời điểm này; viết timestamp('2026-01-31T08:00:00+07:00')",
);

pub(in crate::expression) const DURATION: Hint = (
    "no length of time; write duration('1h30m')",
    "không phải khoảng thời gian; viết duration('1h30m')",
);

pub(super) const INSTANT_TEXT: Hint = (
    "a date with a time becomes text in parts; use date(x), getHours('Asia/Ho_Chi_Minh') and so on",
    "ngày giờ phải đổi thành chuỗi theo từng phần; hãy dùng date(x), getHours('Asia/Ho_Chi_Minh')…",
);

/// Did you mean …?
pub(super) fn near<'n>(
    written: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> (String, String) {
    match nearest(written, known) {
        Some(near) => (
            format!("; did you mean `{near}`?"),
            format!("; có phải là `{near}`?"),
        ),
        None => Default::default(),
    }
}

/// Somebody wrote `yes` for `true`.
pub(super) fn truth(word: &str) -> (String, String) {
    (format!("; write `{word}`"), format!("; hãy viết `{word}`"))
}

/// Where a condition is wanted.
pub(super) fn condition(found: &Type<'_>) -> Hint {
    match found {
        Type::Int | Type::Decimal => ("; compare it: x > 0", "; hãy so sánh: x > 0"),
        Type::Text | Type::Choice(_) => ("; compare it: x == '…'", "; hãy so sánh: x == '…'"),
        Type::Date | Type::PartialDate | Type::Timestamp | Type::List(_) | Type::Object(_) => (
            "; to ask whether it was answered: has(x)",
            "; để hỏi đã trả lời chưa: has(x)",
        ),
        _ => ("", ""),
    }
}

/// Where a whole number is wanted.
pub(super) fn whole(found: &Type<'_>) -> Hint {
    match found {
        Type::Decimal => (
            "; write round(x, 'halfUp')",
            "; hãy viết round(x, 'halfUp')",
        ),
        _ => ("", ""),
    }
}

/// Where two values are compared that do not go together.
pub(super) fn comparison(left: &Type<'_>, right: &Type<'_>) -> Hint {
    use Type::{Choice, Date, Decimal, Int, List, Null, PartialDate, Table, Text, Timestamp};
    match (left, right) {
        (Null, _) | (_, Null) => (
            "; to ask whether it was answered: has(x)",
            "; để hỏi đã trả lời chưa: has(x)",
        ),
        (Text | Choice(_), Int) | (Int, Text | Choice(_)) => (
            "; write numbers without quotes, or int(text)",
            "; viết số không có dấu nháy, hoặc dùng int(chuỗi)",
        ),
        (Text | Choice(_), Decimal) | (Decimal, Text | Choice(_)) => (
            "; write numbers without quotes",
            "; viết số không có dấu nháy",
        ),
        (Text, Date | PartialDate) | (Date | PartialDate, Text) => (
            "; write a date as date('2026-01-31')",
            "; viết ngày dưới dạng date('2026-01-31')",
        ),
        (Timestamp, Date | PartialDate) | (Date | PartialDate, Timestamp) => (
            "; take the date of it: date(x)",
            "; hãy lấy phần ngày: date(x)",
        ),
        (List(_) | Table(_), List(_) | Table(_)) => ("", ""),
        (List(_) | Table(_), _) => ("; write x in list", "; hãy viết x in danh_sách"),
        (_, List(_) | Table(_)) => ("; write `in` for `==`", "; hãy viết `in` thay cho `==`"),
        _ => ("", ""),
    }
}

/// Where a member is taken of what has none.
pub(super) fn select(base: &Type<'_>) -> Hint {
    match base {
        Type::List(_) => (
            "; ask each: list.exists(x, x.…)",
            "; hãy hỏi từng phần tử: danh_sách.exists(x, x.…)",
        ),
        _ => ("", ""),
    }
}
