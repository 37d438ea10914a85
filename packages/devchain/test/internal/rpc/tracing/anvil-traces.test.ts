import { expect } from 'chai'
import { send } from '../../../devchain-fixture.js'
import { readFixture } from '../../../fixture.js'
import { useRecordedChain } from '../recorded-chain.js'

type Json = Readonly<Record<string, unknown>>

interface Trace {
  readonly type: string
  readonly action: { readonly to?: string; readonly value?: string }
  readonly error?: string
  readonly traceAddress: readonly number[]
}

interface Frame {
  readonly logs?: unknown
  readonly error?: string
  readonly calls?: readonly Frame[]
}

interface Answers {
  readonly callTracer: Frame
  readonly prestateTracer: Readonly<Record<string, Json>>
  readonly prestateDiff: { readonly pre: Readonly<Record<string, Json>>; readonly post: Json }
  readonly fourByteTracer: Json
  readonly traces: readonly Trace[]
  readonly stateDiff: Readonly<Record<string, Json>>
}

interface Recording {
  readonly timestamp: number
  readonly steps: readonly {
    readonly name: string
    readonly raw: string
    readonly answers?: Answers
  }[]
}

const recording = readFixture<Recording>('anvil-traces.json')

/** anvil's words for halts, where they are neither geth's nor Parity's. */
const sameHalts: Readonly<Record<string, string>> = {
  'out of gas: out of memory': 'out of gas',
  'precompiled failed': 'precompile failed',
  CreateCollision: 'contract address collision',
  StateChangeDuringStaticCall: 'write protection',
  CreateContractStartingWithEF: 'invalid code: must not begin with 0xef',
}
const sameParityHalts: Readonly<Record<string, string>> = {
  ...sameHalts,
  StateChangeDuringStaticCall: 'Mutable Call In Static Context',
}

/** What failed logged nothing, also where anvil shows it. */
function withHalts({ logs, ...frame }: Frame): Frame {
  return {
    ...frame,
    ...(logs === undefined || frame.error !== undefined ? {} : { logs }),
    ...(frame.error === undefined ? {} : { error: sameHalts[frame.error] ?? frame.error }),
    ...(frame.calls === undefined ? {} : { calls: frame.calls.map(withHalts) }),
  }
}

/** anvil shows also accounts that there are not, as geth does when asked to. */
function existing(accounts: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(accounts).filter(
      ([, { balance, ...rest }]) => balance !== '0x0' || Object.keys(rest).length > 0,
    ),
  )
}

function isPrecompile(address = ''): boolean {
  return /^0x0{38}(0[1-9a-f]|1[01])$/.test(address)
}

/** Parity has no calls of precompiles that move no money, and so counts the others from 0. */
function withoutPrecompiles(traces: readonly Trace[]): readonly Trace[] {
  const isHidden = ({ action, traceAddress }: Trace): boolean =>
    traceAddress.length > 0 && isPrecompile(action.to) && action.value === '0x0'
  const hidden = traces.filter(isHidden).map(({ traceAddress }) => traceAddress)
  const shown = traces.filter((trace) => !isHidden(trace))
  return shown.map((trace) => ({
    ...trace,
    ...(trace.error === undefined ? {} : { error: sameParityHalts[trace.error] ?? trace.error }),
    subtraces: shown.filter((other) => isChild(other.traceAddress, trace.traceAddress)).length,
    traceAddress: trace.traceAddress.map((position, depth) => {
      const parent = trace.traceAddress.slice(0, depth)
      const before = hidden.filter((path) => isChild(path, parent) && (path.at(-1) ?? 0) < position)
      return position - before.length
    }),
  }))
}

function isChild(path: readonly number[], parent: readonly number[]): boolean {
  return path.length === parent.length + 1 && parent.every((position, at) => path[at] === position)
}

/** Of an account that was made by giving it money, anvil says that it was there before. */
function withBirths(diff: Readonly<Record<string, Json>>, born: ReadonlySet<string>): Json {
  return Object.fromEntries(
    Object.entries(diff).map(([address, account]) => {
      const { to } = (account['balance'] as { '*'?: { to: string } })['*'] ?? {}
      if (!born.has(address)) return [address, account]
      return [
        address,
        { ...account, balance: { '+': to }, nonce: { '+': '0x0' }, code: { '+': '0x' } },
      ]
    }),
  )
}

describe('the traces of anvil', () => {
  const chain = useRecordedChain(recording.timestamp)

  for (const [index, { name, raw, answers }] of recording.steps.entries()) {
    it(`are ours: ${name}`, async () => {
      await chain().setNextBlockTimestamp(recording.timestamp + 1 + index)
      const hash = await send(chain(), 'eth_sendRawTransaction', raw)
      if (answers !== undefined) await compare(String(hash), name, answers)
    })
  }

  async function debug(hash: string, tracer: string, tracerConfig: Json = {}): Promise<unknown> {
    return await send(chain(), 'debug_traceTransaction', hash, { tracer, tracerConfig })
  }

  async function compare(hash: string, name: string, answers: Answers): Promise<void> {
    const { gas } = (await send(chain(), 'eth_getTransactionByHash', hash)) as { gas: string }
    // geth shows the gas limit of the transaction, anvil what is left of it for the call.
    expect(await debug(hash, 'callTracer', { withLog: true }), 'callTracer').to.deep.equal({
      ...withHalts(answers.callTracer),
      gas,
    })
    expect(await debug(hash, 'prestateTracer'), 'prestateTracer').to.deep.equal(
      withoutUnpaid(name, existing(answers.prestateTracer)),
    )
    expect(await debug(hash, 'prestateTracer', { diffMode: true }), 'diffMode').to.deep.equal({
      ...answers.prestateDiff,
      pre: existing(answers.prestateDiff.pre),
    })
    const counts = Object.entries(answers.fourByteTracer).filter(([key]) => !precompiled.has(key))
    expect(await debug(hash, '4byteTracer')).to.deep.equal(Object.fromEntries(counts))
    const traces = (await send(chain(), 'trace_transaction', hash)) as Json[]
    expect(traces.map(unplaced), 'trace_transaction').to.deep.equal(
      withoutPrecompiles(answers.traces),
    )
    const [replayed] = (await send(chain(), 'trace_replayBlockTransactions', 'latest', [
      'stateDiff',
    ])) as [Json]
    const born = name === 'transfer' ? [`0x${'00'.repeat(19)}aa`] : []
    expect(replayed['stateDiff'], 'stateDiff').to.deep.equal(
      withBirths(answers.stateDiff, new Set(born)),
    )
  }
})

/** What the calls of precompiles in the recording look like to the 4byteTracer; geth's leaves them out. */
const precompiled: ReadonlySet<string> = new Set(['0x00000000-28', '0x00000000-124'])

/** Slots that there was not gas enough to look at, and that anvil shows. */
const unpaidSlots: ReadonlyMap<string, string> = new Map([
  ['oog sstore', `0x${'00'.repeat(31)}01`],
  ['oog outer', `0x${'00'.repeat(31)}0a`],
])

function withoutUnpaid(name: string, accounts: Readonly<Record<string, Json>>): Json {
  return Object.fromEntries(
    Object.entries(accounts).map(([address, { storage = {}, ...account }]) => {
      const slots = Object.entries(storage as Json).filter(
        ([slot]) => slot !== unpaidSlots.get(name),
      )
      if (slots.length === 0) return [address, account]
      return [address, { ...account, storage: Object.fromEntries(slots) }]
    }),
  )
}

function unplaced({
  blockHash: _,
  blockNumber: __,
  transactionHash: ___,
  transactionPosition: ____,
  ...trace
}: Json): Json {
  return trace
}
