// Parse and check of the reference form, forms per CPU-second: the engine beside
// JSON.parse, compiled ajv and the rules by hand. Batches in turns; both must
// find every fault. ROUNDS makes it longer.
import { spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { errors, fees, sample } from "./street-event.mjs";
import { goal, median, target } from "./servers.mjs";

const rounds = Number(process.env.ROUNDS ?? 9), least = 0.25e9;
const child = spawn(path.join(target, "release/examples/throughput"), { stdio: ["pipe", "pipe", "inherit"] });
const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
async function ask(line) {
  child.stdin.write(`${line}\n`);
  const { value, done } = await lines.next();
  if (done) throw new Error(`the engine stopped at: ${line}`);
  return value;
}

function peer(text, expected, times) {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) {
    const found = errors(text);
    if (found !== expected) throw new Error(`the peer found ${found} errors, not ${expected}`);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) * 1000;
}

// CPU nanoseconds of a batch long enough to be measured, and its length.
async function calibrate(batch) {
  for (let times = 1000; ; times *= 2) if (await batch(times) > least) return times;
}
const show = (rates) => `${median(rates).toFixed(0)} (${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)})`;

console.log("parse + check, forms per CPU-second, median (range)");
for (const rows of [3, 10]) for (const [kind, expected] of [["valid", 0], ["faulty", 10]]) {
  const theirs = sample(await ask(`sample ${rows} ${kind}`));
  const batches = { ours: async (times) => Number(await ask(`batch ${rows} ${kind} ${times}`)), peer: async (times) => peer(theirs, expected, times) };
  const rates = { ours: [], peer: [] }, times = {};
  for (const name of ["ours", "peer"]) times[name] = await calibrate(batches[name]);
  for (let n = 0; n < rounds; n++) for (const name of n % 2 ? ["peer", "ours"] : ["ours", "peer"]) rates[name].push(times[name] / (await batches[name](times[name]) / 1e9));
  const ratio = median(rates.ours) / median(rates.peer);
  goal(`${rows} rows, ${kind}`.padEnd(16), `ours ${show(rates.ours)}, ajv ${show(rates.peer)}: ${ratio.toFixed(2)} times`.padEnd(68), "at least 1 time", ratio >= 1);
}
if (!(fees() > 0)) throw new Error("the peer computed no fee");
child.stdin.end();
