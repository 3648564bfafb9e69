//! What an officer can do with a dossier, a form each, so that a wrong button sends nothing of another.

use super::control;
use crate::desk::office::{Act, DeskView, Identity, IdentityView};
use crate::pages::question::frame;
use crate::parts::button::{Button, button, link};
use crate::parts::details::foldable;
use crate::parts::input::{Input, input};
use crate::parts::inset_text::inset_text;
use crate::parts::radios::{Item, Radios, radios};
use crate::parts::select::{Select, select};
use crate::parts::textarea::{Textarea, textarea};
use crate::render::Cx;
use crate::routes::{self, Page};
use forms::{Evaluation, Field, Journey, Question};
use leptos::prelude::*;

/// Every act there is now; the common ones open, the rare ones folded.
pub(super) fn acts(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.desk;
    let reference = desk.dossier.reference.as_str();
    let acts: Vec<_> = desk
        .may
        .iter()
        .filter_map(|act| match act {
            Act::Accept => Some(accept(cx, reference)),
            Act::Refuse => Some(refuse(cx, desk)),
            Act::TakeUp => Some(take_up(cx, reference)),
            Act::Decide => Some(decide(cx, reference)),
            Act::AskSupplement => Some(ask_supplement(cx, desk)),
            Act::HandOver => (!desk.agencies.is_empty()).then(|| hand_over(cx, desk)),
            Act::AnswerWithdrawal => Some(withdrawal(cx, reference)),
            // Beside what they are about.
            Act::Note | Act::CheckIdentity => None,
        })
        .collect();
    let none = acts
        .is_empty()
        .then(|| view! { <p class="govuk-body">{words.no_acts}</p> });
    view! {
        <section class="app-desk__acts" aria-labelledby="acts">
            <h2 class="govuk-heading-m" id="acts">
                {words.acts}
            </h2>
            {none} {acts}
        </section>
    }
    .into_any()
}

/// A form that posts an act.
fn form(cx: &Cx, reference: &str, act: Act, inner: impl IntoView + 'static) -> AnyView {
    let action = routes::office_act(reference, act.as_str(), cx.lang);
    view! {
        <form method="post" action=action novalidate=true>
            {inner}
        </form>
    }
    .into_any()
}

fn submit(text: &str, classes: &str) -> AnyView {
    button(Button {
        text: text.to_owned(),
        classes: classes.to_owned(),
        once: true,
        ..Button::default()
    })
}

fn paragraph(text: &'static str) -> AnyView {
    view! { <p class="govuk-body">{text}</p> }.into_any()
}

/// Whether something was typed in `name` or is wrong there: its form is then open.
fn begun(cx: &Cx, names: &[&str]) -> bool {
    names
        .iter()
        .any(|name| control(cx, name, "", "").error.is_some() || !cx.attempt.typed(name).is_empty())
}

fn accept(cx: &Cx, reference: &str) -> AnyView {
    let words = &cx.words.office.desk;
    let inner = (paragraph(words.accept_text), submit(words.accept, ""));
    form(cx, reference, Act::Accept, inner)
}

fn take_up(cx: &Cx, reference: &str) -> AnyView {
    let words = &cx.words.office.work;
    let inner = (paragraph(words.take_up_text), submit(words.take_up, ""));
    form(cx, reference, Act::TakeUp, inner)
}

/// To the findings; they have pages of their own.
fn decide(cx: &Cx, reference: &str) -> AnyView {
    let words = &cx.words.office.work;
    let href = cx.url(&Page::Decision {
        reference: reference.to_owned(),
    });
    (paragraph(words.decide_text), link(words.decide, href, "")).into_any()
}

fn refuse(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.desk;
    let reason = Textarea {
        control: control(cx, "reason", words.reason, words.reason_hint),
        value: cx.attempt.typed("reason").to_owned(),
        ..Textarea::default()
    };
    let basis = Input {
        control: control(cx, "basis", words.basis, words.basis_hint),
        value: Some(cx.attempt.typed("basis").to_owned()),
        ..Input::default()
    };
    let title = match desk.may.contains(&Act::Accept) {
        true => words.refuse,
        false => cx.words.office.work.refuse,
    };
    let inner = (
        paragraph(words.refuse_text),
        textarea(reason),
        input(basis),
        submit(title, "govuk-button--warning"),
    );
    let form = form(cx, &desk.dossier.reference, Act::Refuse, inner);
    foldable(title, None, begun(cx, &["reason", "basis"]), form)
}

fn hand_over(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.work;
    let choose = (String::new(), cx.words.common.choose.to_owned());
    let agencies = desk
        .agencies
        .iter()
        .map(|agency| (agency.code.clone(), cx.text(&agency.name).to_owned()));
    let to = Select {
        control: control(cx, "to", words.to, ""),
        options: std::iter::once(choose).chain(agencies).collect(),
        value: cx.attempt.typed("to").to_owned(),
        ..Select::default()
    };
    let why = Textarea {
        control: control(cx, "why", words.why, words.why_hint),
        value: cx.attempt.typed("why").to_owned(),
        rows: Some(3),
        ..Textarea::default()
    };
    let inner = (
        paragraph(words.hand_over_text),
        select(to),
        textarea(why),
        submit(words.hand_over_submit, "govuk-button--secondary"),
    );
    let form = form(cx, &desk.dossier.reference, Act::HandOver, inner);
    foldable(words.hand_over, None, begun(cx, &["to", "why"]), form)
}

fn withdrawal(cx: &Cx, reference: &str) -> AnyView {
    let words = &cx.words.office.work;
    let item = |value: &str, text: &str| Item {
        value: value.to_owned(),
        text: text.to_owned(),
        ..Item::default()
    };
    let answer = Radios {
        control: control(cx, "answer", words.withdrawal, ""),
        items: vec![
            item("agree", words.withdrawal_agree),
            item("decline", words.withdrawal_decline),
        ],
    };
    let inner = (radios(answer), submit(words.withdrawal_submit, ""));
    form(cx, reference, Act::AnswerWithdrawal, inner)
}

/// Every question that was asked, with a place to say what is wanting: what stays empty is right.
fn ask_supplement(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.work;
    let dossier = &desk.dossier;
    let datasets = cx.desk.datasets();
    let context = frame(dossier, &*datasets);
    let evaluation = forms::evaluate(&dossier.form, &dossier.answers, &context);
    let pages: Vec<_> = Journey::new(&dossier.form, &evaluation)
        .pages()
        .into_iter()
        .filter_map(|page| {
            let mut fields = Vec::new();
            askable(&page.fields, "", &evaluation, &mut fields);
            let boxes: Vec<_> = fields
                .into_iter()
                .map(|(path, field)| what(cx, &path, field))
                .collect();
            let title = cx.text(&page.title).to_owned();
            (!boxes.is_empty())
                .then(|| view! { <h3 class="govuk-heading-s">{title}</h3> {boxes} }.into_any())
        })
        .collect();
    let typed = cx.attempt.typed.iter();
    let begun = typed
        .filter(|(name, _)| name.starts_with("ask."))
        .any(|(_, text)| !text.is_empty());
    let wrong = control(cx, "ask", "", "").error.is_some();
    let inner = (
        view! { <p class="govuk-body" id="ask" tabindex="-1">{words.supplement_text}</p> },
        pages,
        submit(words.supplement_submit, ""),
    );
    let form = form(cx, &dossier.reference, Act::AskSupplement, inner);
    foldable(words.supplement, None, begun || wrong, form)
}

fn what(cx: &Cx, path: &str, field: &Field) -> AnyView {
    let name = format!("ask.{path}");
    let value = Some(cx.attempt.typed(&name).to_owned());
    let mut control = control(cx, &name, cx.text(&field.label), "");
    control.label_classes.clear();
    input(Input {
        control,
        value,
        ..Input::default()
    })
}

/// Questions a citizen can answer anew: those that apply, a repeat as a whole.
fn askable<'a>(
    fields: &'a [Field],
    prefix: &str,
    evaluation: &Evaluation,
    found: &mut Vec<(String, &'a Field)>,
) {
    for field in fields {
        let path = format!("{prefix}{}", field.id);
        if field.hidden || !evaluation.applies(&path) {
            continue;
        }
        match &field.question {
            Question::Note | Question::Calculated(_) | Question::Declaration => {}
            Question::Group(inner) => askable(inner, &format!("{path}."), evaluation, found),
            _ => found.push((path, field)),
        }
    }
}

/// How identity was checked, and a place to record it.
pub(super) fn identity(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.work;
    let enough = &desk.enough;
    let done = desk
        .identity
        .iter()
        .any(|check| enough.contains(&check.how));
    let text = match (enough.is_empty(), done) {
        (true, _) => words.identity_none.to_owned(),
        (false, true) => words.identity_enough.to_owned(),
        (false, false) => (words.identity_wanting)(enough),
    };
    let item = |check: &IdentityView| view! { <li>{(words.identity_done)(check)}</li> };
    let items: Vec<_> = desk.identity.iter().map(item).collect();
    let list = (!items.is_empty())
        .then(|| view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> });
    let may = desk.may.contains(&Act::CheckIdentity) && !enough.is_empty();
    let form = (may && !done).then(|| identity_form(cx, desk));
    view! {
        <section aria-labelledby="identity">
            <h2 class="govuk-heading-m" id="identity">
                {words.identity}
            </h2>
            {inset_text(text)} {list} {form}
        </section>
    }
    .into_any()
}

fn identity_form(cx: &Cx, desk: &DeskView) -> AnyView {
    let words = &cx.words.office.work;
    let item = |how: &Identity| Item {
        value: how.as_str().to_owned(),
        text: (words.identity_how)(*how).to_owned(),
        checked: cx.attempt.typed("how") == how.as_str(),
        ..Item::default()
    };
    let how = Radios {
        control: control(cx, "how", words.identity_label, ""),
        items: desk.enough.iter().map(item).collect(),
    };
    let inner = (
        radios(how),
        submit(words.identity_submit, "govuk-button--secondary"),
    );
    form(cx, &desk.dossier.reference, Act::CheckIdentity, inner)
}

/// What was asked of the citizen, and whether it came.
pub(super) fn supplement(cx: &Cx, desk: &DeskView) -> Option<AnyView> {
    let words = &cx.words.office.work;
    let asked = desk.dossier.supplement.as_ref()?;
    let items: Vec<_> = asked
        .asked
        .iter()
        .map(|item| {
            view! { <li><strong>{item.label.clone()}</strong><br />{item.what.clone()}</li> }
        })
        .collect();
    let asked_text = (words.supplement_asked)(&desk.asked_by, asked.asked_at, asked.until);
    let answered = asked
        .answered_at
        .map(|at| view! { <p class="govuk-body">{(words.supplement_answered)(at)}</p> });
    Some(
        view! {
            <section aria-labelledby="supplement">
                <h2 class="govuk-heading-m" id="supplement">
                    {words.supplement_title}
                </h2>
                <p class="govuk-body">{asked_text}</p>
                <ul class="govuk-list govuk-list--bullet app-words">{items}</ul>
                {answered}
            </section>
        }
        .into_any(),
    )
}

/// The papers of the dossier: slip, request, result.
pub(super) fn papers(cx: &Cx, desk: &DeskView) -> Option<AnyView> {
    use crate::desk::DossierState::{Decided, Returned};
    let words = &cx.words.office.work;
    let reference = &desk.dossier.reference;
    let slip = desk
        .code
        .is_some()
        .then(|| (words.slip, routes::office_slip(reference, "01.pdf")));
    let asked = desk.dossier.supplement.is_some();
    let request = asked.then(|| (words.request, routes::office_slip(reference, "02.pdf")));
    let result = desk
        .dossier
        .paper
        .then(|| (words.result, routes::office_paper(reference)));
    let links: Vec<_> = [slip, request, result]
        .into_iter()
        .flatten()
        .map(|(text, href)| {
            view! { <li><a class="govuk-link" href=href download="">{text}</a></li> }
        })
        .collect();
    let soon = matches!(desk.dossier.state, Decided | Returned) && !desk.dossier.paper;
    let soon = soon.then(|| paragraph(words.result_soon));
    (!links.is_empty() || soon.is_some()).then(|| {
        view! {
            <section aria-labelledby="papers">
                <h2 class="govuk-heading-m" id="papers">
                    {words.papers}
                </h2>
                <ul class="govuk-list">{links}</ul>
                {soon}
            </section>
        }
        .into_any()
    })
}
