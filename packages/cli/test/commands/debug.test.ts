import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createDevchain, type Devchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { runScaffold } from '../support/run-scaffold.js'
import { type Files, useSharedTempFolder } from '../support/temp-folder.js'

const bank = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Bank {
    mapping(address => uint256) public balances;
    uint256 public total;
    event Paid(address indexed who, uint256 amount);
    error TooLittle(uint256 has, uint256 wants);

    function pay(uint256 amount) external {
        balances[msg.sender] += amount;
        total += amount;
        emit Paid(msg.sender, amount);
    }

    function take(uint256 amount) external {
        uint256 has = balances[msg.sender];
        if (has < amount) {
            revert TooLittle(has, amount);
        }
        balances[msg.sender] = _minus(has, amount);
        total = _minus(total, amount);
    }

    function _minus(uint256 a, uint256 b) internal pure returns (uint256 c) {
        c = a - b;
    }
}
`

const project: Files = {
  'package.json': '{ "type": "module" }\n',
  'scaffold.config.js':
    "export default { solidity: { version: '0.8.37', settings: { optimizer: { enabled: true, runs: 200 } } } }\n",
  'contracts/Bank.sol': bank,
  'test/bank.test.js': `import { deploy, expect } from 'scaffold-evm/test'
describe('Bank', () => {
  let bank
  beforeEach(async () => {
    bank = await deploy('Bank')
    await bank.pay(10n)
  })
  it('pays out', async () => {
    await bank.take(4n)
    expect(await bank.total()).to.equal(6n)
  })
  it('pays too much (it should not)', async () => {
    await bank.take(40n)
  })
})
`,
}

/** What follows each command in the output: \`debug> name\` up to the next. */
function answers(stdout: string): string[] {
  return stdout
    .split(/^debug> .*\n/m)
    .slice(1)
    .map((text) => text.trimEnd())
}

/** The line that is marked as current. */
function currentLine(answer: string | undefined): string | undefined {
  return /^> +\d+ +(.*)$/m.exec(answer ?? '')?.[1]
}

/** Deploys the bank as the artifact has it, and pays 10 into it. */
async function payOn(chain: Devchain, root: string): Promise<string> {
  const text = await readFile(join(root, 'artifacts/contracts/Bank.sol/Bank.json'), 'utf8')
  const { bytecode: data }: { readonly bytecode: string } = JSON.parse(text)
  const from = chain.accounts[0]?.address
  const send = async (transaction: object): Promise<string> =>
    String(
      await chain.request({ method: 'eth_sendTransaction', params: [{ from, ...transaction }] }),
    )
  const created = await send({ data })
  const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [created] })
  const to: unknown = Reflect.get(Object(receipt), 'contractAddress')
  const pay = '0xc290d691'
  return send({ to, data: `${pay}${'a'.padStart(64, '0')}` })
}

describe('scaffold debug', function () {
  this.timeout(60_000)
  const folder = useSharedTempFolder(project)

  async function debug(args: readonly string[], commands: readonly string[]) {
    const input = `${commands.join('\n')}\n`
    const result = await runScaffold(['debug', ...args], { cwd: folder.path, input })
    return { ...result, answers: answers(result.stdout) }
  }

  it('opens the last transaction of a test', async () => {
    const commands = [
      'b Bank.sol:26',
      'c',
      'bt',
      'print a - b',
      'v locals',
      'finish',
      'B all',
      'O',
      'frame 7',
    ]
    const { answers, exitCode, stderr } = await debug(['pays out'], commands)
    const [added, stopped, stack, value, locals, finished, , back, wrong] = answers
    expect(stderr).to.contain('passed Bank pays out')
    expect(added).to.equal('Breakpoint 1: contracts/Bank.sol:26')
    expect(stopped).to.match(/^Breakpoint 1\ncontracts\/Bank\.sol:26 {2}Bank\._minus\n/)
    expect(stack?.split('\n')).to.have.length(2)
    expect(value).to.equal('6')
    expect(locals).to.match(/a +10/).and.to.match(/b +4/)
    expect(currentLine(finished)).to.equal('balances[msg.sender] = _minus(has, amount);')
    expect(currentLine(back)).to.equal('balances[msg.sender] = _minus(has, amount);')
    expect(wrong).to.contain('DEBUG_ARGUMENT_INVALID')
    expect(exitCode).to.equal(1)
  })

  it('fits on 80 columns, without colour', async () => {
    const commands = ['h', 'n', 'v', 'p', 'd', '?', 'l -9 +9', 'e']
    const { stdout, exitCode } = await debug(['pays out'], commands)
    const long = stdout.split('\n').filter((line) => line.length > 80)
    expect(long).to.deep.equal([])
    expect(stdout).not.to.contain('\u001b')
    expect(exitCode).to.equal(0)
  })

  it('watches values and says where they change', async () => {
    const commands = ['+:total', 'n', 'watch total', 'c', 'd', 'rcontinue', '-:1', 'delete 1', 'c']
    const { answers, exitCode } = await debug(['pays out'], commands)
    expect(answers[1]).to.contain('  1: total = 10')
    expect(answers[3]).to.contain('total: 10 -> 6')
    expect(answers[4]).to.contain('balances[0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266]: 10 -> 6')
    expect(currentLine(answers[5])).to.equal('total = _minus(total, amount);')
    expect(answers[8]).to.contain('The end: it succeeded.')
    expect(exitCode).to.equal(0)
  })

  it('opens the failure of the last run, with commands of a file', async () => {
    await folder.write({ 'commands.txt': '# a comment\ny\n:amount\nr\nC\nq\nnever\n' })
    const none = await debug(['--last-failure'], [])
    expect(none.stderr).to.contain('DEBUG_NO_FAILURE')
    await runScaffold(['test'], { cwd: folder.path })
    const { stdout, answers, exitCode } = await debug(
      ['--last-failure', '--script', 'commands.txt'],
      ['print 1'],
    )
    expect(stdout).to.contain('reverted with TooLittle(has: 10, wants: 40)')
    expect(currentLine(answers[0])).to.equal('revert TooLittle(has, amount);')
    expect(answers[1]).to.equal('40')
    expect(answers).to.have.length(5)
    expect(exitCode).to.equal(0)
  })

  it('opens a transaction of a node, in a project of Truffle, too', async () => {
    const chain = await createDevchain({ logger: () => undefined })
    try {
      const { url } = await chain.listen({ port: 0 })
      const hash = await payOn(chain, folder.path)
      const networks = `networks: { local: { url: '${url}' } }`
      await folder.write({
        'scaffold.config.js': `export default { solidity: '0.8.37', ${networks} }\n`,
        'truffle/package.json': '{}\n',
        'truffle/contracts/Bank.sol': bank,
        'truffle/truffle-config.js':
          "module.exports = { compilers: { solc: { version: '0.8.37', settings: { optimizer: { enabled: true } } } } }\n",
      })
      const commands = ['b Bank.sol:13', 'c', 'print amount', 'd', 'n', 'e']
      const own = await debug([hash, '--network', 'local'], commands)
      const input = `${commands.join('\n')}\n`
      const cwd = join(folder.path, 'truffle')
      const truffle = await runScaffold(['debug', hash, '--url', url], { cwd, input })
      for (const { answers: shown, stdout } of [
        own,
        { ...truffle, answers: answers(truffle.stdout) },
      ]) {
        expect(currentLine(shown[1]), stdout).to.equal('emit Paid(msg.sender, amount);')
        expect(shown[2]).to.equal('10')
        expect(shown[3]).to.contain('total: 0 -> 10')
        expect(shown[5]).to.contain('Paid(who: ')
      }
      const later = ['v', `t ${hash}`, 't 0x1', ...commands.slice(0, 3), 'T', `t ${hash}`]
      const loaded = await runScaffold(['debug', '--url', url], {
        cwd,
        input: `${later.join('\n')}\n`,
      })
      const shown = answers(loaded.stdout)
      expect(shown[0]).to.contain('DEBUG_NOTHING_LOADED')
      expect(shown[2]).to.contain('TRANSACTION_HASH_INVALID')
      expect(shown[5], loaded.stdout).to.equal('10')
      expect(shown[7]).to.contain(hash)
      expect(loaded.exitCode).to.equal(1)
    } finally {
      await chain.close()
      await folder.write(project)
    }
  })

  it('says what cannot be debugged', async () => {
    const cases: readonly (readonly [args: readonly string[], code: string, exitCode: number])[] = [
      [['no such test'], 'DEBUG_TEST_MISSING', 1],
      [[`0x${'1'.repeat(64)}`], 'TRANSACTION_NOT_FOUND', 1],
      [[], 'USAGE', 2],
      [['pays out', '--script', 'none.txt'], 'FILE_UNREADABLE', 1],
    ]
    for (const [args, code, expected] of cases) {
      const { stderr, exitCode } = await debug(args, [])
      expect(stderr, args.join(' ')).to.contain(code)
      expect(exitCode, args.join(' ')).to.equal(expected)
    }
  })
})
