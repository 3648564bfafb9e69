//! The English words.

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
        Code::MinLength(least) => join(&[
            label,
            " must be ",
            &least.to_string(),
            " characters or more",
        ]),
        Code::MaxLength(most) => join(&[
            label,
            " must be ",
            &most.to_string(),
            " characters or fewer",
        ]),
        Code::Pattern => join(&[label, " has characters that cannot be used here"]),
        Code::Minimum(least) => join(&[label, " must be ", &least.to_string(), " or more"]),
        Code::Maximum(most) => join(&[label, " must be ", &most.to_string(), " or fewer"]),
        Code::MinDate(date) => match min_date {
            Some(Bound::Today(0, 0, 0)) => join(&[label, " must be today or in the future"]),
            _ => join(&[label, " must not be before ", &date.show()]),
        },
        Code::MaxDate(date) => match max_date {
            Some(Bound::Today(0, 0, 0)) => join(&[label, " must be today or in the past"]),
            _ => join(&[label, " must not be after ", &date.show()]),
        },
        Code::Option => match question {
            Some(Question::Boolean | Question::Declaration) => required(*question, label, inside),
            _ => join(&["Select ", inside, " from the list"]),
        },
        Code::MinItems(least) => match question {
            Some(Question::File(_)) => {
                join(&["Upload at least ", &least.to_string(), " files: ", inside])
            }
            _ => join(&["Add at least ", &least.to_string(), ": ", item]),
        },
        Code::MaxItems(most) => match question {
            Some(Question::File(_)) => join(&[
                "You can upload up to ",
                &most.to_string(),
                " files: ",
                inside,
            ]),
            _ => join(&["You can add up to ", &most.to_string(), ": ", item]),
        },
        Code::MaxSize(most) => join(&["Each file must be ", &size(*most), " or smaller"]),
        Code::Accept => match question {
            Some(Question::File(options)) => join(&[
                "The file must be a ",
                &super::kinds(&options.accept, " or "),
            ]),
            _ => "This kind of file is not accepted".to_owned(),
        },
        Code::Structure => join(&[
            "Check ",
            inside,
            ": the place or year of birth in it looks wrong",
        ]),
        Code::Rule(id) => match id.as_str() {
            "unknownKey" => "The form has no such question".to_owned(),
            "allFiles" => "You can upload up to 20 files, 100 MB in all".to_owned(),
            "hidden" => "This question does not apply to the answers given".to_owned(),
            _ => join(&["Check ", inside]),
        },
        Code::Bug => {
            "We could not check this answer. The fault is ours, not yours. Try again later"
                .to_owned()
        }
    }
}

fn required(question: Option<&Question>, label: &str, inside: &str) -> String {
    match question {
        Some(Question::Choice(_)) => join(&["Select ", inside]),
        Some(Question::Boolean) => join(&["Select yes or no: ", label]),
        Some(Question::Declaration) => "Tick the box to confirm".to_owned(),
        Some(Question::File(_)) => join(&["Upload ", inside]),
        Some(Question::Repeat(_)) => join(&["Add ", inside]),
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
        | None => join(&["Enter ", inside]),
    }
}

fn wrong_type(question: Option<&Question>, label: &str) -> String {
    match question {
        Some(Question::Integer(_)) => join(&[label, " must be a whole number, like 3"]),
        Some(Question::Date(_)) => join(&[label, " must be a real date, like 27/03/1985"]),
        Some(Question::PartialDate(options)) => match options.precision.as_str() {
            "month" => join(&[label, " must have a real month and year, like 03/1985"]),
            "year" => join(&[label, " must be a year of four digits, like 1985"]),
            _ => join(&[
                label,
                " must be a real date, like 27/03/1985; leave out the day, or day and month, if not known",
            ]),
        },
        Some(Question::Email) => {
            join(&[label, " must be in the right form, like name@example.com"])
        }
        Some(Question::Phone) => join(&[label, " must be a real phone number, like 0912 345 678"]),
        Some(Question::NationalId) => {
            join(&[label, " must have exactly 12 digits, like 014085000123"])
        }
        Some(Question::Text(_) | Question::Textarea(_)) => {
            join(&[label, " has characters that cannot be read. Type it again"])
        }
        _ => join(&[label, " is not in the right form"]),
    }
}

fn join(parts: &[&str]) -> String {
    parts.concat()
}
