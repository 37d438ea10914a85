import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { createMemoryDeploymentStore, type DeploymentRecord } from '../src/deployment-store.js'
import { createFileDeploymentStore } from '../src/internal/deployment-files.js'
import { failure } from './support/expect-code.js'
import { withTempDir } from './support/temp-dir.js'

const hash = `0x${'ab'.repeat(32)}` as const
const address = `0x${'12'.repeat(20)}`

function record(contracts: readonly string[], migrations: readonly string[]): DeploymentRecord {
  const contract = { contract: 'contracts/A.sol:A', address, migration: '01_a' }
  return {
    format: 'scaffold-deployments-1',
    network: 'n',
    chainId: '1',
    genesisHash: hash,
    contracts: Object.fromEntries(contracts.map((name) => [name, contract])),
    migrations: Object.fromEntries(
      migrations.map((name) => [name, { completed: true, steps: {} }]),
    ),
  }
}

describe('createFileDeploymentStore', () => {
  it('writes the same text for the same record, whatever the order', async () => {
    await withTempDir({}, async (dir) => {
      const store = createFileDeploymentStore('n', join(dir, 'deployments'), join(dir, 'cache'))
      expect(await store.read()).to.equal(undefined)
      await store.write(record(['B', 'A'], ['10_c', '2_b', '01_a']))
      const text = await readFile(store.path ?? '', 'utf8')
      await store.write(record(['A', 'B'], ['01_a', '2_b', '10_c']))
      expect(await readFile(store.path ?? '', 'utf8')).to.equal(text)
      expect(text.endsWith('}\n')).to.equal(true)
      const back = await store.read()
      expect(Object.keys(back?.migrations ?? {})).to.deep.equal(['01_a', '2_b', '10_c'])
      expect(Object.keys(back?.contracts ?? {})).to.deep.equal(['A', 'B'])
      expect(await readdir(join(dir, 'deployments'))).to.deep.equal(['n.json'])
      await store.clear()
      expect(await store.read()).to.equal(undefined)
    })
  })

  const damaged: readonly (readonly [string, string, string])[] = [
    ['conflict markers', '{\n<<<<<<< HEAD\n', 'conflict markers of git'],
    ['no JSON', '{', 'is not a deployment record'],
    ['another format', '{"format":"x"}', 'format'],
    [
      'an address that is none',
      JSON.stringify({
        ...record(['A'], []),
        contracts: { A: { contract: 'x', address: '0x1', migration: 'm' } },
      }),
      'contracts.A.address: expected an address',
    ],
  ]
  for (const [what, text, reason] of damaged) {
    it(`refuses ${what}`, async () => {
      await withTempDir({ 'd/n.json': text }, async (dir) => {
        const store = createFileDeploymentStore('n', join(dir, 'd'), dir)
        const error = await failure('DEPLOYMENT_INVALID', () => store.read())
        expect(error.message).to.include(reason)
      })
    })
  }

  it('lets one run at a time', async () => {
    await withTempDir({}, async (dir) => {
      const stores = [1, 2].map(() => createFileDeploymentStore('n', join(dir, 'd'), dir))
      await stores[0]?.lock(async () => {
        const error = await failure('LOCK_HELD', () => stores[1]?.lock(async () => undefined))
        expect(error.message).to.include('migrations of network n')
      })
      await stores[1]?.lock(async () => undefined)
    })
  })

  it('removes what a process that was killed has left beside the record', async () => {
    const half = `n.json.${crypto.randomUUID()}.tmp`
    const others = ['n2.json', `n2.json.${crypto.randomUUID()}.tmp`, 'n.json.notes.tmp']
    const files = Object.fromEntries([half, ...others].map((name) => [`d/${name}`, '{']))
    await withTempDir(files, async (dir) => {
      await createFileDeploymentStore('n', join(dir, 'd'), dir).lock(async () => undefined)
      expect((await readdir(join(dir, 'd'))).sort()).to.deep.equal(others.sort())
    })
  })

  it('reads what an earlier version called a step that is intended', async () => {
    const step = { kind: 'call', from: address, nonce: 1, digest: hash, label: 'A.f()' }
    const steps = { a: { ...step, status: 'sending' }, b: { ...step, status: 'sent' } }
    const old = { ...record([], []), migrations: { '01_a': { completed: false, steps } } }
    await withTempDir({ 'd/n.json': JSON.stringify(old) }, async (dir) => {
      const read = await createFileDeploymentStore('n', join(dir, 'd'), dir).read()
      expect(read?.migrations['01_a']?.steps.a?.status).to.equal('intended')
      expect(read?.migrations['01_a']?.steps.b?.status).to.equal('sent')
    })
  })

  it('keeps fields that a later version may add', async () => {
    const later = { ...record(['A'], []), extra: 1 }
    await withTempDir({}, async (dir) => {
      await mkdir(join(dir, 'd'))
      await writeFile(join(dir, 'd/n.json'), JSON.stringify(later))
      expect(await createFileDeploymentStore('n', join(dir, 'd'), dir).read()).to.have.property(
        'extra',
        1,
      )
    })
  })
})

describe('createMemoryDeploymentStore', () => {
  it('keeps a record for itself', async () => {
    const store = createMemoryDeploymentStore('n', record(['A'], []))
    expect((await store.read())?.contracts).to.have.property('A')
    await store.write(record(['B'], []))
    expect((await store.read())?.contracts).to.have.all.keys('B')
    await store.clear()
    expect(await store.read()).to.equal(undefined)
    expect(store.path).to.equal(undefined)
  })
})
