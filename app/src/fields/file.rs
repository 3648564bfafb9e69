//! `file`: the files that are here, and a place to add one.

use super::Sheet;
use crate::parts::button::{Button, button};
use crate::parts::file_upload::{FileUpload, file_upload};
use forms::Field;
use forms::question::file::{FileRef, Options};
use leptos::prelude::*;

/// Files stay on the server once uploaded; each is confirmed with its name and size.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let words = sheet.cx.words;
    let files = FileRef::read_all(sheet.raw(path));
    let full = files.len() >= options.max_items as usize;
    let mut control = sheet.control(field, path);
    let accept: Vec<&str> = options.accept.iter().map(String::as_str).collect();
    let rule = (words.question.file_hint)(&accept, options.max_size, options.max_items);
    control.hint = Some(match control.hint.take() {
        Some(hint) => format!("{hint} {rule}"),
        None => rule,
    });
    let heading = control.label.clone();
    let list = uploaded(sheet, path, &files);
    if full && control.error.is_none() {
        let id = path.to_owned();
        return view! {
            <div class="govuk-form-group" id=id tabindex="-1">
                <p class="govuk-label govuk-label--s">{heading}</p>
                {list}
            </div>
        }
        .into_any();
    }
    let upload = file_upload(FileUpload {
        control,
        accept: Some(accept.join(",")),
        multiple: options.max_items > 1,
    });
    let add = button(Button {
        text: words.question.upload.to_owned(),
        classes: "govuk-button--secondary".to_owned(),
        posts: Some(("action".to_owned(), "upload".to_owned())),
        formnovalidate: true,
        hidden: Some(heading.to_lowercase()),
        ..Button::default()
    });
    view! { <div class="app-upload">{upload} {list} {add}</div> }.into_any()
}

fn uploaded(sheet: Sheet<'_>, path: &str, files: &[FileRef]) -> Option<AnyView> {
    let words = sheet.cx.words;
    let items: Vec<_> = files
        .iter()
        .map(|file| {
            let remove = button(Button {
                text: words.common.remove.to_owned(),
                classes: "govuk-button--secondary app-button--small".to_owned(),
                posts: Some(("action".to_owned(), format!("remove-file:{path}:{}", file.id))),
                formnovalidate: true,
                hidden: Some(file.name.clone()),
                ..Button::default()
            });
            view! {
                <li class="app-files__item">
                    <span class="app-files__name">
                        {file.name.clone()} " " <span class="app-files__size">{(words.common.size)(file.size)}</span>
                    </span>
                    {remove}
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! { <ul class="app-files" aria-label=words.question.files>{items}</ul> }.into_any()
    })
}
