// The facts of the reference form for its peers: a JSON Schema and eight rules
// by hand, the same facts as in tests/definitions/street-event.yaml. Not derived
// from our contract: its patterns are written for every validator, and a person
// who writes for ajv uses `format`, numbers and `required`, which are quicker.
//
// Where the two differ it is in the peer's favour: decimals are JSON numbers,
// a condition only demands its field, texts need be neither trimmed nor NFC.
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

// Four pages, in their order.
export const pages = [{
  applicant_type: one("person", "company", "association"), first_name: text(60), last_name: text(60), org_name: text(120),
  org_reg_no: { type: "string", pattern: "^[0-9]{8}$" }, birth_date: date, email, email_confirm: email,
  phone: { type: "string", pattern: "^\\+?[0-9 ]{7,20}$" }, address_line: text(120), postcode: { type: "string", pattern: "^[0-9]{5}$" },
  city: text(80), region: one(...Array.from({ length: 63 }, (_, n) => `R${String(n + 1).padStart(2, "0")}`)),
}, {
  event_name: text(100), event_type: one("festival", "market", "parade", "concert", "sport", "filming", "party", "other"),
  event_type_other: text(100), description: text(2000, { minLength: 30 }), start_date: date, end_date: date, setup_date: date,
  expected_visitors: number(1, 100000), max_capacity: number(1, 100000), area_m2: number(1, 50000, "number"),
  road_closure: boolean, road_names: text(500), amplified_music: boolean, music_end_hour: number(0, 24),
}, {
  has_stalls: boolean,
  stalls: {
    type: "array", minItems: 1, maxItems: 10,
    items: {
      type: "object", additionalProperties: false, required: ["stall_name", "kind", "power_kw"],
      properties: { stall_name: text(80), kind: one("food", "drink", "craft", "info"), power_kw: number(0, 63, "number") },
    },
  },
  total_power_kw: number(0, 1000, "number"), waste_plan: { ...several("bins", "recycling", "compost", "cleaning", "deposit"), minItems: 1 }, toilets: number(0, 500),
}, {
  site_plan: file("application/pdf", "image/png", "image/jpeg"), insurance: file("application/pdf"),
  payment_method: one("card", "invoice", "transfer"), contact_prefs: several("email", "post", "phone"), notes: text(1000), declaration: { const: true },
}];
export const optional = ["setup_date", "contact_prefs", "notes"];

// The field that is asked, and of which answers to which other.
export const conditions = {
  org_name: ["applicant_type", "company", "association"], org_reg_no: ["applicant_type", "company"], event_type_other: ["event_type", "other"],
  road_names: ["road_closure", true], music_end_hour: ["amplified_music", true], stalls: ["has_stalls", true],
};
// A condition as a schema; `then` is what holds where it is met.
export const when = ([field, ...values], then) => ({ if: { required: [field], properties: { [field]: values.length > 1 ? { enum: values } : { const: values[0] } } }, then });
// Which of the fields must be answered whatever the others say.
export const demanded = (fields) => fields.filter((field) => !conditions[field] && !optional.includes(field));

const properties = Object.assign({}, ...pages);
export const schema = {
  type: "object", additionalProperties: false, properties, required: demanded(Object.keys(properties)),
  allOf: Object.entries(conditions).map(([field, condition]) => when(condition, { required: [field] })),
};

const known = (...values) => values.every((value) => value !== undefined);
// The field a rule speaks of, the rule, and the same in SurveyJS' expressions.
export const rules = [
  ["email_confirm", (d) => !known(d.email, d.email_confirm) || d.email === d.email_confirm, "{email} empty or {email_confirm} empty or {email} = {email_confirm}"],
  ["end_date", (d) => !known(d.start_date, d.end_date) || d.end_date >= d.start_date, "{start_date} empty or {end_date} empty or {end_date} >= {start_date}"],
  ["setup_date", (d) => !known(d.start_date, d.setup_date) || d.setup_date <= d.start_date, "{start_date} empty or {setup_date} empty or {setup_date} <= {start_date}"],
  ["expected_visitors", (d) => !known(d.expected_visitors, d.max_capacity) || d.expected_visitors <= d.max_capacity, "{expected_visitors} empty or {max_capacity} empty or {expected_visitors} <= {max_capacity}"],
  ["area_m2", (d) => !known(d.expected_visitors, d.area_m2) || d.expected_visitors <= 4 * d.area_m2, "{expected_visitors} empty or {area_m2} empty or {expected_visitors} <= 4 * {area_m2}"],
  ["music_end_hour", (d) => !d.amplified_music || !known(d.music_end_hour) || d.event_type === "festival" || d.music_end_hour <= 22, "{music_end_hour} empty or {event_type} = 'festival' or {music_end_hour} <= 22"],
  ["total_power_kw", (d) => !known(d.total_power_kw, d.stalls) || d.stalls.reduce((sum, stall) => sum + stall.power_kw, 0) <= d.total_power_kw, "{total_power_kw} empty or {stalls} empty or sumInArray({stalls}, 'power_kw') <= {total_power_kw}"],
  ["toilets", (d) => !known(d.toilets, d.expected_visitors) || d.toilets * 250 >= d.expected_visitors, "{toilets} empty or {expected_visitors} empty or {toilets} * 250 >= {expected_visitors}"],
];
export const fee = (d) => 120000 + (d.has_stalls ? d.stalls.length * 15000 : 0) + (d.road_closure ? 80000 : 0) + Math.max(0, Math.round((d.area_m2 - 100) * 500));
export const feeExpression = "120000 + iif({has_stalls} = true, {stalls.length} * 15000, 0) + iif({road_closure} = true, 80000, 0) + iif({area_m2} > 100, ({area_m2} - 100) * 500, 0)";

// Our sample as the peers': decimals become numbers.
export const sample = (ours) => JSON.parse(ours, (key, value) => (["area_m2", "power_kw", "total_power_kw"].includes(key) ? Number(value) : value));
