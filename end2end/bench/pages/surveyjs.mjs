// The whole reference form by SurveyJS, on its page.
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { Model } from "survey-core";
import { Survey } from "survey-react-ui";
import "survey-core/survey-core.fontless.min.css";
import { conditions, feeExpression, optional, pages, rules } from "../reference.mjs";

// A question's kind, from what the schema says of its answer.
function kind(fact) {
  if (fact.enum) return { type: "dropdown", choices: fact.enum };
  if (fact.items?.enum) return { type: "checkbox", choices: fact.items.enum };
  if (fact.items?.properties.sha256) return { type: "file", storeDataAsText: true };
  if (fact.items) return { type: "paneldynamic", minPanelCount: fact.minItems, maxPanelCount: fact.maxItems, templateElements: Object.entries(fact.items.properties).map(question) };
  if (fact.type === "boolean" || fact.const) return { type: "boolean" };
  if (fact.minimum !== undefined) return { type: "text", inputType: "number", min: fact.minimum, max: fact.maximum };
  if (fact.format) return { type: "text", inputType: fact.format };
  return { type: fact.maxLength > 120 ? "comment" : "text", maxLength: fact.maxLength };
}
function validators(name, fact) {
  const own = [];
  if (fact.pattern) own.push({ type: "regex", regex: fact.pattern });
  if (fact.format === "email") own.push({ type: "email" });
  if (fact.minLength > 1) own.push({ type: "text", minLength: fact.minLength, maxLength: fact.maxLength });
  if (fact.const) own.push({ type: "expression", expression: `{${name}} = true` });
  return own.concat(rules.filter(([field]) => field === name).map(([, , expression]) => ({ type: "expression", expression })));
}
const literal = (value) => (typeof value === "string" ? `'${value}'` : String(value));
function question([name, fact]) {
  const [field, ...values] = conditions[name] ?? [];
  const visibleIf = values.map((value) => `{${field}} = ${literal(value)}`).join(" or ");
  return { name, ...kind(fact), isRequired: !optional.includes(name), validators: validators(name, fact), ...(visibleIf && { visibleIf }) };
}

const model = new Model({
  checkErrorsMode: "onValueChanged", textUpdateMode: "onTyping",
  pages: pages.map((fields, n) => ({
    name: `page${n}`, elements: [...Object.entries(fields).map(question), ...(n === pages.length - 1 ? [{ type: "expression", name: "fee", expression: feeExpression }] : [])],
  })),
});
createRoot(document.getElementById("page")).render(createElement(Survey, { model }));

// Its files are kept otherwise.
const files = (list) => list.map(({ name, mediaType }) => ({ name, type: mediaType, content: `data:${mediaType};base64,JVBERi0x` }));
window.fill = (answers) => { model.data = { ...answers, site_plan: files(answers.site_plan), insurance: files(answers.insurance) }; };
const count = (questions) => questions.reduce((sum, { errors, panels = [] }) => sum + errors.length + panels.reduce((inner, panel) => inner + count(panel.questions), 0), 0);
// Checks everything: how many errors there are.
window.check = () => { model.validate(true, false); return count(model.getAllQuestions()); };
window.fee = () => model.getValue("fee") ?? model.getQuestionByName("fee").value;
