import type { CompiledContract } from '../../compiled-contract.js'
import type { AstIndex, Located } from '../ast-index.js'
import type { CodeRange } from '../code-map.js'
import { listOf, memberOf, textOf } from '../fields.js'
import { type AstNode, type ByteRange, contains } from '../source-tree.js'
import type { ModifierUse } from './position.js'
import { rangeOf } from './scope-walk.js'

/** Which modifiers run around functions of a contract. */
export class ModifierChain implements ModifierUse {
  readonly #index: AstIndex
  readonly #contracts: readonly Located[]

  constructor(index: AstIndex, { artifact }: CompiledContract) {
    this.#index = index
    const contract = index.contract(artifact)
    this.#contracts = contract === undefined ? [] : index.linearized(contract.node)
  }

  runsFor(modifier: AstNode, owner: AstNode): boolean {
    return this.of(owner).includes(modifier)
  }

  /** The modifiers of a function, the outermost first; undefined for the call of a base's constructor among them. */
  of(owner: AstNode): readonly (AstNode | undefined)[] {
    return listOf(owner.fields.modifiers).map((invocation) => this.#resolve(invocation))
  }

  /** Which of the modifiers a place is in, or the arguments of; their number in the body. */
  reached(owner: AstNode, range: CodeRange, modifier: AstNode | undefined): number {
    const invocations = listOf(owner.fields.modifiers)
    if (modifier === undefined) {
      const inArguments = invocations.findIndex((each) => contains(rangeOf(each), range))
      return inArguments === -1 ? invocations.length : inArguments - 1
    }
    const chain = this.of(owner)
    if (chain[range.modifierDepth] === modifier) return range.modifierDepth
    return chain.indexOf(modifier)
  }

  /** Where the function goes on inside a modifier: at one place, unless it decides. In the order of the source. */
  placeholders(modifier: AstNode): readonly ByteRange[] {
    const found: AstNode[] = []
    const pending = [...this.#index.children(modifier)]
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (node.nodeType === 'PlaceholderStatement') found.push(node)
      pending.push(...this.#index.children(node))
    }
    return found.sort((a, b) => a.start - b.start)
  }

  /** The nearest one of that name overrides all others, unless the invocation says whose it means. */
  #resolve(invocation: unknown): AstNode | undefined {
    const id = memberOf(invocation, 'modifierName', 'referencedDeclaration')
    const declared = typeof id === 'number' ? this.#index.node(id)?.node : undefined
    if (declared?.nodeType !== 'ModifierDefinition') return undefined
    const name = textOf(declared.fields, 'name')
    if (textOf(invocation, 'modifierName', 'name').includes('.')) return declared
    if (!this.#contracts.some(({ node }) => node === declared.parent)) return declared
    for (const { node } of this.#contracts) {
      const found = this.#index
        .children(node)
        .find(({ nodeType, fields }) => nodeType === 'ModifierDefinition' && fields.name === name)
      if (found !== undefined) return found
    }
    return declared
  }

  owners(modifier: AstNode): readonly Located[] {
    return this.#contracts.flatMap(({ tree, node }) =>
      this.#index
        .children(node)
        .filter((child) => child.nodeType === 'FunctionDefinition')
        .filter((child) => this.runsFor(modifier, child))
        .map((child) => ({ tree, node: child })),
    )
  }
}
