//! What the analysis says, Vietnamese first: what is so, and how to mend it.

use super::slice::Beyond;
use crate::form::{Base, Site};

/// Vietnamese and English.
pub(super) type Said = (String, String);

fn said(vi: &str, en: &str) -> Said {
    (vi.to_owned(), en.to_owned())
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// A page or field that nobody is ever asked.
pub(super) fn unreachable(site: &Site<'_>, required: &[&str]) -> Said {
    let owner = &site.owner;
    let (mut vi, mut en) = match site.base {
        Base::Page => (
            format!("điều kiện này không bao giờ đúng nên không ai tới được trang `{owner}`"),
            format!("this can never be true: nobody reaches the page `{owner}`"),
        ),
        _ => (
            format!("điều kiện này không bao giờ đúng nên không ai được hỏi `{owner}`"),
            format!("this can never be true: nobody is asked `{owner}`"),
        ),
    };
    if !required.is_empty() {
        vi.push_str(&format!(", kể cả mục bắt buộc {}", listed(required)));
        en.push_str(&format!(", nor its required {}", listed(required)));
    }
    vi.push_str("; hãy sửa điều kiện hoặc bỏ đi");
    en.push_str("; mend the condition, or leave it out");
    (vi, en)
}

/// Some other condition that never holds.
pub(super) fn never(site: &Site<'_>) -> Said {
    let owner = &site.owner;
    match (site.base, site.owner.strip_prefix("fee.")) {
        (Base::Required, _) => (
            format!(
                "điều kiện này không bao giờ đúng: `{owner}` không bao giờ bắt buộc; hãy sửa hoặc bỏ `required`"
            ),
            format!(
                "this can never be true: `{owner}` is never required; mend it, or leave `required` out"
            ),
        ),
        (_, Some(line)) => (
            format!(
                "điều kiện này không bao giờ đúng: dòng phí `{line}` không bao giờ được thu; hãy sửa hoặc bỏ dòng này"
            ),
            format!(
                "this can never be true: the line `{line}` is never charged; mend it, or leave the line out"
            ),
        ),
        _ => said(
            "điều kiện này không bao giờ đúng: mục này không bao giờ áp dụng; hãy sửa hoặc bỏ đi",
            "this can never be true: the entry never applies; mend it, or leave it out",
        ),
    }
}

/// A condition that says nothing.
pub(super) fn always(site: &Site<'_>) -> Said {
    let owner = &site.owner;
    match site.base {
        Base::Required => (
            format!("điều kiện này luôn đúng: `{owner}` luôn bắt buộc; hãy viết `required: true`"),
            format!("this is always true: `{owner}` is always required; write `required: true`"),
        ),
        Base::When => said(
            "điều kiện này luôn đúng; có thể bỏ `when`",
            "this is always true; `when` can be left out",
        ),
        _ => (
            format!(
                "điều kiện này luôn đúng ở chỗ được xét: `{owner}` luôn được hỏi; có thể bỏ `visibleWhen`"
            ),
            format!(
                "this is always true where it is asked: `{owner}` is always there; `visibleWhen` can be left out"
            ),
        ),
    }
}

fn rule<'s>(site: &'s Site<'_>) -> &'s str {
    let end = site.owner.rsplit('#').next();
    end.unwrap_or(&site.owner)
}

/// A rule nobody can meet.
pub(super) fn never_holds(site: &Site<'_>) -> Said {
    let id = rule(site);
    (
        format!("quy tắc `{id}` không bao giờ được thỏa mãn; hãy xem lại các giá trị so sánh"),
        format!("the rule `{id}` can never be met; look at the values it compares"),
    )
}

/// A rule that says nothing.
pub(super) fn never_fails(site: &Site<'_>) -> Said {
    let id = rule(site);
    (
        format!("quy tắc `{id}` không bao giờ sai nên không chặn gì; hãy sửa hoặc bỏ đi"),
        format!("the rule `{id}` can never fail; mend it, or leave it out"),
    )
}

/// An option that is excluded where it is compared.
pub(super) fn option(field: &str, value: &str) -> Said {
    (
        format!(
            "`{field}` không thể là `{value}` ở đây vì điều kiện bên ngoài đã loại trừ; bỏ phép so sánh này"
        ),
        format!(
            "`{field}` cannot be `{value}` here: what is around excludes it; leave the comparison out"
        ),
    )
}

/// Lines of which none applies.
pub(super) fn gap(lines: &[&str], example: &str) -> Said {
    let lines = listed(lines);
    (
        format!(
            "khoảng trống: khi {example}, không dòng nào trong {lines} được thu; thêm một dòng, kể cả 0 đồng, nếu không cố ý"
        ),
        format!(
            "gap: for answers {example}, none of {lines} is charged; add a line, 0 đồng too, unless it is meant"
        ),
    )
}

/// Lines of which two apply.
pub(super) fn overlap(first: &str, second: &str, example: &str) -> Said {
    (
        format!(
            "chồng lấn: khi {example}, cả hai dòng `{first}` và `{second}` cùng được thu; thu hẹp một điều kiện nếu không cố ý"
        ),
        format!(
            "overlap: for answers {example}, the lines `{first}` and `{second}` both apply; narrow one unless it is meant"
        ),
    )
}

/// What an example is called in which nothing was answered.
pub(super) const NOTHING: (&str, &str) = ("chưa trả lời gì", "nothing answered");

/// Shapes named in one line.
const NAMED: usize = 3;

/// What could not be followed.
pub(super) fn loose<'r>(reasons: impl Iterator<Item = &'r str>) -> Said {
    let reasons: Vec<String> = reasons.map(short).collect();
    if reasons.is_empty() {
        return said(
            "chưa kiểm tra: máy không thử hết được các giá trị của câu trả lời đọc ở đây",
            "not checked: not every value of the answers read here can be gone through",
        );
    }
    let more = reasons.len().saturating_sub(NAMED);
    let named: Vec<&str> = reasons.iter().take(NAMED).map(String::as_str).collect();
    let (mut vi, mut en) = (
        format!(
            "chưa kiểm tra: máy không thử hết được các trường hợp của {}",
            listed(&named)
        ),
        format!(
            "not checked: not every case of {} can be gone through",
            listed(&named)
        ),
    );
    if more > 0 {
        vi.push_str(&format!(" và {more} chỗ khác"));
        en.push_str(&format!(" and {more} more"));
    }
    (vi, en)
}

fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

/// What was too much work.
pub(super) fn beyond(beyond: Beyond) -> Said {
    match beyond {
        Beyond::Combinations => said(
            "chưa kiểm tra: hơn 100.000 tổ hợp câu trả lời",
            "not checked: more than 100,000 combinations of answers",
        ),
        Beyond::Steps => said(
            "chưa kiểm tra: biểu mẫu cần quá nhiều bước để xét hết",
            "not checked: the form takes too many steps to go through",
        ),
    }
}
