//! A browser's manners: cookies, same-origin posts, redirects followed by hand.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::collections::BTreeMap;
use tower::ServiceExt;

/// A browser with a cookie jar.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    origin: String,
    cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The path of a redirect, without the origin.
    pub fn location(&self) -> String {
        let value = self
            .headers
            .get(header::LOCATION)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        match value.split_once("://") {
            Some((_, rest)) => rest
                .find('/')
                .map(|at| rest[at..].to_owned())
                .unwrap_or_default(),
            None => value.to_owned(),
        }
    }

    /// The value of the hidden field `name`.
    pub fn hidden(&self, name: &str) -> Option<String> {
        self.inputs()
            .into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value)
    }

    /// Name and value of every `<input>` that has both, in order.
    pub fn inputs(&self) -> Vec<(String, String)> {
        self.body
            .split("<input")
            .skip(1)
            .filter_map(|rest| {
                let tag = &rest[..rest.find('>')?];
                Some((
                    attribute(tag, "name")?,
                    attribute(tag, "value").unwrap_or_default(),
                ))
            })
            .collect()
    }
}

/// An attribute's value in a start tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = &tag[at..at + tag[at..].find('"')?];
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">"),
    )
}

impl Browser {
    /// Without cookies.
    pub fn new(router: Router, origin: String) -> Self {
        Self {
            router,
            origin,
            cookies: BTreeMap::new(),
        }
    }

    /// Its cookies, to be taken to the server after a restart.
    pub fn into_cookies(self) -> BTreeMap<String, String> {
        self.cookies
    }

    /// The same browser with these cookies.
    pub fn with_cookies(mut self, cookies: BTreeMap<String, String>) -> Self {
        self.cookies = cookies;
        self
    }

    /// A request built by hand, with the browser's cookies.
    pub async fn send(&mut self, mut request: Request<Body>) -> Answer {
        if !self.cookies.is_empty() {
            let jar: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            if let Ok(value) = jar.join("; ").parse() {
                request.headers_mut().insert(header::COOKIE, value);
            }
        }
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let pair = cookie
                .to_str()
                .unwrap_or_default()
                .split(';')
                .next()
                .unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let bytes = body
            .collect()
            .await
            .map(|body| body.to_bytes())
            .unwrap_or_default();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    /// GET.
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path, Body::empty()))
            .await
    }

    /// POST of a form from a page of ours.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let mut request = self.request(Method::POST, path, Body::from(body));
        let headers = request.headers_mut();
        headers.insert(
            "sec-fetch-site",
            header::HeaderValue::from_static("same-origin"),
        );
        headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("application/x-www-form-urlencoded"),
        );
        self.send(request).await
    }

    /// POST of a form with files (field, name, bytes) from a page of ours.
    pub async fn upload(
        &mut self,
        path: &str,
        pairs: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        const BOUNDARY: &str = "----tokhai-test-boundary";
        let mut body = Vec::new();
        for (name, value) in pairs {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let mut request = self.request(Method::POST, path, Body::from(body));
        let headers = request.headers_mut();
        headers.insert(
            "sec-fetch-site",
            header::HeaderValue::from_static("same-origin"),
        );
        if let Ok(value) = format!("multipart/form-data; boundary={BOUNDARY}").parse() {
            headers.insert(header::CONTENT_TYPE, value);
        }
        self.send(request).await
    }

    fn request(&self, method: Method, path: &str, body: Body) -> Request<Body> {
        let mut request = Request::new(body);
        *request.method_mut() = method;
        *request.uri_mut() = path.parse().unwrap_or_default();
        if let Ok(origin) = self.origin.parse() {
            request.headers_mut().insert("x-test-origin", origin);
        }
        request
    }
}
