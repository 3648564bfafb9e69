//! A workbook in XLSForm (xlsform.org) as one of our definitions. Pure: rows in,
//! YAML and an account of every cell out.
//!
//! - [`workbook`]: an .xlsx file as rows, within bounds
//! - `columns`, `languages`, `settings`, `choices`, `kinds`: what the sheets say
//! - `survey`, `names`, `tree`: the survey as a tree, with our ids
//! - `xpath`, `translate`: its expressions, and the same in CEL
//! - `fields`, `rules`, `yaml`: the definition
//! - [`ledger`]: what became of each cell
//!
//! What has no exact equivalent is listed with its place, the reason and what to
//! do by hand. Nothing is dropped in silence: at the end, a cell that is neither
//! used nor listed is listed.

mod choices;
mod columns;
mod fields;
mod kinds;
mod languages;
pub mod ledger;
mod names;
mod rules;
mod settings;
mod survey;
mod translate;
mod tree;
pub mod workbook;
mod xpath;
mod yaml;

use fields::Writer;
use languages::Languages;
use ledger::{Entry, Ledger, Place, Why, why};
use std::collections::{BTreeMap, BTreeSet};
use survey::Survey;
use tree::Tree;
use workbook::{Book, Refusal};
use yaml::Yaml;

/// Digits behind the comma of a decimal question: XLSForm sets no limit, ours
/// are exact.
const SCALE: i64 = 4;
/// Options of one list.
const OPTIONS: usize = 500;

/// A workbook that was converted.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The text of `definition.yaml`; empty where nothing could be carried over.
    pub yaml: String,
    /// What was not carried over, or not wholly, in the workbook's order.
    pub left: Vec<Entry>,
    /// What was carried over and is worth a look: renamed, filled in.
    pub notes: Vec<Entry>,
    /// Every cell the definition was made of.
    pub used: BTreeSet<Place>,
}

/// Converts a workbook. `name` stands in where it gives the form no id.
///
/// # Errors
/// When there is no sheet `survey`.
pub fn convert(book: &Book, name: &str) -> Result<Converted, Refusal> {
    let survey = columns::table(book, "survey").ok_or_else(|| {
        (
            "there is no sheet `survey` with anything in it".to_owned(),
            "không có trang `survey`, hoặc trang trống".to_owned(),
        )
    })?;
    let choices = columns::table(book, "choices");
    let setting = columns::table(book, "settings");
    let mut ledger = Ledger::new(book);
    let settings = settings::read(setting.as_ref(), &mut ledger);
    let tables: Vec<_> = std::iter::once(&survey).chain(&choices).collect();
    let languages = Languages::find(&tables, settings.language.as_deref());
    languages.heads(&survey, &mut ledger);
    survey.heads(&mut ledger, &fields::KEYS);
    let mut tree = Tree::default();
    if let Some(table) = &choices {
        tree.lists = choices::read(table, &languages, &mut ledger);
        tree.choices_head = table.head;
        without_long(&mut tree, table, &mut ledger);
    }
    let tree = Survey::new(&survey, tree, settings.pages, &mut ledger).read();
    let id = settings
        .id
        .clone()
        .unwrap_or_else(|| settings::form_id(name));
    let title = languages.same(settings.title.as_deref().unwrap_or(&id));
    let mut writer = Writer {
        tree: &tree,
        table: &survey,
        languages: &languages,
        ledger: &mut ledger,
        rules: BTreeSet::new(),
    };
    let pages = writer.pages(&title);
    particular(&survey, &mut ledger);
    ledger.sweep();
    let definition = Definition {
        id,
        version: settings.version.unwrap_or_else(|| "1.0.0".to_owned()),
        title,
        pages,
    };
    let yaml = match definition.pages.is_empty() {
        true => String::new(),
        false => head(&ledger) + &definition.yaml(&tree, &languages),
    };
    Ok(Converted {
        yaml,
        left: ledger.left,
        notes: ledger.notes,
        used: ledger.used,
    })
}

/// What stands in the file.
struct Definition {
    id: String,
    version: String,
    title: languages::Words,
    pages: Vec<Yaml>,
}

impl Definition {
    fn yaml(self, tree: &Tree, languages: &Languages) -> String {
        let ours = languages.ours.iter().map(|code| Yaml::text(*code));
        let mut keys = vec![
            ("formDefinition".to_owned(), Yaml::text("1.0")),
            ("id".to_owned(), Yaml::text(self.id)),
            ("version".to_owned(), Yaml::text(self.version)),
            ("languages".to_owned(), Yaml::List(ours.collect())),
            ("title".to_owned(), self.title.yaml()),
        ];
        let lists = lists(tree, languages);
        if !lists.is_empty() {
            keys.push(("lists".to_owned(), Yaml::Map(lists)));
        }
        keys.push(("pages".to_owned(), Yaml::List(self.pages)));
        Yaml::Map(keys).document()
    }
}

/// What an author still has to do.
fn head(ledger: &Ledger<'_>) -> String {
    let left = ledger.left.len();
    format!(
        "# Chuyển từ XLSForm; {left} ô chưa chuyển được (lệnh import đã liệt kê). Cần viết thêm: `procedure` (mã thủ tục,
# thời hạn, căn cứ pháp lý), `fee` nếu có phí, decision.yaml; mỗi số thập phân nhận {SCALE} chữ số sau dấu phẩy.
# From an XLSForm; {left} cells were not carried over (the import listed them). Still to be written: `procedure` (its code,
# time limit, legal basis), `fee` where there is one, decision.yaml; a decimal takes {SCALE} digits behind the comma.
"
    )
}

/// The lists, and those to which `or_other` adds an option.
fn lists(tree: &Tree, languages: &Languages) -> Vec<(String, Yaml)> {
    let mut all: BTreeMap<String, Yaml> = BTreeMap::new();
    for (name, list) in &tree.lists {
        all.insert(name.clone(), list.yaml(None));
    }
    for node in &tree.nodes {
        if let kinds::Kind::Choice { list, other: true }
        | kinds::Kind::Choices { list, other: true } = &node.kind
            && let Some(found) = tree.lists.get(list)
            && !found.has(choices::OTHER)
        {
            all.insert(
                list_name(tree, list, true),
                found.yaml(Some(choices::other(languages))),
            );
        }
    }
    all.into_iter().collect()
}

/// The name of a list, with or without the option that `or_other` adds.
fn list_name(tree: &Tree, list: &str, other: bool) -> String {
    let has = tree
        .lists
        .get(list)
        .is_some_and(|list| list.has(choices::OTHER));
    if other && !has {
        format!("{list}_or_other")
    } else {
        list.to_owned()
    }
}

/// Lists that are too long to be written out.
fn without_long(tree: &mut Tree, table: &columns::Table<'_>, ledger: &mut Ledger<'_>) {
    let long: BTreeSet<String> = tree
        .lists
        .iter()
        // One more may come with `or_other`.
        .filter(|(_, list)| list.items.len() >= OPTIONS)
        .map(|(name, _)| name.clone())
        .collect();
    let reason = why(
        "a list has up to 499 options; make a dataset of it and write `source: {dataset: …, level: …}`",
        "danh sách có tối đa 499 lựa chọn; hãy lập bộ dữ liệu và viết `source: {dataset: …, level: …}`",
    );
    for row in table.rows() {
        if let Some((place, list)) = table.get(row, "list_name")
            && long.contains(list)
        {
            ledger.left(place, reason.clone());
        }
    }
    tree.lists.retain(|name, _| !long.contains(name));
}

/// Columns of the survey of which something particular is said where nothing
/// used them.
fn particular(table: &columns::Table<'_>, ledger: &mut Ledger<'_>) {
    for column in &table.columns {
        let Some(reason) = reason(&column.key) else {
            continue;
        };
        for row in std::iter::once(table.head).chain(table.rows()) {
            if let Some((place, _)) = table.cell(row, column.at) {
                ledger.left_unless_spoken_of(place, &reason);
            }
        }
    }
}

fn reason(key: &str) -> Option<Why> {
    Some(match key {
        "image" | "big-image" | "audio" | "video" => choices::media(),
        "constraint_message" | "required_message" => why(
            "there is no rule it would be said of",
            "không có quy tắc nào để gắn thông báo này",
        ),
        "constraint" | "required" | "default" | "read_only" | "choice_filter" | "repeat_count"
        | "calculation" => why(
            "what this row became has no such key",
            "phần được chuyển từ hàng này không có khóa tương ứng",
        ),
        "parameters" => why(
            "parameters are for ranges alone",
            "chỉ câu range mới có tham số",
        ),
        "appearance" => why(
            "how a question looks follows from its type here",
            "ở đây cách hiển thị do loại câu hỏi quyết định",
        ),
        "trigger" => why(
            "a calculation is done whenever an answer changes",
            "phép tính được làm lại mỗi khi câu trả lời thay đổi",
        ),
        "save_to" | "autoplay" => why(
            "nothing of the kind exists here",
            "ở đây không có chức năng này",
        ),
        _ => return None,
    })
}
