// Runs the benchmarks and prints ratios: node run.mjs [entry…] [--runs 5] [--json]
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { prepareHardhatCompilers } from './lib/peers.mjs'
import { removeProjects } from './lib/projects.mjs'

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
    for (const row of results) print(row)
    rows.push(...results)
  }
} finally {
  removeProjects()
}
if (values.json) console.log(JSON.stringify(rows, null, 2))

function print({ name, peer, target, ours, theirs }) {
  if (values.json) return
  const ratio = (key) => (ours[key] / theirs[key]).toFixed(2)
  const goal = target === undefined ? '' : ` (goal ${target})`
  console.log(
    `${name.padEnd(44)} ours ${ours.wall.toFixed(3)} s, ${peer} ${theirs.wall.toFixed(3)} s` +
      ` → wall ${ratio('wall')}${goal}, CPU ${ratio('cpu')}`,
  )
}
