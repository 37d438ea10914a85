import type { Moment } from '../../moment.js'
import type { SourceTrace } from '../../source-trace.js'
import { ValueReader } from '../../value-reader.js'
import type { Variable } from '../../variable.js'
import type { NamedOperand, Operand } from '../expression/operand.js'
import { declaredName } from './declared-names.js'
import type { EvaluationSite } from './evaluation-site.js'
import { globalNames } from './global-names.js'
import type { VariableCache } from './variable-cache.js'
import { referenceOperand } from './variable-operand.js'

/** The names that a call knows at a step. Each is looked for where it is needed. */
export class NamesAt {
  readonly #trace: SourceTrace
  readonly #site: EvaluationSite
  readonly #variables: VariableCache

  constructor(trace: SourceTrace, site: EvaluationSite, variables: VariableCache) {
    this.#trace = trace
    this.#variables = variables
    this.#site = site
  }

  isLocal(name: string): boolean {
    return lastNamed(this.#localVariables, name) !== undefined
  }

  /** Locals hide variables of the contract, which hide what is known everywhere. */
  async find(name: string): Promise<Operand | undefined> {
    const local = lastNamed(this.#localVariables, name)
    if (local !== undefined) return this.#read(local, this.#site.step)
    const state = lastNamed(this.#stateVariables, name)
    if (state !== undefined) return this.#read(state, this.#site.now)
    const sources = this.#moment(this.#site.step)?.contract.sources
    return this.#globalNames().get(name) ?? (sources && declaredName(sources, name))
  }

  locals(): Promise<readonly NamedOperand[]> {
    return this.#readAll(this.#localVariables, this.#site.step)
  }

  state(): Promise<readonly NamedOperand[]> {
    const variables = this.#stateVariables.filter(({ kind }) => kind !== 'constant')
    return this.#readAll(variables, this.#site.now)
  }

  constants(): Promise<readonly NamedOperand[]> {
    const variables = this.#stateVariables.filter(({ kind }) => kind === 'constant')
    return this.#readAll(variables, this.#site.now)
  }

  /** The members of `msg` and the like one by one. */
  async globals(): Promise<readonly NamedOperand[]> {
    const all: NamedOperand[] = []
    for (const [name, operand] of this.#globalNames()) {
      if (operand.kind !== 'namespace') all.push([name, operand])
      else for (const [own, value] of await operand.members()) all.push([`${name}.${own}`, value])
    }
    return all
  }

  get #localVariables(): readonly Variable[] {
    return this.#variables.locals(this.#site)
  }

  get #stateVariables(): readonly Variable[] {
    return this.#variables.state(this.#site)
  }

  #globalNames(): ReadonlyMap<string, Operand> {
    const { recording, keccak256, calls } = this.#trace
    const [outermost] = recording.frames
    const frame = recording.frames[calls[this.#site.call]?.frame ?? -1]
    if (frame === undefined || outermost === undefined) return new Map()
    return globalNames({ context: recording.context, frame, outermost, keccak256 })
  }

  /** Of variables with the same name the last is meant. */
  async #readAll(variables: readonly Variable[], step: number): Promise<readonly NamedOperand[]> {
    const named = variables.filter(
      (variable) => variable.name !== '' && lastNamed(variables, variable.name) === variable,
    )
    return Promise.all(
      named.map(async (variable) => [variable.name, await this.#read(variable, step)] as const),
    )
  }

  async #read(variable: Variable, step: number): Promise<Operand> {
    const moment = this.#moment(step)
    if (moment !== undefined) return referenceOperand(new ValueReader(moment), variable)
    return { kind: 'opaque', type: variable.type.name, text: '<unknown>' }
  }

  #moment(step: number): Moment | undefined {
    const call = this.#trace.calls[this.#site.call]
    return call && this.#trace.moment(call, step)
  }
}

function lastNamed(variables: readonly Variable[], name: string): Variable | undefined {
  return variables.findLast((variable) => variable.name === name)
}
