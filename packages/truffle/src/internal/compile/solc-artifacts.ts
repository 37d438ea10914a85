import type {
  AbiEntry,
  LinkReferences,
  SolcBytecode,
  SolcContract,
  SolcOutput,
} from '@scaffold-evm/compiler'
import type { JsonMembers } from '../artifacts/artifact-text.js'
import { orderAbi } from './order-abi.js'

/** A contract as its artifact says it, but for networks and dates. */
export interface CompiledContract {
  readonly contractName: string
  /** Absolute for the project's own, else the import path. */
  readonly sourcePath: string
  readonly members: JsonMembers
}

/** What made an output. */
export interface OutputOrigin {
  /** As it is written in artifacts, e.g. `0.8.21+commit.d9974bed.Emscripten.clang`. */
  readonly compilerVersion: string
  /** Whether ABIs stay in solc's order. */
  readonly keepsAbiOrder: boolean
  /** Paths and texts of the sources, by the names that solc knows. */
  readonly sources: ReadonlyMap<string, { readonly path: string; readonly content: string }>
  /** Prints a member of an artifact. */
  readonly print: (value: unknown) => string | undefined
}

/** The contracts of solc's output, in its order. Those that it was not asked for are not among them. */
export function contractsOf(output: SolcOutput, origin: OutputOrigin): readonly CompiledContract[] {
  const trees = new SyntaxTrees(output, origin.print)
  return Object.entries(repairContracts(output.contracts ?? {})).flatMap(([name, contracts]) =>
    Object.entries(contracts)
      .filter(([, { evm }]) => evm !== undefined && Object.keys(evm).length > 0)
      .map(([contractName, contract]) =>
        toCompiled(contractName, contract, { name, trees, origin }),
      ),
  )
}

interface Place {
  readonly name: string
  readonly trees: SyntaxTrees
  readonly origin: OutputOrigin
}

function toCompiled(contractName: string, contract: SolcContract, place: Place): CompiledContract {
  const { name, trees, origin } = place
  const source = origin.sources.get(name)
  const sourcePath = source?.path ?? name
  const { bytecode, deployedBytecode } = contract.evm ?? {}
  const { ast } = trees.of(name)
  const abi = contract.abi ?? []
  const values = {
    contractName,
    abi: (origin.keepsAbiOrder ? abi : orderAbi(abi, contractName, ast)).map(withoutSignature),
    metadata: contract.metadata,
    bytecode: linkableCode(bytecode),
    deployedBytecode: linkableCode(deployedBytecode),
    immutableReferences: deployedBytecode?.immutableReferences,
    generatedSources: bytecode?.generatedSources,
    deployedGeneratedSources: deployedBytecode?.generatedSources,
    sourceMap: parsedIfJson(bytecode?.sourceMap),
    deployedSourceMap: parsedIfJson(deployedBytecode?.sourceMap),
    source: source?.content,
    sourcePath,
    compiler: { name: 'solc', version: origin.compilerVersion },
    networks: {},
    devdoc: contract.devdoc,
    userdoc: contract.userdoc,
  }
  const members = new Map(printMembers(values, origin.print))
  for (const [key, text] of trees.printed(name)) members.set(key, text)
  return { contractName, sourcePath, members }
}

function printMembers(values: object, print: OutputOrigin['print']): [string, string][] {
  return Object.entries(values).flatMap(([key, value]): [string, string][] => {
    const text = print(value)
    return text === undefined ? [] : [[key, text]]
  })
}

/** Syntax trees by source, each printed once for all the contracts in it. */
class SyntaxTrees {
  readonly #output: SolcOutput
  readonly #print: OutputOrigin['print']
  readonly #printed = new Map<string, readonly (readonly [string, string])[]>()

  constructor(output: SolcOutput, print: OutputOrigin['print']) {
    this.#output = output
    this.#print = print
  }

  of(name: string): { readonly ast?: unknown; readonly legacyAST?: unknown } {
    return this.#output.sources?.[name] ?? {}
  }

  printed(name: string): readonly (readonly [string, string])[] {
    const known = this.#printed.get(name)
    if (known !== undefined) return known
    const { ast, legacyAST } = this.of(name)
    const printed = printMembers({ ast, legacyAST }, this.#print)
    this.#printed.set(name, printed)
    return printed
  }
}

function withoutSignature(entry: AbiEntry): AbiEntry {
  if (!('signature' in entry)) return entry
  const { signature: _, ...rest } = entry
  return rest
}

/** A source map is no JSON, except for the shortest: those Truffle takes for a number. */
function parsedIfJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Code in which the places of libraries hold their names, as solc wrote them before 0.5. */
function linkableCode(code: SolcBytecode | undefined): string {
  let object = code?.object ?? ''
  for (const libraries of Object.values(code?.linkReferences ?? ({} as LinkReferences))) {
    for (const [name, places] of Object.entries(libraries)) {
      for (const { start, length } of places) {
        const characters = length * 2
        const label = `__${name.slice(0, characters - 2)}`.padEnd(characters, '_')
        object = object.slice(0, start * 2) + label + object.slice(start * 2 + characters)
      }
    }
  }
  return `0x${object}`
}

type Contracts = NonNullable<SolcOutput['contracts']>

/**
 * Releases before 0.4.20 take the first colon of `project:/contracts/A.sol:A` for the one before the contract's name.
 */
function repairContracts(contracts: Contracts): Contracts {
  const names = Object.values(contracts).flatMap((members) => Object.keys(members))
  if (!names.some((name) => name.includes(':'))) return contracts
  const repaired: Record<string, Record<string, SolcContract>> = {}
  for (const [prefix, members] of Object.entries(contracts)) {
    for (const [mixed, contract] of Object.entries(members)) {
      const colon = mixed.lastIndexOf(':')
      const name = colon === -1 ? prefix : `${prefix}:${mixed.slice(0, colon)}`
      repaired[name] = { ...repaired[name], [mixed.slice(colon + 1)]: contract }
    }
  }
  return repaired
}
