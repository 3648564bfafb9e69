// The reference form's first page by react-jsonschema-form, checked at each keystroke.
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import Form from "@rjsf/core";
import validator from "@rjsf/validator-ajv8";
import { conditions, demanded, pages, rules, when } from "../reference.mjs";

const [fields] = pages;
const schema = {
  type: "object", title: "Applicant", required: demanded(Object.keys(fields)),
  properties: Object.fromEntries(Object.entries(fields).filter(([field]) => !conditions[field])),
  allOf: Object.keys(fields).filter((field) => conditions[field])
    .map((field) => when(conditions[field], { properties: { [field]: fields[field] }, required: [field] })),
};
const here = rules.filter(([field]) => fields[field]);
function customValidate(answers, errors) {
  for (const [field, rule] of here) if (!rule(answers)) errors[field].addError("This does not fit another answer");
  return errors;
}

let give;
function Page() {
  const [answers, setAnswers] = useState({});
  give = setAnswers;
  return createElement(Form, {
    schema, uiSchema: { applicant_type: { "ui:widget": "radio" } }, validator, customValidate, formData: answers,
    liveValidate: "onChange", showErrorList: false, onChange: (event) => setAnswers(event.formData),
  });
}
createRoot(document.getElementById("page")).render(createElement(Page));
window.fill = (answers) => give(Object.fromEntries(Object.entries(answers).filter(([field]) => fields[field])));
