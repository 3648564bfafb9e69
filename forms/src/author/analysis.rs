//! What follows from a sound definition for all answers at once: pages nobody
//! reaches, conditions that are always true, rules that never fail, options
//! that cannot be, fees with gaps and overlaps.
//!
//! Choices, yes-or-no answers and whole numbers beside constants are gone
//! through in every combination, "unanswered" included, by the engine itself.
//! What cannot be followed (dates, lists, spelling) is taken to be true, false
//! or unknown at will: what is "never" or "always" even then is so, and the
//! rest is listed as not checked. All of it is about valid answers: a number
//! beyond its `maximum` makes nothing reachable.

mod domain;
mod fee;
mod model;
mod options;
mod slice;
mod words;

use super::Fault;
use super::read::Draft;
use super::source::Place as Spot;
use crate::evaluate::run::{ROOT, Run};
use crate::expression::Expr;
use crate::expression::evaluate::{Place, condition};
use crate::form::{Base, Form, Site, sites};
use crate::limits;
use crate::question::Question;
use model::Model;
use slice::{Beyond, Slice};
use std::ops::ControlFlow;

/// What the analysis found.
#[derive(Default)]
pub(super) struct Found {
    /// What nobody can have meant.
    pub(super) faults: Vec<Fault>,
    /// What is worth a look.
    pub(super) notes: Vec<Fault>,
    /// What nothing is known of.
    pub(super) unchecked: Vec<Fault>,
}

/// Analyses a form without faults.
pub(super) fn analyse(draft: &Draft) -> Found {
    let mut analysis = Analysis {
        draft,
        form: &draft.form,
        left: limits::ANALYSIS_STEPS,
        found: Found::default(),
    };
    for site in sites(&draft.form) {
        analysis.site(&site);
    }
    analysis.fees();
    let mut found = analysis.found;
    // A component used twice says everything twice.
    for list in [&mut found.notes, &mut found.unchecked] {
        list.sort();
        list.dedup();
    }
    found
}

struct Analysis<'d> {
    draft: &'d Draft,
    form: &'d Form,
    /// Steps that are left.
    left: u64,
    found: Found,
}

/// What an expression came to where it was asked for.
#[derive(Default)]
struct Verdict {
    asked: bool,
    yes: bool,
    no: bool,
    /// Unknown, or a mistake.
    other: bool,
    /// Which options were there, in order of [`options::Asked`].
    options: Vec<bool>,
}

/// Where an expression is run.
struct Stand {
    /// The field it belongs to; empty for the form itself.
    path: String,
    /// Once per item of the repeat there.
    each: bool,
    base: Base,
}

impl Stand {
    fn of(form: &Form, site: &Site<'_>) -> Stand {
        let (path, each) = match site.base {
            Base::Page | Base::When | Base::Amount => ("", false),
            Base::Assert => {
                let (path, id) = site.owner.split_once('#').unwrap_or(("", ""));
                let field = model::field(form, path);
                let rules = field.map(|field| &field.rules);
                let rule = rules.and_then(|rules| rules.iter().find(|rule| rule.id == id));
                (path, rule.is_some_and(|rule| rule.each))
            }
            Base::Visible | Base::Required | Base::Calculate => (site.owner.as_str(), false),
        };
        Stand {
            path: path.to_owned(),
            each,
            base: site.base,
        }
    }

    /// The node and the place, as the engine has them.
    fn at(&self, run: &Run<'_, '_>) -> Option<(u32, Place)> {
        let id = slice::node(run, &self.path)?;
        if id == ROOT {
            return Some((ROOT, Place::root()));
        }
        if self.each {
            let item = *run.node(id).children.first()?;
            let place = Place {
                container: item,
                this: Some(item),
                item: Some(item),
            };
            return Some((item, place));
        }
        let mut place = run.place(id);
        let group = matches!(
            run.node(id).field.map(|field| &field.question),
            Some(Question::Group(_))
        );
        if group && self.base == Base::Assert {
            place.container = id;
        }
        Some((id, place))
    }

    /// Whether the expression is asked for at all: what is around it applies.
    fn asks(&self, run: &Run<'_, '_>, id: u32, page: Option<&Expr>) -> bool {
        if id == ROOT {
            return true;
        }
        let parent = run.node(id).parent;
        match self.base {
            Base::Visible if parent == ROOT => {
                page.is_none_or(|page| condition(run, &Place::root(), page) == Ok(true))
            }
            Base::Visible => run.applies(parent),
            _ => run.applies(id),
        }
    }
}

impl Analysis<'_> {
    fn site(&mut self, site: &Site<'_>) {
        let mut model = Model::new(self.form);
        let stand = Stand::of(self.form, site);
        if !stand.path.is_empty() {
            model.there.insert(stand.path.clone());
            model.visit(&stand.path);
        }
        let asked = options::asked(&mut model, self.form, site);
        let decides = !matches!(site.base, Base::Amount | Base::Calculate);
        if !decides && asked.is_empty() {
            return;
        }
        let expr = decides.then(|| model.condition(site.expr, &site.scope));
        let page = site.page.and_then(|page| self.form.pages.get(page));
        let page = page.and_then(|page| model.conditions.get(&["page ", &page.id].concat()));
        let page = page.cloned();
        let slice = Slice::of(&model);
        let mut verdict = Verdict {
            options: vec![false; asked.len()],
            ..Verdict::default()
        };
        let result = slice.run(&mut self.left, |run, _| {
            let Some((id, place)) = stand.at(run) else {
                return ControlFlow::Break(());
            };
            if !stand.asks(run, id, page.as_ref()) {
                return ControlFlow::Continue(());
            }
            verdict.asked = true;
            if let Some(expr) = &expr {
                match condition(run, &place, expr) {
                    Ok(true) => verdict.yes = true,
                    Ok(false) => verdict.no = true,
                    Err(_) => verdict.other = true,
                }
            }
            for (seen, option) in verdict.options.iter_mut().zip(&asked) {
                *seen = *seen || condition(run, &place, &option.holds) == Ok(true);
            }
            verdict.enough(decides)
        });
        match result {
            Err(beyond) => self.beyond(site, beyond),
            Ok(()) => self.say(site, &verdict, &asked, decides.then_some((&model, &slice))),
        }
    }

    fn say(
        &mut self,
        site: &Site<'_>,
        verdict: &Verdict,
        asked: &[options::Asked],
        followed: Option<(&Model<'_>, &Slice)>,
    ) {
        // What is around it is never asked, which is said there.
        if !verdict.asked {
            return;
        }
        let definite = followed.is_some() && self.definite(site, verdict);
        if definite && !verdict.yes {
            return;
        }
        for (seen, option) in verdict.options.iter().zip(asked) {
            if !seen {
                let (vi, en) = words::option(&option.field, &option.value);
                let fault = self.fault(site, vi, en);
                self.found.notes.push(fault);
            }
        }
        if let Some((model, slice)) = followed
            && !definite
            && slice.loose
        {
            let (vi, en) = words::loose(model.reasons.iter().map(String::as_str));
            let fault = self.fault(site, vi, en);
            self.found.unchecked.push(fault);
        }
    }

    /// Says what is never or always so; whether there was such a thing.
    fn definite(&mut self, site: &Site<'_>, verdict: &Verdict) -> bool {
        let never = !verdict.yes;
        let always = !verdict.no && !verdict.other;
        let said = match site.base {
            Base::Page | Base::Visible if never => {
                let (vi, en) = words::unreachable(site, &self.required_within(site));
                let fault = self.fault(site, vi, en);
                self.found.faults.push(fault);
                return true;
            }
            Base::Assert if never && verdict.no => words::never_holds(site),
            Base::Assert if !verdict.no => words::never_fails(site),
            Base::Assert => return false,
            _ if never => words::never(site),
            _ if always => words::always(site),
            _ => return false,
        };
        let fault = self.fault(site, said.0, said.1);
        self.found.notes.push(fault);
        true
    }

    /// The required fields of a page that is never reached.
    fn required_within(&self, site: &Site<'_>) -> Vec<&str> {
        let page = site.page.and_then(|page| self.form.pages.get(page));
        let fields = page
            .filter(|_| site.base == Base::Page)
            .map_or(&[][..], |page| &page.fields);
        let required = fields.iter().filter(|field| !field.required.is_never());
        required.map(|field| field.id.as_str()).collect()
    }

    fn beyond(&mut self, site: &Site<'_>, beyond: Beyond) {
        let (vi, en) = words::beyond(beyond);
        let fault = self.fault(site, vi, en);
        self.found.unchecked.push(fault);
    }

    fn fault(&self, site: &Site<'_>, vi: String, en: String) -> Fault {
        self.fault_at(&site.key(), vi, en)
    }

    fn fault_at(&self, key: &str, vi: String, en: String) -> Fault {
        let written = self.draft.written.get(key);
        let place = written.map_or(Spot { line: 1, column: 1 }, |written| written.place);
        Fault {
            file: self.draft.file.clone(),
            line: place.line,
            column: place.column,
            vi,
            en,
        }
    }
}

impl Verdict {
    /// Nothing more can change.
    fn enough(&self, decides: bool) -> ControlFlow<()> {
        let decided = !decides || (self.yes && self.no);
        if self.asked && decided && self.options.iter().all(|seen| *seen) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}
