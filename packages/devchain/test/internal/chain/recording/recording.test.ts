import assert from 'node:assert/strict'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { bigintToBytes, bytesToBigint, bytesToDigits } from '@scaffold-evm/common'
import fc from 'fast-check'
import { ExecutionRecorder } from '../../../../src/internal/chain/recording/execution-recorder.js'
import { Recording } from '../../../../src/internal/chain/recording/recording.js'
import type { TraceHandler } from '../../../../src/internal/chain/tracing/trace-handler.js'
import { assemble } from '../contracts.js'
import { callees, program } from '../execution/programs.js'
import { deploy, deployCode, mined, setUp, word } from '../helpers.js'

interface SeenStep {
  readonly pc: number
  readonly op: number
  readonly gasLeft: number
  readonly stack: readonly bigint[]
  readonly memory: Uint8Array
}

/** The whole stack and memory before each step. */
class MachineListener implements TraceHandler {
  readonly steps: SeenStep[] = []

  onStep(step: Parameters<NonNullable<TraceHandler['onStep']>>[0]): void {
    const { pc, op, gasLeft } = step
    const [stack, memory] = [step.stack(), step.memory()]
    this.steps.push({ pc, op, gasLeft: Number(gasLeft), stack, memory })
  }
}

const noGas = {
  ...{ gasUsed: 0n, base: 0n, data: 0n, creation: 0n, accessList: 0n, authorizations: 0n },
  ...{ execution: 0n, refund: 0n, floor: 0n },
}

const around = {
  context: {
    ...{ gasPriceWei: 1n, chainId: 1n, blockNumber: 1n, timestampSec: 1n, gasLimit: 1n },
    ...{ baseFeeWei: 1n, blobBaseFeeWei: 1n, prevRandao: 1n, coinbase: new Uint8Array(20) },
  },
  storageBefore: async () => 0n,
}

function stackOf(recording: Recording, step: number): (bigint | undefined)[] {
  const depth = recording.stackDepth(step)
  return Array.from({ length: depth }, (_, index) => recording.stackItem(step, depth - 1 - index))
}

/** SLOAD and TLOAD steps where the recording gives what the instruction gave; throws at one where it does not. */
async function checkLoads(recording: Recording): Promise<number> {
  let count = 0
  for (let step = recording.firstStep; step + 1 < recording.stepCount; step++) {
    const op = recording.op(step)
    const frame = recording.frame(step)
    if ((op !== 0x54 && op !== 0x5c) || recording.frame(step + 1) !== frame) continue
    const address = recording.frames[frame]?.to ?? assert.fail()
    const slot = recording.stackItem(step, 0) ?? assert.fail()
    const word =
      op === 0x54
        ? await recording.storage(step, address, slot)
        : recording.transientStorage(step, address, slot)
    assert.equal(word, recording.stackItem(step + 1, 0))
    count += 1
  }
  return count
}

describe('Recording', () => {
  for (const engine of ['fast', 'reference'] as const) {
    it(`knows the stack and the memory at every step, on the ${engine} engine`, async function () {
      this.timeout(60_000)
      const { chain, alice } = await setUp({ engine })
      const [first, second] = callees.map((address) => bigintToBytes(address, 20))
      assert.ok(first !== undefined && second !== undefined)
      let [steps, loads, hashes] = [0, 0, 0]
      const property = fc.asyncProperty(program, program, async (code, otherCode) => {
        const request = { from: alice, to: first, gasLimit: 60_000n, data: word(1n) }
        const options = {
          stateOverrides: [
            { address: first, code },
            { address: second, code: otherCode },
          ],
        }
        const recorder = new ExecutionRecorder()
        await chain.tracing.call(request, recorder, options)
        const heard = new MachineListener()
        await chain.tracing.call(request, { handler: heard }, options)
        const recording = await Recording.create(recorder, noGas, around)
        assert.equal(recording.stepCount, heard.steps.length)
        loads += await checkLoads(recording)
        for (const [hash, preimage] of recording.preimages) {
          assert.equal(hash, bytesToBigint(keccak_256(preimage)))
          hashes += 1
        }
        // Programs loop: of long ones some steps, all over them.
        const stride = Math.ceil(recording.stepCount / 100)
        for (let step = 0; step < recording.stepCount; step += stride) {
          const { pc, op, gasLeft, stack, memory } = heard.steps[step] ?? assert.fail()
          const shown = [recording.pc(step), recording.op(step), recording.gasLeft(step)]
          assert.deepEqual([...shown, ...stackOf(recording, step)], [pc, op, gasLeft, ...stack])
          assert.equal(recording.memorySize(step), memory.length)
          assert.deepEqual(recording.memory(step, 0, memory.length), memory)
          steps += 1
        }
      })
      await fc.assert(property, { numRuns: engine === 'fast' ? 80 : 20, seed: 3 })
      assert.ok(steps > 150 && loads > 0 && hashes > 0, `${steps} ${loads} ${hashes}`)
    })
  }

  it('keeps the last steps of an execution that is too long, and all of its frames', async () => {
    const { chain, alice } = await setUp()
    const loop = assemble('JUMPDEST 01 POP 00 JUMP')
    const to = await deployCode(chain, loop)
    const recorder = new ExecutionRecorder(8_192)
    await chain.tracing.call({ from: alice, to, gasLimit: 200_000n }, recorder)
    const recording = await Recording.create(recorder, noGas, around)
    const { firstStep, stepCount } = recording
    assert.ok(firstStep > 0 && stepCount - firstStep <= 8_192)
    assert.equal(recording.frames[0]?.haltReason, 'out of gas')
    const pcs = [0, 1, 2, 3, 4].map((back) => recording.pc(stepCount - 1 - back))
    assert.deepEqual(new Set(pcs), new Set([0, 1, 3, 4, 6]))
    assert.equal(recording.stackItem(firstStep, 5), undefined)
  })
})

describe('ChainTracing.recorderOfTransaction', () => {
  it('knows storage before the transaction, and what failed frames wrote while they ran', async () => {
    const { chain, alice } = await setUp()
    const failing = await deployCode(chain, assemble('07 01 SSTORE 00 00 REVERT'))
    const call = `00 00 00 00 ${bytesToDigits(failing)} GAS DELEGATECALL POP`
    const to = await deployCode(chain, assemble(`CALLDATASIZE 01 SSTORE ${call} STOP`))
    await mined(chain, { from: alice, to, data: new Uint8Array(9) })
    const { hash } = await mined(chain, { from: alice, to, data: new Uint8Array(5) })
    const recording = await chain.tracing.recorderOfTransaction(hash)?.()
    assert.ok(recording !== undefined)
    const [write, undone] = recording.storageWrites
    assert.ok(write !== undefined && undone !== undefined)
    assert.deepEqual([write.previous, write.value], [9n, 5n])
    assert.deepEqual([undone.previous, undone.value, undone.frame], [5n, 7n, 1])
    const words = [write.step, write.step + 1, undone.step + 1, recording.stepCount].map((step) =>
      recording.storage(step, to, 1n),
    )
    assert.deepEqual(await Promise.all(words), [9n, 5n, 7n, 5n])
  })

  it('records what was mined although its block is gone', async () => {
    const { chain, alice } = await setUp()
    const to = await deploy(chain, 'store')
    const id = await chain.snapshot()
    const { hash } = await mined(chain, {
      from: alice,
      to,
      data: Uint8Array.from([...word(5n), ...word(6n)]),
    })
    const record = chain.tracing.recorderOfTransaction(hash)
    await chain.revert(id)
    await mined(chain, { from: alice, to: alice })
    const recording = await record?.()
    assert.ok(recording !== undefined && recording.stepCount > 3)
    assert.deepEqual(recording.frames[0]?.to, to)
    assert.ok((recording.frames[0]?.code.length ?? 0) > 0)
  })

  it('is undefined for a transaction that is not there', async () => {
    const { chain } = await setUp()
    assert.equal(chain.tracing.recorderOfTransaction(new Uint8Array(32)), undefined)
  })
})
