import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { flatten } from '../src/flatten.js'
import { buildGraph } from '../src/internal/sources/graph.js'
import { errorOf } from './support/rejection.js'
import { removeScratches, Scratch } from './support/scratch.js'
import { bundledCompiler, compileWith, errorsIn, inputFor, type Output } from './support/solc.js'

const fixture = fileURLToPath(new URL('../../test/fixtures/flatten', import.meta.url))

/** Bytecode without the metadata's hash, which knows the files' names. */
const settings = { metadata: { bytecodeHash: 'none', appendCBOR: false } }

function bytecodes({ contracts = {} }: Output): Record<string, string> {
  const all = Object.values(contracts).flatMap((inFile) => Object.entries(inFile))
  return Object.fromEntries(all.map(([name, { evm }]) => [name, evm.bytecode.object]))
}

/** Compiles the files as they are and flattened, and expects the same code. */
function expectSameCode(root: string, file: string): string {
  const { nodes } = buildGraph({ root, paths: [`${root}/${file}`], remappings: [] })
  const sources = Object.fromEntries([...nodes].map(([name, node]) => [name, node.file.content]))
  const flat = flatten({ root, files: [file] })
  const before = compileWith(bundledCompiler(), inputFor(sources, settings))
  const after = compileWith(bundledCompiler(), inputFor({ 'flat.sol': flat }, settings))
  expect(errorsIn(before), 'errors before').to.deep.equal([])
  expect(errorsIn(after), 'errors after').to.deep.equal([])
  expect(bytecodes(after)).to.deep.equal(bytecodes(before))
  return flat
}

const pragma = 'pragma solidity ^0.8.20;\n'

describe('flatten', function () {
  this.timeout(30_000)
  after(removeScratches)

  it('keeps the code of files with circles, aliases, namespaces and several licences', () => {
    const flat = expectSameCode(fixture, 'contracts/A.sol')
    expect(flat).not.to.match(/^\s*import\b/m)
    expect(flat.split('\n').slice(0, 4)).to.deep.equal([
      '// SPDX-License-Identifier: MIT AND GPL-3.0-or-later',
      'pragma solidity ^0.8.20;',
      'pragma solidity >=0.8.0 <0.9.0;',
      'pragma abicoder v2;',
    ])
    expect(flat.match(/SPDX-License-Identifier/g)).to.have.length(1)
  })

  it('puts a base before what inherits from it although imports go the other way round', () => {
    const scratch = new Scratch({
      'z.sol': `${pragma}import "./b.sol";\ncontract Base {}\ncontract User { B b; }`,
      'b.sol': `${pragma}import "./z.sol";\ncontract B is Base {}`,
    })
    const flat = expectSameCode(scratch.root, 'z.sol')
    expect(flat.indexOf('contract Base')).to.be.lessThan(flat.indexOf('contract B '))
  })

  it('leaves words in strings, comments and members alone', () => {
    const scratch = new Scratch({
      'a.sol': `${pragma}import {X as Y} from "./b.sol";
/* import "./gone.sol"; Y */
contract A { struct S { uint Y; } string s = 'import "./b.sol"; Y';
  function f(S memory s_) public returns (uint) { Y y = new Y(); return s_.Y + y.import_() + S({Y: 1}).Y; } }`,
      'b.sol': `${pragma}contract X { function import_() public pure returns (uint) { return 1; } }`,
    })
    const flat = expectSameCode(scratch.root, 'a.sol')
    expect(flat).to.include('/* import "./gone.sol"; Y */')
    expect(flat).to.include('X y = new X()')
  })

  it('holds several files and what they share once', () => {
    const scratch = new Scratch({
      'a.sol': `${pragma}import "./c.sol"; contract A is C {}`,
      'b.sol': `${pragma}import "./c.sol"; contract B is C {}`,
      'c.sol': `${pragma}contract C {}`,
    })
    const flat = flatten({ root: scratch.root, files: ['a.sol', scratch.path('b.sol')] })
    expect(flat.match(/contract \w/g)).to.deep.equal(['contract C', 'contract A', 'contract B'])
  })

  it('leaves out files that only import, and takes the older spelling of the ABI coder if alone', () => {
    const scratch = new Scratch({
      'a.sol': `${pragma}pragma experimental ABIEncoderV2;\nimport "./index.sol"; contract A is C {}`,
      'index.sol': 'import "./c.sol";',
      'c.sol': `${pragma}pragma experimental ABIEncoderV2;\ncontract C {}`,
    })
    const flat = expectSameCode(scratch.root, 'a.sol')
    expect(flat).not.to.include('index.sol')
    expect(flat.match(/ABIEncoderV2/g)).to.have.length(1)
  })

  for (const [code, files, says] of [
    [
      'FLATTEN_NAME_CLASH',
      {
        'a.sol': 'import {X as Y} from "./b.sol"; contract X {}',
        'b.sol': 'contract X {}',
      },
      ['"X"', 'a.sol', 'b.sol'],
    ],
    [
      'FLATTEN_PRAGMA_CONFLICT',
      { 'a.sol': 'pragma abicoder v1; import "./b.sol";', 'b.sol': 'pragma abicoder v2;' },
      ['a.sol', 'b.sol'],
    ],
    [
      'FLATTEN_ALIAS_EXPORTED',
      {
        'a.sol': 'import {Y} from "./b.sol"; contract A is Y {}',
        'b.sol': 'import {X as Y} from "./c.sol";',
        'c.sol': 'contract X {}',
      },
      ['a.sol', '"Y"', 'b.sol'],
    ],
    [
      'FLATTEN_CYCLE',
      {
        'a.sol': 'import "./b.sol"; contract A0 {} contract A1 is B0 {}',
        'b.sol': 'import "./a.sol"; contract B0 {} contract B1 is A0 {}',
      },
      ['a.sol', 'b.sol'],
    ],
    ['IMPORT_NOT_FOUND', { 'a.sol': 'import "./b.sol";' }, ['a.sol:1']],
  ] as const) {
    it(`explains ${code}`, async () => {
      const scratch = new Scratch(files)
      const error = await errorOf(code, () => flatten({ root: scratch.root, files: ['a.sol'] }))
      for (const part of says) expect(error.message).to.include(part)
    })
  }

  it('flattens Solidity only', async () => {
    await errorOf('FLATTEN_NOT_SOLIDITY', () => flatten({ root: fixture, files: ['a.yul'] }))
  })
})
