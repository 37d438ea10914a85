import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createReporter } from '@scaffold-evm/common'
import { loadTruffleProject } from '../../src/load-truffle-project.js'
import { runTruffleTests } from '../../src/run-truffle-tests.js'

const self = fileURLToPath(import.meta.url)

/** What a process ended with. */
export interface ChildOutcome {
  readonly exitCode: number | null
  readonly output: string
}

/** Runs a project's tests in a process of their own, for what concerns the whole process. */
export async function runInChild(root: string): Promise<ChildOutcome> {
  const child = spawn(process.execPath, [self, root], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { exitCode, output }
}

const [, entry, root] = process.argv
if (entry === self && root !== undefined) {
  const project = await loadTruffleProject({ cwd: root })
  const output = createReporter({ stdout: process.stdout, stderr: process.stderr })
  process.exit(await runTruffleTests(project, { output, cwd: root }))
}
