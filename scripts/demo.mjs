// npm run demo: every example compiled, deployed by its migrations and tested, on a chain in the process.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { bin, examples, prepare, run } from './workspace.mjs'

const steps = [
  { args: ['compile'], title: 'compile' },
  { args: ['migrate'], title: 'deploy by the migrations' },
  { args: ['test'], title: 'test' },
]

const paint = (format, text) => (process.stdout.isTTY ? styleText(format, text) : text)

/** The contracts of 2018 make their compiler warn of everything that changed since: shown only when a step fails. */
async function runStep(args, folder) {
  if (args[0] !== 'compile') return run(process.execPath, [bin, ...args], { cwd: folder })
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
  })
  process.stdout.write(stdout)
  const warnings = stderr.match(/: warning: /g)?.length ?? 0
  if (status !== 0) process.stderr.write(stderr)
  else if (warnings > 0) console.log(`${warnings} warnings about old Solidity are not shown here`)
  return status
}

async function showExample({ name, folder }) {
  const { description } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  console.log(`\n${paint('bold', `examples/${name}`)}  ${description}`)
  for (const { args, title } of steps) {
    console.log(paint('cyan', `\n$ scaffold ${args[0]}`))
    if ((await runStep(args, folder)) !== 0) return `${name}: ${title}`
  }
  return undefined
}

const startedAt = performance.now()
await prepare()
const failures = []
for (const example of examples) {
  const failure = await showExample(example)
  if (failure !== undefined) failures.push(failure)
}

const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
if (failures.length > 0) {
  console.log(`\n${paint('red', 'Failed:')} ${failures.join(', ')} (after ${seconds} s)`)
  process.exitCode = 1
} else {
  console.log(
    `\n${paint('green', `All ${examples.length} examples compiled, deployed and tested`)} in ${seconds} s`,
  )
}
