// The whole road: catalogue, payment, acceptance, one supplement, findings, the
// paper, the decision, the notice, the one-time code, the download, and the
// paper's QR code read as a telephone would. With JavaScript and without it.
//   SHOTS=folder node end2end/run.mjs road    also takes a picture of each step
import { expect, test } from "@playwright/test";
import jsQR from "jsqr";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { PNG } from "pngjs";
import { sound, watch } from "./sound.mjs";
import { completeCases, go, walk } from "./walk.mjs";

const data = process.env.DATA;
const password = /^DEMO_OFFICER_PASSWORD=(.*)$/m.exec(fs.readFileSync(path.join(data, "demo.env"), "utf8"))[1];
const findings = JSON.parse(fs.readFileSync(new URL("../tests/cases/findings.json", import.meta.url), "utf8"))["civil-status-extract"];
const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 860 };

// Letters about a dossier, the oldest first.
function letters(reference) {
  const folder = path.join(data, "mailbox");
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).sort().map((name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"))).filter((letter) => letter.reference === reference);
}

async function letter(reference, words) {
  let found;
  await expect(() => {
    found = letters(reference).findLast((one) => one.words === words);
    expect(found, `a letter that says ${words}`).toBeTruthy();
  }).toPass({ timeout: 20_000 });
  return found;
}

// What a telephone's camera would read on the paper's first page.
function scan(pdf) {
  const folder = fs.mkdtempSync(path.join(data, "scan-"));
  fs.writeFileSync(path.join(folder, "paper.pdf"), pdf);
  execFileSync("pdftoppm", ["-r", "200", "-png", "-singlefile", path.join(folder, "paper.pdf"), path.join(folder, "paper")]);
  const image = PNG.sync.read(fs.readFileSync(path.join(folder, "paper.png")));
  const code = jsQR(new Uint8ClampedArray(image.data), image.width, image.height);
  expect(code, "a QR code that can be read").toBeTruthy();
  return code.data;
}

const text = (pdf) => execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf }).toString();

for (const script of [true, false]) {
  test(`the whole road${script ? "" : " without JavaScript"}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const context = (viewport) => browser.newContext({ javaScriptEnabled: script, viewport, acceptDownloads: true });
    const citizen = await (await context(phone)).newPage();
    const officer = await (await context(desk)).newPage();
    const wrong = [watch(citizen), watch(officer)];
    let count = 0;
    // A step's page is sound, and pictured where asked for: both widths.
    const step = async (page, name) => {
      if (script) await sound(page);
      count += 1;
      if (!process.env.SHOTS) return;
      fs.mkdirSync(process.env.SHOTS, { recursive: true });
      const before = page.viewportSize();
      for (const [width, size] of [["360", phone], ["1280", desk]]) {
        await page.setViewportSize(size);
        const file = `${String(count).padStart(2, "0")}-${name}-${width}${script ? "" : "-plain"}.png`;
        await page.screenshot({ path: path.join(process.env.SHOTS, file), fullPage: true });
      }
      await page.setViewportSize(before);
    };

    // The citizen applies and pays.
    await citizen.goto("/");
    await step(citizen, "catalogue");
    await citizen.locator('main a[href$="/p/2.000635"]').first().click();
    await citizen.locator('main form select[name="agency"]').selectOption("DEMO-SL-002");
    await go(citizen);
    await walk(citizen, completeCases("civil-status-extract")[0].answers);
    await go(citizen);
    await citizen.waitForURL(/\/s\//);
    const receipt = citizen.url();
    const reference = receipt.split("/").pop();
    await citizen.locator('main a[href$="/pay"]').first().click();
    await go(citizen);
    await citizen.locator('main form input[value="success"]').check({ force: true });
    await go(citizen);
    await expect(async () => {
      await citizen.goto(receipt);
      await expect(citizen.locator("main")).toContainText("Đã trả");
    }).toPass({ timeout: 20_000 });
    await step(citizen, "paid");

    // The officer accepts.
    await officer.goto("/office");
    await officer.locator('[name="login"]').fill("can-bo");
    await officer.locator('[name="password"]').fill(password);
    await go(officer);
    await officer.waitForURL(/\/office$/);
    await step(officer, "inbox");
    const home = `/office/d/${reference}`;
    await officer.goto(home);
    await step(officer, "new");
    await officer.locator('form[action$="/accept"] button').click();
    await expect(officer.locator("main")).toContainText(/DEMO-SL-002-\d{6}-\d{4}/);
    await step(officer, "accepted");
    const slip = officer.waitForEvent("download");
    await officer.locator('main a[href$="/paper/01.pdf"]').click();
    expect(text(fs.readFileSync(await (await slip).path()))).toContain("GIẤY TIẾP NHẬN HỒ SƠ");

    // One supplement: an empty one is refused, and what was typed is kept.
    await officer.locator('summary:has-text("Yêu cầu bổ sung")').click();
    await officer.locator('form[action$="/supplement"] button').click();
    await expect(officer.locator(".govuk-error-summary")).toBeVisible();
    await step(officer, "supplement-empty");
    await officer.locator('[name="ask.copies"]').fill("Ghi rõ số bản cần cấp, hồ sơ ghi hai số khác nhau.");
    await officer.locator('form[action$="/supplement"] button').click();
    await expect(officer.locator("main")).toContainText("Ghi rõ số bản cần cấp");
    await step(officer, "supplement-asked");
    const notice = await letter(reference, "supplement");
    expect(notice.text).not.toContain("Lò Thị Hoa");
    await citizen.goto(receipt);
    await step(citizen, "supplement");
    await citizen.locator('form[action$="/supplement"] button').click();
    await citizen.waitForURL(/\/copies$/);
    await step(citizen, "mend");
    await citizen.locator('[name="copies"]').fill("3");
    await go(citizen);
    await citizen.waitForURL(/\/check$/);
    await step(citizen, "mended");
    await go(citizen);
    await citizen.waitForURL(/\/s\//);
    await expect(citizen.locator("main")).toContainText("Bạn đã gửi bổ sung");
    await step(citizen, "sent");

    // The officer checks identity, writes findings, sees the paper, decides.
    await officer.goto(home);
    await officer.locator('form[action$="/identity"] [value="counter"]').check({ force: true });
    await officer.locator('form[action$="/identity"] button').click();
    await expect(officer.locator("main")).toContainText("Đã đủ để quyết định");
    await step(officer, "identity");
    await officer.locator(`main a[href$="${home}/decision"]`).click();
    await officer.waitForURL(/\/decision\/register$/);
    await step(officer, "findings");
    await go(officer);
    await expect(officer.locator(".govuk-error-summary")).toBeVisible();
    await walk(officer, findings, undefined, "decision");
    await step(officer, "decision");
    await officer.locator('button[value="decide"]').click();
    await expect(officer.locator(".govuk-error-summary")).toContainText("Mở bản xem trước");
    await step(officer, "not-seen");
    const preview = await officer.locator('main a[href*="/paper/preview"]').getAttribute("href");
    const seen = await officer.context().request.get(preview);
    expect(text(await seen.body())).toContain("12/TLKS-BS");
    await officer.goto(`${home}/decision`);
    await expect(officer.locator("main")).toContainText("đã được mở");
    await officer.locator('button[value="decide"]').click();
    await officer.waitForURL(new RegExp(`${home}$`));
    await expect(async () => {
      await officer.goto(home);
      await expect(officer.locator('main a[href$="/paper/result.pdf"]')).toBeVisible();
    }).toPass({ timeout: 20_000 });
    await step(officer, "decided");

    // The citizen is told, proves the telephone number, downloads.
    const ready = await letter(reference, "decided");
    expect(ready.text).toContain(`/s/${reference}`);
    await citizen.goto(receipt);
    await step(citizen, "ready");
    await citizen.locator(`main a[href$="/result"]`).click();
    await citizen.waitForURL(/\/result$/);
    await step(citizen, "gate");
    await citizen.locator('button[value="send"]').click();
    const sent = await letter(reference, "code");
    await expect(citizen.locator('[name="code"]')).toBeVisible();
    await step(citizen, "code");
    await citizen.locator('[name="code"]').fill(/\b\d{6}\b/.exec(sent.text)[0]);
    await citizen.locator('button[value="code"]').click();
    await expect(citizen.locator('main a[href$="/result.pdf"]')).toBeVisible();
    await step(citizen, "download");
    const download = citizen.waitForEvent("download");
    await citizen.locator('main a[href$="/result.pdf"]').click();
    const file = await (await download).path();
    const pdf = fs.readFileSync(file);
    expect(text(pdf)).toContain("BẢN CHƯA KÝ SỐ – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ");
    await citizen.goto(receipt);
    await expect(citizen.locator("main")).toContainText("Đã trả kết quả");
    await step(citizen, "delivered");

    // Anybody scans the code on the paper.
    const stranger = await (await context(phone)).newPage();
    await stranger.goto(new URL(scan(pdf)).pathname);
    await expect(stranger.locator("main")).toContainText("Đã cấp, chưa ký số");
    await expect(stranger.locator("main")).toContainText("12/TLKS-BS");
    expect(await stranger.locator("main").innerText()).not.toContain("Minh Họa");
    await step(stranger, "verified");
    await stranger.locator('[name="file"]').setInputFiles({ name: "giay.pdf", mimeType: "application/pdf", buffer: pdf });
    await go(stranger);
    await expect(stranger.locator("main")).toContainText("Tệp đúng là bản đã cấp");
    await step(stranger, "compared");
    expect(wrong.flat()).toEqual([]);
    expect(letters(reference).map((one) => one.words)).toEqual(["submitted", "paid", "accepted", "supplement", "supplemented", "decided", "code", "delivered"]);
  });
}
