//! A page's POST body: name-value pairs and files, urlencoded or multipart,
//! with a limit on everything.

use axum::extract::{FromRequest, Multipart, Request};
use bytes::Bytes;
use http::header;
use http_body_util::{BodyExt, Limited};
use unicode_normalization::UnicodeNormalization;

/// Bytes of a body without files (1 MiB, as the form itself).
pub const MAX_FORM: usize = 1 << 20;
/// Bytes of a body with files.
pub const MAX_UPLOAD: usize = 48 << 20;
/// Pairs in one body.
const MAX_PAIRS: usize = 2_000;
/// Files in one body.
const MAX_FILES: usize = 20;

/// What was posted.
#[derive(Default)]
pub struct Posted {
    /// Names and values, NFC, in the order sent.
    pub pairs: Vec<(String, String)>,
    /// Files chosen, in the order sent; inputs left empty are not here.
    pub files: Vec<PostedFile>,
}

/// One file as it was sent. Nothing about it is believed yet.
pub struct PostedFile {
    /// The input's name: the field's path.
    pub field: String,
    /// The name the browser gave.
    pub name: String,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Why a body was not read.
#[derive(Debug, PartialEq, Eq)]
pub enum BodyError {
    /// Larger than the limits above.
    TooLarge,
    /// Not a form.
    Malformed,
}

impl Posted {
    /// Reads a request's body.
    ///
    /// # Errors
    /// [`BodyError`].
    pub async fn read(request: Request) -> Result<Self, BodyError> {
        Self::read_limited(request, MAX_FORM, MAX_UPLOAD).await
    }

    /// The same of a body that has at most `max` bytes, with files or without.
    ///
    /// # Errors
    /// [`BodyError`].
    pub async fn read_within(request: Request, max: usize) -> Result<Self, BodyError> {
        Self::read_limited(request, max, max).await
    }

    async fn read_limited(request: Request, form: usize, upload: usize) -> Result<Self, BodyError> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            Self::multipart(request, upload).await
        } else if kind.starts_with("application/x-www-form-urlencoded") || kind.is_empty() {
            Self::urlencoded(request, form).await
        } else {
            Err(BodyError::Malformed)
        }
    }

    async fn urlencoded(request: Request, max: usize) -> Result<Self, BodyError> {
        let body = Limited::new(request.into_body(), max)
            .collect()
            .await
            .map_err(|_| BodyError::TooLarge)?
            .to_bytes();
        let pairs: Vec<_> = form_urlencoded::parse(&body)
            .take(MAX_PAIRS + 1)
            .map(|(name, value)| (name.into_owned(), nfc(&value)))
            .collect();
        if pairs.len() > MAX_PAIRS {
            Err(BodyError::TooLarge)
        } else {
            Ok(Self {
                pairs,
                files: Vec::new(),
            })
        }
    }

    async fn multipart(request: Request, max: usize) -> Result<Self, BodyError> {
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, axum::body::Body::new(Limited::new(body, max)));
        let mut multipart = Multipart::from_request(request, &())
            .await
            .map_err(|_| BodyError::Malformed)?;
        let mut posted = Self::default();
        while let Some(part) = multipart.next_field().await.map_err(|e| size_or_form(&e))? {
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|e| size_or_form(&e))?;
            match name {
                // A file input left empty posts an empty name and no bytes.
                Some(name) if name.is_empty() && bytes.is_empty() => {}
                Some(name) => posted.files.push(PostedFile { field, name, bytes }),
                None => posted
                    .pairs
                    .push((field, nfc(&String::from_utf8_lossy(&bytes)))),
            }
            if posted.pairs.len() > MAX_PAIRS || posted.files.len() > MAX_FILES {
                return Err(BodyError::TooLarge);
            }
        }
        Ok(posted)
    }

    /// The first value under `name`.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

fn nfc(text: &str) -> String {
    // Browsers post line breaks as CRLF; lengths are counted with LF.
    text.replace("\r\n", "\n").nfc().collect()
}

/// Multer wraps the limit's error; a body that stops early is malformed.
fn size_or_form(error: &axum::extract::multipart::MultipartError) -> BodyError {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(inner) = source {
        if inner.is::<http_body_util::LengthLimitError>() {
            return BodyError::TooLarge;
        }
        source = inner.source();
    }
    if error.status() == http::StatusCode::PAYLOAD_TOO_LARGE {
        BodyError::TooLarge
    } else {
        BodyError::Malformed
    }
}
