import { type AstNode, type Located, textOf } from '@scaffold-evm/trace'
import { placeOf } from '../../layout/read-storage-layout.js'
import type { UpgradeCode } from '../../upgrade/upgrade-codes.js'
import type { UpgradeFinding } from '../../upgrade/upgrade-report.js'
import { createFinding } from '../compare/finding.js'
import { isAllowed } from './allowances.js'
import type { ContractCode } from './contract-code.js'
import { directCalls, functionsRun, type Initialized } from './initializer-functions.js'

/** What an initializer has to call. */
export interface InitializerDuties {
  readonly code: ContractCode
  readonly contract: Located
  /** All bases with initializers, in the order in which they should run. */
  readonly bases: readonly Initialized[]
  /** Those that no other base initializes. */
  readonly remaining: readonly Initialized[]
}

/** What an initializer leaves out, does twice, or does too early. */
export function checkInitializerCalls(
  initializer: Located,
  duties: InitializerDuties,
): readonly UpgradeFinding[] {
  return new CallCheck(initializer, duties).run()
}

class CallCheck {
  readonly #initializer: Located
  readonly #duties: InitializerDuties
  readonly #called: number[] = []
  readonly #done: Initialized[] = []
  readonly #found: UpgradeFinding[] = []

  constructor(initializer: Located, duties: InitializerDuties) {
    this.#initializer = initializer
    this.#duties = duties
  }

  run(): readonly UpgradeFinding[] {
    const { code } = this.#duties
    for (const call of directCalls(code, this.#initializer.node)) {
      for (const id of functionsRun(code, call)) this.#runs(id, call)
    }
    return [...this.#found, ...this.#left()]
  }

  #runs(id: number, call: AstNode): void {
    for (const base of this.#duties.bases) {
      const initializer = base.functions.find(({ node }) => node.id === id)
      if (initializer === undefined) continue
      const isAgain = this.#called.includes(id)
      if (isAgain) this.#report(duplicate(initializer, base), call)
      this.#called.push(id)
      if (this.#done.includes(base)) continue
      const next = this.#duties.bases.find((other) => !this.#done.includes(other))
      if (!isAgain && next !== base) this.#report(wrongOrder(this.#duties.remaining), call)
      this.#done.push(base)
    }
  }

  #report(finding: UpgradeFinding, call: AstNode): void {
    const statement = call.parent ?? call
    if (this.#isAllowed(finding.code) || isAllowed(statement, finding.code)) return
    this.#found.push({ ...finding, source: placeOf({ ...this.#initializer, node: call }) })
  }

  /** One that is called `…_unchained` is there to initialize nothing but its own contract. */
  #left(): readonly UpgradeFinding[] {
    const left = this.#duties.remaining.filter((base) => !this.#done.includes(base))
    const name = textOf(this.#initializer.node.fields, 'name')
    if (left.length === 0 || name.endsWith('_unchained')) return []
    if (this.#isAllowed('missing-initializer-call')) return []
    const bases = left.map((base) => base.name).join(', ')
    return [
      createFinding({
        code: 'missing-initializer-call',
        severity: 'error',
        message: `${name} does not initialize ${bases}`,
        hint: `Call ${left.map(({ functions }) => textOf(functions[0]?.node.fields, 'name')).join(', ')} in it`,
        source: placeOf(this.#initializer),
      }),
    ]
  }

  #isAllowed(code: UpgradeCode): boolean {
    return [this.#duties.contract, this.#initializer].some(({ node }) => isAllowed(node, code))
  }
}

function duplicate(initializer: Located, { name }: Initialized): UpgradeFinding {
  return createFinding({
    code: 'duplicate-initializer-call',
    severity: 'error',
    message: `${textOf(initializer.node.fields, 'name')} of ${name} is called twice`,
    hint: 'Call it once; bases may call it, too',
  })
}

function wrongOrder(remaining: readonly Initialized[]): UpgradeFinding {
  return createFinding({
    code: 'incorrect-initializer-order',
    severity: 'warning',
    message: `Initializers are not called in the order of inheritance: ${remaining.map(({ name }) => name).join(', ')}`,
  })
}
