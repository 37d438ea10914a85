import assert from 'node:assert/strict'
import { isScaffoldError } from '@scaffold-evm/common'
import { hardforks } from '../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../src/internal/chain/rules.js'
import { mainnetBlobs } from '../../../src/internal/chain/schedule/blob-schedules.js'
import { parseGenesis } from '../../../src/internal/genesis-file/parse-genesis.js'

const blocks = {
  homesteadBlock: 0,
  eip150Block: 0,
  eip155Block: 0,
  eip158Block: 0,
  byzantiumBlock: 0,
  constantinopleBlock: 0,
  petersburgBlock: 0,
  istanbulBlock: 0,
  berlinBlock: 0,
  londonBlock: 0,
}

const merged = { ...blocks, terminalTotalDifficulty: 0, shanghaiTime: 0, cancunTime: 10 }

function genesis(config: object = {}, fields: object = {}): Record<string, unknown> {
  return {
    config: { chainId: 1, ...config },
    alloc: {},
    gasLimit: '0x1000000',
    difficulty: 0,
    ...fields,
  }
}

function refusal(source: unknown): unknown {
  try {
    parseGenesis(source)
  } catch (error) {
    assert.ok(isScaffoldError(error, 'CHAIN_GENESIS_INVALID'), String(error))
    return error.data?.path
  }
  return 'accepted'
}

describe('parseGenesis', () => {
  it('takes numbers in all their forms, however large', () => {
    const text = `{
      "config": { "chainId": 9223372036854775819, "homesteadBlock": "0x0", "eip150Block": "5",
        "terminalTotalDifficulty": 58750000000000000000000 },
      "alloc": { "${'ab'.repeat(20)}": { "balance": 115792089237316195423570985008687907853,
        "nonce": "0x0000000000000002", "code": "", "storage": { "0x1": "0x02" } } },
      "gasLimit": 30000000, "difficulty": "131072", "nonce": "0x42", "extraData": "" }`
    const { plan, header, accounts } = parseGenesis(text)
    assert.equal(plan.chainId, 9_223_372_036_854_775_819n)
    assert.equal(plan.terminalTotalDifficulty, 58_750_000_000_000_000_000_000n)
    assert.deepEqual(plan.blockForks, [
      { hardfork: 'homestead', number: 0n },
      { hardfork: 'tangerineWhistle', number: 5n },
    ])
    assert.equal(header.difficulty, 131_072n)
    assert.deepEqual([...header.nonce], [0, 0, 0, 0, 0, 0, 0, 0x42])
    const [account] = accounts
    assert.equal(account?.balanceWei, 115_792_089_237_316_195_423_570_985_008_687_907_853n)
    assert.equal(account?.nonce, 2n)
    assert.equal(account?.storage[0]?.[1].length, 32)
  })

  it('takes code of megabytes', () => {
    const code = `0x${'5b'.repeat(4_000_000)}`
    const text = JSON.stringify(genesis({}, { alloc: { [`0x${'ab'.repeat(20)}`]: { code } } }))
    assert.equal(parseGenesis(text).accounts[0]?.code.length, 4_000_000)
  })

  it('says where a file is wrong', () => {
    const address = `0x${'ab'.repeat(20)}`
    const cases: readonly (readonly [unknown, string])[] = [
      ['{', ''],
      [null, ''],
      [{ alloc: {}, gasLimit: 1, difficulty: 1 }, 'config'],
      [genesis({ chainId: -1 }), 'config.chainId'],
      [genesis({ homesteadBlock: '5x' }), 'config.homesteadBlock'],
      [genesis({}, { gasLimit: undefined }), 'gasLimit'],
      [genesis({}, { gasLimit: 2 ** 60 }), 'gasLimit'],
      [genesis({}, { difficulty: null }), 'difficulty'],
      [genesis({}, { number: 1 }), 'number'],
      [genesis({}, { alloc: { '0x12': {} } }), 'alloc.0x12'],
      [genesis({}, { alloc: { [address]: { balance: '-1' } } }), `alloc.${address}.balance`],
      [
        genesis({}, { alloc: { [address]: { storage: { x: '0x' } } } }),
        `alloc.${address}.storage.x`,
      ],
      [genesis({}, { mixHash: '0x12' }), 'mixHash'],
    ]
    for (const [source, path] of cases) assert.equal(refusal(source), path, JSON.stringify(source))
  })

  it('refuses forks that are out of order, incomplete or not there', () => {
    const cases: readonly (readonly [object, string])[] = [
      [{ homesteadBlock: 5, eip150Block: 4 }, 'eip150Block'],
      [{ homesteadBlock: 0, byzantiumBlock: 4 }, 'eip150Block'],
      [{ ...blocks, eip155Block: 1 }, 'eip155Block'],
      [{ ...blocks, shanghaiTime: 1 }, 'terminalTotalDifficulty'],
      [{ ...merged, londonBlock: undefined }, 'londonBlock'],
      [{ ...merged, pragueTime: 9 }, 'pragueTime'],
      [{ ...merged, osakaTime: 11 }, 'pragueTime'],
      [{ ...merged, terminalTotalDifficulty: 7 }, 'terminalTotalDifficulty'],
      [{ ...merged, pragueTime: 11, osakaTime: 12, bpo3Time: 13 }, 'bpo3Time'],
      [
        { ...merged, blobSchedule: { cancun: { target: 1, max: 2 } } },
        'blobSchedule.cancun.baseFeeUpdateFraction',
      ],
      [{ ...merged, amsterdamTime: 99 }, 'amsterdamTime'],
      [{ ...blocks, clique: { period: 5 } }, 'clique'],
      [{ ...blocks, daoForkBlock: 9, daoForkSupport: true }, 'daoForkBlock'],
    ]
    for (const [config, path] of cases) {
      assert.equal(refusal(genesis(config)), `config.${path}`, JSON.stringify(config))
    }
    assert.equal(refusal(genesis(merged)), 'accepted')
    assert.equal(refusal(genesis({ ...merged, clique: { period: 5 } })), 'accepted')
    assert.equal(
      refusal(genesis({ ...blocks, daoForkBlock: 9, daoForkSupport: false })),
      'accepted',
    )
  })

  it('keeps the last blob schedule that was given', () => {
    const custom = { target: 1, max: 2, baseFeeUpdateFraction: 3 }
    const { plan } = parseGenesis(
      genesis({
        ...merged,
        pragueTime: 11,
        osakaTime: 12,
        bpo1Time: 13,
        bpo4Time: 14,
        blobSchedule: { prague: custom, bpo4: { ...custom, max: 9 } },
      }),
    )
    assert.deepEqual(
      plan.timedForks.map(({ name, hardfork, blobs }) => [name, hardfork, blobs?.max]),
      [
        ['shanghai', 'shanghai', undefined],
        ['cancun', 'cancun', undefined],
        ['prague', 'prague', 2n],
        ['osaka', 'osaka', 2n],
        ['bpo1', 'bpo1', 2n],
        ['bpo4', 'bpo2', 9n],
      ],
    )
  })
})

describe('mainnetBlobs', () => {
  it('are what ethereumjs has', () => {
    for (const hardfork of hardforks) {
      const blobs = mainnetBlobs[hardfork]
      if (blobs === undefined) continue
      const options = { hardfork, chainId: 1n, customCrypto: {} }
      const own = createRules(options).getBlobGasSchedule()
      assert.deepEqual(createRules({ ...options, blobSchedule: blobs }).getBlobGasSchedule(), own)
    }
  })
})
