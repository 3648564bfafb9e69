//! Findings: filled in on the same pages as a citizen's form, read once more, seen on paper, decided.

use super::{control, entries, shown_to, signed_in};
use crate::desk::office::{FindingsView, Tick};
use crate::desk::{DraftView, Unavailable};
use crate::pages::question::{context, journey, of};
use crate::pages::summary::Summary;
use crate::pages::{column, heading, problems, special};
use crate::parts::back_link::back_link;
use crate::parts::button::{Button, button};
use crate::parts::checkboxes::{Checkboxes, checkboxes};
use crate::parts::radios::Item;
use crate::parts::warning_text::warning_text;
use crate::render::{Answer, Cx, Shown};
use crate::routes::{self, Page};
use leptos::prelude::*;

/// One page of the findings, or one item of its repeat.
pub(crate) async fn question(
    cx: &Cx,
    reference: &str,
    page: &str,
    item: Option<&String>,
) -> Result<Answer, Unavailable> {
    let (office, officer) = match signed_in(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(findings) = office.findings(reference.to_owned()).await? else {
        return Ok(shown_to(officer, special::no_dossier(cx)));
    };
    Ok(shown_to(officer, of(cx, &findings.draft, page, item)))
}

/// The findings read once more, what may stand on the paper, the paper, the decision.
pub(crate) async fn page(cx: &Cx, reference: &str) -> Result<Answer, Unavailable> {
    let (office, officer) = match signed_in(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(findings) = office.findings(reference.to_owned()).await? else {
        return Ok(shown_to(officer, special::no_dossier(cx)));
    };
    let draft = &findings.draft;
    let datasets = cx.desk.datasets();
    let evaluation = forms::evaluate(&draft.form, &draft.answers, &context(draft, &*datasets));
    let journey = journey(draft, &evaluation);
    if let Some(page) = journey.first_incomplete().filter(|_| !cx.refused) {
        return Ok(Answer::Go(cx.url(&draft.place.question(&page.id))));
    }
    let words = &cx.words.office.decision;
    let summary = Summary {
        cx,
        form: &draft.form,
        answers: &draft.answers,
        evaluation: &evaluation,
        place: Some(&draft.place),
        open: None,
    };
    let main = column((
        problems(cx, entries(cx, &["decide"])),
        view! { <span class="govuk-caption-l">{findings.number.clone()}</span> },
        heading(words.title),
        view! { <h2 class="govuk-heading-m">{words.findings}</h2> },
        summary.view(),
        decide(cx, reference, &findings),
    ));
    let back = journey.pages().last().map_or_else(
        || Page::OfficeDossier {
            reference: reference.to_owned(),
        },
        |last| draft.place.question(&last.id),
    );
    let mut shown =
        Shown::new(words.title, main).before(back_link(cx.words.common.back, cx.url(&back)));
    shown.title.push(findings.number.clone());
    shown.author = officer.is_author();
    shown.officer = Some(officer.name);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}

/// One form: what is ticked when it is decided is what was seen on paper.
fn decide(cx: &Cx, reference: &str, findings: &FindingsView) -> AnyView {
    let words = &cx.words.office.decision;
    let draft: &DraftView = &findings.draft;
    let action = cx.url(&Page::Decision {
        reference: reference.to_owned(),
    });
    let paper = format!(
        "{}?rev={}",
        routes::decision_paper(reference, cx.lang),
        draft.revision
    );
    let seen = findings
        .viewed
        .then(|| view! { <p class="govuk-body app-muted">{words.seen}</p> });
    let wanting = findings
        .identity_wanting
        .then(|| warning_text(cx.words.common.important, words.identity_wanting));
    let submit = Button {
        text: words.submit.to_owned(),
        posts: Some(("action".to_owned(), "decide".to_owned())),
        once: true,
        ..Button::default()
    };
    view! {
        <form method="post" action=action novalidate=true>
            <input r#type="hidden" name="rev" value=draft.revision.to_string() />
            {ticks(cx, &findings.ticks)}
            <h2 class="govuk-heading-m">{words.paper}</h2>
            <p class="govuk-body">{words.paper_text}</p>
            <p class="govuk-body">
                <a class="govuk-link" href=paper target="_blank" rel="noopener">
                    {words.open_paper}
                </a>
            </p>
            {seen}
            <h2 class="govuk-heading-m" id="decide" tabindex="-1">{words.decide}</h2>
            {wanting}
            <p class="govuk-body">{words.decide_text}</p>
            {button(submit)}
        </form>
    }
    .into_any()
}

fn ticks(cx: &Cx, ticks: &[Tick]) -> AnyView {
    let words = &cx.words.office.decision;
    if ticks.is_empty() {
        return view! { <p class="govuk-body">{words.no_ticks}</p> }.into_any();
    }
    let item = |tick: &Tick| Item {
        value: tick.path.clone(),
        text: tick.label.clone(),
        hint: Some(tick.value.join(", ")),
        checked: tick.ticked,
        ..Item::default()
    };
    let mut control = control(cx, "tick", words.ticks, words.ticks_text);
    control.label_classes = "govuk-fieldset__legend--m".to_owned();
    let save = Button {
        text: words.save_ticks.to_owned(),
        classes: "govuk-button--secondary".to_owned(),
        posts: Some(("action".to_owned(), "save".to_owned())),
        ..Button::default()
    };
    (
        checkboxes(Checkboxes {
            control,
            items: ticks.iter().map(item).collect(),
            before: None,
        }),
        button(save),
    )
        .into_any()
}
