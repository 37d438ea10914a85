import assert from 'node:assert/strict'
import { bytesToBigint, bytesToHex } from '@scaffold-evm/common'
import type { ExecutionRecording, RecordedLog } from '@scaffold-evm/devchain'
import { AbiCoder } from 'ethers'
import {
  type Build,
  functionFramesAt,
  localsAt,
  type Moment,
  ValueReader,
  type Variable,
} from '../../src/index.js'
import { rawTopic } from './function-writer.js'
import type { Expectation } from './program.js'
import { canonical, canonicalDecoded } from './same-value.js'

const coder = AbiCoder.defaultAbiCoder()

/** What recordings are checked with. */
export interface CheckContext {
  readonly build: Build
  readonly keccak256: (data: Uint8Array) => Uint8Array
  readonly expectations: readonly Expectation[]
}

/** Compares what a program logged of its variables with what is read of them there. Gives how many were compared. */
export async function checkRecording(
  recording: ExecutionRecording,
  context: CheckContext,
): Promise<number> {
  let count = 0
  for (const [index, frame] of recording.frames.entries()) {
    const { matcher } = context.build
    const isCreation = frame.kind === 'CREATE'
    const artifact = isCreation ? matcher.creation(frame.code) : matcher.runtime(frame.code)
    const contract = artifact && (await context.build.load(artifact))
    if (contract === undefined) continue
    for (const log of frame.logs) {
      const { keccak256 } = context
      const moment = { recording, frame: index, step: log.step, contract, keccak256 }
      await checkLog(moment, log, context.expectations)
      count += 1
    }
  }
  return count
}

async function checkLog(
  moment: Moment,
  { topics, data }: RecordedLog,
  expectations: readonly Expectation[],
): Promise<void> {
  const [first, second] = topics.map(bytesToBigint)
  const isRaw = first === BigInt(rawTopic)
  const expected = expectations[Number(second)]
  assert.ok(expected !== undefined)
  const variables = visibleAt(moment, expected)
  const variable = variables[expected.index]
  assert.ok(variable !== undefined, `no ${expected.name}`)
  const value = canonical(await new ValueReader(moment).read(variable))
  const inner = isRaw ? bytesToHex(data) : coder.decode(['bytes'], bytesToHex(data))[0]
  const [logged] = coder.decode([expected.abi], inner)
  assert.deepEqual(value, canonicalDecoded(logged), `${expected.name}, log ${second}`)
}

/** The variables of the function or modifier that logs. */
function visibleAt(moment: Moment, { visible, isModifier }: Expectation): readonly Variable[] {
  const [frame] = functionFramesAt(moment)
  assert.ok(frame !== undefined)
  const all = localsAt(moment, frame)
  const own = isModifier ? all.slice(-visible.length) : all
  assert.deepEqual(
    own.map(({ name }) => name),
    visible,
  )
  return own
}
