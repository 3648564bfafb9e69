//! From a template and its data to pages, and from pages to PDF.

use crate::error::{PrintError, TemplateFault};
use crate::finish::finish;
use crate::world::Desk;
use crate::{limits, time};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst::{World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What a PDF says about itself.
pub(crate) struct About<'a> {
    pub(crate) title: &'a str,
    pub(crate) author: &'a str,
    /// µs since the epoch.
    pub(crate) at: i64,
    pub(crate) signed: bool,
}

/// How Typst's words are shown.
pub(crate) type Words<'w> = &'w dyn Fn(&str) -> String;

/// Lays a template out. Warnings are for authors and say nothing here.
pub(crate) fn layout(desk: &Desk, words: Words<'_>) -> Result<PagedDocument, PrintError> {
    let document = typst::compile::<PagedDocument>(desk)
        .output
        .map_err(|errors| PrintError::Template(faults(desk, &errors, words)))?;
    match document.pages().len() {
        pages if pages > limits::PAGES => Err(PrintError::Pages(pages)),
        _ => Ok(document),
    }
}

/// Lays a template out and marks its pages, for what may go wrong on the way.
pub(crate) fn unsigned(desk: &Desk, words: Words<'_>) -> Result<(), PrintError> {
    finish(&layout(desk, words)?, false).map(drop)
}

/// Draws a template as PDF.
///
/// PDF/A-2u (ISO 19005-2): whole in itself, with fonts and colours, and every
/// letter can be read back as text in fifty years.
pub(crate) fn pdf(desk: &Desk, about: &About<'_>, words: Words<'_>) -> Result<Vec<u8>, PrintError> {
    let drawn = draw(desk, about, words);
    // What Typst remembers to be quicker the next time are people's data.
    typst::comemo::evict(0);
    drawn
}

fn draw(desk: &Desk, about: &About<'_>, words: Words<'_>) -> Result<Vec<u8>, PrintError> {
    let mut document = finish(&layout(desk, words)?, about.signed)?;
    let info = document.info_mut();
    info.title = Some(about.title.into());
    info.author = vec![about.author.into()];
    info.date = Smart::Auto;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Tờ Khai".to_owned())),
        timestamp: time::civil(about.at).and_then(|at| Timestamp::new_local(at, time::OFFSET)),
        standards: standards()?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options)
        .map_err(|errors| PrintError::Template(faults(desk, &errors, words)))
}

fn standards() -> Result<PdfStandards, PrintError> {
    PdfStandards::new(&[PdfStandard::A_2u])
        .map_err(|error| PrintError::Template(vec![fault((1, 1), error.message().as_str())]))
}

/// Typst's errors with their places.
fn faults(desk: &Desk, errors: &[SourceDiagnostic], words: Words<'_>) -> Vec<TemplateFault> {
    let rows = errors.iter().map(|error| {
        let hints = error.hints.iter().map(|hint| words(&hint.v));
        let mut message = words(&error.message);
        hints.for_each(|hint| message.extend(["; ", &hint]));
        fault(place(desk, error), &message)
    });
    rows.collect()
}

fn fault((line, column): (u32, u32), message: &str) -> TemplateFault {
    TemplateFault {
        line,
        column,
        vi: format!("Typst báo: {message}"),
        en: format!("Typst says: {message}"),
    }
}

/// Line and column of an error; of the call that led to it, where it stands in
/// a part that is not the template.
fn place(desk: &Desk, error: &SourceDiagnostic) -> (u32, u32) {
    let spans = [error.span].into_iter();
    let mut spans = spans.chain(error.trace.iter().map(|point| point.span.into()));
    let found = spans.find_map(|span| {
        let range = (span.id() == Some(desk.main())).then(|| desk.range(span))??;
        desk.source(desk.main())
            .ok()?
            .lines()
            .byte_to_line_column(range.start)
    });
    let (line, column) = found.unwrap_or((0, 0));
    (line as u32 + 1, column as u32 + 1)
}
