//! The API of one form: our own description with the form's answers in place
//! of "an object". OpenAPI 3.1 speaks JSON Schema 2020-12, so the contract
//! stands in it as it is.

use crate::api::Description;
use forms::Form;
use forms::contract::{Profile, schema};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;
use utoipa::OpenApi;

/// Where schemas stand.
const SCHEMAS: &str = "#/components/schemas/";

/// Paths that are about any form, not about the officers' side.
const PATHS: [&str; 3] = ["/api/v1/forms", "/api/v1/files", "/api/v1/submissions"];

/// The description of what can be done with one form.
///
/// # Errors
/// When our own description is no JSON, which would be our fault.
pub(super) fn of(form: &Form) -> Result<Json, String> {
    let mut api = serde_json::to_value(Description::openapi()).map_err(|e| e.to_string())?;
    if let Some(paths) = api["paths"].as_object_mut() {
        paths.retain(|path, _| PATHS.iter().any(|known| path.starts_with(known)));
    }
    api["info"]["title"] = json!(form.title.get("vi"));
    api["info"]["version"] = json!(form.version);
    let schemas = &mut api["components"]["schemas"];
    for (name, profile) in [
        ("Answers", Profile::Submission),
        ("DraftAnswers", Profile::Draft),
    ] {
        schemas[name] = schema(form, profile).schema;
    }
    let answers = |name: &str| json!({"$ref": format!("{SCHEMAS}{name}")});
    for (body, name) in [("ToSubmit", "Answers"), ("ToCheck", "DraftAnswers")] {
        let place = &mut schemas[body]["properties"]["answers"];
        if place.is_null() {
            return Err(format!("the description has no answers in {body}"));
        }
        *place = answers(name);
    }
    prune(&mut api);
    Ok(api)
}

/// Leaves out every schema that no path leads to.
fn prune(api: &mut Json) {
    let mut named = BTreeSet::new();
    let mut open = vec![&api["paths"]];
    while let Some(json) = open.pop() {
        if let Some(name) = json["$ref"]
            .as_str()
            .and_then(|to| to.strip_prefix(SCHEMAS))
            && named.insert(name.to_owned())
        {
            open.push(&api["components"]["schemas"][name]);
        }
        match json {
            Json::Object(object) => open.extend(object.values()),
            Json::Array(items) => open.extend(items),
            _ => {}
        }
    }
    if let Some(schemas) = api["components"]["schemas"].as_object_mut() {
        schemas.retain(|name, _| named.contains(name));
    }
}
