import assert from 'node:assert/strict'
import { createWithdrawal } from '@ethereumjs/util'
import { bytesToBigint, bytesToHex, hexToBytes } from '@scaffold-evm/common'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import type {
  SimulatedBlock,
  SimulatedBlockRequest,
  SimulationRequest,
} from '../../../../src/internal/chain/simulate/types.js'
import { assemble } from '../contracts.js'
import { deploy, failure, mined, setUp, word } from '../helpers.js'

const contract = new Uint8Array(20).fill(0xcc)
const other = new Uint8Array(20).fill(0xdd)

/** One block of `calls`, in which `contract` has `code`. */
function blockOf(
  calls: SimulatedBlockRequest['calls'],
  rest: Partial<SimulatedBlockRequest> & { readonly code?: Uint8Array } = {},
): SimulatedBlockRequest {
  const { code, blockOverrides = {}, stateOverrides = [] } = rest
  const withCode = code === undefined ? [] : [{ address: contract, code }]
  return { calls, blockOverrides, stateOverrides: [...stateOverrides, ...withCode] }
}

async function simulate(
  chain: Chain,
  ...blocks: SimulationRequest['blocks']
): Promise<readonly SimulatedBlock[]> {
  return chain.simulate({ blocks })
}

function returned(block: SimulatedBlock | undefined, index = 0): bigint {
  return bytesToBigint(block?.calls[index]?.returnData ?? new Uint8Array(0))
}

describe('simulate', () => {
  it('makes the block that would be mined', async () => {
    const { chain, alice, bob } = await setUp({ mining: { isAutomine: false } })
    const to = await deployed(chain)
    const data = Uint8Array.from([...word(1n), ...word(2n)])
    const fees = { maxFeePerGas: 9n * 10n ** 9n, maxPriorityFeePerGas: 7n, gasLimit: 200_000n }
    const requests = [
      { from: alice, to, data, ...fees },
      { from: alice, to: bob, valueWei: 5n, ...fees },
      { from: bob, data: assemble('00 00 REVERT'), ...fees },
    ]
    const base = chain.head
    for (const request of requests) await chain.send(request)
    const [block] = await chain.mine()
    assert.equal(block?.transactions.length, 3)
    const { header } = block.block
    const [simulated] = await chain.simulate({
      base: { number: base.number },
      isValidated: true,
      blocks: [
        blockOf(requests, {
          blockOverrides: {
            timestampSec: header.timestamp,
            coinbase: header.coinbase.bytes,
            prevRandao: header.mixHash,
            parentBeaconBlockRoot: header.parentBeaconBlockRoot,
          },
        }),
      ],
    })
    const own = simulated?.block.block.header
    for (const field of ['stateRoot', 'receiptTrie', 'logsBloom', 'requestsHash'] as const) {
      assert.deepEqual(own?.[field], header[field], field)
    }
    for (const field of ['gasUsed', 'gasLimit', 'baseFeePerGas', 'excessBlobGas'] as const) {
      assert.equal(own?.[field], header[field], field)
    }
    assert.deepEqual(own?.parentHash, base.hash)
    assert.deepEqual(
      simulated?.calls.map(({ gasUsed }) => gasUsed),
      block.transactions.map(({ receipt }) => receipt.gasUsed),
    )
    assert.deepEqual(
      simulated?.calls.map(({ haltReason }) => haltReason),
      [undefined, undefined, 'revert'],
    )
  })

  it('links blocks, which see those before them, and leaves the chain as it was', async () => {
    const { chain } = await setUp()
    const { head } = chain
    const code = assemble('00 CALLDATALOAD NUMBER SUB BLOCKHASH 00 MSTORE 20 00 RETURN')
    const ask = (distance: bigint) => ({ to: contract, data: word(distance) })
    const blocks = await simulate(
      chain,
      blockOf([ask(1n)], { code }),
      blockOf([ask(1n), ask(2n)], { blockOverrides: { number: head.number + 4n } }),
    )
    assert.deepEqual(
      blocks.map(({ block }) => block.number - head.number),
      [1n, 2n, 3n, 4n],
    )
    const hashes = [head, ...blocks.map(({ block }) => block)].map(({ hash }) => hash)
    blocks.forEach(({ block }, index) => {
      assert.deepEqual(block.block.header.parentHash, hashes[index])
    })
    assert.equal(returned(blocks[0]), BigInt(bytesToHex(head.hash)))
    assert.equal(returned(blocks[3], 0), bytesToBigint(hashes[3] ?? word(0n)))
    assert.equal(returned(blocks[3], 1), bytesToBigint(hashes[2] ?? word(0n)))
    assert.deepEqual(
      blocks.map(({ block }) => block.timestampSec - head.timestampSec),
      [12n, 24n, 36n, 48n],
    )
    assert.equal(chain.head, head)
    assert.equal(chain.blockAt(head.number + 1n), undefined)
  })

  it('keeps what calls and overrides do for the blocks after, but not moved precompiles', async () => {
    const { chain } = await setUp()
    const identity = new Uint8Array(20).fill(4, 19)
    const code = assemble('00 SLOAD 01 ADD 00 SSTORE 00 SLOAD 00 MSTORE 20 00 RETURN')
    const moved = [{ address: identity, movePrecompileTo: other }]
    const echo = { to: other, data: word(9n) }
    const [first, second] = await simulate(
      chain,
      blockOf([{ to: contract }, { to: contract }, echo], { code, stateOverrides: moved }),
      blockOf([{ to: contract }, echo]),
    )
    assert.deepEqual([returned(first, 0), returned(first, 1), returned(first, 2)], [1n, 2n, 9n])
    assert.equal(returned(second), 3n)
    assert.equal(second?.calls[1]?.returnData.length, 0)
  })

  it('logs ether that moves and stays moved, in order with other logs', async () => {
    const { chain, alice } = await setUp()
    const inner = new Uint8Array(20).fill(0xee)
    const send = (value: string, target: Uint8Array): string =>
      `00 00 00 00 ${value} ${bytesToHex(target).slice(2)} GAS CALL POP`
    const code = assemble(`01 00 00 LOG1 ${send('02', other)} 02 00 00 LOG1 ${send('03', inner)}
      00 00 00 00 ${bytesToHex(other).slice(2)} GAS DELEGATECALL POP 07 SELFDESTRUCT`)
    const reverting = assemble(`${send('01', other)} 03 00 00 LOG1 00 00 REVERT`)
    const request = blockOf(
      [
        { from: alice, to: contract, valueWei: 9n },
        { from: alice, to: other },
      ],
      {
        code,
        stateOverrides: [{ address: inner, code: reverting }],
      },
    )
    const [block] = await chain.simulate({ blocks: [request], logTransfers: true })
    const seven = word(7n).slice(12)
    assert.deepEqual(
      block?.calls[0]?.logs.map(({ topics, data }) =>
        topics.length === 1 ? topics : [topics[1], topics[2], data],
      ),
      [
        [word(alice), word(contract), word(9n)],
        [word(1n)],
        [word(contract), word(other), word(2n)],
        [word(2n)],
        [word(contract), word(seven), word(7n)],
      ],
    )
    assert.deepEqual(block?.calls[1]?.logs, [])
    const [plain] = await chain.simulate({ blocks: [request] })
    assert.equal(plain?.calls[0]?.logs.length, 2)
    assert.deepEqual(block?.block.hash, plain?.block.hash)
  })

  it('lets who offers nothing call for nothing, at any base fee, unless it is validated', async () => {
    const { chain } = await setUp()
    const code = assemble('BASEFEE GASPRICE ADD 00 MSTORE 20 00 RETURN')
    const request = blockOf([{ to: contract }], { code, blockOverrides: { baseFeePerGas: 5n } })
    const [block] = await simulate(chain, request)
    assert.equal(returned(block), 5n)
    const [free] = await simulate(chain, blockOf([{ to: contract }], { code }))
    assert.equal(returned(free), 0n)
    const blobs = {
      to: contract,
      blobVersionedHashes: [Uint8Array.from([1, ...word(0n).slice(1)])],
    }
    assert.equal(returned((await simulate(chain, blockOf([blobs], request)))[0]), 5n)
    const paid = blockOf([{ to: contract, maxFeePerGas: 4n }], request)
    await failure(simulate(chain, paid), 'CHAIN_FEE_TOO_LOW')
    await failure(chain.simulate({ blocks: [request], isValidated: true }), 'CHAIN_FEE_TOO_LOW')
  })

  it('takes any nonce and pays for no gas beyond the block, unless it is validated', async () => {
    const { chain, alice, bob } = await setUp()
    const call = { from: alice, to: bob, nonce: 7n, gasPrice: 10n ** 10n, gasLimit: 21_000n }
    const [block] = await simulate(chain, blockOf([call]))
    assert.equal(block?.calls[0]?.gasUsed, 21_000n)
    const validated = (nonce: bigint) =>
      chain.simulate({ blocks: [blockOf([{ ...call, nonce }])], isValidated: true })
    await failure(validated(7n), 'CHAIN_NONCE_TOO_HIGH')
    await mined(chain, { from: alice, to: bob })
    await failure(validated(0n), 'CHAIN_NONCE_TOO_LOW')
    assert.equal((await validated(1n))[0]?.calls[0]?.haltReason, undefined)
  })

  it('pays withdrawals', async () => {
    const { chain } = await setUp()
    const withdrawal = createWithdrawal({
      index: 1n,
      validatorIndex: 2n,
      address: other,
      amount: 3n,
    })
    const code = assemble(`${bytesToHex(other).slice(2)} BALANCE 00 MSTORE 20 00 RETURN`)
    const [paying, next] = await simulate(
      chain,
      blockOf([{ to: contract }], { code, blockOverrides: { withdrawals: [withdrawal] } }),
      blockOf([{ to: contract }]),
    )
    assert.deepEqual([returned(paying), returned(next)], [0n, 3_000_000_000n])
    assert.equal(paying?.block.block.withdrawals?.length, 1)
  })

  it('says why a simulation is impossible', async () => {
    const { chain, alice } = await setUp()
    const nobody = new Uint8Array(20).fill(9)
    const number = (value: bigint) => blockOf([], { blockOverrides: { number: value } })
    const time = (value: bigint) => blockOf([], { blockOverrides: { timestampSec: value } })
    const call = (request: object, gasLimit = 60_000_000n) =>
      blockOf([request], { blockOverrides: { gasLimit } })
    const move = (address: Uint8Array, movePrecompileTo: Uint8Array) =>
      blockOf([], {
        stateOverrides: [
          { address, movePrecompileTo },
          { address: other, nonce: 1n },
        ],
      })
    const precompile = new Uint8Array(20).fill(2, 19)
    const cases: readonly (readonly [string, readonly SimulatedBlockRequest[]])[] = [
      ['CHAIN_BLOCK_ORDER', [number(5n), number(5n)]],
      ['CHAIN_SIMULATION_TOO_LONG', [number(257n)]],
      ['CHAIN_TIMESTAMP_INVALID', [time(chain.head.timestampSec)]],
      ['CHAIN_GAS_LIMIT_EXCEEDS_BLOCK', [call({ gasLimit: 22_000n }, 21_999n)]],
      ['CHAIN_GAS_LIMIT_EXCEEDS_BLOCK', [blockOf([{}, { gasLimit: 59_999_999n }])]],
      ['CHAIN_INTRINSIC_GAS', [call({ gasLimit: 20_999n, to: other })]],
      ['CHAIN_INSUFFICIENT_FUNDS', [call({ from: nobody, valueWei: 1n })]],
      ['CHAIN_INIT_CODE_TOO_LARGE', [call({ from: alice, data: new Uint8Array(49_153) })]],
      ['CHAIN_PRECOMPILE_MOVE_INVALID', [move(contract, nobody)]],
      ['CHAIN_PRECOMPILE_MOVE_INVALID', [move(precompile, other)]],
      ['CHAIN_PRECOMPILE_MOVED_TO_ITSELF', [move(precompile, precompile)]],
      ['CHAIN_BLOCK_NOT_FOUND', []],
    ]
    for (const [code, blocks] of cases) {
      const base = blocks.length === 0 ? ({ number: 999n } as const) : ('latest' as const)
      await failure(chain.simulate({ blocks, base }), code)
    }
  })

  it('runs any block of the past and one that is pending', async () => {
    const { chain, alice, bob } = await setUp({ mining: { isAutomine: false } })
    await chain.mine()
    await chain.send({ from: alice, to: bob, valueWei: 1n })
    const [past] = await chain.simulate({ blocks: [blockOf([])], base: 'earliest' })
    assert.equal(past?.block.number, 1n)
    const [next] = await chain.simulate({ blocks: [blockOf([])], base: 'pending' })
    assert.equal(next?.block.number, 3n)
  })
})

async function deployed(chain: Chain): Promise<Uint8Array> {
  await chain.setMiningMode({ isAutomine: true })
  const address = await deploy(chain, 'store')
  await chain.setMiningMode({ isAutomine: false })
  return address
}

describe('call', () => {
  it('finds a precompile where it was moved to, and elsewhere no more', async () => {
    const { chain } = await setUp()
    const sha256 = hexToBytes('0x0000000000000000000000000000000000000002')
    const data = word(1n)
    const digest = (await chain.call({ to: sha256, data })).returnData
    const stateOverrides = [{ address: sha256, movePrecompileTo: other }]
    assert.deepEqual((await chain.call({ to: other, data }, { stateOverrides })).returnData, digest)
    const gone = await chain.call({ to: sha256, data }, { stateOverrides })
    assert.equal(gone.returnData.length, 0)
    assert.deepEqual((await chain.call({ to: sha256, data })).returnData, digest)
  })
})
