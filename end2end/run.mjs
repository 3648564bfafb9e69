// Starts the release build on a free port with a fresh data folder, runs the
// browser tests against it, and stops it by its process id.
//   node end2end/run.mjs [arguments for playwright test]
//   node end2end/run.mjs pictures       takes the README's pictures again
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");

const freePort = () => new Promise((resolve) => {
  const probe = net.createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

const port = await freePort();
const data = fs.mkdtempSync(path.join(os.tmpdir(), "tokhai-e2e-"));
const log = fs.openSync(path.join(data, "server.log"), "w");
const server = spawn(path.join(target, "release/tokhai"), ["demo"], {
  cwd: root,
  stdio: ["ignore", log, log],
  env: { ...process.env, TOKHAI_ADDR: `127.0.0.1:${port}`, TOKHAI_PUBLIC_URL: `http://localhost:${port}`, TOKHAI_DATA: path.join(data, "data"), TOKHAI_LIMITS: "off" },
});
let code = 1;
try {
  const base = `http://localhost:${port}`;
  for (let i = 0; ; i++) {
    if (server.exitCode !== null) throw new Error("the server stopped at start");
    try { if ((await fetch(`${base}/readyz`)).ok) break; } catch { /* not up yet */ }
    if (i > 200) throw new Error("the server did not become ready");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const playwright = path.join(here, "node_modules/@playwright/test/cli.js");
  const command = process.argv[2] === "pictures"
    ? [path.join(here, "pictures.mjs")]
    : [playwright, "test", "--config", path.join(here, "playwright.config.mjs"), ...process.argv.slice(2)];
  const result = spawnSync(process.execPath, command, {
    cwd: here, stdio: "inherit", env: { ...process.env, BASE_URL: base, DATA: path.join(data, "data"), SERVER_LOG: path.join(data, "server.log") },
  });
  code = result.status ?? 1;
} catch (error) {
  console.error(String(error));
} finally {
  if (code !== 0) console.error(fs.readFileSync(path.join(data, "server.log"), "utf8").split("\n").slice(-40).join("\n"));
  server.kill("SIGTERM");
  await new Promise((resolve) => (server.exitCode !== null ? resolve() : server.once("exit", resolve)));
  fs.rmSync(data, { recursive: true, force: true });
}
process.exit(code);
