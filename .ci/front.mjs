// Builds what the browser gets, into target/site/assets: one stylesheet and a
// second for officers' pages, one script, one WebAssembly module, each named by its content and compressed
// beforehand, and target/site/assets.json which tells the server their names.
//
//   node .ci/front.mjs            build (does nothing where nothing changed)
//   node .ci/front.mjs --sizes    print what a first question page transfers
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";
import { renamed, script, shortNames, withoutExports } from "./trim.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const require = createRequire(path.join(root, "end2end/package.json"));
const modules = path.join(root, "end2end/node_modules");
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
const site = path.join(root, "target/site");
const assets = path.join(site, "assets");
const work = path.join(root, "target/front");
// What every browser since 2021 understands, and no more: with all features
// the optimiser writes encodings that no browser reads yet.
const wasmFeatures = ["--mvp-features", ...["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt", "multivalue", "reference-types"].map((name) => `--enable-${name}`)];
const run = (command, args, options = {}) => execFileSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");
const brotli = (bytes) =>
  zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });

async function build() {
  run("cargo", ["build", "--quiet", "--locked", "-p", "app", "--lib", "--features", "hydrate", "--target", "wasm32-unknown-unknown", "--profile", "wasm-release"]);
  const raw = fs.readFileSync(path.join(target, "wasm32-unknown-unknown/wasm-release/app.wasm"));
  const styles = fs.readdirSync(path.join(root, "style"), { recursive: true }).map(String).sort()
    .filter((name) => name.endsWith(".scss")).map((name) => fs.readFileSync(path.join(root, "style", name)));
  const inputs = sha(raw, ...styles, fs.readFileSync(path.join(root, "end2end/package-lock.json")), ...["front.mjs", "trim.mjs"].map((name) => fs.readFileSync(path.join(root, ".ci", name))));
  const stamp = path.join(site, "stamp");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === inputs) return;

  fs.rmSync(assets, { recursive: true, force: true });
  fs.mkdirSync(assets, { recursive: true });
  fs.mkdirSync(work, { recursive: true });
  run("wasm-bindgen", ["--target", "web", "--no-typescript", "--out-dir", work, "--out-name", "app", path.join(target, "wasm32-unknown-unknown/wasm-release/app.wasm")]);
  const client = module();
  const css = await stylesheet("main");
  const office = await stylesheet("office");

  const names = {};
  for (const [kind, content, extension] of [["wasm", client.wasm, "wasm"], ["js", client.script, "js"], ["css", css, "css"], ["office", office, "css"]]) {
    const name = `tokhai.${sha(content).slice(0, 12)}.${extension}`;
    fs.writeFileSync(path.join(assets, name), content);
    fs.writeFileSync(path.join(assets, `${name}.br`), brotli(content));
    fs.writeFileSync(path.join(assets, `${name}.gz`), zlib.gzipSync(content, { level: 9 }));
    names[kind] = `/assets/${name}`;
  }
  fs.writeFileSync(path.join(site, "assets.json"), JSON.stringify(names, null, 2) + "\n");
  fs.writeFileSync(stamp, inputs);
}

// A stylesheet of style/, with only what is used.
async function stylesheet(name) {
  const { css } = require("sass").compile(path.join(root, `style/${name}.scss`), {
    style: "compressed", loadPaths: [modules, path.join(modules, "govuk-frontend/dist")], quietDeps: true, silenceDeprecations: ["import"],
  });
  return Buffer.from(await used(css));
}

// The stylesheet without rules for classes that no page of ours can have. A class is
// used when its whole name stands in the source, or its beginning where `format!` ends it.
async function used(css) {
  const sources = fs.readdirSync(path.join(root, "app/src"), { recursive: true }).map(String)
    .filter((name) => /\.(rs|js)$/.test(name)).map((name) => ({ raw: fs.readFileSync(path.join(root, "app/src", name), "utf8"), extension: "rs" }));
  const begun = new Set(sources.flatMap(({ raw }) => raw.match(/\b(?:govuk|app)-[\w-]*-(?=["{])/g) ?? []));
  const { PurgeCSS } = require("purgecss");
  const [{ css: kept }] = await new PurgeCSS().purge({
    content: sources, css: [{ raw: css }], defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    safelist: ["html", "body", ...[...begun].map((beginning) => new RegExp(`^${beginning}`))],
  });
  return kept;
}

// The module and its script, from what wasm-bindgen wrote. Leptos' server functions
// export streams which no page of ours uses.
function module() {
  const from = path.join(work, "app.used.wasm"), to = path.join(work, "app.opt.wasm");
  fs.writeFileSync(from, withoutExports(fs.readFileSync(path.join(work, "app_bg.wasm")), /intounderlying/));
  // Functions stay where they are called from often: copies are what brotli finds least of.
  run(process.execPath, [
    path.join(modules, "binaryen/bin/wasm-opt"), "-Oz", ...wasmFeatures, "--converge", "--one-caller-inline-max-function-size=8", "--low-memory-unused", "--reorder-functions-by-name",
    "--strip-debug", "--strip-producers", "--strip-target-features", "-o", to, from,
  ]);
  const wasm = fs.readFileSync(to);
  const glue = fs.readFileSync(path.join(work, "app.js"), "utf8");
  const open = [...glue.matchAll(/^export function (\w+)/gm)].map((found) => found[1]);
  const short = shortNames(wasm, open), name = "a";
  fs.writeFileSync(path.join(work, "app.js"), script(glue, wasm, short, name));
  const bundle = require("esbuild").buildSync({
    stdin: { contents: `export { default, ${open.join(", ")} } from "./app.js";`, resolveDir: work },
    bundle: true, minify: true, format: "esm", target: "es2020", write: false, logOverride: { "empty-import-meta": "silent" },
  });
  return { wasm: renamed(wasm, short, name), script: Buffer.from(bundle.outputFiles[0].contents) };
}

// What a first question page transfers: JS + WASM + CSS, brotli 11. Officers' stylesheet is none of it.
function sizes() {
  const names = JSON.parse(fs.readFileSync(path.join(site, "assets.json"), "utf8"));
  let total = 0;
  for (const [kind, url] of Object.entries(names)) {
    const raw = fs.statSync(path.join(site, url)).size;
    const packed = fs.statSync(path.join(site, `${url}.br`)).size;
    if (kind !== "office") total += packed;
    console.log(`${kind.padEnd(5)} ${String(raw).padStart(9)} bytes raw ${String(packed).padStart(8)} bytes brotli`);
  }
  const bound = 105_000, goal = 86_000;
  console.log(`total ${String(total).padStart(36)} bytes brotli; bound ${bound}, goal ${goal}`);
  if (total > bound) { console.error(`over the bound by ${total - bound} bytes`); process.exit(1); }
}

await build();
if (process.argv.includes("--sizes")) sizes();
