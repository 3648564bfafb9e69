//! Every page's URL on one screen: read here, made here, nowhere else.
//!
//! Vietnamese has no prefix, English has `/en`. The names in braces are axum's;
//! whoever adds a POST to a page's URL uses the same constant, because one path
//! under two parameter names panics at start.

use crate::lang::Lang;

/// Path patterns of pages, in axum's syntax, without language prefix.
pub mod path {
    /// Catalogue; query `q`, `agency`, `event`.
    pub const CATALOGUE: &str = "/";
    /// Start page of a procedure.
    pub const PROCEDURE: &str = "/p/{code}";
    /// POST: begin a draft (field `agency`).
    pub const START: &str = "/p/{code}/start";
    /// Check answers.
    pub const CHECK: &str = "/d/{draft}/check";
    /// POST: submit (field `key`).
    pub const SUBMIT: &str = "/d/{draft}/submit";
    /// One page of questions.
    pub const QUESTION: &str = "/d/{draft}/{page}";
    /// One item of the page's repeat.
    pub const ITEM: &str = "/d/{draft}/{page}/{item}";
    /// Receipt and tracking of one's own dossier.
    pub const DOSSIER: &str = "/s/{reference}";
    /// Payment page.
    pub const PAY: &str = "/s/{reference}/pay";
    /// The result of one's own dossier (POST: `action` `send`, or `code` with field `code`).
    pub const RESULT: &str = "/s/{reference}/result";
    /// The result's paper, for who proved the contact; without language prefix.
    pub const RESULT_FILE: &str = "/s/{reference}/result.pdf";
    /// Look a dossier up by reference and secret.
    pub const TRACK: &str = "/track";
    /// A lost secret (POST: fields `reference`, `contact`).
    pub const RECOVER: &str = "/track/recover";
    /// The one-time code for a new one (POST: field `code`).
    pub const RECOVER_CODE: &str = "/track/recover/code";
    /// Words.
    pub const PRIVACY: &str = "/privacy";
    /// Words.
    pub const ACCESSIBILITY: &str = "/accessibility";
    /// Words.
    pub const HELP: &str = "/help";
    /// The sandbox gateway's page (field `outcome`).
    pub const CHECKOUT: &str = "/payments/sandbox/checkout/{txn}";
    /// Where a gateway sends the payer back.
    pub const PAYMENT_RETURN: &str = "/payments/{gateway}/return";

    /// Officers: the inbox; query `agency`, `list`, `after`. POST (field `q`, the same query) shows the same
    /// page with what was found: names never stand in a URL. The page leaves
    /// [`search`](crate::desk::office::InboxQuery::search) empty; whoever answers the POST puts `q` there.
    pub const OFFICE: &str = "/office";
    /// Officers: sign in (POST: fields `login`, `password`, `code`).
    pub const OFFICE_SIGN_IN: &str = "/office/sign-in";
    /// POST: sign out.
    pub const OFFICE_SIGN_OUT: &str = "/office/sign-out";
    /// Officers: a dossier.
    pub const OFFICE_DOSSIER: &str = "/office/d/{reference}";
    /// POST: an act on a dossier; [`crate::desk::office::Act`] says which and with which fields.
    pub const OFFICE_ACT: &str = "/office/d/{reference}/{act}";
    /// A file of a dossier, as a download; without language prefix, as the bytes have none.
    pub const OFFICE_FILE: &str = "/office/d/{reference}/files/{file}";

    /// Officers: the findings read once more, and the decision; POST decides (field `rev`).
    pub const DECISION: &str = "/office/d/{reference}/decision";
    /// Officers: one page of the findings.
    pub const DECISION_PAGE: &str = "/office/d/{reference}/decision/{page}";
    /// Officers: one item of the page's repeat.
    pub const DECISION_ITEM: &str = "/office/d/{reference}/decision/{page}/{item}";
    /// POST: the citizen's answers found right (fields `tick`), and the paper as it would be (a PDF).
    pub const DECISION_PAPER: &str = "/office/d/{reference}/paper/preview";
    /// The result's paper, as a download; without language prefix.
    pub const OFFICE_PAPER: &str = "/office/d/{reference}/paper/result.pdf";
    /// The receiving slip (form 01) and the supplement request (form 02), as a download.
    pub const OFFICE_SLIP: &str = "/office/d/{reference}/paper/{form}";
    /// POST: begin to answer the supplement that was asked for.
    pub const SUPPLEMENT: &str = "/s/{reference}/supplement";
    /// POST: ask to withdraw.
    pub const WITHDRAW: &str = "/s/{reference}/withdraw";
    /// Form 01 or 02 of one's own dossier, as a download; without language prefix.
    pub const PAPER: &str = "/s/{reference}/papers/{form}";
    /// What may be said of a result, for who has its paper; POST compares a file (field `file`).
    pub const VERIFY: &str = "/v/{token}";

    /// Authors: every form and proposal of mine. POST: `action` `begin` (field `form`: its text to begin with, or `from`:
    /// a proposal's), `retire` (field `form`), `restore` (fields `form`, `hash`).
    pub const FORMS: &str = "/office/forms";
    /// Authors: a proposal. POST: `action` `save`, `ask` (fields and files `definition`, `decision`, `result`),
    /// `withdraw`, `approve` (field `base`), `refuse` (field `why`).
    pub const PROPOSAL: &str = "/office/forms/{proposal}";
    /// Authors: what was typed to try a proposal, as check-answers shows it. Not under `/office`: it looks as to citizens.
    pub const PREVIEW: &str = "/preview/{proposal}";
    /// Authors: one page of a proposal, to try it.
    pub const PREVIEW_PAGE: &str = "/preview/{proposal}/{page}";
    /// Authors: one item of the page's repeat.
    pub const PREVIEW_ITEM: &str = "/preview/{proposal}/{page}/{item}";

    /// `tokhai preview` alone: answers with the folder's turn once it is another than query `since`. No page.
    pub const CHANGES: &str = "/author/changes";
    /// `tokhai preview` alone: the last sound form though there are faults now. No page.
    pub const LAST: &str = "/author/last";

    /// Pages that are shown on GET. [`START`] and [`SUBMIT`] are POST only.
    pub const PAGES: [&str; 28] = [
        CATALOGUE,
        PROCEDURE,
        CHECK,
        QUESTION,
        ITEM,
        DOSSIER,
        PAY,
        RESULT,
        TRACK,
        RECOVER,
        RECOVER_CODE,
        PRIVACY,
        ACCESSIBILITY,
        HELP,
        CHECKOUT,
        PAYMENT_RETURN,
        OFFICE,
        OFFICE_SIGN_IN,
        OFFICE_DOSSIER,
        DECISION,
        DECISION_PAGE,
        DECISION_ITEM,
        VERIFY,
        FORMS,
        PROPOSAL,
        PREVIEW,
        PREVIEW_PAGE,
        PREVIEW_ITEM,
    ];
}

/// A page and what its URL says. Ids are URL-safe: `[A-Za-z0-9._-]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// [`path::CATALOGUE`]
    Catalogue,
    /// [`path::PROCEDURE`]
    Procedure { code: String },
    /// [`path::QUESTION`]
    Question { draft: String, page: String },
    /// [`path::ITEM`]
    Item {
        draft: String,
        page: String,
        item: String,
    },
    /// [`path::CHECK`]
    Check { draft: String },
    /// [`path::DOSSIER`]
    Dossier { reference: String },
    /// [`path::PAY`]
    Pay { reference: String },
    /// [`path::RESULT`]
    Result { reference: String },
    /// [`path::TRACK`]
    Track,
    /// [`path::RECOVER`]
    Recover,
    /// [`path::RECOVER_CODE`]
    RecoverCode,
    /// [`path::PRIVACY`]
    Privacy,
    /// [`path::ACCESSIBILITY`]
    Accessibility,
    /// [`path::HELP`]
    Help,
    /// [`path::CHECKOUT`]
    Checkout { txn: String },
    /// [`path::PAYMENT_RETURN`]
    PaymentReturn { gateway: String },
    /// [`path::OFFICE`]
    Office,
    /// [`path::OFFICE_SIGN_IN`]
    OfficeSignIn,
    /// [`path::OFFICE_DOSSIER`]
    OfficeDossier { reference: String },
    /// [`path::DECISION`]
    Decision { reference: String },
    /// [`path::DECISION_PAGE`]
    DecisionPage { reference: String, page: String },
    /// [`path::DECISION_ITEM`]
    DecisionItem {
        reference: String,
        page: String,
        item: String,
    },
    /// [`path::VERIFY`]
    Verify { token: String },
    /// [`path::FORMS`]
    Forms,
    /// [`path::PROPOSAL`]
    Proposal { proposal: String },
    /// [`path::PREVIEW`]
    Preview { proposal: String },
    /// [`path::PREVIEW_PAGE`]
    PreviewPage { proposal: String, page: String },
    /// [`path::PREVIEW_ITEM`]
    PreviewItem {
        proposal: String,
        page: String,
        item: String,
    },
}

/// Where a form is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A citizen's draft, by its id.
    Draft(String),
    /// An officer's findings on a dossier, by its reference.
    Decision(String),
    /// An author's try of a proposal, by its id.
    Preview(String),
}

impl Place {
    /// One of its pages.
    pub fn question(&self, page: &str) -> Page {
        let page = page.to_owned();
        match self.clone() {
            Self::Draft(draft) => Page::Question { draft, page },
            Self::Decision(reference) => Page::DecisionPage { reference, page },
            Self::Preview(proposal) => Page::PreviewPage { proposal, page },
        }
    }

    /// One item of a page's repeat.
    pub fn item(&self, page: &str, item: &str) -> Page {
        let (page, item) = (page.to_owned(), item.to_owned());
        match self.clone() {
            Self::Draft(draft) => Page::Item { draft, page, item },
            Self::Decision(reference) => Page::DecisionItem {
                reference,
                page,
                item,
            },
            Self::Preview(proposal) => Page::PreviewItem {
                proposal,
                page,
                item,
            },
        }
    }

    /// Where everything is read once more.
    pub fn check(&self) -> Page {
        match self.clone() {
            Self::Draft(draft) => Page::Check { draft },
            Self::Decision(reference) => Page::Decision { reference },
            Self::Preview(proposal) => Page::Preview { proposal },
        }
    }
}

impl Page {
    /// Reads a path (no query). `None`: no page of ours.
    pub fn read(path: &str) -> Option<(Lang, Page)> {
        let (lang, rest) = Lang::split(path);
        let parts: Vec<&str> = rest.split('/').skip(1).collect();
        let own = |part: &&str| part.to_string();
        let page = match parts.as_slice() {
            [""] => Page::Catalogue,
            ["p", code] => Page::Procedure { code: own(code) },
            ["d", draft, "check"] => Page::Check { draft: own(draft) },
            ["d", draft, page] => Page::Question {
                draft: own(draft),
                page: own(page),
            },
            ["d", draft, page, item] => Page::Item {
                draft: own(draft),
                page: own(page),
                item: own(item),
            },
            ["s", reference] => Page::Dossier {
                reference: own(reference),
            },
            ["s", reference, "pay"] => Page::Pay {
                reference: own(reference),
            },
            ["s", reference, "result"] => Page::Result {
                reference: own(reference),
            },
            ["track"] => Page::Track,
            ["track", "recover"] => Page::Recover,
            ["track", "recover", "code"] => Page::RecoverCode,
            ["privacy"] => Page::Privacy,
            ["accessibility"] => Page::Accessibility,
            ["help"] => Page::Help,
            ["payments", "sandbox", "checkout", txn] => Page::Checkout { txn: own(txn) },
            ["payments", gateway, "return"] => Page::PaymentReturn {
                gateway: own(gateway),
            },
            ["office"] => Page::Office,
            ["office", "sign-in"] => Page::OfficeSignIn,
            ["office", "d", reference] => Page::OfficeDossier {
                reference: own(reference),
            },
            ["office", "d", reference, "decision"] => Page::Decision {
                reference: own(reference),
            },
            ["office", "d", reference, "decision", page] => Page::DecisionPage {
                reference: own(reference),
                page: own(page),
            },
            ["office", "d", reference, "decision", page, item] => Page::DecisionItem {
                reference: own(reference),
                page: own(page),
                item: own(item),
            },
            ["office", "forms"] => Page::Forms,
            ["office", "forms", proposal] => Page::Proposal {
                proposal: own(proposal),
            },
            ["preview", proposal] => Page::Preview {
                proposal: own(proposal),
            },
            ["preview", proposal, page] => Page::PreviewPage {
                proposal: own(proposal),
                page: own(page),
            },
            ["preview", proposal, page, item] => Page::PreviewItem {
                proposal: own(proposal),
                page: own(page),
                item: own(item),
            },
            ["v", token] => Page::Verify { token: own(token) },
            _ => return None,
        };
        let safe = |part: &&str| {
            part.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        };
        let empty = parts.len() > 1 && parts.iter().any(|part| part.is_empty());
        (!empty && parts.iter().all(safe)).then_some((lang, page))
    }

    /// The page's path in `lang`.
    pub fn url(&self, lang: Lang) -> String {
        let path = match self {
            Page::Catalogue if lang == Lang::En => String::new(),
            Page::Catalogue => "/".to_owned(),
            Page::Procedure { code } => format!("/p/{code}"),
            Page::Question { draft, page } => format!("/d/{draft}/{page}"),
            Page::Item { draft, page, item } => format!("/d/{draft}/{page}/{item}"),
            Page::Check { draft } => format!("/d/{draft}/check"),
            Page::Dossier { reference } => format!("/s/{reference}"),
            Page::Pay { reference } => format!("/s/{reference}/pay"),
            Page::Result { reference } => format!("/s/{reference}/result"),
            Page::Track => path::TRACK.to_owned(),
            Page::Recover => path::RECOVER.to_owned(),
            Page::RecoverCode => path::RECOVER_CODE.to_owned(),
            Page::Privacy => "/privacy".to_owned(),
            Page::Accessibility => "/accessibility".to_owned(),
            Page::Help => "/help".to_owned(),
            Page::Checkout { txn } => format!("/payments/sandbox/checkout/{txn}"),
            Page::PaymentReturn { gateway } => format!("/payments/{gateway}/return"),
            Page::Office => path::OFFICE.to_owned(),
            Page::OfficeSignIn => path::OFFICE_SIGN_IN.to_owned(),
            Page::OfficeDossier { reference } => format!("/office/d/{reference}"),
            Page::Decision { reference } => format!("/office/d/{reference}/decision"),
            Page::DecisionPage { reference, page } => {
                format!("/office/d/{reference}/decision/{page}")
            }
            Page::DecisionItem {
                reference,
                page,
                item,
            } => format!("/office/d/{reference}/decision/{page}/{item}"),
            Page::Verify { token } => format!("/v/{token}"),
            Page::Forms => path::FORMS.to_owned(),
            Page::Proposal { proposal } => format!("/office/forms/{proposal}"),
            Page::Preview { proposal } => format!("/preview/{proposal}"),
            Page::PreviewPage { proposal, page } => format!("/preview/{proposal}/{page}"),
            Page::PreviewItem {
                proposal,
                page,
                item,
            } => format!("/preview/{proposal}/{page}/{item}"),
        };
        format!("{}{path}", lang.prefix())
    }
}

/// The bytes of a dossier's result; without language prefix.
pub fn result_file(reference: &str) -> String {
    format!("/s/{reference}/result.pdf")
}

/// Where a draft is begun.
pub fn start(code: &str, lang: Lang) -> String {
    format!("{}/p/{code}/start", lang.prefix())
}

/// Where a draft is submitted.
pub fn submit(draft: &str, lang: Lang) -> String {
    format!("{}/d/{draft}/submit", lang.prefix())
}

/// Whether a path belongs to officers, be it a page or where one posts.
pub fn is_office(path: &str) -> bool {
    let (_, rest) = Lang::split(path);
    rest.strip_prefix(path::OFFICE)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether a path is of a proposal being tried: an officer's session is read,
/// a citizen's look is shown, and a page of ours may frame it.
pub fn is_preview(path: &str) -> bool {
    let (_, rest) = Lang::split(path);
    rest.starts_with("/preview/")
}

/// Whether a path is a proposal's page, which frames its preview.
pub fn is_proposal(path: &str) -> bool {
    let (_, rest) = Lang::split(path);
    let inner = rest.strip_prefix(path::FORMS);
    inner.is_some_and(|inner| inner.starts_with('/'))
}

/// Where an author goes for the last sound form.
pub fn last_form(lang: Lang) -> String {
    format!("{}{}", lang.prefix(), path::LAST)
}

/// Where an officer signs out.
pub fn office_sign_out(lang: Lang) -> String {
    format!("{}{}", lang.prefix(), path::OFFICE_SIGN_OUT)
}

/// Where an answer to a supplement is begun.
pub fn supplement(reference: &str, lang: Lang) -> String {
    format!("{}/s/{reference}/supplement", lang.prefix())
}

/// Where a citizen asks to withdraw.
pub fn withdraw(reference: &str, lang: Lang) -> String {
    format!("{}/s/{reference}/withdraw", lang.prefix())
}

/// Form 01 or 02 of one's own dossier: `01.pdf`, `02.pdf`.
pub fn paper(reference: &str, form: &str) -> String {
    format!("/s/{reference}/papers/{form}")
}

/// Where the paper of findings is drawn before anything is decided.
pub fn decision_paper(reference: &str, lang: Lang) -> String {
    format!("{}/office/d/{reference}/paper/preview", lang.prefix())
}

/// The result's paper on an officer's desk.
pub fn office_paper(reference: &str) -> String {
    format!("/office/d/{reference}/paper/result.pdf")
}

/// Form 01 or 02 of a dossier: `01.pdf`, `02.pdf`.
pub fn office_slip(reference: &str, form: &str) -> String {
    format!("/office/d/{reference}/paper/{form}")
}

/// Where an officer acts on a dossier, by the act's word.
pub fn office_act(reference: &str, act: &str, lang: Lang) -> String {
    format!("{}/office/d/{reference}/{act}", lang.prefix())
}

/// A file of a dossier on an officer's desk.
pub fn office_file(reference: &str, file: &str) -> String {
    format!("/office/d/{reference}/files/{file}")
}

/// The browser's copy of a form's version.
pub fn browser_copy(hash: &str, lang: Lang) -> String {
    format!("/forms/{hash}.{}.json", lang.tag())
}

/// `pattern` in every language: what the server registers.
pub fn in_every_language(pattern: &str) -> impl Iterator<Item = String> + '_ {
    Lang::ALL
        .into_iter()
        .map(move |lang| match (lang, pattern) {
            (Lang::En, "/") => "/en".to_owned(),
            _ => format!("{}{pattern}", lang.prefix()),
        })
}

/// Every page's pattern in every language: what the server answers on GET with [`crate::shell`].
pub fn paths() -> Vec<String> {
    path::PAGES
        .iter()
        .flat_map(|pattern| in_every_language(pattern))
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_as_it_was_made() {
        let id = || "a.1-b_2".to_owned();
        let pages = [
            Page::Catalogue,
            Page::Procedure {
                code: "2.000635".into(),
            },
            Page::Question {
                draft: id(),
                page: id(),
            },
            Page::Item {
                draft: id(),
                page: id(),
                item: id(),
            },
            Page::Check { draft: id() },
            Page::Dossier { reference: id() },
            Page::Pay { reference: id() },
            Page::Result { reference: id() },
            Page::Track,
            Page::Recover,
            Page::RecoverCode,
            Page::Privacy,
            Page::Accessibility,
            Page::Help,
            Page::Checkout { txn: id() },
            Page::PaymentReturn {
                gateway: "vnpay".into(),
            },
            Page::Office,
            Page::OfficeSignIn,
            Page::OfficeDossier { reference: id() },
            Page::Decision { reference: id() },
            Page::DecisionPage {
                reference: id(),
                page: id(),
            },
            Page::DecisionItem {
                reference: id(),
                page: id(),
                item: id(),
            },
            Page::Verify { token: id() },
            Page::Forms,
            Page::Proposal { proposal: id() },
            Page::Preview { proposal: id() },
            Page::PreviewPage {
                proposal: id(),
                page: id(),
            },
            Page::PreviewItem {
                proposal: id(),
                page: id(),
                item: id(),
            },
        ];
        assert_eq!(pages.len(), path::PAGES.len());
        for page in pages {
            for lang in Lang::ALL {
                assert_eq!(Page::read(&page.url(lang)), Some((lang, page.clone())));
            }
        }
    }

    #[test]
    fn other_paths_are_no_page() {
        for path in [
            "",
            "/enn",
            "/p/",
            "/p/a/b/c",
            "/d//x",
            "/d/a%2F/x",
            "/s/<b>",
            "/track/",
            "//",
            "/office/",
            "/office/sign-out",
            "/office/d",
            "/office/d/a/accept",
        ] {
            assert_eq!(Page::read(path), None, "{path}");
        }
    }

    #[test]
    fn officers_paths_are_known() {
        for path in [
            "/office",
            "/en/office",
            "/office/sign-out",
            "/en/office/d/a/accept",
        ] {
            assert!(is_office(path), "{path}");
        }
        for path in ["/", "/en", "/officers", "/s/office", "/p/office"] {
            assert!(!is_office(path), "{path}");
        }
    }

    #[test]
    fn paths_are_there_in_both_languages() {
        let paths = paths();
        assert_eq!(paths.len(), 2 * path::PAGES.len());
        assert!(
            paths.contains(&"/en".to_owned()) && paths.contains(&"/en/d/{draft}/{page}".to_owned())
        );
    }
}
