// The officer's road: from a paid dossier in the inbox to its acceptance, with
// JavaScript and without it.
import { expect, test } from "@playwright/test";
import fs from "node:fs";
import path from "node:path";
import { sound, watch } from "./sound.mjs";
import { completeCases, go, walk } from "./walk.mjs";

const password = /^DEMO_OFFICER_PASSWORD=(.*)$/m.exec(fs.readFileSync(path.join(process.env.DATA, "demo.env"), "utf8"))[1];

// A dossier paid at the department of justice: its receipt's page.
async function paid(page) {
  await page.goto("/p/2.000635");
  await page.locator('main form select[name="agency"]').selectOption("DEMO-SL-002");
  await go(page);
  await walk(page, completeCases("civil-status-extract")[0].answers);
  await go(page);
  await page.waitForURL(/\/s\//);
  const receipt = page.url();
  await page.locator('main a[href$="/pay"]').first().click();
  await go(page);
  await page.locator('main form input[value="success"]').check({ force: true });
  await go(page);
  await expect(async () => {
    await page.goto(receipt);
    await expect(page.locator("main")).toContainText("Đã trả");
  }).toPass({ timeout: 20_000 });
  return receipt;
}

async function signIn(page) {
  await page.goto("/office");
  await page.waitForURL(/\/office\/sign-in$/);
  await page.locator('[name="login"]').fill("can-bo");
  await page.locator('[name="password"]').fill(password);
  await go(page);
  await page.waitForURL(/\/office$/);
}

for (const script of [true, false]) {
  test(`an officer accepts a paid dossier${script ? "" : " without JavaScript"}`, async ({ browser }) => {
    const citizen = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    const receipt = await paid(citizen);
    const reference = receipt.split("/").pop();
    const context = await browser.newContext({ javaScriptEnabled: script, viewport: { width: 1280, height: 860 } });
    const page = await context.newPage();
    const wrong = watch(page);
    const seen = async () => { if (script) await sound(page); };
    await page.goto("/office/sign-in");
    await seen();
    await signIn(page);
    await seen();
    await page.locator('main [name="q"]').fill("lo thi hoa");
    await page.locator('main [name="q"]').press("Enter");
    await expect(page.locator(`main a[href$="/office/d/${reference}"]`)).toHaveCount(1);
    expect(new URL(page.url()).search, "no name in the URL").toBe("?list=all");
    await seen();
    await page.locator(`main a[href$="/office/d/${reference}"]`).click();
    await page.waitForURL(/\/office\/d\//);
    await seen();
    await page.locator('form[action$="/accept"] button').click();
    await expect(page.locator("main")).toContainText(/DEMO-SL-002-\d{6}-\d{4}/);
    await expect(page.locator('form[action$="/accept"]')).toHaveCount(0);
    await citizen.goto(receipt);
    await expect(citizen.locator("main")).toContainText("Đã tiếp nhận");
    await sound(citizen);
    expect(wrong).toEqual([]);
    await context.close();
  });
}

test("whoever is not signed in sees no dossier", async ({ page }) => {
  await page.goto("/office/d/AAAAAAAAAA");
  await page.waitForURL(/\/office\/sign-in$/);
  await page.locator('[name="login"]').fill("can-bo");
  await page.locator('[name="password"]').fill("not the password");
  await go(page);
  await expect(page.locator(".govuk-error-summary")).toBeVisible();
  await expect(page.locator('[name="password"]')).toHaveValue("");
  await sound(page);
});
