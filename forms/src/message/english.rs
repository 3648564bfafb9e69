//! The English words. What stands in braces is explained at `fill`.

use super::is_today;
use crate::Code;
use crate::question::Question;

pub(super) fn template(code: &Code, question: Option<&Question>) -> &'static str {
    let file = matches!(question, Some(Question::File(_)));
    match code {
        Code::Required => required(question),
        Code::Type => wrong_type(question),
        Code::MinLength(_) => "{L} must be {n} characters or more",
        Code::MaxLength(_) => "{L} must be {n} characters or fewer",
        Code::Pattern => "{L} has characters that cannot be used here",
        Code::Minimum(_) => "{L} must be {n} or more",
        Code::Maximum(_) => "{L} must be {n} or fewer",
        Code::MinDate(_) if is_today(code, question) => "{L} must be today or in the future",
        Code::MinDate(_) => "{L} must not be before {d}",
        Code::MaxDate(_) if is_today(code, question) => "{L} must be today or in the past",
        Code::MaxDate(_) => "{L} must not be after {d}",
        Code::Option if matches!(question, Some(Question::Boolean | Question::Declaration)) => {
            required(question)
        }
        Code::Option => "Select {l} from the list",
        Code::MinItems(_) if file => "Upload at least {n} files: {l}",
        Code::MinItems(_) => "Add at least {n}: {i}",
        Code::MaxItems(_) if file => "You can upload up to {n} files: {l}",
        Code::MaxItems(_) => "You can add up to {n}: {i}",
        Code::MaxSize(_) => "Each file must be {n} or smaller",
        Code::Accept => "The file must be a {k}",
        Code::Structure => "Check {l}: the place or year of birth in it looks wrong",
        Code::Rule(id) => match id.as_str() {
            "unknownKey" => "The form has no such question",
            "hidden" => "This question does not apply to the answers given",
            "allFiles" => "You can upload up to 20 files, 100 MB in all",
            _ => "Check {l}",
        },
        Code::Bug => {
            "We could not check this answer. The fault is ours, not yours. Try again later"
        }
    }
}

fn required(question: Option<&Question>) -> &'static str {
    match question {
        Some(Question::Choice(_)) => "Select {l}",
        Some(Question::Boolean) => "Select yes or no: {L}",
        Some(Question::Declaration) => "Tick the box to confirm",
        Some(Question::File(_)) => "Upload {l}",
        Some(Question::Repeat(_)) => "Add {l}",
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
        | None => "Enter {l}",
    }
}

fn wrong_type(question: Option<&Question>) -> &'static str {
    match question {
        Some(Question::Integer(_)) => "{L} must be a whole number, like 3",
        Some(Question::Date(_)) => "{L} must be a real date, like 27/03/1985",
        Some(Question::PartialDate(options)) => match options.precision.as_str() {
            "month" => "{L} must have a real month and year, like 03/1985",
            "year" => "{L} must be a year of four digits, like 1985",
            _ => {
                "{L} must be a real date, like 27/03/1985; leave out the day, or day and month, if not known"
            }
        },
        Some(Question::Email) => "{L} must be in the right form, like name@example.com",
        Some(Question::Phone) => "{L} must be a real phone number, like 0912 345 678",
        Some(Question::NationalId) => "{L} must have exactly 12 digits, like 014085000123",
        Some(Question::Text(_) | Question::Textarea(_)) => {
            "{L} has characters that cannot be read. Type it again"
        }
        _ => "{L} is not in the right form",
    }
}
