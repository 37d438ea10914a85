import type { CompiledContract } from '../../compiled-contract.js'
import type { Moment } from '../../moment.js'
import { astIndexOf } from '../ast-index.js'
import { textOf } from '../fields.js'
import type { AstNode } from '../source-tree.js'
import type { Names } from './word-value.js'

/** What names values at a moment. */
export function namesOf(moment: Moment): Names {
  const kind = moment.recording.frames[moment.frame]?.kind
  const isCreation = kind === 'CREATE' || kind === 'CREATE2'
  return namesIn(moment.contract, { ...moment, isCreation })
}

/** What names values of a contract. */
export function namesIn(
  contract: CompiledContract,
  {
    keccak256,
    signatureOf,
    isCreation = false,
  }: Pick<Moment, 'keccak256' | 'signatureOf'> & { readonly isCreation?: boolean },
): Names {
  const code = isCreation ? contract.creation : contract.runtime
  return {
    keccak256,
    signatureOf: (selector) =>
      signatureOf?.(selector) ?? ownSignature(contract.selectors, selector),
    functionAt(value) {
      // A constructor has both: where it is now, and where it will be in the code that is deployed.
      const pc = Number(isCreation ? value >> 32n : value & 0xffff_ffffn)
      const entry = code.entry(pc)
      const index = astIndexOf(contract.sources)
      if (entry !== undefined) return qualifiedName(index.node(entry.id)?.node)
      const range = code.hasEntries ? undefined : code.range(pc)
      const tree = range && contract.sources.byIndex(range.file)
      return qualifiedName(range && tree?.at(range).find(isFunction))
    },
  }
}

function ownSignature(
  selectors: Readonly<Record<string, string>>,
  selector: string,
): string | undefined {
  return Object.entries(selectors).find(([, digits]) => digits === selector)?.[0]
}

function isFunction({ nodeType }: AstNode): boolean {
  return nodeType === 'FunctionDefinition'
}

function qualifiedName(node: AstNode | undefined): string | undefined {
  if (node === undefined || !isFunction(node)) return undefined
  const name = textOf(node.fields, 'name')
  const contract = node.parent?.nodeType === 'ContractDefinition' ? node.parent : undefined
  return contract === undefined ? name : `${textOf(contract.fields, 'name')}.${name}`
}
