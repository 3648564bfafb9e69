//! `tokhai preview`, run as an author runs it: a folder is edited, the pages follow.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use ureq::Agent;

fn catalogue() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue")
}

/// A client that looks as if it were built.
fn site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("assets")).unwrap();
    let names = r#"{"css":"/assets/a.1.css","office":"/assets/office.1.css","js":"/assets/a.1.js","wasm":"/assets/a.1.wasm"}"#;
    std::fs::write(site.join("assets.json"), names).unwrap();
    std::fs::write(site.join("assets/a.1.css"), "body{}").unwrap();
    site
}

fn command(words: &[&str], site: &Path, temporary: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tokhai"));
    command
        .arg("preview")
        .args(words)
        .env("TOKHAI_ASSETS", site)
        .env("TMPDIR", temporary)
        .current_dir(catalogue());
    command
}

/// A folder that is edited, and the command that shows it.
struct Author {
    kept: TempDir,
    folder: PathBuf,
    program: Child,
    origin: String,
    browser: Agent,
}

/// A browser's answer.
struct Page {
    status: u16,
    location: String,
    cookie: String,
    body: String,
}

impl Author {
    /// Begins with a copy of a procedure of the catalogue.
    fn begins() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path().join("mine");
        std::fs::create_dir(&folder).unwrap();
        for entry in std::fs::read_dir(catalogue().join("civil-status-extract")).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
        let temporary = kept.path().join("temporary");
        std::fs::create_dir(&temporary).unwrap();
        let named = folder.display().to_string();
        let words = [&named, "--addr", "127.0.0.1:0", "--datasets", "datasets"];
        let mut program = command(&words, &site(kept.path()), &temporary)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let out = program.stdout.as_mut().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let from = line.find("http://").unwrap();
        let origin = line[from..].split_whitespace().next().unwrap();
        assert!(line.contains("Ctrl-C"), "{line}");
        let browser = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self {
            origin: origin.trim_end_matches('/').to_owned(),
            kept,
            folder,
            program,
            browser: browser.into(),
        }
    }

    fn get(&self, path: &str) -> Page {
        self.get_with(path, "")
    }

    fn get_with(&self, path: &str, cookie: &str) -> Page {
        let request = self.browser.get(format!("{}{path}", self.origin));
        page(request.header("cookie", cookie).call().unwrap())
    }

    fn post(&self, path: &str, pairs: &[(&str, &str)]) -> Page {
        let request = self.browser.post(format!("{}{path}", self.origin));
        let request = request.header("sec-fetch-site", "same-origin");
        page(request.send_form(pairs.iter().copied()).unwrap())
    }

    /// The first page's path, where the address leads.
    fn first(&self, home: &str) -> String {
        let start = self.get(home).location;
        self.get(&start).location
    }

    fn turn(&self) -> String {
        self.get("/author/changes?since=").body
    }

    /// Changes a file, and waits until the pages know.
    fn edits(&self, file: &str, from: &str, to: &str) {
        let path = self.folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        let turn = self.turn();
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
        let changes = format!("/author/changes?since={turn}");
        // An answer without a change comes after a while; far fewer are needed.
        let changed = (0..4).any(|_| self.get(&changes).body != turn);
        assert!(changed, "{file} was not read again");
    }

    /// Ends it as Ctrl-C does.
    fn ends(mut self) {
        let id = self.program.id().to_string();
        assert!(Command::new("kill").arg(id).status().unwrap().success());
        assert!(self.program.wait().unwrap().success());
        let left = std::fs::read_dir(self.kept.path().join("temporary")).unwrap();
        assert_eq!(left.count(), 0, "its store went with it");
    }
}

impl Drop for Author {
    fn drop(&mut self) {
        // Already gone where the test came to its end.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn page(mut answer: http::Response<ureq::Body>) -> Page {
    let text = |name: &str| {
        let value = answer.headers().get(name);
        value.map_or("", |value| value.to_str().unwrap()).to_owned()
    };
    Page {
        status: answer.status().as_u16(),
        location: text("location"),
        cookie: text("set-cookie").split(';').next().unwrap().to_owned(),
        body: answer.body_mut().read_to_string().unwrap(),
    }
}

const LABEL: &str = "Bạn cần giấy tờ hộ tịch của ai?";

#[test]
fn a_form_follows_its_files() {
    let author = Author::begins();
    let first = author.first("/");
    let path = first.as_str();
    let page = author.get(path);
    assert_eq!(page.status, 200);
    assert!(page.body.contains(LABEL) && page.body.contains("data-live="));
    assert!(page.body.contains("/author/changes?since="));
    assert!(page.body.contains("/assets/office.1.css"));
    assert!(page.body.contains("ca kiểm thử đều đúng"));
    let english = author.get(&author.first("/en"));
    assert!(english.body.contains("Whose record do you need?"));
    assert!(english.body.contains("all as expected"));

    // What is typed is kept over changes of the files.
    let typed = author.post(path, &[("relation", "self")]);
    assert_eq!(typed.status, 303);
    author.edits("definition.yaml", LABEL, "Giấy tờ của ai?");
    let page = author.get(path);
    assert!(page.body.contains("Giấy tờ của ai?") && !page.body.contains(LABEL));
    assert!(page.body.contains(" checked"), "it is still chosen");

    // A page that is gone leads to the first.
    let gone = author.get(&path.replace("relation", "no-such-page"));
    assert_eq!(gone.location, path);

    // Broken: the faults with their places, in place of the form.
    author.edits(
        "definition.yaml",
        "        list: relation",
        "        lits: relation",
    );
    let page = author.get(path);
    assert!(!page.body.contains("data-live="));
    assert!(page.body.contains("không có khóa `lits`"), "{}", page.body);
    assert!(page.body.contains("definition.yaml, dòng 191, cột 9"));
    assert!(page.body.contains(" 191 │         lits: relation"));
    assert!(
        page.body.contains("http-equiv=\"refresh\""),
        "also without script"
    );
    let english = author.get(&author.get("/en").location);
    assert!(english.body.contains("unknown key `lits`"));

    // The last sound form is a step away, until the next change.
    let last = author.get("/author/last");
    let page = author.get_with(path, &last.cookie);
    assert!(page.body.contains("data-live=") && page.body.contains("không có khóa `lits`"));

    // Mended: the form, and what was typed.
    author.edits(
        "definition.yaml",
        "        lits: relation",
        "        list: relation",
    );
    let page = author.get(path);
    assert!(page.body.contains("Giấy tờ của ai?") && page.body.contains(" checked"));

    // A case that comes out otherwise is named beside the form, which is shown.
    author.edits("cases.json", "\"complete\": true", "\"complete\": false");
    let page = author.get(path);
    assert!(page.body.contains("data-live=") && page.body.contains("Khác với ca kiểm thử"));
    assert!(page.body.contains("cases.json, dòng "));
    author.ends();
}

#[test]
fn a_folder_may_begin_broken() {
    let author = Author::begins();
    author.edits("definition.yaml", "formDefinition:", "formDefinitions:");
    std::fs::remove_file(author.folder.join("cases.json")).unwrap();
    let page = author.get(&author.get("/").location);
    assert!(page.body.contains("formDefinitions"));
    author.ends();
}

/// Whoever is not on this machine, and whatever is not the form, finds nothing.
#[test]
fn nothing_else_is_served() {
    let author = Author::begins();
    let first = author.first("/");
    for path in [
        "/office",
        "/office/sign-in",
        "/api/v1/forms",
        "/track",
        "/readyz",
    ] {
        assert_eq!(author.get(path).status, 404, "{path}");
    }
    // A trial of an earlier run leads to this one.
    assert!(
        author
            .get("/preview/of-another-run/relation")
            .location
            .ends_with("/-")
    );
    // A page elsewhere under a name of its own that leads here.
    let request = author.browser.get(format!("{}{first}", author.origin));
    let foreign = page(request.header("host", "example.org").call().unwrap());
    assert_eq!(foreign.status, 421);
    let request = author.browser.post(format!("{}{first}", author.origin));
    let request = request.header("sec-fetch-site", "cross-site");
    let foreign = page(request.send_form([("relation", "self")]).unwrap());
    assert_eq!(foreign.status, 403);
    author.ends();
}

#[test]
fn what_cannot_start_says_why_in_a_sentence() {
    let kept = tempfile::tempdir().unwrap();
    let built = site(kept.path());
    let run = |words: &[&str], site: &Path| -> String {
        let output: Output = command(words, site, kept.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.trim_end().lines().count(), 1, "{said}");
        said
    };
    let folder = "civil-status-extract";
    let said = run(&["no-such-folder"], &built);
    assert!(said.contains("there is no such folder") && said.contains("không có thư mục này"));
    let said = run(&[folder, "--addr", "0.0.0.0:3100", "--lang", "vi"], &built);
    assert!(said.contains("cần địa chỉ của chính máy này"), "{said}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = taken.local_addr().unwrap().to_string();
    let said = run(&[folder, "--addr", &addr, "--lang", "en"], &built);
    assert!(said.contains("the port is taken"), "{said}");
    let addr = ["--addr", "127.0.0.1:0"];
    let said = run(&[folder, addr[0], addr[1]], &kept.path().join("none"));
    assert!(said.contains("the browser's part is not built"), "{said}");
    assert!(
        said.contains("chưa dựng phần chạy trong trình duyệt"),
        "{said}"
    );
}
