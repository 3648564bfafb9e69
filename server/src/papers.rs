//! Papers of a dossier: the result by the procedure's template, forms 01 and 02
//! of the one-stop desk. What stands on them is gathered here; `print` draws.

use crate::App;
use crate::catalogue::Published;
use crate::dossier::applicant;
use crate::dossier::decision::{Decision, PaperValues};
use crate::dossier::submission::{self, Document};
use crate::store::{Dossier, FileMeta};
use app::lang::Lang;
use app::routes::Page;
use print::{Applicant, HandedIn, ReceivingSlip, ResultPaper, SupplementItem, SupplementRequest};
use std::fmt::Display;

/// The file of a version that a result is drawn by.
const TEMPLATE: &str = "result.typ";
/// The language of papers: the state's own.
const VI: &str = "vi";
/// What the code of a preview leads to: no result has it.
const NO_TOKEN: &str = "xem-truoc";

/// The paper findings would give, for the officer who is about to decide.
///
/// # Errors
/// For the log: the template is missing or fails. Nothing a person answered is in it.
pub async fn preview(
    app: &App,
    version: &Published,
    agency: &str,
    values: PaperValues,
) -> Result<Vec<u8>, String> {
    let paper = paper(app, version, agency, values, NO_TOKEN, app.clock.now());
    draw_with(app, &version.hash, paper).await
}

/// Draws and keeps the result of a decided dossier; a job, so it may come twice.
///
/// # Errors
/// For the operator: what is missing or fails. Nothing a person answered is in it.
pub async fn draw(app: &App, dossier: i64) -> Result<(), String> {
    let found = app.store.to_draw(dossier).await.map_err(words)?;
    let found = found.ok_or("a result is to be drawn that was not decided")?;
    if found.drawn {
        return Ok(());
    }
    let version = version(app, &found.form_hash).await?;
    let decision: Decision = serde_json::from_slice(&found.document).map_err(words)?;
    let (token, at) = (&found.card.token, found.issued_at);
    let paper = paper(app, &version, &found.agency, decision.paper, token, at);
    let bytes = draw_with(app, &found.form_hash, paper).await?;
    app.store.keep_paper(dossier, bytes).await.map_err(words)?;
    Ok(())
}

fn words(error: impl Display) -> String {
    error.to_string()
}

async fn version(app: &App, hash: &str) -> Result<std::sync::Arc<Published>, String> {
    app.catalogue
        .version(app.store.as_ref(), hash)
        .await?
        .ok_or_else(|| "a dossier names a version that is not kept".to_owned())
}

fn paper(
    app: &App,
    version: &Published,
    agency: &str,
    values: PaperValues,
    token: &str,
    at: i64,
) -> ResultPaper {
    let rules = version
        .decision
        .as_ref()
        .and_then(|form| form.result.as_ref());
    let title = rules.map_or("", |rules| rules.kind.get(VI));
    ResultPaper {
        agency: name(app, agency),
        signed: false,
        decision: values.decision,
        answers: values.answers,
        verify_url: url(
            app,
            &Page::Verify {
                token: token.to_owned(),
            },
        ),
        title: title.to_owned(),
        at,
    }
}

/// Drawing takes a core for a while, so it waits where waiting is allowed.
async fn draw_with(app: &App, hash: &str, paper: ResultPaper) -> Result<Vec<u8>, String> {
    let template = app
        .store
        .version_file(hash.to_owned(), TEMPLATE.to_owned())
        .await
        .map_err(words)?;
    let template = template.ok_or("the procedure has no template of its result")?;
    let drawn = tokio::task::spawn_blocking(move || print::result(&template, &paper)).await;
    drawn.map_err(words)?.map_err(words)
}

fn name(app: &App, agency: &str) -> String {
    let desk = app.catalogue.desk(agency);
    desk.map_or_else(|| agency.to_owned(), |desk| desk.name.get(VI).to_owned())
}

fn url(app: &App, page: &Page) -> String {
    format!("{}{}", app.config.public_url, page.url(Lang::Vi))
}

/// Form 01, the receiving slip; `None` before the dossier was accepted.
///
/// # Errors
/// For the log: something kept does not read back, or the paper cannot be drawn.
pub async fn slip(app: &App, dossier: &Dossier) -> Result<Option<Vec<u8>>, String> {
    let (Some(_), Some(received_at), Some(accepted)) =
        (&dossier.code, dossier.received_at, &dossier.accepted)
    else {
        return Ok(None);
    };
    let version = version(app, &dossier.form_hash).await?;
    let document: Document = serde_json::from_slice(&dossier.document.0).map_err(words)?;
    let (delivery, place) = delivery(app, &document, dossier);
    let slip = ReceivingSlip {
        dossier: head(app, dossier, &version, &document, &accepted.by, accepted.at),
        papers: dossier
            .files
            .iter()
            .map(|file| handed_in(&version, file))
            .collect(),
        received_at,
        promised_at: dossier.due_at.unwrap_or(0),
        delivery,
        return_place: place,
    };
    let drawn = tokio::task::spawn_blocking(move || print::receiving_slip(&slip)).await;
    drawn.map_err(words)?.map_err(words).map(Some)
}

/// Form 02, the supplement request; `None` where none was made.
///
/// # Errors
/// As [`slip`].
pub async fn request(app: &App, dossier: &Dossier) -> Result<Option<Vec<u8>>, String> {
    let Some(asked) = &dossier.supplement else {
        return Ok(None);
    };
    let version = version(app, &dossier.form_hash).await?;
    let document: Document = serde_json::from_slice(&dossier.document.0).map_err(words)?;
    let items = asked.items.iter().map(|item| SupplementItem {
        label: label(&version, &item.path),
        mend: item.what.clone(),
    });
    let request = SupplementRequest {
        dossier: head(app, dossier, &version, &document, &asked.by, asked.asked_at),
        items: items.collect(),
        reason: "Hồ sơ chưa đủ để giải quyết theo quy định của thủ tục.".to_owned(),
        until: asked.until,
        how: "Trực tuyến, tại trang tra cứu hồ sơ; chỉ yêu cầu bổ sung một lần.".to_owned(),
        contact: format!("{}, {}", asked.by, name(app, &dossier.agency)),
    };
    let drawn = tokio::task::spawn_blocking(move || print::supplement_request(&request)).await;
    drawn.map_err(words)?.map_err(words).map(Some)
}

fn head(
    app: &App,
    dossier: &Dossier,
    version: &Published,
    document: &Document,
    officer: &str,
    at: i64,
) -> print::Dossier {
    let contact = submission::contact(&version.form, &document.typed);
    let of_kind = |kind: &str| {
        let contact = contact.as_ref().filter(|contact| contact.kind == kind);
        contact.map(|contact| contact.to.clone())
    };
    let reference = dossier.reference.to_string();
    print::Dossier {
        centre: centre(app, &dossier.agency),
        agency: name(app, &dossier.agency),
        place: app.catalogue.place().to_owned(),
        code: crate::office::desk::number(dossier),
        lookup_url: url(
            app,
            &Page::Dossier {
                reference: reference.clone(),
            },
        ),
        reference,
        procedure: version.form.title.get(VI).to_owned(),
        procedure_code: version.code.clone(),
        applicant: Applicant {
            name: applicant::name(&version.form, &document.typed).unwrap_or_default(),
            identity: applicant::identity(&version.form, &document.typed),
            address: None,
            phone: of_kind("phone"),
            email: of_kind("email"),
        },
        officer: officer.to_owned(),
        at,
        signed: false,
    }
}

/// The one-stop desk of an agency: the province's, or the commune's own.
fn centre(app: &App, agency: &str) -> String {
    let desk = app.catalogue.desk(agency);
    let whose = match desk.filter(|desk| desk.level == "commune") {
        Some(desk) => desk
            .name
            .get(VI)
            .trim_start_matches("Ủy ban nhân dân ")
            .to_owned(),
        None => format!("tỉnh {}", app.catalogue.place()),
    };
    format!("Trung tâm Phục vụ hành chính công {whose}")
}

/// How and where the result is given, as the citizen chose.
fn delivery(app: &App, document: &Document, dossier: &Dossier) -> (String, String) {
    let online = url(
        app,
        &Page::Dossier {
            reference: dossier.reference.to_string(),
        },
    );
    match document.typed.get("delivery") {
        Some("post") => (
            "Qua bưu chính công ích".to_owned(),
            "Theo địa chỉ đã khai trong hồ sơ".to_owned(),
        ),
        Some("counter") => ("Tại quầy".to_owned(), name(app, &dossier.agency)),
        _ => ("Trực tuyến".to_owned(), online),
    }
}

fn handed_in(version: &Published, file: &FileMeta) -> HandedIn {
    HandedIn {
        name: label(version, &file.field),
        file: Some(file.name.clone()),
        bytes: Some(file.size),
        sha256: Some(file.sha256.clone()),
    }
}

fn label(version: &Published, path: &str) -> String {
    let question = forms::question::find(&version.form, path);
    question.map_or_else(String::new, |field| field.label.get(VI).to_owned())
}
