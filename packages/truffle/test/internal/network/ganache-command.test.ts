import { expect } from 'chai'
import { findGanacheCommand } from '../../../src/internal/network/ganache-command.js'
import { optionsOfGanacheFlags } from '../../../src/internal/network/ganache-flags.js'
import { useTempProject } from '../../support/temp-project.js'

describe('findGanacheCommand', () => {
  const temp = useTempProject()

  function found(script: string): string | undefined {
    return findGanacheCommand(temp.root, { dependencies: {}, scripts: { test: script } })?.text
  }

  const rows: readonly [script: string, command: string | undefined][] = [
    ['ganache-cli -d -e 1000 & truffle test', 'ganache-cli -d -e 1000'],
    [
      'npx ganache-cli --gasLimit=0xfffffff --port 8545 > /dev/null',
      'ganache-cli --gasLimit=0xfffffff --port 8545',
    ],
    ['node_modules/.bin/testrpc-sc -p 8555', 'testrpc-sc -p 8555'],
    ['%DIR/node_modules/ethereumjs-testrpc/build/cli.node.js -m "a b" &', 'testrpc -m a b'],
    ['node --stack-size=9000 node_modules/ganache-cli/cli.js -l 9', 'ganache-cli -l 9'],
    ["concurrently 'ganache -m \"a b\" -i 15' 'truffle test'", 'ganache -m a b -i 15 truffle test'],
    ["run-with-ganache --ganache-cmd 'npm run ganache' 'npm run test'", undefined],
    ["run-with-ganache --ganache-cmd 'ganache-cli -e 7' 'npm run test'", 'ganache-cli -e 7'],
    ['npm install ganache-cli', undefined],
    ['ganache-cli', undefined],
    ['truffle test', undefined],
  ]
  for (const [script, command] of rows) {
    it(`finds ${command ?? 'nothing'} in ${script}`, () => expect(found(script)).to.equal(command))
  }

  it('looks into the shell scripts that the scripts run', () => {
    temp.write({
      'scripts/test.sh': '# ganache-cli -d\nganache-cli \\\n  -l 9000000 \\\n  -e 5 >/dev/null &\n',
    })
    expect(found('bash ./scripts/test.sh')).to.equal('ganache-cli -l 9000000 -e 5')
  })

  it('prefers what the tests run', () => {
    temp.write({ 'scripts/test.sh': 'ganache-cli -l 9 &\ntruffle test\n' })
    const textOf = (test: string): string | undefined => {
      const scripts = { chain: 'ganache-cli -i 15', other: 'ganache-cli -a 3', test }
      return findGanacheCommand(temp.root, { dependencies: {}, scripts })?.text
    }
    expect(textOf('scripts/test.sh')).to.equal('ganache-cli -l 9')
    expect(textOf('npm run other & truffle test')).to.equal('ganache-cli -a 3')
    expect(textOf('truffle test')).to.equal('ganache-cli -i 15')
  })

  it('fills in the variables of a shell script of a package', () => {
    const lines = [
      'coverage() {',
      '  GAS_LIMIT=%{GAS_LIMIT-0xfff}',
      '}',
      'testing() {',
      '  GAS_LIMIT=%{GAS_LIMIT-8000000}',
      '  export ACCOUNTS="200"; ',
      '}',
      'npx ganache-cli -l %{GAS_LIMIT} -a %ACCOUNTS -i %{ID:-15} > /dev/null &',
    ]
    const script = lines.join('\n').replaceAll('%', '$')
    temp.write({ 'node_modules/@own/helpers/ganache-cli.sh': script })
    expect(found('./node_modules/@own/helpers/ganache-cli.sh')).to.equal(
      'ganache-cli -l 8000000 -a 200 -i 15',
    )
  })

  it('fills in the arrays of a shell script', () => {
    temp.write({
      'test.sh':
        'local accounts=(\n  # rich\n  --account="0x01,5"\n  --account="0x02,5"\n)\nganache-cli -l 9 "$' +
        '{accounts[@]}" &\n',
    })
    const hints = { dependencies: {}, scripts: { test: './test.sh' } }
    const { args } = findGanacheCommand(temp.root, hints) ?? {}
    expect(args?.join(' ')).to.equal('-l 9 --account=0x01,5 --account=0x02,5')
  })
})

describe('optionsOfGanacheFlags', () => {
  const key = `0x${'1'.repeat(64)}`
  const rows: readonly [flags: string, options: object][] = [
    [
      '-a 3 -e 50 -l 8000000 -g 1 -i 15',
      {
        accountCount: 3,
        balanceWei: 50n * 10n ** 18n,
        blockGasLimit: 8_000_000n,
        gasPrice: 1n,
        networkId: 15n,
      },
    ],
    [
      '--gasLimit 0xfffffffffff --allowUnlimitedContractSize',
      { blockGasLimit: 0xfffffffffffn, allowUnlimitedContractSize: true },
    ],
    [
      '--wallet.totalAccounts=4 --miner.blockGasLimit=7 --chain.networkId 9',
      { accountCount: 4, blockGasLimit: 7n, networkId: 9n },
    ],
    ['-t 2018-03-13T00:00:00Z', { initialDate: new Date(Date.UTC(2018, 2, 13)) }],
    ['--chain.time=2018-03-13', { initialDate: new Date(Date.UTC(2018, 2, 13)) }],
    ['--time yesterday', {}],
    [
      '-k istanbul --noVMErrorsOnRPCResponse',
      { hardfork: 'istanbul', throwOnTransactionFailures: false },
    ],
    [
      `--account=${key},1000 --account ${key}`,
      { accounts: [{ privateKey: key, balanceWei: 1000n }, { privateKey: key }] },
    ],
    ['-b 3', { mining: { auto: false, intervalMs: 3_000 } }],
    ['--port $PORT -l $GAS --db ./x', {}],
  ]
  for (const [flags, options] of rows) {
    it(`understands ${flags.slice(0, 60)}`, () => {
      expect(optionsOfGanacheFlags(flags.split(' '))).to.deep.equal(options)
    })
  }

  it('knows the mnemonic of -d, unless another one is given', () => {
    expect(optionsOfGanacheFlags(['-d']).mnemonic).to.match(/^myth like bonus/)
    const words = 'candy maple cake sugar pudding cream honey rich smooth crumble sweet treat'
    expect(optionsOfGanacheFlags(['-d', '-m', words]).mnemonic).to.equal(words)
  })
})
