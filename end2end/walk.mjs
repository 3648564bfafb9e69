// Walks a procedure as a person would: fills in whatever the page asks, from a
// case of the catalogue (path -> raw text), and presses its main button.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const catalogue = path.join(root, "forms/catalogue");

// The complete cases of a procedure's folder.
export function completeCases(folder) {
  const cases = JSON.parse(fs.readFileSync(path.join(catalogue, folder, "cases.json"), "utf8"));
  return cases.filter((one) => one.expect.complete);
}

// A small valid PNG.
export function png() {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(8 + data.length + 4);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(zlib.crc32 ? zlib.crc32(body) : crc32(body), 8 + data.length);
    return out;
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", zlib.deflateSync(Buffer.alloc(4))), chunk("IEND", Buffer.alloc(0))]);
}

function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

// The raw text for an input's name; `itemIds` maps ids in the page to ids in the case.
function rawFor(name, answers, itemIds) {
  let key = name;
  for (const [shown, known] of itemIds) key = key.replace(`.${shown}.`, `.${known}.`);
  const part = /^(.*)-(day|month|year)$/.exec(key);
  if (!part) return answers[key];
  const raw = answers[part[1]];
  if (raw === undefined) return undefined;
  const pieces = raw.split("/");
  while (pieces.length < 3) pieces.unshift("");
  return pieces[{ day: 0, month: 1, year: 2 }[part[2]]];
}

// Fills in every control of the page's form that the case has an answer for.
export async function fill(page, answers, itemIds = new Map()) {
  const seen = new Set();
  for (let round = 0; round < 4; round++) {
    let changed = false;
    const controls = page.locator("main form [name]");
    for (let i = 0; i < (await controls.count()); i++) {
      const control = controls.nth(i);
      const about = await control.evaluate((e) => ({ name: e.name, tag: e.localName, type: e.type, value: e.value, shown: !!e.getClientRects().length }));
      const key = `${about.name}=${about.type === "radio" || about.type === "checkbox" ? about.value : ""}`;
      if (seen.has(key) || about.type === "hidden" || about.tag === "button" || (!about.shown && about.type !== "file")) continue;
      const raw = rawFor(about.name, answers, itemIds);
      if (raw === undefined) continue;
      if (about.tag === "select") {
        if (!(await control.evaluate((e, value) => [...e.options].some((o) => o.value === value), raw))) {
          // A list that depends on the one above: the page's own button asks for it.
          const refresh = page.locator('main form button[value="refresh"]:visible').first();
          if (await refresh.count()) { await refresh.click(); round = 0; changed = true; break; }
          await control.locator(`option[value="${raw}"]`).waitFor({ state: "attached", timeout: 10_000 });
        }
        await control.selectOption(raw);
      } else if (about.type === "radio") {
        if (about.value !== raw) continue;
        await control.check({ force: true });
      } else if (about.type === "checkbox") {
        if (about.value === raw) await control.check({ force: true });
      } else if (about.type === "file") {
        const count = raw.split("\n").length;
        for (let n = 0; n < count; n++) {
          const files = [{ name: `giay-to-${n + 1}.png`, mimeType: "image/png", buffer: png() }];
          await page.locator(`main form input[type=file][name="${about.name}"]`).setInputFiles(files);
          if (n + 1 < count) await page.locator('main form button[value="upload"]').first().click();
        }
      } else {
        await control.fill(raw);
      }
      seen.add(key);
      changed = true;
    }
    if (!changed) return;
  }
}

// From a procedure's first question to the page `until`, by default the one on
// which answers are checked. `onPage` is called on each page before it is filled.
export async function walk(page, answers, onPage = async () => {}, until = "check") {
  for (let step = 0; step < 80; step++) {
    const at = new URL(page.url()).pathname;
    if (at.endsWith(`/${until}`)) return;
    await onPage(page);
    const add = page.locator('main form button[value^="add:"]');
    const itemIds = new Map();
    if (await add.count()) {
      const repeat = (await add.first().getAttribute("value")).slice(4);
      const wanted = (answers[repeat] ?? "").split(",").filter(Boolean);
      const there = await page.locator("main [data-item]").count();
      if (there < wanted.length) {
        await add.first().click();
        await page.waitForURL((url) => url.pathname !== at);
        itemIds.set(new URL(page.url()).pathname.split("/").pop(), wanted[there]);
        await onPage(page);
        await fill(page, answers, itemIds);
        await go(page);
        continue;
      }
    }
    await fill(page, answers, itemIds);
    const before = page.url();
    await go(page);
    if (page.url() === before) {
      const summary = page.locator(".govuk-error-summary");
      if (await summary.count()) throw new Error(`stuck at ${at}: ${await summary.innerText()}`);
    }
  }
  throw new Error("the form has no end");
}

// Presses the page's main button and waits for the next page.
export async function go(page) {
  const button = page.locator('main form button:not([value="refresh"]):not([value^="add:"]):not([value^="remove"]):not([value="upload"])').last();
  await Promise.all([page.waitForLoadState("load"), button.click()]);
  await page.waitForLoadState("domcontentloaded");
}
