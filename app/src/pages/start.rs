//! A procedure's start page: everything one should know before the first question.

use super::{column, entry, heading, problems};
use crate::desk::{ProcedureView, Refusal, Unavailable};
use crate::parts::back_link::back_link;
use crate::parts::button;
use crate::parts::control::{Control, ErrorMessage};
use crate::parts::inset_text::inset_text;
use crate::parts::radios::{Item, Radios, radios};
use crate::parts::select::{Select, select};
use crate::parts::summary_list::{Row, summary_list};
use crate::render::{Answer, Client, Cx, Shown};
use crate::routes::{self, Page};
use forms::form::{LegalBasis, Paper, Procedure};
use leptos::prelude::*;

/// The page.
pub(super) async fn page(cx: &Cx, code: &str) -> Result<Answer, Unavailable> {
    let Some(view) = cx.desk.procedure(code.to_owned()).await? else {
        return Ok(super::special::not_found(cx));
    };
    let Some(procedure) = &view.form.procedure else {
        return Ok(super::special::not_found(cx));
    };
    let words = &cx.words.start;
    let title = cx.text(&view.form.title).to_owned();
    let wrong = cx.attempt.refusals.contains(&Refusal::Agency);
    let entries = if wrong {
        vec![entry(words.agency_missing, "agency")]
    } else {
        Vec::new()
    };
    let illustrative = procedure
        .illustrative
        .then(|| inset_text(words.illustrative));
    let main = column((
        problems(cx, entries),
        heading(title.clone()),
        view! { <p class="govuk-body-l">{cx.text(&procedure.summary).to_owned()}</p> },
        facts(cx, procedure),
        papers(cx, &procedure.papers),
        illustrative,
        laws(cx, &procedure.legal_basis),
        privacy(cx, procedure),
        begin(cx, code, &view, wrong),
    ));
    let mut shown =
        Shown::new(title, main).before(back_link(words.to_catalogue, cx.url(&Page::Catalogue)));
    shown.client = Client::Prefetch;
    shown.wrong = wrong;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}

fn facts(cx: &Cx, procedure: &Procedure) -> AnyView {
    let words = &cx.words.start;
    let limits: Vec<String> = procedure.limit.iter().map(cx.words.common.limit).collect();
    let delivery = procedure
        .delivery
        .iter()
        .map(|kind| (words.delivery_kind)(kind).to_owned())
        .collect();
    let mut rows = vec![
        Row::plain(words.who, cx.text(&procedure.who)),
        Row::plain(words.result, cx.text(&procedure.result)),
        Row::plain(words.fee, cx.text(&procedure.fee_note)),
        Row::plain(words.limit, limits.join(cx.words.common.limit_or)),
        Row {
            key: words.delivery.to_owned(),
            value: delivery,
            ..Row::default()
        },
    ];
    if let Some(text) = (words.assurance_kind)(&procedure.assurance) {
        rows.push(Row::plain(words.assurance, text));
    }
    rows.push(Row::plain(
        cx.words.common.procedure_code,
        procedure.code.as_str(),
    ));
    summary_list(rows, "")
}

fn papers(cx: &Cx, papers: &[Paper]) -> AnyView {
    let words = &cx.words.start;
    let items: Vec<_> = papers
        .iter()
        .map(|paper| {
            let kind = (words.paper_kind)(&paper.kind);
            let note = paper.note.as_ref().map_or("", |note| cx.text(note));
            let note = [kind, note].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
            view! { <li>{cx.text(&paper.name).to_owned()}<span class="app-papers__note">{note}</span></li> }
        })
        .collect();
    let list = if items.is_empty() {
        view! { <p class="govuk-body">{words.no_papers}</p> }.into_any()
    } else {
        view! { <ul class="govuk-list govuk-list--bullet app-papers">{items}</ul> }.into_any()
    };
    view! {
        <h2 class="govuk-heading-m">{words.papers}</h2>
        {list}
    }
    .into_any()
}

fn laws(cx: &Cx, laws: &[LegalBasis]) -> Option<AnyView> {
    let words = &cx.words.start;
    let items: Vec<_> = laws
        .iter()
        .map(|law| {
            let force = (words.in_force)(law.from.as_deref(), law.to.as_deref());
            let force = (!force.is_empty())
                .then(|| view! { <span class="app-papers__note">{force}</span> });
            // References are Vietnamese in every language of the page.
            view! { <li><span lang="vi">{law.r#ref.clone()}</span>{force}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        let list = view! { <ul class="govuk-list govuk-list--bullet app-papers">{items}</ul> };
        crate::parts::details::details(words.law, list)
    })
}

fn privacy(cx: &Cx, procedure: &Procedure) -> AnyView {
    let words = &cx.words.start;
    let privacy = &procedure.privacy;
    let rows = vec![
        Row::plain(words.purpose, cx.text(&privacy.purpose)),
        Row::plain(words.holder, cx.text(&privacy.holder)),
        Row::plain(words.retention, cx.text(&privacy.retention)),
    ];
    view! {
        <section class="app-privacy" aria-labelledby="privacy">
            <h2 class="govuk-heading-m" id="privacy">
                {words.privacy}
            </h2>
            {summary_list(rows, "govuk-summary-list--no-border")}
            <p class="govuk-body">
                <a class="govuk-link" href=cx.url(&Page::Privacy)>
                    {words.rights}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// The form that begins a draft, with the choice of agency where there is one.
fn begin(cx: &Cx, code: &str, view: &ProcedureView, wrong: bool) -> AnyView {
    let words = &cx.words.start;
    view! {
        <form method="post" action=routes::start(code, cx.lang) novalidate=true>
            {agency(cx, view, wrong)}
            <p class="govuk-body">{(words.before)(view.draft_days)}</p>
            {button::start(words.begin)}
        </form>
    }
    .into_any()
}

/// Radios up to seven agencies, a select above, a hidden field for one.
fn agency(cx: &Cx, view: &ProcedureView, wrong: bool) -> AnyView {
    let words = &cx.words.start;
    let chosen = cx.attempt.typed("agency").to_owned();
    let names: Vec<(String, String)> = view
        .agencies
        .iter()
        .map(|agency| (agency.code.clone(), cx.text(&agency.name).to_owned()))
        .collect();
    if let [(code, name)] = names.as_slice() {
        let (code, name) = (code.clone(), name.clone());
        return view! {
            <input r#type="hidden" name="agency" value=code />
            {summary_list(vec![Row::plain(cx.words.common.agency, name)], "govuk-summary-list--no-border")}
        }
        .into_any();
    }
    let error = wrong.then(|| ErrorMessage {
        text: words.agency_missing.to_owned(),
        prefix: cx.words.common.error.to_owned(),
    });
    let control = |classes: &str| Control {
        id: "agency".to_owned(),
        name: "agency".to_owned(),
        label: words.agency.to_owned(),
        label_classes: classes.to_owned(),
        hint: Some(words.agency_hint.to_owned()),
        error: error.clone(),
        ..Control::default()
    };
    if names.len() <= 7 {
        let items = names
            .into_iter()
            .map(|(value, text)| Item {
                checked: value == chosen,
                value,
                text,
                ..Item::default()
            })
            .collect();
        return radios(Radios {
            control: control("govuk-fieldset__legend--m"),
            items,
        });
    }
    let nothing = (String::new(), cx.words.common.choose.to_owned());
    select(Select {
        control: control("govuk-label--m"),
        options: std::iter::once(nothing).chain(names).collect(),
        value: chosen,
        autocomplete: None,
        before: None,
    })
}
