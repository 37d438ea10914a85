import { type Answer, createAnswerWriter } from './answer.js'
import { type DescribedValue, makeValue, type ValueMaker } from './described-value.js'
import type { Step } from './script.js'

/** One of the two contract libraries, on a chain of its own. */
export interface Side {
  readonly accounts: readonly string[]
  /** The class of each contract of the script. */
  readonly classes: Readonly<Record<string, Members>>
  bn(digits: string): unknown
  bigNumber(digits: string): unknown
}

type Members = Record<string, unknown>
type Method = (...values: unknown[]) => unknown

/** Does all steps one after the other, and writes down what came of each. */
export async function runScript(side: Side, steps: readonly Step[]): Promise<Answer[]> {
  const addresses = new Map<string, string>()
  for (const [index, address] of side.accounts.entries()) addresses.set(`account${index}`, address)
  const state: ScriptState = { side, addresses, instances: new Map(), instance: {} }
  const write = createAnswerWriter()
  const answers: Answer[] = []
  for (const step of steps) answers.push(await write(() => runStep(state, step)))
  return answers
}

interface ScriptState {
  readonly side: Side
  readonly addresses: Map<string, string>
  /** The last of each contract. */
  readonly instances: Map<string, Members>
  instance: Members
}

function valuesOf(
  { side, addresses }: ScriptState,
  described: readonly DescribedValue[] = [],
): unknown[] {
  const maker: ValueMaker = {
    bn: side.bn,
    bigNumber: side.bigNumber,
    address: (name) => addresses.get(name) ?? `no address of ${name}`,
  }
  return described.map((value) => classOf(side, value) ?? makeValue(value, maker))
}

function classOf({ classes }: Side, value: DescribedValue): unknown {
  if (typeof value !== 'object' || value === null || !('$class' in value)) return undefined
  return classes[String(value['$class'])]
}

function runStep(state: ScriptState, step: Step): unknown {
  switch (step.do) {
    case 'deploy':
      return deploy(state, step.contract, valuesOf(state, step.values))
    case 'deployEstimate':
    case 'deployRequest': {
      const member = step.do === 'deployEstimate' ? 'estimateGas' : 'request'
      const deployment = classNamed(state, step.contract)['new'] as unknown as Members
      return (deployment[member] as Method)(...valuesOf(state, step.values))
    }
    case 'use':
      state.instance = state.instances.get(step.contract) ?? {}
      return undefined
    case 'listen':
      return namesOfEvents(runFunction(state, { ...step, do: 'run' }))
    case 'instance':
      return (state.instance[step.method] as Method)(...valuesOf(state, step.values))
    case 'member':
      return state.instance[step.member]
    case 'class': {
      const member = classNamed(state, step.contract)[step.member]
      return step.values === undefined
        ? member
        : (member as Method)(...valuesOf(state, step.values))
    }
    case 'set': {
      const [value] = valuesOf(state, [step.value])
      classNamed(state, step.contract)[step.member] = value
      return undefined
    }
    default:
      return runFunction(state, step)
  }
}

/** What a promise with events tells until it is settled, in its order. */
async function namesOfEvents(started: unknown): Promise<readonly string[]> {
  const promise = started as Promise<unknown> & { on(name: string, heard: () => void): unknown }
  const names: string[] = []
  for (const name of ['transactionHash', 'receipt', 'error'])
    promise.on(name, () => names.push(name))
  await promise.catch(() => names.push('rejected'))
  return names
}

function classNamed({ side }: ScriptState, name: string): Members {
  const found = side.classes[name]
  if (found === undefined) throw new Error(`the script has no ${name}`)
  return found
}

function deploy(state: ScriptState, name: string, values: unknown[]): unknown {
  const started = (classNamed(state, name)['new'] as Method)(...values) as Promise<Members>
  return started.then((made) => {
    state.addresses.set(name, String(made['address']))
    state.instances.set(name, made)
    if (name === 'Gen') state.instance = made
    return made
  })
}

function runFunction(
  state: ScriptState,
  step: Extract<Step, { readonly function: string }>,
): unknown {
  const { instance } = state
  const found = step.function.includes('(')
    ? (instance['methods'] as Members)[step.function]
    : instance[step.function]
  const isRun = step.do === 'run' || step.do === 'listen'
  const run = isRun ? found : (found as Members)[step.do]
  return (run as Method)(...valuesOf(state, step.values))
}
