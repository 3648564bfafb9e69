// What refusing a hostile definition takes: `tokhai check`, from its start to
// its end, and the most memory it held. A program without a file is the floor.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { goal, tokhai } from "./servers.mjs";

const head = 'formDefinition: "1.0"\nid: vn.test.hostile\nversion: 1.0.0\nlanguages: [vi]\ntitle: T\n';
const fields = (list) => `${head}pages:\n- id: p\n  title: P\n  fields:\n${list}`;
const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]", ...Array.from({ length: 20 }, (_, n) => `${"bcdefghijklmnopqrstu"[n]}: &${"bcdefghijklmnopqrstu"[n]} [${Array(10).fill(`*${"abcdefghijklmnopqrst"[n]}`).join(", ")}]`)].join("\n");
const options = `  - id: a\n    type: choice\n    label: A\n    options:\n${Array.from({ length: 1e6 }, (_, n) => `    - {value: v${n}, label: V}\n`).join("")}`;
const cases = {
  "alias bomb": `${head}${bomb}\n`,
  "a million options": fields(options),
  "deep nesting": `${head}pages: ${"[".repeat(100000)}${"]".repeat(100000)}\n`,
  "catastrophic pattern": fields('  - {id: a, type: text, label: A, pattern: "((((a{1,1000}){1,1000}){1,1000}){1,1000})*b"}\n'),
};

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-hostile-"));
const file = (name) => path.join(folder, `${name.replaceAll(" ", "-")}.yaml`);
for (const [name, text] of Object.entries(cases)) fs.writeFileSync(file(name), text);
const huge = "1 GiB, sparse";
fs.writeFileSync(file(huge), "");
fs.truncateSync(file(huge), 2 ** 30);

// The kernel's own count of the most memory of a child that has ended.
function refuse(name) {
  return new Promise((resolve, reject) => {
    const before = performance.now();
    const child = spawn("/usr/bin/time", ["-f", "%M", tokhai, "check", file(name)], { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (part) => { said += part; });
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, ms: performance.now() - before, mib: Number(said.trim().split("\n").pop()) / 1024 }));
  });
}
try {
  for (const name of [...Object.keys(cases), huge]) {
    const { code, ms, mib } = await refuse(name);
    if (code !== 1 && code !== 2) throw new Error(`${name}: not refused but ended with ${code}`);
    goal(name.padEnd(22), `refused after ${ms.toFixed(0)} ms, ${mib.toFixed(1)} MiB at most`, "100 ms, 64 MiB", ms <= 100 && mib <= 64);
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
