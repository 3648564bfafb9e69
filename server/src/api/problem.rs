//! Errors as problem documents (RFC 9457).

use crate::store::StoreError;
use axum::response::{IntoResponse, Response};
use forms::{Answers, Form};
use http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// A problem document, `application/problem+json`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A name for this kind of problem, stable: `urn:tokhai:problem:…`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Every wrong answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Wrong>,
    /// Seconds until it is worth trying again: the header `Retry-After`.
    #[serde(skip)]
    pub wait: Option<u64>,
}

/// One wrong answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Wrong {
    /// Where: a JSON pointer (RFC 6901) into the answers.
    pub pointer: String,
    /// What: a keyword of the form's definition or the id of its rule.
    pub code: String,
    /// `error` or `warning`.
    #[schema(value_type = String)]
    pub level: forms::Level,
    /// What to tell a person.
    pub message: String,
}

impl Problem {
    /// A problem of a kind.
    pub fn new(status: StatusCode, kind: &str, title: &str) -> Self {
        Self {
            kind: format!("urn:tokhai:problem:{kind}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: None,
            errors: Vec::new(),
            wait: None,
        }
    }

    /// Says more.
    pub fn detail(mut self, text: impl Into<String>) -> Self {
        self.detail = Some(text.into());
        self
    }

    /// Says when it is worth trying again.
    pub fn wait(mut self, seconds: u64) -> Self {
        self.wait = Some(seconds);
        self
    }

    /// No token, or not one of ours.
    pub fn unauthorised() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthorised",
            "A valid bearer token is needed",
        )
    }

    /// Absent or another's, alike.
    pub fn absent() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "absent",
            "There is no such thing here",
        )
    }

    /// The request itself cannot be read.
    pub fn malformed(detail: impl Into<String>) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "malformed",
            "The request cannot be read",
        )
        .detail(detail)
    }

    /// Answers that do not pass.
    pub fn answers(errors: Vec<Wrong>) -> Self {
        let mut problem = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "answers",
            "Some answers are wrong or missing",
        );
        problem.errors = errors;
        problem
    }

    /// Too often: come again in so many seconds.
    pub fn too_many(wait: u64) -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "tooMany",
            "Too many requests; come again later",
        )
        .wait(wait)
    }

    /// Ours; the log says what.
    pub fn ours(why: impl std::fmt::Display) -> Self {
        tracing::error!(%why, "an API request failed");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "ours",
            "Something of ours failed",
        )
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::ReadOnly => {
                tracing::error!(%error, "the store takes nothing");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "busy",
                    "Nothing can be taken now; come again shortly",
                )
                .wait(1)
            }
            other => Self::ours(other),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_string(&self).unwrap_or_default();
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        let mut response = (status, kind, body).into_response();
        if let Some(wait) = self.wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, wait.into());
        }
        response
    }
}

/// Problems of the engine as errors of the API.
pub fn wrong(
    form: &Form,
    answers: &Answers,
    problems: &[forms::Problem],
    lang: &str,
) -> Vec<Wrong> {
    let one = |problem: &forms::Problem| Wrong {
        pointer: pointer(answers, &problem.path),
        code: problem.code.name().to_owned(),
        level: problem.level,
        message: forms::message::text(form, problem, lang),
    };
    problems.iter().map(one).collect()
}

/// `residences.i2.from` -> `/residences/1/from`: items are numbered from 0.
pub fn pointer(answers: &Answers, path: &str) -> String {
    let mut out = String::new();
    let mut before = String::new();
    for part in path.split('.') {
        let place = answers.items(&before).iter().position(|item| *item == part);
        out.push('/');
        match place {
            Some(index) => out.push_str(&index.to_string()),
            None => out.push_str(&part.replace('~', "~0").replace('/', "~1")),
        }
        if !before.is_empty() {
            before.push('.');
        }
        before.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_become_numbers() {
        let mut answers = Answers::new();
        answers.add_item("residences", "k1");
        answers.add_item("residences", "k2");
        assert_eq!(
            pointer(&answers, "residences.k2.from"),
            "/residences/1/from"
        );
        assert_eq!(pointer(&answers, "fullName"), "/fullName");
    }
}
