import type { SolcInput } from '@scaffold-evm/compiler'
import { selectAll } from '../builds/minimal-input.js'
import type { ForeignState } from './foreign-state.js'
import { isObject, textIn } from './read-json.js'

/** What solc's metadata says that a contract was compiled from. */
export interface MetadataInput {
  /** Long version, e.g. `0.8.21+commit.d9974bed`. */
  readonly solc: string
  readonly input: SolcInput
  /** Fully qualified, by the names in the input. */
  readonly contract: string
}

/** Undefined when a source is not to be found as it was, or the metadata is of another language. */
export async function inputFromMetadata(
  metadata: string | undefined,
  sourceText: ForeignState['sourceText'],
): Promise<MetadataInput | undefined> {
  const parsed = parse(metadata)
  const solc = textIn(parsed['compiler'], 'version')
  const { settings, sources } = parsed
  if (solc === undefined || !isObject(settings) || !isObject(sources)) return undefined
  if (parsed['language'] !== 'Solidity') return undefined
  const { compilationTarget, libraries, ...rest } = settings
  const [target] = isObject(compilationTarget) ? Object.entries(compilationTarget) : []
  const contents: [string, { content: string }][] = []
  for (const [name, source] of Object.entries(sources)) {
    const content =
      textIn(source, 'content') ?? (await sourceText(name, textIn(source, 'keccak256') ?? ''))
    if (content === undefined) return undefined
    contents.push([name, { content }])
  }
  if (target === undefined) return undefined
  const linked = nested(libraries)
  return {
    solc,
    contract: `${target[0]}:${String(target[1])}`,
    input: {
      language: 'Solidity',
      sources: Object.fromEntries(contents),
      settings: {
        ...rest,
        ...(Object.keys(linked).length === 0 ? {} : { libraries: linked }),
        outputSelection: selectAll(),
      },
    },
  }
}

function parse(metadata: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(metadata ?? '')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

/** Metadata has `file:Library`, where the compiler's input has one in the other. */
function nested(libraries: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const found: Record<string, Record<string, unknown>> = {}
  for (const [full, address] of isObject(libraries) ? Object.entries(libraries) : []) {
    const at = full.lastIndexOf(':')
    const file = full.slice(0, Math.max(at, 0))
    found[file] = { ...found[file], [full.slice(at + 1)]: address }
  }
  return found
}
