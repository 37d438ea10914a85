import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { CodeCache } from '../../../src/internal/solc/code-cache.js'
import { loadSoljson } from '../../../src/internal/solc/load-soljson.js'
import { splitSoljson } from '../../../src/internal/solc/split-soljson.js'
import { wasmNatives } from '../../../src/internal/solc/wasm-natives.js'
import { removeScratches, Scratch } from '../../support/scratch.js'
import { bundledCompiler, bundledSoljson, inputFor } from '../../support/solc.js'

const functions = Array.from(
  { length: 40 },
  (_, i) =>
    `function f${i}(uint[] memory a) public returns (uint) { kept += a[${i}] ** ${i + 2}; return a.length * kept; }`,
)
const input = inputFor(
  { 'a.sol': `pragma solidity >=0.8.0; contract A { uint kept; ${functions.join('\n')} }` },
  { optimizer: { enabled: true, runs: 200 } },
)

/** Compiles in a process of its own, as machine code is shared within one. */
function compileElsewhere(codeCacheDir: string): string {
  const module = new URL('../../../src/internal/solc/load-soljson.js', import.meta.url)
  const script = `
    const { loadSoljson } = await import(${JSON.stringify(fileURLToPath(module))})
    const { readFileSync, writeSync } = await import('node:fs')
    const options = { codeCacheDir: ${JSON.stringify(codeCacheDir)} }
    const solc = loadSoljson(${JSON.stringify(bundledSoljson)}, options)
    writeSync(1, solc.compile(readFileSync(0, 'utf8')))
    solc.keepCode()`
  const args = ['--input-type=module', '-e', script]
  return execFileSync(process.execPath, args, { input, maxBuffer: 1 << 26 }).toString()
}

describe('CachedWasm', function () {
  this.timeout(60_000)
  let scratch: Scratch
  let folder: string
  let expected: string

  before(function () {
    // V8 has no such functions any more.
    if (Number.parseInt(process.versions.node, 10) > 24) this.skip()
    scratch = new Scratch()
    folder = scratch.path('code')
    expected = bundledCompiler().compile(input)
    const solc = loadSoljson(bundledSoljson, { codeCacheDir: folder })
    for (let turn = 0; turn < 20 && !hasCode(); turn++) {
      expect(solc.compile(input)).to.equal(expected)
      solc.keepCode()
    }
  })
  after(removeScratches)

  function hasCode(): boolean {
    return scratch.has('code') && readdirSync(folder).length === 2
  }

  function files(): readonly string[] {
    const names = readdirSync(folder).sort()
    expect(names).to.have.length(2)
    expect(names.filter((name) => name.endsWith('.wasm.bin'))).to.have.length(1)
    return names.map((name) => join(folder, name))
  }

  it('keeps code that this V8 takes back', () => {
    const source = readFileSync(bundledSoljson)
    const code = new CodeCache(folder, source).read()
    const { wasm } = splitSoljson(source)
    expect(code?.length).to.be.greaterThan(100_000)
    expect(code && wasm && wasmNatives()?.deserialize(code, wasm)).not.to.equal(undefined)
  })

  it('compiles in another process with the code as without', () => {
    expect(compileElsewhere(folder)).to.equal(expected)
    expect(compileElsewhere(folder)).to.equal(expected)
  })

  it('does without code of another V8', () => {
    const source = readFileSync(bundledSoljson)
    const cache = new CodeCache(folder, source)
    const code = cache.read()
    const { wasm } = splitSoljson(source)
    if (code === undefined || wasm === undefined) expect.fail('no code was kept')
    // After the magic number: a hash of V8's version.
    const foreign = Buffer.from(code)
    foreign.writeUInt32LE((foreign.readUInt32LE(4) ^ 1) >>> 0, 4)
    expect(wasmNatives()?.deserialize(foreign, wasm)).to.equal(undefined)
    cache.write(foreign)
    expect(compileElsewhere(folder)).to.equal(expected)
  })

  it('does without damaged files, and mends them', () => {
    const sizes = files().map((file) => statSync(file).size)
    for (const file of files()) truncateSync(file, statSync(file).size - 1)
    expect(compileElsewhere(folder)).to.equal(expected)
    const wasm = files().findIndex((file) => file.endsWith('.wasm.bin'))
    expect(statSync(files()[wasm] ?? '').size).to.equal(sizes[wasm])
  })

  it('gives the kept WebAssembly for that which is packed in the file', () => {
    const source = readFileSync(bundledSoljson)
    const kept = new CodeCache(folder, source).readWasm()
    expect(kept?.equals(splitSoljson(source).wasm ?? Buffer.alloc(0))).to.equal(true)
    const split = splitSoljson(source, () => kept)
    expect(split.wasm).to.equal(kept)
    expect(split.glue).to.equal(splitSoljson(source).glue)
  })

  it('leaves the syntax of V8 as it was', () => {
    wasmNatives()
    // biome-ignore lint/security/noGlobalEval: the question is what this thread parses.
    expect(() => eval('%GetHeapUsage()')).to.throw(SyntaxError)
  })
})
