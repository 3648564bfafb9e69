// Starting, watching and stopping the servers that are measured.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.dirname(path.dirname(here));
export const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
export const tokhai = path.join(target, "release/tokhai");

export const freePort = () => new Promise((resolve) => {
  const probe = net.createServer().listen(0, "127.0.0.1", () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});
// The most memory it ever held, in MB.
export const memory = (pid) => Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024 / 1e6;
export const cpu = (pid) => { const parts = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(" "); return (Number(parts[13]) + Number(parts[14])) / 100; };

// Starts a server in a folder of its own; `env(port, folder)` is its environment.
export async function start(name, command, args, env) {
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

export async function stop(server) {
  server.child.kill("SIGTERM");
  await new Promise((resolve) => (server.child.exitCode !== null ? resolve() : server.child.once("exit", resolve)));
  fs.rmSync(server.folder, { recursive: true, force: true });
}

export const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
export const goal = (what, measured, goal, met) => console.log(`${what.padEnd(7)} ${measured.padEnd(52)} goal ${goal.padEnd(22)} ${met ? "met" : "NOT met"}`);
