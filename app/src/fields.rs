//! The question types as HTML: one file each, named as in `forms/src/question`.
//!
//! A field is wrapped in an element that carries its path (`data-field`): the island finds it
//! by that, the error summary links to the control inside. Names and ids are answer paths.

mod boolean;
mod calculated;
mod choice;
mod choices;
mod date;
mod date_time;
mod decimal;
mod declaration;
mod email;
mod file;
mod filter;
mod group;
mod integer;
mod location;
mod money;
mod national_id;
mod note;
mod partial_date;
mod phone;
mod reach;
mod repeat;
mod tax_code;
mod text;
mod time;
mod url;

use crate::desk::Refusal;
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::details::details;
use crate::parts::input::Input;
use crate::parts::prose::prose;
use crate::render::Cx;
use crate::routes::Place;
use forms::form::Required;
use forms::{Answers, Evaluation, Field, Form, Open, Page, Problem, Question};
use leptos::prelude::*;

pub(crate) use date::first_part;

/// A page of questions, being shown.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'a> {
    /// The request.
    pub(crate) cx: &'a Cx,
    /// The form.
    pub(crate) form: &'a Form,
    /// The page.
    pub(crate) page: &'a Page,
    /// What was typed, defaults laid under what was never asked.
    pub(crate) answers: &'a Answers,
    /// What follows from it.
    pub(crate) evaluation: &'a Evaluation<'a>,
    /// Where it is filled in.
    pub(crate) place: &'a Place,
    /// What may change; `None`: everything.
    pub(crate) open: Option<&'a Open>,
    /// Query to keep in links to items (`?return=check`), or empty.
    pub(crate) keep: &'a str,
}

impl Sheet<'_> {
    /// What was typed at `path`.
    fn raw(&self, path: &str) -> &str {
        self.answers.get(path).unwrap_or_default()
    }

    /// What is wrong at `path`, for its control: the first error there.
    fn error(&self, path: &str) -> Option<ErrorMessage> {
        let attempt = &self.cx.attempt;
        let refused = attempt.refusals.iter().find_map(|refusal| match refusal {
            Refusal::File {
                path: at,
                name,
                reason,
            } if at == path => Some((self.cx.words.question.file_refusal)(name, reason)),
            _ => None,
        });
        let wrong = || {
            let mut errors = attempt.problems.iter().filter(|problem| is_error(problem));
            errors
                .find(|problem| problem.path == path)
                .map(|problem| self.message(problem))
        };
        let text = refused.or_else(wrong)?;
        Some(ErrorMessage {
            text,
            prefix: self.cx.words.common.error.to_owned(),
        })
    }

    /// A problem in words.
    pub(crate) fn message(&self, problem: &Problem) -> String {
        forms::message::text(self.form, problem, self.cx.lang.tag())
    }

    /// What a person reads for the answer at `path`, one line each; empty when not answered.
    pub(crate) fn show(&self, field: &Field, path: &str) -> Vec<String> {
        let datasets = self.cx.desk.datasets();
        forms::question::show(
            field,
            path,
            self.answers,
            self.evaluation,
            &*datasets,
            self.cx.lang.tag(),
        )
    }

    /// The control of `field` at `path`, with label, hint and error.
    fn control(&self, field: &Field, path: &str) -> Control {
        let hint = field
            .hint
            .as_ref()
            .map(|hint| self.cx.text(hint).to_owned())
            .filter(|hint| !hint.is_empty());
        Control {
            id: path.to_owned(),
            name: path.to_owned(),
            label: self.label(field),
            label_classes: "govuk-label--s".to_owned(),
            hint,
            error: self.error(path),
            ..Control::default()
        }
    }

    /// The input of `field` at `path`, with the keyboard its type asks for unless its author said another.
    fn input(&self, field: &Field, path: &str, keyboard: Option<&str>) -> Input {
        Input {
            control: self.control(field, path),
            value: Some(self.raw(path).to_owned()),
            inputmode: field.inputmode.clone().or(keyboard.map(str::to_owned)),
            autocomplete: field.autocomplete.clone(),
            spellcheck: Some(false),
            readonly: field.readonly,
            ..Input::default()
        }
    }

    /// The longer explanation of `field`, folded.
    fn help(&self, field: &Field) -> Option<AnyView> {
        let help = field.help.as_ref().map(|help| self.cx.text(help))?;
        let inner = details(self.cx.words.question.help, prose(help));
        Some(view! { <div class="app-help">{inner}</div> }.into_any())
    }

    /// The same for a group of controls: the label is a legend.
    fn group_control(&self, field: &Field, path: &str) -> Control {
        Control {
            label_classes: "govuk-fieldset__legend--s".to_owned(),
            ..self.control(field, path)
        }
    }

    /// The label; a field that may stay empty says so, unless its author did.
    fn label(&self, field: &Field) -> String {
        let label = self.cx.text(&field.label);
        let silent = matches!(
            field.question,
            Question::Boolean | Question::Group(_) | Question::Repeat(_)
        );
        let typed = field.required == Required::Never && !field.readonly;
        if typed && !silent && !label.ends_with(')') {
            format!("{label} ({})", self.cx.words.common.optional)
        } else {
            label.to_owned()
        }
    }

    /// The URL of an item of this page's repeat.
    fn item_url(&self, item: &str) -> String {
        self.item_link(item, "")
    }

    /// The same, to the control `#id` there when not empty.
    pub(crate) fn item_link(&self, item: &str, id: &str) -> String {
        let hash = if id.is_empty() { "" } else { "#" };
        let page = self.place.item(&self.page.id, item);
        format!("{}{}{hash}{id}", self.cx.url(&page), self.keep)
    }
}

/// Whether a problem blocks.
pub(crate) fn is_error(problem: &Problem) -> bool {
    problem.level == forms::Level::Error
}

/// The fields that may apply, in order. `prefix` is empty, or `residences.k3f9.` inside a repeat's item.
pub(crate) fn fields(sheet: Sheet<'_>, fields: &[Field], prefix: &str) -> Vec<AnyView> {
    fields
        .iter()
        .filter_map(|field| view_of(sheet, field, prefix))
        .collect()
}

fn view_of(sheet: Sheet<'_>, field: &Field, prefix: &str) -> Option<AnyView> {
    let path = format!("{prefix}{}", field.id);
    let closed = sheet.open.is_some_and(|open| !open.shows(&path));
    if field.hidden || closed || !reach::may_apply(sheet, field, &path) {
        return None;
    }
    let inner = match &field.question {
        Question::Text(options) => text::line(sheet, field, options, &path),
        Question::Textarea(options) => text::lines(sheet, field, options, &path),
        Question::Integer(_) => integer::view(sheet, field, &path),
        Question::Decimal(_) => decimal::view(sheet, field, &path),
        Question::Money(_) => money::view(sheet, field, &path),
        Question::Boolean => boolean::view(sheet, field, &path),
        Question::Declaration => declaration::view(sheet, field, &path),
        Question::Choice(options) => choice::view(sheet, field, options, prefix, &path),
        Question::Choices(options) => choices::view(sheet, field, options, &path),
        Question::Date(_) => date::view(sheet, field, &path),
        Question::Time => time::view(sheet, field, &path),
        Question::DateTime(_) => date_time::view(sheet, field, &path),
        Question::PartialDate(options) => partial_date::view(sheet, field, options, &path),
        Question::Email => email::view(sheet, field, &path),
        Question::Phone => phone::view(sheet, field, &path),
        Question::Url => url::view(sheet, field, &path),
        Question::NationalId(_) => national_id::view(sheet, field, &path),
        Question::TaxCode(_) => tax_code::view(sheet, field, &path),
        Question::Location => location::view(sheet, field, &path),
        Question::File(options) => file::view(sheet, field, options, &path),
        Question::Group(inner) => group::view(sheet, field, inner, &path),
        Question::Repeat(options) => repeat::view(sheet, field, options, &path),
        Question::Calculated(_) => calculated::view(sheet, field, &path),
        Question::Note => note::view(sheet, field),
    };
    let help = sheet.help(field);
    Some(view! { <div class="app-field" data-field=path>{inner} {help}</div> }.into_any())
}

/// The id of the control an error at `path` links to: the first of several inputs, else the path itself.
pub(crate) fn anchor(form: &Form, path: &str) -> String {
    match forms::question::find(form, path).map(|field| &field.question) {
        Some(Question::Date(_) | Question::DateTime(_)) => format!("{path}-day"),
        Some(Question::Location) => format!("{path}-lat"),
        Some(Question::PartialDate(options)) => {
            format!("{path}-{}", first_part(&options.precision))
        }
        _ => path.to_owned(),
    }
}

/// Whether some field takes files: the page's form is then multipart.
pub(crate) fn takes_files(fields: &[Field]) -> bool {
    fields.iter().any(|field| match &field.question {
        Question::File(_) => true,
        Question::Group(inner) => takes_files(inner),
        _ => false,
    })
}

/// `answers` with the defaults of `fields` where nothing was ever posted.
pub(crate) fn with_defaults(fields: &[Field], prefix: &str, answers: &Answers) -> Answers {
    fn lay(fields: &[Field], prefix: &str, answers: &mut Answers) {
        for field in fields {
            let path = format!("{prefix}{}", field.id);
            match (&field.question, &field.default) {
                (Question::Group(inner), _) => lay(inner, &format!("{path}."), answers),
                (_, Some(default)) if answers.get(&path).is_none() => {
                    answers.set(path, default.clone())
                }
                _ => {}
            }
        }
    }
    let mut answers = answers.clone();
    lay(fields, prefix, &mut answers);
    answers
}
