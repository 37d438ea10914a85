import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listSoljsons } from '../../../src/internal/solc/soljson-folder.js'

describe('listSoljsons', () => {
  it('knows compilers by their usual names, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'scaffold-soljsons-'))
    try {
      for (const name of [
        'soljson-v0.4.24+commit.e67f0147.js',
        'soljson-v0.8.21+commit.d9974bed.js',
        'soljson-v0.4.10+commit.f0d539ae.js',
        'soljson-v0.8.21.js',
        'soljson-v0.5.0+commit.1d4f565a.js.tmp',
        'soljson.js',
        'list.json',
      ]) {
        writeFileSync(join(folder, name), '')
      }
      assert.deepEqual(await listSoljsons(folder), [
        {
          version: '0.4.24',
          longVersion: '0.4.24+commit.e67f0147',
          path: join(folder, 'soljson-v0.4.24+commit.e67f0147.js'),
          source: 'folder',
        },
        {
          version: '0.8.21',
          longVersion: '0.8.21+commit.d9974bed',
          path: join(folder, 'soljson-v0.8.21+commit.d9974bed.js'),
          source: 'folder',
        },
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('finds nothing in a folder that does not exist', async () => {
    assert.deepEqual(await listSoljsons('/no/such/folder'), [])
  })
})
