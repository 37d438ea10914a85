// Measures commands and functions: alternating runs of both sides, the median of several.
import { spawn } from 'node:child_process'

/** The middle value. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Runs a command to its end and returns its wall and CPU seconds (user + system, children included). */
export function runCommand({ command, args, cwd, env, input = '' }) {
  const timed = ['-c', 'TIMEFORMAT="@@ %R %U %S"; time "$@"', 'bash', command, ...args]
  return new Promise((resolve, reject) => {
    const child = spawn('bash', timed, { cwd, env: { ...process.env, ...env } })
    child.stdin.end(input)
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('close', (code) => {
      const match = output.match(/@@ ([\d.]+) ([\d.]+) ([\d.]+)/)
      if (code !== 0 || match === null) {
        reject(new Error(`${command} ${args.join(' ')} ended with ${code} in ${cwd}\n${output}`))
        return
      }
      resolve({ wall: Number(match[1]), cpu: Number(match[2]) + Number(match[3]), output })
    })
  })
}

/**
 * Runs every side `runs` times, in turns so that a busy moment hits all alike.
 * A side has `run()` → {wall, cpu} and may have `before()`, which is not measured.
 */
export async function compare(sides, runs) {
  const results = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
  for (let turn = 0; turn < runs; turn++) {
    for (const [name, side] of Object.entries(sides)) {
      await side.before?.(turn)
      results[name].push(await side.run())
    }
  }
  return Object.fromEntries(Object.entries(results).map(([name, all]) => [name, summarize(all)]))
}

/** The median wall and CPU seconds of several runs. */
export function summarize(all) {
  return { wall: median(all.map((one) => one.wall)), cpu: median(all.map((one) => one.cpu)) }
}
