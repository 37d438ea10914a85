import { expect } from 'chai'
import { type Diagnostic, diagnosticsFromSolc, uniqueDiagnostics } from '../src/diagnostics.js'
import type { SolcError } from '../src/standard-json.js'
import { bundledCompiler, compileWith, inputFor } from './support/solc.js'

function error(fields: Partial<SolcError>): SolcError {
  return { severity: 'error', type: 'TypeError', message: 'Wrong.', ...fields }
}

function only(errors: readonly SolcError[], content: string): Diagnostic {
  const [first] = diagnosticsFromSolc(errors, { 'a.sol': { content } })
  if (first === undefined) expect.fail('no diagnostic')
  return first
}

const wide = 'contract A {\n\tstring s = "日本🎉é"; y = 1;\r\n}'

describe('diagnosticsFromSolc', function () {
  this.timeout(30_000)
  it('counts columns in characters where solc counts bytes', () => {
    const start = Buffer.byteLength(wide.slice(0, wide.indexOf('y = 1')))
    const sourceLocation = { file: 'a.sol', start, end: start + 5 }
    expect(only([error({ sourceLocation })], wide).location).to.deep.equal({
      file: 'a.sol',
      line: 2,
      column: 21,
      endLine: 2,
      endColumn: 26,
      start,
      end: start + 5,
      text: '\tstring s = "日本🎉é"; y = 1;',
    })
  })

  it('locates what the bundled compiler reports', () => {
    const content = 'contract A {\n  /* 日本 */ uint z;\n  uint z;\n}'
    const { errors = [] } = compileWith(bundledCompiler(), inputFor({ 'a.sol': content }))
    const found = only(
      errors.filter(({ severity }) => severity === 'error'),
      content,
    )
    expect(found).to.deep.include({ code: '2333', type: 'DeclarationError', file: 'a.sol' })
    expect(found.location).to.deep.include({ line: 3, column: 3, endColumn: 9 })
    expect(found.secondary[0]?.location).to.deep.include({ line: 2, column: 12 })
    expect(found.secondary[0]?.message).to.equal('The previous declaration is here:')
  })

  it('keeps the file of a warning that has no place in it', () => {
    const sourceLocation = { file: 'a.sol', start: -1, end: -1 }
    const found = only([error({ severity: 'warning', sourceLocation })], wide)
    expect(found).to.deep.include({ file: 'a.sol', severity: 'warning' })
    expect(found).not.to.have.property('location')
  })

  it('survives places in files it does not have, or behind their end', () => {
    for (const sourceLocation of [
      { file: 'b.sol', start: 0, end: 1 },
      { file: 'a.sol', start: 9999, end: 10_000 },
    ]) {
      expect(only([error({ sourceLocation })], wide)).not.to.have.property('location')
    }
  })

  for (const [version, formattedMessage, previous] of [
    [
      '0.4.11',
      'a.sol:3:10: : Identifier already declared.\n uint z; uint z; }\n         ^----^\nThe previous declaration is here: a.sol:3:2: \n uint z; uint z; }\n ^----^\n\n',
      'The previous declaration is here:',
    ],
    [
      '0.4.15',
      'a.sol:3:10: DeclarationError: Identifier already declared.\n uint z; uint z; }\n         ^----^\na.sol:3:2: The previous declaration is here:\n uint z; uint z; }\n ^----^\n\n',
      'The previous declaration is here:',
    ],
  ] as const) {
    it(`reads the places out of the text of ${version}`, () => {
      const content = 'contract A {\n function f() {}\n uint z; uint z; }'
      const found = only([error({ formattedMessage })], content)
      expect(found.location).to.deep.include({ line: 3, column: 10, endColumn: 16 })
      expect(found.secondary).to.have.length(1)
      expect(found.secondary[0]?.message).to.equal(previous)
      expect(found.secondary[0]?.location).to.deep.include({ line: 3, column: 2, endColumn: 8 })
    })
  }

  it('reads a place of 0.4 that spans several lines', () => {
    const formattedMessage = 'a.sol:1:1: : No pragma.\ncontract A {\n^\nSpanning multiple lines.\n'
    const found = only([error({ formattedMessage })], wide)
    expect(found.location).to.deep.include({ line: 1, column: 1, endColumn: 13 })
  })

  for (const [message, clean] of [
    ['Compiler error (/solidity/libsolidity/codegen/LValue.cpp:54):Oh no.', 'Oh no.'],
    ['Internal compiler error (/src/x.cpp:186):Invalid value size.', 'Invalid value size.'],
    ['Yul exception:Bad name.', 'Bad name.'],
    [
      'Source file does not specify required compiler version!Consider adding',
      'Source file does not specify required compiler version! Consider adding',
    ],
  ] as const) {
    it(`cleans "${message}"`, () => {
      expect(only([error({ message })], wide).message).to.equal(clean)
    })
  }

  it('tells the same thing once', () => {
    const sourceLocation = { file: 'a.sol', start: 0, end: 8 }
    const other = { file: 'a.sol', start: 9, end: 10 }
    const errors = [sourceLocation, other, sourceLocation].map((place) =>
      error({ sourceLocation: place }),
    )
    const found = diagnosticsFromSolc(errors, { 'a.sol': { content: wide } })
    expect(found.map(({ location }) => location?.start)).to.deep.equal([0, 9])
    expect(uniqueDiagnostics([...found, ...found])).to.deep.equal(found)
  })

  it('is plain data', () => {
    const found = only([error({ sourceLocation: { file: 'a.sol', start: 0, end: 8 } })], wide)
    expect(JSON.parse(JSON.stringify(found))).to.deep.equal(found)
  })
})

const bodies = (count: number): string =>
  Array.from({ length: count }, (_, index) => `uint v${index} = m[a + ${index}];`).join(' ')
const sums = (count: number): string =>
  Array.from({ length: count }, (_, index) => `v${index}`).join(' + ')

const deep = `// SPDX-License-Identifier: MIT
pragma solidity >=0.4.0;
contract Other { function work(uint b) public {} /* { function trap() */ }
contract Deep {
  mapping(uint => uint) m;
  string s = "{ function no() {";
  function work(uint a) public returns (uint) { ${bodies(20)} return ${sums(20)}; }
}`

describe('stack too deep', function () {
  this.timeout(30_000)
  it('names contract and function, as solc does not', () => {
    const { errors = [] } = compileWith(bundledCompiler(), inputFor({ 'a.sol': deep }))
    const found = only(
      errors.filter(({ severity }) => severity === 'error'),
      deep,
    )
    expect(found.message).to.equal('Stack too deep in Deep.work')
    expect(found.help).to.include('viaIR')
    expect(found.location?.line).to.equal(7)
  })

  it('finds the function by a variable when solc gives no place', () => {
    const message = 'Yul exception:Variable var_v12_34 is 9 slot(s) too deep inside the stack.'
    const found = only([error({ type: 'YulException', message })], deep)
    expect(found.message).to.equal(
      'Stack too deep in Deep.work: var_v12_34 is 9 slots out of reach',
    )
    expect(found.file).to.equal('a.sol')
  })

  it('lists the candidates when there are several, and none when there are many', () => {
    const message = 'Variable var_x_1 is 1 slot(s) too deep inside the stack.'
    const contract = (name: string): string => `contract ${name} { function f(uint x) public {} }`
    const two = only([error({ message })], `${contract('A')} ${contract('B')}`)
    expect(two.message).to.include('one of A.f (a.sol), B.f (a.sol)')
    const many = only([error({ message })], [...'ABCDEF'].map(contract).join(' '))
    expect(many.message).to.equal('Stack too deep: var_x_1 is 1 slots out of reach')
  })

  for (const [content, marked, name] of [
    ['contract A { constructor() { x; } }', 'x;', 'A.constructor'],
    ['contract A { function () payable { x; } }', 'x;', 'A.fallback'],
    ['contract A { receive() external payable { x; } }', 'x;', 'A.receive'],
    ['contract A { modifier m() { x; _; } }', 'x;', 'A.m'],
    ['contract A { uint y = x; }', 'x;', 'A'],
    ['function free(uint a) { x; }', 'x;', 'free'],
    ['contract A is B(1) { function (uint) f; function g() { if (a) { x; } } }', 'x;', 'A.g'],
  ] as const) {
    it(`calls the place in ${content} ${name}`, () => {
      const start = content.indexOf(marked)
      const sourceLocation = { file: 'a.sol', start, end: start + 1 }
      const found = only([error({ message: 'Stack too deep.', sourceLocation })], content)
      expect(found.message).to.equal(`Stack too deep in ${name}`)
    })
  }
})
