//! The inbox: an agency's dossiers in six lists, by time left.

use super::{control, entries, shown_to, signed_in};
use crate::desk::Unavailable;
use crate::desk::office::{InboxList, InboxQuery, InboxRow, InboxView};
use crate::pages::dossier::colour;
use crate::pages::{heading, problems, spaced, special};
use crate::parts::button::{Button, button};
use crate::parts::control::Control;
use crate::parts::input::{Input, input};
use crate::parts::select::{Select, select};
use crate::parts::tag::tag;
use crate::render::{Answer, Cx, Shown};
use crate::routes::Page;
use leptos::prelude::*;

/// The page. What was searched for comes with the answer, never in the URL.
pub(crate) async fn page(cx: &Cx) -> Result<Answer, Unavailable> {
    let (office, officer) = match signed_in(cx).await? {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let asked = InboxQuery {
        agency: cx.query("agency"),
        list: InboxList::of(&cx.query("list")),
        search: String::new(),
        after: cx.query("after"),
    };
    let Some(view) = office.inbox(asked).await? else {
        // Who writes definitions and reads no dossier begins with the forms.
        if officer.is_author() && cx.query("agency").is_empty() {
            return Ok(Answer::Go(cx.url(&Page::Forms)));
        }
        return Ok(shown_to(officer, special::not_found(cx)));
    };
    let words = &cx.words.office;
    let agency = cx.text(&view.agency.name).to_owned();
    let main = view! {
        {problems(cx, entries(cx, &["q"]))}
        <div class="app-inbox-top">
            <div>
                <span class="govuk-caption-l">{agency.clone()}</span>
                {heading(words.inbox)}
                {duties(cx, &view)}
            </div>
            {agencies(cx, &view)}
        </div>
        {search(cx, &view)}
        {lists(cx, &view)}
        {list(cx, &view)}
    };
    let mut shown = Shown::new(words.inbox, main);
    shown.title.push(agency);
    shown.author = officer.is_author();
    shown.officer = Some(officer.name);
    shown.wrong = cx.refused;
    shown.status = if cx.refused { 422 } else { 200 };
    Ok(shown.into())
}

/// The inbox's URL with this list of the agency in view, from `after` on.
fn url(cx: &Cx, view: &InboxView, list: InboxList, after: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if view.officer.posts.len() > 1 {
        query.append_pair("agency", &view.agency.code);
    }
    query.append_pair("list", list.as_str());
    if !after.is_empty() {
        query.append_pair("after", after);
    }
    format!("{}?{}", cx.url(&Page::Office), query.finish())
}

/// What I may do at this agency.
fn duties(cx: &Cx, view: &InboxView) -> Option<AnyView> {
    let words = &cx.words.office.lists;
    let posts = &view.officer.posts;
    let post = posts.iter().find(|post| post.agency == view.agency)?;
    let roles: Vec<_> = post.roles.iter().map(|role| (words.role)(*role)).collect();
    let text = format!("{}: {}", words.roles, roles.join(", "));
    Some(view! { <p class="govuk-body app-muted">{text}</p> }.into_any())
}

/// The choice of agency, for who works at several.
fn agencies(cx: &Cx, view: &InboxView) -> Option<AnyView> {
    let words = &cx.words.office.lists;
    let posts = &view.officer.posts;
    let option = |post: &crate::desk::office::Post| {
        (
            post.agency.code.clone(),
            cx.text(&post.agency.name).to_owned(),
        )
    };
    let choice = Select {
        control: Control {
            id: "agency".to_owned(),
            name: "agency".to_owned(),
            label: words.agency.to_owned(),
            label_classes: "govuk-label--s".to_owned(),
            ..Control::default()
        },
        options: posts.iter().map(option).collect(),
        value: view.agency.code.clone(),
        ..Select::default()
    };
    let submit = Button {
        text: words.agency_submit.to_owned(),
        classes: "govuk-button--secondary".to_owned(),
        ..Button::default()
    };
    let form = || {
        view! {
            <form class="app-find" method="get" action=cx.url(&Page::Office)>
                <input r#type="hidden" name="list" value=view.asked.list.as_str() />
                {select(choice)} {button(submit)}
            </form>
        }
    };
    (posts.len() > 1).then(|| form().into_any())
}

/// Names are posted: a URL stands in histories and logs.
fn search(cx: &Cx, view: &InboxView) -> AnyView {
    let words = &cx.words.office.lists;
    let typed = match cx.attempt.typed("q") {
        "" => &view.asked.search,
        typed => typed,
    };
    let field = Input {
        control: control(cx, "q", words.search, words.search_hint),
        kind: Some("search"),
        value: Some(typed.to_owned()),
        autocomplete: Some("off".to_owned()),
        spellcheck: Some(false),
        ..Input::default()
    };
    let submit = Button {
        text: words.search_submit.to_owned(),
        ..Button::default()
    };
    view! {
        <form class="app-find" method="post" action=url(cx, view, InboxList::All, "") role="search" novalidate=true>
            {input(field)} {button(submit)}
        </form>
    }
    .into_any()
}

/// The six lists with how many there are in each.
fn lists(cx: &Cx, view: &InboxView) -> AnyView {
    let words = &cx.words.office.lists;
    let searched = !view.asked.search.is_empty();
    let items: Vec<_> = InboxList::ALL
        .into_iter()
        .zip(view.counts)
        .map(|(list, count)| {
            let current = (list == view.asked.list && !searched).then_some("page");
            let pressing = list == InboxList::Overdue && count > 0;
            let class = crate::parts::classes(
                "app-lists__count",
                &[crate::parts::when(pressing, "app-lists__count--pressing")],
            );
            view! {
                <li>
                    <a class="app-lists__link" href=url(cx, view, list, "") aria-current=current>
                        {(words.name)(list)}
                        " "
                        <span class=class>
                            {count.to_string()} <span class="govuk-visually-hidden">" " {(words.count_unit)(count)}</span>
                        </span>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <nav class="app-lists" aria-label=words.label>
            <ul class="app-lists__items">{items}</ul>
        </nav>
    }
    .into_any()
}

fn list(cx: &Cx, view: &InboxView) -> AnyView {
    let words = &cx.words.office.lists;
    let asked = &view.asked;
    let searched = !asked.search.is_empty();
    let title = match searched {
        true => (words.found)(&asked.search),
        false => (words.name)(asked.list).to_owned(),
    };
    let clear = searched.then(|| {
        let all = url(cx, view, InboxList::default(), "");
        view! { <p class="govuk-body"><a class="govuk-link" href=all>{words.clear}</a></p> }
    });
    let body = if view.rows.is_empty() {
        let text = match searched {
            true => words.nothing_found,
            false => (words.empty)(asked.list),
        };
        view! { <div class="app-empty"><p class="govuk-body">{text}</p></div> }.into_any()
    } else {
        let rows: Vec<_> = view.rows.iter().map(|row| row_view(cx, row)).collect();
        // On a wide screen the facts stand in columns; each says its own name to who cannot see them.
        view! {
            <div class="app-inbox__head" aria-hidden="true">
                <span>{words.who}</span>
                <div class="app-inbox__columns">
                    <span>{words.number}</span>
                    <span>{words.state}</span>
                    <span>{words.received}</span>
                    <span>{words.due}</span>
                </div>
            </div>
            <ol class="app-inbox">{rows}</ol>
        }
        .into_any()
    };
    view! {
        <section aria-labelledby="list">
            <h2 class="govuk-heading-m" id="list">
                {title}
            </h2>
            {clear} {body} {onward(cx, view)}
        </section>
    }
    .into_any()
}

fn row_view(cx: &Cx, row: &InboxRow) -> AnyView {
    let words = &cx.words.office.lists;
    let moment = cx.words.common.moment;
    let procedure = cx.text(&row.procedure).to_owned();
    let (name, what) = match row.applicant.is_empty() {
        true => (procedure, None),
        false => (row.applicant.clone(), Some(procedure)),
    };
    let what = what.map(|what| view! { <p class="app-inbox__what">{what}</p> });
    let href = cx.url(&Page::OfficeDossier {
        reference: row.reference.clone(),
    });
    let number = row.code.clone();
    let number = number.unwrap_or_else(|| spaced(&row.reference));
    let state = (cx.words.dossier.state_name)(row.state);
    let received = row
        .received_at
        .map_or_else(|| words.not_received.to_owned(), moment);
    let due = row.due_at.map_or_else(|| words.not_due.to_owned(), moment);
    let overdue = row
        .overdue
        .then(|| (" ", tag(words.overdue, "govuk-tag--red")));
    view! {
        <li class="app-inbox__row">
            <div>
                <h3 class="app-inbox__name">
                    <a class="govuk-link" href=href>
                        {name}
                    </a>
                </h3>
                {what}
            </div>
            <dl class="app-inbox__facts">
                <div>
                    <dt>{words.number}</dt>
                    <dd class="app-inbox__number">{number}</dd>
                </div>
                <div>
                    <dt>{words.state}</dt>
                    <dd>{tag(state, colour(row.state))}</dd>
                </div>
                <div>
                    <dt>{words.received}</dt>
                    <dd>{received}</dd>
                </div>
                <div>
                    <dt>{words.due}</dt>
                    <dd>{due} {overdue}</dd>
                </div>
            </dl>
        </li>
    }
    .into_any()
}

/// The ways to other pages of this list. What was searched for is posted again.
fn onward(cx: &Cx, view: &InboxView) -> AnyView {
    let words = &cx.words.office.lists;
    let asked = &view.asked;
    let searched = !asked.search.is_empty();
    let first = (!asked.after.is_empty() && !searched).then(|| {
        let href = url(cx, view, asked.list, "");
        view! { <p class="govuk-body"><a class="govuk-link" href=href>{words.first}</a></p> }
    });
    let next = view.next.as_ref().map(|after| {
        let href = url(cx, view, asked.list, after);
        if !searched {
            let link = view! { <a class="govuk-link" rel="next" href=href>{words.next}</a> };
            return view! { <p class="govuk-body">{link}</p> }.into_any();
        }
        let submit = Button {
            text: words.next.to_owned(),
            classes: "govuk-button--secondary".to_owned(),
            ..Button::default()
        };
        view! {
            <form method="post" action=href>
                <input r#type="hidden" name="q" value=asked.search.clone() />
                {button(submit)}
            </form>
        }
        .into_any()
    });
    (next, first).into_any()
}
