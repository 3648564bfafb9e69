// Judges definitions by the schema that editors complete them by, with ajv in
// strict mode; ends with 1 where the reader takes what the schema refuses, or
// the schema takes what it must know to be wrong.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../end2end/package.json', import.meta.url))
const Ajv = require('ajv/dist/2020').default
const ajv = new Ajv({ strict: true, strictTypes: true, strictRequired: true, allErrors: true })

const { schemas, rows } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const checks = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]))
const wrong = []
let refused = 0
for (const { name, document, data, accepted, plain } of rows) {
  const check = checks[document]
  const valid = check(data)
  refused += valid ? 0 : 1
  if (accepted && !valid) wrong.push(`${name}: the reader takes it: ${JSON.stringify(check.errors.slice(0, 3))}`)
  if (plain && valid) wrong.push(`${name}: the schema takes it`)
}
console.log(`ajv: ${rows.length} definitions, ${refused} refused, ${wrong.length} disagreements`)
for (const line of wrong.slice(0, 12)) console.log(line)
process.exit(wrong.length ? 1 : 0)
