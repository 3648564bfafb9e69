//! Files served as they are: the client (named by content, compressed
//! beforehand) and `public/`. Read into memory at start: they are small, and no
//! request path ever reaches the file system.

use app::desk::Assets;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use std::collections::HashMap;
use std::path::Path;

/// Every file, by its public path.
#[derive(Default)]
pub struct Files {
    by_path: HashMap<String, File>,
    /// The client's names.
    pub names: Assets,
}

struct File {
    media_type: &'static str,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl Files {
    /// Reads `site/assets.json`, `site/assets/*` and `public/*`. A missing site
    /// is no fault: pages work without script and style, and say so in the log.
    ///
    /// # Errors
    /// One sentence about a file that is there but cannot be read.
    pub fn load(site: &Path, public: &Path) -> Result<Self, String> {
        let mut files = Self::default();
        if let Ok(text) = std::fs::read_to_string(site.join("assets.json")) {
            let names: HashMap<String, String> =
                serde_json::from_str(&text).map_err(|e| format!("assets.json: {e}"))?;
            let name = |kind: &str| names.get(kind).cloned().unwrap_or_default();
            files.names = Assets {
                css: name("css"),
                office_css: name("office"),
                js: name("js"),
                wasm: name("wasm"),
            };
        }
        files.add_folder(&site.join("assets"), "/assets/")?;
        files.add_folder(public, "/public/")?;
        Ok(files)
    }

    fn add_folder(&mut self, folder: &Path, prefix: &str) -> Result<(), String> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Ok(());
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let Some(media_type) = media_type(name) else {
                continue;
            };
            let read = |suffix: &str| {
                std::fs::read(format!("{}{suffix}", path.display()))
                    .ok()
                    .map(Bytes::from)
            };
            let plain = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
            let file = File {
                media_type,
                plain: plain.into(),
                brotli: read(".br"),
                gzip: read(".gz"),
            };
            self.by_path.insert(format!("{prefix}{name}"), file);
        }
        Ok(())
    }

    /// The file at a public path, in the best coding the client takes.
    pub fn answer(&self, path: &str, headers: &HeaderMap) -> Response {
        let Some(file) = self.by_path.get(path) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        let takes = |coding: &str| {
            headers
                .get(header::ACCEPT_ENCODING)
                .and_then(|v| v.to_str().ok())
                .is_some_and(|v| v.contains(coding))
        };
        let (coding, bytes) = match (&file.brotli, &file.gzip) {
            (Some(bytes), _) if takes("br") => (Some("br"), bytes),
            (_, Some(bytes)) if takes("gzip") => (Some("gzip"), bytes),
            _ => (None, &file.plain),
        };
        let mut response = Response::new(Body::from(bytes.clone()));
        let out = response.headers_mut();
        out.insert(
            header::CONTENT_TYPE,
            http::HeaderValue::from_static(file.media_type),
        );
        out.insert(
            header::VARY,
            http::HeaderValue::from_static("accept-encoding"),
        );
        if let Some(coding) = coding {
            out.insert(
                header::CONTENT_ENCODING,
                http::HeaderValue::from_static(coding),
            );
        }
        if path.starts_with("/public/") {
            out.insert(
                header::CACHE_CONTROL,
                http::HeaderValue::from_static("public, max-age=3600"),
            );
        }
        response
    }
}

fn media_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}
