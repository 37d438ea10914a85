// npm run demo: every example compiled, deployed by its migrations and tested, on a chain in the process.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { styleText } from 'node:util'
import { bin, examples, prepare, run } from './workspace.mjs'

const steps = [
  { args: ['compile', '--quiet'], title: 'compile' },
  { args: ['migrate'], title: 'deploy by the migrations' },
  { args: ['test'], title: 'test' },
]

const paint = (format, text) => (process.stdout.isTTY ? styleText(format, text) : text)

async function showExample({ name, folder }) {
  const { description } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  console.log(`\n${paint('bold', `examples/${name}`)}  ${description}`)
  for (const { args, title } of steps) {
    console.log(paint('cyan', `\n$ scaffold ${args[0]}`))
    const code = await run(process.execPath, [bin, ...args], { cwd: folder })
    if (code !== 0) return `${name}: ${title}`
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
