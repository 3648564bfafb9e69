// A well-written Node program doing the same work: the same checks of the same
// form (ajv compiled once, dataset membership, cross-field rules, the fee), the
// answers sealed (AES-256-GCM, a data key per record wrapped by a master key),
// the same rows in one durable transaction per group of waiting submissions,
// the answer after the commit.
//   PORT=… DB=… TOKEN=… node peer.mjs
import Ajv from "ajv/dist/2020.js";
import Database from "better-sqlite3";
import Fastify from "fastify";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const units = JSON.parse(fs.readFileSync(path.join(root, "forms/catalogue/datasets/vn-admin-units@2025-07-01.json"), "utf8"));
const parentOf = new Map(units.communes.map(([code, , parent]) => [code, parent]));
const provinces = new Set(units.provinces.map(([code]) => code));

const name = { type: "string", minLength: 2, maxLength: 100, pattern: "^\\p{L}[\\p{L} '.-]*$" };
const unit = { type: "object", required: ["province", "commune"], additionalProperties: false, properties: { province: { type: "string" }, commune: { type: "string" } } };
const address = { ...unit, required: ["province", "commune", "line"], properties: { ...unit.properties, line: { type: "string", minLength: 1, maxLength: 200 } } };
const partial = { type: "string", pattern: "^\\d{4}(-\\d{2}(-\\d{2})?)?$" };
const when = (field, values, then, otherwise = true) => ({ if: { required: [field], properties: { [field]: { enum: values } } }, then, else: otherwise });
const only = (field, values, needed) => when(field, values, { required: needed }, { properties: Object.fromEntries(needed.map((one) => [one, false])) });
const schema = {
  type: "object",
  additionalProperties: false,
  required: ["relation", "eventType", "subject", "registeredWhere", "requesterName", "identity", "residence", "copies", "phone", "delivery", "declaration"],
  properties: {
    relation: { enum: ["self", "child", "parent", "spouse", "ward", "relative", "authorised"] },
    eventType: { enum: ["birth", "marriage", "death", "recognition", "guardianship", "adoption", "change", "ethnicity", "foreignDivorce", "foreignEvent"] },
    subject: { type: "object", required: ["fullName"], additionalProperties: false, properties: { fullName: name, birthDate: partial, personalId: { type: "string", pattern: "^\\d{12}$" } } },
    spouseName: { type: "string", minLength: 2, maxLength: 100 },
    registeredWhere: { enum: ["now", "before", "free", "abroad"] },
    placeNow: unit,
    placeBefore: { type: "object", required: ["province", "district"], properties: { province: { type: "string" }, district: { type: "string" }, commune: { type: "string" } } },
    placeText: { type: "string", minLength: 3, maxLength: 300 },
    registerNumber: { type: "string", maxLength: 20 },
    registerBook: { type: "string", maxLength: 30 },
    registeredOn: partial,
    requesterName: name,
    identity: {
      type: "object", required: ["kind"], additionalProperties: false,
      properties: { kind: { enum: ["personalId", "passport", "other"] }, personalId: { type: "string", pattern: "^\\d{12}$" }, number: { type: "string", minLength: 5, maxLength: 20, pattern: "^[0-9A-Za-z /-]+$" } },
      allOf: [only("kind", ["personalId"], ["personalId"]), only("kind", ["passport", "other"], ["number"])],
    },
    residence: address,
    copies: { type: "integer", minimum: 1, maximum: 20 },
    phone: { type: "string", pattern: "^\\+[1-9]\\d{7,14}$" },
    email: { type: "string", maxLength: 254, pattern: "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$" },
    delivery: { enum: ["online", "counter", "post"] },
    recipient: { type: "string", minLength: 2, maxLength: 100 },
    postalAddress: address,
    declaration: { const: true },
  },
  allOf: [
    only("eventType", ["marriage"], ["spouseName"]),
    only("registeredWhere", ["now"], ["placeNow"]),
    only("registeredWhere", ["before"], ["placeBefore"]),
    only("registeredWhere", ["free", "abroad"], ["placeText"]),
    only("delivery", ["post"], ["recipient", "postalAddress"]),
  ],
};
const validate = new Ajv({ allErrors: true, strict: false, unicodeRegExp: true }).compile(schema);
const envelope = new Ajv({ strict: false }).compile({ type: "object", additionalProperties: false, required: ["form", "answers"], properties: { form: { type: "string", maxLength: 200 }, answers: { type: "object" }, agency: { type: "string" }, channel: { enum: ["online", "counter", "post"] }, lang: { type: "string", minLength: 2, maxLength: 2 } } });

// What the schema cannot say.
function problems(answers, today) {
  const found = validate.errors ? [...validate.errors] : [];
  for (const place of [answers.placeNow, answers.residence, answers.postalAddress]) {
    if (!place) continue;
    if (!provinces.has(place.province)) found.push("province");
    if (parentOf.get(place.commune) !== place.province) found.push("commune");
  }
  for (const date of [answers.subject?.birthDate, answers.registeredOn]) {
    if (!date) continue;
    const [y, m = 1, d = 1] = date.split("-").map(Number);
    const real = new Date(Date.UTC(y, m - 1, d));
    if (real.getUTCMonth() !== m - 1 || date < "1900" || date > today) found.push("date");
  }
  return found;
}

const db = new Database(process.env.DB);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`CREATE TABLE idempotency (key BLOB PRIMARY KEY, body_hash BLOB NOT NULL, dossier TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE dossier (id TEXT PRIMARY KEY, reference TEXT NOT NULL UNIQUE, secret_hash BLOB, secret_sealed BLOB, owner TEXT, form_hash TEXT, procedure TEXT, agency TEXT, deciding TEXT, state TEXT, channel TEXT, lang TEXT, today TEXT, contact BLOB, submitted_at INTEGER, received_at INTEGER, applicant BLOB);
CREATE TABLE dossier_word (word_hash BLOB NOT NULL, dossier TEXT NOT NULL, PRIMARY KEY (word_hash, dossier)) WITHOUT ROWID;
CREATE TABLE submission (dossier TEXT, number INTEGER, document BLOB NOT NULL, at INTEGER, PRIMARY KEY (dossier, number)) WITHOUT ROWID;
CREATE TABLE obligation (id TEXT PRIMARY KEY, dossier TEXT NOT NULL, state TEXT, amount INTEGER, collect TEXT, expires_at INTEGER);
CREATE INDEX obligation_dossier ON obligation (dossier);
CREATE TABLE fee_line (obligation TEXT, place INTEGER, rule TEXT, label TEXT, amount INTEGER, kind TEXT, code TEXT, PRIMARY KEY (obligation, place)) WITHOUT ROWID;
CREATE TABLE event (seq INTEGER PRIMARY KEY, dossier TEXT, kind TEXT, actor TEXT, data TEXT, at INTEGER, hash BLOB NOT NULL);
CREATE INDEX event_dossier ON event (dossier);
CREATE TABLE outbox (id TEXT PRIMARY KEY, dossier TEXT, words TEXT, run_at INTEGER, attempts INTEGER);`);
const insert = {
  key: db.prepare("INSERT INTO idempotency VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"),
  dossier: db.prepare("INSERT INTO dossier VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
  word: db.prepare("INSERT INTO dossier_word VALUES (?, ?)"),
  submission: db.prepare("INSERT INTO submission VALUES (?, 1, ?, ?)"),
  obligation: db.prepare("INSERT INTO obligation VALUES (?, ?, 'due', ?, 'submission', ?)"),
  line: db.prepare("INSERT INTO fee_line VALUES (?, 0, 'copies', ?, ?, 'phi', NULL)"),
  event: db.prepare("INSERT INTO event VALUES (?, ?, 'dossier.submitted', ?, ?, ?, ?)"),
  message: db.prepare("INSERT INTO outbox VALUES (?, ?, 'submitted', ?, 0)"),
  known: db.prepare("SELECT d.reference, i.body_hash FROM idempotency i JOIN dossier d ON d.id = i.dossier WHERE i.key = ?"),
};

const master = crypto.randomBytes(32);
function encrypt(key, nonce, plain, about) {
  const cipher = crypto.createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
function seal(about, plain) {
  const fresh = crypto.randomBytes(56);
  const key = fresh.subarray(0, 32);
  return Buffer.concat([encrypt(master, fresh.subarray(32, 44), key, `key:${about}`), encrypt(key, fresh.subarray(44, 56), plain, about)]);
}

// What officers find a name by: a keyed hash of each of its words, without its marks.
function words(name) {
  const folded = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d");
  return [...new Set(folded.split(/\s+/))].map((word) => crypto.createHmac("sha256", master).update(word).digest().subarray(0, 16));
}

let counter = 0;
const rowId = () => Date.now().toString(16).padStart(12, "0") + (counter++).toString(16).padStart(8, "0") + "000000000000";
const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const code = () => [...crypto.randomBytes(10)].map((byte) => letters[byte & 31]).join("");
let seq = 0, last = Buffer.alloc(32);

const write = db.transaction((group) => {
  for (const one of group) {
    if (insert.key.run(one.key, one.bodyHash, one.id, one.now).changes === 0) { one.known = insert.known.get(one.key); continue; }
    insert.dossier.run(one.id, one.reference, one.secretHash, one.secretSealed, "client", one.formHash, "2.000635", "DEMO-SL-002", "DEMO-SL-002", "awaitingPayment", one.channel, "vi", one.today, one.contact, one.now, null, one.applicant);
    for (const word of one.words) insert.word.run(word, one.id);
    insert.submission.run(one.id, one.document, one.now);
    const due = rowId();
    insert.obligation.run(due, one.id, one.amount, one.now + 15 * 86_400_000);
    insert.line.run(due, '{"vi":"Bản sao trích lục","en":"Copies"}', one.amount);
    const data = JSON.stringify({ form: one.formHash, state: "awaitingPayment", amount: one.amount });
    last = crypto.createHash("sha256").update(last).update(String(++seq)).update(one.id).update(data).digest();
    insert.event.run(seq, one.id, "client", data, one.now, last);
    insert.message.run(rowId(), one.id, one.now);
  }
});
let waiting = [];
function commit(one) {
  return new Promise((done, failed) => {
    waiting.push({ one, done, failed });
    if (waiting.length > 1) return;
    setImmediate(() => {
      const group = waiting;
      waiting = [];
      try { write(group.map((entry) => entry.one)); group.forEach((entry) => entry.done()); } catch (error) { group.forEach((entry) => entry.failed(error)); }
    });
  });
}

const token = crypto.createHash("sha256").update(process.env.TOKEN).digest();
const formHash = crypto.createHash("sha256").update(JSON.stringify(schema)).digest("hex");
const server = Fastify({ logger: false, bodyLimit: 1 << 20 });
server.removeContentTypeParser("application/json");
server.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body));
server.get("/readyz", () => "ready\n");
server.post("/api/v1/submissions", async (request, reply) => {
  const bearer = (request.headers.authorization ?? "").slice(7);
  if (!crypto.timingSafeEqual(crypto.createHash("sha256").update(bearer).digest(), token)) return reply.code(401).send();
  const key = request.headers["idempotency-key"];
  if (!key || key.length > 255) return reply.code(400).send();
  let asked;
  try { asked = JSON.parse(request.body); } catch { return reply.code(400).send(); }
  if (!envelope(asked)) return reply.code(400).send();
  const now = Date.now(), today = new Date(now + 7 * 3_600_000).toISOString().slice(0, 10);
  validate(asked.answers);
  const wrong = problems(asked.answers, today);
  if (wrong.length) return reply.code(422).send({ errors: wrong });
  const id = rowId(), secret = code(), amount = asked.answers.copies * 8_000;
  const document = JSON.stringify({ form: asked.form, version: "1.0.0", hash: formHash, today, channel: asked.channel ?? "online", agency: "DEMO-SL-002", province: "14", answers: asked.answers, typed: asked.answers, warnings: [] });
  const one = {
    id, now, today, amount, formHash,
    channel: asked.channel ?? "online",
    key: crypto.createHash("sha256").update("client\0" + key).digest().subarray(0, 16),
    bodyHash: crypto.createHash("sha256").update(request.body).digest(),
    reference: code(),
    secretHash: crypto.createHmac("sha256", master).update(id).update(secret).digest(),
    secretSealed: seal(`secret:${id}`, secret),
    document: seal(`submission:${id}:1`, document),
    contact: seal(`contact:${id}`, JSON.stringify({ kind: "phone", to: asked.answers.phone })),
    applicant: seal(`applicant:${id}`, asked.answers.requesterName),
    words: words(asked.answers.requesterName),
  };
  await commit(one);
  if (one.known) return one.known.body_hash.equals(one.bodyHash) ? reply.code(201).send({ reference: one.known.reference }) : reply.code(409).send();
  return reply.code(201).send({ reference: one.reference, state: "awaitingPayment", amountDue: amount, secret });
});
await server.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
