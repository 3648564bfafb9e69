//! Whose dossier it is: the applicant's name as declared, and the words by
//! which an inbox finds it, with or without diacritics.

use forms::{Answers, Field, Form, Page, Question};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Ids of the question that asks for it; the first that a form has counts.
const QUESTIONS: [&str; 3] = ["requesterName", "applicantName", "fullName"];
/// Words of one name that are looked for or kept; each two of them are kept too.
const WORDS: usize = 10;

/// The path of the question that asks for the applicant's name, if one does.
pub fn question(form: &Form) -> Option<&'static str> {
    let fields = || form.pages.iter().flat_map(|page| &page.fields);
    QUESTIONS
        .into_iter()
        .find(|id| fields().any(|field| field.id == *id))
}

/// The applicant's name; `None` where the form asks for none or it was left empty.
pub fn name(form: &Form, typed: &Answers) -> Option<String> {
    let name = typed.get(question(form)?)?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// The number of the applicant's identity paper: the first one asked for from
/// the page on that asks for the name; `None` where there is none or it was
/// left empty.
pub fn identity(form: &Form, typed: &Answers) -> Option<String> {
    let asks = |page: &Page, id: &str| page.fields.iter().any(|field| field.id == id);
    let first = QUESTIONS
        .into_iter()
        .find_map(|id| form.pages.iter().position(|page| asks(page, id)))?;
    let number = |page: &Page| national_id(&page.fields, "", typed);
    form.pages[first..].iter().find_map(number)
}

fn national_id(fields: &[Field], prefix: &str, typed: &Answers) -> Option<String> {
    fields.iter().find_map(|field| {
        let path = format!("{prefix}{}", field.id);
        match &field.question {
            Question::NationalId(_) => {
                let number = typed.get(&path)?.trim();
                (!number.is_empty()).then(|| number.to_owned())
            }
            Question::Group(inner) => national_id(inner, &format!("{path}."), typed),
            _ => None,
        }
    })
}

/// The folded words of a text, each once: without diacritics and case, `đ` as `d`.
///
/// ```
/// let words = server::dossier::applicant::words("Đặng Thị ĐÀO");
/// assert_eq!(words.into_iter().collect::<Vec<_>>(), ["dang", "dao", "thi"]);
/// ```
pub fn words(text: &str) -> BTreeSet<String> {
    let folded: String = text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(|letter| match letter {
            'đ' | 'Đ' => 'd'.to_lowercase(),
            other => other.to_lowercase(),
        })
        .collect();
    folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use forms::author;
    use std::path::Path;

    fn form(folder: &str) -> Form {
        let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue");
        let units = crate::datasets::Units::load(&catalogue.join("datasets")).unwrap();
        let files = crate::catalogue::read_folder(&catalogue.join(folder)).unwrap();
        author::load(folder, &files, &units).unwrap().form
    }

    #[test]
    fn every_procedure_of_the_catalogue_has_a_name() {
        for (folder, question) in [
            ("civil-status-extract", "requesterName"),
            ("birth-registration", "requesterName"),
            ("criminal-record-certificate", "fullName"),
        ] {
            let mut typed = Answers::new();
            typed.set(question, "  Lò  Thị Ón ");
            typed.set("spouseName", "Someone Else");
            let found = name(&form(folder), &typed);
            assert_eq!(found.as_deref(), Some("Lò Thị Ón"), "{folder}");
            assert_eq!(name(&form(folder), &Answers::new()), None);
        }
    }

    #[test]
    fn words_are_found_however_they_are_typed() {
        let kept = words("Nguyễn Đức Ưu");
        for typed in ["nguyen duc uu", "NGUYỄN", "đuc", "u\u{31b}u", "Đức,Ưu"] {
            assert!(words(typed).is_subset(&kept), "{typed}");
        }
        assert!(!words("nguy").is_subset(&kept), "whole words");
        assert!(words(" - ").is_empty());
        let long: String = (0..40).map(|word| format!("w{word} ")).collect();
        assert_eq!(words(&long).len(), WORDS);
    }
}
