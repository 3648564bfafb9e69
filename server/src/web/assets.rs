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
        if files.names == Assets::default() {
            files.names = files.under_fixed_names();
        }
        files.add_folder(public, "/public/")?;
        Ok(files)
    }

    /// The client as `cargo leptos` builds it for `make dev`: without a list,
    /// under names that stay the same, so that no browser may keep them.
    fn under_fixed_names(&self) -> Assets {
        let name = |name: &str| {
            let path = format!("/assets/{name}");
            if self.by_path.contains_key(&path) {
                path
            } else {
                String::new()
            }
        };
        Assets {
            css: name("tokhai.css"),
            office_css: String::new(),
            js: name("tokhai.js"),
            wasm: name("tokhai.wasm"),
        }
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
        let kept = match path.strip_prefix("/assets/") {
            // Without a hash in its name (`make dev`): asked for anew each time.
            Some(name) if name.matches('.').count() < 2 => Some("no-cache"),
            Some(_) => None, // named by its content: for ever, as every such answer
            None => Some("public, max-age=3600"),
        };
        if let Some(kept) = kept {
            out.insert(header::CACHE_CONTROL, http::HeaderValue::from_static(kept));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a folder of built files makes the server say and send.
    fn of(names: &[&str], list: Option<&str>) -> Files {
        let site = tempfile::tempdir().expect("a folder");
        let assets = site.path().join("assets");
        std::fs::create_dir(&assets).expect("assets");
        for name in names {
            std::fs::write(assets.join(name), "x").expect("a file");
        }
        if let Some(list) = list {
            std::fs::write(site.path().join("assets.json"), list).expect("a list");
        }
        Files::load(site.path(), &site.path().join("none")).expect("readable")
    }

    fn kept(files: &Files, path: &str) -> Option<String> {
        let response = files.answer(path, &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::OK);
        let value = response.headers().get(header::CACHE_CONTROL)?;
        value.to_str().ok().map(String::from)
    }

    #[test]
    fn a_release_names_its_files_by_content() {
        let list = r#"{"css": "/assets/tokhai.0a1b.css"}"#;
        let files = of(&["tokhai.0a1b.css"], Some(list));
        assert_eq!(files.names.css, "/assets/tokhai.0a1b.css");
        assert_eq!(kept(&files, "/assets/tokhai.0a1b.css"), None);
    }

    #[test]
    fn what_keeps_its_name_is_not_kept_by_browsers() {
        let files = of(&["tokhai.css", "tokhai.js", "tokhai.wasm"], None);
        assert_eq!(files.names.wasm, "/assets/tokhai.wasm");
        assert_eq!(
            kept(&files, "/assets/tokhai.js").as_deref(),
            Some("no-cache")
        );
    }

    #[test]
    fn no_client_is_no_fault() {
        assert_eq!(of(&[], None).names, Assets::default());
    }
}
