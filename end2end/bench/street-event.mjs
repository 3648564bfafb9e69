// The reference form for the peer: a JSON Schema and eight rules by hand, from
// the same facts as tests/definitions/street-event.yaml. Not derived from our
// contract: its patterns are written for every validator, and a person who
// writes for ajv uses `format`, numbers and `required`, which are quicker.
//
// Where the two differ it is in the peer's favour: decimals are JSON numbers,
// a condition only demands its field, texts need be neither trimmed nor NFC.
import Ajv from "ajv";
import addFormats from "ajv-formats";

const text = (most, more) => ({ type: "string", minLength: 1, maxLength: most, ...more });
const one = (...values) => ({ type: "string", enum: values });
const several = (...values) => ({ type: "array", uniqueItems: true, items: one(...values) });
const number = (minimum, maximum, type = "integer") => ({ type, minimum, maximum });
const date = { type: "string", format: "date" };
const email = { type: "string", format: "email" };
const boolean = { type: "boolean" };
const file = (...types) => ({
  type: "array", minItems: 1, maxItems: 1,
  items: {
    type: "object", additionalProperties: false, required: ["id", "name", "size", "mediaType", "sha256"],
    properties: {
      id: { type: "string", pattern: "^[0-9A-Za-z_-]{1,64}$" }, name: text(255), size: number(0, 5 * 1024 * 1024),
      mediaType: one(...types), sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
    },
  },
});
const asked = (field, condition, needed) => ({ if: { required: [field], properties: { [field]: condition } }, then: { required: [needed] } });

const properties = {
  applicant_type: one("person", "company", "association"), first_name: text(60), last_name: text(60), org_name: text(120),
  org_reg_no: { type: "string", pattern: "^[0-9]{8}$" }, birth_date: date, email, email_confirm: email,
  phone: { type: "string", pattern: "^\\+?[0-9 ]{7,20}$" }, address_line: text(120), postcode: { type: "string", pattern: "^[0-9]{5}$" },
  city: text(80), region: one(...Array.from({ length: 63 }, (_, n) => `R${String(n + 1).padStart(2, "0")}`)),
  event_name: text(100), event_type: one("festival", "market", "parade", "concert", "sport", "filming", "party", "other"),
  event_type_other: text(100), description: text(2000, { minLength: 30 }), start_date: date, end_date: date, setup_date: date,
  expected_visitors: number(1, 100000), max_capacity: number(1, 100000), area_m2: number(1, 50000, "number"),
  road_closure: boolean, road_names: text(500), amplified_music: boolean, music_end_hour: number(0, 24),
  has_stalls: boolean,
  stalls: {
    type: "array", minItems: 1, maxItems: 10,
    items: {
      type: "object", additionalProperties: false, required: ["stall_name", "kind", "power_kw"],
      properties: { stall_name: text(80), kind: one("food", "drink", "craft", "info"), power_kw: number(0, 63, "number") },
    },
  },
  total_power_kw: number(0, 1000, "number"), waste_plan: { ...several("bins", "recycling", "compost", "cleaning", "deposit"), minItems: 1 }, toilets: number(0, 500),
  site_plan: file("application/pdf", "image/png", "image/jpeg"), insurance: file("application/pdf"),
  payment_method: one("card", "invoice", "transfer"), contact_prefs: several("email", "post", "phone"), notes: text(1000), declaration: { const: true },
};
const conditional = ["org_name", "org_reg_no", "event_type_other", "road_names", "music_end_hour", "stalls"];
const optional = ["setup_date", "contact_prefs", "notes"];
const schema = {
  type: "object", additionalProperties: false, properties,
  required: Object.keys(properties).filter((field) => !conditional.includes(field) && !optional.includes(field)),
  allOf: [
    asked("applicant_type", { enum: ["company", "association"] }, "org_name"), asked("applicant_type", { const: "company" }, "org_reg_no"),
    asked("event_type", { const: "other" }, "event_type_other"), asked("road_closure", { const: true }, "road_names"),
    asked("amplified_music", { const: true }, "music_end_hour"), asked("has_stalls", { const: true }, "stalls"),
  ],
};
const validate = addFormats(new Ajv({ allErrors: true, strict: false })).compile(schema);

const known = (...values) => values.every((value) => value !== undefined);
const rules = [
  (d) => !known(d.email, d.email_confirm) || d.email === d.email_confirm,
  (d) => !known(d.start_date, d.end_date) || d.end_date >= d.start_date,
  (d) => !known(d.start_date, d.setup_date) || d.setup_date <= d.start_date,
  (d) => !known(d.expected_visitors, d.max_capacity) || d.expected_visitors <= d.max_capacity,
  (d) => !known(d.expected_visitors, d.area_m2) || d.expected_visitors <= 4 * d.area_m2,
  (d) => !d.amplified_music || !known(d.music_end_hour) || d.event_type === "festival" || d.music_end_hour <= 22,
  (d) => !known(d.total_power_kw, d.stalls) || d.stalls.reduce((sum, stall) => sum + stall.power_kw, 0) <= d.total_power_kw,
  (d) => !known(d.toilets, d.expected_visitors) || d.toilets * 250 >= d.expected_visitors,
];
const fee = (d) => 120000 + (d.has_stalls ? d.stalls.length * 15000 : 0) + (d.road_closure ? 80000 : 0) + Math.max(0, Math.round((d.area_m2 - 100) * 500));

// Our sample as the peer's: decimals become numbers.
export const sample = (ours) => {
  const decimal = (key, value) => (["area_m2", "power_kw", "total_power_kw"].includes(key) ? Number(value) : value);
  return JSON.stringify(JSON.parse(ours, decimal));
};

let total = 0; // so that no fee is optimised away
// From a submission's text to the number of its errors.
export function errors(text) {
  const document = JSON.parse(text);
  let found = validate(document) ? 0 : validate.errors.length;
  for (const rule of rules) if (!rule(document)) found++;
  total += fee(document);
  return found;
}
export const fees = () => total;
