import { createRequire } from 'node:module'
import { join } from 'node:path'

/** What upgrades-core says of the contracts of a run of solc. */
export async function createOracle(compiled, { core }) {
  const run = { ...compiled, output: withSignedIds(compiled.output) }
  const require = createRequire(join(core, 'package.json'))
  const api = require('@openzeppelin/upgrades-core')
  api.silenceWarnings()
  const namespaced = await namespacedOutput(run, api)
  const known = new Map()
  const validate = (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const result = attempt(() => validateOne(name, { run, namespaced, api }))
    known.set(name, result)
    return result
  }
  return {
    implementation(name, kind) {
      const { data, ...failed } = validate(name)
      if (data === undefined) return failed
      return attempt(() => {
        const version = api.getContractVersion(data, name)
        api.assertUpgradeSafe([data], version, { kind })
        return { isSafe: true, why: '' }
      })
    },
    storage(old, now) {
      const [before, after] = [validate(old), validate(now)]
      const failed = [before, after].find(({ data }) => data === undefined)
      if (failed !== undefined) return failed
      return attempt(() => {
        const layouts = [
          [before, old],
          [after, now],
        ].map(([{ data }, name]) => layoutOf(data, name))
        api.assertStorageUpgradeSafe(...layouts, {
          unsafeAllowCustomTypes: false,
          unsafeAllowRenames: false,
          unsafeSkipStorageCheck: false,
          unsafeAllow: [],
          kind: 'transparent',
        })
        return { isSafe: true, why: '' }
      })
    },
  }
}

function layoutOf(data, name) {
  const { layout, inherit } = data[name]
  if (layout.flat || inherit.length === 0) return layout
  const { namespaces } = layout
  const parts = [...inherit]
    .reverse()
    .concat(name)
    .map((each) => data[each].layout)
  return {
    storage: parts.flatMap((part) => part.storage),
    types: Object.assign({}, ...parts.map((part) => part.types)),
    namespaces,
  }
}

/** What is built in has ids below zero, which solc writes as unsigned numbers when it runs as WebAssembly. */
function withSignedIds(output) {
  return JSON.parse(JSON.stringify(output), (key, value) =>
    key === 'referencedDeclaration' && value > 0x7fffffff ? value - 0x100000000 : value,
  )
}

/** One contract at a time, since a mistake in another makes it throw for all. */
function validateOne(name, { run: { version, input, output }, namespaced, api }) {
  const [sourceName, contractName] = name.split(':')
  const contracts = {}
  const nodes = new Map()
  for (const [source, { ast }] of Object.entries(output.sources)) {
    for (const node of ast.nodes) nodes.set(node.id, { source, node })
  }
  const self = [...nodes.values()].find(
    ({ source, node }) => source === sourceName && node.name === contractName,
  )
  for (const id of self.node.linearizedBaseContracts) {
    const { source, node } = nodes.get(id)
    contracts[source] = { ...contracts[source], [node.name]: output.contracts[source][node.name] }
  }
  const decode = api.solcInputOutputDecoder(input, output)
  const data = api.validate({ ...output, contracts }, decode, version, input, namespaced)
  return { isSafe: true, why: '', data }
}

/** Structs of namespaces are seen only in a second run, over sources that were changed for it. */
async function namespacedOutput({ version, input, output, compile }, api) {
  if (!api.isNamespaceSupported(version)) return undefined
  const changed = await api.makeNamespacedInput(input, output, version)
  const sources = Object.entries(changed.sources).map(([name, { content }]) => [name, content])
  try {
    return withSignedIds((await compile(Object.fromEntries(sources))).output)
  } catch (error) {
    console.log(`no namespaces with ${version}: ${error.message.slice(0, 300)}`)
    return undefined
  }
}

function attempt(check) {
  try {
    return check()
  } catch (error) {
    return { isSafe: false, why: String(error.message).replace(/\s+/g, ' ').slice(0, 300) }
  }
}
