//! The sheet `settings`: what a form is called.

use super::columns::Table;
use super::ledger::{Ledger, Place, Why, why};

/// What the settings say, as far as a definition has words for it.
#[derive(Default)]
pub(super) struct Settings {
    pub(super) title: Option<String>,
    pub(super) id: Option<String>,
    pub(super) version: Option<String>,
    pub(super) language: Option<String>,
    /// Whether every group of the first level is a page.
    pub(super) pages: bool,
}

/// Reads the first row under the headings. The language is read before
/// anything is said, so `ledger` is asked for last.
pub(super) fn read(table: Option<&Table<'_>>, ledger: &mut Ledger<'_>) -> Settings {
    let mut settings = Settings::default();
    let Some((table, row)) = table.and_then(|table| Some((table, table.rows().next()?))) else {
        return settings;
    };
    table.heads(
        ledger,
        &[
            "form_title",
            "title",
            "form_id",
            "id_string",
            "version",
            "default_language",
            "style",
        ],
    );
    let get = |keys: [&str; 2]| table.get(row, keys[0]).or_else(|| table.get(row, keys[1]));
    let mut used = |found: Option<(Place, &str)>| {
        found.map(|(place, text)| {
            ledger.used(place);
            text.to_owned()
        })
    };
    settings.title = used(get(["form_title", "title"]));
    settings.language = used(get(["default_language", "default language"]));
    let id = get(["form_id", "id_string"]);
    settings.id = used(id).map(|id| form_id(&id));
    if let Some((place, written)) = id
        && settings.id.as_deref() != Some(written)
    {
        let now = settings.id.clone().unwrap_or_default();
        ledger.note(place, renamed(&now));
    }
    if let Some((place, version)) = get(["version", "version"]) {
        if is_version(version) {
            ledger.used(place);
            settings.version = Some(version.to_owned());
        } else {
            ledger.left(
                place,
                why(
                    "a version is three numbers, like 1.0.0; this form begins at 1.0.0",
                    "phiên bản gồm ba số, như 1.0.0; biểu mẫu này bắt đầu từ 1.0.0",
                ),
            );
        }
    }
    if let Some((place, style)) = get(["style", "style"]) {
        let words: Vec<&str> = style.split_whitespace().collect();
        settings.pages = words.contains(&"pages");
        if settings.pages {
            ledger.used(place);
        }
        if words.iter().any(|word| *word != "pages") {
            ledger.left(
                place,
                why(
                    "pages have one look",
                    "các trang có một kiểu trình bày chung",
                ),
            );
        }
    }
    for column in &table.columns {
        if let (Some(why), Some((place, _))) = (reason(&column.key), table.cell(row, column.at)) {
            ledger.left(place, why.clone());
            ledger.left((table.at, table.head, column.at), why);
        }
    }
    settings
}

fn reason(key: &str) -> Option<Why> {
    Some(match key {
        "public_key" | "submission_url" | "auto_send" | "auto_delete" | "client_editable" => why(
            "the server receives, seals and keeps dossiers itself",
            "máy chủ tự nhận, niêm phong và lưu hồ sơ",
        ),
        "instance_name" => why("a dossier's name is its code", "tên của hồ sơ là mã hồ sơ"),
        "allow_choice_duplicates" => why(
            "an option's value is in a list once",
            "mỗi giá trị chỉ có một lần trong danh sách",
        ),
        "sms_keyword" | "sms_separator" | "prefix" | "delimiter" => {
            why("nothing is sent by text message", "không nộp qua tin nhắn")
        }
        _ => return None,
    })
}

/// That something has another name now.
pub(super) fn renamed(now: &str) -> Why {
    why(
        format!("renamed: it is `{now}` here"),
        format!("đã đổi tên: ở đây là `{now}`"),
    )
}

/// A form's id: `a-z`, digits and `-`, in parts with dots.
pub(super) fn form_id(written: &str) -> String {
    let parts = written.to_lowercase();
    let parts: Vec<String> = parts
        .split('.')
        .map(part_id)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        "form".to_owned()
    } else {
        parts.join(".")
    }
}

/// A part of such an id, and a page's id.
pub(super) fn part_id(written: &str) -> String {
    let lower = written.to_lowercase();
    let letters = lower.chars().map(|c| {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            c
        } else {
            '-'
        }
    });
    let id: String = letters.collect();
    let id = id.trim_matches('-');
    match id.chars().next() {
        Some(first) if !first.is_ascii_lowercase() => format!("p-{id}"),
        _ => id.to_owned(),
    }
}

fn is_version(text: &str) -> bool {
    let number = |part: &str| {
        !part.is_empty() && part.len() < 8 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.split('.').count() == 3 && text.split('.').all(number)
}
