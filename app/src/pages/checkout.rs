//! The sandbox gateway's own page: what a bank's page is in life, with the outcome to choose.

use super::{column, entry, heading, problems};
use crate::desk::{CheckoutView, Refusal, Unavailable};
use crate::parts::button::{Button, button};
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::radios::{Item, Radios, radios};
use crate::parts::summary_list::{Row, summary_list};
use crate::parts::tag::tag;
use crate::parts::warning_text::warning_text;
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use forms::money;
use leptos::prelude::*;

/// The page.
pub(super) async fn page(cx: &Cx, txn: &str) -> Result<Answer, Unavailable> {
    let words = &cx.words.checkout;
    let Some(view) = cx.desk.checkout(txn.to_owned()).await? else {
        let text = view! { <p class="govuk-body">{words.gone_text}</p> };
        return Ok(Shown::new(words.gone, column((heading(words.gone), text)))
            .status(404)
            .into());
    };
    let wrong = cx.attempt.refusals.contains(&Refusal::Outcome);
    let entries = if wrong {
        vec![entry(words.missing, "outcome")]
    } else {
        Vec::new()
    };
    let rows = vec![
        Row::plain(words.merchant, view.merchant.as_str()),
        Row::plain(words.order, view.order_info.as_str()),
        Row::plain(words.amount, money::show(view.amount, cx.lang.tag())),
    ];
    let main = view! {
        <div class="app-sandbox">
            {problems(cx, entries)}
            {tag(words.tag, "govuk-tag--orange")}
            {heading(words.title)}
            {warning_text(cx.words.common.warning, words.warning)}
            {summary_list(rows, "")}
            <form method="post" action=cx.url(&Page::Checkout { txn: txn.to_owned() }) novalidate=true>
                {outcomes(cx, &view, wrong)}
                {button(Button { text: words.submit.to_owned(), once: true, ..Button::default() })}
            </form>
        </div>
    };
    let mut shown = Shown::new(words.title, column(main));
    shown.wrong = wrong;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}

fn outcomes(cx: &Cx, view: &CheckoutView, wrong: bool) -> AnyView {
    let words = &cx.words.checkout;
    let items = view
        .outcomes
        .iter()
        .map(|name| {
            let known = (words.outcome)(name);
            Item {
                value: name.clone(),
                text: known.map_or(name.as_str(), |(text, _)| text).to_owned(),
                hint: known.map(|(_, hint)| hint.to_owned()),
                ..Item::default()
            }
        })
        .collect();
    let error = wrong.then(|| ErrorMessage {
        text: words.missing.to_owned(),
        prefix: cx.words.common.error.to_owned(),
    });
    radios(Radios {
        control: Control {
            id: "outcome".to_owned(),
            name: "outcome".to_owned(),
            label: words.choose.to_owned(),
            label_classes: "govuk-fieldset__legend--m".to_owned(),
            error,
            ..Control::default()
        },
        items,
    })
}
