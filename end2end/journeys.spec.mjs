// Each procedure from the catalogue to its receipt: with JavaScript and again
// without it, in Vietnamese and in English; axe and the content security
// policy watched on every page.
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { completeCases, fill, go, walk } from "./walk.mjs";

const procedures = [
  { folder: "civil-status-extract", code: "2.000635" },
  { folder: "criminal-record-certificate", code: "3.000333" },
  { folder: "birth-registration", code: "1.001193" },
];

// What a page must never do: a script error, a policy violation, a failed load.
function watch(page) {
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("console", (message) => { if (/Content Security Policy|Refused to/.test(message.text())) wrong.push(`csp: ${message.text()}`); });
  page.on("response", (response) => { if (response.status() >= 500) wrong.push(`${response.status()} ${new URL(response.url()).pathname}`); });
  return wrong;
}

const axed = new Set();
async function axe(page, script) {
  const key = await page.evaluate(() => location.pathname.replace(/\/(d|s)\/[^/]+/, "/$1/*").replace(/checkout\/.*/, "checkout"));
  if (axed.has(key + script)) return;
  axed.add(key + script);
  const result = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  expect(result.violations.map((v) => `${key}: ${v.id}: ${v.nodes[0].html}`)).toEqual([]);
}

async function start(page, prefix, code) {
  await page.goto(`${prefix || ""}/`);
  await page.locator(`main a[href="${prefix}/p/${code}"]`).first().click();
  await expect(page.locator("h1")).toHaveCount(1);
  const agency = page.locator('main form select[name="agency"]');
  if (await agency.count()) await agency.selectOption({ index: 1 });
  await go(page);
  await page.waitForURL(/\/d\//);
}

for (const { folder, code } of procedures) {
  for (const script of [true, false]) {
    for (const prefix of script ? ["", "/en"] : [""]) {
      test(`${code} to the receipt${script ? "" : " without JavaScript"}${prefix ? " in English" : ""}`, async ({ browser }) => {
        const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width: 360, height: 740 } });
        const page = await context.newPage();
        const wrong = watch(page);
        // axe needs script in the page; without it the same HTML was looked at with.
        const onPage = async (p) => { if (script) await axe(p, script); };
        await start(page, prefix, code);
        const answers = completeCases(folder)[0].answers;
        await walk(page, answers, onPage);
        await onPage(page);
        await go(page);
        await page.waitForURL(/\/s\/[0-9A-Z]+/);
        await onPage(page);
        const paying = page.locator(`main a[href$="/pay"]`);
        if (await paying.count()) {
          await paying.first().click();
          await onPage(page);
          const sandbox = page.locator('main form input[name="gateway"][value="sandbox"]');
          if (await sandbox.count()) await sandbox.check({ force: true });
          await go(page);
          await page.waitForURL(/\/payments\/sandbox\/checkout\//);
          await onPage(page);
          await page.locator('main form input[name="outcome"][value="success"]').check({ force: true });
          await go(page);
          await page.waitForURL(/\/payments\/sandbox\/return/);
          await onPage(page);
          await expect(async () => {
            await page.reload();
            await expect(page.locator("main")).toContainText(prefix ? /paid|received/i : /đã (nộp|thanh toán|nhận)/i);
          }).toPass({ timeout: 20_000 });
        }
        expect(wrong).toEqual([]);
        await context.close();
      });
    }
  }
}

test("an island reacts in the release build", async ({ page }) => {
  const wrong = watch(page);
  await start(page, "", "2.000635");
  await expect(page.locator("form[data-hydrated], [data-hydrated] form")).toHaveCount(1);
  expect(wrong).toEqual([]);
});

test("text typed before the WASM arrives is kept", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/\.wasm$/, async (route) => { await held; await route.continue(); });
  await start(page, "", "2.000635");
  const box = page.locator('main form input[type="text"], main form input:not([type])').first();
  await box.fill("Nguyễn Thị Ánh");
  release();
  await expect(page.locator("form[data-hydrated], [data-hydrated] form")).toHaveCount(1);
  await expect(box).toHaveValue("Nguyễn Thị Ánh");
});

test("a wrong page says so, keeps what was typed, and links to each problem", async ({ browser }) => {
  for (const script of [true, false]) {
    const context = await browser.newContext({ javaScriptEnabled: script });
    const page = await context.newPage();
    await start(page, "", "2.000635");
    await go(page);
    const summary = page.locator(".govuk-error-summary");
    await expect(summary).toBeVisible();
    const links = summary.locator("a");
    expect(await links.count()).toBeGreaterThan(0);
    for (let i = 0; i < (await links.count()); i++) {
      const target = await links.nth(i).getAttribute("href");
      await expect(page.locator(`[id="${target.slice(1)}"]`)).toHaveCount(1);
    }
    await context.close();
  }
});
