import { bytesToHex, type Hex } from '@scaffold-evm/common'
import { expect } from 'chai'
import { accountOf, rejection, send, useDevchain } from '../../../devchain-fixture.js'
import { assemble } from '../../chain/contracts.js'

type Json = Readonly<Record<string, unknown>>

const target: Hex = `0x${'aa'.repeat(20)}`
const other: Hex = `0x${'bb'.repeat(20)}`
const digits = other.slice(2)

describe('debug_trace*', () => {
  const chain = useDevchain({ throwOnTransactionFailures: false })
  const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
    send(chain(), method, ...params)

  async function put(address: Hex, source: string): Promise<void> {
    await ask('hardhat_setCode', address, bytesToHex(assemble(source)))
  }

  async function transact(fields: Json): Promise<string> {
    const from = accountOf(chain(), 0)
    return String(await ask('eth_sendTransaction', { from, gas: '0x100000', ...fields }))
  }

  it('gives calls the cost of what they pass on, and shows what they return', async () => {
    await put(other, '07 00 MSTORE 20 00 RETURN')
    await put(target, `20 00 00 00 00 ${digits} 2710 CALL POP`)
    const hash = await transact({ to: target })
    const options = { enableReturnData: true, enableMemory: true, disableStack: true }
    const { structLogs } = (await ask('debug_traceTransaction', hash, options)) as {
      structLogs: Json[]
    }
    const call = structLogs.find(({ op }) => op === 'CALL')
    // Cold access, 10,000 passed on, one word of memory.
    expect(call).to.include({ gasCost: 2_600 + 10_000 + 3, depth: 1 })
    expect(structLogs.at(-1)).to.deep.include({
      op: 'STOP',
      returnData: `0x${'00'.repeat(31)}07`,
      memory: [`0x${'00'.repeat(31)}07`],
    })
    expect(structLogs.some((log) => 'stack' in log)).to.equal(false)
    const limited = (await ask('debug_traceTransaction', hash, { limit: 2 })) as {
      structLogs: Json[]
    }
    expect(limited.structLogs.map(({ op }) => op)).to.deep.equal(['PUSH1', 'PUSH1'])
  })

  it('shows storage as it is read and written, and refunds', async () => {
    await put(target, '05 SLOAD POP 09 05 SSTORE 00 05 SSTORE')
    const trace = (await ask('debug_traceCall', { to: target }, 'latest')) as { structLogs: Json[] }
    const word = (value: number): Hex => `0x${value.toString(16).padStart(64, '0')}`
    const shown = trace.structLogs.filter(({ storage }) => storage !== undefined)
    expect(shown.map(({ op, storage, refund }) => [op, storage, refund])).to.deep.equal([
      ['SLOAD', { [word(5)]: word(0) }, undefined],
      ['SSTORE', { [word(5)]: word(9) }, undefined],
      ['SSTORE', { [word(5)]: word(0) }, 19_900],
    ])
  })

  it('runs a call between the transactions of a block, with overrides', async () => {
    await put(target, '05 SLOAD 00 MSTORE 01 05 SLOAD ADD 05 SSTORE 20 00 RETURN')
    await ask('evm_setAutomine', false)
    await transact({ to: target })
    await transact({ to: target })
    await ask('evm_mine')
    await ask('evm_setAutomine', true)
    const value = async (options: Json): Promise<bigint> => {
      const result = await ask('debug_traceCall', { to: target }, 'latest', options)
      return BigInt((result as { returnValue: Hex }).returnValue)
    }
    expect(await value({ txIndex: 0 })).to.equal(0n)
    expect(await value({ txIndex: 1 })).to.equal(1n)
    expect(await value({})).to.equal(2n)
    const stateDiff = { [`0x${'00'.repeat(31)}05`]: `0x${'00'.repeat(31)}63` }
    expect(await value({ stateOverrides: { [target]: { stateDiff } } })).to.equal(99n)
    const block = (await ask('eth_getBlockByNumber', 'latest', false)) as { hash: Hex }
    const range = async (index: number): Promise<unknown> => {
      const answer = await ask('debug_storageRangeAt', block.hash, index, target, '0x00', 10)
      return Object.values((answer as { storage: Json }).storage)
    }
    const slot = `0x${'00'.repeat(31)}05`
    expect(await range(0)).to.deep.equal([])
    expect(await range(1)).to.deep.equal([{ key: slot, value: `0x${'00'.repeat(31)}01` }])
  })

  it('traces a block as its transactions, and an encoded block as that', async () => {
    const hash = await transact({ to: target })
    const options = { tracer: 'callTracer' }
    const raw = await ask('debug_getRawBlock', 'latest')
    const { number } = (await ask('eth_getBlockByNumber', 'latest', false)) as { number: Hex }
    const result = await ask('debug_traceTransaction', hash, options)
    const expected = [{ txHash: hash, result }]
    expect(await ask('debug_traceBlockByNumber', 'latest', options)).to.deep.equal(expected)
    expect(await ask('debug_traceBlock', raw, options)).to.deep.equal(expected)
    await transact({ to: target })
    expect(await ask('debug_traceBlock', raw, options), number).to.deep.equal(expected)
    expect((await rejection(chain(), 'debug_traceBlock', '0xc0')).code).to.equal(-32000)
    expect((await rejection(chain(), 'debug_traceBlockByNumber', '0x0')).code).to.equal(-32000)
  })

  it('runs several tracers at once', async () => {
    const hash = await transact({ to: target, data: '0x12345678aabb' })
    const single = async (tracer: string): Promise<unknown> =>
      await ask('debug_traceTransaction', hash, { tracer })
    const tracers = ['callTracer', 'prestateTracer', '4byteTracer', 'flatCallTracer', 'noopTracer']
    expect(
      await ask('debug_traceTransaction', hash, {
        tracer: 'muxTracer',
        tracerConfig: Object.fromEntries(tracers.map((tracer) => [tracer, null])),
      }),
    ).to.deep.equal(
      Object.fromEntries(
        await Promise.all(tracers.map(async (tracer) => [tracer, await single(tracer)])),
      ),
    )
    expect(await single('4byteTracer')).to.deep.equal({ '0x12345678-2': 1 })
    expect(await single('noopTracer')).to.deep.equal({})
  })

  it('lists calls flat, with or without precompiles, in words of geth or of Parity', async () => {
    await put(other, 'INVALID')
    await put(target, `00 00 00 00 04 GAS STATICCALL 00 00 00 00 00 ${digits} 2710 CALL`)
    const hash = await transact({ to: target })
    const flat = async (tracerConfig: Json): Promise<unknown> => {
      const options = { tracer: 'flatCallTracer', tracerConfig }
      const traces = (await ask('debug_traceTransaction', hash, options)) as Json[]
      return traces.map(({ traceAddress, error }) => [traceAddress, error])
    }
    expect(await flat({})).to.deep.equal([
      [[], undefined],
      [[0], 'invalid opcode'],
    ])
    expect(await flat({ includePrecompiles: true, convertParityErrors: true })).to.deep.equal([
      [[], undefined],
      [[0], undefined],
      [[1], 'Bad instruction'],
    ])
  })

  it('decodes why a call reverted', async () => {
    const panic = `4e487b71${'00'.repeat(31)}11`
    await put(
      target,
      `${panic.slice(0, 64)} 00 MSTORE ${panic.slice(64).padEnd(64, '0')} 20 MSTORE 24 00 REVERT`,
    )
    const trace = await ask('debug_traceCall', { to: target }, 'latest', { tracer: 'callTracer' })
    expect(trace).to.deep.include({
      error: 'execution reverted',
      output: `0x${panic}`,
      revertReason: 'arithmetic underflow or overflow',
    })
  })

  it('refuses what it cannot do', async () => {
    const call = [{ to: target }, 'latest']
    for (const options of [
      { tracer: '{step: function() {}, fault: function() {}, result: function() {}}' },
      { tracer: 'constructor' },
      { tracer: 'muxTracer', tracerConfig: { unknown: {} } },
      { tracer: 'callTracer', tracerConfig: { withLog: 1 } },
    ]) {
      expect((await rejection(chain(), 'debug_traceCall', ...call, options)).code).to.equal(-32602)
    }
    const unknown = `0x${'11'.repeat(32)}`
    expect((await rejection(chain(), 'debug_traceTransaction', unknown)).code).to.equal(-32000)
  })

  it('stops a trace that grows beyond measure', async () => {
    // A loop with a megabyte of memory.
    await put(target, '01 0fffe0 MSTORE JUMPDEST 07 JUMP')
    const request = { to: target, gas: '0x1c9c380' }
    const options = { enableMemory: true }
    const error = await rejection(chain(), 'debug_traceCall', request, 'latest', options)
    expect(error.code).to.equal(-32005)
    // The chain is as before.
    const small = { to: other, gas: '0x10000' }
    expect(await ask('debug_traceCall', small, 'latest', { tracer: 'callTracer' })).to.include({
      error: 'invalid opcode',
    })
  })
})

describe('trace_*', () => {
  const chain = useDevchain()
  const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
    send(chain(), method, ...params)
  const counter = '05 SLOAD 00 MSTORE 01 05 SLOAD ADD 05 SSTORE 20 00 RETURN'

  async function transact(fields: Json): Promise<string> {
    const from = accountOf(chain(), 0)
    return String(await ask('eth_sendTransaction', { from, gas: '0x100000', ...fields }))
  }

  before(async () => {
    await ask('hardhat_setCode', target, bytesToHex(assemble(counter)))
    await ask(
      'hardhat_setCode',
      other,
      bytesToHex(assemble(`00 00 00 00 01 ${target.slice(2)} GAS CALL`)),
    )
  })

  it('tells the instructions with what they do', async () => {
    const hash = await transact({ to: other, value: '0x1' })
    const { vmTrace } = (await ask('trace_replayTransaction', hash, ['vmTrace'])) as {
      vmTrace: { code: Hex; ops: { op: string; ex: unknown; sub: { code: Hex; ops: Json[] } }[] }
    }
    expect(vmTrace.code).to.equal(await ask('eth_getCode', other))
    const call = vmTrace.ops.find(({ op }) => op === 'CALL')
    expect(call?.ex).to.deep.include({ push: ['0x1'], mem: null, store: null })
    expect(call?.sub.code).to.equal(await ask('eth_getCode', target))
    const effects = call?.sub.ops.map(({ op, ex }) => [op, { ...(ex as Json), used: 0 }])
    expect(effects).to.deep.include.members([
      ['SLOAD', { push: ['0x0'], mem: null, store: null, used: 0 }],
      ['MSTORE', { push: [], mem: { off: 0, data: `0x${'00'.repeat(32)}` }, store: null, used: 0 }],
      ['SSTORE', { push: [], mem: null, store: { key: '0x5', val: '0x1' }, used: 0 }],
      ['RETURN', { push: [], mem: null, store: null, used: 0 }],
    ])
  })

  it('counts gas by instruction, each only once', async () => {
    const hash = await transact({ to: other })
    const { opcodeGas } = (await ask('trace_transactionOpcodeGas', hash)) as {
      opcodeGas: { opcode: string; count: number; gasUsed: number }[]
    }
    const { gasUsed } = (await ask('debug_traceTransaction', hash, { tracer: 'callTracer' })) as {
      gasUsed: Hex
    }
    const sum = opcodeGas.reduce((total, entry) => total + entry.gasUsed, 0)
    // 21,000 is what the transaction costs before it runs; the call of an account without money fails.
    expect(sum).to.equal(Number(gasUsed) - 21_000 + 2_300)
    expect(opcodeGas.find(({ opcode }) => opcode === 'PUSH1')).to.include({ count: 5 })
    const block = (await ask('trace_blockOpcodeGas', 'latest')) as { transactions: Json[] }
    expect(block.transactions).to.deep.equal([{ transactionHash: hash, opcodeGas }])
  })

  it('finds calls by who makes them and whom they reach', async () => {
    const { number } = (await ask('eth_getBlockByNumber', 'latest', false)) as { number: Hex }
    const hashes = [
      await transact({ to: other, value: '0x1' }),
      await transact({ to: target }),
      await transact({ to: other, value: '0x1' }),
    ]
    const fromBlock = `0x${(Number(number) + 1).toString(16)}`
    const find = async (filter: Json): Promise<unknown> => {
      const traces = (await ask('trace_filter', { fromBlock, ...filter })) as Json[]
      return traces.map(({ transactionHash, traceAddress }) => [
        hashes.indexOf(String(transactionHash)),
        traceAddress,
      ])
    }
    expect(await find({})).to.deep.equal([
      [0, []],
      [0, [0]],
      [1, []],
      [2, []],
      [2, [0]],
    ])
    expect(await find({ fromAddress: [other] })).to.deep.equal([
      [0, [0]],
      [2, [0]],
    ])
    expect(await find({ toAddress: [target] })).to.deep.equal([
      [0, [0]],
      [1, []],
      [2, [0]],
    ])
    expect(await find({ after: 1, count: 3 })).to.deep.equal([
      [0, [0]],
      [1, []],
      [2, []],
    ])
    expect(await ask('trace_get', hashes[0], ['0x0'])).to.deep.include({
      traceAddress: [0],
      transactionHash: hashes[0],
    })
    expect(await ask('trace_get', hashes[0], [1])).to.equal(null)
    expect(await ask('trace_transaction', `0x${'11'.repeat(32)}`)).to.deep.equal([])
  })

  it('runs calls on top of each other, and transactions that are not sent', async () => {
    const slot: Hex = `0x${'00'.repeat(31)}05`
    const now = BigInt(String(await ask('eth_getStorageAt', target, slot, 'latest')))
    const calls = [1, 2].map(() => [{ to: target }, ['trace']])
    const outputs = (await ask('trace_callMany', calls, 'latest')) as { output: Hex }[]
    expect(outputs.map(({ output }) => BigInt(output))).to.deep.equal([now, now + 1n])
    const { output, stateDiff, vmTrace } = (await ask('trace_call', { to: target }, [
      'stateDiff',
    ])) as Json
    expect(BigInt(String(output))).to.equal(now)
    expect(vmTrace).to.equal(null)
    expect(stateDiff).to.have.nested.property(`${target}.storage.${slot}`)
    const from = accountOf(chain(), 0)
    const raw = await ask('eth_signTransaction', {
      ...{ from, to: target, gas: '0x100000', maxFeePerGas: '0x77359400' },
      ...{ maxPriorityFeePerGas: '0x0', value: '0x0', type: '0x2', chainId: '0x7a69' },
      nonce: await ask('eth_getTransactionCount', from, 'latest'),
    })
    const signed = typeof raw === 'string' ? raw : (raw as { raw: Hex }).raw
    expect(await ask('trace_rawTransaction', signed, ['trace'])).to.deep.include({ output })
    expect(BigInt(String(await ask('eth_getStorageAt', target, slot, 'latest')))).to.equal(now)
  })
})
