// The inbox over HTTP, signed in as the demo's officer: every list's first page
// and every kind of search, with 100,000 dossiers beside 1,000, in turns, one
// request at a time and eight. DOSSIERS and ASKS make it another size.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { goal, start, stop, tokhai } from "./servers.mjs";

const dossiers = Number(process.env.DOSSIERS ?? 100_000), few = Math.min(1_000, dossiers);
const asks = Number(process.env.ASKS ?? 1_000), limit = 50;

async function desk(count) {
  const server = await start(`inbox-${count}`, tokhai, ["demo", "--dossiers", String(count)], (port, folder) => ({
    TOKHAI_ADDR: `127.0.0.1:${port}`, TOKHAI_PUBLIC_URL: `http://127.0.0.1:${port}`, TOKHAI_DATA: folder,
    TOKHAI_LIMITS: "off", TOKHAI_LOG: "error",
  }));
  console.log(`${String(count).padStart(7)} dossiers: generated and ready after ${(server.ready / 1000).toFixed(1)} s`);
  server.agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  const env = fs.readFileSync(path.join(server.folder, "demo.env"), "utf8");
  const password = /^DEMO_OFFICER_PASSWORD=(.*)$/m.exec(env)[1];
  const answer = await ask(server, { path: "/office/sign-in", form: { login: "can-bo", password } });
  if (answer.status !== 303) throw new Error(`signing in answered ${answer.status}`);
  server.cookie = answer.headers["set-cookie"].map((cookie) => cookie.split(";")[0]).join("; ");
  return server;
}

// One request, answered to its last byte: status, headers, body and ms.
const ask = (server, { path, form }, plain = true) => new Promise((resolve, reject) => {
  const body = form && new URLSearchParams(form).toString(), began = performance.now();
  const headers = { origin: `http://127.0.0.1:${server.port}`, ...(server.cookie && { cookie: server.cookie }), ...(!plain && { "accept-encoding": "br" }) };
  if (body !== undefined) Object.assign(headers, { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) });
  const request = http.request({ port: server.port, host: "127.0.0.1", path, method: body === undefined ? "GET" : "POST", agent: server.agent, headers }, (answer) => {
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, ms: performance.now() - began, body: plain ? Buffer.concat(parts).toString() : "" }));
  });
  request.on("error", reject);
  request.end(body);
});

const rows = (page) => new Set(page.body.match(/\/office\/d\/[0-9A-Z]{10}/g)).size;

// `asks` of the same, so many at a time: p50 and p99 in ms.
async function measure(server, what, atOnce) {
  const times = [];
  let left = asks;
  const one = async () => {
    while (left-- > 0) {
      const answer = await ask(server, what, false);
      if (answer.status !== 200) throw new Error(`${what.name} answered ${answer.status}`);
      times.push(answer.ms);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)] };
}

// What is asked: two common words whom nobody has together, and many, and few.
async function questions(server) {
  const all = await ask(server, { path: "/office?list=working" });
  const reference = /\/office\/d\/([0-9A-Z]{10})/.exec(all.body)[1], code = /DEMO-SL-002-\d{6}-\d{4,}/.exec(all.body)[0];
  const look = (name, q) => ({ name, path: "/office?list=all", form: { q } });
  return [
    ...["new", "today", "overdue", "working", "waiting", "all"].map((list) => ({ name: list, path: `/office?list=${list}` })),
    look("a common word", "nguyen"), look("a rare word", "on"),
    look("two common words, many", "nguyen thi"), look("two common words, few", "thi quang"), look("two common words, nobody", "nguyen tran"),
    look("three words", "nguyen thi hoa"), look("four words", "nguyen van hoa nam"),
    look("a reference", reference), look("a dossier code", code),
  ];
}

const servers = [];
try {
  servers.push(await desk(few));
  servers.push(await desk(dossiers));
  const [small, large] = servers, ms = (time) => time.toFixed(1).padStart(6);
  const asked = [await questions(small), await questions(large)];
  console.log(`\n${"inbox, ms".padEnd(26)} rows     one at a time      eight at a time    with ${few}, one at a time`);
  const worst = { one: 0, eight: 0, ratio: 0 };
  for (let at = 0; at < asked[1].length; at++) {
    const what = asked[1][at], found = rows(await ask(large, what));
    const before = await measure(small, asked[0][at], 1), one = await measure(large, what, 1), eight = await measure(large, what, 8);
    console.log(`${what.name.padEnd(26)} ${String(found).padStart(4)}  p50${ms(one.p50)} p99${ms(one.p99)}  p50${ms(eight.p50)} p99${ms(eight.p99)}  p50${ms(before.p50)} p99${ms(before.p99)}: ${(one.p50 / before.p50).toFixed(1)} times`);
    worst.one = Math.max(worst.one, one.p99);
    worst.eight = Math.max(worst.eight, eight.p99);
    worst.ratio = Math.max(worst.ratio, one.p50 / before.p50);
  }
  console.log();
  goal("inbox", `p99 at most ${worst.one.toFixed(1)} ms of one, ${worst.eight.toFixed(1)} ms of eight at a time`, `at most ${limit} ms`, Math.max(worst.one, worst.eight) <= limit);
  console.log(`        p50 with ${dossiers} dossiers at most ${worst.ratio.toFixed(1)} times that with ${few}`);
} finally {
  for (const server of servers) {
    server.agent.destroy();
    await stop(server);
  }
}
