//! A JSON body of the API: 1 MiB at most, and no byte more is read.

use super::problem::Problem;
use crate::web::body::MAX_FORM;
use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::StatusCode;
use http_body_util::{BodyExt, LengthLimitError, Limited};

/// The bytes of a body that is not too large.
pub struct Body(pub Bytes);

impl<S: Sync> FromRequest<S> for Body {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let read = Limited::new(request.into_body(), MAX_FORM).collect().await;
        match read {
            Ok(body) => Ok(Self(body.to_bytes())),
            Err(e) if e.is::<LengthLimitError>() => Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "tooLarge",
                "The body is larger than 1 MiB",
            )),
            Err(_) => Err(Problem::malformed("the body stopped before its end")),
        }
    }
}
