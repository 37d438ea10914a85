// Makes the same project for each tool in a temporary folder.
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { benchmarksRoot, cliRoot } from './peers.mjs'

const settings = { optimizer: { enabled: true, runs: 200 } }
const made = []

function makeFolder(name) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `scaffold-bench-${name}-`)))
  made.push(folder)
  return folder
}

function writeFiles(folder, files) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** A project of ours with these files. */
export function makeScaffoldProject(files) {
  const folder = makeFolder('ours')
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(cliRoot, join(folder, 'node_modules/scaffold-evm'))
  for (const name of ['chai', 'ethers', '@openzeppelin']) {
    symlinkSync(join(benchmarksRoot, 'node_modules', name), join(folder, 'node_modules', name))
  }
  writeFiles(folder, {
    'package.json': '{ "type": "module" }',
    'scaffold.config.js': `export default { solidity: { version: '0.8.37', settings: ${JSON.stringify(settings)} } }`,
    ...files,
  })
  return folder
}

/** A Hardhat 3 project with these files and the mocha + ethers toolbox. */
export function makeHardhatProject(files) {
  const folder = makeFolder('hardhat')
  symlinkSync(join(benchmarksRoot, 'node_modules'), join(folder, 'node_modules'))
  writeFiles(folder, {
    'package.json': '{ "type": "module" }',
    'hardhat.config.js': `import toolbox from '@nomicfoundation/hardhat-toolbox-mocha-ethers'
export default {
  plugins: [toolbox],
  solidity: { version: '0.8.37', preferWasm: true, settings: ${JSON.stringify(settings)} },
}`,
    ...files,
  })
  return folder
}

/** Copies OpenZeppelin's contracts into a project's own sources. */
export function copyOpenZeppelin(folder) {
  cpSync(join(benchmarksRoot, 'node_modules/@openzeppelin/contracts'), join(folder, 'contracts'), {
    recursive: true,
    filter: (path) => !/\/(build|package\.json)$/.test(path),
  })
}

/** Removes all that was made. */
export function removeProjects() {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
}
