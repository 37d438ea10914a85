import assert from 'node:assert/strict'
import { bigintToBytes } from '@scaffold-evm/common'
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
}

/** The whole stack before each step. */
class StackListener implements TraceHandler {
  readonly steps: SeenStep[] = []

  onStep(step: Parameters<NonNullable<TraceHandler['onStep']>>[0]): void {
    const { pc, op, gasLeft } = step
    this.steps.push({ pc, op, gasLeft: Number(gasLeft), stack: step.stack() })
  }
}

function stackOf(recording: Recording, step: number): (bigint | undefined)[] {
  const depth = recording.stackDepth(step)
  return Array.from({ length: depth }, (_, index) => recording.stackItem(step, depth - 1 - index))
}

describe('Recording', () => {
  for (const engine of ['fast', 'reference'] as const) {
    it(`knows every item of the stack at every step, on the ${engine} engine`, async function () {
      this.timeout(60_000)
      const { chain, alice } = await setUp({ engine })
      const [first, second] = callees.map((address) => bigintToBytes(address, 20))
      assert.ok(first !== undefined && second !== undefined)
      let steps = 0
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
        const heard = new StackListener()
        await chain.tracing.call(request, { handler: heard }, options)
        const recording = new Recording(recorder.frames, recorder.columns)
        assert.equal(recording.stepCount, heard.steps.length)
        // Programs loop: of long ones some steps, all over them.
        const stride = Math.ceil(recording.stepCount / 100)
        for (let step = 0; step < recording.stepCount; step += stride) {
          const { pc, op, gasLeft, stack } = heard.steps[step] ?? assert.fail()
          const shown = [recording.pc(step), recording.op(step), recording.gasLeft(step)]
          assert.deepEqual([...shown, ...stackOf(recording, step)], [pc, op, gasLeft, ...stack])
          steps += 1
        }
      })
      await fc.assert(property, { numRuns: engine === 'fast' ? 80 : 20, seed: 3 })
      assert.ok(steps > 150, `${steps}`)
    })
  }

  it('keeps the last steps of an execution that is too long, and all of its frames', async () => {
    const { chain, alice } = await setUp()
    const loop = assemble('JUMPDEST 01 POP 00 JUMP')
    const to = await deployCode(chain, loop)
    const recorder = new ExecutionRecorder(8_192)
    await chain.tracing.call({ from: alice, to, gasLimit: 200_000n }, recorder)
    const recording = new Recording(recorder.frames, recorder.columns)
    const { firstStep, stepCount } = recording
    assert.ok(firstStep > 0 && stepCount - firstStep <= 8_192)
    assert.equal(recording.frames[0]?.haltReason, 'out of gas')
    const pcs = [0, 1, 2, 3, 4].map((back) => recording.pc(stepCount - 1 - back))
    assert.deepEqual(new Set(pcs), new Set([0, 1, 3, 4, 6]))
    assert.equal(recording.stackItem(firstStep, 5), undefined)
  })
})

describe('ChainTracing.recorderOfTransaction', () => {
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
