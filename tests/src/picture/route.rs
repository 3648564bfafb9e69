//! Ways between boxes on a grid: horizontal and vertical, through no box, never
//! two on one line; few bends and crossings. Cheapest way first (Dijkstra over
//! point and direction); the same boxes and order always give the same ways.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Column and row.
pub(super) type Point = (i32, i32);

/// Right, down, left, up.
const WAYS: [Point; 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];
/// What a step costs: the step itself, a bend, a crossing, going along a box.
const STEP: u32 = 2;
const BEND: u32 = 14;
const CROSSING: u32 = 30;
const CLOSE: u32 = 6;

/// What is taken already.
pub(super) struct Grid {
    size: Point,
    of_box: Point,
    corners: Vec<Point>,
    /// Points a line passes: horizontally, vertically.
    passed: [BTreeSet<Point>; 2],
    /// Points where a line bends, begins or ends.
    bent: BTreeSet<Point>,
}

impl Grid {
    /// An empty grid with boxes of one size at these corners.
    pub(super) fn new(size: Point, of_box: Point, corners: Vec<Point>) -> Self {
        for (at, one) in corners.iter().enumerate() {
            let apart = |other: &Point| {
                (one.0 - other.0).abs() > of_box.0 + 1 || (one.1 - other.1).abs() > of_box.1 + 1
            };
            assert!(
                corners[at + 1..].iter().all(apart),
                "box {at} is free of others"
            );
        }
        Self {
            size,
            of_box,
            corners,
            passed: [BTreeSet::new(), BTreeSet::new()],
            bent: BTreeSet::new(),
        }
    }

    /// Keeps the middle of a box's left side for what comes from nowhere.
    pub(super) fn entry(&mut self, corner: Point, length: i32) -> Point {
        let at = (corner.0, corner.1 + self.of_box.1 / 2);
        self.take(&[(at.0 - length, at.1), at]);
        at
    }

    /// The cheapest way from one box to another, as its corners; `None`: there is none.
    pub(super) fn route(&mut self, from: usize, to: usize) -> Option<Vec<Point>> {
        let mut cost: BTreeMap<(Point, usize), u32> = BTreeMap::new();
        let mut before: BTreeMap<(Point, usize), (Point, usize)> = BTreeMap::new();
        let mut open = BinaryHeap::new();
        for (port, way) in self.ports(from) {
            cost.insert((port, way), self.off_middle(from, port));
            open.push(Reverse((self.off_middle(from, port), port, way)));
        }
        let ends: BTreeSet<(Point, usize)> = self
            .ports(to)
            .map(|(port, way)| (port, (way + 2) % 4))
            .collect();
        while let Some(Reverse((known, at, way))) = open.pop() {
            if cost.get(&(at, way)) != Some(&known) {
                continue;
            }
            if ends.contains(&(at, way)) {
                let line = self.line(&before, (at, way));
                self.take(&line);
                return Some(line);
            }
            for (turn, price) in self.turns((at, way), to) {
                let reached = known + price;
                if cost.get(&turn).is_none_or(|other| reached < *other) {
                    cost.insert(turn, reached);
                    before.insert(turn, (at, way));
                    open.push(Reverse((reached, turn.0, turn.1)));
                }
            }
        }
        None
    }

    /// Where a line may leave a box, and in which direction.
    fn ports(&self, of: usize) -> impl Iterator<Item = (Point, usize)> {
        let ((x, y), (width, height)) = (self.corners[of], self.of_box);
        let sides =
            (1..height).flat_map(move |down| [((x + width, y + down), 0), ((x, y + down), 2)]);
        let ends = (2..width - 1)
            .flat_map(move |right| [((x + right, y + height), 1), ((x + right, y), 3)]);
        let free = |(port, _): &(Point, usize)| !self.bent.contains(port);
        sides
            .chain(ends)
            .filter(free)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// A port in the middle of its side is better than one at its end.
    fn off_middle(&self, of: usize, port: Point) -> u32 {
        let ((x, y), (width, height)) = (self.corners[of], self.of_box);
        let on_end = port.1 == y || port.1 == y + height;
        let off = if on_end {
            (2 * (port.0 - x) - width).abs() / 2
        } else {
            (2 * (port.1 - y) - height).abs() / 2
        };
        off.unsigned_abs() * 2
    }

    /// The steps that may follow, with what each costs.
    fn turns(&self, (at, way): (Point, usize), to: usize) -> Vec<((Point, usize), u32)> {
        let mut turns = Vec::new();
        let on_box = self.inside(at).is_some();
        for turned in [way, (way + 1) % 4, (way + 3) % 4] {
            let bends = turned != way;
            if bends && (on_box || !self.is_free(at)) {
                continue;
            }
            let next = (at.0 + WAYS[turned].0, at.1 + WAYS[turned].1);
            if next.0 < 1 || next.1 < 1 || next.0 >= self.size.0 || next.1 >= self.size.1 {
                continue;
            }
            let last = self.inside(next);
            if last.is_some_and(|found| found != to) || self.bent.contains(&next) {
                continue;
            }
            if self.passed[turned % 2].contains(&next) {
                continue;
            }
            let mut price = STEP;
            price += if bends { BEND } else { 0 };
            if self.passed[(turned + 1) % 2].contains(&next) {
                price += CROSSING;
            }
            price += match last {
                Some(found) => self.off_middle(found, next),
                None if self.beside(next) => CLOSE,
                None => 0,
            };
            turns.push(((next, turned), price));
        }
        turns
    }

    fn is_free(&self, at: Point) -> bool {
        !self.bent.contains(&at) && self.passed.iter().all(|passed| !passed.contains(&at))
    }

    /// The box a point lies in or on.
    fn inside(&self, at: Point) -> Option<usize> {
        self.within(at, 0)
    }

    fn beside(&self, at: Point) -> bool {
        self.within(at, 1).is_some()
    }

    fn within(&self, at: Point, more: i32) -> Option<usize> {
        self.corners.iter().position(|corner| {
            let (x, y) = (at.0 - corner.0, at.1 - corner.1);
            (-more..=self.of_box.0 + more).contains(&x)
                && (-more..=self.of_box.1 + more).contains(&y)
        })
    }

    /// From the end back to the beginning, corners alone.
    fn line(
        &self,
        before: &BTreeMap<(Point, usize), (Point, usize)>,
        end: (Point, usize),
    ) -> Vec<Point> {
        let mut line = vec![end.0];
        let mut at = end;
        while let Some(found) = before.get(&at) {
            if found.1 != at.1 || !before.contains_key(found) {
                line.push(found.0);
            }
            at = *found;
        }
        line.reverse();
        line
    }

    /// Marks a line's points as taken.
    fn take(&mut self, line: &[Point]) {
        self.bent.extend(line.iter().copied());
        for part in line.windows(2) {
            let (from, to) = (part[0], part[1]);
            let across = usize::from(from.0 == to.0);
            let steps = (to.0 - from.0).abs().max((to.1 - from.1).abs());
            let way = ((to.0 - from.0).signum(), (to.1 - from.1).signum());
            for step in 0..=steps {
                let at = (from.0 + way.0 * step, from.1 + way.1 * step);
                self.passed[across].insert(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However many moves there are: each finds a way, through no box and along
    /// no other way.
    #[test]
    fn ways_keep_apart() {
        let corners: Vec<Point> = (0..9)
            .map(|at| (6 + at % 3 * 26, 6 + at / 3 * 16))
            .collect();
        let mut grid = Grid::new((90, 60), (17, 6), corners);
        let mut taken = BTreeSet::new();
        for (from, to) in (0..9).flat_map(|from| (0..9).map(move |to| (from, to))) {
            if (from + to) % 3 == 0 || from == to {
                continue;
            }
            let line = grid.route(from, to).expect("a way");
            for part in line.windows(2) {
                let (a, b) = (part[0], part[1]);
                let along = usize::from(a.0 == b.0);
                let mut at = a;
                while at != b {
                    assert!(
                        taken.insert((at, along)),
                        "{from} to {to} is alone at {at:?}"
                    );
                    at = (at.0 + (b.0 - a.0).signum(), at.1 + (b.1 - a.1).signum());
                    let last = at == *line.last().expect("points");
                    assert_eq!(grid.inside(at).is_some(), last, "{from} to {to} at {at:?}");
                }
            }
        }
    }
}
