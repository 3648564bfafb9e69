//! Paying what is due: its lines, and through which gateway.

use super::{column, entry, heading, problems};
use crate::desk::{AttemptState, DueState, DueView, Refusal, Unavailable};
use crate::parts::back_link::back_link;
use crate::parts::button::{self, Button, button};
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::inset_text::inset_text;
use crate::parts::radios::{Item, Radios, radios};
use crate::parts::warning_text::warning_text;
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use crate::words;
use forms::{FeeLine, money};
use leptos::prelude::*;

/// The page. With nothing to pay it goes back to the dossier.
pub(super) async fn page(cx: &Cx, reference: &str) -> Result<Answer, Unavailable> {
    let Some(dossier) = cx.desk.dossier(reference.to_owned()).await? else {
        return Ok(super::special::lost(cx));
    };
    let back = cx.url(&Page::Dossier {
        reference: dossier.reference.clone(),
    });
    let Some(due) = dossier.due.filter(|due| due.state == DueState::Due) else {
        return Ok(Answer::Go(back));
    };
    let words = &cx.words.pay;
    let refused = refusal(cx);
    let entries = refused
        .map(|text| entry(text, "gateway"))
        .into_iter()
        .collect();
    let until = due
        .pay_until
        .map(|date| inset_text((words.until)(&words::day(date))));
    let open = due
        .attempts
        .last()
        .is_some_and(|attempt| attempt.state == AttemptState::Started);
    let waiting = open.then(|| warning_text(cx.words.common.warning, words.waiting));
    let main = column((
        problems(cx, entries),
        heading(words.title),
        view! { <h2 class="govuk-heading-m">{words.lines}</h2> },
        lines(cx, &due.lines, due.amount),
        until,
        waiting,
        form(cx, reference, &due, refused),
        view! { <p class="govuk-body"><a class="govuk-link" href=back.clone()>{words.later}</a></p> },
    ));
    let mut shown = Shown::new(words.title, main).before(back_link(cx.words.common.back, back));
    shown.title.push(cx.text(&dossier.form.title).to_owned());
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}

fn refusal(cx: &Cx) -> Option<&'static str> {
    let words = &cx.words.pay;
    cx.attempt
        .refusals
        .iter()
        .find_map(|refusal| match refusal {
            Refusal::Gateway => Some(words.gateway_missing),
            Refusal::GatewayUnavailable => Some(words.gateway_unavailable),
            Refusal::AttemptOpen => Some(words.attempt_open),
            _ => None,
        })
}

/// Fee lines and their sum, as a table.
pub(super) fn lines(cx: &Cx, lines: &[FeeLine], total: i64) -> AnyView {
    let words = &cx.words.pay;
    let lang = cx.lang.tag();
    let rows: Vec<_> = lines
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{cx.text(&line.label).to_owned()}</th>
                    <td>{money::show(line.amount, lang)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="app-fee">
            <thead>
                <tr>
                    <th scope="col">{words.line}</th>
                    <th scope="col">{words.amount}</th>
                </tr>
            </thead>
            <tbody>
                {rows}
                <tr class="app-fee__total">
                    <th scope="row">{cx.words.common.total}</th>
                    <td>{money::show(total, lang)}</td>
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}

/// The choice of gateway; a single one is chosen already.
fn form(cx: &Cx, reference: &str, due: &DueView, refused: Option<&'static str>) -> AnyView {
    let words = &cx.words.pay;
    if due.gateways.is_empty() {
        return warning_text(cx.words.common.warning, words.no_gateway);
    }
    let only = due.gateways.len() == 1;
    let items = due
        .gateways
        .iter()
        .map(|gateway| Item {
            value: gateway.name.clone(),
            text: gateway.label.clone(),
            hint: gateway.test.then(|| words.test.to_owned()),
            checked: only,
            ..Item::default()
        })
        .collect();
    let error = refused.map(|text| ErrorMessage {
        text: text.to_owned(),
        prefix: cx.words.common.error.to_owned(),
    });
    let control = Control {
        id: "gateway".to_owned(),
        name: "gateway".to_owned(),
        label: words.choose.to_owned(),
        label_classes: "govuk-fieldset__legend--m".to_owned(),
        error,
        ..Control::default()
    };
    view! {
        <form method="post" action=cx.url(&Page::Pay { reference: reference.to_owned() }) novalidate=true>
            {radios(Radios { control, items })}
            {button(Button { text: words.submit.to_owned(), once: true, ..Button::default() })}
        </form>
    }
    .into_any()
}

/// The link to this page.
pub(super) fn link(cx: &Cx, reference: &str, text: &str) -> AnyView {
    button::link(
        text,
        cx.url(&Page::Pay {
            reference: reference.to_owned(),
        }),
        "",
    )
}
