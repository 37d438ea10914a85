import { bytesToHex } from '@scaffold-evm/common'
import type { Artifact } from '@scaffold-evm/compiler'
import type { RecordedFrame, RecordedGas, StepRecording } from '@scaffold-evm/devchain'
import type { Build } from './build.js'
import { type CompiledContract, withSourcesOf } from './compiled-contract.js'
import type { GasCost, GasProfile } from './gas-profile.js'
import { precompileName } from './internal/calls/precompiles.js'
import type { CodeMap } from './internal/code-map.js'
import { CodePlaces } from './internal/gas/code-places.js'
import { FrameLane, type LaneCode } from './internal/gas/frame-lane.js'
import { functionShares, GasTree } from './internal/gas/gas-tree.js'
import { LineGas } from './internal/gas/line-gas.js'

/** What executions are read with. */
export interface GasProfilerOptions {
  /** The contracts as they were deployed. */
  readonly deployed: Build
  /** The same with syntax trees, for the names of functions; undefined when they do not compile without the optimizer. */
  readonly debug: Build | undefined
}

/** Of each byte of code that stays. */
const depositPerByte = 200

/**
 * Says where the gas of transactions went: by line, by function, and what is charged besides.
 *
 * Limits: the optimizer merges what several lines have in common, so that the line of an instruction is one of those that it is
 * for. What it all comes to is exact.
 */
export class GasProfiler {
  readonly #deployed: Build
  readonly #contracts: ReadonlyMap<Artifact, CompiledContract>
  readonly #places = new Map<CodeMap, CodePlaces>()
  readonly #root = new GasTree('all', 'all')
  readonly #lines = new LineGas()
  readonly #costs = new Map<string, number>()
  #transactions = 0
  #gasUsed = 0
  #refund = 0

  private constructor(deployed: Build, contracts: ReadonlyMap<Artifact, CompiledContract>) {
    this.#deployed = deployed
    this.#contracts = contracts
  }

  /** Reads what the compiler said of all contracts. */
  static async create({ deployed, debug }: GasProfilerOptions): Promise<GasProfiler> {
    const contracts = new Map<Artifact, CompiledContract>()
    for (const contract of await deployed.contracts()) {
      const counterpart = debug?.counterpart(contract.artifact)
      const other = counterpart && (await debug?.load(counterpart))
      contracts.set(
        contract.artifact,
        other === undefined ? contract : withSourcesOf(contract, other),
      )
    }
    return new GasProfiler(deployed, contracts)
  }

  /** Adds a transaction, or a call as if it were one. */
  add(recording: StepRecording): void {
    this.#transactions += 1
    this.#gasUsed += Number(recording.gas.gasUsed)
    this.#addCosts(recording.gas)
    const walk = this.#goThrough(recording)
    for (const [index, rest] of restsOf(recording, walk.lanes)) {
      const frame = recording.frames[index]
      const caller = walk.lanes.get(index)?.node ?? walk.callers.get(index) ?? this.#root
      if (frame !== undefined) this.#addRest(frame, caller, rest)
    }
  }

  /** Where the gas of all that was added went. */
  profile(): GasProfile {
    const root = this.#root.finish()
    const costs = [...this.#costs].map(([name, gas]): GasCost => ({ name, gas }))
    const { unknown, unplaced } = this.#lines
    if (unknown !== 0) costs.push({ name: 'unknown code', gas: unknown })
    if (unplaced !== 0) costs.push({ name: 'code of no source', gas: unplaced })
    return {
      transactions: this.#transactions,
      gasUsed: this.#gasUsed,
      refund: this.#refund,
      root,
      lines: this.#lines.finish(),
      functions: functionShares(root),
      costs: costs.sort((a, b) => b.gas - a.gas),
    }
  }

  #addCosts({
    base,
    data,
    creation,
    accessList,
    authorizations,
    floor,
    refund,
  }: RecordedGas): void {
    const parts: readonly (readonly [string, bigint])[] = [
      ['transaction', base],
      ['call data', data],
      ['contract creation', creation],
      ['access list', accessList],
      ['authorizations', authorizations],
      ['least price of call data', floor],
    ]
    for (const [name, gas] of parts) this.#cost(this.#root, name, Number(gas))
    if (refund === 0n) return
    this.#refund += Number(refund)
    this.#count('refund', -Number(refund))
  }

  #goThrough(recording: StepRecording): Walk {
    const called = gasCalled(recording)
    const stepless = steplessFrames(recording)
    const lanes = new Map<number, FrameLane>()
    const callers = new Map<number, GasTree>()
    for (let step = recording.firstStep; step < recording.stepCount; step++) {
      const index = recording.frame(step)
      const lane = lanes.get(index) ?? this.#open(recording, index, lanes)
      if (lane === undefined) continue
      lane.advance(step, called.get(lane.lastStep) ?? 0)
      for (const inner of stepless.get(step) ?? []) callers.set(inner, lane.current)
    }
    for (const lane of lanes.values()) this.#settleEnd(lane, called.get(lane.lastStep) ?? 0)
    return { lanes, callers }
  }

  #open(
    recording: StepRecording,
    index: number,
    lanes: Map<number, FrameLane>,
  ): FrameLane | undefined {
    const frame = recording.frames[index]
    if (frame === undefined) return undefined
    const code = this.#codeOf(frame)
    const caller = lanes.get(frame.parent)?.current ?? this.#root
    const node = caller.child(frameName(frame, code), 'contract')
    const lane = new FrameLane(recording, index, { frame, node, code, lines: this.#lines })
    lanes.set(index, lane)
    return lane
  }

  /** What is left of a frame at its end is known; of a creation, its code is paid for in between. */
  #settleEnd(lane: FrameLane, called: number): void {
    const { frame } = lane
    const gasLeft = Number(frame.gasLimit - frame.gasUsed)
    const isCreated = isCreation(frame) && frame.haltReason === undefined
    const deposit = isCreated ? depositPerByte * frame.returnData.length : 0
    lane.settle(gasLeft + deposit, called)
    lane.attributed += deposit
    this.#cost(lane.node, 'code deposit', deposit)
  }

  /** Gives what a frame took besides its steps a name. */
  #addRest(frame: RecordedFrame, caller: GasTree, rest: number): void {
    if (frame.isPrecompile) {
      caller.child(precompileName(frame.codeAddress), 'precompile').self += rest
      this.#count('precompiles', rest)
    } else {
      this.#cost(caller, frame.haltReason === undefined ? 'not recorded' : 'failed calls', rest)
    }
  }

  #codeOf(frame: RecordedFrame): LaneCode | undefined {
    const { matcher } = this.#deployed
    const artifact = isCreation(frame) ? matcher.creation(frame.code) : matcher.runtime(frame.code)
    const contract = artifact && this.#contracts.get(artifact)
    if (contract === undefined) return undefined
    const map = isCreation(frame) ? contract.creation : contract.runtime
    const places = this.#places.get(map) ?? new CodePlaces(contract, map)
    this.#places.set(map, places)
    return { contract, map, places }
  }

  #cost(node: GasTree, name: string, gas: number): void {
    if (gas === 0) return
    node.child(name, 'cost').self += gas
    this.#count(name, gas)
  }

  #count(name: string, gas: number): void {
    this.#costs.set(name, (this.#costs.get(name) ?? 0) + gas)
  }
}

/** The frames of an execution that have steps, and from where those were called that have none. */
interface Walk {
  readonly lanes: ReadonlyMap<number, FrameLane>
  readonly callers: ReadonlyMap<number, GasTree>
}

/** What each frame took besides its steps and what it called, where that is anything. */
function restsOf(
  { frames }: StepRecording,
  lanes: ReadonlyMap<number, FrameLane>,
): ReadonlyMap<number, number> {
  const rests = frames.map(
    (frame, index) => Number(frame.gasUsed) - (lanes.get(index)?.attributed ?? 0),
  )
  for (const { parent, gasUsed } of frames) {
    if (parent >= 0) rests[parent] = (rests[parent] ?? 0) - Number(gasUsed)
  }
  return new Map([...rests.entries()].filter(([, rest]) => rest !== 0))
}

/** By the step that called them: precompiles, and calls that failed at once. */
function steplessFrames({ frames }: StepRecording): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const [index, { callStep, firstStep, endStep }] of frames.entries()) {
    if (firstStep === endStep) found.set(callStep, [...(found.get(callStep) ?? []), index])
  }
  return found
}

/** What the calls of each step took. */
function gasCalled({ frames }: StepRecording): ReadonlyMap<number, number> {
  const called = new Map<number, number>()
  for (const { callStep, gasUsed } of frames) {
    if (callStep >= 0) called.set(callStep, (called.get(callStep) ?? 0) + Number(gasUsed))
  }
  return called
}

function isCreation({ kind }: RecordedFrame): boolean {
  return kind === 'CREATE' || kind === 'CREATE2'
}

function frameName(frame: RecordedFrame, code: LaneCode | undefined): string {
  const name = code?.contract.artifact.contractName ?? bytesToHex(frame.codeAddress)
  return isCreation(frame) ? `new ${name}` : name
}
