import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import fc from 'fast-check'
import { decodeLz4Blocks } from '../../../src/internal/solc/lz4.js'
import { splitSoljson } from '../../../src/internal/solc/split-soljson.js'
import { bundledSoljson } from '../../support/solc.js'

/** Lengths from 15 on continue in bytes of 255. */
function lengthBytes(length: number): number[] {
  if (length < 15) return []
  const rest = length - 15
  return [...Array<number>(Math.floor(rest / 255)).fill(255), rest % 255]
}

function block(size: number, isStored: boolean): number[] {
  const word = isStored ? size | 0x8000_0000 : size
  return [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24]
}

function compressed(bytes: readonly number[]): number[] {
  return [...block(bytes.length, false), ...bytes]
}

function literals(bytes: readonly number[]): number[] {
  return [Math.min(bytes.length, 15) << 4, ...lengthBytes(bytes.length), ...bytes]
}

/** Some literals, a match that reaches back `offset` bytes, and a last literal. */
function withMatch(bytes: readonly number[], offset: number, length: number): number[] {
  const token = (Math.min(bytes.length, 15) << 4) | Math.min(length - 4, 15)
  const head = [token, ...lengthBytes(bytes.length), ...bytes, offset & 255, offset >> 8]
  return [...head, ...lengthBytes(length - 4), 0x10, 7]
}

const byte = fc.integer({ min: 0, max: 255 })

describe('decodeLz4Blocks', () => {
  it('gives back literals of any length, stored or not', () => {
    const blocks = fc.array(
      fc.tuple(fc.array(byte, { minLength: 1, maxLength: 700 }), fc.boolean()),
      { minLength: 1, maxLength: 4 },
    )
    const property = fc.property(blocks, (parts) => {
      const source = parts.flatMap(([bytes, isStored]) =>
        isStored ? [...block(bytes.length, true), ...bytes] : compressed(literals(bytes)),
      )
      const expected = parts.flatMap(([bytes]) => bytes)
      const decoded = decodeLz4Blocks(Uint8Array.from(source), expected.length)
      expect(decoded).to.deep.equal(Uint8Array.from(expected))
    })
    fc.assert(property)
  })

  it('repeats what a match overlaps', () => {
    const lengths = fc.integer({ min: 4, max: 600 })
    const property = fc.property(
      fc.array(byte, { minLength: 1, maxLength: 40 }),
      fc.nat(),
      lengths,
      (bytes, seed, length) => {
        const offset = (seed % bytes.length) + 1
        const expected = [...bytes]
        for (let n = 0; n < length; n++) expected.push(expected[expected.length - offset] ?? 0)
        expected.push(7)
        const source = Uint8Array.from(compressed(withMatch(bytes, offset, length)))
        expect(decodeLz4Blocks(source, expected.length)).to.deep.equal(Uint8Array.from(expected))
      },
    )
    fc.assert(property)
  })

  it('gives nothing when the size is not the one announced', () => {
    const source = Uint8Array.from(compressed(literals([1, 2, 3])))
    expect(decodeLz4Blocks(source, 4)).to.equal(undefined)
    expect(decodeLz4Blocks(source, 2)).to.equal(undefined)
  })
})

describe('splitSoljson', function () {
  this.timeout(30_000)
  it('finds the very WebAssembly that the file decodes itself', () => {
    const source = readFileSync(bundledSoljson)
    const { glue, wasm } = splitSoljson(source)
    const end = source.indexOf(');\nvar Module') + 2
    const scope: { Module?: { wasmBinary: Uint8Array } } = {}
    runInNewContext(source.toString('utf8', 0, end), scope)
    expect(
      Buffer.compare(wasm ?? Buffer.alloc(0), scope.Module?.wasmBinary ?? Buffer.alloc(1)),
    ).to.equal(0)
    expect(glue.length).to.be.lessThan(200_000)
  })

  it('takes a data URI out and leaves its prefix', () => {
    const wasm = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 9])
    const uri = `data:application/octet-stream;base64,${wasm.toString('base64')}`
    const split = splitSoljson(Buffer.from(`var wasmBinaryFile="${uri}";go("é")`))
    expect(split.glue).to.equal(
      'var wasmBinaryFile="data:application/octet-stream;base64,";go("é")',
    )
    expect(split.wasm).to.deep.equal(wasm)
  })

  it('puts a name in place of an asm.js module, and translates that', () => {
    const asm = '(function(global,env,buffer) {"use asm";function f(){return 1}return{f:f}})'
    const text = `before;// EMSCRIPTEN_START_ASM\nvar asm=${asm}\n// EMSCRIPTEN_END_ASM\n(library, given, heap);é`
    const { kind, glue, wasm } = splitSoljson(Buffer.from(text))
    expect(kind).to.equal('asm')
    expect(glue).to.equal(
      'before;// EMSCRIPTEN_START_ASM\nvar asm=translatedAsm(library, given, heap);é',
    )
    expect([...(wasm ?? []).slice(0, 4)]).to.deep.equal([0, 0x61, 0x73, 0x6d])
  })

  for (const [title, text] of [
    ['asm.js without a module', 'var Module; "use asm"; é'],
    [
      'asm.js that is not known',
      '// EMSCRIPTEN_START_ASM\nvar asm=(function(global,env,buffer) {"use asm";class A{}})\n// EMSCRIPTEN_END_ASM\n',
    ],
    [
      'a damaged literal',
      'Module["wasmBinary"] = (function (source, uncompressedSize) {})("AAAA", 99);',
    ],
    [
      'an unterminated literal',
      'Module["wasmBinary"] = (function (source, uncompressedSize) {})("AAAA',
    ],
  ] as const) {
    it(`leaves ${title} whole`, () => {
      expect(splitSoljson(Buffer.from(text))).to.deep.equal({
        kind: 'script',
        glue: text,
        wasm: undefined,
      })
    })
  }
})
