//! A decision: the officer's findings checked as any form is, what of the
//! citizen's answers may stand on the paper, and what the public page may say.
//! A paper never prints an applicant's own words that nobody compared.

use super::submission::{self, Document, Frame};
use crate::catalogue::Published;
use crate::datasets::Units;
use crate::id;
use crate::store::NewDue;
use crate::store::processing::ResultCard;
use forms::form::{NameFrom, ResultRules};
use forms::{Answers, Context, Evaluation, Field, Form, Problem, Question};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The language of papers: the state's own.
const PAPER: &str = "vi";

/// What is decided: kept for ever, and all that a paper is drawn from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// The decision form's id.
    pub form: String,
    /// Its version.
    pub version: String,
    /// Hash of the version of the dossier's form, which covers it.
    pub hash: String,
    /// The frozen instant and place.
    #[serde(flatten)]
    pub frame: Frame,
    /// The findings, typed (`form-format` 4).
    pub findings: Value,
    /// Paths of the citizen's answers that were found right.
    pub ticked: Vec<String>,
    /// What stands on the paper.
    pub paper: PaperValues,
}

/// What a template is given: path to text as people read it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PaperValues {
    /// Of the findings.
    pub decision: Map<String, Value>,
    /// Of the citizen's answers that were ticked.
    pub answers: Map<String, Value>,
}

/// A decision that can be made.
pub struct Checked {
    /// What is decided.
    pub decision: Decision,
    /// What the public page may say.
    pub card: ResultCard,
    /// What is to be paid before the result is given.
    pub due: Option<NewDue>,
}

/// Why findings cannot be decided on.
#[derive(Debug)]
pub enum Unfit {
    /// The procedure has no decision form, or says nothing of its result.
    NoForm,
    /// Something is wanting or wrong.
    Problems(Vec<Problem>),
    /// A fee cannot be computed.
    FeeUnknown,
}

/// What the decision is about.
pub struct Matter<'a> {
    /// The version of the dossier's form.
    pub version: &'a Published,
    /// What was submitted.
    pub document: &'a Document,
    /// Lists kept outside the forms.
    pub units: &'a Units,
}

impl<'a> Matter<'a> {
    /// The decision form and the rules of its result.
    pub fn rules(&self) -> Option<(&'a Form, &'a ResultRules)> {
        let form = self.version.decision.as_deref()?;
        Some((form, form.result.as_ref()?))
    }

    fn submitted(&self) -> Evaluation<'_> {
        let context = self.document.frame.context(self.units);
        forms::evaluate(&self.version.form, &self.document.typed, &context)
    }

    /// The answers of the citizen that may be ticked: path, question, and the
    /// answer as people read it in `lang`. One that was not given is left out.
    pub fn tickable(&self, lang: &str) -> Vec<(String, String, Vec<String>)> {
        let Some((_, rules)) = self.rules() else {
            return Vec::new();
        };
        let form = &self.version.form;
        let evaluation = self.submitted();
        let read = Read {
            answers: &self.document.typed,
            evaluation: &evaluation,
            units: self.units,
            lang,
        };
        rules
            .answers
            .iter()
            .filter_map(|path| {
                let field = forms::question::find(form, path)?;
                let lines = read.lines(field, path);
                let label = field.label.get(lang).to_owned();
                (!lines.is_empty()).then(|| (path.clone(), label, lines))
            })
            .collect()
    }

    /// What the paper of these findings prints, complete or not.
    pub fn paper(&self, findings: &Answers, ticked: &[String], frame: &Frame) -> PaperValues {
        let Some((form, rules)) = self.rules() else {
            return PaperValues::default();
        };
        let evaluation = forms::evaluate(form, findings, &frame.context(self.units));
        let submitted = self.submitted();
        PaperValues {
            decision: Read {
                answers: findings,
                evaluation: &evaluation,
                units: self.units,
                lang: PAPER,
            }
            .form(form),
            answers: Read {
                answers: &self.document.typed,
                evaluation: &submitted,
                units: self.units,
                lang: PAPER,
            }
            .paths(&self.version.form, rules, ticked),
        }
    }

    /// The decision these findings make.
    ///
    /// # Errors
    /// [`Unfit`], with every problem.
    pub fn decide(
        &self,
        findings: &Answers,
        ticked: &[String],
        frame: &Frame,
        now: i64,
    ) -> Result<Checked, Unfit> {
        let (form, rules) = self.rules().ok_or(Unfit::NoForm)?;
        let context: Context<'_> = frame.context(self.units);
        let evaluation = forms::evaluate(form, findings, &context);
        let errors: Vec<Problem> = evaluation.errors().cloned().collect();
        if !errors.is_empty() {
            return Err(Unfit::Problems(errors));
        }
        let due = submission::due(&self.submitted(), "result", now);
        let paper = self.paper(findings, ticked, frame);
        let card = card(rules, &paper);
        let known = |path: &&String| rules.answers.contains(path);
        Ok(Checked {
            decision: Decision {
                form: form.id.clone(),
                version: form.version.clone(),
                hash: self.version.hash.clone(),
                frame: frame.clone(),
                findings: forms::evaluate::submission(form, &evaluation),
                ticked: ticked.iter().filter(known).cloned().collect(),
                paper,
            },
            card,
            due: due.map_err(|_| Unfit::FeeUnknown)?,
        })
    }
}

fn card(rules: &ResultRules, paper: &PaperValues) -> ResultCard {
    let text = |values: &Map<String, Value>, path: &str| {
        let text = values.get(path).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let numbers: Vec<String> = rules
        .number
        .iter()
        .map(|path| text(&paper.decision, path))
        .filter(|number| !number.is_empty())
        .collect();
    let name = match &rules.name {
        NameFrom::Decision(path) => text(&paper.decision, path),
        NameFrom::Answer(path) => text(&paper.answers, path),
    };
    ResultCard {
        token: id::random_id(),
        kind: rules.kind.clone(),
        number: numbers.join(" · "),
        issued_on: text(&paper.decision, &rules.issued_on),
        name: masked(&name),
    }
}

/// A name of which each word's first letter is left.
///
/// ```
/// assert_eq!(server::dossier::decision::masked("Nguyễn Văn An"), "N*** V*** A***");
/// ```
pub fn masked(name: &str) -> String {
    let word = |word: &str| word.chars().next().map(|first| format!("{first}***"));
    let words: Vec<String> = name.split_whitespace().filter_map(word).collect();
    words.join(" ")
}

/// Answers as people read them.
struct Read<'a> {
    answers: &'a Answers,
    evaluation: &'a Evaluation<'a>,
    units: &'a Units,
    lang: &'a str,
}

impl Read<'_> {
    fn lines(&self, field: &Field, path: &str) -> Vec<String> {
        if !self.evaluation.applies(path) {
            return Vec::new();
        }
        forms::question::show(
            field,
            path,
            self.answers,
            self.evaluation,
            self.units,
            self.lang,
        )
    }

    /// Every field that applies.
    fn form(&self, form: &Form) -> Map<String, Value> {
        let mut values = Map::new();
        for page in &form.pages {
            if self.evaluation.page_applies(&page.id) {
                self.fields(&page.fields, "", "", &mut values);
            }
        }
        values
    }

    /// The ticked ones among those the rules name.
    fn paths(&self, form: &Form, rules: &ResultRules, ticked: &[String]) -> Map<String, Value> {
        let mut values = Map::new();
        for path in rules.answers.iter().filter(|path| ticked.contains(path)) {
            let Some(field) = forms::question::find(form, path) else {
                continue;
            };
            // A group that is ticked as a whole is one text: an address.
            if matches!(field.question, Question::Group(_)) {
                let lines = self.lines(field, path);
                values.insert(path.clone(), Value::String(lines.join(", ")));
            } else {
                self.field(field, path, path, &mut values);
            }
        }
        values
    }

    fn fields(&self, fields: &[Field], prefix: &str, key: &str, values: &mut Map<String, Value>) {
        for field in fields {
            let path = format!("{prefix}{}", field.id);
            self.field(field, &path, &format!("{key}{}", field.id), values);
        }
    }

    /// `path` is where it was answered, `key` what the template calls it.
    fn field(&self, field: &Field, path: &str, key: &str, values: &mut Map<String, Value>) {
        match &field.question {
            Question::Note => {}
            Question::Group(inner) => {
                self.fields(inner, &format!("{path}."), &format!("{key}."), values);
            }
            Question::Repeat(options) => {
                let items = self.answers.items(path).into_iter().map(|item| {
                    let mut values = Map::new();
                    self.fields(&options.fields, &format!("{path}.{item}."), "", &mut values);
                    Value::Object(values)
                });
                values.insert(key.to_owned(), Value::Array(items.collect()));
            }
            question => {
                let lines = self.lines(field, path);
                let between = match question {
                    Question::Textarea(_) => "\n",
                    _ => ", ",
                };
                if !lines.is_empty() {
                    values.insert(key.to_owned(), Value::String(lines.join(between)));
                }
            }
        }
    }
}
