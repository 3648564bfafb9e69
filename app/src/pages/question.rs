//! One page of questions, or one item of its repeat: a plain HTML form in an island that helps.

use super::{column, problems};
use crate::desk::{DossierView, DraftView, Notice, Refusal, Unavailable};
use crate::fields::{self, Sheet, anchor, is_error};
use crate::islands::{LiveForm, Said, Setting};
use crate::parts::back_link::back_link;
use crate::parts::button::{Button, button};
use crate::parts::checkboxes::{Checkboxes, checkboxes};
use crate::parts::control::Control;
use crate::parts::error_summary::Entry;
use crate::parts::notification_banner::{heading as banner_heading, notification_banner};
use crate::parts::radios::Item;
use crate::render::{Answer, Client, Cx, Shown};
use crate::routes::{self, Page as Url, Place};
use crate::words;
use forms::form::FeeRule;
use forms::question::{find_item, last_item};
use forms::{
    Answers, Context, Datasets, Evaluation, FeeState, Field, Form, Journey, Page, Problem, money,
};
use leptos::prelude::*;

/// The context a draft is evaluated in.
pub(super) fn context<'a>(draft: &'a DraftView, datasets: &'a dyn Datasets) -> Context<'a> {
    Context {
        today: draft.today,
        channel: &draft.channel,
        agency: &draft.agency.code,
        province: &draft.province,
        datasets,
    }
}

/// The context a dossier was evaluated in.
pub(super) fn frame<'a>(dossier: &'a DossierView, datasets: &'a dyn Datasets) -> Context<'a> {
    Context {
        today: dossier.today,
        channel: &dossier.channel,
        agency: &dossier.agency.code,
        province: &dossier.province,
        datasets,
    }
}

/// What one HTTP form asks: a page, or one item of its repeat.
struct Asked<'a> {
    page: &'a Page,
    fields: &'a [Field],
    /// Empty, or `residences.k3f9.`
    prefix: String,
    /// The item's id and name (`Nơi cư trú 2`).
    item: Option<(String, String)>,
    /// The same of the item around it.
    outer: Option<(String, String)>,
}

/// What an item is called.
fn named(cx: &Cx, page: &Page, answers: &Answers, id: &str) -> String {
    find_item(&page.fields, answers, id).map_or_else(String::new, |item| {
        format!("{} {}", cx.text(&item.options.item_label), item.at + 1)
    })
}

impl<'a> Asked<'a> {
    fn find(
        cx: &Cx,
        form: &'a Form,
        answers: &Answers,
        id: &str,
        item: Option<&str>,
    ) -> Option<Self> {
        let page = form.pages.iter().find(|page| page.id == id)?;
        let Some(id) = item else {
            return Some(Self {
                page,
                fields: &page.fields,
                prefix: String::new(),
                item: None,
                outer: None,
            });
        };
        let item = find_item(&page.fields, answers, id)?;
        let outer = item.outer.as_deref();
        Some(Self {
            page,
            fields: &item.options.fields,
            prefix: format!("{}.{id}.", item.repeat),
            outer: outer.map(|outer| (outer.to_owned(), named(cx, page, answers, outer))),
            item: Some((id.to_owned(), named(cx, page, answers, id))),
        })
    }

    fn title(&self, cx: &Cx) -> String {
        match &self.item {
            Some((_, name)) => name.clone(),
            None => cx.text(&self.page.title).to_owned(),
        }
    }

    /// The URL of the page, or of the item.
    fn url(&self, place: &Place) -> Url {
        match &self.item {
            Some((item, _)) => place.item(&self.page.id, item),
            None => place.question(&self.page.id),
        }
    }
}

/// The page of a citizen's draft.
pub(super) async fn page(
    cx: &Cx,
    id: &str,
    page: &str,
    item: Option<&String>,
) -> Result<Answer, Unavailable> {
    let Some(draft) = cx.desk.draft(id.to_owned()).await? else {
        return Ok(super::special::lost(cx));
    };
    Ok(of(cx, &draft, page, item))
}

/// The journey of a draft, over the pages that may change.
pub(super) fn journey<'a>(draft: &'a DraftView, evaluation: &'a Evaluation) -> Journey<'a> {
    let open = draft.supplement.as_ref().map(|asked| &asked.open);
    Journey::within(&draft.form, evaluation, open)
}

/// The page. One that does not apply, or comes before its time, leads to the first that lacks something.
pub(super) fn of(cx: &Cx, draft: &DraftView, page: &str, item: Option<&String>) -> Answer {
    let form = &*draft.form;
    let typed = cx.attempt.answers.as_ref().unwrap_or(&draft.answers);
    let Some(asked) = Asked::find(cx, form, typed, page, item.map(String::as_str)) else {
        return super::special::not_found(cx);
    };
    let answers = fields::with_defaults(asked.fields, &asked.prefix, typed);
    let datasets = cx.desk.datasets();
    let evaluation = forms::evaluate(form, &answers, &context(draft, &*datasets));
    // An author may look at any page first.
    let free = matches!(draft.place, Place::Preview(_));
    if !free && !cx.refused && !journey(draft, &evaluation).may_visit(page) {
        return Answer::Go(first_open(cx, draft, &evaluation));
    }
    let keep = if cx.query("return") == "check" {
        "?return=check"
    } else {
        ""
    };
    let sheet = Sheet {
        cx,
        form,
        page: asked.page,
        answers: &answers,
        evaluation: &evaluation,
        place: &draft.place,
        open: draft.supplement.as_ref().map(|asked| &asked.open),
        keep,
    };
    shown(sheet, draft, &asked).into()
}

/// Where a person can go on: the first page that lacks something, else check-answers.
fn first_open(cx: &Cx, draft: &DraftView, evaluation: &Evaluation) -> String {
    match journey(draft, evaluation).first_incomplete() {
        Some(page) => cx.url(&draft.place.question(&page.id)),
        None => cx.url(&draft.place.check()),
    }
}

fn shown(sheet: Sheet<'_>, draft: &DraftView, asked: &Asked<'_>) -> Shown {
    let cx = sheet.cx;
    let title = asked.title(cx);
    let entries = entries(sheet, asked);
    let wrong = !entries.is_empty();
    let summary = problems(cx, entries);
    let caption = caption(sheet, draft, asked);
    let inner = view! {
        <div id="problems">{summary}</div>
        {notice(cx, draft)}
        {warned(sheet, asked)}
        {to_mend(sheet, draft, asked)}
        <span class="govuk-caption-l">{caption}</span>
        <h1 class="govuk-heading-l">{title.clone()}</h1>
        {form(sheet, draft, asked)}
    };
    let main = column(view! { <LiveForm>{inner}</LiveForm> });
    let mut shown =
        Shown::new(title, main).before(back_link(cx.words.common.back, back(sheet, draft, asked)));
    shown.title.push(cx.text(&sheet.form.title).to_owned());
    shown.client = Client::Run;
    shown.wrong = wrong;
    shown.status = if cx.refused { 422 } else { 200 };
    shown
}

/// One step back: to check-answers when one came from there, from an item to its list, else one page.
fn back(sheet: Sheet<'_>, draft: &DraftView, asked: &Asked<'_>) -> String {
    let cx = sheet.cx;
    if let Some((outer, _)) = &asked.outer {
        return sheet.item_link(outer, "");
    }
    if asked.item.is_some() {
        let list = draft.place.question(&asked.page.id);
        return format!("{}{}", cx.url(&list), sheet.keep);
    }
    if !sheet.keep.is_empty() {
        return cx.url(&draft.place.check());
    }
    match journey(draft, sheet.evaluation).previous(&asked.page.id) {
        Some(page) => cx.url(&draft.place.question(&page.id)),
        None => cx.url(&origin(draft)),
    }
}

/// Where one came from to the first page.
fn origin(draft: &DraftView) -> Url {
    if let Some(supplement) = &draft.supplement {
        let reference = supplement.reference.clone();
        return Url::Dossier { reference };
    }
    let code = draft
        .form
        .procedure
        .as_ref()
        .map(|procedure| procedure.code.clone());
    match (&draft.place, code) {
        (Place::Decision(reference), _) => Url::OfficeDossier {
            reference: reference.clone(),
        },
        (Place::Preview(proposal), _) => Url::Preview {
            proposal: proposal.clone(),
        },
        (Place::Draft(_), Some(code)) => Url::Procedure { code },
        (Place::Draft(_), None) => Url::Catalogue,
    }
}

/// How far one is, and in which part.
fn caption(sheet: Sheet<'_>, draft: &DraftView, asked: &Asked<'_>) -> String {
    let cx = sheet.cx;
    if asked.item.is_some() {
        let page = cx.text(&asked.page.title);
        return match &asked.outer {
            Some((_, outer)) => format!("{page} · {outer}"),
            None => page.to_owned(),
        };
    }
    let pages = journey(draft, sheet.evaluation).pages();
    let at = pages
        .iter()
        .position(|page| page.id == asked.page.id)
        .map_or(0, |at| at + 1);
    // Check-answers is a step too: the last one.
    let step = (cx.words.question.step)(at, pages.len() + 1);
    match &asked.page.section {
        Some(section) if cx.text(section) != cx.text(&asked.page.title) => {
            format!("{step} · {}", cx.text(section))
        }
        _ => step,
    }
}

/// What is wrong, linked to the controls of this page.
fn entries(sheet: Sheet<'_>, asked: &Asked<'_>) -> Vec<Entry> {
    let cx = sheet.cx;
    let said = cx
        .attempt
        .refusals
        .iter()
        .filter_map(|refusal| match refusal {
            Refusal::Stale => Some(Entry {
                text: cx.words.question.stale.to_owned(),
                href: String::new(),
            }),
            Refusal::File { path, name, reason } => Some(Entry {
                text: (cx.words.question.file_refusal)(name, reason),
                href: format!("#{path}"),
            }),
            _ => None,
        });
    let wrong = cx
        .attempt
        .problems
        .iter()
        .filter(|problem| is_error(problem));
    said.chain(wrong.map(|problem| Entry {
        text: sheet.message(problem),
        href: href(sheet, asked, problem),
    }))
    .collect()
}

/// Where a problem is mended: a control of this form, or the page of an item.
fn href(sheet: Sheet<'_>, asked: &Asked<'_>, problem: &Problem) -> String {
    let id = anchor(sheet.form, &problem.path);
    let here = asked.item.as_ref().map(|(item, _)| item.as_str());
    match last_item(sheet.form, &problem.path) {
        Some(item) if Some(item) != here => sheet.item_link(item, &id),
        _ => format!("#{id}"),
    }
}

/// What to tell once about the draft.
pub(super) fn notice(cx: &Cx, draft: &DraftView) -> Option<AnyView> {
    let text = match draft.notice? {
        Notice::NewVersion => cx.words.question.new_version.to_owned(),
        Notice::Preview => cx.words.question.preview.to_owned(),
        Notice::OldVersion => cx.words.question.old_version_goes_on.to_owned(),
        Notice::OldVersionUntil(date) => (cx.words.question.old_version)(&words::day(date)),
    };
    Some(notification_banner(
        cx.words.common.important,
        banner_heading(text),
    ))
}

/// Warnings that stopped the page, to read before confirming them below.
fn warned(sheet: Sheet<'_>, asked: &Asked<'_>) -> Option<AnyView> {
    let cx = sheet.cx;
    if !cx.attempt.confirm_warnings {
        return None;
    }
    let warnings = cx
        .attempt
        .problems
        .iter()
        .filter(|problem| !is_error(problem));
    let items: Vec<_> = warnings
        .map(|problem| {
            let href = href(sheet, asked, problem);
            view! { <li><a class="govuk-notification-banner__link" href=href>{sheet.message(problem)}</a></li> }
        })
        .collect();
    let list = view! { <ul class="govuk-list govuk-list--bullet">{items}</ul> };
    Some(notification_banner(cx.words.question.confirm_title, list))
}

/// What an officer wrote about the questions of this page.
fn to_mend(sheet: Sheet<'_>, draft: &DraftView, asked: &Asked<'_>) -> Option<AnyView> {
    let cx = sheet.cx;
    let supplement = draft.supplement.as_ref()?;
    let here = |path: &str| {
        let mut fields = asked.page.fields.iter();
        fields.any(|field| within(path, &field.id))
    };
    let items: Vec<_> = supplement
        .asked
        .iter()
        .filter(|item| here(&item.path))
        .map(|item| {
            view! { <li><strong>{item.label.clone()}</strong><br />{item.what.clone()}</li> }
        })
        .collect();
    (!items.is_empty()).then(|| {
        let list = view! { <ul class="govuk-list govuk-list--bullet app-words">{items}</ul> };
        notification_banner(cx.words.supplement.to_mend, list)
    })
}

fn form(sheet: Sheet<'_>, draft: &DraftView, asked: &Asked<'_>) -> AnyView {
    let cx = sheet.cx;
    let action = format!("{}{}", cx.url(&asked.url(&draft.place)), sheet.keep);
    let enctype = fields::takes_files(asked.fields).then_some("multipart/form-data");
    let words = &cx.words.question;
    let go_on = if asked.item.is_some() {
        words.save_item
    } else {
        words.go_on
    };
    let saved = (words.saved_note)(&words::day(draft.expires_on));
    let citizen = matches!(draft.place, Place::Draft(_));
    // What is due was frozen with the submission.
    let first = draft.supplement.is_none();
    let saved = (citizen && draft.revision > 0)
        .then(|| view! { <p class="govuk-body app-muted">{saved}</p> });
    view! {
        <form method="post" action=action enctype=enctype novalidate=true data-live=setting(sheet, draft, asked).write()>
            <input r#type="hidden" name="rev" value=draft.revision.to_string() />
            {fields::fields(sheet, asked.fields, &asked.prefix)}
            {confirm(cx)}
            {first.then(|| fee(cx, &sheet.form.fee, sheet.evaluation))}
            {button(Button { text: go_on.to_owned(), ..Button::default() })}
            {saved}
        </form>
    }
    .into_any()
}

/// The tick by which warnings are confirmed.
fn confirm(cx: &Cx) -> Option<AnyView> {
    cx.attempt.confirm_warnings.then(|| {
        checkboxes(Checkboxes {
            control: Control {
                id: "confirm-warnings".to_owned(),
                name: "confirm-warnings".to_owned(),
                ..Control::default()
            },
            items: vec![Item {
                value: "yes".to_owned(),
                text: cx.words.question.confirm.to_owned(),
                ..Item::default()
            }],
            before: None,
        })
    })
}

/// The fee, once it is known; the island keeps it true.
fn fee(cx: &Cx, rules: &[FeeRule], evaluation: &Evaluation) -> Option<AnyView> {
    let words = &cx.words.question;
    let total = match &evaluation.fee {
        FeeState::Known(_) => evaluation.fee.total(),
        FeeState::NotYetKnown => None,
    };
    let text = total.map(|total| money::show(total, cx.lang.tag()));
    (!rules.is_empty()).then(|| {
        view! {
            <p class="app-live-fee" hidden=total.is_none()>
                <span class="app-live-fee__label">{words.fee}</span>
                <output class="app-live-fee__amount" data-fee="">
                    {text}
                </output>
                <span class="app-live-fee__note">{words.fee_note}</span>
            </p>
        }
        .into_any()
    })
}

/// What the island needs: where the form's copy is, and the answers its expressions read from elsewhere.
fn setting(sheet: Sheet<'_>, draft: &DraftView, asked: &Asked<'_>) -> Setting {
    let cx = sheet.cx;
    let words = cx.words;
    Setting {
        form: routes::browser_copy(&draft.hash, cx.lang),
        page: asked.page.id.clone(),
        prefix: asked.prefix.clone(),
        lang: cx.lang.tag().to_owned(),
        today: draft.today,
        agency: draft.agency.code.clone(),
        province: draft.province.clone(),
        channel: draft.channel.clone(),
        given: given(sheet, asked),
        said: Said {
            problems: words.common.problems.to_owned(),
            error: words.common.error.to_owned(),
            error_title: words.common.error_title.to_owned(),
            left: words.question.characters_left.to_owned(),
            over: words.question.characters_over.to_owned(),
        },
    }
}

/// Answers that are not inputs of this form but that its expressions or the fee read: those of other
/// pages, and on this page files and repeats.
fn given(sheet: Sheet<'_>, asked: &Asked<'_>) -> Answers {
    let mut reads = sheet.form.reads_of_page(asked.page);
    reads.extend(sheet.form.reads_of_fee());
    let read = |path: &str| reads.iter().any(|read| within(path, read));
    let here = |path: &str| {
        asked
            .page
            .fields
            .iter()
            .any(|field| within(path, &field.id))
    };
    let kept = sheet
        .answers
        .iter()
        .filter(|(path, _)| read(path) || here(path));
    kept.map(|(path, raw)| (path.to_owned(), raw.to_owned()))
        .collect()
}

/// Whether `path` is `outer` or inside it.
fn within(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
