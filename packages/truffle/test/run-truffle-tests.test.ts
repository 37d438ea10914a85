import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createDevchain } from '@scaffold-evm/devchain'
import { expect } from 'chai'
import { runInChild } from './support/run-in-child.js'
import { boxProject, runTests } from './support/run-tests.js'
import { useTempProject } from './support/temp-project.js'

describe('runTruffleTests', () => {
  const project = useTempProject(boxProject)

  it('compiles, migrates and runs, and leaves no artifacts', async () => {
    project.write({
      'test/box.js': `const Box = artifacts.require('Box')
        contract('Box', ([first]) => {
          it('is deployed', async () => assert.equal(await (await Box.deployed()).owner(), first))
          it('sets', async () => { const box = await Box.deployed(); await box.set(5) })
          it('keeps', async () => assert.equal(await (await Box.deployed()).value(), 5))
        })
        contract('another', () => {
          it('begins anew', async () => assert.equal(await (await Box.deployed()).value(), 0))
        })`,
    })
    const { failures, passed, printed } = await runTests(project)
    expect(failures).to.equal(0)
    expect(passed).to.have.lengthOf(4)
    expect(printed).to.include('Compiling your contracts...')
    expect(printed).to.include('> Compiling ./contracts/Box.sol')
    expect(existsSync(join(project.root, 'build/contracts'))).to.equal(false)
  })

  it('runs what files take from a mocha of their own', async () => {
    project.write({
      'node_modules/mocha/index.js': `let current
        class Mocha {
          suite = new (require('node:events'))()
          constructor() { this.suite.on('pre-require', (context) => { current = context }) }
          static it(...given) { return current.it(...given) }
        }
        module.exports = Mocha`,
      'test/a.js': `const { it } = require('mocha')
        contract('a', () => { it('runs', () => {}) })`,
    })
    expect((await runTests(project)).passed).to.deep.equal(['Contract: a runs'])
  })

  it('says which network it is on where something was built', async () => {
    project.write({
      'build/contracts/.keep': '',
      'test/a.js': `it('runs', () => {})`,
    })
    expect((await runTests(project)).printed).to.match(/^Using network 'test'\.\n/)
  })

  it('prints nothing of its own when only the runner is wanted', async () => {
    project.write({ 'build/contracts/.keep': '', 'test/a.js': `it('runs', () => {})` })
    expect((await runTests(project, { isRunnerOutputOnly: true })).printed).to.equal('')
  })

  it('prints the events since the beginning of a test that failed, decoded', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        contract('Box', () => {
          it('passes', async () => { await (await Box.deployed()).set(1) })
          it('fails', async () => {
            const box = await Box.deployed()
            await box.set(2)
            await box.draw()
            assert.fail('to see events')
          })
        })`,
    })
    const { printed } = await runTests(project)
    const [, events = ''] = printed.split('Events emitted during test:')
    const box = /box: (0x\w{40}) \(Box\)/.exec(events)?.[1]
    expect(events.replaceAll(String(box), 'BOX')).to.equal(`
    ---------------------------

    Box.Changed(
      who: <indexed> 0x627306090abaB3A6e1400e9345bC60c78a8BEf57 of unknown class (type: address),
      value: 2 (type: uint256)
    )

    Box.Drawn(
      list: [ 0, 0 ] (type: uint256[]),
      point: { x: 1, color: Box.Color.Green } (type: struct Box.Point),
      data: hex'0102' (type: bytes),
      flag: true (type: bool),
      hashed: <indexed> Cannot decode indexed parameter of reference type string
      (raw value 0x033aecbfaec60b9596a3c9486e7aa28d0cd84529ecec42be3c465b74e55fa87a) (type: string),
      box: BOX (Box) (type: contract Box)
    )

    Named.Named_(
      name: 'a\\nb' (type: string),
      by: <indexed> 0x627306090abaB3A6e1400e9345bC60c78a8BEf57 of unknown class (type: address)
    )

    <anonymous> Box.Anonymous(
      x: 9 (type: uint256)
    )

    Lib.Noted(
      a: 7 (type: uint256)
    )


    ---------------------------`)
  })

  it('prints the events of every test when all are wanted', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        contract('Box', () => {
          it('sets', async () => { await (await Box.deployed()).set(1) })
          it('does nothing', () => {})
        })`,
    })
    const { printed } = await runTests(project, { showsEvents: true })
    expect(printed).to.include('Box.Changed(')
    expect(printed).to.include('    > No events were emitted')
  })

  it('gives each require an abstraction of its own', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        const again = artifacts.require('./Box.sol')
        it('shares nothing', async () => {
          assert.notEqual(Box, again)
          Box.defaults({ gas: 5 })
          assert.isUndefined(again.defaults().gas)
        })`,
    })
    expect((await runTests(project)).messages).to.deep.equal({})
  })

  it('has all artifacts in the folder that the config names', async () => {
    project.write({
      'test/a.js': `const { readFileSync, existsSync } = require('fs')
        const read = (name) => JSON.parse(readFileSync(config.contracts_build_directory + '/' + name + '.json', 'utf8'))
        it('finds them', async () => {
          const Box = artifacts.require('Box')
          assert.equal(read('Box').networks[5777].address, (await Box.deployed()).address)
          assert.equal(read('Lib').contractName, 'Lib')
          assert.notInclude(config.contracts_build_directory, config.working_directory)
        })`,
    })
    expect((await runTests(project)).messages).to.deep.equal({})
  })

  it('runs no migrations when told so', async () => {
    project.write({
      'test/a.js': `it('finds nothing', async () => {
        const error = await artifacts.require('Box').deployed().catch((e) => e)
        assert.equal(error.message, 'Box has not been deployed to detected network (network/artifact mismatch)')
      })`,
    })
    expect((await runTests(project, { migrates: false })).messages).to.deep.equal({})
  })

  it('runs only what is asked for: files, folders and titles', async () => {
    project.write({
      'test/a.js': `it('one', () => {}); it('two', () => {})`,
      'test/sub/b.js': `it('three', () => {})`,
      'test/sub/c.js': `it('four', () => {})`,
    })
    const passed = async (
      ...args: Parameters<typeof runTests> extends [unknown, ...infer R] ? R : never
    ) => (await runTests(project, ...args)).passed
    expect(await passed({ files: ['test/a.js'] })).to.deep.equal(['one', 'two'])
    expect(await passed({ files: ['test/sub'] })).to.deep.equal(['three', 'four'])
    expect(await passed({ grep: 'o' })).to.deep.equal(['one', 'two', 'four'])
  })

  it('leaves out what the config does not want', async () => {
    project.write({ 'test/a.js': `it('one', () => {}); it('two', () => {})` })
    expect((await runTests(project, {}, { grep: 'two' })).passed).to.deep.equal(['two'])
  })

  it('loads TypeScript, ES modules and CommonJS with their imports', async () => {
    const body = (name: string): string => `
      const Box = artifacts.require('Box')
      contract('${name}', ([first]) => {
        it('runs', async () => assert.equal(await (await Box.deployed()).owner(), first))
      })`
    project.write({
      'test/a.ts': `import { answer } from './helper'
        ${body('TypeScript')}
        it('imports', () => { const value: number = answer(); assert.equal(value, 42) })`,
      'test/helper.ts': 'export const answer = (): number => 42',
      'test/b.js': `import { basename } from 'node:path'
        ${body('ES module')}
        it('knows ' + basename(import.meta.url), () => {})`,
      'test/c.js': `${body('CommonJS')}
        it('requires', () => assert.equal(require('./plain').x, 1))`,
      'test/plain.js': 'exports.x = 1',
    })
    const { failed, passed } = await runTests(project)
    expect(failed).to.deep.equal([])
    expect(passed).to.have.members([
      'Contract: TypeScript runs',
      'imports',
      'Contract: ES module runs',
      'knows b.js',
      'Contract: CommonJS runs',
      'requires',
    ])
  })

  it('runs a file once that another requires, as mocha does', async () => {
    project.write({
      'test/a.js': `require('./util/b'); it('one', () => {})`,
      'test/util/b.js': `it('two', () => {})`,
    })
    expect((await runTests(project)).passed)
      .to.have.members(['one', 'two'])
      .and.lengthOf(2)
    // Also when the files run again in one process.
    expect((await runTests(project)).passed)
      .to.have.members(['one', 'two'])
      .and.lengthOf(2)
  })

  it('fails the test during which a promise was rejected and not caught', async () => {
    project.write({
      'truffle-config.js': 'module.exports = {}',
      'test/a.js': `describe('A', () => {
        it('strays', async () => { Promise.reject(new Error('stray')); await new Promise(() => {}) })
        it('goes on', () => {})
      })`,
    })
    rmSync(join(project.root, 'contracts'), { recursive: true })
    rmSync(join(project.root, 'migrations'), { recursive: true })
    const { exitCode, output } = await runInChild(project.root)
    expect(exitCode).to.equal(1)
    expect(output).to.include('✔ goes on')
    expect(output).to.include('1) A\n       strays:\n     Uncaught Error: stray')
  })

  it('goes on when promises are rejected while a failure is looked into', async () => {
    project.write({
      'truffle-config.js': 'module.exports = {}',
      'test/a.js': `const Box = artifacts.require('Box')
        describe('A', () => {
          it('fails', async () => { await (await Box.deployed()).set(0, { gas: 22000 }) })
        })
        // Ours is the next hook: it has begun after some turns, and loads more than a few turns bring.
        let turns = 10
        const reject = () => Promise.reject(new Error('stray'))
        const wait = () => { turns -= 1; setImmediate(turns > 0 ? wait : reject) }
        afterEach(() => { if (turns === 10) wait() })
        describe('B', () => { it('goes on', () => {}) })`,
    })
    const { exitCode, output } = await runInChild(project.root)
    expect(output).to.include('✔ goes on')
    expect(output).not.to.include('stray')
    expect(exitCode).to.equal(1)
  })

  it('lets web3 see events of contracts as they happen', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        contract('Box', ([from]) => {
          it('listens', async () => {
            const box = await Box.deployed()
            const contract = new web3.eth.Contract(Box.abi, box.address)
            const seen = new Promise((resolve) => contract.events.Changed().on('data', resolve))
            await box.set(9)
            assert.equal((await seen).returnValues.value, '9')
          })
        })`,
    })
    expect((await runTests(project)).messages).to.deep.equal({})
  })

  it('takes a reporter of the project by its name', async () => {
    project.write({
      'node_modules/quiet-reporter/index.js': `module.exports = function (runner) {
        runner.on('end', () => require('fs').writeFileSync(__dirname + '/ran', String(runner.stats.passes)))
      }`,
      'test/a.js': `it('runs', () => {})`,
    })
    await runTests(project, { reporter: 'quiet-reporter' }, { reporter: 'spec' })
    expect(existsSync(join(project.root, 'node_modules/quiet-reporter/ran'))).to.equal(true)
  })

  it('runs files in processes, each on a chain of its own, and prints them in their order', async () => {
    const file = (name: string, more = ''): string => `const Box = artifacts.require('Box')
      contract('${name}', () => {
        it('sets', async () => { const box = await Box.deployed(); assert.equal(await box.value(), 0); await box.set(5) })
        ${more}
      })`
    project.write({
      'test/a.js': file('A'),
      'test/b.js': file('B', `it('fails', () => assert.fail('on purpose'))`),
      'test/c.js': file('C', `it.skip('waits', () => {})`),
      'test/helper.js': '',
      'test/dies.js': `contract('D', () => { it('dies', () => process.exit(0)) })`,
    })
    const { failures, printed } = await runTests(project, { jobs: 2 }, { reporter: 'spec' })
    expect(failures).to.equal(2)
    const order = [...printed.matchAll(/^ {2}Contract: (\w)$/gm)].map((match) => match[1])
    expect(order).to.deep.equal(['A', 'B', 'C', 'D'])
    expect(printed).to.include('1) Contract: B\n       fails:')
    expect(printed).to.include('dies.js could not be run')
    expect(printed).to.match(
      / {2}5 files in 2 processes\n {2}3 passing\n {2}1 pending\n {2}2 failing/,
    )
  })

  it('runs files of Truffle 4 in processes, too, and names Solidity functions there', async () => {
    const file = (name: string): string => `const Box = artifacts.require('Box')
      contract('${name}', (accounts) => {
        it('is synchronous', () => assert.equal(web3.eth.accounts[0], accounts[0]))
        it('fails', async () => { await (await Box.deployed()).refuse() })
      })`
    project.write({
      'package.json': JSON.stringify({ devDependencies: { truffle: '4.1.14' } }),
      'test/a.js': file('A'),
      'test/b.js': file('B'),
    })
    const { failures, printed } = await runTests(project, { jobs: 2 }, { reporter: 'spec' })
    expect(failures, printed).to.equal(2)
    expect(printed).to.match(/ {2}2 files in 2 processes\n {2}2 passing\n {2}2 failing/)
    expect(printed.match(/at Box\.refuse \(contracts\/Box\.sol:\d+:\d+\)/g)).to.have.length(2)
  })

  it('makes an abstraction without an address', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        contract('Box', () => {
          it('has methods', () => {
            const stub = new Box('')
            assert.isNotOk(stub.address)
            assert.property(stub.contract.methods, 'set')
          })
        })`,
    })
    expect((await runTests(project)).messages).to.deep.equal({})
  })

  it('gives tests the numbers of web3 itself, and contracts those of Truffle', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        it('differs', async () => {
          const latest = async (web3) => (await web3.eth.getBlock('latest')).gasLimit
          assert.strictEqual(await latest(web3), 6721975)
          assert.strictEqual(await latest(Box.web3), '0x6691b7')
          assert.deepEqual([web3.networkType, Box.web3.networkType], ['web3js', 'ethereum'])
          assert.strictEqual((await interfaceAdapter.getBlock('latest')).gasLimit, '0x6691b7')
        })`,
    })
    expect((await runTests(project)).messages).to.deep.equal({})
  })

  it('names the Solidity functions of what failed on a node that is served', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        contract('Box', () => {
          it('estimates', async () => (await Box.deployed()).refuse.sendTransaction())
          it('sends', async () => (await Box.deployed()).refuse.sendTransaction({ gas: 100000 }))
        })`,
    })
    const chain = await createDevchain({ dialect: 'ganache' })
    try {
      const { port } = await chain.listen({ port: 0 })
      const networks = { development: { host: '127.0.0.1', port, network_id: '*' } }
      const { stacks, printed } = await runTests(project, { networks, verbosity: 1 })
      for (const title of ['estimates', 'sends']) {
        expect(stacks[`Contract: Box ${title}`]).to.include('at Box.refuse (contracts/Box.sol:22:')
      }
      // What tests do is only seen on chains of this process.
      expect(printed).to.match(/^-v .*"development"/m)
    } finally {
      await chain.close()
    }
  })

  it('names the Solidity functions that were running when a test failed', async () => {
    project.write({
      'contracts/Deep.sol': `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;
import "./Box.sol";
contract Deep {
  Box box;
  constructor(Box b) { box = b; }
  function outer(uint x) public {
    box.set(middle(x));
  }
  function middle(uint x) internal pure returns (uint) {
    require(x < 10, "too big");
    return x;
  }
  function across() public {
    box.refuse();
  }
}
`,
      'test/a.js': `const Box = artifacts.require('Box'), Deep = artifacts.require('Deep')
        contract('Deep', () => {
          let deep
          before(async () => { deep = await Deep.new((await Box.deployed()).address) })
          it('estimates', () => deep.outer(11))
          it('sends', () => deep.outer(11, { gas: 100000 }))
          it('calls', () => deep.across.call())
          it('runs', () => deep.outer(1))
          it('is no revert', () => { throw new Error('plain') })
          it('lost its stack', async () => {
            const stack = 'Error: lost\\n    at send (/app/node_modules/@scaffold-evm/truffle/dist/web3.cjs:1:2)'
            await Promise.reject(Object.assign(new Error('lost'), { stack }))
          })
          it('takes no money', () => deep.across({ value: 1 }))
        })
        contract('Hook', () => {
          before('fails', async () => (await Deep.new((await Box.deployed()).address)).outer(13))
          it('does not run', () => {})
        })`,
      'test/TestDeep.sol': `pragma solidity ^0.8.0;
import "../contracts/Deep.sol";
contract TestDeep {
  function testDeep() public {
    new Deep(new Box()).outer(12);
  }
}
`,
    })
    const { passed, stacks } = await runTests(project)
    const framesOf = (title: string): string[] =>
      [...(stacks[title] ?? '').matchAll(/at (\S+ \([^)]*\.sol:\d+)/g)].map(
        (match) => match[1] ?? '',
      )
    const outer = ['Deep.middle (contracts/Deep.sol:11', 'Deep.outer (contracts/Deep.sol:8']
    expect(passed).to.deep.equal(['Contract: Deep runs'])
    expect(framesOf('Contract: Deep estimates')).to.deep.equal(outer)
    expect(framesOf('Contract: Deep sends')).to.deep.equal(outer)
    expect(framesOf('Contract: Deep calls')).to.deep.equal([
      'Box.refuse (contracts/Box.sol:22',
      'Deep.across (contracts/Deep.sol:15',
    ])
    expect(framesOf('TestDeep testDeep')).to.deep.equal([
      ...outer,
      'TestDeep.testDeep (test/TestDeep.sol:5',
    ])
    expect(framesOf('Contract: Deep is no revert')).to.deep.equal([])
    expect(stacks['Contract: Deep lost its stack']).to.match(
      /^Error: lost\n +at \S*test\/a\.js:10:\d+$/,
    )
    expect(stacks['Contract: Deep takes no money']).to.contain(
      '(Deep.across is not payable, and was sent 1 wei)',
    )
    const hook = 'Contract: Hook "before all" hook: fails for "does not run"'
    expect(framesOf(hook)).to.deep.equal(outer)
  })

  it('gives back what debug() gets, and says how to see more', async () => {
    project.write({
      'test/a.js': `const Box = artifacts.require('Box')
        contract('Box', () => {
          it('debugs', async () => {
            const result = await debug((await Box.deployed()).set(5))
            assert.equal(result.logs.length, 1)
          })
        })`,
    })
    const { passed, printed } = await runTests(project)
    expect(passed).to.deep.equal(['Contract: Box debugs'])
    expect(printed).to.include('Try: `truffle test --debug`')
  })

  it('leaves declarations and hidden files alone', async () => {
    project.write({
      'test/types.d.ts': 'this is no code',
      'test/.eslintrc.js': 'neither is this',
      'test/a.js': `it('runs', () => {})`,
    })
    expect((await runTests(project)).passed).to.deep.equal(['runs'])
  })
})
