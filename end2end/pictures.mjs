// The README's pictures, of the running demo: `node end2end/run.mjs pictures`.
import { chromium } from "@playwright/test";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import config from "./playwright.config.mjs";
import { completeCases, go, walk } from "./walk.mjs";

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "pictures");
fs.mkdirSync(folder, { recursive: true });
const browser = await chromium.launch(config.use.launchOptions);

async function open(width, height) {
  const context = await browser.newContext({ baseURL: process.env.BASE_URL, viewport: { width, height }, locale: "vi-VN", reducedMotion: "reduce" });
  return context.newPage();
}

const take = async (page, name) => {
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
};

const wide = await open(1200, 800);
await wide.goto("/");
await take(wide, "catalogue");

const page = await open(360, 780);
await page.goto("/p/2.000635");
await page.locator('main form select[name="agency"]').selectOption({ index: 1 });
await go(page);
const answers = { ...completeCases("civil-status-extract")[0].answers, copies: "3" };
await walk(page, answers, undefined, "subject");
await page.locator("form[data-hydrated]").waitFor();
await page.locator('[name="subject.birthDate-day"]').fill("31");
await page.locator('[name="subject.birthDate-month"]').fill("02");
await page.locator('[name="subject.birthDate-year"]').fill("1990");
await page.locator("main form button").last().click();
await page.evaluate(() => scrollTo(0, 0));
await take(page, "question");
await walk(page, answers, undefined, "copies");
await page.locator("form[data-hydrated]").waitFor();
await page.locator('[name="copies"]').fill("3");
await take(page, "fee");
await walk(page, answers);
await go(page);
await page.locator('main a[href$="/pay"]').first().click();
await go(page);
await page.locator('main form input[value="success"]').check({ force: true });
await go(page);
await page.locator('main a[href*="/s/"]').first().click();
await page.waitForLoadState();
await take(page, "receipt");
await browser.close();
