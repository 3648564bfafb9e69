//! Authors' pages: published forms with their versions, and proposals.

mod live;
pub(crate) mod preview;
mod text;

use super::{control, entries, shown_to, signed_in};
use crate::desk::Unavailable;
use crate::desk::author::{Edition, FormRow, ProposalRow, ProposalState, ProposalView};
use crate::desk::office::{Office, Officer};
use crate::pages::{heading, problems, special};
use crate::parts::back_link::back_link;
use crate::parts::button::{Button, button};
use crate::parts::details::details;
use crate::parts::inset_text::inset_text;
use crate::parts::tag::tag;
use crate::parts::textarea::{Textarea, textarea};
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;
use std::sync::Arc;

/// What is posted from here, for the error summary's links.
const FIELDS: &[&str] = &["definition", "faults", "changes", "why"];

/// The author who is signed in. Who is signed in and no author finds nothing here.
async fn author(cx: &Cx) -> Result<Result<(Arc<dyn Office>, Officer), Answer>, Unavailable> {
    match signed_in(cx).await? {
        Ok((office, officer)) if officer.is_author() => Ok(Ok((office, officer))),
        Ok((_, officer)) => Ok(Err(shown_to(officer, special::not_found(cx)))),
        Err(elsewhere) => Ok(Err(elsewhere)),
    }
}

fn finished(cx: &Cx, officer: Officer, title: String, main: AnyView) -> Shown {
    let mut shown = Shown::new(title, main);
    shown.author = officer.is_author();
    shown.officer = Some(officer.name);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    shown
}

/// Every form and proposal of mine.
pub(crate) async fn forms(cx: &Cx) -> Result<Answer, Unavailable> {
    let (office, officer) = match author(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(view) = office.forms().await? else {
        return Ok(shown_to(officer, special::not_found(cx)));
    };
    let words = &cx.words.office.author;
    let forms: Vec<_> = view.forms.iter().map(|form| form_view(cx, form)).collect();
    let none = forms
        .is_empty()
        .then(|| view! { <p class="govuk-body">{words.none_published}</p> });
    let main = view! {
        {problems(cx, entries(cx, FIELDS))}
        {heading(words.title)}
        <p class="govuk-body">{words.intro}</p>
        {post(cx, "begin", &[], plain(words.begin_new, "govuk-button--secondary"))}
        <section aria-labelledby="proposals">
            <h2 class="govuk-heading-m" id="proposals">{words.proposals}</h2>
            {proposals(cx, &view.proposals)}
        </section>
        <section aria-labelledby="published">
            <h2 class="govuk-heading-m" id="published">{words.published}</h2>
            {none}
            {forms}
        </section>
    };
    Ok(finished(cx, officer, words.title.to_owned(), main.into_any()).into())
}

fn plain(text: &str, classes: &str) -> Button {
    Button {
        text: text.to_owned(),
        classes: classes.to_owned(),
        once: true,
        ..Button::default()
    }
}

/// A form of one button, posted to the list of forms.
fn post(cx: &Cx, action: &str, fields: &[(&'static str, &str)], submit: Button) -> AnyView {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| view! { <input r#type="hidden" name=*name value=value.to_string() /> })
        .collect();
    let action = action.to_owned();
    view! {
        <form method="post" action=cx.url(&Page::Forms)>
            <input r#type="hidden" name="action" value=action />
            {fields} {button(submit)}
        </form>
    }
    .into_any()
}

fn form_view(cx: &Cx, form: &FormRow) -> AnyView {
    let words = &cx.words.office.author;
    let title = cx.text(&form.title).to_owned();
    let current = form.editions.iter().find(|edition| edition.current);
    let says = current.map(|edition| (words.edition)(&edition.version, &day(cx, edition)));
    let retired = form.retired.then(|| tag(words.retired, "govuk-tag--grey"));
    let named = |text: &str| Button {
        hidden: Some(title.clone()),
        ..plain(text, "govuk-button--secondary")
    };
    let begin = post(cx, "begin", &[("form", &form.form)], named(words.begin));
    let retire = (!form.retired).then(|| {
        let body = view! {
            <p class="govuk-body">{words.retire_text}</p>
            {post(cx, "retire", &[("form", &form.form)], Button { classes: "govuk-button--warning".to_owned(), ..named(words.retire) })}
        };
        details(words.retire, body)
    });
    let editions: Vec<_> = form
        .editions
        .iter()
        .map(|edition| edition_view(cx, form, edition))
        .collect();
    view! {
        <article class="app-form">
            <h3 class="govuk-heading-s">{title.clone()}</h3>
            <p class="govuk-body">{form.code.clone()} " · " {says} " " {retired}</p>
            {begin}
            {details(words.versions, view! { <ul class="govuk-list">{editions}</ul> })}
            {retire}
        </article>
    }
    .into_any()
}

fn day(cx: &Cx, edition: &Edition) -> String {
    (cx.words.common.moment)(edition.at)
}

fn edition_view(cx: &Cx, form: &FormRow, edition: &Edition) -> AnyView {
    let words = &cx.words.office.author;
    let offered = edition.current && !form.retired;
    let mark = offered.then(|| tag(words.current, "govuk-tag--green"));
    let restore = (!offered).then(|| {
        let submit = Button {
            hidden: Some(edition.version.clone()),
            ..plain(words.restore, "govuk-button--secondary")
        };
        let fields = [
            ("form", form.form.as_str()),
            ("hash", edition.hash.as_str()),
        ];
        post(cx, "restore", &fields, submit)
    });
    let hash: String = edition.hash.chars().take(12).collect();
    view! {
        <li>
            {(words.edition)(&edition.version, &day(cx, edition))} " " <code>{hash}</code> " " {mark} {restore}
        </li>
    }
    .into_any()
}

fn proposals(cx: &Cx, rows: &[ProposalRow]) -> AnyView {
    let words = &cx.words.office.author;
    if rows.is_empty() {
        return view! { <p class="govuk-body">{words.no_proposals}</p> }.into_any();
    }
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let href = cx.url(&Page::Proposal {
                proposal: row.id.clone(),
            });
            let name = match row.name.is_empty() {
                true => words.unnamed.to_owned(),
                false => row.name.clone(),
            };
            let by = (words.by)(&row.by, &(cx.words.common.moment)(row.at));
            view! {
                <li>
                    <a class="govuk-link" href=href>{name}</a>
                    " " {tag((words.state)(row.state), colour(row.state))} " "
                    <span class="app-muted">{by}</span>
                </li>
            }
        })
        .collect();
    view! { <ul class="govuk-list govuk-list--spaced">{rows}</ul> }.into_any()
}

fn colour(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Draft => "govuk-tag--blue",
        ProposalState::Submitted => "govuk-tag--yellow",
        ProposalState::Approved => "govuk-tag--green",
        ProposalState::Refused => "govuk-tag--red",
        ProposalState::Withdrawn => "govuk-tag--grey",
    }
}

/// A proposal: its text, what is wrong with it, what it changes, how it looks.
pub(crate) async fn proposal(cx: &Cx, id: &str) -> Result<Answer, Unavailable> {
    let (office, officer) = match author(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(view) = office.proposal(id.to_owned()).await? else {
        return Ok(shown_to(officer, special::no_proposal(cx)));
    };
    let words = &cx.words.office.author;
    let title = view.sound.as_ref().map_or_else(
        || words.unnamed.to_owned(),
        |sound| format!("{} {}", cx.text(&sound.title), sound.version),
    );
    let mut said = entries(cx, FIELDS);
    said.extend(text::fault_entries(cx, &view));
    let by = (words.by)(&view.by, &(cx.words.common.moment)(view.at));
    let writes = view.mine && view.state == ProposalState::Draft;
    let main = view! {
        {problems(cx, said)}
        <span class="govuk-caption-l">{cx.text(&view.agency.name).to_owned()}</span>
        {heading(title.clone())}
        <p class="govuk-body">
            {tag((words.state)(view.state), colour(view.state))} " " <span class="app-muted">{by}</span>
        </p>
        {outcome(cx, &view)}
        {text::faults(cx, &view)}
        {writes.then(|| text::editor(cx, &view))}
        {view.sound.as_ref().map(|sound| text::sound(cx, &view, sound))}
        {(!writes).then(|| text::reader(cx, &view))}
        {decide(cx, &view)}
    };
    let wrong = !view.faults.is_empty();
    let mut shown = finished(cx, officer, title, main.into_any())
        .before(back_link(words.title, cx.url(&Page::Forms)));
    shown.wrong |= wrong;
    Ok(shown.into())
}

/// What became of it, or what it waits for.
fn outcome(cx: &Cx, view: &ProposalView) -> Option<AnyView> {
    let words = &cx.words.office.author;
    if view.state == ProposalState::Submitted && view.mine {
        return Some(inset_text(words.waiting));
    }
    let (by, at) = view.decided.as_ref()?;
    let says = (words.decided)(view.state, by, &(cx.words.common.moment)(*at));
    let why = (!view.why.is_empty())
        .then(|| view! { <p class="govuk-body app-words">{view.why.clone()}</p> });
    Some(inset_text(view! { <p class="govuk-body">{says}</p> {why} }))
}

/// A form with these buttons' `action` posted to the proposal.
fn act(cx: &Cx, view: &ProposalView, inner: impl IntoView + 'static) -> AnyView {
    let url = cx.url(&Page::Proposal {
        proposal: view.id.clone(),
    });
    view! { <form method="post" action=url novalidate=true>{inner}</form> }.into_any()
}

fn acting(text: &str, classes: &str, action: &str) -> Button {
    Button {
        posts: Some(("action".to_owned(), action.to_owned())),
        ..plain(text, classes)
    }
}

/// What I can do with it besides writing.
fn decide(cx: &Cx, view: &ProposalView) -> Option<AnyView> {
    let words = &cx.words.office.author;
    let open = matches!(view.state, ProposalState::Draft | ProposalState::Submitted);
    if view.mine && open {
        let withdraw = acting(words.withdraw, "govuk-button--secondary", "withdraw");
        return Some(act(cx, view, button(withdraw)));
    }
    if !open {
        let submit = plain(words.begin_again, "govuk-button--secondary");
        return Some(post(cx, "begin", &[("from", &view.id)], submit));
    }
    if view.state != ProposalState::Submitted {
        return None;
    }
    let base = view.sound.as_ref().and_then(|sound| sound.base.clone());
    let base = base.map_or_else(String::new, |(hash, _)| hash);
    let why = Textarea {
        control: control(cx, "why", words.why, words.why_hint),
        value: cx.attempt.typed("why").to_owned(),
        ..Textarea::default()
    };
    let approve = act(
        cx,
        view,
        view! {
            <input r#type="hidden" name="base" value=base />
            {button(acting(words.approve, "", "approve"))}
        },
    );
    let refuse = act(
        cx,
        view,
        (
            textarea(why),
            button(acting(words.refuse, "govuk-button--secondary", "refuse")),
        ),
    );
    Some(
        view! {
            <section aria-labelledby="decide">
                <h2 class="govuk-heading-m" id="decide">{words.decide}</h2>
                <p class="govuk-body">{words.decide_text}</p>
                {approve} {details(words.refuse, refuse)}
            </section>
        }
        .into_any(),
    )
}
