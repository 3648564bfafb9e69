//! The rows of the sheet `survey` as a tree.

use super::choices::OTHER;
use super::columns::Table;
use super::kinds::{self, Kind, Line};
use super::ledger::{Ledger, Why, why};
use super::names;
use super::tree::{NEEDS, Node, Tree};

/// Repeats inside repeats, the outer one counted.
const NESTING: usize = 2;

/// Reads the rows. `pages`: whether every group of the first level is a page.
pub(super) struct Survey<'r, 'b> {
    pub(super) table: &'r Table<'b>,
    pub(super) ledger: &'r mut Ledger<'b>,
    pub(super) tree: Tree,
    pub(super) pages: bool,
    /// What has begun and not ended: a node, or nothing where it is left out.
    open: Vec<Open>,
}

struct Open {
    node: Option<usize>,
    repeat: bool,
    row: u32,
}

impl<'r, 'b> Survey<'r, 'b> {
    pub(super) fn new(
        table: &'r Table<'b>,
        tree: Tree,
        pages: bool,
        ledger: &'r mut Ledger<'b>,
    ) -> Self {
        Self {
            table,
            ledger,
            tree,
            pages,
            open: Vec::new(),
        }
    }

    /// The tree, with every row in it that is carried over.
    pub(super) fn read(mut self) -> Tree {
        let rows: Vec<u32> = self.table.rows().collect();
        for row in rows {
            self.row(row);
        }
        for open in std::mem::take(&mut self.open) {
            if let Some((place, _)) = self.table.get(open.row, "type") {
                self.ledger.note(
                    place,
                    why(
                        "it is never ended; it goes on to the last row",
                        "không có hàng kết thúc; nhóm kéo dài đến hàng cuối",
                    ),
                );
            }
        }
        names::give(&mut self.tree, self.table, self.ledger);
        self.settle_calculations();
        self.tree
    }

    fn left(&mut self, row: u32, why: &Why) {
        self.ledger.left_row(self.table.at, row, why);
    }

    fn row(&mut self, row: u32) {
        let Some((_, written)) = self.table.get(row, "type") else {
            return self.left(
                row,
                &why(
                    "a row without a type is a comment",
                    "hàng không có loại là ghi chú",
                ),
            );
        };
        let disabled = self
            .table
            .get(row, "disabled")
            .is_some_and(|(_, text)| is_yes(text));
        let line = if disabled {
            Err(why(
                "the row is switched off in the workbook",
                "hàng này đã bị tắt trong sổ tính",
            ))
        } else {
            kinds::read(written)
        };
        match line {
            Ok(Line::EndGroup) => self.end(row, false),
            Ok(Line::EndRepeat) => self.end(row, true),
            Ok(Line::Begin(kind)) => self.begin(row, kind),
            _ if self.is_left_out() => {
                self.left(row, &inside_left_out());
            }
            Ok(Line::One(kind)) => self.one(row, kind),
            Err(why) => self.left(row, &why),
        }
    }

    fn is_left_out(&self) -> bool {
        self.open.iter().any(|open| open.node.is_none())
    }

    fn parent(&self) -> Option<usize> {
        self.open.last().and_then(|open| open.node)
    }

    fn end(&mut self, row: u32, repeat: bool) {
        match self.open.last() {
            Some(open) if open.repeat == repeat => {
                let carried = open.node.is_some();
                self.open.pop();
                if !carried {
                    return self.left(row, &inside_left_out());
                }
                for key in ["type", "name"] {
                    if let Some((place, _)) = self.table.get(row, key) {
                        self.ledger.used(place);
                    }
                }
                self.left(
                    row,
                    &why(
                        "a row that ends something says nothing else",
                        "hàng kết thúc không có nội dung khác",
                    ),
                );
            }
            _ => self.left(
                row,
                &why(
                    "it ends what did not begin",
                    "hàng kết thúc một nhóm chưa bắt đầu",
                ),
            ),
        }
    }

    fn begin(&mut self, row: u32, kind: Kind) {
        let repeat = kind == Kind::Repeat;
        let repeats = self.open.iter().filter(|open| open.repeat).count();
        let why = if self.is_left_out() {
            Some(inside_left_out())
        } else if repeat && repeats == NESTING {
            Some(why(
                "repeats nest at most twice",
                "nhóm lặp lồng nhau tối đa hai tầng",
            ))
        } else {
            None
        };
        if let Some(why) = why {
            self.open.push(Open {
                node: None,
                repeat,
                row,
            });
            return self.left(row, &why);
        }
        let field_list = self
            .table
            .get(row, "appearance")
            .is_some_and(|(_, text)| text.split_whitespace().any(|word| word == "field-list"));
        let page = self.open.is_empty() && !repeat && (self.pages || field_list);
        let kind = if page { Kind::Page } else { kind };
        let name = match self.table.get(row, "name") {
            Some((_, name)) => name.to_owned(),
            None => format!("{}_{row}", if repeat { "repeat" } else { "group" }),
        };
        let node = self.add(row, name, kind);
        self.open.push(Open {
            node: Some(node),
            repeat,
            row,
        });
    }

    fn one(&mut self, row: u32, kind: Kind) {
        let name = match (self.table.get(row, "name"), &kind) {
            (Some((_, name)), _) => name.to_owned(),
            (None, Kind::Note) => format!("note_{row}"),
            (None, _) => {
                return self.left(row, &why("a question needs a name", "câu hỏi cần có tên"));
            }
        };
        let calculation = self
            .table
            .get(row, "calculation")
            .map(|(_, text)| text.to_owned());
        let kind = self.shaped(row, kind);
        match &kind {
            Kind::Choice { list, .. } | Kind::Choices { list, .. }
                if !self.tree.lists.contains_key(list) =>
            {
                let why = why(
                    format!("the sheet `choices` has no list `{list}` of 1 to 500 options"),
                    format!("trang `choices` không có danh sách `{list}` từ 1 đến 500 lựa chọn"),
                );
                return self.left(row, &why);
            }
            Kind::Calculate if calculation.is_none() => {
                return self.left(row, &why("there is no calculation", "thiếu phép tính"));
            }
            Kind::Today => {
                self.ledger_used(row, &["type", "name"]);
                let why = why(
                    "`today` is known in every form without a row",
                    "`today` luôn có sẵn, không cần hàng riêng",
                );
                if let Some((place, _)) = self.table.get(row, "type") {
                    self.ledger.note(place, why);
                }
            }
            _ => {}
        }
        let computes = matches!(
            kind,
            Kind::Calculate | Kind::Text { .. } | Kind::Integer | Kind::Decimal | Kind::Date
        );
        let other = matches!(
            &kind,
            Kind::Choice { other: true, .. } | Kind::Choices { other: true, .. }
        );
        let node = self.add(row, name.clone(), kind);
        self.tree.nodes[node].calculation = calculation.filter(|_| computes);
        if other {
            let text = self.add(row, format!("{name}_{OTHER}"), Kind::Text { area: false });
            self.tree.nodes[text].other_of = Some(node);
        }
    }

    fn ledger_used(&mut self, row: u32, keys: &[&str]) {
        for key in keys {
            if let Some((place, _)) = self.table.get(row, key) {
                self.ledger.used(place);
            }
        }
    }

    /// The kind, as appearance and parameters shape it.
    fn shaped(&self, row: u32, kind: Kind) -> Kind {
        let appearance = self
            .table
            .get(row, "appearance")
            .map_or("", |(_, text)| text);
        let has = |wanted: &str| appearance.split_whitespace().any(|word| word == wanted);
        match kind {
            Kind::Text { .. } => Kind::Text {
                area: has("multiline"),
            },
            Kind::Date if has("month-year") => Kind::PartialDate("month"),
            Kind::Date if has("year") => Kind::PartialDate("year"),
            Kind::Range { .. } => Kind::Range {
                decimal: self
                    .table
                    .get(row, "parameters")
                    .is_some_and(|(_, text)| text.contains('.')),
            },
            kind => kind,
        }
    }

    fn add(&mut self, row: u32, name: String, kind: Kind) -> usize {
        let node = self.tree.nodes.len();
        let parent = self.parent();
        self.tree.nodes.push(Node {
            row,
            id: name.clone(),
            name,
            kind,
            calculation: None,
            parent,
            children: Vec::new(),
            other_of: None,
            gone: false,
        });
        match parent {
            Some(parent) => self.tree.nodes[parent].children.push(node),
            None => self.tree.roots.push(node),
        }
        node
    }

    /// Calculations that have no equivalent go, and what waits for them with
    /// them, until none is left.
    fn settle_calculations(&mut self) {
        loop {
            self.tree.calculated.borrow_mut().clear();
            let nodes = 0..self.tree.nodes.len();
            let failed: Vec<(usize, Why)> = nodes
                .filter(|node| {
                    self.tree.nodes[*node].calculation.is_some() && !self.tree.nodes[*node].gone
                })
                .filter_map(|node| self.tree.calculated(node).err().map(|why| (node, why)))
                .collect();
            // A calculation that needs another fails with it; its own fault is said first.
            let waits = |why: &Why| why.en.starts_with(NEEDS);
            let some = failed.iter().any(|(_, why)| !waits(why));
            for (node, why) in &failed {
                if !some || !waits(why) {
                    self.without_calculation(*node, why);
                }
            }
            if failed.is_empty() {
                return;
            }
        }
    }

    fn without_calculation(&mut self, node: usize, why: &Why) {
        let row = self.tree.nodes[node].row;
        let locked = self
            .table
            .get(row, "read_only")
            .is_some_and(|(_, text)| is_yes(text));
        if let Some((place, _)) = self.table.get(row, "calculation") {
            self.ledger.left(place, why.clone());
        }
        self.tree.nodes[node].calculation = None;
        if self.tree.nodes[node].kind == Kind::Calculate || locked {
            self.tree.nodes[node].gone = true;
            self.left(
                row,
                &super::ledger::why(
                    "it belongs to a calculation that was not carried over",
                    "thuộc về phép tính chưa chuyển được",
                ),
            );
        }
    }
}

fn inside_left_out() -> Why {
    why(
        "it stands in a repeat that was not carried over",
        "nằm trong nhóm lặp chưa chuyển được",
    )
}

/// XLSForm's ways to say yes.
pub(super) fn is_yes(text: &str) -> bool {
    ["yes", "true", "true()", "y", "1", "required"].contains(&text.trim().to_lowercase().as_str())
}

/// XLSForm's ways to say no.
pub(super) fn is_no(text: &str) -> bool {
    ["no", "false", "false()", "n", "0"].contains(&text.trim().to_lowercase().as_str())
}
