//! From answers to what is submitted: the whole journey checked once more, the
//! document built, the first obligation computed. Everything here is frozen
//! with the dossier (`version-frozen`, `amount-frozen`).

use super::applicant;
use crate::catalogue::Published;
use crate::clock;
use crate::datasets::Units;
use crate::store::{Contact, FeeLine, NewDue};
use forms::date::Date;
use forms::{Answers, Context, Evaluation, FeeState, Field, Form, Level, Problem, Question};
use serde::{Deserialize, Serialize};

/// How long a due collected at submission may be paid, µs.
pub const PAY_WITHIN: i64 = 15 * clock::DAY;

/// The instant and place of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Frame {
    /// The evaluation date.
    pub today: Date,
    /// `online`, `counter` or `post`.
    pub channel: String,
    /// The receiving agency's code.
    pub agency: String,
    /// The province's code.
    pub province: String,
}

impl Frame {
    /// As the engine takes it.
    pub fn context<'a>(&'a self, units: &'a Units) -> Context<'a> {
        Context {
            today: self.today,
            channel: &self.channel,
            agency: &self.agency,
            province: &self.province,
            datasets: units,
        }
    }
}

/// The submission document: what a dossier keeps for ever.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The form's id.
    pub form: String,
    /// Its version.
    pub version: String,
    /// The version's hash.
    pub hash: String,
    /// The frozen instant and place.
    #[serde(flatten)]
    pub frame: Frame,
    /// Typed answers (`form-format` 4); hidden fields are not in it.
    pub answers: serde_json::Value,
    /// The same as it was typed, for people to read again.
    pub typed: Answers,
    /// Warnings the citizen confirmed: path and code.
    pub warnings: Vec<(String, String)>,
}

/// A checked submission, ready for the store.
pub struct Checked {
    /// The document, as canonical JSON.
    pub document: Vec<u8>,
    /// What is due at submission.
    pub due: Option<NewDue>,
    /// Where messages go, if the form asked.
    pub contact: Option<Contact>,
    /// The applicant's name, if the form asked.
    pub applicant: Option<String>,
}

/// Why a submission is not taken.
#[derive(Debug)]
pub enum Unfit {
    /// These errors are still there.
    Problems(Vec<Problem>),
    /// The fee cannot be computed yet.
    FeeUnknown,
}

/// Checks everything and builds the submission.
///
/// # Errors
/// [`Unfit`], with every problem.
pub fn check(
    version: &Published,
    answers: &Answers,
    frame: &Frame,
    units: &Units,
    now: i64,
) -> Result<Checked, Unfit> {
    let form = version.form.as_ref();
    let evaluation = forms::evaluate(form, answers, &frame.context(units));
    for path in &evaluation.bugs {
        tracing::error!(form = %form.id, version = %form.version, %path, "an expression failed");
    }
    let errors: Vec<Problem> = evaluation.errors().cloned().collect();
    if !errors.is_empty() {
        return Err(Unfit::Problems(errors));
    }
    let due = due(&evaluation, "submission", now)?;
    let typed = applicable(form, answers, &evaluation);
    let contact = contact(form, &typed);
    let applicant = applicant::name(form, &typed);
    let warnings = evaluation
        .problems
        .iter()
        .filter(|p| p.level == Level::Warning);
    let document = Document {
        form: form.id.clone(),
        version: form.version.clone(),
        hash: version.hash.clone(),
        frame: frame.clone(),
        answers: forms::evaluate::submission(form, &evaluation),
        warnings: warnings
            .map(|p| (p.path.clone(), p.code.name().to_owned()))
            .collect(),
        typed,
    };
    let document = serde_json::to_vec(&document).map_err(|_| Unfit::FeeUnknown)?;
    Ok(Checked {
        document,
        due,
        contact,
        applicant,
    })
}

/// What is due at the moment `collect` (`submission`, `result`); `None`: nothing.
///
/// # Errors
/// [`Unfit::FeeUnknown`] when the fee cannot be computed.
pub fn due(evaluation: &Evaluation, collect: &str, now: i64) -> Result<Option<NewDue>, Unfit> {
    let FeeState::Known(lines) = &evaluation.fee else {
        return Err(Unfit::FeeUnknown);
    };
    let lines: Vec<FeeLine> = lines
        .iter()
        .filter(|line| line.rule.collect == collect)
        .map(FeeLine::from)
        .collect();
    let sum: i64 = lines.iter().map(|line| line.amount).sum();
    Ok((sum > 0).then_some(NewDue {
        lines,
        expires_at: now + PAY_WITHIN,
    }))
}

/// What was typed where a question applies: hidden fields are never submitted.
/// Pages and fields are asked for apart, because a page may have the id of one
/// of its own fields: `temporary` hidden must not take `hasTemporary` with it.
fn applicable(form: &Form, answers: &Answers, evaluation: &Evaluation) -> Answers {
    let applies = |path: &str| {
        let page = forms::question::page_of(form, path);
        page.is_some_and(|page| evaluation.page_applies(&page.id))
            && ancestors(path).all(|part| evaluation.applies(part))
    };
    answers
        .iter()
        .filter(|(path, _)| applies(path))
        .map(|(p, raw)| (p.to_owned(), raw.to_owned()))
        .collect()
}

/// `a.b.c` -> `a`, `a.b`, `a.b.c`.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.')
        .map(|(at, _)| &path[..at])
        .chain(std::iter::once(path))
}

/// The first e-mail address that was answered, else the first telephone number.
pub fn contact(form: &Form, typed: &Answers) -> Option<Contact> {
    let first = |wanted: fn(&Question) -> bool| {
        form.pages
            .iter()
            .find_map(|page| find(&page.fields, "", wanted, typed))
    };
    let email = first(|question| matches!(question, Question::Email));
    let phone = || first(|question| matches!(question, Question::Phone));
    match email {
        Some(to) => Some(Contact {
            kind: "email".to_owned(),
            to,
        }),
        None => phone().map(|to| Contact {
            kind: "phone".to_owned(),
            to,
        }),
    }
}

fn find(
    fields: &[Field],
    prefix: &str,
    wanted: fn(&Question) -> bool,
    typed: &Answers,
) -> Option<String> {
    fields.iter().find_map(|field| {
        let path = format!("{prefix}{}", field.id);
        match &field.question {
            Question::Group(inner) => find(inner, &format!("{path}."), wanted, typed),
            question if wanted(question) => typed
                .get(&path)
                .map(str::trim)
                .filter(|raw| !raw.is_empty())
                .map(str::to_owned),
            _ => None,
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use std::path::Path;

    /// What a document keeps as typed gives the same answers again.
    #[test]
    fn what_was_typed_reads_back_as_the_same_submission() {
        let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue");
        let units = Units::load(&catalogue.join("datasets")).unwrap();
        let mut seen = 0;
        for folder in [
            "birth-registration",
            "civil-status-extract",
            "criminal-record-certificate",
        ] {
            let files = crate::catalogue::read_folder(&catalogue.join(folder)).unwrap();
            let form = forms::author::load(folder, &files, &units).unwrap().form;
            let cases = std::fs::read_to_string(catalogue.join(folder).join("cases.json")).unwrap();
            let cases: Vec<serde_json::Value> = serde_json::from_str(&cases).unwrap();
            for case in cases
                .iter()
                .filter(|case| case["expect"]["complete"] == true)
            {
                let frame = Frame {
                    today: Date::parse_iso(case["today"].as_str().unwrap()).unwrap(),
                    channel: "online".into(),
                    agency: case["agency"].as_str().unwrap().into(),
                    province: "14".into(),
                };
                let answers: Answers = serde_json::from_value(case["answers"].clone()).unwrap();
                let evaluate = |answers| forms::evaluate(&form, answers, &frame.context(&units));
                let first = evaluate(&answers);
                let again = evaluate(&applicable(&form, &answers, &first));
                assert_eq!(again.errors().count(), 0, "{}", case["name"]);
                let submitted = |of| forms::evaluate::submission(&form, of);
                assert_eq!(submitted(&again), submitted(&first), "{}", case["name"]);
                seen += 1;
            }
        }
        assert!(seen > 30, "{seen}");
    }

    #[test]
    fn ancestors_of_a_path() {
        assert_eq!(
            ancestors("a.b.c").collect::<Vec<_>>(),
            ["a", "a.b", "a.b.c"]
        );
        assert_eq!(ancestors("a").collect::<Vec<_>>(), ["a"]);
    }
}
