import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect } from 'chai'
import { loadSoljson } from '../../../src/internal/solc/load-soljson.js'
import { splitSoljson } from '../../../src/internal/solc/split-soljson.js'
import { errorOf } from '../../support/rejection.js'
import { removeScratches, Scratch } from '../../support/scratch.js'
import {
  bundledSoljson,
  compileWith,
  errorsIn,
  fakeSoljson,
  inputFor,
  solcFolder,
  soljsonOf,
} from '../../support/solc.js'

const releases: readonly (readonly [string, string])[] = [
  ['0.4.11', '0.4.11+commit.68ef5810'],
  ['0.4.26', '0.4.26+commit.4563c3fc'],
  ['0.5.17', '0.5.17+commit.d19bba13'],
  ['0.6.12', '0.6.12+commit.27d51765'],
  ['0.7.6', '0.7.6+commit.7338295f'],
  ['0.8.27', '0.8.27+commit.40a35a09'],
  ['0.8.37', '0.8.37+commit.f401782d'],
]

const twoFiles = {
  'contracts/Base.sol':
    '// SPDX-License-Identifier: MIT\npragma solidity >=0.4.0;\ncontract Base { uint public kept; }',
  'contracts/Token.sol':
    '// SPDX-License-Identifier: MIT\npragma solidity >=0.4.0;\nimport "./Base.sol";\n' +
    'contract Token is Base { function get() public returns (uint) { uint unused; kept = 1; return kept; } }',
}

const inputs: Readonly<Record<string, string>> = {
  'two files': inputFor(twoFiles, { optimizer: { enabled: true, runs: 200 } }),
  'a type error': inputFor({ 'a.sol': 'pragma solidity >=0.4.0;\ncontract A { uint x = y; }' }),
  'text beyond ASCII': inputFor({ 'a.sol': '/* žluťoučký 日本 🎉 */ contract A {}' }),
  'no JSON': '{ "language": ',
}

/** The outputs of solc's own wrapper, in a process of its own: it leaves handlers behind. */
function wrapperOutputs(soljson: string): Record<string, string> {
  const script = `
    const fs = require('fs')
    const wrapper = require(${JSON.stringify(join(solcFolder, 'wrapper.js'))})
    const solc = wrapper(require(${JSON.stringify(soljson)}))
    const inputs = JSON.parse(fs.readFileSync(0, 'utf8'))
    const outputs = Object.entries(inputs).map(([name, input]) => [name, solc.compile(input)])
    fs.writeSync(1, JSON.stringify(Object.fromEntries(outputs)))
    process.exit(0)`
  const answer = execFileSync(process.execPath, ['-e', script], {
    input: JSON.stringify(inputs),
    maxBuffer: 1 << 26,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  return JSON.parse(answer.toString())
}

/** About `sizeBytes` of sources in two files. */
function largeInput(sizeBytes: number): string {
  const line = '  // a comment with é in it, as long as a line of code usually is, and then some\n'
  const padding = line.repeat(Math.floor(sizeBytes / Buffer.byteLength(line)))
  const sources = {
    'a.sol': `// SPDX-License-Identifier: MIT\npragma solidity >=0.4.0;\nimport "./b.sol";\ncontract A is B {\n${padding}}`,
    'b.sol': '// SPDX-License-Identifier: MIT\npragma solidity >=0.4.0;\ncontract B { uint x; }',
  }
  // Bytecode would take a hash of all that for its metadata, which is most of the time.
  return inputFor(sources, { outputSelection: { '*': { '*': ['abi'] } } })
}

describe('loadSoljson', function () {
  this.timeout(120_000)
  after(removeScratches)

  for (const [version, longVersion] of releases) {
    it(`compiles with ${version} exactly as solc's own wrapper does`, async function () {
      const path = version === '0.8.37' ? bundledSoljson : await soljsonOf(version)
      if (path === undefined) return this.skip()
      const solc = loadSoljson(path)
      expect(solc.version).to.equal(version)
      expect(solc.longVersion).to.equal(longVersion)
      const expected = wrapperOutputs(path)
      for (const [name, input] of Object.entries(inputs)) {
        expect(solc.compile(input), name).to.equal(expected[name])
      }
      expect(solc.compile(inputs['two files'] ?? ''), 'again').to.equal(expected['two files'])
    })
  }

  for (const version of ['0.8.27', '0.5.17']) {
    it(`takes an input of 3 MB on ${version}, which is too much for the stack`, async function () {
      const path = await soljsonOf(version)
      if (path === undefined) return this.skip()
      const output = compileWith(loadSoljson(path), largeInput(3_000_000))
      expect(errorsIn(output)).to.deep.equal([])
      expect(Object.keys(output.contracts ?? {})).to.deep.equal(['a.sol', 'b.sol'])
    })
  }

  it('runs asm.js as JavaScript when V8 refuses what it was translated to', () => {
    const functions = 'function g(a){a=a|0;return a|0}function f(){return g()|0}'
    const asm = `(function(global,env,buffer) {"use asm";${functions}return{f:f}})`
    const prelude = `// EMSCRIPTEN_START_ASM\nvar asm=${asm}\n// EMSCRIPTEN_END_ASM\n({}, {}, new ArrayBuffer(65536));`
    const text = fakeSoljson('0.4.99+commit.00000000', 'return String(asm.f())', prelude)
    expect(splitSoljson(Buffer.from(text)).kind).to.equal('asm')
    const scratch = new Scratch({ 'soljson.js': text })
    const options = { codeCacheDir: scratch.path('code') }
    for (let turn = 0; turn < 2; turn++) {
      const solc = loadSoljson(scratch.path('soljson.js'), options)
      expect(solc.compile('{}')).to.equal('0')
      solc.keepCode()
    }
  })

  it('reports a syntax error on 0.4.11, which breaks down at any as JavaScript', async function () {
    const path = await soljsonOf('0.4.11')
    if (path === undefined) return this.skip()
    const input = inputFor({ 'a.sol': 'pragma solidity >=0.4.0;\ncontract A { uint x = ; }' })
    const [error] = errorsIn(compileWith(loadSoljson(path), input))
    expect(error?.formattedMessage).to.include('a.sol:2:23')
  })

  it('takes an input of 9 MB on the bundled release', () => {
    const output = compileWith(loadSoljson(bundledSoljson), largeInput(9_000_000))
    expect(errorsIn(output)).to.deep.equal([])
  })

  it('reports an import that was not supplied instead of asking for it', () => {
    const input = inputFor({ 'a.sol': 'import "./missing.sol"; contract A {}' })
    const [error] = errorsIn(compileWith(loadSoljson(bundledSoljson), input))
    expect(error?.message).to.include('missing.sol')
  })

  it('keeps a compiler away from the process', () => {
    const noise = `
      process.on('uncaughtException', function () {})
      process.on('unhandledRejection', function () {})
      process.exitCode = 7
      console.log('noise'); console.error('noise'); process.stdout.write('noise')`
    const scratch = new Scratch({
      'soljson.js': fakeSoljson('0.4.99+commit.00000000', undefined, noise),
    })
    const before = [process.listenerCount('uncaughtException'), process.exitCode]
    expect(loadSoljson(scratch.path('soljson.js')).compile('{}')).to.equal('{}')
    expect([process.listenerCount('uncaughtException'), process.exitCode]).to.deep.equal(before)
  })

  it('loads a CommonJS file below a package of type "module"', () => {
    const scratch = new Scratch({
      'package.json': '{ "type": "module" }',
      'soljson.js': fakeSoljson('0.4.99+commit.00000000', 'return require("path").join(input)'),
    })
    expect(loadSoljson(scratch.path('soljson.js')).compile('a/../b')).to.equal('b')
  })

  it('turns a crash into an error and starts afresh for the next input', async () => {
    const answer = `
      if (input === 'deep') throw new RangeError('Maximum call stack size exceeded')
      if (input === 'exit') process.exit(1)
      if (input === 'abort') { console.error('said before'); throw 'abort(5)' }
      return String(++Module.count)`
    const fake = `${fakeSoljson('0.4.99+commit.00000000', answer)}; Module.count = 0`
    const scratch = new Scratch({ 'soljson.js': fake })
    const solc = loadSoljson(scratch.path('soljson.js'))
    expect(solc.compile('a')).to.equal('1')
    for (const input of ['deep', 'exit', 'abort']) {
      const error = await errorOf('SOLC_CRASHED', () => solc.compile(input))
      expect(error.shortMessage).to.include('0.4.99+commit.00000000')
      expect(error.data?.inputBytes).to.equal(input.length)
      if (input === 'deep') expect(error.hint).to.include('nest')
      if (input === 'abort') expect(error.details).to.include('said before')
      expect(solc.compile('a'), `after ${input}`).to.equal('1')
    }
  })

  it('rejects what is no compiler', async () => {
    const scratch = new Scratch({
      'throws.js': 'throw new TypeError("x")',
      'syntax.js': 'var = 1',
      'empty.js': '',
      'old.js': fakeSoljson('0.4.10+commit.f0d539ae').replace('_compileStandard', '_compileJSON'),
      'odd.js': fakeSoljson('latest'),
    })
    for (const name of ['throws.js', 'syntax.js', 'empty.js', 'old.js', 'odd.js', 'missing.js']) {
      const error = await errorOf('SOLC_FILE_INVALID', () => loadSoljson(scratch.path(name)))
      expect(error.shortMessage, name).to.include(name)
    }
  })
})
