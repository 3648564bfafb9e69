//! The Vietnamese words, the source of all others.

use super::{Subject, bounds, size};
use crate::Code;
use crate::question::Question;
use crate::question::date::Bound;

pub(super) fn text(subject: &Subject<'_>) -> String {
    let Subject {
        code,
        question,
        label,
        inside,
        item,
    } = subject;
    let (min_date, max_date) = bounds(*question);
    match code {
        Code::Required => required(*question, label, inside),
        Code::Type => wrong_type(*question, label),
        Code::MinLength(least) => join(&[label, " phải có ít nhất ", &least.to_string(), " ký tự"]),
        Code::MaxLength(most) => join(&[label, " phải có tối đa ", &most.to_string(), " ký tự"]),
        Code::Pattern => join(&[label, " chứa ký tự không được dùng ở đây"]),
        Code::Minimum(least) => join(&[label, " phải từ ", &least.to_string(), " trở lên"]),
        Code::Maximum(most) => join(&[label, " không được lớn hơn ", &most.to_string()]),
        Code::MinDate(date) => match min_date {
            Some(Bound::Today(0, 0, 0)) => join(&[label, " phải là hôm nay hoặc ngày trong tương lai"]),
            _ => join(&[label, " không được trước ngày ", &date.show()]),
        },
        Code::MaxDate(date) => match max_date {
            Some(Bound::Today(0, 0, 0)) => join(&[label, " phải là ngày trong quá khứ hoặc hôm nay"]),
            _ => join(&[label, " không được sau ngày ", &date.show()]),
        },
        Code::Option => match question {
            Some(Question::Boolean | Question::Declaration) => required(*question, label, inside),
            _ => join(&["Chọn ", inside, " trong danh sách"]),
        },
        Code::MinItems(least) => match question {
            Some(Question::File(_)) => join(&["Tải lên ít nhất ", &least.to_string(), " tệp: ", inside]),
            _ => join(&["Thêm ít nhất ", &least.to_string(), " ", item]),
        },
        Code::MaxItems(most) => match question {
            Some(Question::File(_)) => join(&["Chỉ được tải lên tối đa ", &most.to_string(), " tệp: ", inside]),
            _ => join(&["Chỉ được khai tối đa ", &most.to_string(), " ", item]),
        },
        Code::MaxSize(most) => join(&["Mỗi tệp phải nhỏ hơn hoặc bằng ", &size(*most)]),
        Code::Accept => match question {
            Some(Question::File(options)) => join(&["Tệp phải thuộc loại ", &super::kinds(&options.accept, " hoặc ")]),
            _ => "Loại tệp này không được chấp nhận".to_owned(),
        },
        Code::Structure => join(&["Hãy kiểm tra lại ", inside, ": mã nơi sinh hoặc năm sinh trong số này có vẻ không đúng"]),
        Code::Rule(id) => match id.as_str() {
            "unknownKey" => "Tờ khai không có mục này".to_owned(),
            "allFiles" => "Chỉ được tải lên tối đa 20 tệp, tổng cộng không quá 100 MB".to_owned(),
            "hidden" => "Mục này không áp dụng với các câu trả lời đã khai".to_owned(),
            _ => join(&["Hãy kiểm tra lại ", inside]),
        },
        Code::Bug => "Hệ thống chưa kiểm tra được câu trả lời này. Đây là lỗi của chúng tôi, không phải của bạn. Hãy thử lại sau".to_owned(),
    }
}

fn required(question: Option<&Question>, label: &str, inside: &str) -> String {
    match question {
        Some(Question::Choice(_)) => join(&["Chọn ", inside]),
        Some(Question::Boolean) => join(&["Chọn “Có” hoặc “Không”: ", label]),
        Some(Question::Declaration) => "Đánh dấu vào ô xác nhận để tiếp tục".to_owned(),
        Some(Question::File(_)) => join(&["Tải lên ", inside]),
        Some(Question::Repeat(_)) => join(&["Khai ", inside]),
        Some(
            Question::Text(_)
            | Question::Textarea(_)
            | Question::Integer(_)
            | Question::Date(_)
            | Question::PartialDate(_)
            | Question::Email
            | Question::Phone
            | Question::NationalId
            | Question::Group(_)
            | Question::Calculated(_)
            | Question::Note,
        )
        | None => join(&["Nhập ", inside]),
    }
}

fn wrong_type(question: Option<&Question>, label: &str) -> String {
    match question {
        Some(Question::Integer(_)) => join(&[label, " phải là số nguyên, ví dụ 3"]),
        Some(Question::Date(_)) => join(&[label, " phải là ngày có thật, ví dụ 27/03/1985"]),
        Some(Question::PartialDate(options)) => match options.precision.as_str() {
            "month" => join(&[label, " phải có tháng và năm có thật, ví dụ 03/1985"]),
            "year" => join(&[label, " phải là năm có bốn chữ số, ví dụ 1985"]),
            _ => join(&[
                label,
                " phải là ngày có thật, ví dụ 27/03/1985; nếu không nhớ, bỏ trống ngày hoặc cả ngày và tháng",
            ]),
        },
        Some(Question::Email) => join(&[label, " phải đúng dạng, ví dụ ten@example.com"]),
        Some(Question::Phone) => join(&[label, " phải là số điện thoại đúng, ví dụ 0912 345 678"]),
        Some(Question::NationalId) => join(&[label, " phải có đúng 12 chữ số, ví dụ 014085000123"]),
        Some(Question::Text(_) | Question::Textarea(_)) => {
            join(&[label, " chứa ký tự không đọc được. Hãy gõ lại"])
        }
        _ => join(&[label, " không đúng dạng"]),
    }
}

fn join(parts: &[&str]) -> String {
    parts.concat()
}
