//! Gaps and overlaps between the lines of a fee.
//!
//! Lines are alternatives when their conditions name the same fields and they
//! are collected at the same time for the same kind of fee. Where one line's
//! condition implies another's, the one is meant as an addition to the other
//! and nothing is said.

use super::model::Model;
use super::slice::Slice;
use super::{Analysis, words};
use crate::expression::Expr;
use crate::expression::evaluate::{Place, condition};
use crate::form::{Base, FeeRule, Scope, key_of, reads};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

/// Why lines stand side by side: kind, time of collection, fields read.
type Side<'f> = (&'f str, &'f str, BTreeSet<String>);

/// What was seen of lines that stand side by side.
struct Seen {
    /// All are known and none applies, although for others one does.
    gap: Option<[String; 2]>,
    any: bool,
    /// For each pair: an example of both, and whether each came alone.
    pairs: BTreeMap<(usize, usize), Pair>,
}

#[derive(Default)]
struct Pair {
    both: Option<[String; 2]>,
    first: bool,
    second: bool,
}

impl Analysis<'_> {
    pub(super) fn fees(&mut self) {
        let form = self.form;
        let root = Scope::root(form);
        let mut sides: BTreeMap<Side<'_>, Vec<&FeeRule>> = BTreeMap::new();
        for line in &form.fee {
            if let Some(when) = &line.when {
                let side = (
                    line.kind.as_str(),
                    line.collect.as_str(),
                    reads(when, &root),
                );
                sides.entry(side).or_default().push(line);
            }
        }
        for (side, lines) in sides {
            if lines.len() > 1 && !side.2.is_empty() {
                self.alternatives(&lines);
            }
        }
    }

    fn alternatives(&mut self, lines: &[&FeeRule]) {
        let mut model = Model::new(self.form);
        let root = Scope::root(self.form);
        let whens = lines.iter().filter_map(|line| line.when.as_ref());
        let whens: Vec<Expr> = whens.map(|when| model.condition(when, &root)).collect();
        let slice = Slice::of(&model);
        let first = [key_of(Base::When), "fee.", &lines[0].id].concat();
        if slice.loose {
            let (vi, en) = words::loose(model.reasons.iter().map(String::as_str));
            let fault = self.fault_at(&first, vi, en);
            return self.found.unchecked.push(fault);
        }
        let mut seen = Seen {
            gap: None,
            any: false,
            pairs: BTreeMap::new(),
        };
        let result = slice.run(&mut self.left, |run, example| {
            let place = Place::root();
            let known: Vec<_> = whens
                .iter()
                .map(|when| condition(run, &place, when))
                .collect();
            if known.iter().any(Result::is_err) {
                return ControlFlow::Continue(());
            }
            let words = || {
                let (vi, en) = words::NOTHING;
                [example.to_text(vi), example.to_text(en)]
            };
            let applies: Vec<bool> = known.iter().map(|known| *known == Ok(true)).collect();
            if applies.contains(&true) {
                seen.any = true;
            } else if seen.gap.is_none() {
                seen.gap = Some(words());
            }
            for first in 0..applies.len() {
                for second in first + 1..applies.len() {
                    let pair = seen.pairs.entry((first, second)).or_default();
                    match (applies[first], applies[second]) {
                        (true, true) if pair.both.is_none() => pair.both = Some(words()),
                        (true, false) => pair.first = true,
                        (false, true) => pair.second = true,
                        _ => {}
                    }
                }
            }
            ControlFlow::Continue(())
        });
        if let Err(beyond) = result {
            let (vi, en) = words::beyond(beyond);
            let fault = self.fault_at(&first, vi, en);
            return self.found.unchecked.push(fault);
        }
        self.say_fees(lines, &first, seen);
    }

    fn say_fees(&mut self, lines: &[&FeeRule], first: &str, seen: Seen) {
        let ids: Vec<&str> = lines.iter().map(|line| line.id.as_str()).collect();
        if let Some([vi, en]) = seen.gap.filter(|_| seen.any) {
            let said = (words::gap(&ids, &vi).0, words::gap(&ids, &en).1);
            let fault = self.fault_at(first, said.0, said.1);
            self.found.notes.push(fault);
        }
        for ((one, other), pair) in seen.pairs {
            let (one, other) = (ids[one], ids[other]);
            if let Some([vi, en]) = pair.both.filter(|_| pair.first && pair.second) {
                let said = (
                    words::overlap(one, other, &vi).0,
                    words::overlap(one, other, &en).1,
                );
                let key = [key_of(Base::When), "fee.", other].concat();
                let fault = self.fault_at(&key, said.0, said.1);
                self.found.notes.push(fault);
            }
        }
    }
}
