// What the scripts of this folder share.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const bin = join(root, 'packages/cli/bin/scaffold.cjs')
export const examples = foldersWith('examples')
export const packages = foldersWith('packages')

function foldersWith(parent) {
  return readdirSync(join(root, parent))
    .filter((name) => existsSync(join(root, parent, name, 'package.json')))
    .sort()
    .map((name) => ({ name, folder: join(root, parent, name) }))
}

/** Runs a program with its output on ours and resolves to its exit code. */
export function run(program, args, options = {}) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: 'inherit',
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32' && program === 'npm',
    ...options,
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

/** Installs what is missing and builds what changed; ends the process when that fails. */
export async function prepare() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) {
    await must('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'])
  }
  await must(process.execPath, ['node_modules/typescript/bin/tsc', '-b'])
  await must(process.execPath, ['scripts/assembly.mjs'])
  await must(process.execPath, ['scripts/bundle.mjs'])
}

async function must(program, args) {
  const code = await run(program, args)
  if (code !== 0) process.exit(code)
}
