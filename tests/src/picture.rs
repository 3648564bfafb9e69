//! A table of states drawn as SVG: boxes at places of a grid that are given,
//! arrows that find their own way between them ([`route`]), so that a new move
//! needs no hand and only a new state a place.

mod route;

use route::{Grid, Point};
use std::fmt::Write;

/// A box, in the units of [`route`]: its size, and the gaps between boxes.
const WIDTH: i32 = 18;
const HEIGHT: i32 = 6;
const GAP: (i32, i32) = (9, 7);
const MARGIN: (i32, i32) = (6, 4);
/// How long an arrow from nowhere is.
const ENTRY: i32 = 2;
/// Pixels of a unit.
const UNIT: i32 = 12;

/// One state.
pub struct State {
    /// What people read.
    pub label: String,
    /// What code names it, and whatever else stands beside it.
    pub name: String,
    /// Column and row of its box, in halves of a place.
    pub place: (i32, i32),
    /// Whether something may begin here.
    pub first: bool,
    /// What may follow, as places in the list of states.
    pub next: Vec<usize>,
}

/// The picture; the same table gives the same bytes.
///
/// # Panics
/// When two boxes overlap, or a move finds no way: give the state another place.
pub fn svg(title: &str, states: &[State]) -> String {
    let corners: Vec<Point> = states.iter().map(corner).collect();
    let size = (
        corners.iter().map(|at| at.0).max().unwrap_or(0) + WIDTH + MARGIN.0,
        corners.iter().map(|at| at.1).max().unwrap_or(0) + HEIGHT + MARGIN.1,
    );
    let mut grid = Grid::new(size, (WIDTH, HEIGHT), corners.clone());
    let entries: Vec<Point> = states
        .iter()
        .zip(&corners)
        .filter(|(state, _)| state.first)
        .map(|(_, at)| grid.entry(*at, ENTRY))
        .collect();
    let mut moves: Vec<(usize, usize)> = states
        .iter()
        .enumerate()
        .flat_map(|(from, state)| state.next.iter().map(move |to| (from, *to)))
        .collect();
    // Short ways first: the long ones have more room to give way.
    moves.sort_by_key(|(from, to)| {
        let (a, b) = (corners[*from], corners[*to]);
        ((a.0 - b.0).abs() + (a.1 - b.1).abs(), *from, *to)
    });
    let lines: Vec<Vec<Point>> = moves
        .iter()
        .map(|(from, to)| {
            let line = grid.route(*from, *to);
            line.unwrap_or_else(|| {
                panic!("no way from {} to {}", states[*from].name, states[*to].name)
            })
        })
        .collect();
    let mut out = head(title, size);
    for entry in entries {
        let (x, y) = (entry.0 * UNIT, entry.1 * UNIT);
        let _ = writeln!(out, r#"<circle cx="{}" cy="{y}" r="5"/>"#, x - ENTRY * UNIT);
        let _ = writeln!(out, r#"<path d="M{} {y}H{}"/>"#, x - ENTRY * UNIT, x - TIP);
    }
    for line in &lines {
        let _ = writeln!(out, r#"<path d="{}"/>"#, path(line));
    }
    for (state, at) in states.iter().zip(corners) {
        let (x, y) = (at.0 * UNIT, at.1 * UNIT);
        let (width, height) = (WIDTH * UNIT, HEIGHT * UNIT);
        let middle = x + width / 2;
        let _ = writeln!(
            out,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>"#
        );
        let _ = writeln!(
            out,
            r#"<text x="{middle}" y="{}" class="label">{}</text>"#,
            y + 31,
            state.label
        );
        let _ = writeln!(
            out,
            r#"<text x="{middle}" y="{}">{}</text>"#,
            y + 53,
            state.name
        );
    }
    out.push_str("</svg>\n");
    out
}

/// How far an arrow's line ends before the box, so that its tip touches it.
const TIP: i32 = 8;

fn corner(state: &State) -> Point {
    let (column, row) = state.place;
    (
        MARGIN.0 + column * (WIDTH + GAP.0) / 2,
        MARGIN.1 + row * (HEIGHT + GAP.1) / 2,
    )
}

fn head(title: &str, size: Point) -> String {
    let (width, height) = (size.0 * UNIT, size.1 * UNIT);
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{title}</title>
<style>
  svg {{ --paper: #fff; --line: #44546a; --box: #eef3f8; --ink: #0b0c0c; font: 14px "Noto Sans", Arial, sans-serif }}
  @media (prefers-color-scheme: dark) {{ svg {{ --paper: #10161d; --line: #9fb3c8; --box: #1d2a38; --ink: #f2f4f6 }} }}
  .paper {{ fill: var(--paper); stroke: none }}
  rect {{ fill: var(--box); stroke: var(--line); stroke-width: 1.5 }}
  path {{ fill: none; stroke: var(--line); stroke-width: 1.5; stroke-linejoin: round; marker-end: url(#tip) }}
  circle, marker path {{ fill: var(--line); stroke: none; marker: none }}
  text {{ fill: var(--ink); text-anchor: middle }}
  .label {{ font-weight: bold; font-size: 17px }}
</style>
<defs><marker id="tip" markerWidth="9" markerHeight="8" refX="1" refY="4" orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L9 4L0 8z"/></marker></defs>
<rect class="paper" width="{width}" height="{height}"/>
"##
    )
}

/// The line's corners, rounded; its end a little before the box.
fn path(line: &[Point]) -> String {
    let at = |point: Point| (point.0 * UNIT, point.1 * UNIT);
    let towards = |from: (i32, i32), to: (i32, i32), by: i32| {
        (
            from.0 + (to.0 - from.0).signum() * by,
            from.1 + (to.1 - from.1).signum() * by,
        )
    };
    let points: Vec<_> = line.iter().map(|point| at(*point)).collect();
    let mut out = format!("M{} {}", points[0].0, points[0].1);
    for corner in points.windows(3) {
        let (before, after) = (
            towards(corner[1], corner[0], 5),
            towards(corner[1], corner[2], 5),
        );
        let _ = write!(
            out,
            "L{} {}Q{} {} {} {}",
            before.0, before.1, corner[1].0, corner[1].1, after.0, after.1
        );
    }
    if let [.., before, last] = points[..] {
        let end = towards(last, before, TIP);
        let _ = write!(out, "L{} {}", end.0, end.1);
    }
    out
}
