// An author's road: a definition pasted with a fault, mended, tried in a frame
// as wide as a phone, and approved by a second person, which offers it at once.
import { expect, test } from "@playwright/test";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sound, watch } from "./sound.mjs";
import { go } from "./walk.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const password = /^DEMO_OFFICER_PASSWORD=(.*)$/m.exec(fs.readFileSync(path.join(process.env.DATA, "demo.env"), "utf8"))[1];
// Other words alone, so that tests beside this one meet the same questions.
const newer = fs.readFileSync(path.join(root, "forms/catalogue/civil-status-extract/definition.yaml"), "utf8")
  .replace("version: 1.0.0", "version: 1.0.1").replace("Bạn cần giấy tờ hộ tịch của ai?", "Bạn cần giấy tờ hộ tịch của người nào?");

async function signIn(browser, login, viewport) {
  const page = await (await browser.newContext({ viewport })).newPage();
  await page.goto("/office/sign-in");
  await page.locator('[name="login"]').fill(login);
  await page.locator('[name="password"]').fill(password);
  await go(page);
  await page.waitForURL(/\/office\/forms$/);
  return page;
}

// A picture to look at, where a folder for it is named.
async function picture(page, name) {
  if (process.env.PICTURES) await page.screenshot({ path: path.join(process.env.PICTURES, `${name}.png`), fullPage: true });
}

test("a version is written, tried, approved by another person and offered", async ({ browser }) => {
  const author = await signIn(browser, "soan-thao", { width: 1280, height: 860 });
  const wrong = watch(author);
  await sound(author);
  await picture(author, "forms");
  await author.locator('form:has(input[value="vn.sonla.civil-status-extract"]) button').first().click();
  await author.waitForURL(/\/office\/forms\/[^/]+$/);
  const proposal = new URL(author.url()).pathname;
  await author.locator('[name="definition"]').fill(newer.replace("        list: eventType", "        lits: eventType"));
  await author.locator('button[value="save"]').click();
  await expect(author.locator(".govuk-error-summary")).toContainText(/dòng \d+, cột 9/);
  await expect(author.locator(".app-fault pre").first()).toContainText("│");
  await sound(author);
  await picture(author, "faults");
  await author.setViewportSize({ width: 360, height: 740 });
  await sound(author);
  await picture(author, "faults-360");
  await author.setViewportSize({ width: 1280, height: 860 });

  await author.locator('[name="definition"]').fill(newer);
  await author.locator('button[value="save"]').click();
  await expect(author.locator(".govuk-error-summary")).toHaveCount(0);
  await expect(author.locator("#changes")).toContainText("1.0.0");
  const frame = author.frameLocator("iframe.app-preview");
  await expect(frame.locator("h1")).toContainText("của người nào?");
  expect(await author.locator("iframe.app-preview").evaluate((frame) => frame.clientWidth)).toBe(360);
  await sound(author, false);
  const alone = await author.context().newPage();
  await alone.setViewportSize({ width: 360, height: 740 });
  await alone.goto(await author.locator("iframe.app-preview").getAttribute("src"));
  await sound(alone);
  await alone.close();
  await picture(author, "preview");
  // The island lives in the frame: what is wrong is said there, and what is right goes on.
  await frame.locator("main form button[type=submit]").last().click();
  await expect(frame.locator(".govuk-error-summary")).toBeVisible();
  await frame.locator('input[name="relation"]').first().check({ force: true });
  await frame.locator("main form button[type=submit]").last().click();
  await expect(frame.locator("h1")).not.toContainText("của người nào?");
  await author.locator('button[value="ask"]').click();
  await expect(author.locator('button[value="approve"]')).toHaveCount(0);

  const other = await signIn(browser, "duyet", { width: 360, height: 740 });
  await other.goto(proposal);
  await sound(other, false);
  await picture(other, "approve-360");
  await other.locator('button[value="approve"]').click();
  await expect(other.locator('button[value="approve"]')).toHaveCount(0);
  await expect(other.locator("main")).toContainText("công bố");
  await other.goto("/p/2.000635");
  await other.locator('main form select[name="agency"]').selectOption("DEMO-SL-002");
  await go(other);
  await expect(other.locator("h1")).toContainText("của người nào?");
  expect(wrong).toEqual([]);
});
