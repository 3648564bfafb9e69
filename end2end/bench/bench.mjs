// Submissions a second at 64 connections, ours beside a Node peer in the same
// run, in turns. Prints each round, then each goal with what was measured and
// whether it is met. ROUNDS and SECONDS make it longer.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { cpu, freePort, goal, here, median, memory, start, stop, tokhai } from "./servers.mjs";

const rounds = Number(process.env.ROUNDS ?? 3), seconds = Number(process.env.SECONDS ?? 8);
const token = "bench-token-bench-token-bench-token";

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

const startOurs = () => start("ours", tokhai, ["serve"], (port, folder) => ({
  TOKHAI_ADDR: `127.0.0.1:${port}`, TOKHAI_PUBLIC_URL: `http://127.0.0.1:${port}`, TOKHAI_DATA: folder,
  TOKHAI_SEAL_KEY: "ab".repeat(32), TOKHAI_API_TOKEN: token, TOKHAI_LIMITS: "off", TOKHAI_LOG: "error",
}));
const startPeer = () => start("node", process.execPath, [path.join(here, "peer.mjs")], (port, folder) => ({ PORT: port, DB: path.join(folder, "peer.db"), TOKEN: token }));

// Each start is the first of its folder: the tables are made, the forms published.
await fetch(`http://127.0.0.1:${await freePort()}`).catch(() => {}); // loads what fetch needs
const ready = { ours: [], node: [] };
async function starts(again) {
  for (let n = 1; ; n++) {
    const server = await again();
    ready[server.name].push(server.ready);
    if (n === 3) return server;
    await stop(server);
  }
}
const ours = await starts(startOurs);
const peer = await starts(startPeer);
try {
  const results = new Map([[ours, []], [peer, []]]);
  for (let n = 1; n <= rounds; n++) for (const server of n % 2 ? [ours, peer] : [peer, ours]) results.get(server).push(round(server, n));
  const of = (server, field) => median(results.get(server).map((line) => line[field]));
  const ratio = of(ours, "rate") / of(peer, "rate"), tail = of(ours, "p99") / of(peer, "p99"), held = memory(ours.child.pid), began = median(ready.ours);
  console.log();
  goal("rate", `${of(ours, "rate").toFixed(0)}/s, the peer ${of(peer, "rate").toFixed(0)}/s: ${ratio.toFixed(2)} times`, "at least 2 times", ratio >= 2);
  goal("p99", `${of(ours, "p99").toFixed(1)} ms, the peer ${of(peer, "p99").toFixed(1)} ms: ${tail.toFixed(2)} times`, "at most 0.5 times", tail <= 0.5);
  goal("memory", `${held.toFixed(1)} MB at most, the peer ${memory(peer.child.pid).toFixed(1)} MB`, "at most 40 MB", held <= 40);
  goal("start", `ready after ${began.toFixed(0)} ms, the peer ${median(ready.node).toFixed(0)} ms`, "at most 200 ms", began <= 200);
} finally {
  await stop(ours);
  await stop(peer);
}
