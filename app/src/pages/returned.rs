//! Coming back from a gateway. This page only reads: the gateway's own callback is what counts.

use super::{column, heading};
use crate::desk::{ReturnState, ReturnView, Unavailable};
use crate::parts::button;
use crate::parts::panel::panel;
use crate::parts::summary_list::{Row, summary_list};
use crate::render::{Answer, Client, Cx, Shown};
use crate::routes::Page;
use forms::money;
use leptos::prelude::*;

/// Seconds between two looks at a payment that is not confirmed yet.
const EVERY: u32 = 5;
/// Looks at most; then the person asks, not the page.
const LOOKS: u32 = 12;

/// The page.
pub(super) async fn page(cx: &Cx, gateway: &str) -> Result<Answer, Unavailable> {
    let words = &cx.words.returned;
    let (raw_query, look) = split_look(&cx.visit.query);
    let Some(view) = cx
        .desk
        .payment_return(gateway.to_owned(), raw_query.to_owned())
        .await?
    else {
        let text = view! { <p class="govuk-body">{words.unknown_text}</p> };
        let link = button::link(words.to_track, cx.url(&Page::Track), "");
        return Ok(
            Shown::new(words.unknown, column((heading(words.unknown), text, link)))
                .status(404)
                .into(),
        );
    };
    let title = (words.title)(view.state);
    let text = (words.text)(view.state);
    let head = if view.state == ReturnState::Paid {
        panel(title, text)
    } else {
        waiting_or_failed(title, text)
    };
    let rows = vec![
        Row::plain(words.amount, money::show(view.amount, cx.lang.tag())),
        Row::plain(words.txn, view.txn_ref.as_str()),
    ];
    let again = next_look(cx, gateway, raw_query, look);
    let waiting = view.state == ReturnState::Waiting;
    let body = (head, summary_list(rows, ""), ways(cx, &view, &again));
    let main = view! { <div data-payment=if waiting { "waiting" } else { "known" }>{body}</div> };
    let mut shown = Shown::new(title, column(main));
    if waiting && look < LOOKS {
        shown.client = Client::Wait;
        shown.refresh = Some((EVERY, again));
    }
    Ok(shown.into())
}

fn waiting_or_failed(title: &'static str, text: &'static str) -> AnyView {
    (heading(title), view! { <p class="govuk-body-l">{text}</p> }).into_any()
}

/// Splits our own counter off the gateway's query, which must stay as it was signed.
fn split_look(query: &str) -> (&str, u32) {
    match query.rsplit_once("&look=") {
        Some((query, look)) => (query, look.parse().unwrap_or(LOOKS)),
        None => (query, 0),
    }
}

fn next_look(cx: &Cx, gateway: &str, raw_query: &str, look: u32) -> String {
    let page = Page::PaymentReturn {
        gateway: gateway.to_owned(),
    };
    format!("{}?{raw_query}&look={}", cx.url(&page), look + 1)
}

fn ways(cx: &Cx, view: &ReturnView, again: &str) -> AnyView {
    let words = &cx.words.returned;
    let look_again = (view.state == ReturnState::Waiting)
        .then(|| button::link(words.refresh, again.to_owned(), "govuk-button--secondary"));
    let dossier = match &view.reference {
        Some(reference) => {
            let retry =
                matches!(view.state, ReturnState::Failed | ReturnState::Cancelled).then(|| {
                    button::link(
                        words.again,
                        cx.url(&Page::Pay {
                            reference: reference.clone(),
                        }),
                        "",
                    )
                });
            let class = if retry.is_some() {
                "govuk-button--secondary"
            } else {
                ""
            };
            let link = button::link(
                words.to_dossier,
                cx.url(&Page::Dossier {
                    reference: reference.clone(),
                }),
                class,
            );
            (retry, link).into_any()
        }
        None => button::link(words.to_track, cx.url(&Page::Track), ""),
    };
    view! { <div class="govuk-button-group">{dossier} {look_again}</div> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gateways_query_is_left_as_it_was_signed() {
        assert_eq!(split_look("a=1&b=%20x"), ("a=1&b=%20x", 0));
        assert_eq!(split_look("a=1&b=%20x&look=3"), ("a=1&b=%20x", 3));
        assert_eq!(split_look("a=1&look=nonsense"), ("a=1", LOOKS));
    }
}
