import type { CompiledContract } from '../../compiled-contract.js'
import type { GasPlace } from '../../gas-profile.js'
import type { CodeMap } from '../code-map.js'
import type { AstNode, SourceTree } from '../source-tree.js'

/** A function as it is shown. */
export interface NamedPlace {
  /** With its contract where that is another than the one that runs. */
  readonly name: string
  readonly place: GasPlace
}

/** The lines and functions of one code, found once for each place in it. */
export class CodePlaces {
  readonly #contract: CompiledContract
  readonly #map: CodeMap
  readonly #lines = new Map<number, GasPlace | undefined>()
  readonly #functions = new Map<number, NamedPlace | undefined>()

  constructor(contract: CompiledContract, map: CodeMap) {
    this.#contract = contract
    this.#map = map
  }

  /** Undefined for what the compiler added, which is of no source. */
  line(pc: number): GasPlace | undefined {
    if (this.#lines.has(pc)) return this.#lines.get(pc)
    const found = this.#findLine(pc)
    this.#lines.set(pc, found)
    return found
  }

  /** The function that begins there. */
  function(pc: number): NamedPlace | undefined {
    if (this.#functions.has(pc)) return this.#functions.get(pc)
    const found = this.#findFunction(pc)
    this.#functions.set(pc, found)
    return found
  }

  #findLine(pc: number): GasPlace | undefined {
    const range = this.#map.range(pc)
    const tree = range === undefined ? undefined : this.#contract.sources.byIndex(range.file)
    return range && tree && { sourceName: tree.name, line: tree.position(range.start).line }
  }

  #findFunction(pc: number): NamedPlace | undefined {
    const range = this.#map.range(pc)
    const tree = range === undefined ? undefined : this.#contract.sources.byIndex(range.file)
    const definition = range && tree?.enclosing(range, 'FunctionDefinition', 'ModifierDefinition')
    if (tree === undefined || definition === undefined) return undefined
    const place = { sourceName: tree.name, line: tree.position(definition.start).line }
    return { name: this.#nameOf(tree, definition), place }
  }

  #nameOf(tree: SourceTree, definition: AstNode): string {
    const owner = tree.enclosing(definition, 'ContractDefinition')?.fields.name
    const { name, kind } = definition.fields
    const own = typeof name === 'string' && name !== '' ? name : String(kind ?? 'fallback')
    const isForeign = typeof owner === 'string' && owner !== this.#contract.artifact.contractName
    return isForeign ? `${owner}.${own}` : own
  }
}
