import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

const vault = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Vault {
    error NotOwner(address caller, string wanted);

    modifier onlyOwner() {
        if (msg.sender != address(1)) revert NotOwner(msg.sender, "owner");
        _;
    }

    function open() external onlyOwner {}

    function half(uint256 x) external pure returns (uint256) {
        return _half(x);
    }

    function _half(uint256 x) internal pure returns (uint256) {
        require(x % 2 == 0, "odd");
        return x / 2;
    }
}
`

const suite = `import { deploy } from 'scaffold-evm/test'

describe('Vault', () => {
  it('opens', async () => {
    const vault = await deploy('Vault')
    await vault.open()
  })

  it('halves', async () => {
    const vault = await deploy('Vault')
    await vault.half(3n)
  })

  it('takes no money', async () => {
    const vault = await deploy('Vault')
    const [from] = await vault.runner.provider.listAccounts()
    await from.sendTransaction({ to: vault.target, value: 1n })
  })
})
`

describe('scaffold test', function () {
  this.timeout(60_000)

  for (const settings of ['{}', '{ viaIR: true, optimizer: { enabled: true } }']) {
    describe(`with the compiler's settings ${settings}`, () => {
      const folder = useTempFolder({
        'package.json': '{ "type": "module" }',
        'scaffold.config.js': `export default { solidity: { version: '0.8.37', settings: ${settings} } }\n`,
        'contracts/Vault.sol': vault,
        'test/vault.test.js': suite,
      })

      it('shows in the source what failed, and the line of the test', async () => {
        const { stdout, exitCode } = await runScaffold(['test'], { cwd: folder.path })
        expect(exitCode, stdout).to.equal(1)
        expect(stdout).to.match(
          /ProviderError: reverted with NotOwner\(caller: "0x\w+", wanted: "owner"\)/,
        )
        expect(stdout).to.match(/> 8 │ +if \(msg\.sender.*\n +│ +\^{10,}/)
        expect(stdout).to.contain(
          [
            'at Vault.onlyOwner (contracts/Vault.sol:8:46)',
            '     at Vault.open (contracts/Vault.sol:12:30)',
            '     at test/vault.test.js:6:',
          ].join('\n'),
        )
        expect(stdout).to.contain(
          [
            'at Vault._half (contracts/Vault.sol:19:9)',
            '     at Vault.half (contracts/Vault.sol:15:16)',
            '     at test/vault.test.js:11:',
          ].join('\n'),
        )
        expect(stdout).to.contain(
          'Vault has neither a receive nor a payable fallback function for the 1 wei',
        )
      })
    })
  }

  describe('with the report as data', () => {
    const folder = useTempFolder({
      'package.json': '{ "type": "module" }',
      'scaffold.config.js': `export default { solidity: '0.8.37' }\n`,
      'contracts/Vault.sol': vault,
      'test/vault.test.js': suite,
      'test/other.test.js': suite.replace("'Vault', ()", "'Other', ()"),
    })

    it('has causes and frames also of what ran in workers', async () => {
      const args = ['test', '--json', '--jobs', '2']
      const { stdout } = await runScaffold(args, { cwd: folder.path })
      const { results } = JSON.parse(stdout)
      const causes = results.map(
        ({ failure }: { failure: { solidity: { cause: string } } }) => failure.solidity.cause,
      )
      const each = ['revert', 'revert', 'no-receive']
      expect(causes).to.deep.equal([...each, ...each])
    })
  })
})

const counter = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Counter {
    uint256 public count;

    function add(uint256 x) external {
        require(x > 0, "nothing");
        if (x > 10) {
            count += 10;
        } else {
            count += x;
        }
    }

    function drop() external {
        count = 0;
    }
}
`

const counts = (name: string, x: number) => `import { deploy } from 'scaffold-evm/test'
describe('${name}', () => {
  it('adds ${x}', async () => { await (await deploy('Counter')).add(${x}n) })
})
`

describe('scaffold test --coverage', function () {
  this.timeout(60_000)
  const folder = useTempFolder({
    'package.json': '{ "type": "module" }',
    'scaffold.config.js': `export default {
  solidity: { version: '0.8.37', settings: { viaIR: true, optimizer: { enabled: true } } },
  test: { coverage: { reporters: ['text', 'lcovonly', 'cobertura'], thresholds: { functions: 40, lines: 90 } } },
}
`,
    'contracts/Counter.sol': counter,
    'test/small.test.js': counts('Small', 3),
    'test/large.test.js': counts('Large', 30),
  })

  for (const args of [[], ['--jobs', '2']]) {
    it(`measures ${args.length === 0 ? 'in one process' : 'in workers'}, and fails below a threshold`, async () => {
      const options = { cwd: folder.path }
      const { stdout, stderr, exitCode } = await runScaffold(
        ['test', '--coverage', ...args],
        options,
      )
      expect(stdout).to.match(/contracts\/Counter\.sol +80 % +75 % +50 % +80 % {2}17, 8½\n/)
      expect(stderr).to.contain(
        'Of all lines, 80 % are covered; test.coverage.thresholds wants 90 %',
      )
      expect(exitCode).to.equal(1)
      const lcov = await readFile(join(folder.path, 'coverage/lcov.info'), 'utf8')
      expect(lcov).to.contain('DA:10,1\n').and.contain('DA:17,0\n').and.contain('BRDA:8,0,1,0\n')
      const tests = await readFile(join(folder.path, 'coverage/tests.json'), 'utf8')
      expect(JSON.parse(tests)['contracts/Counter.sol']).to.deep.include({
        '8': ['Large adds 30', 'Small adds 3'],
        '10': ['Large adds 30'],
        '12': ['Small adds 3'],
        '17': [],
      })
    })
  }
})
