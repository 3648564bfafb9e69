// Judges documents by their schemas with ajv in strict mode; ends with 1 where
// it disagrees with what the engine said.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../end2end/package.json', import.meta.url))
const Ajv = require('ajv/dist/2020').default
const KEYWORDS = ['rules', 'visible-when', 'required-when', 'calculate', 'source', 'min-date', 'max-date', 'fee', 'pattern', 'const',
  'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'unique-items', 'unique-by']
const ajv = new Ajv({ strict: true, strictTypes: true, strictRequired: true, allErrors: true })
for (const keyword of KEYWORDS) ajv.addKeyword(`x-forms-${keyword}`)
for (const language of ['vi', 'en']) ajv.addKeyword(`x-forms-title-${language}`)

let documents = 0
const wrong = []
let first // the definition of the first disagreement
for (const row of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const once = { ...row.schema, $id: `${row.schema.$id}:${row.seed}` }
  const check = ajv.compile(once)
  const draft = ajv.compile({ ...row.draft, $id: `${once.$id}:draft` })
  const before = wrong.length
  for (const { data, accepted } of row.documents) {
    documents += 1
    const valid = check(data)
    if (valid !== accepted && (accepted || row.exact)) {
      wrong.push(`seed ${row.seed}: engine ${accepted}, ajv ${valid}: ${JSON.stringify(data)} ${JSON.stringify(check.errors)}`)
    }
    if (accepted && !draft(data)) wrong.push(`seed ${row.seed}: not a draft: ${JSON.stringify(draft.errors)}`)
  }
  if (wrong.length > before) first ??= row.definition
}
console.log(`ajv: ${documents} documents, ${wrong.length} disagreements`)
for (const line of wrong.slice(0, 12)) console.log(line)
if (first) console.log(first)
process.exit(wrong.length ? 1 : 0)
