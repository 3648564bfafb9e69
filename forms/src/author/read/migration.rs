//! `migrations`: how drafts of earlier major versions move to this one.

use super::Reader;
use crate::author::keys;
use crate::author::source::Node;
use crate::limits;
use crate::migration::{Migration, major, may_become};

impl<'n> Reader<'n> {
    pub(super) fn migrations(&mut self, node: &'n Node) {
        for node in self.list(node) {
            if !self.takes(node, keys::Kind::Migration) {
                continue;
            }
            let migration = self.migration(node);
            let own = major(&self.draft.form.version).unwrap_or(0);
            let place = node.get("from").map_or(node.place, |from| from.place);
            let all = &self.draft.form.migrations;
            if migration.from >= own {
                self.fault(
                    place,
                    "`from` is the first number of an earlier version",
                    "`from` là số đầu tiên của một phiên bản trước",
                );
            } else if all.iter().any(|known| known.from == migration.from) {
                self.twice(place, &migration.from.to_string());
            } else if all.len() == limits::MIGRATIONS {
                self.fault(
                    place,
                    "too many migrations",
                    "quá nhiều mục trong `migrations`",
                );
            } else {
                self.draft.form.migrations.push(migration);
            }
        }
    }

    fn migration(&mut self, node: &'n Node) -> Migration {
        let from = match node.get("from") {
            Some(from) => self.number(from, 0, 9_999_999),
            None => {
                self.missing(node.place, "from");
                None
            }
        };
        let mut migration = Migration {
            from: from.unwrap_or(0) as u32,
            ..Migration::default()
        };
        let renamed = node.get("rename");
        for (old, node) in renamed.map_or_else(Vec::new, |node| self.entries(node)) {
            let Some(new) = self.string(node) else {
                continue;
            };
            let form = &self.draft.form;
            if form.at(&new).is_none() {
                self.fault(
                    node.place,
                    format!("there is no field `{new}` in this version"),
                    format!("phiên bản này không có trường `{new}`"),
                );
            } else if !may_become(old, &new, form) {
                self.fault(
                    node.place,
                    "what is inside an item stays at its depth",
                    "trường nằm trong một mục lặp phải ở nguyên cấp của nó",
                );
            } else {
                migration.rename.insert(old.to_owned(), new);
            }
        }
        let dropped = node.get("drop");
        for node in dropped.map_or(&[][..], |node| self.list(node)) {
            let Some(path) = self.string(node) else {
                continue;
            };
            if self.draft.form.at(&path).is_some() {
                self.fault(
                    node.place,
                    format!("`{path}` is a field of this version: its answers are kept"),
                    format!("`{path}` là trường của phiên bản này nên câu trả lời vẫn được giữ"),
                );
            } else {
                migration.drop.push(path);
            }
        }
        migration
    }
}
