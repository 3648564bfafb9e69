//! The English words. What stands in braces is explained at `fill`.

use super::is_today;
use crate::Code;
use crate::question::Question;

pub(super) fn template(code: &Code, question: Option<&Question>) -> &'static str {
    let file = matches!(question, Some(Question::File(_)));
    let choices = matches!(question, Some(Question::Choices(_)));
    match code {
        Code::Required => required(question),
        Code::Type => wrong_type(question),
        Code::MinLength(_) => "{L} must be {n} characters or more",
        Code::MaxLength(_) => "{L} must be {n} characters or fewer",
        Code::Pattern => "{L} has characters that cannot be used here",
        Code::Minimum(_) => "{L} must be {n} or more",
        Code::Maximum(_) => "{L} must be {n} or less",
        Code::ExclusiveMinimum(_) => "{L} must be more than {n}",
        Code::ExclusiveMaximum(_) => "{L} must be less than {n}",
        Code::MultipleOf(_) => "{L} must be a multiple of {n}",
        Code::Scale(_) => "{L} must have no more than {n} digits after the decimal sign",
        Code::Bounds => "Check {l}: latitude is from -90 to 90, longitude from -180 to 180",
        Code::Const => "{L} must be “{c}”",
        Code::MinDate(_) if is_today(code, question) => "{L} must be today or in the future",
        Code::MinDate(_) => "{L} must not be before {d}",
        Code::MaxDate(_) if is_today(code, question) => "{L} must be today or in the past",
        Code::MaxDate(_) => "{L} must not be after {d}",
        Code::Option if matches!(question, Some(Question::Boolean | Question::Declaration)) => {
            required(question)
        }
        Code::Option => "Select {l} from the list",
        Code::MinItems(_) if file => "Upload at least {n} files: {l}",
        Code::MinItems(_) if choices => "Select at least {n}: {l}",
        Code::MinItems(_) => "Add at least {n}: {i}",
        Code::MaxItems(_) if file => "You can upload up to {n} files: {l}",
        Code::MaxItems(_) if choices => "Select no more than {n}: {l}",
        Code::MaxItems(_) => "You can add up to {n}: {i}",
        Code::MaxSize(_) => "Each file must be {n} or smaller",
        Code::Accept => "The file must be a {k}",
        Code::Exclusive => "Select “{x}” alone, or take it away: {l}",
        Code::UniqueItems if choices => "Select each option only once: {l}",
        Code::UniqueItems => "Two of these are exactly alike: {i}. Change or remove one",
        Code::UniqueBy(_) => "{L} is the same as in item {n}. Change or remove one",
        Code::Structure => "Check {l}: its first four digits are no place and century of birth",
        Code::CheckDigit => "Check {l}: its tenth digit does not fit the digits before it",
        Code::BirthYear => "The year of birth in {l} has not come yet. Check the number",
        Code::BirthDate => "The year of birth in {l} is not that of the birth date. Check both",
        Code::Sex => "The sex in {l} is not the one selected. Check both",
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
        Some(Question::Choice(_) | Question::Choices(_)) => "Select {l}",
        Some(Question::Boolean) => "Select yes or no: {L}",
        Some(Question::Declaration) => "Tick the box to confirm",
        Some(Question::File(_)) => "Upload {l}",
        Some(Question::Repeat(_)) => "Add {l}",
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
        | None => "Enter {l}",
    }
}

fn wrong_type(question: Option<&Question>) -> &'static str {
    match question {
        Some(Question::Integer(_)) => "{L} must be a whole number, like 3",
        Some(Question::Decimal(_)) => {
            "{L} must be a number that can be read one way only, like 1.5 or 1,500.25"
        }
        Some(Question::Money(_)) => "{L} must be a whole amount in đồng, like 1,500,000",
        Some(Question::Time) => "{L} must be hours and minutes, like 8:30",
        Some(Question::DateTime(_)) => {
            "{L} must have a real date and a time, like 27/03/2026 and 8:30"
        }
        Some(Question::Url) => "{L} must be a whole web address, like https://example.com",
        Some(Question::TaxCode(options)) if options.personal => {
            "{L} must have 10 or 12 digits, like 0100109106 or 014085000123"
        }
        Some(Question::TaxCode(_)) => {
            "{L} must have 10 digits, with 3 more for a branch, like 0100109106-001"
        }
        Some(Question::Location) => {
            "{L} must have both latitude and longitude, like 21.327 and 103.9188"
        }
        Some(Question::Date(_)) => "{L} must be a real date, like 27/03/1985",
        Some(Question::PartialDate(options)) => match options.precision.as_str() {
            "month" => "{L} must have a real month and year, like 03/1985",
            "year" => "{L} must be a year of four digits, like 1985",
            _ => "{L} must be a real date, like 27/03/1985; leave out what is not known",
        },
        Some(Question::Email) => "{L} must be in the right form, like name@example.com",
        Some(Question::Phone) => "{L} must be a real phone number, like 0912 345 678",
        Some(Question::NationalId(_)) => "{L} must have exactly 12 digits, like 014085000123",
        Some(Question::Text(_) | Question::Textarea(_)) => {
            "{L} has characters that cannot be read. Type it again"
        }
        _ => "{L} is not in the right form",
    }
}
