//! An office and a desk made by hand, and a page rendered from them.

use app::desk::author::{FormsView, ProposalView};
use app::desk::office::{
    Act, DeskFile, DeskView, FindingsView, InboxList, InboxQuery, InboxRow, InboxView, Moved, Note,
    Office, Officer, Post, Promise, Role,
};
use app::desk::{
    Agency, Asked, Assets, Attempt, AttemptState, AttemptView, Catalogue, CheckoutView, Desk,
    DossierState, DossierView, DueState, DueView, Event, Moment, ProcedureView, PublicResult,
    Refusal, ReturnView, SharedDatasets, Special, TimelineEntry, Visit,
};
use app::routes::Place;
use axum::body::Body;
use forms::date::Date;
use forms::form::Limit;
use forms::{Answers, FeeLine, NoDatasets, Text};
use http_body_util::BodyExt;
use leptos::prelude::provide_context;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// An office that says what it was told to.
#[derive(Clone, Default)]
pub(crate) struct Hand {
    pub(crate) officer: Option<Officer>,
    pub(crate) inbox: Option<InboxView>,
    pub(crate) dossier: Option<DeskView>,
    pub(crate) findings: Option<FindingsView>,
    /// What it was asked for.
    pub(crate) asked: Arc<Mutex<Vec<InboxQuery>>>,
}

impl Office for Hand {
    fn officer(&self) -> Asked<Option<Officer>> {
        let officer = self.officer.clone();
        Box::pin(async move { Ok(officer) })
    }
    fn inbox(&self, asked: InboxQuery) -> Asked<Option<InboxView>> {
        self.asked.lock().expect("no panic").push(asked);
        let inbox = self.inbox.clone();
        Box::pin(async move { Ok(inbox) })
    }
    fn dossier(&self, reference: String) -> Asked<Option<DeskView>> {
        let found = self.dossier.clone();
        let found = found.filter(|desk| desk.dossier.reference == reference);
        Box::pin(async move { Ok(found) })
    }
    fn findings(&self, reference: String) -> Asked<Option<FindingsView>> {
        let place = Place::Decision(reference);
        let found = self.findings.clone();
        let found = found.filter(|found| found.draft.place == place);
        Box::pin(async move { Ok(found) })
    }
    fn forms(&self) -> Asked<Option<FormsView>> {
        Box::pin(async { Ok(None) })
    }
    fn proposal(&self, _: String) -> Asked<Option<ProposalView>> {
        Box::pin(async { Ok(None) })
    }
    fn preview(&self, _: String) -> Asked<Option<app::desk::DraftView>> {
        Box::pin(async { Ok(None) })
    }
}

/// A desk that knows nothing: officers' pages ask it for datasets alone.
struct NoDesk;

impl Desk for NoDesk {
    fn catalogue(&self) -> Asked<Catalogue> {
        Box::pin(async { Err(app::desk::Unavailable) })
    }
    fn procedure(&self, _: String) -> Asked<Option<ProcedureView>> {
        Box::pin(async { Ok(None) })
    }
    fn draft(&self, _: String) -> Asked<Option<app::desk::DraftView>> {
        Box::pin(async { Ok(None) })
    }
    fn dossier(&self, _: String) -> Asked<Option<DossierView>> {
        Box::pin(async { Ok(None) })
    }
    fn result(&self, _: String) -> Asked<Option<app::desk::ResultView>> {
        Box::pin(async { Ok(None) })
    }
    fn options(&self, _: &str, _: &str, _: Option<&str>, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }
    fn datasets(&self) -> SharedDatasets {
        Arc::new(NoDatasets)
    }
    fn checkout(&self, _: String) -> Asked<Option<CheckoutView>> {
        Box::pin(async { Ok(None) })
    }
    fn payment_return(&self, _: String, _: String) -> Asked<Option<ReturnView>> {
        Box::pin(async { Ok(None) })
    }
    fn public_result(&self, _: String) -> Asked<Option<PublicResult>> {
        Box::pin(async { Ok(None) })
    }
}

/// What a browser would get.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: String,
    pub(crate) body: String,
}

impl Answer {
    /// Fails where `words` are not on the page.
    pub(crate) fn says(&self, words: &str) -> &Self {
        let shown = self.body.contains(words);
        assert!(shown, "“{words}” is missing in\n{}", self.body);
        self
    }

    /// Fails where `words` are on the page.
    pub(crate) fn is_silent_of(&self, words: &str) -> &Self {
        let shown = self.body.contains(words);
        assert!(!shown, "“{words}” stands in\n{}", self.body);
        self
    }
}

/// The page at a URL, from `office` and what a refused POST carried.
pub(crate) async fn render(url: &str, office: Option<Hand>, attempt: Option<Attempt>) -> Answer {
    render_with(url, office, attempt, None).await
}

/// The same, or a page in its place.
pub(crate) async fn render_with(
    url: &str,
    office: Option<Hand>,
    attempt: Option<Attempt>,
    special: Option<Special>,
) -> Answer {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let visit = Visit {
        path: path.to_owned(),
        query: query.to_owned(),
        public_url: "https://tokhai.example".to_owned(),
        demo: true,
        assets: Assets {
            css: "/assets/main.css".to_owned(),
            office_css: "/assets/office.css".to_owned(),
            ..Assets::default()
        },
    };
    let desk: Arc<dyn Desk> = Arc::new(NoDesk);
    let office = office.map(|office| Arc::new(office) as Arc<dyn Office>);
    let context = move || {
        provide_context(desk.clone());
        provide_context(visit.clone());
        if let Some(office) = &office {
            provide_context(office.clone());
        }
        if let Some(attempt) = &attempt {
            provide_context(attempt.clone());
        }
        if let Some(special) = &special {
            provide_context(special.clone());
        }
    };
    let request = http::Request::get(path)
        .body(Body::empty())
        .expect("a path");
    let response = leptos_axum::render_app_async_with_context(context, app::shell)(request).await;
    let location = response.headers().get(http::header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok());
    let location = location.unwrap_or_default().to_owned();
    let status = response.status().as_u16();
    let body = response.into_body().collect().await.expect("a body");
    // Leptos marks where one text ends and the next begins.
    let body = String::from_utf8_lossy(&body.to_bytes()).replace("<!>", "");
    Answer {
        status,
        location,
        body,
    }
}

/// What a refused POST carried.
pub(crate) fn attempt(
    refusals: &[app::desk::office::OfficeRefusal],
    typed: &[(&str, &str)],
) -> Attempt {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Attempt {
        refusals: refusals.iter().copied().map(Refusal::Office).collect(),
        typed: typed.iter().map(own).collect(),
        ..Attempt::default()
    }
}

pub(crate) fn text(vi: &str, en: &str) -> Text {
    let words = [("vi", vi), ("en", en)];
    Text(
        words
            .map(|(lang, text)| (lang.to_owned(), text.to_owned()))
            .into(),
    )
}

pub(crate) fn date(day: u8, month: u8) -> Date {
    Date::new(2026, month, day).expect("a date")
}

pub(crate) fn at(day: u8, month: u8, hour: u8, minute: u8) -> Moment {
    let date = date(day, month);
    Moment { date, hour, minute }
}

pub(crate) fn agency(code: &str, vi: &str, en: &str) -> Agency {
    Agency {
        code: code.to_owned(),
        name: text(vi, en),
    }
}

fn commune() -> Agency {
    agency(
        "H52.17",
        "Ủy ban nhân dân phường Tô Hiệu",
        "People's Committee of Tô Hiệu Ward",
    )
}

fn police() -> Agency {
    agency("H52.90", "Công an tỉnh Sơn La", "Sơn La Province Police")
}

/// An officer of two agencies.
pub(crate) fn officer() -> Officer {
    let post = |agency, roles: &[Role]| Post {
        agency,
        roles: roles.to_vec(),
    };
    Officer {
        name: "Lò Thị Mai".to_owned(),
        posts: vec![
            post(commune(), &[Role::Receive, Role::Decide]),
            post(police(), &[Role::Supervise]),
        ],
    }
}

/// An inbox with rows of every kind.
pub(crate) fn inbox() -> InboxView {
    let extract = || {
        text(
            "Cấp bản sao trích lục hộ tịch",
            "Copy of a civil-status extract",
        )
    };
    let row = |reference: &str, applicant: &str, state| InboxRow {
        reference: reference.to_owned(),
        code: None,
        procedure: extract(),
        applicant: applicant.to_owned(),
        state,
        received_at: Some(at(23, 11, 15, 20)),
        due_at: None,
        overdue: false,
    };
    let overdue = InboxRow {
        code: Some("H52.17-261119-0042".to_owned()),
        received_at: Some(at(19, 11, 9, 5)),
        due_at: Some(at(20, 11, 17, 0)),
        overdue: true,
        ..row("7K3QM8ZX2P", "Quàng Văn <Pản>", DossierState::Processing)
    };
    let running = InboxRow {
        code: Some("H52.17-261123-0007".to_owned()),
        due_at: Some(at(30, 11, 17, 0)),
        ..row(
            "9D4WN6YT3R",
            "Nguyễn Thị Thanh Huyền",
            DossierState::Accepted,
        )
    };
    let nameless = InboxRow {
        received_at: None,
        ..row("5B2HJ7KC8M", "", DossierState::Submitted)
    };
    InboxView {
        officer: officer(),
        agency: commune(),
        asked: InboxQuery::default(),
        counts: [3, 1, 1, 12, 0, 117],
        rows: vec![overdue, running, nameless],
        next: Some("5B2HJ7KC8M".to_owned()),
    }
}

/// An empty inbox of one list, of an officer with one post.
pub(crate) fn empty(list: InboxList) -> InboxView {
    let mut officer = officer();
    officer.posts.truncate(1);
    InboxView {
        officer,
        asked: InboxQuery {
            list,
            ..InboxQuery::default()
        },
        counts: [0; 6],
        rows: Vec::new(),
        next: None,
        ..inbox()
    }
}

/// A promise in three working days, received before the cut-off.
pub(crate) fn promise() -> Promise {
    Promise {
        at: at(26, 11, 17, 0),
        received_at: at(20, 11, 10, 0),
        counted_from: date(20, 11),
        moved: None,
        limit: Limit {
            when: None,
            count: 3,
            unit: "workingDay".to_owned(),
            cutoff: Some("15:00".to_owned()),
        },
        supplement_days: 0,
        rolled: false,
        certain: true,
        tentative: false,
    }
}

/// A dossier with answers, files, money, a timeline, notes, and every act.
pub(crate) fn desk() -> DeskView {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue/civil-status-extract");
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).expect("the catalogue").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, std::fs::read_to_string(entry.path()).expect("text"));
    }
    let cases: Vec<serde_json::Value> = serde_json::from_str(&files["cases.json"]).expect("cases");
    let complete = cases.iter().find(|case| case["expect"]["complete"] == true);
    let answers: Answers =
        serde_json::from_value(complete.expect("a complete case")["answers"].clone())
            .expect("answers");
    let units =
        ["2025-07-01", "2025-06-30"].map(|day| (format!("vn-admin-units@{day}"), "0".repeat(64)));
    let datasets: BTreeMap<String, String> = units.into();
    let published = forms::author::load("civil-status-extract", &files, &datasets);
    let published = published.unwrap_or_else(|faults| panic!("{} faults", faults.len()));
    let happened = |day, hour, event, note: Option<&str>| TimelineEntry {
        at: at(day, 11, hour, 20),
        event,
        note: note.map(str::to_owned),
    };
    DeskView {
        officer: officer(),
        dossier: DossierView {
            reference: "9D4WN6YT3R".to_owned(),
            secret: None,
            form: Arc::new(published.form),
            hash: published.hash,
            answers,
            today: date(23, 11),
            channel: "online".to_owned(),
            province: "14".to_owned(),
            agency: commune(),
            state: DossierState::Submitted,
            submitted_at: at(23, 11, 15, 12),
            received_at: Some(at(23, 11, 15, 20)),
            result_due_on: None,
            due: Some(DueView {
                amount: 24_000,
                lines: vec![FeeLine {
                    id: "copies".to_owned(),
                    label: text("Lệ phí bản sao", "Fee for copies"),
                    amount: 24_000,
                    kind: "lePhi".to_owned(),
                    code: None,
                    collect: "submission".to_owned(),
                }],
                state: DueState::Paid,
                gateways: Vec::new(),
                attempts: vec![AttemptView {
                    gateway: "VNPAY".to_owned(),
                    started_at: at(23, 11, 15, 14),
                    state: AttemptState::Cancelled,
                }],
                pay_until: None,
                paid_at: Some(at(23, 11, 15, 20)),
            }),
            timeline: vec![
                happened(23, 14, Event::Submitted, None),
                happened(23, 15, Event::PaymentReceived, None),
                happened(23, 15, Event::Received, Some("Nộp qua mạng")),
            ],
            supplement: None,
            accepted: false,
            withdrawable: true,
            paper: false,
        },
        applicant: "Nguyễn Thị Thanh Huyền".to_owned(),
        code: None,
        promise: Some(Promise {
            at: at(30, 11, 17, 0),
            received_at: at(23, 11, 15, 20),
            counted_from: date(25, 11),
            moved: Some(Moved::Late),
            tentative: true,
            ..promise()
        }),
        contact: Some("thanhhuyen@example.vn".to_owned()),
        files: vec![DeskFile {
            id: "f1".to_owned(),
            label: "Giấy tờ hộ tịch cũ".to_owned(),
            name: "giay-khai-sinh-ban-cu-chup-mat-truoc.jpg".to_owned(),
            size: 1_468_006,
            media_type: "image/jpeg".to_owned(),
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        }],
        notes: vec![Note {
            by: "Cầm Văn Bình".to_owned(),
            at: at(23, 11, 16, 0),
            text: "Đã đối chiếu sổ hộ tịch.\nThiếu số <quyển>.".to_owned(),
        }],
        may: vec![Act::Accept, Act::Refuse, Act::Note],
        asked_by: String::new(),
        deciding: commune(),
        identity: Vec::new(),
        enough: Vec::new(),
        agencies: Vec::new(),
    }
}

/// An office with everything in it.
pub(crate) fn office() -> Hand {
    Hand {
        officer: Some(officer()),
        inbox: Some(inbox()),
        dossier: Some(desk()),
        ..Hand::default()
    }
}
