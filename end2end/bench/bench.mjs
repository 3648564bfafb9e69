// Submissions a second at 64 connections, ours beside a Node peer in the same
// run, in turns. Prints each round, the medians and their ratio.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(path.dirname(here));
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
const rounds = Number(process.env.ROUNDS ?? 3), seconds = Number(process.env.SECONDS ?? 8);
const token = "bench-token-bench-token-bench-token";

if (!fs.existsSync(path.join(here, "node_modules/better-sqlite3/build"))) {
  // better-sqlite3 is compiled; its headers are Node's own, where it has them.
  const prefix = path.dirname(path.dirname(process.execPath));
  const env = { ...process.env };
  if (fs.existsSync(path.join(prefix, "include/node/node.h"))) env.npm_config_nodedir = prefix;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, env, stdio: "inherit" });
}

const freePort = () => new Promise((resolve) => {
  const probe = net.createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});
const memory = (pid) => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
const cpu = (pid) => { const parts = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(" "); return (Number(parts[13]) + Number(parts[14])) / 100; };

async function start(name, command, args, env) {
  const port = await freePort();
  const folder = fs.mkdtempSync(path.join(process.env.BENCH_DIR ?? os.tmpdir(), `bench-${name}-`));
  const before = performance.now();
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...env(port, folder) } });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${name} stopped at start`);
    try { if ((await fetch(`http://127.0.0.1:${port}/readyz`)).ok) break; } catch { /* not yet */ }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return { name, port, folder, child, ready: performance.now() - before };
}

function round(server, n) {
  const before = cpu(server.child.pid);
  const out = execFileSync("wrk", ["-t1", "-c64", `-d${seconds}s`, "-s", path.join(here, "submit.lua"), `http://127.0.0.1:${server.port}`], {
    encoding: "utf8", env: { ...process.env, BODY: path.join(here, "body.json"), TOKEN: token, RUN: `${server.name}-${n}-${process.pid}` },
  });
  const line = JSON.parse(out.trim().split("\n").pop());
  const us = ((cpu(server.child.pid) - before) / line.requests) * 1e6;
  console.log(`${server.name.padEnd(6)} round ${n}: ${line.rate.toFixed(0).padStart(6)}/s  p50 ${line.p50.toFixed(1)} ms  p99 ${line.p99.toFixed(1)} ms  ${us.toFixed(0)} µs CPU each  failed ${line.failed}`);
  if (line.failed) throw new Error(`${server.name}: ${line.failed} requests failed`);
  return line;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const ours = await start("ours", path.join(target, "release/tokhai"), ["serve"], (port, folder) => ({
  TOKHAI_ADDR: `127.0.0.1:${port}`, TOKHAI_PUBLIC_URL: `http://127.0.0.1:${port}`, TOKHAI_DATA: folder,
  TOKHAI_SEAL_KEY: "ab".repeat(32), TOKHAI_API_TOKEN: token, TOKHAI_LIMITS: "off", TOKHAI_LOG: "error",
}));
const peer = await start("node", process.execPath, [path.join(here, "peer.mjs")], (port, folder) => ({ PORT: port, DB: path.join(folder, "peer.db"), TOKEN: token }));
try {
  const results = new Map([[ours, []], [peer, []]]);
  for (let n = 1; n <= rounds; n++) for (const server of n % 2 ? [ours, peer] : [peer, ours]) results.get(server).push(round(server, n));
  const of = (server, field) => median(results.get(server).map((line) => line[field]));
  const ratio = of(ours, "rate") / of(peer, "rate"), tail = of(ours, "p99") / of(peer, "p99");
  console.log(`rate  ${of(ours, "rate").toFixed(0)}/s against ${of(peer, "rate").toFixed(0)}/s: ${ratio.toFixed(2)}x (goal 2x)`);
  console.log(`p99   ${of(ours, "p99").toFixed(1)} ms against ${of(peer, "p99").toFixed(1)} ms: ${tail.toFixed(2)}x (goal 0.5x)`);
  console.log(`memory at its highest ${(memory(ours.child.pid) / 1024).toFixed(1)} MiB against ${(memory(peer.child.pid) / 1024).toFixed(1)} MiB (bound 40 MB)`);
  console.log(`ready after ${ours.ready.toFixed(0)} ms against ${peer.ready.toFixed(0)} ms (bound 200 ms; the first start of each folder)`);
} finally {
  for (const server of [ours, peer]) {
    server.child.kill("SIGTERM");
    await new Promise((resolve) => (server.child.exitCode !== null ? resolve() : server.child.once("exit", resolve)));
    fs.rmSync(server.folder, { recursive: true, force: true });
  }
}
