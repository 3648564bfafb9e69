//! The Vietnamese words, the source of all others. What stands in braces is
//! explained at `fill`.

use super::is_today;
use crate::Code;
use crate::question::Question;

pub(super) fn template(code: &Code, question: Option<&Question>) -> &'static str {
    let file = matches!(question, Some(Question::File(_)));
    let choices = matches!(question, Some(Question::Choices(_)));
    match code {
        Code::Required => required(question),
        Code::Type => wrong_type(question),
        Code::MinLength(_) => "{L} phải có ít nhất {n} ký tự",
        Code::MaxLength(_) => "{L} phải có tối đa {n} ký tự",
        Code::Pattern => "{L} chứa ký tự không được dùng ở đây",
        Code::Minimum(_) => "{L} phải từ {n} trở lên",
        Code::Maximum(_) => "{L} không được lớn hơn {n}",
        Code::ExclusiveMinimum(_) => "{L} phải lớn hơn {n}",
        Code::ExclusiveMaximum(_) => "{L} phải nhỏ hơn {n}",
        Code::MultipleOf(_) => "{L} phải là bội số của {n}",
        Code::Scale(_) => "{L} có tối đa {n} chữ số sau dấu phẩy",
        Code::Bounds => "Kiểm tra lại {l}: vĩ độ từ -90 đến 90, kinh độ từ -180 đến 180",
        Code::Const => "{L} phải là “{c}”",
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
        Code::MinItems(_) if choices => "Chọn ít nhất {n} mục: {l}",
        Code::MinItems(_) => "Thêm ít nhất {n} {i}",
        Code::MaxItems(_) if file => "Chỉ được tải lên tối đa {n} tệp: {l}",
        Code::MaxItems(_) if choices => "Chỉ được chọn tối đa {n} mục: {l}",
        Code::MaxItems(_) => "Chỉ được khai tối đa {n} {i}",
        Code::MaxSize(_) => "Mỗi tệp không được quá {n}",
        Code::Accept => "Tệp phải thuộc loại {k}",
        Code::Exclusive => "Nếu chọn “{x}” thì không chọn mục khác: {l}",
        Code::UniqueItems if choices => "Mỗi mục chỉ được chọn một lần: {l}",
        Code::UniqueItems => "Có hai {i} khai giống hệt nhau. Hãy sửa hoặc xóa một mục",
        Code::UniqueBy(_) => "{L} trùng với mục số {n} đã khai. Hãy sửa hoặc xóa một mục",
        Code::Structure => "Kiểm tra lại {l}: bốn chữ số đầu không phải mã nơi sinh và thế kỷ sinh",
        Code::CheckDigit => "Kiểm tra lại {l}: chữ số thứ mười không khớp với các số trước",
        Code::BirthYear => "Năm sinh trong {l} là năm chưa đến. Hãy kiểm tra lại số này",
        Code::BirthDate => "Năm sinh trong {l} khác ngày sinh đã khai. Hãy kiểm tra lại cả hai",
        Code::Sex => "Giới tính trong {l} khác giới tính đã khai. Hãy kiểm tra lại cả hai",
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
        Some(Question::Choice(_) | Question::Choices(_)) => "Chọn {l}",
        Some(Question::Boolean) => "Chọn “Có” hoặc “Không”: {L}",
        Some(Question::Declaration) => "Đánh dấu vào ô xác nhận để tiếp tục",
        Some(Question::File(_)) => "Tải lên {l}",
        Some(Question::Repeat(_)) => "Khai {l}",
        Some(
            Question::Text(_)
            | Question::Textarea(_)
            | Question::Integer(_)
            | Question::Decimal(_)
            | Question::Money(_)
            | Question::Date(_)
            | Question::PartialDate(_)
            | Question::Time
            | Question::DateTime(_)
            | Question::Email
            | Question::Phone
            | Question::Url
            | Question::NationalId(_)
            | Question::TaxCode(_)
            | Question::Location
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
        Some(Question::Decimal(_)) => {
            "{L} phải là một số, dùng dấu phẩy cho phần thập phân, ví dụ 1,5"
        }
        Some(Question::Money(_)) => "{L} phải là số tiền nguyên đồng, ví dụ 1.500.000",
        Some(Question::Time) => "{L} phải là giờ và phút, ví dụ 8:30 hoặc 8 giờ 30",
        Some(Question::DateTime(_)) => "{L} phải có ngày có thật và giờ, ví dụ 27/03/2026 và 8:30",
        Some(Question::Url) => "{L} phải là địa chỉ web đầy đủ, ví dụ https://example.com",
        Some(Question::TaxCode(options)) if options.personal => {
            "{L} phải có 10 hoặc 12 chữ số, ví dụ 0100109106 hoặc 014085000123"
        }
        Some(Question::TaxCode(_)) => {
            "{L} phải có 10 chữ số, thêm 3 số nếu là đơn vị phụ thuộc, ví dụ 0100109106-001"
        }
        Some(Question::Location) => "{L} phải có cả vĩ độ và kinh độ, ví dụ 21,327 và 103,9188",
        Some(Question::Date(_)) => "{L} phải là ngày có thật, ví dụ 27/03/1985",
        Some(Question::PartialDate(options)) => match options.precision.as_str() {
            "month" => "{L} phải có tháng và năm có thật, ví dụ 03/1985",
            "year" => "{L} phải là năm có bốn chữ số, ví dụ 1985",
            _ => "{L} phải là ngày có thật, ví dụ 27/03/1985; không nhớ thì bỏ trống ngày, tháng",
        },
        Some(Question::Email) => "{L} phải đúng dạng, ví dụ ten@example.com",
        Some(Question::Phone) => "{L} phải là số điện thoại đúng, ví dụ 0912 345 678",
        Some(Question::NationalId(_)) => "{L} phải có đúng 12 chữ số, ví dụ 014085000123",
        Some(Question::Text(_) | Question::Textarea(_)) => {
            "{L} chứa ký tự không đọc được. Hãy gõ lại"
        }
        _ => "{L} không đúng dạng",
    }
}
