// Asks the shipped module what it makes of each pair; ends with 1 where it says
// anything else than the server's engine did.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const site = fileURLToPath(new URL('../../../target/site', import.meta.url))
let names
try {
  names = JSON.parse(readFileSync(path.join(site, 'assets.json'), 'utf8'))
} catch {
  console.log('the client is not built: node .ci/front.mjs')
  process.exit(1)
}
const client = await import(pathToFileURL(path.join(site, names.js)))
await client.default({ module_or_path: readFileSync(path.join(site, names.wasm)) })

const pairs = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const wrong = pairs.filter(({ setting, form, expected }) => client.outcome(setting, form) !== expected)
for (const { setting, form, expected } of wrong.slice(0, 3)) {
  const found = client.outcome(setting, form).split('\n')
  const lines = expected.split('\n')
  const at = lines.findIndex((line, place) => line !== found[place])
  console.log(`server: ${lines[at]}\nmodule: ${found[at] ?? '(nothing)'}\n${setting}\n${form}\n`)
}
console.log(`the shipped module: ${pairs.length} pairs, ${wrong.length} disagreements`)
process.exit(wrong.length ? 1 : 0)
