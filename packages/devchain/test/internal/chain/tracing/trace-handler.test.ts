import assert from 'node:assert/strict'
import { generateAddress } from '@ethereumjs/util'
import { bigintToBytes, bytesToHex } from '@scaffold-evm/common'
import fc from 'fast-check'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import {
  type CostHandler,
  StepCosts,
  type TraceStepEnd,
} from '../../../../src/internal/chain/tracing/step-costs.js'
import type {
  TraceHandler,
  TraceMessage,
  TraceMessageEnd,
  TraceStep,
} from '../../../../src/internal/chain/tracing/trace-handler.js'
import type {
  TraceObserver,
  TraceSubject,
} from '../../../../src/internal/chain/tracing/trace-observer.js'
import type { TransactionRequest } from '../../../../src/internal/chain/transactions/transaction-request.js'
import { assemble } from '../contracts.js'
import { callees, program } from '../execution/programs.js'
import { deploy, deployCode, setUp, word } from '../helpers.js'

/** Short names of addresses. */
type Names = ReadonlyMap<string, string>

/** The messages, logs and destructions of a call, and the instructions that are none of the `plain`. */
async function story(
  chain: Chain,
  request: TransactionRequest,
  names: Names = new Map(),
): Promise<string[]> {
  const lines: string[] = []
  const name = (address: Uint8Array): string =>
    names.get(bytesToHex(address)) ?? bytesToHex(address).slice(0, 6)
  const handler: TraceHandler = {
    onMessage: ({ kind, depth, from, to, codeAddress, valueWei, input }) =>
      lines.push(
        `${depth} ${kind} ${name(from)} ${name(to)} ${name(codeAddress)} ${valueWei} ${input.length}`,
      ),
    onMessageEnd: ({ depth, haltReason, returnData, logs }) =>
      lines.push(`${depth} ${haltReason ?? 'ok'} ${returnData.length} ${logs.length}`),
    onLog: ({ address, topics, data }, depth) =>
      lines.push(`${depth} log ${name(address)} ${topics.length} ${data.length}`),
    onSelfdestruct: ({ address, beneficiary, balanceWei, depth }) =>
      lines.push(`${depth} destroy ${name(address)} ${name(beneficiary)} ${balanceWei}`),
  }
  await chain.tracing.call(request, { handler })
  return lines
}

function digits(address: Uint8Array): string {
  return bytesToHex(address).slice(2)
}

describe('TraceHandler', () => {
  it('hears of calls and creates with who runs what on whose account', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    const mixed = await deployCode(
      chain,
      assemble(`00 00 00 00 ${digits(store)} GAS DELEGATECALL
        00 00 00 00 02 ${digits(store)} GAS CALL 20 00 20 00 04 GAS STATICCALL
        600060005360016000fd 00 MSTORE 0a 16 00 CREATE STOP`),
      5n,
    )
    const names = new Map([
      [bytesToHex(alice), 'alice'],
      [bytesToHex(store), 'store'],
      [bytesToHex(mixed), 'mixed'],
      [bytesToHex(generateAddress(mixed, Uint8Array.of(1))), 'created'],
    ])
    const lines = await story(chain, { from: alice, to: mixed, valueWei: 7n }, names)
    assert.deepEqual(lines, [
      '0 CALL alice mixed mixed 7 0',
      '1 DELEGATECALL mixed mixed store 7 0',
      '1 log mixed 1 32',
      '1 ok 0 1',
      '1 CALL mixed store store 2 0',
      '1 log store 1 32',
      '1 ok 0 1',
      '1 STATICCALL mixed 0x0000 0x0000 0 32',
      '1 ok 32 0',
      '1 CREATE mixed created created 0 10',
      '1 revert 1 0',
      '0 ok 0 2',
    ])
  })

  it('hears of calls and creates that fail before they begin', async () => {
    const { chain, alice } = await setUp()
    const poor = await deployCode(
      chain,
      assemble('00 00 03 01 01 c0de 2710 CALL 00 00 01 CREATE 00 00 00 00 01 c0de GAS CALL'),
    )
    const ends: TraceMessageEnd[] = []
    const messages: TraceMessage[] = []
    await chain.tracing.call(
      { from: alice, to: poor },
      {
        handler: {
          onMessage: (message) => messages.push(message),
          onMessageEnd: (end) => ends.push(end),
        },
      },
    )
    assert.deepEqual(
      messages
        .map(({ kind, depth, gasLimit }) => [kind, depth, kind === 'CALL' && gasLimit])
        .slice(1, 3),
      [
        ['CALL', 1, 12_300n],
        ['CREATE', 1, false],
      ],
    )
    assert.deepEqual(
      ends.map(({ depth, haltReason, gasUsed }) => [depth, haltReason, depth === 1 && gasUsed]),
      [
        [1, 'insufficient balance', 0n],
        [1, 'insufficient balance', 0n],
        [1, 'insufficient balance', 0n],
        [0, undefined, false],
      ],
    )
  })

  it('hears of the call that is too deep', async () => {
    const { chain, alice } = await setUp({ blockGasLimit: 10n ** 15n })
    const deep = await deployCode(chain, assemble('00 00 00 00 ADDRESS GAS DELEGATECALL'))
    let deepest = 0
    const reasons = new Set<string | undefined>()
    await chain.tracing.call(
      { from: alice, to: deep, gasLimit: 10n ** 15n },
      {
        handler: {
          onMessage: ({ depth }) => {
            deepest = Math.max(deepest, depth)
          },
          onMessageEnd: ({ haltReason }) => reasons.add(haltReason),
        },
      },
    )
    assert.equal(deepest, 1025)
    assert.deepEqual([...reasons], ['max call depth exceeded', undefined])
  })

  it('hears of destructions and logs only if they happen', async () => {
    const { chain, alice } = await setUp()
    const destroy = await deploy(chain, 'destroy', 9n)
    const names = new Map([
      [bytesToHex(alice), 'alice'],
      [bytesToHex(destroy), 'destroy'],
    ])
    const request = { from: alice, to: destroy }
    assert.deepEqual(await story(chain, request, names), [
      '0 CALL alice destroy destroy 0 0',
      '0 destroy destroy alice 9',
      '0 ok 0 0',
    ])
    assert.deepEqual(await story(chain, { ...request, gasLimit: 26_002n }, names), [
      '0 CALL alice destroy destroy 0 0',
      '0 destroy destroy alice 9',
      '0 ok 0 0',
    ])
    assert.deepEqual(await story(chain, { ...request, gasLimit: 26_001n }, names), [
      '0 CALL alice destroy destroy 0 0',
      '0 out of gas 0 0',
    ])
  })

  it('sees each instruction before it runs, also the one that halts and the STOP at the end', async () => {
    const { chain, alice } = await setUp()
    const steps: unknown[] = []
    const handler: TraceHandler = {
      onStep: (step) =>
        steps.push([step.pc, step.opcodeName, step.stack(), step.memorySize, step.gasRefund]),
    }
    const to = await deployCode(chain, assemble('07 20 MSTORE 00 00 SSTORE 01 00 SSTORE'))
    await chain.tracing.call({ from: alice, to }, { handler })
    assert.deepEqual(steps, [
      [0, 'PUSH1', [], 0, 0n],
      [2, 'PUSH1', [7n], 0, 0n],
      [4, 'MSTORE', [7n, 32n], 0, 0n],
      [5, 'PUSH1', [], 64, 0n],
      [7, 'PUSH1', [0n], 64, 0n],
      [9, 'SSTORE', [0n, 0n], 64, 0n],
      [10, 'PUSH1', [], 64, 0n],
      [12, 'PUSH1', [1n], 64, 0n],
      [14, 'SSTORE', [1n, 0n], 64, 0n],
      [15, 'STOP', [], 64, 0n],
    ])
    for (const [code, name] of [
      ['01', 'ADD'],
      ['0c', 'opcode 0xc not defined'],
      ['fe', 'INVALID'],
    ]) {
      steps.length = 0
      const override = { address: to, code: new Uint8Array(Buffer.from(`${code}`, 'hex')) }
      await chain.tracing.call({ from: alice, to }, { handler }, { stateOverrides: [override] })
      assert.deepEqual(steps, [[0, name, [], 0, 0n]])
    }
  })
})

describe('StepCosts', () => {
  it('adds up to what each frame used, whatever runs', async () => {
    const { chain, alice } = await setUp()
    const [first, second] = callees.map((address) => bigintToBytes(address, 20))
    assert.ok(first !== undefined && second !== undefined)
    let sums = 0
    await fc.assert(
      fc.asyncProperty(program, program, async (code, otherCode) => {
        const totals = new FrameTotals()
        await chain.tracing.call(
          { from: alice, to: first, gasLimit: 300_000n, data: word(1n) },
          { handler: new StepCosts(totals) },
          {
            stateOverrides: [
              { address: first, code, balanceWei: 5n },
              { address: second, code: otherCode },
            ],
          },
        )
        assert.equal(totals.depth, 0)
        sums += totals.checked
      }),
      { numRuns: 300, seed: 7 },
    )
    assert.ok(sums > 200, `${sums}`)
  })

  it('knows what an instruction would have taken that runs out of gas', async () => {
    const { chain, alice } = await setUp()
    const [to] = callees.map((address) => bigintToBytes(address, 20))
    assert.ok(to !== undefined)
    const checked = new Set<string>()
    const listen = async (code: Uint8Array, gasLimit: bigint): Promise<CostList> => {
      const list = new CostList()
      await chain.tracing.call({ from: alice, to, gasLimit }, list, {
        stateOverrides: [{ address: to, code, balanceWei: 5n }],
      })
      return list
    }
    const property = fc.asyncProperty(program, fc.nat(), async (code, die) => {
      const { steps } = await listen(code, 400_000n)
      const paid = steps.filter(({ cost, isOutermost }) => isOutermost && cost > 0n)
      const chosen = paid[die % Math.max(1, paid.length)]
      // A call is given less when there is less, and an SSTORE refused before its cost is known.
      if (chosen === undefined || /CALL|SSTORE/.test(chosen.name)) return
      const starved = await listen(code, 400_000n - chosen.gasLeft + chosen.cost - 1n)
      const last = starved.steps.at(-1)
      // What looks at the gas that is left may have gone elsewhere.
      if (last?.pc !== chosen.pc || starved.haltReason !== 'out of gas') return
      assert.deepEqual([last.name, last.cost], [chosen.name, chosen.cost])
      checked.add(chosen.name)
    })
    await fc.assert(property, { numRuns: 400, seed: 11 })
    assert.ok(checked.size > 30, [...checked].join(' '))
  })
})

interface CostedStep {
  readonly pc: number
  readonly name: string
  readonly gasLeft: bigint
  readonly isOutermost: boolean
  cost: bigint
}

/** What each instruction took, or would have. */
class CostList implements TraceObserver, CostHandler {
  readonly #costs = new StepCosts(this)
  readonly handler: TraceHandler = this.#costs
  readonly steps: CostedStep[] = []
  haltReason: string | undefined
  readonly #open: (CostedStep | undefined)[] = []

  begin({ rules }: TraceSubject): void {
    this.#costs.useRules(rules)
  }

  onStep({ pc, opcodeName: name, gasLeft, depth }: TraceStep): void {
    const step = { pc, name, gasLeft, isOutermost: depth === 0, cost: 0n }
    this.steps.push(step)
    this.#open[depth] = step
  }

  onStepEnd({ depth, cost }: TraceStepEnd): void {
    const step = this.#open[depth]
    if (step !== undefined) step.cost = cost
  }

  onMessageEnd({ haltReason }: TraceMessageEnd): void {
    this.haltReason = haltReason
  }
}

/** Holds the gas of each frame against the costs of its instructions. */
class FrameTotals implements TraceHandler {
  checked = 0
  readonly #frames: { message: TraceMessage; sum: bigint; hasSteps: boolean }[] = []

  get depth(): number {
    return this.#frames.length
  }

  onMessage(message: TraceMessage): void {
    this.#frames.push({ message, sum: 0n, hasSteps: false })
  }

  onStep(): void {
    const frame = this.#frames.at(-1)
    if (frame !== undefined) frame.hasSteps = true
  }

  onStepEnd({ depth, cost }: TraceStepEnd): void {
    const frame = this.#frames[depth]
    assert.ok(frame !== undefined && cost >= 0n)
    frame.sum += cost
  }

  onMessageEnd({ gasUsed, haltReason, returnData }: TraceMessageEnd): void {
    const frame = this.#frames.pop()
    assert.ok(frame !== undefined)
    const { kind, gasLimit } = frame.message
    const isCreation = kind.startsWith('CREATE')
    const deposit = isCreation && haltReason === undefined ? 200n * BigInt(returnData.length) : 0n
    if (frame.hasSteps && (haltReason === undefined || haltReason === 'revert')) {
      assert.equal(frame.sum + deposit, gasUsed)
      this.checked++
    }
    const caller = this.#frames.at(-1)
    if (caller !== undefined) caller.sum -= isCreation ? -gasUsed : gasLimit - gasUsed
  }
}
