//! Check your answers, then submit.

use super::summary::Summary;
use super::{column, heading, problems};
use crate::desk::{DraftView, Refusal, Unavailable};
use crate::fields::{anchor, is_error};
use crate::parts::back_link::back_link;
use crate::parts::button::{Button, button};
use crate::parts::error_summary::Entry;
use crate::parts::notification_banner::notification_banner;
use crate::parts::summary_list::{Row, summary_list};
use crate::render::{Answer, Cx, Shown};
use crate::routes;
use forms::{Evaluation, FeeLine, FeeState, Problem, money};
use leptos::prelude::*;

/// The page. An incomplete draft goes to its first page that lacks something.
pub(super) async fn page(cx: &Cx, id: &str) -> Result<Answer, Unavailable> {
    let Some(draft) = cx.desk.draft(id.to_owned()).await? else {
        return Ok(super::special::lost(cx));
    };
    let form = &*draft.form;
    let answers = cx.attempt.answers.as_ref().unwrap_or(&draft.answers);
    let datasets = cx.desk.datasets();
    let evaluation = forms::evaluate(form, answers, &super::question::context(&draft, &*datasets));
    let journey = super::question::journey(&draft, &evaluation);
    if let Some(page) = journey.first_incomplete().filter(|_| !cx.refused) {
        return Ok(Answer::Go(cx.url(&draft.place.question(&page.id))));
    }
    let words = &cx.words.check;
    let summary = Summary {
        cx,
        form,
        answers,
        evaluation: &evaluation,
        place: Some(&draft.place),
        open: draft.supplement.as_ref().map(|asked| &asked.open),
    };
    if draft.supplement.is_some() {
        return Ok(supplement(cx, &draft, id, summary));
    }
    let main = column((
        problems(cx, entries(cx, &draft)),
        super::question::notice(cx, &draft),
        heading(words.title),
        view! { <p class="govuk-body">{words.intro}</p> },
        warnings(cx, &draft, &evaluation),
        summary.view(),
        destination(cx, &draft),
        fee(cx, &evaluation),
        submit(cx, &draft, id, &evaluation),
    ));
    let title = cx.text(&form.title).to_owned();
    let mut shown = Shown::new(words.title, main);
    shown.title.push(title);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    if let Some(last) = journey.pages().last() {
        let url = cx.url(&draft.place.question(&last.id));
        shown.before = Some(back_link(cx.words.common.back, url));
    }
    Ok(shown.into())
}

/// What kept the submission from being taken, each linked to the page that can mend it.
fn entries(cx: &Cx, draft: &DraftView) -> Vec<Entry> {
    let words = &cx.words.check;
    let said = cx
        .attempt
        .refusals
        .iter()
        .filter_map(|refusal| match refusal {
            Refusal::Incomplete => Some(words.incomplete),
            Refusal::VersionChanged => Some(words.version_changed),
            Refusal::Stale => Some(cx.words.question.stale),
            _ => None,
        });
    let said = said.map(|text| Entry {
        text: text.to_owned(),
        href: String::new(),
    });
    let wrong = cx
        .attempt
        .problems
        .iter()
        .filter(|problem| is_error(problem));
    said.chain(wrong.map(|problem| linked(cx, draft, problem)))
        .collect()
}

/// A problem with a link to its field on its own page.
fn linked(cx: &Cx, draft: &DraftView, problem: &Problem) -> Entry {
    let form = &draft.form;
    let text = forms::message::text(form, problem, cx.lang.tag());
    let href = forms::question::page_of(form, &problem.path).map_or_else(String::new, |page| {
        format!(
            "{}?return=check#{}",
            cx.url(&draft.place.question(&page.id)),
            anchor(form, &problem.path)
        )
    });
    Entry { text, href }
}

/// Warnings the person confirmed: they travel with the dossier, so they are shown once more.
fn warnings(cx: &Cx, draft: &DraftView, evaluation: &Evaluation) -> Option<AnyView> {
    let items: Vec<_> = evaluation
        .warnings()
        .map(|problem| {
            let Entry { text, href } = linked(cx, draft, problem);
            view! { <li><a class="govuk-notification-banner__link" href=href>{text}</a></li> }
        })
        .collect();
    let list = view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> };
    let some = evaluation.warnings().next().is_some();
    some.then(|| notification_banner(cx.words.check.warnings, list))
}

fn destination(cx: &Cx, draft: &DraftView) -> AnyView {
    let name = cx.text(&draft.agency.name);
    view! {
        <section class="app-answers">
            <h2 class="govuk-heading-m">{cx.words.check.agency}</h2>
            {summary_list(vec![Row::plain(cx.words.common.agency, name)], "")}
        </section>
    }
    .into_any()
}

/// The fee lines, those collected later apart.
fn fee(cx: &Cx, evaluation: &Evaluation) -> Option<AnyView> {
    let FeeState::Known(lines) = &evaluation.fee else {
        return None;
    };
    let words = &cx.words.check;
    let lang = cx.lang.tag();
    let now: Vec<FeeLine> = lines
        .iter()
        .filter(|line| line.rule.collect == "submission" && line.amount > 0)
        .map(FeeLine::from)
        .collect();
    let later = lines
        .iter()
        .filter(|line| line.rule.collect != "submission" && line.amount > 0)
        .map(|line| {
            let label = format!(
                "{} ({})",
                cx.text(&line.rule.label),
                words.fee_later.to_lowercase()
            );
            Row {
                key: label,
                value: vec![money::show(line.amount, lang)],
                ..Row::default()
            }
        });
    let later: Vec<Row> = later.collect();
    let table = if now.is_empty() {
        view! { <p class="govuk-body">{cx.words.common.free}</p> }.into_any()
    } else {
        super::pay::lines(cx, &now, now.iter().map(|line| line.amount).sum())
    };
    let later = (!later.is_empty()).then(|| summary_list(later, ""));
    Some(
        view! {
            <section class="app-answers">
                <h2 class="govuk-heading-m">{words.fee}</h2>
                {table}
                {later}
            </section>
        }
        .into_any(),
    )
}

fn submit(cx: &Cx, draft: &DraftView, id: &str, evaluation: &Evaluation) -> AnyView {
    let words = &cx.words.check;
    let due = evaluation.total_due_at_submission().unwrap_or_default() > 0;
    let text = if due {
        words.submit_and_pay
    } else {
        words.submit
    };
    view! {
        <section class="app-submit">
            <h2 class="govuk-heading-m">{words.submit_title}</h2>
            <p class="govuk-body">{words.submit_text}</p>
            {send(cx, draft, id, text)}
        </section>
    }
    .into_any()
}

fn send(cx: &Cx, draft: &DraftView, id: &str, text: &str) -> AnyView {
    view! {
        <form method="post" action=routes::submit(id, cx.lang) novalidate=true>
            <input r#type="hidden" name="key" value=draft.submit_key.clone() />
            <input r#type="hidden" name="rev" value=draft.revision.to_string() />
            {button(Button { text: text.to_owned(), once: true, ..Button::default() })}
        </form>
    }
    .into_any()
}

/// What answers a supplement, read once more: only what could change.
fn supplement(cx: &Cx, draft: &DraftView, id: &str, summary: Summary<'_>) -> Answer {
    let words = &cx.words.supplement;
    let main = column((
        problems(cx, entries(cx, draft)),
        heading(words.check_title),
        view! { <p class="govuk-body">{words.check_intro}</p> },
        summary.view(),
        send(cx, draft, id, words.send),
    ));
    let mut shown = Shown::new(words.check_title, main);
    shown.title.push(cx.text(&draft.form.title).to_owned());
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    let journey = super::question::journey(draft, summary.evaluation);
    if let Some(last) = journey.pages().last() {
        let url = cx.url(&draft.place.question(&last.id));
        shown.before = Some(back_link(cx.words.common.back, url));
    }
    shown.into()
}
