import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { CodeCache } from '../../../src/internal/solc/code-cache.js'
import { loadSoljson } from '../../../src/internal/solc/load-soljson.js'
import { removeScratches, Scratch } from '../../support/scratch.js'
import { fakeSoljson } from '../../support/solc.js'

function compileAndKeep(soljson: string, codeCacheDir: string): void {
  const solc = loadSoljson(soljson, { codeCacheDir })
  solc.compile('{}')
  solc.keepCode()
}

describe('CodeCache', function () {
  this.timeout(30_000)
  after(removeScratches)
  const script = Buffer.from('script')

  function onlyFile(folder: string): string {
    const files = readdirSync(folder)
    expect(files).to.have.length(1)
    return join(folder, files[0] ?? '')
  }

  it('gives back what was kept for the same script only', () => {
    const folder = new Scratch().path('code')
    new CodeCache(folder, script).write(Buffer.from('code'))
    expect(new CodeCache(folder, script).read()).to.deep.equal(Buffer.from('code'))
    expect(new CodeCache(folder, Buffer.from('scripT')).read()).to.equal(undefined)
  })

  it('does not give out a damaged file', () => {
    const folder = new Scratch().path('code')
    const cache = new CodeCache(folder, script)
    cache.write(Buffer.from('code'))
    writeFileSync(onlyFile(folder), 'x'.repeat(40))
    expect(cache.read()).to.equal(undefined)
  })

  it('drops the code that another version of Node left for the script, and no other file', () => {
    const scratch = new Scratch()
    const folder = scratch.path('code')
    const cache = new CodeCache(folder, script)
    cache.write(Buffer.from('code'))
    const file = onlyFile(folder)
    const old = file.replace(process.version, 'v18.0.0')
    writeFileSync(old, 'old')
    scratch.write('code/other-v18.0.0-x64.bin', 'other')
    cache.write(Buffer.from('new'))
    expect(readdirSync(folder).sort()).to.deep.equal(
      [file.slice(folder.length + 1), 'other-v18.0.0-x64.bin'].sort(),
    )
  })

  it('is written after the first compilation and used by the next load', () => {
    const scratch = new Scratch({ 'soljson.js': fakeSoljson('0.4.99+commit.00000000') })
    const codeCacheDir = scratch.path('code')
    const first = loadSoljson(scratch.path('soljson.js'), { codeCacheDir })
    expect(scratch.has('code')).to.equal(false)
    first.compile('{}')
    expect(scratch.has('code')).to.equal(false)
    first.keepCode()
    const file = onlyFile(codeCacheDir)
    writeFileSync(file, 'damaged')
    compileAndKeep(scratch.path('soljson.js'), codeCacheDir)
    const kept = scratch.read(file.slice(scratch.root.length + 1))
    expect(kept).not.to.equal('damaged')
    compileAndKeep(scratch.path('soljson.js'), codeCacheDir)
    expect(scratch.read(file.slice(scratch.root.length + 1))).to.equal(kept)
  })

  it('does no harm where nothing can be written', () => {
    const scratch = new Scratch({
      code: 'a file',
      'soljson.js': fakeSoljson('0.4.99+commit.00000000'),
    })
    const solc = loadSoljson(scratch.path('soljson.js'), { codeCacheDir: scratch.path('code') })
    expect(solc.compile('{}')).to.equal('{}')
    solc.keepCode()
    expect(scratch.read('code')).to.equal('a file')
  })
})
