import { expect } from 'chai'
import { readTarEntry } from '../../../src/internal/solc/tar.js'

interface Entry {
  readonly name: string
  readonly content: string
  readonly type?: string
  readonly prefix?: string
}

function archive(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, content, type = '0', prefix = '' }) => {
    const header = Buffer.alloc(512)
    header.write(name, 0)
    header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')} `, 124)
    header.write(type, 156)
    header.write('ustar', 257)
    header.write(prefix, 345)
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512)
    body.write(content)
    return [header, body]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

describe('readTarEntry', () => {
  const entries: readonly Entry[] = [
    { name: 'package', content: '', type: '5' },
    { name: 'package/soljson.js', content: 'not this', type: 'x' },
    { name: 'package/exactly-512', content: 'é'.repeat(256) },
    { name: 'soljson.js', content: 'x'.repeat(1300), prefix: 'package' },
    { name: 'package/last', content: '' },
  ]

  for (const [name, content] of [
    ['package/soljson.js', 'x'.repeat(1300)],
    ['package/exactly-512', 'é'.repeat(256)],
    ['package/last', ''],
  ] as const) {
    it(`finds ${name}`, () => {
      expect(readTarEntry(archive(entries), name)?.toString()).to.equal(content)
    })
  }

  it('finds nothing else', () => {
    expect(readTarEntry(archive(entries), 'soljson.js')).to.equal(undefined)
    expect(readTarEntry(archive(entries), 'package')).to.equal(undefined)
  })

  it('gives nothing out of a cut or foreign file', () => {
    const cut = archive(entries).subarray(0, 512 * 8)
    expect(readTarEntry(cut, 'package/soljson.js')).to.equal(undefined)
    expect(readTarEntry(Buffer.from('no tar'.repeat(500)), 'package/soljson.js')).to.equal(
      undefined,
    )
  })
})
