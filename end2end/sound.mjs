// What every page must be, and must never do.
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";

// What a page must never do: a script error, a policy violation, a failed load.
export function watch(page) {
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("console", (message) => { if (/Content Security Policy|Refused to/.test(message.text())) wrong.push(`csp: ${message.text()}`); });
  page.on("response", (response) => { if (response.status() >= 500) wrong.push(`${response.status()} ${new URL(response.url()).pathname}`); });
  return wrong;
}

const axed = new Set();
export async function axe(page) {
  const key = await page.evaluate(() => location.pathname.replace(/\/(d|s)\/[^/]+/, "/$1/*").replace(/checkout\/.*/, "checkout"));
  if (axed.has(key)) return;
  axed.add(key);
  await sound(page);
}

// No violation that axe knows, nothing to scroll sideways, one heading that names the page. A page in a
// frame is a document of its own: `frames` leaves it out where it is looked at by itself.
export async function sound(page, frames = true) {
  const at = new URL(page.url()).pathname;
  const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]);
  const result = await (frames ? axe : axe.exclude("iframe")).analyze();
  expect(result.violations.map((v) => `${at}: ${v.id}: ${v.nodes[0].html}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${at} scrolls sideways`).toBeLessThanOrEqual(0);
  await expect(page.locator("h1")).toHaveCount(1);
}
