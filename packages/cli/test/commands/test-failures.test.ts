import { expect } from 'chai'
import { runScaffold } from '../support/run-scaffold.js'
import { useTempFolder } from '../support/temp-folder.js'

const counter = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Counter {
    uint256 public left;
    event Taken(uint256 amount);
    error TooMuch(uint256 wanted, uint256 left);

    constructor(uint256 start) { require(start > 0, "nothing to count"); left = start; }

    function take(uint256 amount) external {
        _take(amount);
        emit Taken(amount);
    }

    function _take(uint256 amount) private {
        if (amount > left) revert TooMuch(amount, left);
        left -= amount;
    }
}
`

const helper = `import { deploy } from 'scaffold-evm/test'
export const counter = () => deploy('Counter', [5])
export const takeAll = (subject) => subject.take(100)
export async function takeLater(subject) {
  await new Promise((resolve) => setTimeout(resolve, 1))
  return await subject.take(100)
}
export const takeUnseen = (subject) =>
  new Promise((resolve, reject) => setTimeout(() => subject.take(100).then(resolve, reject), 1))
export async function deepest(subject, depth) {
  return depth === 0 ? await takeLater(subject) : await deepest(subject, depth - 1)
}
export async function broken() {
  return await deploy('Counter', [0])
}
// As clients do that speak to a provider themselves.
export async function client(provider, subject) {
  const data = subject.interface.encodeFunctionData('take', [100])
  try {
    return await provider.request({ method: 'eth_call', params: [{ to: subject.target, data }] })
  } catch (cause) {
    throw Object.assign(new Error('The contract function "take" reverted.', { cause: new Error('RPC Request failed.', { cause }) }), { name: 'ContractFunctionExecutionError' })
  }
}
`

/** Each fails by a call or transaction. The title says what is expected of the user's own lines: marks at their ends. */
const suite = `import { chain, deploy, ethers, expect, provider, signers } from 'scaffold-evm/test'
import * as help from './helper.js'

describe('in tests', () => {
  let subject
  beforeEach(async () => { subject = await help.counter() })

  it('a transaction', async () => {
    await subject.take(6) // here
  })
  it('a static call', async () => {
    await subject.take.staticCall(6) // here
  })
  it('an estimate', async () => {
    await subject.take.estimateGas(6) // here
  })
  it('a receipt', async () => {
    await provider.request({ method: 'evm_setAutomine', params: [false] })
    const sent = await subject.take(6, { gasLimit: 100000 })
    await provider.request({ method: 'evm_mine', params: [] })
    await provider.request({ method: 'evm_setAutomine', params: [true] })
    await sent.wait() // here
  })
  it('a raw transaction', async () => {
    const data = subject.interface.encodeFunctionData('take', [6])
    const transaction = { from: signers[0].address, to: subject.target, data }
    await provider.request({ method: 'eth_sendTransaction', params: [transaction] }) // here
  })
  it('a client', async () => {
    await help.client(provider, subject) // here
  })
  it('emit', async () => {
    await expect(subject.take(6)).to.emit(subject, 'Taken') // here
  })
  it('not.reverted', async () => {
    await expect(subject.take(6)).not.to.be.reverted // here
  })
  it('revertedWith', async () => {
    await expect(subject.take(6)).to.be.revertedWith('other') // here
  })
  it('fulfilled', async () => {
    await expect(subject.take(6)).to.be.fulfilled // here
  })
  it('a factory', async () => {
    const factory = await ethers.getContractFactory('Counter')
    await factory.deploy(0) // here
  })
  it('a helper that gives its promise', async () => {
    await help.takeAll(subject) // here
  })
  it('a helper that waits', async () => {
    await help.takeLater(subject) // here
  })
  it('a helper deep down', async () => {
    await help.deepest(subject, 8) // here
  })
  it('a fixture', async () => {
    await chain.loadFixture(help.broken) // here
  })
  it('one of several', async () => {
    await Promise.all([subject.left(), subject.take(6)]) // here
  })
  it('an error of its own', async () => {
    try {
      await subject.take(6) // here
    } catch (cause) {
      throw new Error('took too much', { cause })
    }
  })
  it('a promise that is not waited for', () => help.takeUnseen(subject)) // here
  it('a promise that is passed on', () => Promise.resolve().then(() => help.takeUnseen(subject))) // here
})

describe('in a hook', () => {
  beforeEach(async () => {
    await (await help.counter()).take(6) // here
  })
  it('never runs', () => {})
})

describe('in a hook that loses its stack', () => {
  before(async () => help.takeUnseen(await help.counter())) // here
  it('never runs', () => {})
})
`

/** Too many variables for the legacy pipeline: there is no twin. */
const deep = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Deep {
    function many(uint a, uint b, uint c, uint d, uint e, uint f, uint g, uint h) public pure returns (uint r) {
        uint i = a + b; uint j = c + d; uint k = e + f; uint l = g + h; uint m = a * c; uint n = b * d; uint o = e * g; uint p = f * h;
        require(a < 5, "a is large");
        r = i + j + k + l + m + n + o + p + a + b + c + d + e + f + g + h;
    }
}
`

const deepSuite = `import { deploy } from 'scaffold-evm/test'
it('fails', async () => { await (await deploy('Deep')).many(7, 1, 1, 1, 1, 1, 1, 1) })
`

interface Result {
  readonly title: string
  readonly failure?: {
    readonly stack: readonly string[]
    readonly cause?: Result['failure']
    readonly solidity?: { readonly stack: readonly string[]; readonly isExact: boolean }
  }
}

describe('failures of scaffold test', function () {
  this.timeout(60_000)

  const folder = useTempFolder({
    'package.json': '{ "type": "module" }',
    'scaffold.config.js': `export default { solidity: { version: '0.8.37', settings: { viaIR: true, optimizer: { enabled: true } } } }\n`,
    'contracts/Counter.sol': counter,
    'test/helper.js': helper,
    'test/counter.test.js': suite,
    'test/passing.test.js': "it('passes', () => {})\n",
  })

  const lines = suite.split('\n')
  /** Of the lines marked in the suite, those that a stack has. */
  const marked = (stack: readonly string[]): number =>
    stack.filter((frame) => {
      const line = /test\/counter\.test\.js:(\d+):/.exec(frame)?.[1]
      return lines[Number(line) - 1]?.endsWith('// here')
    }).length
  const stackOf = (failure: Result['failure']): readonly string[] =>
    failure === undefined ? [] : [...failure.stack, ...stackOf(failure.cause)]

  it('have the functions of the contracts and the line of the test, whatever failed how', async () => {
    const { stdout } = await runScaffold(['test', '--json'], { cwd: folder.path })
    const results: Result[] = JSON.parse(stdout).results
    const failed = results.filter(({ failure }) => failure !== undefined)
    expect(failed).to.have.length(21)
    for (const { title, failure } of failed) {
      const [innermost = ''] = failure?.solidity?.stack ?? []
      const isCreation = ['a factory', 'a fixture'].includes(title)
      const function_ = isCreation ? 'Counter.constructor' : 'Counter._take'
      expect(innermost, title).to.match(new RegExp(`^at ${function_} \\(contracts/Counter.sol:`))
      expect(failure?.solidity?.isExact, title).to.equal(true)
      const stack = stackOf(failure)
      expect(marked(stack), `${title}: ${stack.join(', ')}`).to.be.above(0)
      expect(stack.join('\n'), title).not.to.match(/node_modules|packages\/|dist\/|node:/)
    }
  })

  it('show both with a reporter of mocha, also of what ran in workers', async () => {
    const args = ['test', '--reporter', 'min', '--jobs', '2']
    const { stdout } = await runScaffold(args, { cwd: folder.path })
    expect(stdout.match(/at Counter\._take \(contracts\/Counter\.sol:17:\d+\)/g)).to.have.length(19)
    expect(stdout).to.match(/reverted with TooMuch\(wanted: 6, left: 5\)/)
    expect(marked(stdout.split('\n'))).to.be.at.least(21)
    expect(stdout).not.to.match(/node_modules|packages\/|dist\/|node:/)
  })
})

describe('failures of scaffold test where contracts compile only with the optimizer', function () {
  this.timeout(60_000)

  const folder = useTempFolder({
    'package.json': '{ "type": "module" }',
    'scaffold.config.js': `export default { solidity: { version: '0.8.37', settings: { viaIR: true, optimizer: { enabled: true } } } }\n`,
    'contracts/Deep.sol': deep,
    'test/deep.test.js': deepSuite,
  })

  it('are where the optimized code says, and called approximate', async () => {
    const { stdout } = await runScaffold(['test', '--json'], { cwd: folder.path })
    const [result]: Result[] = JSON.parse(stdout).results
    expect(result?.failure?.solidity?.stack).to.have.length(1)
    expect(result?.failure?.solidity?.stack[0]).to.match(/^at Deep\.many \(contracts\/Deep\.sol:7:/)
    expect(result?.failure?.solidity?.isExact).to.equal(false)
  })
})
