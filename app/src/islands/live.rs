//! What the island does when something is typed, left or sent.

use super::{Setting, dom, filter, problems, source};
use forms::evaluate::NoDatasets;
use forms::{Answers, Code, Evaluation, FeeState, Field, Form, Level, Problem, Question};
use leptos::task::spawn_local;
use leptos::web_sys::{Element, Event, FocusEvent, HtmlFormElement, HtmlInputElement, SubmitEvent};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

thread_local! {
    /// The one form of the page; none until its definition is here.
    static LIVE: RefCell<Option<Live>> = const { RefCell::new(None) };
}

/// A form that is being helped.
struct Live {
    form: Form,
    setting: Setting,
    root: HtmlFormElement,
    /// The page's fields: looked for once, because they are gone through at every key.
    wrappers: Vec<Wrapper>,
    /// Paths whose message is shown as soon as there is one: those that were filled in and left,
    /// and all once one tried to send.
    shown: Vec<String>,
    /// A pointer is down: nothing may move under it, or its click is lost.
    pressed: bool,
    /// Chosen files that are too large: known here before anything is sent.
    too_large: Vec<(String, u64)>,
}

/// What stands around a field, and is hidden where the field is not asked.
struct Wrapper {
    element: Element,
    path: String,
    hidden: Cell<bool>,
}

fn wrappers(root: &HtmlFormElement) -> Vec<Wrapper> {
    let wrappers = dom::all(root, "[data-field]").into_iter();
    wrappers
        .map(|element| Wrapper {
            path: element.get_attribute("data-field").unwrap_or_default(),
            hidden: Cell::new(element.has_attribute("hidden")),
            element,
        })
        .collect()
}

/// Fetches the definition, then helps. Without it the page stays plain HTML.
pub(super) fn begin() {
    let Some(root) = dom::live_form() else { return };
    let setting = root
        .get_attribute("data-live")
        .and_then(|text| Setting::read(&text));
    let Some(setting) = setting else { return };
    spawn_local(async move {
        let Some(form) = dom::fetch(&setting.form)
            .await
            .and_then(|copy| Form::from_browser(&copy))
        else {
            return;
        };
        let shown = dom::all(&root, ".govuk-error-message[id]");
        let shown = shown
            .iter()
            .filter_map(|message| message.id().strip_suffix("-error").map(String::from))
            .collect();
        source::take_over(&root, true);
        filter::show(&root);
        let live = Live {
            form,
            setting,
            wrappers: wrappers(&root),
            root,
            shown,
            pressed: false,
            too_large: Vec::new(),
        };
        live.update();
        dom::set(&live.root, "data-hydrated", true);
        focus_summary();
        listen(&live.root);
        LIVE.set(Some(live));
    });
}

/// Hears what happens in the form; one listener for all.
fn listen(root: &HtmlFormElement) {
    let hear = Closure::<dyn Fn(Event)>::new(|event: Event| {
        LIVE.with(|live| {
            // What our own hand causes (moving the focus is heard as leaving a field) is no news.
            let Ok(mut live) = live.try_borrow_mut() else {
                return;
            };
            let Some(live) = live.as_mut() else { return };
            match event.type_().as_str() {
                "submit" => live.submit(event.unchecked_ref()),
                "focusout" => live.focusout(event.unchecked_ref()),
                "pointerdown" => live.pressed = true,
                "click" | "keydown" => live.released(),
                "change" => live.change(&event),
                _ => live.typed(&event),
            }
        });
    });
    for name in ["input", "change", "focusout", "submit"] {
        let _ = root.add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
    }
    // A pointer may be pressed or let go outside the form too.
    if let Some(document) = dom::document() {
        for name in ["pointerdown", "click", "keydown"] {
            let _ = document.add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
        }
    }
    // The form lives as long as the page.
    hear.forget();
}

/// A page that came back with errors begins at its summary, unless one is typing already.
fn focus_summary() -> Option<()> {
    let document = dom::document()?;
    let summary = document.query_selector(".govuk-error-summary").ok()??;
    if document
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY")
    {
        let _ = summary.set_attribute("tabindex", "-1");
        dom::focus(&summary);
    }
    Some(())
}

impl Live {
    /// Something was typed: an answer, or letters of an entry in a long list.
    fn typed(&self, event: &Event) {
        if target(event)
            .and_then(|target| filter::apply(&target))
            .is_none()
        {
            self.update();
        }
    }

    /// An answer was chosen or finished.
    fn change(&mut self, event: &Event) {
        let Some(target) = target(event) else { return };
        self.check_files(&target);
        let name = target.get_attribute("name").unwrap_or_default();
        let value = self
            .pairs()
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value);
        for list in source::dependents(&self.root, &name) {
            spawn_local(source::refill(
                self.root.clone(),
                list,
                value.clone().unwrap_or_default(),
            ));
        }
        self.update();
    }

    /// A control was left: from now on what is wrong with it is said.
    fn focusout(&mut self, event: &FocusEvent) {
        let wrapper = target(event).and_then(|target| target.closest("[data-field]").ok()?);
        let Some(wrapper) = wrapper else { return };
        let next = event
            .related_target()
            .and_then(|next| next.dyn_into::<Element>().ok());
        if wrapper.contains(next.as_ref().map(AsRef::as_ref)) {
            return;
        }
        let path = wrapper.get_attribute("data-field").unwrap_or_default();
        let filled = self.answers().get(&path).is_some_and(|raw| !raw.is_empty());
        if filled && !self.shown.contains(&path) {
            self.shown.push(path);
            if !self.pressed {
                self.update();
            }
        }
    }

    /// The pointer was let go and its click has found its target: what waited is shown.
    fn released(&mut self) {
        if std::mem::take(&mut self.pressed) {
            self.update();
        }
    }

    /// The form is sent. With errors it stays here; else the browser sends it as it always would.
    fn submit(&mut self, event: &SubmitEvent) {
        let by_action = event
            .submitter()
            .is_some_and(|button| button.get_attribute("name").as_deref() == Some("action"));
        if by_action {
            return;
        }
        let wrong = self.errors(&self.evaluation());
        if wrong.is_empty() {
            return;
        }
        event.prevent_default();
        self.shown
            .extend(wrong.iter().map(|problem| problem.path.clone()));
        self.update();
        let entries: Vec<(String, String)> = wrong
            .iter()
            .map(|problem| (problem.path.clone(), self.words(problem)))
            .collect();
        problems::summarize(&entries, &self.setting.said);
    }

    /// Everything that follows from what is typed now.
    fn update(&self) {
        self.show(&self.evaluation());
    }

    fn show(&self, evaluation: &Evaluation) {
        for wrapper in &self.wrappers {
            let hidden = !evaluation.applies(&wrapper.path);
            if wrapper.hidden.replace(hidden) != hidden {
                dom::set(&wrapper.element, "hidden", hidden);
            }
        }
        let wrong = self.errors(evaluation);
        for path in &self.shown {
            let text = wrong
                .iter()
                .find(|problem| problem.path == *path)
                .map(|problem| self.words(problem));
            problems::set_message(&self.root, path, text.as_deref(), &self.setting.said);
        }
        self.show_fee(evaluation);
        self.show_counts();
        self.show_calculated(evaluation);
    }

    fn show_fee(&self, evaluation: &Evaluation) {
        let Some(place) = dom::first(&self.root, "[data-fee]") else {
            return;
        };
        let total = match &evaluation.fee {
            FeeState::NotYetKnown => None,
            FeeState::Known(_) => evaluation.fee.total(),
        };
        if let Some(total) = total {
            let text = forms::money::show(total, &self.setting.lang);
            if place.text_content().as_ref() != Some(&text) {
                place.set_text_content(Some(&text));
            }
        }
        if let Some(frame) = place.parent_element() {
            dom::set(&frame, "hidden", total.is_none());
        }
    }

    fn show_counts(&self) {
        for count in dom::all(&self.root, "[data-maxlength]") {
            let max = count
                .get_attribute("data-maxlength")
                .and_then(|max| max.parse::<usize>().ok());
            let area = dom::first(&count, "textarea").and_then(|area| area.get_attribute("name"));
            let message = dom::first(&count, ".govuk-character-count__message");
            let (Some(max), Some(name), Some(message)) = (max, area, message) else {
                continue;
            };
            let typed = self.pairs().into_iter().find(|(known, _)| *known == name);
            let length = typed.map_or(0, |(_, text)| {
                text.trim().replace("\r\n", "\n").chars().count()
            });
            let over = length > max;
            let said = if over {
                &self.setting.said.over
            } else {
                &self.setting.said.left
            };
            message.set_text_content(Some(&said.replace("{}", &length.abs_diff(max).to_string())));
            dom::class(&message, "govuk-error-message", over);
            dom::class(&message, "govuk-hint", !over);
        }
    }

    fn show_calculated(&self, evaluation: &Evaluation) {
        for place in dom::all(&self.root, "[data-calculated]") {
            let path = place.get_attribute("data-calculated").unwrap_or_default();
            let Some(field) = forms::question::find(&self.form, &path) else {
                continue;
            };
            let lines = forms::question::show(
                field,
                &path,
                &Answers::new(),
                evaluation,
                &NoDatasets,
                &self.setting.lang,
            );
            place.set_text_content(Some(&lines.join(", ")));
        }
    }

    /// Refuses chosen files that are too large before they travel.
    fn check_files(&mut self, target: &Element) -> Option<()> {
        let input = target.dyn_ref::<HtmlInputElement>()?;
        let files = input.files()?;
        let path = input.name();
        let Question::File(options) = &forms::question::find(&self.form, &path)?.question else {
            return None;
        };
        let max = options.max_size;
        let large = (0..files.length())
            .filter_map(|at| files.get(at))
            .any(|file| file.size() > max as f64);
        self.too_large.retain(|(known, _)| *known != path);
        if large {
            self.shown.push(path.clone());
            self.too_large.push((path, max));
        }
        Some(())
    }

    /// What blocks on this page, or in this item. A file that is chosen but not yet uploaded is not missing.
    fn errors(&self, evaluation: &Evaluation) -> Vec<Problem> {
        let prefix = &self.setting.prefix;
        let mine = |path: &str| {
            let first = path
                .strip_prefix(prefix.as_str())
                .and_then(|rest| rest.split('.').next());
            first.is_some_and(|first| self.fields().iter().any(|field| field.id == first))
        };
        let large = self.too_large.iter().map(|(path, max)| Problem {
            path: path.clone(),
            code: Code::MaxSize(*max),
            level: Level::Error,
        });
        let wrong = evaluation
            .errors()
            .filter(|problem| mine(&problem.path) && !self.has_chosen(&problem.path));
        large.chain(wrong.cloned()).collect()
    }

    fn has_chosen(&self, path: &str) -> bool {
        let input =
            dom::field(&self.root, path).and_then(|field| dom::first(&field, "input[type=file]"));
        input
            .and_then(|input| input.dyn_into::<HtmlInputElement>().ok())
            .is_some_and(|input| !input.value().is_empty())
    }

    fn words(&self, problem: &Problem) -> String {
        forms::message::text(&self.form, problem, &self.setting.lang)
    }

    /// The fields of this page, or of this item.
    fn fields(&self) -> &[Field] {
        match self.setting.prefix.strip_suffix('.') {
            Some(item) => forms::question::find(&self.form, item)
                .map_or(&[], |repeat| repeat.question.inside()),
            None => {
                let mut pages = self.form.pages.iter();
                pages
                    .find(|page| page.id == self.setting.page)
                    .map_or(&[], |page| &page.fields)
            }
        }
    }

    fn pairs(&self) -> Vec<(String, String)> {
        dom::pairs(&self.root)
    }

    /// What was answered elsewhere, and what is typed here now.
    fn answers(&self) -> Answers {
        let mut answers = self.setting.given.clone();
        forms::question::read_post(
            self.fields(),
            &self.setting.prefix,
            &self.pairs(),
            &mut answers,
        );
        answers
    }

    fn evaluation(&self) -> Evaluation<'_> {
        forms::evaluate(&self.form, &self.answers(), &self.setting.context())
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
