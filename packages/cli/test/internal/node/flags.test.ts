import { isScaffoldError } from '@scaffold-evm/common'
import { expect } from 'chai'
import { commands } from '../../../src/definitions/all.js'
import type { NodeOptions } from '../../../src/definitions/node.js'
import { parseCommandLine } from '../../../src/internal/command-line.js'
import { chosenOptions } from '../../../src/internal/node/chosen-options.js'

interface Typed {
  readonly options: NodeOptions
  readonly isQuiet: boolean
  readonly notes: readonly string[]
}

function type(line: string): Typed {
  const args = ['node', ...(line.match(/"[^"]*"|[^\s"]+(?:"[^"]*")?/g) ?? [])]
  const parsed = parseCommandLine(commands, {
    args: args.map((arg) => arg.replaceAll('"', '')),
    version: '0.0.0',
    hasColor: false,
    columns: 80,
  })
  if (parsed.kind !== 'command') throw new Error(parsed.text)
  const { input, globals, notes } = parsed
  return { options: input.options as NodeOptions, isQuiet: globals.quiet, notes }
}

describe('flags of scaffold node', () => {
  const accepted: readonly (readonly [line: string, expected: Partial<NodeOptions>])[] = [
    ['-p 7545 -h 0.0.0.0', { port: 7545, host: '0.0.0.0' }],
    ['--server.port 1 --server.host ::', { port: 1, host: '::' }],
    ['-p=7 -a=3', { port: 7, accounts: 3 }],
    ['-a 3 -e 100 -m "a b"', { accounts: 3, balance: 100n * 10n ** 18n, mnemonic: 'a b' }],
    ['--defaultBalanceEther 0.5', { balance: 5n * 10n ** 17n }],
    [
      '--wallet.defaultBalance 2 --wallet.totalAccounts 4',
      { balance: 2n * 10n ** 18n, accounts: 4 },
    ],
    ['--blockTime 3 --gasLimit 0x10', { blockTime: 3_000, gasLimit: 16n }],
    ['--block-time 0.25 --miner.blockGasLimit 5', { blockTime: 250, gasLimit: 5n }],
    [
      '-d -s abc -i 5777 -l 6721975 -g 20',
      { deterministic: true, networkId: 5777n, gasPrice: 20n },
    ],
    ['--chain.chainId 1337 --chainId 5', { chainId: 5n }],
    ['-k london -f http://x@12', { hardfork: 'london', forkUrl: 'http://x@12' }],
    ['--fork http://x --fork.blockNumber 9', { forkUrl: 'http://x', forkBlockNumber: 9n }],
    ['--block-base-fee-per-gas 7 --no-mine', { baseFee: 7n, mining: false }],
    ['--account 0x1,2 --account 0x3', { account: ['0x1,2', '0x3'] }],
    ['-u 0 -u 0x5 --unlock 1', { unlock: ['0', '0x5', '1'] }],
    ['--allow-origin=*', { cors: true }],
    [
      '--cors "http://localhost:3000/, https://a.b"',
      { cors: ['http://localhost:3000', 'https://a.b'] },
    ],
    ['--timestamp-increment 0x10', { timestampIncrement: 16n }],
    ['--miner.timestampIncrement clock', { timestampIncrement: 'clock' }],
    ['--noVMErrorsOnRPCResponse', { vmErrors: false }],
    ['--chain.vmErrorsOnRPCResponse true', { vmErrors: true }],
    ['--chain.vmErrorsOnRPCResponse', { vmErrors: true }],
    ['--allowUnlimitedContractSize=false', { disableCodeSizeLimit: false }],
    [
      '--chain.allowUnlimitedContractSize --verbose true',
      { disableCodeSizeLimit: true, verbose: true },
    ],
    ['--auto-unlock --order fifo --mixed-mining', { autoImpersonate: true, order: 'fifo' }],
    ['--secure --ganache', { lock: true, ganache: true }],
    ['--timestamp 5 --time 2030-01-01', { timestamp: 5n, time: '2030-01-01' }],
  ]
  for (const [line, expected] of accepted) {
    it(`understands ${line}`, () => expect(type(line).options).to.deep.include(expected))
  }

  it('understands --silent as --quiet', () => {
    expect(type('--silent').isQuiet).to.equal(true)
    expect(type('-q').isQuiet).to.equal(true)
  })

  it('tells of flags that change nothing, and takes their values', () => {
    const { notes, options } = type('--steps-tracing --threads 4 --server.ws false -p 5')
    expect(notes).to.have.lengthOf(3)
    expect(notes[1]).to.match(/^note: --threads changes nothing here: /)
    expect(options.port).to.equal(5)
  })

  for (const [line, hint] of [
    ['--defaultBalanceEthr 5', /--defaultBalanceEther/],
    ['--acounts 5', /--accounts/],
    ['--optimism', /scaffold help node/],
  ] as const) {
    it(`suggests something for ${line}`, () => {
      const run = (): Typed => type(line)
      expect(run)
        .to.throw()
        .that.satisfies((error: unknown) => isScaffoldError(error, 'USAGE'))
      expect(run).to.throw().with.property('hint').that.matches(hint)
    })
  }

  it('gives -h without a value to the help', () => {
    expect(() => type('-h')).to.throw('Usage: scaffold node')
  })
})

describe('chosenOptions', () => {
  const chosen = (line: string): ReturnType<typeof chosenOptions> =>
    chosenOptions(type(line).options)

  it('leaves out what was not said', async () => {
    expect(await chosen('')).to.deep.equal({})
  })

  it('takes the mnemonic before -d, and -d before a seed', async () => {
    expect(await chosen('-m "a b" -d')).to.include({ mnemonic: 'a b' })
    expect((await chosen('-d -s 1')).mnemonic).to.match(/^myth like/)
    expect((await chosen('-s 1')).mnemonic).to.match(/^dutch ivory/)
    for (const [flag, words] of [
      ['--mnemonic-random', 12],
      ['--mnemonic-random 24', 24],
    ] as const) {
      const { mnemonic } = await chosen(flag)
      expect(mnemonic?.split(' ')).to.have.lengthOf(words)
      expect((await chosen(flag)).mnemonic).not.to.equal(mnemonic)
    }
  })

  it('takes block and credentials out of the URL of a fork', async () => {
    const { fork } = await chosen('-f http://me:secret@localhost:1@77 --fork-header "X-Key: a:b"')
    expect(fork).to.deep.equal({
      url: 'http://localhost:1/',
      blockNumber: 77n,
      headers: { authorization: 'Basic bWU6c2VjcmV0', 'X-Key': 'a:b' },
      cache: true,
    })
    const another = '-f http://localhost:1@77 --fork-block-number -5 --no-storage-caching'
    expect((await chosen(another)).fork).to.deep.equal({
      url: 'http://localhost:1',
      blockNumber: -5n,
      headers: {},
      cache: false,
    })
  })

  const refused = [
    '--cors localhost:3000',
    '--timestamp-increment soon',
    '--fork-block-number 5',
    '--fork-header "X-Key: a"',
    '--no-mining --block-time 3',
  ]
  for (const line of refused) {
    it(`refuses ${line}`, async () => {
      const error = await (async () => chosen(line))().catch((error: unknown) => error)
      expect(isScaffoldError(error, 'USAGE')).to.equal(true)
    })
  }

  it('reads times', async () => {
    expect((await chosen('--timestamp 5')).initialDate).to.deep.equal(new Date(5_000))
    expect((await chosen('-t 2030-01-01')).initialDate).to.deep.equal(new Date('2030-01-01'))
  })

  it('speaks as Ganache when asked to', async () => {
    expect(await chosen('--ganache -d')).to.include({ dialect: 'ganache', chainId: 1_337n })
    expect(await chosen('--ganache --chain.chainId 5')).to.include({ chainId: 5n })
    expect(await chosen('--ganache6')).to.include({ dialect: 'ganache6', chainId: 1n })
    expect(await chosen('-d')).not.to.have.property('dialect')
    const gas = '--miner.defaultTransactionGasLimit'
    expect(await chosen(`${gas} 100000`)).to.include({ transactionGasLimit: 100_000n })
    expect(await chosen(`${gas} estimate -l 7`)).to.include({ transactionGasLimit: 7n })
  })

  it('mines as asked', async () => {
    expect((await chosen('-b 2 --order fifo')).mining).to.deep.equal({
      auto: false,
      intervalMs: 2_000,
      order: 'arrival',
    })
    expect((await chosen('-b 2 --mixed-mining')).mining).to.include({ auto: true })
    expect((await chosen('-b 0')).mining).to.equal(undefined)
    expect((await chosen('--no-mining')).mining).to.deep.equal({ auto: false })
  })

  for (const line of [
    '--account 0x12',
    '--coinbase 0x12',
    '--time soon',
    '--code-size-limit 5',
    '--default-gas much',
    '-f http://x --fork-header nonsense',
  ]) {
    it(`refuses ${line}`, async () => {
      const error = await chosen(line).catch((cause: unknown) => cause)
      expect(isScaffoldError(error, 'USAGE')).to.equal(true)
    })
  }
})
