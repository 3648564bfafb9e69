// Each procedure from the catalogue to its receipt: with JavaScript and again
// without it, in Vietnamese and in English; axe and the content security
// policy watched on every page.
import { expect, test } from "@playwright/test";
import { axe, sound, watch } from "./sound.mjs";
import { completeCases, fill, go, walk } from "./walk.mjs";

const procedures = [
  { folder: "civil-status-extract", code: "2.000635" },
  { folder: "criminal-record-certificate", code: "3.000333" },
  { folder: "permanent-residence", code: "1.004222" },
  { folder: "birth-registration", code: "1.001193" },
];

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
    for (const prefix of ["", "/en"]) {
      test(`${code} to the receipt${script ? "" : " without JavaScript"}${prefix ? " in English" : ""}`, async ({ browser }) => {
        const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width: 360, height: 740 } });
        const page = await context.newPage();
        const wrong = watch(page);
        // axe needs script in the page; without it the same HTML was looked at with.
        const onPage = async (p) => { if (script) await axe(p); };
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
            await expect(page.locator("h1")).toHaveText(prefix ? "Fee paid" : "Đã trả phí");
          }).toPass({ timeout: 20_000 });
          await page.locator('main a[href*="/s/"]').first().click();
          await page.waitForURL(/\/s\/[0-9A-Z]+$/);
          await expect(page.locator("main .govuk-summary-list__value", { hasText: prefix ? /^Paid$/ : /^Đã trả$/ })).toHaveCount(1);
          await onPage(page);
        }
        expect(wrong).toEqual([]);
        await context.close();
      });
    }
  }
}

// The island has taken over the page's form.
const alive = (page) => expect(page.locator("form[data-hydrated]")).toHaveCount(1);

async function extractAt(page, until) {
  await start(page, "", "2.000635");
  await walk(page, completeCases("civil-status-extract")[0].answers, undefined, until);
}

test("an island reacts in the release build", async ({ page }) => {
  const wrong = watch(page);
  await extractAt(page, "requester");
  await alive(page);
  const number = page.locator('main form input[name="identity.personalId"]');
  await expect(number).toBeHidden();
  await page.locator('main form input[value="personalId"]').check({ force: true });
  await expect(number).toBeVisible();
  await number.fill("123");
  await number.press("Tab");
  await expect(page.locator(".govuk-error-message:visible")).toHaveCount(1);
  await number.fill("014190000123");
  await expect(page.locator(".govuk-error-message:visible")).toHaveCount(0);

  await walk(page, completeCases("civil-status-extract")[0].answers, undefined, "copies");
  await alive(page);
  const fee = page.locator("[data-fee]");
  await page.locator('main form input[name="copies"]').fill("3");
  await expect(fee).toHaveText("24.000 ₫");
  await page.locator('main form input[name="copies"]').fill("20");
  await expect(fee).toHaveText("160.000 ₫");
  expect(wrong).toEqual([]);
});

test("text typed before the WASM arrives is kept", async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/\.wasm$/, async (route) => { await held; await route.continue(); });
  await extractAt(page, "subject");
  const box = page.locator('main form input[name="subject.fullName"]');
  await box.fill("Nguyễn Thị Ánh");
  await expect(page.locator("form[data-hydrated]")).toHaveCount(0);
  release();
  await alive(page);
  await expect(box).toHaveValue("Nguyễn Thị Ánh");
});

test("a long list is shortened by a few letters, accents aside", async ({ page }) => {
  const wrong = watch(page);
  await extractAt(page, "residence");
  await alive(page);
  const list = (name) => page.locator(`main form select[name="residence.${name}"]`);
  const filter = (name) => page.locator(`[id="residence.${name}-filter"]`);
  const words = (name) => list(name).locator("option").allTextContents();
  const whole = (await words("province")).length;
  await list("province").selectOption("01");
  await filter("province").fill("son la");
  // What is chosen stays in.
  expect((await words("province")).slice(1)).toEqual(["Thành phố Hà Nội", "Tỉnh Sơn La"]);
  await expect(page.locator("main [data-found]").first()).toHaveText("Có 1 mục phù hợp");
  await expect(list("province")).toHaveValue("01");
  await filter("province").press("Enter");
  expect(new URL(page.url()).pathname).toMatch(/residence$/);
  await list("province").selectOption("14");
  await expect(list("commune").locator('option[value="03646"]')).toHaveCount(1);
  await filter("commune").fill("to hieu");
  expect((await words("commune")).slice(1)).toEqual(["Phường Tô Hiệu"]);
  await list("commune").selectOption("03646");
  await filter("commune").fill("");
  await expect(list("commune")).toHaveValue("03646");
  expect((await words("commune")).length).toBeGreaterThan(70);
  await filter("province").fill("");
  expect((await words("province")).length).toBe(whole);
  // Another province: another list, and nothing typed above it.
  await filter("commune").fill("to hieu");
  await list("province").selectOption("01");
  await expect(list("commune").locator('option[value="00004"]')).toHaveCount(1);
  await expect(filter("commune")).toHaveValue("");
  await axe(page);
  expect(wrong).toEqual([]);
});

test("a click is not lost to a message that appears", async ({ page }) => {
  await extractAt(page, "subject");
  await alive(page);
  await page.locator('main form input[name="subject.personalId"]').fill("12345");
  await page.locator("main form button").last().click();
  const summary = page.locator(".govuk-error-summary");
  await expect(summary).toBeFocused();
  await expect(summary.locator("a")).toHaveCount(2);
});

test("reference and secret open the dossier on another device", async ({ page, browser }) => {
  await extractAt(page, "check");
  await go(page);
  await page.waitForURL(/\/s\//);
  const reference = (await page.locator(".govuk-panel__body strong").innerText()).trim();
  const secret = (await page.locator(".app-secret__code strong").innerText()).trim();
  const other = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  await other.goto(page.url());
  await expect(other.locator("main")).not.toContainText(reference);
  await other.goto("/track");
  for (const typed of ["AAAA-AAAA-AA", secret.toLowerCase().replaceAll("-", " ")]) {
    await other.locator("main form input").nth(0).fill(reference);
    await other.locator("main form input").nth(1).fill(typed);
    await go(other);
    if (typed.startsWith("A")) await expect(other.locator(".govuk-error-summary")).toBeVisible();
  }
  await expect(other.locator("main")).toContainText(reference);
  await sound(other);
  expect(new URL(other.url()).search).toBe("");
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

for (const prefix of ["", "/en"]) {
  test(`every other page is sound${prefix ? " in English" : ""}`, async ({ page }) => {
    const wrong = watch(page);
    await page.setViewportSize({ width: 320, height: 640 });
    const pages = ["/", "/?q=khai+sinh", "/?q=khong+co+gi", "/p/1.001193", "/p/3.000333", "/track", "/help", "/privacy", "/accessibility", "/nowhere", "/d/aaaaaaaaaaaaaaaaaaaaaaaaaa/relation", "/s/AAAAAAAAAA"];
    for (const path of pages) {
      await page.goto(`${prefix}${path}`);
      await sound(page);
    }
    await page.goto(`${prefix}/track`);
    await page.locator("main form button").last().click();
    await expect(page.locator(".govuk-error-summary")).toBeVisible();
    await sound(page);
    expect(wrong).toEqual([]);
  });
}
