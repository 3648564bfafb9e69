// Makes what wasm-bindgen wrote smaller without changing what it does: exports
// nobody calls are left out, and the long hashed names by which script and
// module know each other become short ones. Both are read by the formats'
// own structure; what is not as expected stops the build.

const HEADER = 8; // "\0asm" and the version
const IMPORTS = 2;
const EXPORTS = 7;

// Reads a module's bytes from a place on.
function reader(bytes, at = 0) {
  const number = () => {
    let value = 0, shift = 0, byte;
    do { byte = bytes[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128);
    return value;
  };
  const take = (length) => bytes.subarray(at, (at += length));
  return { number, take, text: () => take(number()).toString(), byte: () => bytes[at++], place: () => at, ended: () => at >= bytes.length };
}

function number(value) {
  const bytes = [];
  do { bytes.push((value & 127) | (value > 127 ? 128 : 0)); value >>>= 7; } while (value);
  return Buffer.from(bytes);
}

const text = (value) => Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
const list = (parts) => Buffer.concat([number(parts.length), ...parts]);

// Rewrites the sections that `change` names by their number; the others stay.
function sections(wasm, change) {
  const all = reader(wasm, HEADER);
  const out = [wasm.subarray(0, HEADER)];
  while (!all.ended()) {
    const id = all.byte();
    const old = all.take(all.number());
    const content = change[id] ? change[id](reader(old)) : old;
    out.push(Buffer.from([id]), number(content.length), content);
  }
  return Buffer.concat(out);
}

/** The module without the exports that `unwanted` matches; what only they needed is for wasm-opt to find. */
export function withoutExports(wasm, unwanted) {
  return sections(wasm, {
    [EXPORTS](from) {
      const kept = [];
      for (let count = from.number(); count > 0; count--) {
        const name = from.text();
        const entry = Buffer.concat([text(name), from.take(1), number(from.number())]);
        if (!unwanted.test(name)) kept.push(entry);
      }
      return list(kept);
    },
  });
}

/** The module with every name known to `short` changed, and its imports' module called `module`. */
export function renamed(wasm, short, module) {
  return sections(wasm, {
    [IMPORTS](from) {
      const entries = [];
      for (let count = from.number(); count > 0; count--) {
        from.text();
        const name = from.text();
        if (from.byte() !== 0) throw new Error(`the import ${name} is no function`);
        entries.push(Buffer.concat([text(module), text(short.get(name) ?? name), Buffer.from([0]), number(from.number())]));
      }
      return list(entries);
    },
    [EXPORTS](from) {
      const entries = [];
      for (let count = from.number(); count > 0; count--) {
        const name = from.text();
        entries.push(Buffer.concat([text(short.get(name) ?? name), from.take(1), number(from.number())]));
      }
      return list(entries);
    },
  });
}

/** A short name for each import, and for each export but those in `open`, which the page calls. */
export function shortNames(wasm, open) {
  const module = new WebAssembly.Module(wasm);
  const names = [...WebAssembly.Module.imports(module), ...WebAssembly.Module.exports(module)].map(({ name }) => name);
  const closed = names.filter((name) => !open.includes(name));
  return new Map(closed.map((name, at) => [name, `$${at.toString(36)}`]));
}

/** wasm-bindgen's script for that module: functions it does not import left out, names shortened. */
export function script(source, wasm, short, module) {
  const imported = new Set(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ name }) => name));
  const found = new Set();
  let out = source
    // One entry of the import object: eight spaces, its name, and lines until a brace stands there again.
    .replace(/^ {8}(\w+): function\([^]*?^ {8}\}.*\n/gm, (entry, name) => (imported.has(name) ? (found.add(name), entry) : ""))
    // What is only made for exports that are gone may go when it is not used.
    .replace(/^if \(Symbol\.dispose\) .*\n/gm, "")
    .replaceAll("new FinalizationRegistry", "/* @__PURE__ */ new FinalizationRegistry");
  for (const name of imported) if (!found.has(name)) throw new Error(`the script gives no ${name}`);
  const modules = out.split('"./app_bg.js"').length - 1;
  if (modules !== 1) throw new Error("the script names its import object otherwise than expected");
  out = out.replace('"./app_bg.js"', JSON.stringify(module));
  // As a key of the import object, or after the `wasm.` of an export.
  return out.replace(/(?<=^ {8})\w+(?=: function\()|(?<=\bwasm\.)\w+/gm, (name) => short.get(name) ?? name);
}
