import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { createSilentReporter } from '../../packages/common/dist/index.js'
import {
  createSolcProvider,
  createSolcRunner,
  isInRange,
  parseVersionRange,
  scanSolidity,
} from '../../packages/compiler/dist/index.js'

/** The compilers of upgrades-core's own tests. */
const versions = ['0.8.29', '0.8.9', '0.8.8', '0.7.6', '0.6.12', '0.5.16']
const outputs = {
  file: ['ast'],
  contract: [
    'abi',
    'storageLayout',
    'evm.bytecode.object',
    'evm.bytecode.linkReferences',
    'evm.deployedBytecode.object',
  ],
}

/** One run of solc per version, over all fixtures that it compiles. */
export async function compileFixtures({ core, fixtures }) {
  const files = readdirSync(fixtures, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.sol'))
    .map((name) => `contracts/${name}`)
  const read = createReader({ core, fixtures })
  const groups = new Map()
  for (const file of files) {
    const closure = closureOf(file, read)
    const version = versionOf(file, closure)
    const group = groups.get(version) ?? { sources: {}, targets: [] }
    groups.set(version, group)
    for (const [name, { content }] of closure) group.sources[name] = content
    group.targets.push(file)
  }
  const compiler = await createCompiler(core)
  const runs = []
  for (const [version, { sources }] of groups) {
    runs.push(await compiler.run(version, sources))
  }
  return runs.map((run) => ({ ...run, compile: (sources) => compiler.run(run.version, sources) }))
}

async function createCompiler(root) {
  const provider = createSolcProvider({ root, reporter: createSilentReporter() })
  const runner = createSolcRunner({ workers: 1 })
  return {
    async run(version, sources) {
      const release = await provider.resolve(version, 'the fixtures')
      const settings = { optimizer: { enabled: true, runs: 200 } }
      const targets = Object.keys(sources)
      const task = { release, language: 'Solidity', sources, targets, settings, outputs }
      const output = await runner.run(task)
      await runner.close()
      const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
      if (errors.length > 0) throw new Error(errors.map((e) => e.formattedMessage).join('\n'))
      const input = {
        language: 'Solidity',
        sources: Object.fromEntries(
          Object.entries(sources).map(([name, content]) => [name, { content }]),
        ),
        settings,
      }
      return { version, input, output }
    },
  }
}

function createReader({ core, fixtures }) {
  return (name) => {
    const path = name.startsWith('contracts/')
      ? join(fixtures, name.slice('contracts/'.length))
      : join(core, 'node_modules', name)
    if (!existsSync(path)) throw new Error(`${name} is not there: expected ${path}`)
    const content = readFileSync(path, 'utf8')
    return { content, scan: scanSolidity(content) }
  }
}

function closureOf(file, read) {
  const found = new Map()
  const visit = (name) => {
    if (found.has(name)) return
    const source = read(name)
    found.set(name, source)
    for (const { text } of source.scan.imports) {
      visit(text.startsWith('.') ? posix.join(dirname(name), text) : text)
    }
  }
  visit(file)
  return found
}

/** As upgrades-core's own config has it. */
function versionOf(file, closure) {
  if (file.endsWith('/Erc7201Builtin.sol')) return '0.8.35'
  if (file.endsWith('/NamespacedToModifyCustomLayout.sol')) return '0.8.29'
  if (/test\/Namespaced/.test(file) && !file.includes('07')) return '0.8.28'
  const ranges = [...closure.values()].flatMap(({ scan }) => scan.pragmas.map(({ text }) => text))
  const parsed = ranges.map((text) => parseVersionRange(text))
  const version = versions.find((each) => parsed.every((range) => isInRange(each, range)))
  if (version === undefined) throw new Error(`No compiler for ${file}: ${ranges.join(', ')}`)
  return version
}
