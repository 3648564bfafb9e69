//! Papers 01 and 02 of the one-stop desk (Thông tư 03/2025/TT-VPCP, annex I):
//! the layout is prescribed, so it is ours and not an agency's.

use crate::error::{Mask, PrintError};
use crate::text::{self, Strange};
use crate::typeset::{self, About};
use crate::world::Desk;
use crate::{limits, qr, result, time};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What both papers say.
#[derive(Clone)]
pub struct Dossier {
    /// The centre whose desk it is: `Trung tâm Phục vụ hành chính công …`.
    pub centre: String,
    /// The receiving agency.
    pub agency: String,
    /// Where the paper is made out: `Sơn La`.
    pub place: String,
    /// The dossier's code (mã hồ sơ).
    pub code: String,
    /// Its reference, by which the applicant looks it up.
    pub reference: String,
    /// Where it is looked up; at most 331 bytes.
    pub lookup_url: String,
    /// The procedure's name.
    pub procedure: String,
    /// Its national code.
    pub procedure_code: String,
    /// Whose dossier it is.
    pub applicant: Applicant,
    /// The officer who made the paper out.
    pub officer: String,
    /// When, µs since the epoch: the paper's day and the PDF's date.
    pub at: i64,
    /// Whether the paper will be signed; until it is, each page says that it is not.
    pub signed: bool,
}

/// The applicant. What is not known is left out, but for the contact, which
/// the form has a line for.
#[derive(Clone, Default, Serialize)]
pub struct Applicant {
    /// Full name.
    pub name: String,
    /// Number of the identity paper.
    pub identity: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// Paper 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
#[derive(Clone)]
pub struct ReceivingSlip {
    /// What both papers say; `at` is when the slip is made out.
    pub dossier: Dossier,
    /// The papers handed in, in order.
    pub papers: Vec<HandedIn>,
    /// When the dossier was handed in, µs since the epoch.
    pub received_at: i64,
    /// When the result is promised, µs since the epoch.
    pub promised_at: i64,
    /// How it is given back, in words: `Trực tuyến`, `Tại quầy`, `Qua bưu chính`.
    pub delivery: String,
    /// Where, in words: a desk's address, the postal address, the look-up page.
    pub return_place: String,
}

/// One paper that was handed in.
#[derive(Clone)]
pub struct HandedIn {
    /// What the form calls it.
    pub name: String,
    /// The file's name, where it is a file.
    pub file: Option<String>,
    /// The file's size in bytes.
    pub bytes: Option<u64>,
    /// The file's SHA-256, lower-case hex.
    pub sha256: Option<String>,
}

/// Paper 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
#[derive(Clone)]
pub struct SupplementRequest {
    /// What both papers say; `at` is when the request was made.
    pub dossier: Dossier,
    /// What must be mended, in order.
    pub items: Vec<SupplementItem>,
    /// Why, in the officer's words.
    pub reason: String,
    /// Until when, µs since the epoch.
    pub until: i64,
    /// How it can be handed in, in words.
    pub how: String,
    /// Whom to ask: a name, a telephone number.
    pub contact: String,
}

/// One thing to mend.
#[derive(Clone, Serialize)]
pub struct SupplementItem {
    /// The question or paper, as the form calls it.
    pub label: String,
    /// What to mend about it.
    pub mend: String,
}

/// Draws paper 01 as PDF/A-2u. Letters that no font has become `�`.
///
/// # Errors
/// When it would pass 20 pages, the data a megabyte, or the look-up address is
/// too long for a QR code.
pub fn receiving_slip(slip: &ReceivingSlip) -> Result<Vec<u8>, PrintError> {
    let papers: Vec<Value> = slip.papers.iter().map(handed_in).collect();
    let own = json!({
        "papers": papers,
        "received": time::moment(slip.received_at),
        "promised": time::moment(slip.promised_at),
        "delivery": slip.delivery,
        "return-place": slip.return_place,
    });
    let title = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả";
    draw(
        include_str!("../papers/receiving-slip.typ"),
        title,
        &slip.dossier,
        own,
    )
}

/// Draws paper 02 as PDF/A-2u. Letters that no font has become `�`.
///
/// # Errors
/// As [`receiving_slip`].
pub fn supplement_request(request: &SupplementRequest) -> Result<Vec<u8>, PrintError> {
    let own = json!({
        "items": request.items,
        "reason": request.reason,
        "until": time::moment(request.until),
        "how": request.how,
        "contact": request.contact,
    });
    let title = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ";
    draw(
        include_str!("../papers/supplement-request.typ"),
        title,
        &request.dossier,
        own,
    )
}

fn handed_in(paper: &HandedIn) -> Value {
    json!({
        "name": paper.name,
        "file": paper.file,
        "size": paper.bytes.map(size),
        "sha256": paper.sha256,
    })
}

/// A file's size as people read it: `812 byte`, `1,4 MB`; a decimal comma, as
/// Vietnamese has it.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{},{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => [&tenths(1_000), " kB"].concat(),
        _ => [&tenths(1_000_000), " MB"].concat(),
    }
}

fn draw(template: &str, title: &str, dossier: &Dossier, own: Value) -> Result<Vec<u8>, PrintError> {
    let data = data(dossier, own)?;
    let text = Value::Object(data.clone()).to_string();
    if text.len() > limits::DATA {
        return Err(PrintError::DataSize);
    }
    let author =
        text::clean("agency", &dossier.agency, Strange::Replace).map_err(result::letter)?;
    let about = About {
        title,
        author: &author,
        at: dossier.at,
        signed: dossier.signed,
    };
    let mask = Mask::new(&data);
    let desk = Desk::new(template, &text, dossier.at, true);
    typeset::pdf(&desk, &about, &|message| mask.message(message))
}

/// What the template reads: what both papers say, and what is this one's own.
fn data(dossier: &Dossier, own: Value) -> Result<Map<String, Value>, PrintError> {
    let both = json!({
        "centre": dossier.centre,
        "agency": dossier.agency,
        "place": dossier.place,
        "day": time::day(dossier.at),
        "code": dossier.code,
        "reference": dossier.reference,
        "procedure": dossier.procedure,
        "procedure-code": dossier.procedure_code,
        "applicant": dossier.applicant,
        "officer": dossier.officer,
    });
    let mut data = Map::new();
    for part in [both, own] {
        if let Value::Object(part) = part {
            data.extend(text::clean_all(&part, Strange::Replace).map_err(result::letter)?);
        }
    }
    let code = qr::svg(&dossier.lookup_url).ok_or(PrintError::Address)?;
    // Not cleaned: an address is an address.
    data.insert("lookup".to_owned(), dossier.lookup_url.clone().into());
    data.insert("qr".to_owned(), code.into());
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_as_people_read_them() {
        for (bytes, shown) in [
            (0, "0 byte"),
            (999, "999 byte"),
            (1_000, "1,0 kB"),
            (999_999, "999,9 kB"),
            (1_449_999, "1,4 MB"),
            (u64::MAX, "1844674407370,9 MB"),
        ] {
            assert_eq!(size(bytes), shown);
        }
    }
}
