import { expect } from 'chai'
import { createDevchain, type Devchain } from '../../../../src/devchain.js'
import { send } from '../../../devchain-fixture.js'
import { engineNames } from '../../../engines.js'
import { readFixture } from '../../../fixture.js'

interface Recording {
  readonly timestamp: number
  readonly steps: readonly { readonly name: string; readonly raw: string }[]
}

const recording = readFixture<Recording>('anvil-traces.json')

/** Every way to look at a transaction. */
const views: readonly (readonly [method: string, ...options: unknown[]])[] = [
  ['debug_traceTransaction', { enableMemory: true, enableReturnData: true }],
  ['debug_traceTransaction', { tracer: 'callTracer', tracerConfig: { withLog: true } }],
  ['debug_traceTransaction', { tracer: 'prestateTracer', tracerConfig: { includeEmpty: true } }],
  ['debug_traceTransaction', { tracer: 'prestateTracer', tracerConfig: { diffMode: true } }],
  ['debug_traceTransaction', { tracer: 'flatCallTracer' }],
  ['debug_traceTransaction', { tracer: '4byteTracer' }],
  ['trace_replayTransaction', ['trace', 'stateDiff', 'vmTrace']],
  ['trace_transactionOpcodeGas'],
  ['ots_traceTransaction'],
  ['ots_getInternalOperations'],
]

describe('both engines', () => {
  const chains: Devchain[] = []

  before(async () => {
    for (const engine of engineNames) {
      const initialDate = new Date(recording.timestamp * 1_000)
      const quiet = { throwOnTransactionFailures: false, logger: (): void => undefined }
      chains.push(await createDevchain({ engine, initialDate, ...quiet }))
    }
  })

  after(async () => {
    for (const chain of chains) await chain.close()
  })

  it('show the same of each recorded transaction, whoever asks', async () => {
    for (const [index, { name, raw }] of recording.steps.entries()) {
      const shown: unknown[][] = []
      for (const chain of chains) {
        await chain.setNextBlockTimestamp(recording.timestamp + 1 + index)
        const hash = await send(chain, 'eth_sendRawTransaction', raw)
        const answers: unknown[] = []
        for (const [method, ...options] of views) {
          answers.push(await send(chain, method, hash, ...options))
        }
        shown.push(answers)
      }
      expect(shown[0], name).to.deep.equal(shown[1])
    }
  }).timeout(60_000)
})
