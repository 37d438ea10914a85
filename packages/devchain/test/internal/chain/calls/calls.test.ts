import assert from 'node:assert/strict'
import { bytesToHex } from '@scaffold-evm/common'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import type { TransactionRequest } from '../../../../src/internal/chain/transactions/transaction-request.js'
import { assemble } from '../contracts.js'
import { balanceOf, deploy, deployCode, failure, mined, setUp, slotOf, word } from '../helpers.js'

/** Returns what the given instructions leave on the stack. */
function returning(source: string): Uint8Array {
  return assemble(`${source} 00 MSTORE 20 00 RETURN`)
}

async function callWord(chain: Chain, to: Uint8Array, options = {}): Promise<bigint> {
  const { returnData, haltReason } = await chain.call({ to }, options)
  assert.equal(haltReason, undefined)
  return BigInt(bytesToHex(returnData))
}

describe('call', () => {
  it('changes nothing', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    const root = chain.head.state.root
    const data = Uint8Array.from([...word(1n), ...word(2n)])
    const result = await chain.call({ from: alice, to: store, data })
    assert.equal(result.succeeded, true)
    assert.equal(result.logs.length, 1)
    assert.equal(await slotOf(chain, store, 1n), 0n)
    assert.deepEqual(chain.head.state.root, root)
  })

  it('gives revert data and the reason', async () => {
    const { chain } = await setUp()
    const to = await deploy(chain, 'revert')
    const result = await chain.call({ to, data: word(9n) })
    assert.equal(result.succeeded, false)
    assert.equal(result.haltReason, 'revert')
    assert.deepEqual(result.returnData, word(9n))
  })

  it('is free without a price, and else paid with what the sender is given', async () => {
    const { chain, alice } = await setUp()
    const nobody = new Uint8Array(20).fill(7)
    const to = await deployCode(chain, returning('BASEFEE'))
    assert.equal(BigInt(bytesToHex((await chain.call({ from: nobody, to })).returnData)), 0n)
    const price = { gasPrice: 2n * 10n ** 9n, gasLimit: 50_000n }
    const seen = await chain.call({ from: alice, to, ...price })
    assert.equal(BigInt(bytesToHex(seen.returnData)), chain.head.block.header.baseFeePerGas)
    assert.ok((await chain.call({ from: nobody, to, ...price })).succeeded)
    assert.ok((await chain.call({ from: nobody, to, valueWei: 1n })).succeeded)
    const cheap = await chain.call({ from: alice, to, gasPrice: 1n })
    assert.equal(BigInt(bytesToHex(cheap.returnData)), 0n)
    const priceSeen = await chain.call({
      from: nobody,
      to: await deployCode(chain, returning('GASPRICE')),
      gasPrice: 1n,
    })
    assert.equal(BigInt(bytesToHex(priceSeen.returnData)), 1n)
    await failure(chain.call({ to, gasLimit: 20_000n }), 'CHAIN_INTRINSIC_GAS')
    await failure(
      chain.call({ to, maxFeePerGas: 1n, maxPriorityFeePerGas: 2n }),
      'CHAIN_TRANSACTION_INVALID',
    )
  })

  it('has no more gas than a node can spend in reasonable time', async () => {
    const { chain } = await setUp()
    const to = await deployCode(chain, returning('GAS'))
    const gasLimit = 2n ** 63n
    const seen = await callWord(chain, to, { blockOverrides: { gasLimit } })
    assert.ok(seen <= 500_000_000n)
    const { returnData } = await chain.call({ to, gasLimit })
    assert.ok(BigInt(bytesToHex(returnData)) <= 500_000_000n)
    const endless = await deployCode(chain, assemble('JUMPDEST STOP'))
    assert.ok((await chain.call({ to: endless, gasLimit: 400_000_000n })).succeeded)
  })

  it('runs about any block, with its state', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    const reader = await deployCode(chain, returning('NUMBER'))
    const code = assemble('01 SLOAD 00 MSTORE 20 00 RETURN')
    const overrides = { stateOverrides: [{ address: store, code }] }
    await mined(chain, {
      from: alice,
      to: store,
      data: Uint8Array.from([...word(1n), ...word(5n)]),
    })
    await mined(chain, {
      from: alice,
      to: store,
      data: Uint8Array.from([...word(1n), ...word(6n)]),
    })
    assert.equal(await callWord(chain, store, overrides), 6n)
    assert.equal(await callWord(chain, store, { ...overrides, block: { number: 3n } }), 5n)
    assert.equal(await callWord(chain, store, { ...overrides, block: { number: 2n } }), 0n)
    assert.equal(await callWord(chain, reader), chain.head.number)
    assert.equal(await callWord(chain, reader, { block: 'pending' }), chain.head.number + 1n)
    assert.equal(await callWord(chain, reader, { block: { hash: chain.blockAt(3n)?.hash } }), 3n)
    await failure(chain.call({ to: store }, { block: { number: 99n } }), 'CHAIN_BLOCK_NOT_FOUND')
  })

  it('takes other states and other blocks', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    await mined(chain, {
      from: alice,
      to: store,
      data: Uint8Array.from([...word(1n), ...word(5n)]),
    })
    const code = assemble('01 SLOAD 02 SLOAD ADD 00 MSTORE 20 00 RETURN')
    const two = new Map([[bytesToHex(word(2n)), word(30n)]])
    const withDiff = { address: store, code, stateDiff: two }
    assert.equal(await callWord(chain, store, { stateOverrides: [withDiff] }), 35n)
    const withState = { address: store, code, state: two }
    assert.equal(await callWord(chain, store, { stateOverrides: [withState] }), 30n)
    const rich = { address: new Uint8Array(20).fill(7), balanceWei: 10n }
    const paid = { from: rich.address, to: alice, valueWei: 10n }
    assert.ok((await chain.call(paid, { stateOverrides: [rich] })).succeeded)

    const block = {
      number: 77n,
      timestampSec: 88n,
      gasLimit: 99_000_000n,
      coinbase: new Uint8Array(20).fill(1),
      prevRandao: word(66n),
    }
    const rows = [
      ['NUMBER', 77n],
      ['TIMESTAMP', 88n],
      ['GASLIMIT', 99_000_000n],
      ['COINBASE', BigInt(`0x${'01'.repeat(20)}`)],
      ['DIFFICULTY', 66n],
    ] as const
    for (const [opcode, expected] of rows) {
      const to = await deployCode(chain, returning(opcode))
      assert.equal(await callWord(chain, to, { blockOverrides: block }), expected, opcode)
    }
  })

  it('sees the hashes of the last 256 blocks', async () => {
    const { chain } = await setUp()
    const to = await deployCode(chain, assemble('00 CALLDATALOAD BLOCKHASH 00 MSTORE 20 00 RETURN'))
    await chain.mine({ count: 300n })
    const head = chain.head.number
    for (const number of [head - 1n, head - 256n]) {
      const { returnData } = await chain.call({ to, data: word(number) })
      assert.deepEqual(returnData, chain.blockAt(number)?.hash)
    }
    for (const number of [head, head - 257n]) {
      assert.deepEqual((await chain.call({ to, data: word(number) })).returnData, word(0n))
    }
  })

  it('does not disturb other calls that run at the same time', async () => {
    const { chain, alice } = await setUp()
    const to = await deployCode(chain, returning('CALLER'))
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        chain.call({ from: index % 2 === 0 ? alice : new Uint8Array(20).fill(index), to }),
      ),
    )
    for (const [index, { returnData }] of results.entries()) {
      const from = index % 2 === 0 ? alice : new Uint8Array(20).fill(index)
      assert.deepEqual(returnData, word(from))
    }
  })
})

describe('estimateGas', () => {
  async function assertExact(chain: Chain, request: TransactionRequest): Promise<bigint> {
    const gas = await chain.estimateGas(request)
    assert.ok((await chain.call({ ...request, gasLimit: gas })).succeeded)
    const less = await chain
      .call({ ...request, gasLimit: gas - 1n })
      .then(({ succeeded }) => succeeded)
      .catch(() => false)
    assert.equal(less, false, `${gas - 1n} is enough too`)
    return gas
  }

  it('gives the least gas with which it succeeds', async () => {
    const { chain, alice, bob } = await setUp()
    assert.equal(await assertExact(chain, { from: alice, to: bob, valueWei: 1n }), 21_000n)
    assert.ok(
      (await assertExact(chain, { from: alice, to: bob, data: new Uint8Array(9) })) > 21_000n,
    )
    for (const name of ['store', 'create', 'createDestroyed', 'refund', 'transient', 'block']) {
      const to = await deploy(chain, name)
      const data = Uint8Array.from([...word(1n), ...word(2n), ...word(3n)])
      await assertExact(chain, { from: alice, to, data })
    }
  })

  it('counts in what EIP-150 keeps back from inner calls', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    // Reverts unless the inner call succeeds.
    const caller = await deployCode(
      chain,
      assemble(
        `40 20 00 CALLDATACOPY 00 00 40 00 00 00 CALLDATALOAD GAS CALL
         1e JUMPI 00 00 REVERT JUMPDEST STOP`,
      ),
    )
    const data = Uint8Array.from([...word(store), ...word(1n), ...word(2n)])
    const gas = await assertExact(chain, { from: alice, to: caller, data })
    const { gasUsed } = await chain.call({ from: alice, to: caller, data })
    assert.ok(gas > gasUsed, `${gas} is not above ${gasUsed}`)
  })

  it('tells why there is none', async () => {
    const { chain, alice } = await setUp()
    const to = await deploy(chain, 'revert')
    const error = await failure(
      chain.estimateGas({ from: alice, to, data: word(3n) }),
      'CHAIN_CALL_FAILED',
    )
    assert.deepEqual(error.data, { haltReason: 'revert', returnData: bytesToHex(word(3n)) })
  })

  it('does not ask whether the sender can pay', async () => {
    const { chain, alice } = await setUp()
    const poor = new Uint8Array(20).fill(8)
    assert.equal(await chain.estimateGas({ from: poor, to: alice, valueWei: 1n }), 21_000n)
    const price = { gasPrice: 1n, data: Uint8Array.of(1) }
    assert.ok((await chain.estimateGas({ from: poor, to: alice, ...price })) > 21_000n)
  })

  it('runs about the pending block, what waits included', async () => {
    const { chain, alice, bob } = await setUp()
    const to = await deploy(chain, 'store')
    await chain.setMiningMode({ isAutomine: false })
    const data = Uint8Array.from([...word(1n), ...word(2n)])
    const before = await chain.estimateGas({ from: bob, to, data }, { block: 'pending' })
    await chain.send({ from: alice, to, data })
    const after = await chain.estimateGas({ from: bob, to, data }, { block: 'pending' })
    assert.ok(after < before)
  })
})

describe('createAccessList', () => {
  it('lists what is touched, and what it then costs', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    const caller = await deploy(chain, 'call')
    const data = Uint8Array.from([...word(store), ...word(5n), ...word(6n)])
    const request = { from: alice, to: caller, data }
    const { accessList, gasUsed, result } = await chain.createAccessList(request)
    assert.ok(result.succeeded)
    assert.deepEqual(
      accessList.map(({ address, storageKeys }) => [
        bytesToHex(address),
        storageKeys.map(bytesToHex),
      ]),
      [
        [bytesToHex(store), [bytesToHex(word(5n))]],
        [bytesToHex(caller), [bytesToHex(word(2n))]],
      ],
    )
    const { receipt } = await mined(chain, { ...request, accessList })
    assert.equal(receipt.gasUsed, gasUsed)
  })
})

describe('tracing', () => {
  it('tells each step of a mined transaction, run again from its own state', async () => {
    const { chain, alice } = await setUp()
    const store = await deploy(chain, 'store')
    const data = (value: bigint): Uint8Array => Uint8Array.from([...word(1n), ...word(value)])
    await chain.setMiningMode({ isAutomine: false })
    await chain.send({ from: alice, to: store, data: data(5n) })
    const hash = await chain.send({ from: alice, to: store, data: data(6n) })
    await chain.mine()
    await chain.setMiningMode({ isAutomine: true })
    await mined(chain, { from: alice, to: store, data: data(7n) })

    const steps: string[] = []
    const messages: number[] = []
    const result = await chain.tracing.transaction(hash, {
      handler: {
        onStep: ({ opcodeName, pc, stackDepth }) => steps.push(`${pc} ${opcodeName} ${stackDepth}`),
        onMessage: ({ depth }) => messages.push(depth),
        onMessageEnd: ({ gasUsed }) => messages.push(-Number(gasUsed)),
      },
    })
    const transaction = chain.transaction(hash)
    assert.ok(transaction !== undefined && chain.isMined(transaction))
    assert.equal(result.gasUsed, transaction.receipt.gasUsed)
    assert.equal(steps[0], '0 PUSH1 0')
    assert.ok(steps.includes('6 SSTORE 2'))
    assert.equal(messages.length, 2)
    assert.equal(await slotOf(chain, store, 1n), 7n)
    await failure(
      chain.tracing.transaction(new Uint8Array(32), { handler: {} }),
      'CHAIN_TRANSACTION_NOT_FOUND',
    )
  })

  it('tells each step of a call, and gives what the call gives', async () => {
    const { chain, alice } = await setUp()
    const to = await deploy(chain, 'refund')
    let steps = 0
    const request = { from: alice, to, data: word(1n) }
    const traced = await chain.tracing.call(request, { handler: { onStep: () => steps++ } })
    assert.deepEqual(traced, await chain.call(request))
    // The STOP after the last byte of code is one of them.
    assert.equal(steps, 11)
    assert.equal(await balanceOf(chain, to), 0n)
  })
})

describe('console.log', () => {
  const address = '000000000000000000636f6e736f6c652e6c6f67'

  it('is told for transactions and calls, costs what any call costs, and is quiet elsewhere', async () => {
    const { chain, alice } = await setUp()
    // log(uint256) of 42: f82c50f1.
    const to = await deployCode(
      chain,
      assemble(`f82c50f1 00 MSTORE 2a 20 MSTORE 00 00 24 1c ${address} GAS STATICCALL STOP`),
    )
    const lines: string[] = []
    chain.on('console', (line) => lines.push(line))
    await chain.call({ to })
    await chain.estimateGas({ from: alice, to })
    const { receipt, hash } = await mined(chain, { from: alice, to })
    await chain.tracing.transaction(hash, { handler: {} })
    await chain.block('pending')
    assert.deepEqual(lines, ['42', '42'])
    assert.ok(receipt.gasUsed > 21_000n + 2_600n)
  })

  it('know final blocks since the merge only', async () => {
    const { chain } = await setUp({ hardfork: 'london' })
    for (const block of ['safe', 'finalized'] as const) {
      await failure(chain.block(block), 'CHAIN_FINALITY_UNKNOWN')
      await failure(chain.stateAt(block), 'CHAIN_FINALITY_UNKNOWN')
    }
    const { chain: merged } = await setUp({ hardfork: 'paris' })
    assert.equal(await merged.block('finalized'), merged.head)
  })

  it('refuse what the fork rules do not have', async () => {
    const { chain, alice, bob } = await setUp({ hardfork: 'istanbul' })
    for (const extra of [{ accessList: [] }, { maxFeePerGas: 1n }, { maxPriorityFeePerGas: 1n }]) {
      const request = { from: alice, to: bob, ...extra }
      await failure(chain.call(request), 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED')
      await failure(chain.estimateGas(request), 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED')
      await failure(chain.send(request), 'CHAIN_TRANSACTION_TYPE_UNSUPPORTED')
    }
  })
})
