import { type Located, textOf } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed } from './allowances.js'
import type { ContractCode } from './contract-code.js'
import { checkInitializerCalls } from './initializer-calls.js'
import {
  directCalls,
  type Initialized,
  initializedBases,
  initializersOf,
} from './initializer-functions.js'

/** Whether the state of all that a contract inherits is initialized, once, and bases first. */
export function initializers(code: ContractCode): readonly UpgradeFinding[] {
  return code.lineage.flatMap((contract) => ofContract(code, contract))
}

function ofContract(code: ContractCode, contract: Located): readonly UpgradeFinding[] {
  if (isAbstract(contract)) return []
  const bases = initializedBases(code.of(contract))
  const remaining = notCalledByOthers(code, bases)
  const [first] = remaining
  if (first === undefined) return []
  const own = initializersOf(code, contract)
  if (own.length === 0) return missingInitializer(contract, remaining)
  return own.flatMap((declared) =>
    checkInitializerCalls(declared, { code, contract, bases, remaining }),
  )
}

function isAbstract({ node }: Located): boolean {
  return node.fields.abstract === true || node.fields.contractKind !== 'contract'
}

/** One public initializer of a single base can be called from outside. */
function missingInitializer(
  contract: Located,
  remaining: readonly Initialized[],
): readonly UpgradeFinding[] {
  const isNeeded =
    remaining.length > 1 ||
    remaining.some(({ functions }) =>
      functions.every(({ node }) => node.fields.visibility === 'internal'),
    )
  if (!isNeeded || isAllowed(contract.node, 'missing-initializer')) return []
  const names = remaining.map(({ name }) => name).join(', ')
  return [
    createFinding({
      code: 'missing-initializer',
      severity: 'error',
      message: `${textOf(contract.node.fields, 'name')} has no initializer, but inherits ${names}, which have to be initialized`,
      hint: 'Add a function with the modifier initializer that calls theirs',
      source: placeOf(contract),
    }),
  ]
}

/** A base whose initializer calls that of an earlier one does so for all that inherit from it. */
function notCalledByOthers(
  code: ContractCode,
  bases: readonly Initialized[],
): readonly Initialized[] {
  const remaining = [...bases]
  for (const base of bases) {
    if (!remaining.includes(base)) continue
    for (const call of base.functions.flatMap(({ node }) => directCalls(code, node))) {
      const id = code.called(call)?.node.id
      const before = remaining.slice(0, remaining.indexOf(base))
      const called = before.find(({ functions }) => functions.some(({ node }) => node.id === id))
      if (called !== undefined) remaining.splice(remaining.indexOf(called), 1)
    }
  }
  return remaining
}
