//! The catalogue: what can be done here, found by words, agency or life event.

use crate::desk::{Agency, Card, Catalogue, Unavailable};
use crate::fold::{finds, fold};
use crate::parts::button::{Button, button};
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// What was asked for.
struct Search {
    q: String,
    agency: String,
    event: String,
}

impl Search {
    fn is_empty(&self) -> bool {
        self.q.trim().is_empty() && self.agency.is_empty() && self.event.is_empty()
    }

    fn takes(&self, card: &Card) -> bool {
        let texts = card.title.0.values().chain(card.summary.0.values());
        let text = texts.fold(fold(&card.code), |mut all, text| {
            all.push(' ');
            all.push_str(&fold(text));
            all
        });
        finds(&text, &self.q)
            && (self.agency.is_empty() || card.agencies.contains(&self.agency))
            && (self.event.is_empty() || card.life_events.contains(&self.event))
    }
}

/// The page.
pub(super) async fn page(cx: &Cx) -> Result<Answer, Unavailable> {
    let catalogue = cx.desk.catalogue().await?;
    let search = Search {
        q: cx.query("q"),
        agency: cx.query("agency"),
        event: cx.query("event"),
    };
    let words = &cx.words.catalogue;
    let found: Vec<&Card> = catalogue
        .procedures
        .iter()
        .filter(|card| search.takes(card))
        .collect();
    let count = (words.results)(found.len());
    let cards: Vec<_> = found.iter().map(|card| card_view(cx, card)).collect();
    let list = if cards.is_empty() {
        nothing(cx)
    } else {
        view! { <ul class="app-cards">{cards}</ul> }.into_any()
    };
    let clear = (!search.is_empty()).then(|| {
        view! { <a class="govuk-link" href=cx.url(&Page::Catalogue)>{words.clear}</a> }
    });
    let main = view! {
        <div class="app-hero">
            <h1 class="govuk-heading-xl">{words.title}</h1>
            <p class="govuk-body-l">{words.intro}</p>
            {form(cx, &catalogue, &search)}
        </div>
        <div class="app-results">
            <h2 class="govuk-heading-m" id="results">{count}</h2>
            {clear}
        </div>
        {list}
        {steps(cx)}
    };
    Ok(Shown::new(words.title, main).into())
}

fn form(cx: &Cx, catalogue: &Catalogue, search: &Search) -> AnyView {
    let words = &cx.words.catalogue;
    let agencies = catalogue
        .agencies
        .iter()
        .map(|Agency { code, name }| (code.clone(), cx.text(name).to_owned()));
    let mut keys: Vec<&String> = catalogue
        .procedures
        .iter()
        .flat_map(|card| &card.life_events)
        .collect();
    keys.sort();
    keys.dedup();
    let events = keys
        .into_iter()
        .filter_map(|key| (words.life_event)(key).map(|word| (key.clone(), word.to_owned())));
    view! {
        <form class="app-search" method="get" action=cx.url(&Page::Catalogue) role="search">
            <div class="app-search__words">
                <label class="govuk-label govuk-label--s" r#for="q">
                    {words.search}
                </label>
                <div id="q-hint" class="govuk-hint">
                    {words.search_hint}
                </div>
                <input
                    class="govuk-input"
                    id="q"
                    name="q"
                    r#type="search"
                    value=search.q.clone()
                    aria-describedby="q-hint"
                    spellcheck="false"
                    autocomplete="off"
                />
            </div>
            {filter("agency", words.agency, words.any_agency, agencies.collect(), &search.agency)}
            {filter("event", words.event, words.any_event, events.collect(), &search.event)}
            {button(Button { text: words.submit.to_owned(), ..Button::default() })}
        </form>
    }
    .into_any()
}

fn filter(
    name: &'static str,
    label: &'static str,
    any: &'static str,
    options: Vec<(String, String)>,
    chosen: &str,
) -> AnyView {
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <div class="app-search__filter">
            <label class="govuk-label" r#for=name>
                {label}
            </label>
            <select class="govuk-select" id=name name=name>
                <option value="">{any}</option>
                {options}
            </select>
        </div>
    }
    .into_any()
}

fn card_view(cx: &Cx, card: &Card) -> AnyView {
    let words = &cx.words.catalogue;
    let link = cx.url(&Page::Procedure {
        code: card.code.clone(),
    });
    let limits: Vec<String> = card.limit.iter().map(cx.words.common.limit).collect();
    let tags: Vec<_> = card
        .life_events
        .iter()
        .filter_map(|key| (words.life_event)(key))
        .map(|word| view! { <li class="app-card__tag">{word}</li> })
        .collect();
    view! {
        <li class="app-card">
            <h3 class="app-card__title">
                <a class="govuk-link app-card__link" href=link>
                    {cx.text(&card.title).to_owned()}
                </a>
            </h3>
            <p class="app-card__summary">{cx.text(&card.summary).to_owned()}</p>
            <dl class="app-card__facts">
                <div>
                    <dt>{words.fee}</dt>
                    <dd>{cx.text(&card.fee_note).to_owned()}</dd>
                </div>
                <div>
                    <dt>{words.limit}</dt>
                    <dd>{limits.join(cx.words.common.limit_or)}</dd>
                </div>
            </dl>
            <ul class="app-card__tags">{tags}</ul>
        </li>
    }
    .into_any()
}

fn nothing(cx: &Cx) -> AnyView {
    let words = &cx.words.catalogue;
    view! {
        <div class="app-empty">
            <h3 class="govuk-heading-s">{words.nothing}</h3>
            <p class="govuk-body">{words.nothing_hint}</p>
        </div>
    }
    .into_any()
}

fn steps(cx: &Cx) -> AnyView {
    let words = &cx.words.catalogue;
    let steps: Vec<_> = words
        .steps
        .iter()
        .map(|(title, text)| {
            view! {
                <li class="app-steps__item">
                    <h3 class="govuk-heading-s">{*title}</h3>
                    <p class="govuk-body">{*text}</p>
                </li>
            }
        })
        .collect();
    view! {
        <section class="app-steps" aria-labelledby="steps">
            <h2 class="govuk-heading-m" id="steps">
                {words.steps_title}
            </h2>
            <ol class="app-steps__list">{steps}</ol>
            <p class="govuk-body">
                {words.track_prompt} " " <a class="govuk-link" href=cx.url(&Page::Track)>
                    {words.track_link}
                </a>
            </p>
        </section>
    }
    .into_any()
}
