import { spawn } from 'node:child_process'
import type { TestReport } from '../../src/test-report.js'
import { fixturePath } from './temp-project.js'

/** What a finished process left. */
export interface ProcessResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a project's tests in a process of their own, as the CLI does. */
export async function runProject(root: string, options: object = {}): Promise<ProcessResult> {
  const child = spawn(process.execPath, [fixturePath('run.mjs'), root, JSON.stringify(options)], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, stdout, stderr }
}

/** Runs a project's tests and reads their report. */
export async function reportOf(root: string, options: object = {}): Promise<TestReport> {
  const { stdout, stderr } = await runProject(root, { ...options, json: true })
  const start = stdout.indexOf('{')
  if (start === -1) throw new Error(`no report: ${stdout}${stderr}`)
  return JSON.parse(stdout.slice(start))
}
