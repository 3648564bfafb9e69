//! The Vietnamese words, the source of all others. What stands in braces is
//! explained at `fill`.

use super::is_today;
use crate::Code;
use crate::question::Question;

pub(super) fn template(code: &Code, question: Option<&Question>) -> &'static str {
    let file = matches!(question, Some(Question::File(_)));
    match code {
        Code::Required => required(question),
        Code::Type => wrong_type(question),
        Code::MinLength(_) => "{L} phải có ít nhất {n} ký tự",
        Code::MaxLength(_) => "{L} phải có tối đa {n} ký tự",
        Code::Pattern => "{L} chứa ký tự không được dùng ở đây",
        Code::Minimum(_) => "{L} phải từ {n} trở lên",
        Code::Maximum(_) => "{L} không được lớn hơn {n}",
        Code::MinDate(_) if is_today(code, question) => {
            "{L} phải là hôm nay hoặc ngày trong tương lai"
        }
        Code::MinDate(_) => "{L} không được trước ngày {d}",
        Code::MaxDate(_) if is_today(code, question) => {
            "{L} phải là ngày trong quá khứ hoặc hôm nay"
        }
        Code::MaxDate(_) => "{L} không được sau ngày {d}",
        Code::Option if matches!(question, Some(Question::Boolean | Question::Declaration)) => {
            required(question)
        }
        Code::Option => "Chọn {l} trong danh sách",
        Code::MinItems(_) if file => "Tải lên ít nhất {n} tệp: {l}",
        Code::MinItems(_) => "Thêm ít nhất {n} {i}",
        Code::MaxItems(_) if file => "Chỉ được tải lên tối đa {n} tệp: {l}",
        Code::MaxItems(_) => "Chỉ được khai tối đa {n} {i}",
        Code::MaxSize(_) => "Mỗi tệp không được quá {n}",
        Code::Accept => "Tệp phải thuộc loại {k}",
        Code::Structure => {
            "Hãy kiểm tra lại {l}: mã nơi sinh hoặc năm sinh trong số này có vẻ không đúng"
        }
        Code::Rule(id) => match id.as_str() {
            "unknownKey" => "Tờ khai không có mục này",
            "hidden" => "Mục này không áp dụng với các câu trả lời đã khai",
            "allFiles" => "Chỉ được tải lên tối đa 20 tệp, tổng cộng không quá 100 MB",
            _ => "Hãy kiểm tra lại {l}",
        },
        Code::Bug => {
            "Hệ thống chưa kiểm tra được câu trả lời này. Đây là lỗi của chúng tôi, không phải của bạn. Hãy thử lại sau"
        }
    }
}

fn required(question: Option<&Question>) -> &'static str {
    match question {
        Some(Question::Choice(_)) => "Chọn {l}",
        Some(Question::Boolean) => "Chọn “Có” hoặc “Không”: {L}",
        Some(Question::Declaration) => "Đánh dấu vào ô xác nhận để tiếp tục",
        Some(Question::File(_)) => "Tải lên {l}",
        Some(Question::Repeat(_)) => "Khai {l}",
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
        | None => "Nhập {l}",
    }
}

fn wrong_type(question: Option<&Question>) -> &'static str {
    match question {
        Some(Question::Integer(_)) => "{L} phải là số nguyên, ví dụ 3",
        Some(Question::Date(_)) => "{L} phải là ngày có thật, ví dụ 27/03/1985",
        Some(Question::PartialDate(options)) => match options.precision.as_str() {
            "month" => "{L} phải có tháng và năm có thật, ví dụ 03/1985",
            "year" => "{L} phải là năm có bốn chữ số, ví dụ 1985",
            _ => {
                "{L} phải là ngày có thật, ví dụ 27/03/1985; nếu không nhớ, bỏ trống ngày hoặc cả ngày và tháng"
            }
        },
        Some(Question::Email) => "{L} phải đúng dạng, ví dụ ten@example.com",
        Some(Question::Phone) => "{L} phải là số điện thoại đúng, ví dụ 0912 345 678",
        Some(Question::NationalId) => "{L} phải có đúng 12 chữ số, ví dụ 014085000123",
        Some(Question::Text(_) | Question::Textarea(_)) => {
            "{L} chứa ký tự không đọc được. Hãy gõ lại"
        }
        _ => "{L} không đúng dạng",
    }
}
