//! A file to choose.

use super::control::{Control, group};
use leptos::prelude::*;

/// A file upload.
#[derive(Clone, Debug, Default)]
pub struct FileUpload {
    /// Label, hint, error.
    pub control: Control,
    /// `accept`: media types, joined by commas.
    pub accept: Option<String>,
    /// Whether several may be chosen at once.
    pub multiple: bool,
}

/// The whole group.
pub fn file_upload(upload: FileUpload) -> AnyView {
    let FileUpload {
        control,
        accept,
        multiple,
    } = upload;
    let element = view! {
        <input
            class=control.control_classes("govuk-file-upload", "govuk-file-upload--error")
            id=control.id.clone()
            name=control.name.clone()
            r#type="file"
            accept=accept
            multiple=multiple
            aria-describedby=control.described_by()
        />
    };
    group(&control, element)
}
