'use strict'

const { existsSync, readdirSync } = require('node:fs')
const { dirname, join, resolve } = require('node:path')

const binary = join('node_modules', 'scaffold-evm', 'bin', 'scaffold.cjs')

/** How the debug adapter is started: the scaffold that is installed nearest to the project, as Node finds packages. */
exports.adapterCommand = function adapterCommand({ cwd, node = 'node' }) {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const path = join(folder, binary)
    if (existsSync(path)) return { command: node, args: [path, 'dap'], cwd }
    if (dirname(folder) === folder) break
  }
  throw new Error(`There is no scaffold-evm in ${cwd} or above. Run: npm install -D scaffold-evm`)
}

const configs = /^(scaffold\.config\.[cm]?[jt]s|truffle-config\.js|truffle\.js)$/

/** What a configuration leaves out; one for all tests where there is none at all. */
exports.completeConfiguration = function completeConfiguration(configuration, { folder, file }) {
  const isEmpty = configuration.type === undefined
  const { type = 'scaffold', request = 'launch', name = 'Debug tests' } = configuration
  const cwd = configuration.cwd ?? projectAround(file, folder) ?? folder
  if (cwd === undefined)
    return isEmpty ? undefined : { ...configuration, cwd: dirname(file ?? '.') }
  return { ...configuration, type, request, name, cwd }
}

/** The project that a file of the workspace is in: a workspace may have several. */
function projectAround(file, workspace) {
  if (file === undefined || workspace === undefined || !file.startsWith(workspace)) return undefined
  for (let folder = dirname(file); folder.length >= workspace.length; folder = dirname(folder)) {
    if (readdirSync(folder).some((name) => configs.test(name))) return folder
    if (dirname(folder) === folder) break
  }
  return undefined
}
