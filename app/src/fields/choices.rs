//! `choices`: boxes to tick.

use super::choice::{self, PLAIN};
use super::{Sheet, filter};
use crate::parts::checkboxes::{Checkboxes, checkboxes};
use crate::parts::radios::Item;
use forms::Field;
use forms::question::choice::Options as From;
use forms::question::choices::{BETWEEN, Options};
use leptos::prelude::*;

/// One box for each option; the one that goes with no other comes after "or".
///
/// A pair without a value is posted with them: none ticked is an answer, and something else than
/// a question that was not on the page.
pub(super) fn view(sheet: Sheet<'_>, field: &Field, options: &Options, path: &str) -> AnyView {
    let chosen: Vec<&str> = sheet.raw(path).split(BETWEEN).collect();
    let items = items(sheet, &options.from, &chosen);
    let filter = (items.len() > PLAIN).then(|| filter::view(sheet, field, path));
    let boxes = checkboxes(Checkboxes {
        control: sheet.group_control(field, path),
        items,
        before: filter,
    });
    view! {
        <input r#type="hidden" name=path.to_owned() value="" />
        {boxes}
    }
    .into_any()
}

fn items(sheet: Sheet<'_>, from: &From, chosen: &[&str]) -> Vec<Item> {
    match from {
        From::Inline(items) => items
            .iter()
            .map(|item| Item {
                divider: item.exclusive.then(|| sheet.cx.words.common.or.to_owned()),
                exclusive: item.exclusive,
                checked: chosen.contains(&item.value.as_str()),
                ..choice::item(sheet, item)
            })
            .collect(),
        From::Source { dataset, level, .. } => {
            let lang = sheet.cx.lang.tag();
            let options = sheet.cx.desk.options(dataset, level, None, lang);
            let options = options.into_iter().map(|(value, text)| Item {
                checked: chosen.contains(&value.as_str()),
                value,
                text,
                ..Item::default()
            });
            options.collect()
        }
    }
}
