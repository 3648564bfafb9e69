//! What is done to finished pages, after the template has had its say.

use crate::{PrintError, mark, text};
use typst::layout::{Frame, FrameItem};
use typst::model::Document;
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// The document as it is exported: without our marks inside words, and with the
/// mark of an unsigned paper unless it is to be signed.
pub(crate) fn finish(document: &PagedDocument, signed: bool) -> Result<PagedDocument, PrintError> {
    let mut pages = typst::ecow::EcoVec::with_capacity(document.pages().len());
    for (place, page) in document.pages().iter().enumerate() {
        let mut page = page.clone();
        join_words(&mut page.frame);
        if !signed {
            mark::unsigned(place + 1, &mut page.frame)?;
        }
        pages.push(page);
    }
    Ok(PagedDocument::new(pages, document.info().clone()))
}

/// Takes the places out where a long word was allowed to break: who copies a
/// hash or an address from the paper gets it whole.
fn join_words(frame: &mut Frame) {
    frame.retain(|item| match item {
        FrameItem::Group(group) => {
            join_words(&mut group.frame);
            true
        }
        FrameItem::Text(item) => {
            if item.text.contains(text::BREAK) {
                join(item);
            }
            !item.glyphs.is_empty()
        }
        _ => true,
    });
}

fn join(item: &mut TextItem) {
    let is_break = |range: std::ops::Range<usize>| {
        let part = item.text.get(range).unwrap_or_default();
        !part.is_empty() && part.chars().all(|letter| letter == text::BREAK)
    };
    let kept: Vec<_> = item
        .glyphs
        .iter()
        .filter(|glyph| !is_break(glyph.range()))
        .cloned()
        .collect();
    // Where each byte of the old text stands in the new one.
    let before = |at: u16| {
        let head = item.text.get(..usize::from(at)).unwrap_or_default();
        at - (head.matches(text::BREAK).count() * text::BREAK.len_utf8()) as u16
    };
    let moved = kept.into_iter().map(|mut glyph| {
        glyph.range = before(glyph.range.start)..before(glyph.range.end);
        glyph
    });
    item.glyphs = moved.collect();
    item.text = item
        .text
        .chars()
        .filter(|letter| *letter != text::BREAK)
        .collect();
}
