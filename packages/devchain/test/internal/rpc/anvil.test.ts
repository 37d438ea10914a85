import { expect } from 'chai'
import { send } from '../../devchain-fixture.js'
import { readFixture } from '../../fixture.js'
import { useRecordedChain } from './recorded-chain.js'

interface Recording {
  readonly timestamp: number
  readonly steps: readonly {
    readonly timestamp: number
    readonly raw: string
    readonly hash: string
    readonly receipt: Readonly<Record<string, unknown>>
    readonly transaction: Readonly<Record<string, unknown>>
    readonly block: Readonly<Record<string, unknown>>
    readonly callTrace: unknown
    readonly gasOfSteps: readonly unknown[]
  }[]
  readonly last: Readonly<Record<string, unknown>>
}

type Json = Readonly<Record<string, unknown>>

const recording = readFixture<Recording>('anvil.json')

function without(object: unknown, ...keys: string[]): Json {
  return Object.fromEntries(Object.entries(object as Json).filter(([key]) => !keys.includes(key)))
}

/** anvil goes into more detail about some halts. */
function inShort(trace: unknown): Json {
  const { error, ...rest } = trace as Json
  return typeof error === 'string' ? { ...rest, error: error.split(':')[0] } : rest
}

describe('the answers of anvil', () => {
  const chain = useRecordedChain(recording.timestamp)

  for (const [index, step] of recording.steps.entries()) {
    describe(`to transaction ${index} of type ${step.receipt.type}`, () => {
      before(async () => {
        await chain().setNextBlockTimestamp(step.timestamp)
        expect(await send(chain(), 'eth_sendRawTransaction', step.raw)).to.equal(step.hash)
      })

      it('have the same receipt', async () => {
        const receipt = await send(chain(), 'eth_getTransactionReceipt', step.hash)
        const logs = (receipt as { logs: unknown[] }).logs.map((log) => without(log, 'blockHash'))
        expect({ ...without(receipt, 'blockHash'), logs }).to.deep.equal(step.receipt)
      })

      it('have the same transaction', async () => {
        const found = await send(chain(), 'eth_getTransactionByHash', step.hash)
        expect(without(found, 'blockHash')).to.deep.equal(step.transaction)
      })

      it('have the same block: roots of transactions and receipts, bloom, fees', async () => {
        const block = await send(chain(), 'eth_getBlockByNumber', 'latest', false)
        const chance = [
          'hash',
          'parentHash',
          'stateRoot',
          'mixHash',
          'parentBeaconBlockRoot',
          'size',
        ]
        expect(without(block, ...chance)).to.deep.equal(step.block)
      })

      it('trace the same calls', async () => {
        const options = { tracer: 'callTracer', tracerConfig: { withLog: true } }
        const trace = await send(chain(), 'debug_traceTransaction', step.hash, options)
        // geth shows the gas limit of the transaction, anvil what is left of it for the call.
        const expected = { ...inShort(step.callTrace), gas: step.transaction['gas'] }
        expect(inShort(trace)).to.deep.equal(expected)
      })

      it('trace the same instructions and gas', async () => {
        const trace = await send(chain(), 'debug_traceTransaction', step.hash)
        const { structLogs } = trace as { structLogs: Record<string, unknown>[] }
        expect(
          structLogs.map(({ pc, op, gas, gasCost, depth }) => [pc, op, gas, gasCost, depth]),
        ).to.deep.equal(step.gasOfSteps)
      })
    })
  }

  describe('after all', () => {
    it('end in the same fee history, encodings and balance', async () => {
      const { feeHistory, rawTransaction, balance } = recording.last
      expect(await send(chain(), 'eth_feeHistory', '0x4', 'latest', [25, 75])).to.deep.equal(
        feeHistory,
      )
      expect(
        await send(chain(), 'eth_getRawTransactionByBlockNumberAndIndex', '0x1', '0x0'),
      ).to.equal(rawTransaction)
      const sender = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
      expect(await send(chain(), 'eth_getBalance', sender)).to.equal(balance)
    })
  })
})
