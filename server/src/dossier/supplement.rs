//! The one supplement: until when, what may change, and what is begun with.

use super::calendar::Calendar;
use super::submission::Document;
use crate::clock;
use crate::datasets::Units;
use crate::store::Supplement;
use crate::store::processing::AskedItem;
use forms::form::Form;
use forms::{Answers, Field, Open, Question};

/// Working days a citizen has to answer (the rule of procedure 3.000722, taken
/// for all; illustrative).
pub const DAYS: u32 = 7;

/// Until when a supplement asked now is to be answered, µs: the end of office
/// hours of its last day.
pub fn until(now: i64, calendar: &Calendar) -> i64 {
    let last = calendar.working_days_after(clock::date_of(now), DAYS);
    clock::instant(last, super::due::CLOSES, 0, 0)
}

/// What may change in answer to it.
pub fn open(form: &Form, document: &Document, units: &Units, supplement: &Supplement) -> Open {
    let before = forms::evaluate(form, &document.typed, &document.frame.context(units));
    let asked = supplement.items.iter().map(|item| item.path.as_str());
    Open::supplement(form, &before, asked)
}

/// What the answer begins with: what was submitted, without the papers that
/// are asked for, so that they must be uploaded anew.
pub fn begin(form: &Form, document: &Document, supplement: &Supplement) -> Answers {
    let mut answers = document.typed.clone();
    for item in &supplement.items {
        let question = forms::question::find(form, &item.path).map(|field| &field.question);
        if matches!(question, Some(Question::File(_))) {
            answers.remove(&item.path);
        }
    }
    answers
}

/// The items among what was posted that ask for something, as paths of the
/// form; `None`: one names no question that could be answered anew.
pub fn items(form: &Form, posted: Vec<(String, String)>) -> Option<Vec<AskedItem>> {
    posted
        .into_iter()
        .map(|(path, what)| {
            let askable = |field: &Field| {
                !matches!(
                    field.question,
                    Question::Note | Question::Calculated(_) | Question::Group(_)
                )
            };
            forms::question::find(form, &path)
                .filter(|field| askable(field))
                .map(|_| AskedItem {
                    path: path.clone(),
                    what,
                })
        })
        .collect()
}
