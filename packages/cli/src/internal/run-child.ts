import { spawn } from 'node:child_process'
import { childFailed } from '../errors.js'
import type { CommandContext } from './command.js'

/**
 * Runs a program in `cwd` with its output on ours.
 *
 * @throws `CHILD_FAILED` when it does not succeed.
 */
export function runChild(
  context: CommandContext,
  command: readonly string[],
  cwd: string,
): Promise<void> {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    cwd,
    env: context.env,
    stdio: ['ignore', 'inherit', 'inherit'],
    signal: context.signal,
    // npm is a .cmd file on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(childFailed(command.join(' '), code))
    })
  })
}
