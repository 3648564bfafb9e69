// The reference form as Node checks it: JSON.parse, compiled ajv, the rules by hand.
import Ajv from "ajv";
import addFormats from "ajv-formats";
import * as reference from "./reference.mjs";

const validate = addFormats(new Ajv({ allErrors: true, strict: false })).compile(reference.schema);

export const sample = (ours) => JSON.stringify(reference.sample(ours));

let total = 0; // so that no fee is optimised away
// From a submission's text to the number of its errors.
export function errors(text) {
  const document = JSON.parse(text);
  let found = validate(document) ? 0 : validate.errors.length;
  for (const [, rule] of reference.rules) if (!rule(document)) found++;
  total += reference.fee(document);
  return found;
}
export const fees = () => total;
