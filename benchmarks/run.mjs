// Runs the benchmarks and prints ratios: node run.mjs [entry…] [--runs 5] [--json]
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { prepareHardhatCompilers } from './lib/peers.mjs'
import { removeProjects } from './lib/projects.mjs'
import { formatRow } from './lib/table.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
})
const all = readdirSync(new URL('entries', import.meta.url)).map((file) => file.replace('.mjs', ''))
const chosen = positionals.length === 0 ? all : positionals

prepareHardhatCompilers()
const rows = []
try {
  for (const name of chosen) {
    const { default: entry } = await import(`./entries/${name}.mjs`)
    const results = await entry({ runs: Number(values.runs) })
    if (!values.json) for (const row of results) console.log(formatRow(row))
    rows.push(...results)
  }
} finally {
  removeProjects()
}
if (values.json) console.log(JSON.stringify(rows, null, 2))
