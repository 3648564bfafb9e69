//! What a published version is made of, by hash.

use super::source::{Kind, Node};
use super::{DatasetList, canonical};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// SHA-256 in lower-case hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The manifest: canonical JSON of the hash of each part. The fee and the
/// papers stand in the definition and have hashes of their own besides, so
/// that it shows which of two versions changed what.
pub(super) fn write(
    definition: &Node,
    decision: Option<&Node>,
    files: &BTreeMap<String, String>,
    datasets: &dyn DatasetList,
) -> String {
    let mut parts: BTreeMap<&str, String> = BTreeMap::new();
    let mut add = |name, node: Option<&Node>| {
        if let Some(node) = node {
            parts.insert(name, json(&sha256(canonical::write(node).as_bytes())));
        }
    };
    add("definition", Some(definition));
    add("decision", decision);
    add("fee", definition.get("fee"));
    add(
        "papers",
        definition
            .get("procedure")
            .and_then(|procedure| procedure.get("papers")),
    );
    if let Some(template) = files.get(super::TEMPLATE) {
        parts.insert("template", json(&sha256(template.as_bytes())));
    }
    let mut named = BTreeSet::new();
    collect(definition, &mut named);
    decision.iter().for_each(|node| collect(node, &mut named));
    let hashes = named
        .into_iter()
        .filter_map(|name| Some((name, json(&datasets.hash(name)?))));
    let mut list = String::new();
    canonical::object(hashes, &mut list);
    parts.insert("datasets", list);
    let mut out = String::new();
    canonical::object(parts.into_iter(), &mut out);
    out
}

fn json(text: &str) -> String {
    let mut out = String::new();
    canonical::quote(text, &mut out);
    out
}

/// Every dataset a definition names.
pub(super) fn collect<'n>(node: &'n Node, found: &mut BTreeSet<&'n str>) {
    match &node.kind {
        Kind::Map(entries) => {
            for (key, value) in entries {
                if let (true, Some(dataset)) = (key.text == "source", value.get("dataset")) {
                    names(dataset, found);
                }
                collect(value, found);
            }
        }
        Kind::List(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

/// A dataset's name, or those of a list.
fn names<'n>(node: &'n Node, found: &mut BTreeSet<&'n str>) {
    match &node.kind {
        Kind::Text { text, .. } => {
            found.insert(text);
        }
        Kind::List(parts) => parts.iter().for_each(|part| names(part, found)),
        _ => {}
    }
}
