//! The survey as a tree, and what `${name}` is from where it is asked.

use super::choices::List;
use super::kinds::Kind;
use super::ledger::{Why, why};
use super::translate::cel::Cel;
use super::translate::{Type, Value, calculation};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A row of the survey that is carried over.
pub(super) struct Node {
    /// Its row; of what `or_other` adds, the row of the choice.
    pub(super) row: u32,
    pub(super) name: String,
    /// Its id in our definition.
    pub(super) id: String,
    pub(super) kind: Kind,
    /// The text of its calculation, where it has one that counts.
    pub(super) calculation: Option<String>,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
    /// Of the text behind "other": the choice.
    pub(super) other_of: Option<usize>,
    /// Whether it turned out that it cannot be carried over.
    pub(super) gone: bool,
}

/// The survey.
#[derive(Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) roots: Vec<usize>,
    pub(super) lists: BTreeMap<String, List>,
    /// The row of headings of the sheet they come from.
    pub(super) choices_head: u32,
    /// Calculations that were translated; `None` while one is on its way.
    pub(super) calculated: RefCell<BTreeMap<usize, Option<Result<Value, Why>>>>,
}

/// What a name leads to.
pub(super) enum Found {
    /// One value, and its path.
    One(usize, Cel),
    /// A field of the items of a repeat: the repeat, and the path inside an item.
    Items {
        field: usize,
        repeat: Cel,
        inside: String,
    },
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub(super) struct Site {
    /// What it is written at.
    pub(super) node: usize,
    /// Whether `.` is the node's answer, which is there.
    pub(super) this: bool,
}

impl Tree {
    /// Groups and repeats around a node, the outermost first. Pages are not
    /// part of any path.
    fn around(&self, node: usize) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = self.nodes[node].parent;
        while let Some(parent) = at {
            if self.nodes[parent].kind != Kind::Page {
                out.insert(0, parent);
            }
            at = self.nodes[parent].parent;
        }
        out
    }

    fn is_repeat(&self, node: usize) -> bool {
        self.nodes[node].kind == Kind::Repeat
    }

    /// The field of a name.
    pub(super) fn by_name(&self, name: &str) -> Result<usize, Why> {
        let mut found = self
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.name == name && !node.gone);
        match (found.next(), found.next()) {
            (Some((node, _)), None) => Ok(node),
            (None, _) => Err(needs(name)),
            _ => Err(why(
                format!("`{name}` is the name of several questions; give each its own"),
                format!("`{name}` là tên của nhiều câu hỏi; hãy đặt tên riêng cho từng câu"),
            )),
        }
    }

    /// How a name is written from a place.
    pub(super) fn find(&self, name: &str, site: Site) -> Result<Found, Why> {
        let target = self.by_name(name)?;
        let (from, to) = (self.around(site.node), self.around(target));
        let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        let rest: Vec<usize> = to[common..].iter().copied().chain([target]).collect();
        let first = &self.nodes[rest[0]].id;
        let hidden = from[common..].iter().any(|container| {
            let children = &self.nodes[*container].children;
            children.iter().any(|child| self.nodes[*child].id == *first)
        });
        if hidden {
            return Err(why(
                format!("`{first}` means something nearer here; rename one of the two"),
                format!("`{first}` ở đây chỉ câu gần hơn; hãy đổi tên một trong hai"),
            ));
        }
        let path = |nodes: &[usize]| {
            let ids: Vec<&str> = nodes
                .iter()
                .map(|node| self.nodes[*node].id.as_str())
                .collect();
            ids.join(".")
        };
        let inside = &rest[..rest.len() - 1];
        let mut repeats = inside
            .iter()
            .enumerate()
            .filter(|(_, node)| self.is_repeat(**node));
        match (repeats.next(), repeats.next()) {
            (None, _) => Ok(Found::One(target, Cel::name(path(&rest)))),
            (Some((place, _)), None) => Ok(Found::Items {
                field: target,
                repeat: Cel::name(path(&rest[..=place])),
                inside: path(&rest[place + 1..]),
            }),
            _ => Err(why(
                "it goes over a repeat inside a repeat; compute a part of it in a calculated field",
                "biểu thức đi qua nhóm lặp lồng nhau; hãy tính một phần ở trường `calculated`",
            )),
        }
    }

    /// The type of a field's value.
    pub(super) fn type_of(&self, node: usize) -> Result<Type, Why> {
        let found = &self.nodes[node];
        if found.calculation.is_some() {
            let computed = self.calculated(node).map(|value| value.kind);
            return computed.map_err(|why| {
                if why == in_a_circle() {
                    why
                } else {
                    needs(&found.name)
                }
            });
        }
        Ok(match &found.kind {
            Kind::Text { .. } => Type::Text,
            Kind::Integer | Kind::Range { decimal: false } => Type::Int,
            Kind::Range { .. } | Kind::Decimal => Type::Decimal,
            Kind::Date => Type::Date,
            Kind::PartialDate(_) => Type::PartialDate,
            Kind::Time => Type::Time,
            Kind::DateTime => Type::DateTime,
            Kind::Location => Type::Point,
            Kind::Image | Kind::File => Type::Files,
            Kind::Declaration => Type::Tick,
            Kind::Choice { list, .. } => Type::Choice(list.clone()),
            Kind::Choices { list, .. } => Type::Many(list.clone()),
            Kind::Repeat => Type::Items,
            Kind::Today => Type::Date,
            Kind::Page | Kind::Group | Kind::Note | Kind::Calculate => Type::Nothing,
        })
    }

    /// A calculation, translated once. One that waits for itself is refused.
    pub(super) fn calculated(&self, node: usize) -> Result<Value, Why> {
        match self.calculated.borrow().get(&node) {
            Some(Some(done)) => return done.clone(),
            Some(None) => return Err(in_a_circle()),
            None => {}
        }
        self.calculated.borrow_mut().insert(node, None);
        let text = self.nodes[node].calculation.clone().unwrap_or_default();
        let done = calculation(self, &text, Site { node, this: false });
        self.calculated
            .borrow_mut()
            .insert(node, Some(done.clone()));
        done
    }

    /// What a list offers, with the option that `or_other` adds.
    pub(super) fn offers(&self, list: &str, value: &str) -> bool {
        let known = self.lists.get(list).is_some_and(|list| list.has(value));
        known
            || (value == super::choices::OTHER
                && self.nodes.iter().any(|node| match &node.kind {
                    Kind::Choice { list: of, other } | Kind::Choices { list: of, other } => {
                        *other && of == list
                    }
                    _ => false,
                }))
    }
}

/// How a reason begins that something else must be carried over first.
pub(super) const NEEDS: &str = "it needs `";

fn needs(name: &str) -> Why {
    why(
        format!("{NEEDS}{name}`, which was not carried over or is not there"),
        format!("biểu thức cần `{name}`, câu này không có hoặc chưa được chuyển"),
    )
}

fn in_a_circle() -> Why {
    why(
        "the calculation waits for itself",
        "phép tính phụ thuộc vào chính nó",
    )
}
