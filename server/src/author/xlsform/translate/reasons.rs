//! Why a function has no equivalent, and what to write instead.

use super::super::ledger::{Why, why};

/// Function, and what to do about it.
const REASONS: [(&str, &str, &str); 24] = [
    (
        "now",
        "there is a day, today(), but no moment",
        "chỉ có ngày today(), không có thời điểm",
    ),
    (
        "position",
        "an item does not know its place",
        "mục không biết thứ tự của mình",
    ),
    (
        "once",
        "nothing is computed only once",
        "không có phép tính chỉ làm một lần",
    ),
    (
        "pulldata",
        "files beside a form are not read; make a dataset",
        "không đọc tệp đi kèm; hãy lập bộ dữ liệu",
    ),
    (
        "instance",
        "other documents are not read; make a dataset",
        "không đọc tài liệu khác; hãy lập bộ dữ liệu",
    ),
    (
        "current",
        "location paths have no equivalent; write ${name}",
        "không có đường dẫn; hãy viết ${tên}",
    ),
    (
        "jr:choice-name",
        "labels are no values; compare the option's value",
        "nhãn không phải giá trị; hãy so sánh giá trị của lựa chọn",
    ),
    (
        "choice-name",
        "labels are no values; compare the option's value",
        "nhãn không phải giá trị; hãy so sánh giá trị của lựa chọn",
    ),
    (
        "jr:itext",
        "labels are no values",
        "nhãn không phải giá trị",
    ),
    (
        "selected-at",
        "options that are chosen have no order; ask with selected()",
        "lựa chọn không có thứ tự; hãy hỏi bằng selected()",
    ),
    (
        "random",
        "a form computes the same for everybody",
        "tờ khai tính như nhau cho mọi người",
    ),
    (
        "randomize",
        "a form is the same for everybody",
        "tờ khai như nhau cho mọi người",
    ),
    (
        "uuid",
        "the server numbers dossiers itself",
        "máy chủ tự đánh số hồ sơ",
    ),
    (
        "join",
        "texts of many items are not joined",
        "không nối chuỗi của nhiều mục",
    ),
    (
        "indexed-repeat",
        "an item is taken by a number from 1 to 200 that is written out, out of its own repeat",
        "chỉ lấy mục theo số viết sẵn từ 1 đến 200, trong đúng nhóm lặp",
    ),
    (
        "count",
        "only items of a repeat are counted",
        "chỉ đếm mục của nhóm lặp",
    ),
    (
        "count-non-empty",
        "only answers in the items of a repeat are counted",
        "chỉ đếm câu trả lời trong các mục của nhóm lặp",
    ),
    (
        "substr",
        "a part of a text is taken by whole numbers that are written out, the first not after the second",
        "chỉ cắt chuỗi bằng số nguyên viết sẵn, số đầu không lớn hơn số sau",
    ),
    (
        "min",
        "the least of many items may be of none; write math.least(list) beside a rule that asks for one item",
        "số nhỏ nhất có thể không có mục nào; hãy viết math.least(danh sách) kèm quy tắc cần ít nhất một mục",
    ),
    (
        "max",
        "the greatest of many items may be of none; write math.greatest(list) beside a rule that asks for one item",
        "số lớn nhất có thể không có mục nào; hãy viết math.greatest(danh sách) kèm quy tắc cần ít nhất một mục",
    ),
    (
        "round",
        "rounding to digits behind the comma has no equivalent; `scale` says how many a question takes",
        "không làm tròn đến chữ số thập phân; `scale` quy định số chữ số",
    ),
    (
        "format-date-time",
        "moments are not written as text",
        "không viết thời điểm thành chuỗi",
    ),
    (
        "decimal-date-time",
        "moments are no numbers; compare dates with one another",
        "thời điểm không phải số; hãy so sánh ngày với ngày",
    ),
    ("pow", "there is no power", "không có phép lũy thừa"),
];

/// Whether something particular is said of a function.
pub(super) fn known(name: &str) -> bool {
    REASONS.iter().any(|row| row.0 == name)
}

/// Why a call has no equivalent.
pub(super) fn of(name: &str, parts: usize) -> Why {
    match REASONS.iter().find(|row| row.0 == name) {
        Some((_, en, vi)) => why(format!("`{name}`: {en}"), format!("`{name}`: {vi}")),
        None => why(
            format!("the function `{name}` with {parts} arguments has no equivalent"),
            format!("hàm `{name}` với {parts} tham số không có cách viết tương ứng"),
        ),
    }
}
