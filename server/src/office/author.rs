//! What authors' pages ask for: forms with their versions, proposals with what
//! is wrong with them and what they change, and a proposal to try.

use crate::App;
use crate::catalogue::{self, Published};
use crate::desk::{log, moment, office};
use crate::store::officer::{Officer, Role};
use crate::store::{Proposal, Shelf};
use app::desk::author as view;
use app::desk::{DraftView, Notice, Unavailable};
use app::lang::Lang;
use app::routes::Place;
use forms::author::{self, Fault, diff};
use std::sync::Arc;

/// Whether an officer looks after a procedure: an author at an agency that offers it.
pub fn looks_after(app: &App, officer: &Officer, procedure: &str) -> bool {
    let mut agencies = officer.authors().into_iter();
    agencies.any(|agency| app.catalogue.offers(&agency, procedure))
}

/// The list of forms; `None`: this officer is no author.
pub(super) async fn forms(
    app: &App,
    officer: &Officer,
) -> Result<Option<view::FormsView>, Unavailable> {
    if officer.authors().is_empty() {
        return Ok(None);
    }
    let mut rows = Vec::new();
    for shelf in app.store.shelves().await.map_err(log)? {
        if looks_after(app, officer, &shelf.procedure) {
            rows.push(form_row(app, shelf).await?);
        }
    }
    let proposals = app.store.proposals(officer.id.clone()).await.map_err(log)?;
    let row = |proposal: Proposal| view::ProposalRow {
        name: format!("{} {}", proposal.form, proposal.version)
            .trim()
            .to_owned(),
        state: proposal.state,
        at: moment(proposal.saved_at),
        mine: proposal.author == officer.id,
        by: proposal.author_name,
        id: proposal.id,
    };
    Ok(Some(view::FormsView {
        officer: super::desk::officer_view(app, officer),
        forms: rows,
        proposals: proposals.into_iter().map(row).collect(),
    }))
}

async fn form_row(app: &App, shelf: Shelf) -> Result<view::FormRow, Unavailable> {
    let current = super::desk::version(app, &shelf.current).await?;
    let edition = |edition: &crate::store::proposal::Edition| view::Edition {
        hash: edition.hash.clone(),
        version: edition.version.clone(),
        at: moment(edition.published_at),
        current: edition.hash == shelf.current,
    };
    Ok(view::FormRow {
        editions: shelf.editions.iter().rev().map(edition).collect(),
        retired: shelf.retired_at.is_some(),
        title: current.form.title.clone(),
        code: shelf.procedure,
        form: shelf.form,
    })
}

/// A proposal that was compiled, beside the version it follows.
pub struct Judged {
    /// What it would publish.
    pub found: author::Published,
    /// Hash and number of the current version of its form.
    pub base: Option<(String, String)>,
    /// What changed.
    pub changes: Vec<diff::Change>,
    /// The least number it must have.
    pub least: Option<String>,
    /// Why it may not be published under its number: Vietnamese, English.
    pub refusal: Option<(String, String)>,
}

/// Checks what is written; the inner error is every fault.
///
/// # Errors
/// When the store does not answer or the current version does not read back.
pub async fn judge(app: &App, proposal: &Proposal) -> Result<Result<Judged, Vec<Fault>>, String> {
    let found = match app.catalogue.compile(proposal.files.clone()).await? {
        Ok(found) => found,
        Err(faults) => return Ok(Err(faults)),
    };
    let shelves = app.store.shelves().await.map_err(|e| e.to_string())?;
    let Some(shelf) = shelves.iter().find(|shelf| shelf.form == found.form.id) else {
        return Ok(Ok(Judged {
            found,
            base: None,
            changes: Vec::new(),
            least: None,
            refusal: None,
        }));
    };
    let old = app.catalogue.source(app.store.as_ref(), &shelf.current);
    let old = old.await?.ok_or("a form has no current version")?;
    Ok(Ok(compared(found, &old, shelf)))
}

/// What a version changes, and whether its number says so. Numbers only rise,
/// also after a roll-back: a number names one version for ever.
fn compared(found: author::Published, old: &author::Published, shelf: &Shelf) -> Judged {
    let changes = diff::changes(old, &found);
    let weight = changes
        .first()
        .map_or(diff::Weight::Patch, |heaviest| heaviest.weight);
    let newest = catalogue::newest(shelf).unwrap_or(&old.form.version);
    let number = &found.form.version;
    let refusal = diff::refusal(old, &found).or_else(|| {
        diff::raised(newest, number).is_none().then(|| {
            (
                format!("số phiên bản {number} không cao hơn bản {newest} đã công bố"),
                format!("the version {number} is not above {newest}, which was published"),
            )
        })
    });
    Judged {
        base: Some((shelf.current.clone(), old.form.version.clone())),
        least: Some(above(newest, &old.form.version, weight)),
        refusal,
        changes,
        found,
    }
}

/// The least number above both that is raised by `weight` from the second.
fn above(newest: &str, old: &str, weight: diff::Weight) -> String {
    let next = |version: &str, weight: diff::Weight| {
        let mut numbers: Vec<u64> = version
            .split('.')
            .map(|part| part.parse().unwrap_or(0))
            .collect();
        numbers.resize(3, 0);
        let at = match weight {
            diff::Weight::Major => 0,
            diff::Weight::Minor => 1,
            diff::Weight::Patch => 2,
        };
        numbers[at] += 1;
        numbers[at + 1..].fill(0);
        let texts: Vec<_> = numbers.iter().map(u64::to_string).collect();
        texts.join(".")
    };
    let least = next(old, weight);
    match diff::raised(newest, &least) {
        Some(_) => least,
        None => next(newest, diff::Weight::Patch),
    }
}

/// A proposal as a page shows it.
pub(super) async fn proposal(
    app: &App,
    officer: &Officer,
    id: String,
    lang: Lang,
) -> Result<Option<view::ProposalView>, Unavailable> {
    let found = app.store.proposal(officer.id.clone(), id).await;
    let Some(proposal) = found.map_err(log)? else {
        return Ok(None);
    };
    // Nothing is wrong with what was not begun.
    let blank = proposal.files.values().all(|text| text.trim().is_empty());
    let judged = match blank {
        true => Err(Vec::new()),
        false => judge(app, &proposal).await.map_err(log)?,
    };
    let (faults, sound) = match judged {
        Ok(judged) => (Vec::new(), Some(sound(judged, lang))),
        Err(faults) => (faults, None),
    };
    let decided = proposal.decided_by.zip(proposal.decided_at);
    Ok(Some(view::ProposalView {
        officer: super::desk::officer_view(app, officer),
        agency: office(app, &proposal.agency),
        id: proposal.id,
        state: proposal.state,
        mine: proposal.author == officer.id,
        by: proposal.author_name,
        at: moment(proposal.saved_at),
        files: proposal.files,
        faults: faults.into_iter().map(|found| fault(found, lang)).collect(),
        sound,
        decided: decided.map(|(by, at)| (by, moment(at))),
        why: proposal.why,
    }))
}

fn said(vi: String, en: String, lang: Lang) -> String {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// A fault as a page shows it.
pub(crate) fn fault(fault: Fault, lang: Lang) -> view::FaultView {
    view::FaultView {
        file: fault.file,
        line: fault.line,
        column: fault.column,
        text: said(fault.vi, fault.en, lang),
    }
}

fn sound(judged: Judged, lang: Lang) -> view::Sound {
    let found = judged.found;
    let change = |change: diff::Change| view::ChangeView {
        weight: match change.weight {
            diff::Weight::Patch => view::Weight::Patch,
            diff::Weight::Minor => view::Weight::Minor,
            diff::Weight::Major => view::Weight::Major,
        },
        place: change.place,
        text: said(change.vi, change.en, lang),
    };
    let first = found.form.pages.first();
    view::Sound {
        title: found.form.title.clone(),
        version: found.form.version.clone(),
        first_page: first.map(|page| page.id.clone()).unwrap_or_default(),
        base: judged.base,
        changes: judged.changes.into_iter().map(change).collect(),
        least: judged.least,
        refusal: judged.refusal.map(|(vi, en)| said(vi, en, lang)),
        lacks: found
            .lacks
            .into_iter()
            .map(|lack| fault(lack, lang))
            .collect(),
    }
}

/// A proposal made ready to be tried, with what this officer typed and its
/// revision; `None`: no such, or something is wrong with it.
///
/// # Errors
/// When the store does not answer.
pub async fn trial(
    app: &App,
    officer: &Officer,
    id: &str,
) -> Result<Option<(Proposal, Arc<Published>, forms::Answers, i64)>, String> {
    let error = |e: crate::store::StoreError| e.to_string();
    let found = app.store.proposal(officer.id.clone(), id.to_owned()).await;
    let Some(proposal) = found.map_err(error)? else {
        return Ok(None);
    };
    let Ok(found) = app.catalogue.compile(proposal.files.clone()).await? else {
        return Ok(None);
    };
    let typed = app.store.preview(officer.id.clone(), id.to_owned()).await;
    let Some((answers, revision)) = typed.map_err(error)? else {
        return Ok(None);
    };
    Ok(Some((
        proposal,
        app.catalogue.try_out(found),
        answers,
        revision,
    )))
}

/// The same as pages show it.
pub(super) async fn preview(
    app: &App,
    officer: &Officer,
    id: String,
) -> Result<Option<DraftView>, Unavailable> {
    let found = trial(app, officer, &id).await.map_err(log)?;
    let Some((proposal, version, answers, revision)) = found else {
        return Ok(None);
    };
    let frame = app.frame(&proposal.agency);
    Ok(Some(DraftView {
        place: Place::Preview(id),
        form: version.form.clone(),
        hash: version.hash.clone(),
        answers,
        revision,
        agency: office(app, &proposal.agency),
        province: frame.province,
        channel: frame.channel,
        today: frame.today,
        expires_on: frame.today,
        notice: Some(Notice::Preview),
        submit_key: String::new(),
        supplement: None,
    }))
}

/// The agency for which an officer would write a procedure's form: one that
/// offers it, else the first.
pub fn agency_for(app: &App, officer: &Officer, procedure: &str) -> Option<String> {
    let agencies = officer.authors();
    let offers = |agency: &&String| app.catalogue.offers(agency, procedure);
    let own = agencies.iter().find(offers).or(agencies.first());
    own.filter(|agency| officer.is(&[Role::Author], agency))
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use diff::Weight::{Major, Minor, Patch};

    #[test]
    fn the_least_number_is_above_all_and_raised_enough() {
        for (newest, old, weight, least) in [
            ("1.0.0", "1.0.0", Patch, "1.0.1"),
            ("1.2.3", "1.2.3", Minor, "1.3.0"),
            ("1.2.3", "1.2.3", Major, "2.0.0"),
            // After a roll-back from 1.1.0 a patch of 1.0.0 stands above both.
            ("1.1.0", "1.0.0", Patch, "1.1.1"),
            ("1.1.0", "1.0.0", Minor, "1.1.1"),
            ("2.0.0", "1.4.0", Major, "2.0.1"),
        ] {
            assert_eq!(above(newest, old, weight), least, "{newest} {old}");
        }
    }
}
