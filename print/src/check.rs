//! Every fault of a result template before it is published.
//!
//! First its syntax: what it names is written out, so that it can be compared
//! with the lists, and nothing in it can reach the data by another road. Then
//! it is laid out with samples, so that no dossier is the first to find out.

mod names;
mod samples;

use crate::PrintError;
use crate::error::TemplateFault;
use crate::{limits, result, typeset};
use typst::syntax::Source;
use unicode_normalization::UnicodeNormalization;

/// What a template may name.
struct Known {
    decision: Vec<String>,
    answers: Vec<String>,
}

/// Checks a result template against the paths it may name: the fields of the
/// decision form, and the answers an officer may tick as checked. A field
/// inside a group is `signer.name`; a field of a repeat's items is
/// `judgments[].date`, of which the template names `judgments`.
///
/// Gives every fault of the syntax; where there is none, the faults met in
/// laying it out with samples. Empty: it can be published.
pub fn check(template: &str, decision: &[String], answers: &[String]) -> Vec<TemplateFault> {
    if template.len() > limits::TEMPLATE {
        return vec![whole(&PrintError::TemplateSize)];
    }
    let template: String = template.nfc().collect();
    let source = Source::detached(template.as_str());
    let known = Known {
        decision: decision.to_vec(),
        answers: answers.to_vec(),
    };
    let mut faults = names::check(&source, &known);
    if faults.is_empty() {
        faults = try_out(&template, &known);
    }
    faults.sort();
    faults.dedup();
    faults
}

/// Lays the template out with each sample; the first that fails speaks.
fn try_out(template: &str, known: &Known) -> Vec<TemplateFault> {
    let mut found = Vec::new();
    for sample in samples::all(known) {
        let tried = result::data(&sample.paper)
            .and_then(|data| result::desk(template, &data, sample.paper.at))
            .and_then(|desk| typeset::unsigned(&desk, &|message| message.to_owned()));
        found = match tried {
            Ok(()) => Vec::new(),
            Err(PrintError::Template(faults)) => faults,
            Err(error) => vec![whole(&error)],
        };
        if !found.is_empty() {
            found.iter_mut().for_each(|fault| sample.told(fault));
            break;
        }
    }
    typst::comemo::evict(0);
    found
}

fn whole(error: &PrintError) -> TemplateFault {
    TemplateFault {
        line: 1,
        column: 1,
        vi: error.vi(),
        en: error.en(),
    }
}
