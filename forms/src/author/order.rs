//! What waits for what: values wait for the values their expressions read and
//! for their own visibility. A circle could never be computed, and a chain may
//! not be longer than the limit.

use crate::evaluate::is_within;
use crate::form::{Base, Form, Site, reads, sites};
use crate::limits;
use std::collections::BTreeMap;

/// A circle or too long a chain: the key of an expression in it, and the
/// paths it goes through.
pub(super) struct Wait {
    pub(super) key: String,
    pub(super) through: Vec<String>,
    pub(super) circle: bool,
}

/// Something that is computed: the expression, who waits for it, what it reads.
struct Knot<'f> {
    site: Site<'f>,
    reads: Vec<String>,
}

/// The first circle found at each expression, or chain over the limit.
pub(super) fn waits(form: &Form) -> Vec<Wait> {
    let knots: Vec<Knot<'_>> = sites(form)
        .into_iter()
        .filter(|site| matches!(site.base, Base::Page | Base::Visible | Base::Calculate))
        .map(|site| Knot {
            reads: reads(site.expr, &site.scope).into_iter().collect(),
            site,
        })
        .collect();
    let mut search = Search {
        form,
        knots: &knots,
        depth: BTreeMap::new(),
        trail: Vec::new(),
        found: Vec::new(),
    };
    for knot in 0..knots.len() {
        search.depth_of(knot);
    }
    search.found
}

struct Search<'s, 'f> {
    form: &'f Form,
    knots: &'s [Knot<'f>],
    /// How long the longest chain below a knot is, once known.
    depth: BTreeMap<usize, usize>,
    trail: Vec<usize>,
    found: Vec<Wait>,
}

impl Search<'_, '_> {
    fn depth_of(&mut self, knot: usize) -> usize {
        if let Some(depth) = self.depth.get(&knot) {
            return *depth;
        }
        if let Some(start) = self.trail.iter().position(|known| *known == knot) {
            let circle = &self.trail[start..];
            let through: Vec<String> = circle
                .iter()
                .map(|knot| self.knots[*knot].site.owner.clone())
                .collect();
            // A field's condition and its calculation make one circle.
            let told = |wait: &Wait| wait.through.iter().all(|owner| through.contains(owner));
            if self.found.iter().any(|wait| wait.circle && told(wait)) {
                return 0;
            }
            self.found.push(Wait {
                key: self.knots[knot].site.key(),
                through,
                circle: true,
            });
            return 0;
        }
        self.trail.push(knot);
        let below: Vec<usize> = (0..self.knots.len())
            .filter(|other| self.waits_for(knot, *other))
            .collect();
        let depth = 1 + below
            .into_iter()
            .map(|other| self.depth_of(other))
            .max()
            .unwrap_or(0);
        self.trail.pop();
        if depth == limits::DEPENDENCY_DEPTH + 1 {
            let site = &self.knots[knot].site;
            self.found.push(Wait {
                key: site.key(),
                through: vec![site.owner.clone()],
                circle: false,
            });
        }
        self.depth.insert(knot, depth);
        depth
    }

    /// Whether one must be computed before another: it decides a value that
    /// is read, or whether the reader is there at all.
    fn waits_for(&self, knot: usize, other: usize) -> bool {
        let (knot, other) = (&self.knots[knot], &self.knots[other].site);
        match other.base {
            Base::Page => {
                let own = matches!(knot.site.base, Base::Visible | Base::Calculate)
                    && knot.site.page == other.page;
                own || knot
                    .reads
                    .iter()
                    .any(|path| self.page_of(path) == other.page)
            }
            Base::Visible => {
                // A field waits for the visibility of what is around it, and a
                // calculation for its own field's.
                let around = match knot.site.base {
                    Base::Visible => {
                        knot.site.owner != other.owner && is_within(&knot.site.owner, &other.owner)
                    }
                    Base::Calculate => is_within(&knot.site.owner, &other.owner),
                    _ => false,
                };
                around || knot.reads.iter().any(|path| is_within(path, &other.owner))
            }
            Base::Calculate => knot.reads.contains(&other.owner),
            _ => false,
        }
    }

    fn page_of(&self, path: &str) -> Option<usize> {
        let first = path.split('.').next()?;
        self.form
            .pages
            .iter()
            .position(|page| page.fields.iter().any(|field| field.id == first))
    }
}
