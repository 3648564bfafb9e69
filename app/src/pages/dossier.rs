//! A dossier of one's own: the receipt right after submission, and tracking ever after.

use super::question::frame;
use super::summary::Summary;
use super::{column, heading, spaced};
use crate::desk::{
    AttemptState, DossierState, DossierView, DueState, DueView, Event, TimelineEntry, Unavailable,
};
use crate::parts::button::{Button, button, link};
use crate::parts::details::details;
use crate::parts::panel::panel;
use crate::parts::summary_list::{Row, summary_list};
use crate::parts::tag::tag;
use crate::render::{Answer, Cx, Shown};
use crate::routes::{self, Page};
use crate::words::{self, Say};
use leptos::prelude::*;

/// The page.
pub(super) async fn page(cx: &Cx, reference: &str) -> Result<Answer, Unavailable> {
    let Some(dossier) = cx.desk.dossier(reference.to_owned()).await? else {
        return Ok(super::special::lost(cx));
    };
    let words = &cx.words.dossier;
    let title = cx.text(&dossier.form.title).to_owned();
    let fresh = dossier.secret.is_some();
    let main = column((
        top(cx, &dossier),
        dossier
            .secret
            .as_ref()
            .map(|secret| secret_card(cx, secret)),
        supplement(cx, &dossier),
        state(cx, &dossier),
        result(cx, &dossier),
        dossier.due.as_ref().map(|due| {
            money(
                cx,
                due,
                words.attempt_state,
                pay(cx, &dossier.reference, due),
            )
        }),
        timeline(cx, &dossier.timeline, words.event),
        papers(cx, &dossier),
        details(words.answers, answers(cx, &dossier)),
        dossier
            .withdrawable
            .then(|| details(cx.words.withdrawal.title, withdraw(cx, &dossier))),
        view! { <p class="govuk-body app-print-hint">{words.print}</p> },
    ));
    let mut shown = Shown::new(if fresh { words.sent } else { words.title }, main);
    shown.title.push(title);
    Ok(shown.into())
}

/// A panel right after submission, a heading later.
fn top(cx: &Cx, dossier: &DossierView) -> AnyView {
    let words = &cx.words.dossier;
    let reference = spaced(&dossier.reference);
    let name = cx.text(&dossier.form.title).to_owned();
    if dossier.secret.is_some() {
        let body = view! {
            {words.reference}
            <br />
            <strong class="app-reference">{reference}</strong>
        };
        return (
            panel(words.sent, body),
            view! { <p class="govuk-body-l">{name}</p> },
        )
            .into_any();
    }
    view! {
        <span class="govuk-caption-l">{name}</span>
        {heading(words.title)}
        <p class="govuk-body">{words.reference} " " <strong class="app-reference">{reference}</strong></p>
    }
    .into_any()
}

/// The secret, once.
fn secret_card(cx: &Cx, secret: &str) -> AnyView {
    let words = &cx.words.dossier;
    let secret = spaced(secret);
    view! {
        <section class="app-secret" aria-labelledby="secret-title">
            <h2 class="govuk-heading-m" id="secret-title">
                {words.secret_title}
            </h2>
            <p class="app-secret__code">
                <span class="govuk-visually-hidden">{words.secret} ": "</span>
                <strong>{secret}</strong>
            </p>
            <p class="govuk-body">{words.secret_text}</p>
            <p class="govuk-body">
                <strong>{words.secret_once}</strong>
            </p>
        </section>
    }
    .into_any()
}

fn state(cx: &Cx, dossier: &DossierView) -> AnyView {
    let words = &cx.words.dossier;
    let moment = cx.words.common.moment;
    let mut rows = vec![
        Row::plain(cx.words.common.agency, cx.text(&dossier.agency.name)),
        Row::plain(words.submitted_at, moment(dossier.submitted_at)),
    ];
    rows.extend(
        dossier
            .received_at
            .map(|at| Row::plain(words.received_at, moment(at))),
    );
    rows.extend(
        dossier
            .result_due_on
            .map(|on| Row::plain(words.result_due, words::day(on))),
    );
    view! {
        <section class="app-state" aria-labelledby="state">
            <h2 class="govuk-heading-m" id="state">
                {words.state}
            </h2>
            <p class="govuk-body">
                {tag((words.state_name)(dossier.state), colour(dossier.state))}
            </p>
            <p class="govuk-body">{(words.state_text)(dossier.state)}</p>
            {summary_list(rows, "")}
        </section>
    }
    .into_any()
}

/// What the agency asks once, and the way to answer it.
fn supplement(cx: &Cx, dossier: &DossierView) -> Option<AnyView> {
    let words = &cx.words.supplement;
    let asked = dossier.supplement.as_ref()?;
    if let Some(at) = asked.answered_at {
        return Some(view! { <p class="govuk-body">{(words.sent)(at)}</p> }.into_any());
    }
    if dossier.state != DossierState::SupplementRequested {
        return None;
    }
    let items: Vec<_> = asked
        .asked
        .iter()
        .map(
            |item| view! { <li><strong>{item.label.clone()}</strong><br />{item.what.clone()}</li> },
        )
        .collect();
    let submit = Button {
        text: words.start.to_owned(),
        once: true,
        ..Button::default()
    };
    Some(
        view! {
            <section class="app-supplement" aria-labelledby="supplement">
                <h2 class="govuk-heading-m" id="supplement">
                    {words.title}
                </h2>
                <p class="govuk-body">{(words.intro)(asked.until)}</p>
                <ul class="govuk-list govuk-list--bullet app-words">{items}</ul>
                <form method="post" action=routes::supplement(&dossier.reference, cx.lang)>
                    {button(submit)}
                </form>
            </section>
        }
        .into_any(),
    )
}

/// The forms of the one-stop desk that were made out for this dossier.
fn papers(cx: &Cx, dossier: &DossierView) -> Option<AnyView> {
    let words = &cx.words.office.work;
    let slip = dossier.accepted.then_some((words.slip, "01.pdf"));
    let asked = dossier.supplement.is_some();
    let request = asked.then_some((words.request, "02.pdf"));
    let links: Vec<_> = [slip, request]
        .into_iter()
        .flatten()
        .map(|(text, form)| {
            let href = routes::paper(&dossier.reference, form);
            view! { <li><a class="govuk-link" href=href download="">{text}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! {
            <section aria-labelledby="papers">
                <h2 class="govuk-heading-m" id="papers">
                    {words.papers}
                </h2>
                <ul class="govuk-list">{links}</ul>
            </section>
        }
        .into_any()
    })
}

fn withdraw(cx: &Cx, dossier: &DossierView) -> AnyView {
    let words = &cx.words.withdrawal;
    let submit = Button {
        text: words.submit.to_owned(),
        classes: "govuk-button--secondary".to_owned(),
        once: true,
        ..Button::default()
    };
    view! {
        <p class="govuk-body">{words.text}</p>
        <form method="post" action=routes::withdraw(&dossier.reference, cx.lang)>
            {button(submit)}
        </form>
    }
    .into_any()
}

/// The way to the result, once there is one.
fn result(cx: &Cx, dossier: &DossierView) -> Option<AnyView> {
    let page = Page::Result {
        reference: dossier.reference.clone(),
    };
    dossier
        .paper
        .then(|| link(cx.words.codes.result_link, cx.url(&page), ""))
}

/// The colour of a state's tag.
pub(super) fn colour(state: DossierState) -> &'static str {
    match state {
        DossierState::AwaitingPayment
        | DossierState::FeeRequested
        | DossierState::SupplementRequested => "govuk-tag--orange",
        DossierState::Submitted | DossierState::Accepted | DossierState::Processing => {
            "govuk-tag--teal"
        }
        DossierState::Decided | DossierState::Returned => "govuk-tag--green",
        DossierState::NotAccepted => "govuk-tag--red",
        DossierState::WithdrawalAsked | DossierState::Stopped | DossierState::ClosedUnpaid => {
            "govuk-tag--grey"
        }
    }
}

/// The way to the payment page, while there is something to pay.
fn pay(cx: &Cx, reference: &str, due: &DueView) -> Option<AnyView> {
    let words = &cx.words.dossier;
    let again = if due.attempts.is_empty() {
        words.pay_now
    } else {
        words.pay_again
    };
    (due.state == DueState::Due).then(|| super::pay::link(cx, reference, again))
}

/// What is due, what became of it, each attempt in the given words, and `pay` below.
pub(super) fn money(
    cx: &Cx,
    due: &DueView,
    attempt_state: fn(AttemptState) -> Say,
    pay: Option<AnyView>,
) -> AnyView {
    let words = &cx.words.dossier;
    let mut rows = vec![Row::plain(words.state, (words.due_state)(due.state))];
    rows.extend(
        due.paid_at
            .map(|at| Row::plain(words.paid_at, (cx.words.common.moment)(at))),
    );
    let unpaid = due.state == DueState::Due;
    rows.extend(
        due.pay_until
            .filter(|_| unpaid)
            .map(|on| Row::plain(words.pay_until, words::day(on))),
    );
    view! {
        <section aria-labelledby="money">
            <h2 class="govuk-heading-m" id="money">
                {words.money}
            </h2>
            {super::pay::lines(cx, &due.lines, due.amount)}
            {summary_list(rows, "")}
            {attempts(cx, due, attempt_state)}
            {pay}
        </section>
    }
    .into_any()
}

fn attempts(cx: &Cx, due: &DueView, attempt_state: fn(AttemptState) -> Say) -> Option<AnyView> {
    let words = &cx.words.dossier;
    let rows: Vec<Row> = due
        .attempts
        .iter()
        .map(|attempt| Row {
            key: format!(
                "{}, {}",
                attempt.gateway,
                (cx.words.common.moment)(attempt.started_at)
            ),
            value: vec![attempt_state(attempt.state).to_owned()],
            ..Row::default()
        })
        .collect();
    (!rows.is_empty()).then(|| details(words.attempts, summary_list(rows, "")))
}

/// What happened, in the given words, the latest first.
pub(super) fn timeline(cx: &Cx, entries: &[TimelineEntry], event: fn(Event) -> Say) -> AnyView {
    let words = &cx.words.dossier;
    let items: Vec<_> = entries
        .iter()
        .rev()
        .map(|entry| {
            let note = entry
                .note
                .clone()
                .map(|note| view! { <p class="app-timeline__note">{note}</p> });
            view! {
                <li class="app-timeline__item">
                    <p class="app-timeline__event">{event(entry.event)}</p>
                    <p class="app-timeline__at">{(cx.words.common.moment)(entry.at)}</p>
                    {note}
                </li>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="timeline">
            <h2 class="govuk-heading-m" id="timeline">
                {words.timeline}
            </h2>
            <ol class="app-timeline" reversed=true>
                {items}
            </ol>
        </section>
    }
    .into_any()
}

/// What was sent, as it stood on that day.
pub(super) fn answers(cx: &Cx, dossier: &DossierView) -> AnyView {
    let datasets = cx.desk.datasets();
    let form = &*dossier.form;
    let context = frame(dossier, &*datasets);
    let evaluation = forms::evaluate(form, &dossier.answers, &context);
    let summary = Summary {
        cx,
        form,
        answers: &dossier.answers,
        evaluation: &evaluation,
        place: None,
        open: None,
    };
    let short: String = dossier.hash.chars().take(12).collect();
    let version = format!("{}: {} ({short})", cx.words.dossier.version, form.version);
    (
        summary.view(),
        view! { <p class="govuk-body app-muted">{version}</p> },
    )
        .into_any()
}
