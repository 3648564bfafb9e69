// The reference form in Chromium with the processor slowed down to a quarter:
// from a keystroke to its message beside react-jsonschema-form, and a check of
// the whole form with 10 rows beside SurveyJS. Pages in turns, one at a time.
// ROUNDS makes it longer, CHROMIUM names another browser.
import { spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import readline from "node:readline";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { fill, go } from "../walk.mjs";
import { sample } from "./reference.mjs";
import { goal, here, median, root, start, stop, target, tokhai } from "./servers.mjs";

const rounds = Number(process.env.ROUNDS ?? 25), slower = 4, checks = 5, rows = 10;
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!fs.existsSync(executablePath)) {
  console.error(`there is no browser at ${executablePath}: \`.ci/setup bench\` installs Chromium, or name one by CHROMIUM`);
  process.exit(1);
}

// What the engine on the server makes of the samples, as the module must too.
async function samples() {
  const child = spawn(path.join(target, "release/examples/throughput"), { stdio: ["pipe", "pipe", "inherit"] });
  const kinds = ["valid", "faulty"];
  child.stdin.end(kinds.map((kind) => `sample ${rows} ${kind}\nbrowser ${rows} ${kind} en\n`).join(""));
  const lines = [];
  for await (const line of readline.createInterface({ input: child.stdout })) lines.push(line);
  if (lines.length !== 4) throw new Error("the engine gave no samples");
  return kinds.map((kind, at) => {
    const ours = JSON.parse(lines[2 * at + 1]);
    // Where the form's copy is, its page and the item are nobody's question here.
    const setting = JSON.stringify(["", "", "", "en", ours.today, ours.agency, ours.province, ours.channel, ours.answers]);
    return { kind, expected: kind === "valid" ? 0 : 10, theirs: sample(lines[2 * at]), ours: { ...ours, setting } };
  });
}

// The peers' pages, bundled as their guides say, on a port of this machine.
async function peers() {
  const files = new Map();
  for (const name of ["rjsf", "surveyjs"]) {
    const { outputFiles } = await build({
      entryPoints: [path.join(here, `pages/${name}.mjs`)], bundle: true, minify: true, format: "esm", target: "es2022", outdir: "/", write: false,
      define: { "process.env.NODE_ENV": '"production"' }, logLevel: "error",
    });
    for (const file of outputFiles) files.set(`/${path.basename(file.path)}`, [file.path.endsWith(".css") ? "text/css" : "text/javascript", file.contents]);
    const style = files.has(`/${name}.css`) ? `<link rel="stylesheet" href="/${name}.css">` : "";
    files.set(`/${name}`, ["text/html; charset=utf-8", `<!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${name}</title><link rel="icon" href="data:,">${style}<div id="page"></div><script type="module" src="/${name}.js"></script></html>`]);
  }
  const server = http.createServer((request, answer) => {
    const [type, body] = files.get(request.url) ?? ["text/plain", null];
    answer.writeHead(body === null ? 404 : 200, { "content-type": type }).end(body);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

// Our server with the reference form as its only procedure.
const ours = () => start("browser", tokhai, ["serve"], (port, folder) => {
  const province = path.join(root, "forms/catalogue"), catalogue = path.join(folder, "catalogue");
  fs.mkdirSync(path.join(catalogue, "street-event"), { recursive: true });
  fs.copyFileSync(path.join(root, "tests/definitions/street-event.yaml"), path.join(catalogue, "street-event/definition.yaml"));
  fs.copyFileSync(path.join(province, "calendar.json"), path.join(catalogue, "calendar.json"));
  fs.cpSync(path.join(province, "datasets"), path.join(catalogue, "datasets"), { recursive: true, filter: (file) => !/\.(py|md)$/.test(file) });
  const known = JSON.parse(fs.readFileSync(path.join(province, "agencies.json"), "utf8"));
  const agency = known.agencies.find(({ level }) => level === "commune");
  fs.writeFileSync(path.join(catalogue, "agencies.json"), JSON.stringify({ ...known, agencies: [{ ...agency, offers: ["9.000002"] }] }));
  return {
    TOKHAI_ADDR: `127.0.0.1:${port}`, TOKHAI_PUBLIC_URL: `http://127.0.0.1:${port}`, TOKHAI_DATA: path.join(folder, "data"), TOKHAI_CATALOGUE: catalogue,
    TOKHAI_SEAL_KEY: "ab".repeat(32), TOKHAI_SANDBOX: "on", TOKHAI_LIMITS: "off", TOKHAI_LOG: "error",
  };
});

// In a page: the next key. `heard` is from the first that a page hears of the
// changed field (its `input` event) until the message is in the document;
// `pressed` from the key's own event, which adds the browser's work on the text;
// `shown` from there until the frame with the message was made.
function watch(selector) {
  window.told = new Promise((done) => {
    const began = {};
    for (const name of ["keydown", "input"]) addEventListener(name, () => { began[name] = performance.now(); }, { capture: true, once: true });
    const observer = new MutationObserver(() => {
      if (!document.querySelector(selector)?.textContent.trim()) return;
      const now = performance.now();
      observer.disconnect();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done({ heard: now - began.input, pressed: now - began.keydown, shown: performance.now() - began.keydown });
        port2.postMessage(0);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
}

// A letter too many in the repeated e-mail address, and away with it again.
async function keystroke({ page, field, message }) {
  await page.bringToFront();
  await page.focus(field);
  await page.keyboard.press("End");
  await page.evaluate(watch, message);
  await page.keyboard.press("x");
  const times = await page.evaluate(() => window.told);
  await page.keyboard.press("Backspace");
  await page.waitForFunction((selector) => !document.querySelector(selector)?.textContent.trim(), message);
  return times;
}

// So many checks of the whole form, in ms each, and what the last one found.
const whole = {
  ours: async (page, { ours: { setting, form, outcome } }) => {
    const { ms, found } = await page.evaluate(({ setting, form, checks }) => {
      const began = performance.now();
      let found;
      for (let n = 0; n < checks; n++) found = window.engine.outcome(setting, form);
      return { ms: (performance.now() - began) / checks, found };
    }, { setting, form, checks });
    if (found !== outcome) throw new Error("the module in the browser says something else than the server's engine");
    return ms;
  },
  peer: async (page, { expected }) => {
    const { ms, found } = await page.evaluate((checks) => {
      const began = performance.now();
      let found;
      for (let n = 0; n < checks; n++) found = window.check();
      return { ms: (performance.now() - began) / checks, found };
    }, checks);
    if (found !== expected) throw new Error(`SurveyJS found ${found} errors, not ${expected}`);
    return ms;
  },
};

// A page in a process of its own.
async function open(browser, url, ready) {
  // Our pages let no foreign script in; what measures is one.
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 412, height: 823 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => { throw error; });
  await page.goto(url);
  await page.waitForSelector(ready);
  return page;
}
async function slow(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
}

// Both in turns, the first few to warm up.
async function inTurns(measure) {
  const times = { ours: [], peer: [] };
  for (let n = -5; n < rounds; n++) for (const name of n % 2 ? ["peer", "ours"] : ["ours", "peer"]) {
    const time = await measure(name);
    if (n >= 0) times[name].push(time);
  }
  return times;
}
const show = (times) => `${median(times).toFixed(1)} ms (${Math.min(...times).toFixed(1)}–${Math.max(...times).toFixed(1)})`;
function compare(what, peer, times, most) {
  const ratio = median(times.ours) / median(times.peer);
  const measured = `ours ${show(times.ours)}, ${peer} ${show(times.peer)}: ${ratio.toFixed(2)} times`;
  if (most) goal(what.padEnd(22), measured.padEnd(78), `at most ${most} times`, ratio <= most);
  else console.log(`${what.padEnd(22)} ${measured}`);
}

async function ourPage(browser, base, answers) {
  const page = await open(browser, `${base}/en/p/9.000002`, "main form");
  const agency = page.locator('main form select[name="agency"]');
  if (await agency.count()) await agency.selectOption({ index: 1 });
  await go(page);
  await page.waitForSelector("form[data-hydrated]");
  await fill(page, answers);
  await page.locator("h1").click(); // leaves the last field
  const { js } = JSON.parse(fs.readFileSync(path.join(root, "target/site/assets.json"), "utf8"));
  // The very module that the page runs.
  await page.evaluate(async (url) => { window.engine = await import(url); }, js);
  return page;
}

const [given, peerPages, server] = await Promise.all([samples(), peers(), ours()]);
let browser;
try {
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
  const theirs = `http://127.0.0.1:${peerPages.address().port}`;
  const [valid] = given;
  const mine = await ourPage(browser, `http://127.0.0.1:${server.port}`, Object.fromEntries(valid.ours.answers));
  const rjsf = await open(browser, `${theirs}/rjsf`, "#root_email_confirm");
  await rjsf.evaluate((answers) => window.fill(answers), valid.theirs);
  await rjsf.waitForSelector("#root_org_reg_no");
  const surveyjs = await open(browser, `${theirs}/surveyjs`, ".sd-question");
  for (const page of [mine, rjsf, surveyjs]) await slow(page);

  console.log(`in Chromium ${browser.version()}, the processor slowed down ${slower} times: median of ${rounds} (range)`);
  const keys = await inTurns((name) => keystroke(name === "ours"
    ? { page: mine, field: "#email_confirm", message: "#email_confirm-error" }
    : { page: rjsf, field: "#root_email_confirm", message: "#root_email_confirm__error" }));
  const of = (which) => ({ ours: keys.ours.map((time) => time[which]), peer: keys.peer.map((time) => time[which]) });
  compare("keystroke to message", "RJSF", of("heard"), 0.5);
  compare("  … from the key", "RJSF", of("pressed"));
  compare("  … to its frame", "RJSF", of("shown"));
  for (const one of given) {
    await surveyjs.evaluate((answers) => window.fill(answers), one.theirs);
    if (!((await surveyjs.evaluate(() => window.fee())) > 0)) throw new Error("SurveyJS computed no fee");
    const pages = { ours: mine, peer: surveyjs };
    const times = await inTurns(async (name) => { await pages[name].bringToFront(); return whole[name](pages[name], one); });
    compare(`${rows} rows, ${one.kind}`, "SurveyJS", times, 0.3);
  }
} finally {
  await browser?.close();
  await stop(server);
  peerPages.close();
}
