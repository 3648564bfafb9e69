//! "Not signed": on every page of an unsigned paper.
//!
//! The mark is drawn on the finished pages, after the template has been laid
//! out, and not by the template: whatever a template sets, hides, covers or
//! forgets, this comes last and lies on top, on a ground of its own. Looking
//! for the words in what a template drew would not do, because words can be
//! there and yet not be seen (white on white, clipped, under an image).

use crate::PrintError;
use crate::world::Desk;
use std::sync::LazyLock;
use typst::layout::{Abs, Frame, FrameItem, Point};

/// What an unsigned paper says on every page.
pub const UNSIGNED: &str = "BẢN CHƯA KÝ SỐ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";

/// Short and long side of the smallest page (A6), of the largest (A3), in mm.
const SIDES: [(f64, f64); 2] = [(105.0, 148.0), (297.0, 420.0)];
/// From the upper and from the lower edge to the mark, in mm.
const EDGE: f64 = 4.0;

const DRAWING: &str = include_str!("../papers/unsigned.typ");

/// The mark as laid out; it depends on nothing, so once is enough.
static MARK: LazyLock<Result<Frame, PrintError>> = LazyLock::new(|| {
    let desk = Desk::new(DRAWING, UNSIGNED, 0, false);
    let document = crate::typeset::layout(&desk, &|message| message.to_owned())?;
    let page = document.pages().first().ok_or(PrintError::PageSize(1))?;
    let mut frame = page.frame.clone();
    without_tags(&mut frame);
    Ok(frame)
});

/// Lays the mark over the top and the bottom of a page; `number`, from 1, is
/// the page's.
pub(crate) fn unsigned(number: usize, page: &mut Frame) -> Result<(), PrintError> {
    let mark = MARK.as_ref().map_err(Clone::clone)?;
    let (width, height) = (page.width(), page.height());
    if !fits(width, height) {
        return Err(PrintError::PageSize(number));
    }
    let x = (width - mark.width()) / 2.0;
    for y in [Abs::mm(EDGE), height - Abs::mm(EDGE) - mark.height()] {
        page.push_frame(Point::new(x, y), mark.clone());
    }
    Ok(())
}

fn fits(width: Abs, height: Abs) -> bool {
    let (short, long) = (width.min(height).to_mm(), width.max(height).to_mm());
    // A tenth of a millimetre for what the computer rounds.
    let [least, most] = SIDES;
    short > least.0 - 0.1 && long > least.1 - 0.1 && short < most.0 + 0.1 && long < most.1 + 0.1
}

/// Elements of the mark are no elements of the paper: nothing may find them,
/// and their places would occur once per page.
fn without_tags(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Tag(_) => false,
        FrameItem::Group(group) => {
            without_tags(&mut group.frame);
            true
        }
        _ => true,
    });
}
