import { createStyle } from '@scaffold-evm/common'
import { expect } from 'chai'
import { formatEther } from '../../src/internal/text/format-ether.js'
import { formatMigrationReport, migrationReportToJson } from '../../src/run/format-report.js'
import type { MigrationReport } from '../../src/run/report.js'

const address = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

const report: MigrationReport = {
  network: 'sepolia',
  chainId: 11155111n,
  isDryRun: false,
  status: 'migrated',
  files: [
    { name: '01_lib', path: '/p/01_lib.ts', status: 'skipped', steps: [], recorded: [] },
    {
      name: '02_token',
      path: '/p/02_token.ts',
      status: 'migrated',
      steps: [
        {
          id: 'deploy Gold',
          kind: 'deploy',
          label: 'Token("Gold", 1000)',
          status: 'kept',
          name: 'Gold',
          address,
          transactionHash: undefined,
          gasUsed: 483_995n,
          gasPriceWei: 2_000_000_000n,
          change: undefined,
        },
        {
          id: 'call Gold.mint',
          kind: 'call',
          label: `Gold.mint("${address}", 5)`,
          status: 'done',
          name: undefined,
          address: undefined,
          transactionHash: `0x${'1'.repeat(64)}`,
          gasUsed: 1_029_110n,
          gasPriceWei: 2_000_000_000n,
          change: undefined,
        },
      ],
      recorded: [
        { name: 'First', contract: 'contracts/Child.sol:Child', address, origin: undefined },
      ],
    },
    { name: '03_none', path: '/p/03_none.ts', status: 'migrated', steps: [], recorded: [] },
  ],
  totals: { deployments: 0, calls: 1, gasUsed: 1_029_110n, costWei: 2_058_220_000_000_000n },
  contracts: { Gold: address },
  deterministic: [],
  recordPath: '/p/deployments/sepolia.json',
  warnings: [],
}

describe('formatMigrationReport', () => {
  const plain = createStyle(false)

  it('says which file failed, and claims no more than was done', () => {
    const [lib, token] = report.files
    if (lib === undefined || token === undefined) return expect.fail()
    const files = [lib, { ...token, status: 'failed' as const }]
    const failed = { ...report, files, status: 'failed' as const }
    const text = formatMigrationReport(failed, plain)
    expect(text).to.match(
      /^Partly migrated sepolia \(chain 11155111\)\n\n02_token failed\n {2}step /,
    )
    expect(text).to.contain('0 deployments, 1 call, 1 029 110 gas')
    expect(formatMigrationReport({ ...failed, isDryRun: true }, plain)).to.match(
      /^Dry run on a copy of sepolia \(chain 11155111\), failed\n/,
    )
  })

  it('shows each file with its transactions, and the totals', () => {
    const text = formatMigrationReport(report, plain)
    expect(text.startsWith('Migrated sepolia (chain 11155111)\n\n02_token\n  step ')).to.equal(true)
    expect(text).to.match(/ {2}deploy Token\("Gold", 1000\) as Gold +0x5FbD\w+ +kept\n/)
    expect(text).to.match(/ {2}call Gold\.mint\("0x5FbD…0aa3", 5\) +1 029 110 +0\.00205822\n/)
    expect(text).to.match(/ {2}record First \(Child\) +0x5FbD/)
    expect(text).to.include('03_none\n  nothing sent')
    expect(text).to.include(
      '0 deployments, 1 call, 1 029 110 gas, 0.00205822 ETH\n1 migration done before',
    )
    expect(text.endsWith('Recorded in /p/deployments/sepolia.json')).to.equal(true)
  })

  it('says that nothing was to do, or that it was only tried', () => {
    const skipped = report.files.slice(0, 1)
    expect(
      formatMigrationReport({ ...report, status: 'up-to-date', files: skipped }, plain),
    ).to.equal('sepolia (chain 11155111) is up to date: 1 migration done')
    expect(formatMigrationReport({ ...report, status: 'up-to-date', files: [] }, plain)).to.equal(
      'No migrations for sepolia (chain 11155111)',
    )
    const dry = formatMigrationReport({ ...report, isDryRun: true, recordPath: undefined }, plain)
    expect(dry)
      .to.include('Dry run on a copy of sepolia')
      .and.include('Nothing was sent or recorded')
  })

  it('has no colour without colour, and the same text with it', () => {
    const coloured = formatMigrationReport(report, createStyle(true))
    expect(coloured).to.include('\x1b[')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what a colour sequence begins with
    expect(coloured.replace(/\x1b\[\d+m/g, '')).to.equal(formatMigrationReport(report, plain))
  })
})

describe('migrationReportToJson', () => {
  it('writes quantities as decimal strings and what is unknown as null', () => {
    const json = JSON.parse(JSON.stringify(migrationReportToJson(report)))
    expect(json).to.include({ chainId: '11155111', status: 'migrated' })
    expect(json.totals.costWei).to.equal('2058220000000000')
    expect(json.files[1].steps[0].transactionHash).to.equal(null)
  })
})

describe('formatEther', () => {
  const table: readonly (readonly [bigint, string])[] = [
    [0n, '0'],
    [1n, '0.000000001'],
    [10n ** 18n, '1'],
    [100n * 10n ** 18n, '100'],
    [1_500_000_000_000_000_000n, '1.5'],
    [2_058_220_000_000_001n, '0.002058221'],
  ]
  for (const [wei, text] of table) {
    it(`writes ${wei} wei as ${text}`, () => {
      expect(formatEther(wei)).to.equal(text)
    })
  }
})
