// How the engine's work grows: prints what forms/examples/growth.rs measures and
// draws it into target/bench/growth.svg, time over size, a line for each kind.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { goal, root, target } from "./servers.mjs";

const series = new Map();
const child = spawn(path.join(target, "release/examples/growth"), { stdio: ["ignore", "pipe", "inherit"] });
const ended = new Promise((resolve) => child.once("close", resolve));
for await (const line of readline.createInterface({ input: child.stdout })) {
  console.log(line);
  const [, name, size, micros] = /^(.+?) +(\d+) +([\d.]+) µs +\d+ ns each$/.exec(line) ?? [];
  if (name) series.set(name, [...(series.get(name) ?? []), { size: Number(size), micros: Number(micros) }]);
}
if ((await ended) !== 0 || series.size === 0) throw new Error("nothing was measured");
for (const [name, points] of series) {
  const each = ({ size, micros }) => micros / size, [first, last] = [points[0], points.at(-1)], times = last.size / first.size;
  goal(name.padEnd(26), `${times} times as much: each takes ${(each(last) / each(first)).toFixed(2)} times as long`, "at most 1.5 times", each(last) <= 1.5 * each(first));
}

// The least of 1, 2 or 5 times a power of ten that cuts `most` into at most `parts`.
function step(most, parts) {
  const power = 10 ** Math.floor(Math.log10(most / parts));
  return [1, 2, 5, 10].map((times) => times * power).find((length) => most / length <= parts);
}
const all = [...series.values()].flat();
const axis = (most) => { const length = step(most, 6); return { length, end: Math.ceil(most / length) * length }; };
const across = axis(Math.max(...all.map(({ size }) => size))), up = axis(Math.max(...all.map(({ micros }) => micros)));
const width = 760, height = 440, left = 80, right = 220, top = 50, bottom = 60;
const x = (size) => left + (size / across.end) * (width - left - right), y = (micros) => height - bottom - (micros / up.end) * (height - top - bottom);
const ticks = ({ length, end }) => Array.from({ length: Math.round(end / length) + 1 }, (_, n) => n * length);
const text = (at, words, more = "") => `<text x="${at[0].toFixed(1)}" y="${at[1].toFixed(1)}" ${more}>${words}</text>`;
const looks = [["#1d70b8", ""], ["#d4351c", "6 3"], ["#00703c", "2 3"], ["#4c2c92", "9 3 2 3"]];

const parts = [text([left, 26], "One whole check, native, by size: median of 31", 'font-size="16" font-weight="bold"')];
for (const size of ticks(across)) parts.push(`<path class="grid" d="M${x(size)} ${top}V${height - bottom}"/>`, text([x(size), height - bottom + 20], size, 'text-anchor="middle"'));
for (const micros of ticks(up)) parts.push(`<path class="grid" d="M${left} ${y(micros)}H${width - right}"/>`, text([left - 8, y(micros) + 4], micros, 'text-anchor="end"'));
parts.push(`<path class="axis" d="M${left} ${top}V${height - bottom}H${width - right}"/>`);
parts.push(text([(left + width - right) / 2, height - 14], "fields, rows or rules", 'text-anchor="middle"'));
parts.push(text([0, 0], "microseconds", `text-anchor="middle" transform="translate(22 ${(top + height - bottom) / 2}) rotate(-90)"`));
let row = 0;
for (const [name, points] of series) {
  const [colour, dashes] = looks[row % looks.length], at = top + 14 + row++ * 44, last = points.at(-1);
  parts.push(`<path fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}" d="M${points.map(({ size, micros }) => `${x(size).toFixed(1)} ${y(micros).toFixed(1)}`).join("L")}"/>`);
  for (const { size, micros } of points) parts.push(`<circle cx="${x(size).toFixed(1)}" cy="${y(micros).toFixed(1)}" r="3" fill="${colour}"/>`);
  parts.push(`<path stroke="${colour}" stroke-width="2" stroke-dasharray="${dashes}" d="M${width - right + 16} ${at}h30"/>`);
  parts.push(text([width - right + 54, at + 4], name), text([width - right + 54, at + 20], `${last.micros} µs at ${last.size}`, 'fill="#505a5f"'));
}
const file = path.join(root, "target/bench/growth.svg");
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<style>.grid { stroke: #dee0e2 } .axis { stroke: #0b0c0c; fill: none }</style>
<rect width="100%" height="100%" fill="#fff"/>
${parts.join("\n")}
</svg>
`);
console.log(`drawn: ${path.relative(process.cwd(), file)}`);
