//! A published form, compiled: a compact tree that the browser and the server run.

mod browser;
mod index;
#[cfg(feature = "author")]
mod paths;
mod reads;
mod scope;
mod wire;

#[cfg(feature = "author")]
pub(crate) use reads::reads;
#[cfg(feature = "author")]
pub(crate) use scope::{Base, Scope, Site, Spot, key_of, rule_owner, rule_scope, sites};

use crate::expression::Expr;
use crate::problem::Level;
use crate::question::Question;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words in the languages of a form, by language tag (`vi`, `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub BTreeMap<String, String>);

impl Text {
    /// The words in `lang`; else Vietnamese; else whatever there is; else nothing.
    pub fn get(&self, lang: &str) -> &str {
        self.0
            .get(lang)
            .or_else(|| self.0.get("vi"))
            .or_else(|| self.0.values().next())
            .map_or("", String::as_str)
    }
}

/// A published form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Form {
    /// Stable across versions, e.g. `vn.sonla.civil-status-extract`.
    pub id: String,
    /// Semantic version of the definition.
    pub version: String,
    /// Language tags; the first is authoritative.
    pub languages: Vec<String>,
    /// The form's name.
    pub title: Text,
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Rules over the whole form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The fee, when there is one. Empty lines: free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fee: Vec<FeeRule>,
    /// What the procedure is; absent in the browser's copy and in decision forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure: Option<Procedure>,
    /// What the findings become; in decision forms alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<ResultRules>,
    /// How drafts of earlier major versions move here; not in the browser's copy.
    #[cfg(feature = "author")]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub migrations: Vec<crate::migration::Migration>,
    /// Its own fields by name.
    #[serde(skip)]
    pub index: index::Index,
}

/// One page: one HTTP form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// `[a-z][a-z0-9-]*`; the last part of the page's URL. `check` and `submitted` are taken.
    pub id: String,
    /// The page's heading.
    pub title: Text,
    /// The page applies when this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Expr>,
    /// Groups pages in the task list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Text>,
    /// The questions.
    pub fields: Vec<Field>,
}

/// One question in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// `[A-Za-z][A-Za-z0-9_]*`.
    pub id: String,
    /// What is asked.
    pub label: Text,
    /// A line beside the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// A longer explanation that one can open (restricted Markdown).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<Text>,
    /// Type and options.
    pub question: Question,
    /// Whether an answer is needed.
    #[serde(default, skip_serializing_if = "Required::is_never")]
    pub required: Required,
    /// The field applies when this is true; otherwise it has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible_when: Option<Expr>,
    /// Never rendered, yet has a value (calculated fields).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Shown, not typed: the answer is `default` and nothing else.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub readonly: bool,
    /// HTML `inputmode`: which keyboard a telephone shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputmode: Option<String>,
    /// HTML `autocomplete` token (WCAG 2.2, 1.3.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub autocomplete: Option<String>,
    /// Raw text shown before the first answer. Prefill only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Raw text of the only answer that is taken (`const`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<String>,
    /// Rules at this field; `self` is its value, `item` each item of a repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// The author's own words for a code, by its wire name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<(String, Text)>,
}

impl Field {
    /// A question and nothing said about it.
    pub fn of(question: Question) -> Field {
        Field {
            id: String::new(),
            label: Text::default(),
            hint: None,
            help: None,
            question,
            required: Required::Never,
            visible_when: None,
            hidden: false,
            readonly: false,
            inputmode: None,
            autocomplete: None,
            default: None,
            constant: None,
            rules: Vec::new(),
            messages: Vec::new(),
        }
    }

    /// Raw text of the only answer that is taken, where there is but one.
    pub fn only(&self) -> Option<&str> {
        let default = self.default.as_deref().filter(|_| self.readonly);
        self.constant.as_deref().or(default)
    }
}

/// Whether an answer is needed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Required {
    /// No.
    #[default]
    Never,
    /// Yes.
    Always,
    /// When this is true; unknown counts as false.
    When(Expr),
}

impl Required {
    /// Whether it is [`Required::Never`].
    pub fn is_never(&self) -> bool {
        matches!(self, Required::Never)
    }
}

/// A rule: something that must be true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The problem's code when it fails.
    pub id: String,
    /// Must be true; unknown is "does not apply".
    pub assert: Expr,
    /// What to tell the person.
    pub message: Text,
    /// Where the problem is shown, a path relative to the rule's scope; default the field itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Once per item of the repeat it stands at.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
    /// Error or warning.
    pub level: Level,
}

/// One line of the fee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FeeRule {
    /// Line id.
    pub id: String,
    /// The line applies when this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// Whole đồng.
    pub amount: Expr,
    /// What is paid for.
    pub label: Text,
    /// `phi` or `lePhi`.
    pub kind: String,
    /// The national fee code, when known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Who the money is for, when it is not the receiving agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<String>,
    /// `submission`, `supplement` or `result`.
    pub collect: String,
}

/// What the procedure is: everything its start page and its processing need.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Procedure {
    /// National code, e.g. `2.000635`.
    pub code: String,
    /// 3 (fill in and send) or 4 (also pay and receive the result online).
    pub service_level: u8,
    /// `province` or `commune`.
    pub agency_level: String,
    /// What it is, a sentence or two.
    pub summary: Text,
    /// What the citizen gets.
    pub result: Text,
    /// Who may use it.
    pub who: Text,
    /// Fee in words, for the start page.
    pub fee_note: Text,
    /// Keys of life events: `birth`, `marriage`, `work`, `papers`, ...
    pub life_events: Vec<String>,
    /// Papers to have at hand.
    pub papers: Vec<Paper>,
    /// Time limits; the first whose `when` holds applies.
    pub limit: Vec<Limit>,
    /// `online`, `counter`, `post`.
    pub delivery: Vec<String>,
    /// `none`, `contact`, `vneid` or `counter`.
    pub assurance: String,
    /// The law it rests on.
    pub legal_basis: Vec<LegalBasis>,
    /// Privacy notice.
    pub privacy: Privacy,
    /// Offered from this day (ISO date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// Offered until this day (ISO date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<String>,
    /// Values are illustrative.
    pub illustrative: bool,
}

/// One paper.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paper {
    /// Its name.
    pub name: Text,
    /// `original`, `copy` or `electronic`.
    pub kind: String,
    /// When it is needed, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// When it is needed, as an expression.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
}

/// One time limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Limit {
    /// Applies when this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Expr>,
    /// How many.
    pub count: u32,
    /// `hour`, `day`, `workingDay` or `month`.
    pub unit: String,
    /// `HH:MM`: received later counts as the next working day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<String>,
}

/// One legal text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LegalBasis {
    /// Its number and name.
    pub r#ref: String,
    /// In force from (ISO date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// In force until (ISO date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// When a person last read it (ISO date).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<String>,
}

/// What an officer's findings become: the result a citizen gets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResultRules {
    /// What it is called where anyone can look it up: `Giấy khai sinh`.
    pub kind: Text,
    /// Findings that make up its number; those answered are joined with ` · `.
    pub number: Vec<String>,
    /// The finding that says when it was issued; a date.
    pub issued_on: String,
    /// Whose it is.
    pub name: NameFrom,
    /// Answers of the citizen's form that the officer may tick as checked;
    /// what is printed comes from these and the findings, never from others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
}

/// Where the name on a result stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NameFrom {
    /// In this finding.
    Decision(String),
    /// In this answer, once the officer ticked it as checked.
    Answer(String),
}

/// The privacy notice shown before the first question (Law 91/2025/QH15).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Privacy {
    /// What the data are for.
    pub purpose: Text,
    /// Who holds them.
    pub holder: Text,
    /// How long.
    pub retention: Text,
}
