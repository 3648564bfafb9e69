//! An address as a QR code, drawn as SVG: it prints sharp at any size.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Light modules around the code that ISO/IEC 18004 asks for.
const QUIET: i32 = 4;

/// The SVG; `None` where the text is too long for a code that a phone still
/// reads from paper.
///
/// Level M stands a stamp or a fold over a seventh of the code.
pub(crate) fn svg(text: &str) -> Option<String> {
    if text.len() > LENGTH {
        return None;
    }
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a text cannot fail.
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{side}" height="{side}" viewBox="0 0 {side} {side}"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" shape-rendering="crispEdges" d="{path}"/></svg>"##
    ))
}

/// Bytes of an address: version 13 at level M, 69 modules a side; at 22 mm each
/// module is a little under 0.3 mm.
pub(crate) const LENGTH: usize = 331;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn both_sides_of_the_longest_address() {
        assert!(
            svg(&"a".repeat(LENGTH))
                .unwrap()
                .contains("viewBox=\"0 0 77 77\"")
        );
        assert_eq!(svg(&"a".repeat(LENGTH + 1)), None);
    }
}
