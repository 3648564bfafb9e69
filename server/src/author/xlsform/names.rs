//! XLSForm's names as our ids.

use super::columns::Table;
use super::kinds::Kind;
use super::ledger::Ledger;
use super::settings::renamed;
use super::tree::Tree;
use forms::expression::Expr;
use forms::expression::parse::parse;
use std::collections::BTreeSet;

/// Bytes of an id.
const LENGTH: usize = 64;

/// Gives every node its id, different from those beside it, and says which
/// names changed.
pub(super) fn give(tree: &mut Tree, table: &Table<'_>, ledger: &mut Ledger<'_>) {
    let mut scopes: Vec<(Option<usize>, BTreeSet<String>)> = vec![(None, BTreeSet::new())];
    for node in 0..tree.nodes.len() {
        if matches!(tree.nodes[node].kind, Kind::Page | Kind::Today) {
            continue;
        }
        // The fields of all pages stand beside one another.
        let parent = tree.nodes[node]
            .parent
            .filter(|parent| tree.nodes[*parent].kind != Kind::Page);
        let at = match scopes.iter().position(|scope| scope.0 == parent) {
            Some(at) => at,
            None => {
                scopes.push((parent, BTreeSet::new()));
                scopes.len() - 1
            }
        };
        let taken = &mut scopes[at].1;
        let mut id = sound(&tree.nodes[node].name);
        let base = id.clone();
        let mut number = 2;
        while !taken.insert(id.clone()) {
            id = format!("{}_{number}", &base[..base.len().min(LENGTH - 6)]);
            number += 1;
        }
        if id != tree.nodes[node].name {
            let place = table
                .get(tree.nodes[node].row, "name")
                .or_else(|| table.get(tree.nodes[node].row, "type"));
            if let Some((place, _)) = place {
                ledger.note(place, renamed(&id));
            }
        }
        tree.nodes[node].id = id;
    }
}

/// A name that is an id.
fn sound(name: &str) -> String {
    let letters = name.chars().map(|c| {
        if c.is_ascii_alphanumeric() || c == '_' {
            c
        } else {
            '_'
        }
    });
    let mut id: String = letters.collect();
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        id.insert_str(0, "q_");
    }
    id.truncate(LENGTH);
    if !is_id(&id) {
        id.truncate(LENGTH - 1);
        id.push('_');
    }
    id
}

/// Whether a name is no word of the language of expressions.
fn is_id(name: &str) -> bool {
    let is_name = parse(name).is_ok_and(|parsed| matches!(parsed.expr, Expr::Name(_)));
    is_name && name != "self" && name != "item"
}
