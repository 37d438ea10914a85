import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../devchain-fixture.js'

interface Step {
  readonly storage: Readonly<Record<string, string>> | null
  readonly [field: string]: unknown
}

interface Trace {
  readonly gas: string
  readonly returnValue: string
  readonly storage: object
  readonly structLogs: readonly Step[]
}

const word = (value: number): string => value.toString(16).padStart(64, '0')
/** Stores 1 at 0, hashes what it loads from there, and does what is no instruction. */
const program = '0x6001600055600054600052602060002050600c0c'

// What the tests expect is what ganache 7.9.2 answered.
describe('debug_traceTransaction in the dialect of Ganache', () => {
  const chain = useDevchain({ dialect: 'ganache', throwOnTransactionFailures: false })

  async function trace(options?: object): Promise<Trace> {
    const request = { from: accountOf(chain(), 0), data: program, gas: '0x50000' }
    const hash = await send(chain(), 'eth_sendTransaction', request)
    const params = options === undefined ? [hash] : [hash, options]
    return (await send(chain(), 'debug_traceTransaction', ...params)) as Trace
  }

  it('shows words without a prefix, the memory as it grows, and storage as it is found', async () => {
    const { gas, returnValue, storage, structLogs } = await trace()
    expect({ gas, returnValue, storage }).to.deep.equal({
      gas: '0x12713',
      returnValue: '',
      storage: {},
    })
    const shown = structLogs.map(({ op, memory, stack, storage: slots }) => [
      op,
      memory,
      stack,
      Object.entries(slots ?? {}),
    ])
    const one = [[word(0), word(1)]]
    expect(shown.slice(2, 8)).to.deep.equal([
      ['SSTORE', [], [word(1), word(0)], []],
      ['PUSH1', [], [], one],
      ['SLOAD', [], [word(0)], one],
      ['PUSH1', [], [word(1)], one],
      ['MSTORE', [word(0)], [word(1), word(0)], one],
      ['PUSH1', [word(1)], [], one],
    ])
    expect(structLogs.map(({ op }) => op).slice(9)).to.deep.equal([
      'SHA3',
      'POP',
      'PUSH1',
      'INVALID',
    ])
    expect(structLogs[2]).to.include({ depth: 1, error: '', gasCost: 22_100, pc: 4 })
    expect(structLogs.at(-1)).to.include({ gasCost: 0 })
  })

  it('leaves out what it is told to', async () => {
    const [first] = (await trace({ disableStorage: true })).structLogs.slice(7)
    expect(first).to.deep.include({ storage: null, memory: [word(1)] })
    const [second] = (await trace({ disableMemory: true, disableStack: true })).structLogs.slice(7)
    expect(second).to.deep.include({ memory: [], stack: [], storage: { [word(0)]: word(1) } })
  })

  it('says which transaction it does not know', async () => {
    const hash = `0x${'0'.repeat(64)}`
    const { code, message } = await rejection(chain(), 'debug_traceTransaction', hash)
    expect([code, message]).to.deep.equal([-32_700, `Unknown transaction ${hash}`])
  })

  it('has the tracers of others, too', async () => {
    expect(await trace({ tracer: 'callTracer' })).to.have.property('type', 'CREATE')
  })
})
