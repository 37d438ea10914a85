import { expect } from 'chai'
import fc from 'fast-check'
import { scanSolidity } from '../../../src/internal/sources/scan.js'

function importsOf(source: string): string[] {
  return scanSolidity(source).imports.map(({ text, line }) => `${line}:${text}`)
}

function pragmasOf(source: string): string[] {
  return scanSolidity(source).pragmas.map(({ text, line }) => `${line}:${text}`)
}

describe('scanSolidity', () => {
  const importCases: readonly (readonly [what: string, source: string, found: string[]])[] = [
    ['a plain import', 'import "./a.sol";', ['1:./a.sol']],
    ['single quotes', "import './a.sol';", ['1:./a.sol']],
    ['an alias', 'import "a.sol" as A;', ['1:a.sol']],
    ['a namespace', 'import * as A from "a.sol";', ['1:a.sol']],
    ['named symbols', 'import {a as b, c} from "x.sol";', ['1:x.sol']],
    ['no spaces', 'import{a}from"x.sol";', ['1:x.sol']],
    ['no space before the path', 'import"x.sol";', ['1:x.sol']],
    ['several lines', '\n\nimport {\n  a,\n  b\n}\nfrom\n"x.sol"\n;', ['3:x.sol']],
    ['Windows line ends', 'import "a.sol";\r\nimport "b.sol";\r\n', ['1:a.sol', '2:b.sol']],
    ['comments inside', 'import /* "no.sol" */ {a} // "no2.sol"; \n from "x.sol";', ['1:x.sol']],
    ['two on a line', 'import "a.sol"; import "b.sol";', ['1:a.sol', '1:b.sol']],
    ['an import behind a contract', 'contract A {}\nimport "a.sol";', ['2:a.sol']],
    ['unicode', 'import {É as ñ} from "./日本/ü.sol";', ['1:./日本/ü.sol']],
    ['escapes', 'import "a\\x2fb\\u002fc\\".sol";', ['1:a/b/c".sol']],
    ['line comments', '// import "no.sol";\nimport "a.sol";', ['2:a.sol']],
    ['doc comments', "/// don't import 'no.sol';\nimport \"a.sol\";", ['2:a.sol']],
    ['block comments', '/* import "no.sol"; */ import "a.sol";', ['1:a.sol']],
    ['a comment that never ends', 'import "a.sol"; /* import "no.sol";', ['1:a.sol']],
    ['comment marks in strings', 'string s = "/*"; import "a.sol"; string t = "*/";', ['1:a.sol']],
    ['quotes in comments', '/* it\'s */ import "a.sol"; // "', ['1:a.sol']],
    ['escaped quotes', 'string s = "\\" import \'no.sol\';"; import "a.sol";', ['1:a.sol']],
    ['words in strings', 'string s = \'import "no.sol";\';', []],
    ['longer words', 'uint important; uint $import; uint import_; uint reimport;', []],
    ['a line separator ending a comment', '// x\u2028import "a.sol";', ['1:a.sol']],
    ['no path', 'import ;\nimport "a.sol";', ['2:a.sol']],
    ['nothing', '', []],
  ]
  for (const [what, source, found] of importCases) {
    it(`finds imports: ${what}`, () => {
      expect(importsOf(source)).to.deep.equal(found)
    })
  }

  const pragmaCases: readonly (readonly [what: string, source: string, found: string[]])[] = [
    ['one', 'pragma solidity ^0.8.20;', ['1:^0.8.20']],
    ['a range', '\npragma  solidity\n>=0.4.22 <0.9.0 ;', ['2:>=0.4.22 <0.9.0']],
    ['two', 'pragma solidity >=0.5.0;\npragma solidity <0.9.0;', ['1:>=0.5.0', '2:<0.9.0']],
    ['others left out', 'pragma abicoder v2; pragma experimental "ABIEncoderV2";', []],
    ['comments inside', 'pragma solidity /* old */ ^0.4.0; // ok', ['1:^0.4.0']],
    ['commented out', '// pragma solidity 0.4.0;\n/* pragma solidity 0.5.0; */', []],
    ['alternatives', 'pragma solidity ^0.5.0 || ^0.6.0;', ['1:^0.5.0 || ^0.6.0']],
    ['no space', 'pragma solidity^0.8.0;', ['1:^0.8.0']],
    ['a name that only begins so', 'pragma solidityX 1;', []],
  ]
  for (const [what, source, found] of pragmaCases) {
    it(`finds pragmas: ${what}`, () => {
      expect(pragmasOf(source)).to.deep.equal(found)
    })
  }

  it('counts what gets bytecode', () => {
    const source = `
      contract A {} abstract contract B {} interface C {} library D {}
      contract /* x */ E is B {} // contract F {}
      string constant s = "contract G {}";
      abstract
      contract H {}`
    expect(scanSolidity(source)).to.include({ contracts: 2, libraries: 1 })
  })

  it('finds an import in any surroundings that hold none', function () {
    this.timeout(20_000)
    const noise = fc.constantFrom(
      '/* " */',
      "// ' \n",
      'string constant s = "\\\\";',
      "bytes constant b = hex'00';",
      'contract C { function f() external { /**/ } }',
      '\n',
      '/***/',
      'string constant t = unicode"//é";',
    )
    fc.assert(
      fc.property(fc.array(noise), fc.array(noise), (before, after) => {
        const head = before.join('')
        const scan = scanSolidity(`${head}import "x.sol";${after.join('')}`)
        expect(scan.imports).to.deep.equal([{ text: 'x.sol', line: head.split('\n').length }])
      }),
    )
  })

  it('reads imports when a project has loaded a polyfill of old', () => {
    const native = String.prototype.at
    // As core-js 2 has it: the character at a position from the start.
    Object.assign(String.prototype, {
      at(this: string, position: number): string {
        return position < 0 ? '' : String.fromCodePoint(this.codePointAt(position) ?? 0)
      },
    })
    try {
      expect(importsOf('import "a.sol";')).to.deep.equal(['1:a.sol'])
    } finally {
      Object.assign(String.prototype, { at: native })
    }
  })

  it('survives any text', function () {
    this.timeout(20_000)
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void scanSolidity(text)))
  })

  it('takes linear time for text that looks like the beginning of something', function () {
    this.timeout(20_000)
    for (const part of ['/*', '"\\', 'import ', 'pragma ', 'contract /*', '/', "'"]) {
      const start = performance.now()
      scanSolidity(part.repeat(100_000))
      expect(performance.now() - start, part).to.be.below(2_000)
    }
  })
})
