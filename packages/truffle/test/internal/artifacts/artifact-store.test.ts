import assert from 'node:assert/strict'
import { readdirSync, rmSync, utimesSync } from 'node:fs'
import { createArtifactStore } from '../../../src/internal/artifacts/artifact-store.js'
import { createLayeredStore } from '../../../src/internal/artifacts/layered-store.js'
import { copyArtifact } from '../../../src/internal/artifacts/lazy-artifact.js'
import type { TruffleArtifact } from '../../../src/truffle-artifact.js'
import { TruffleFolder } from '../../support/truffle-folder.js'

const box: TruffleArtifact = {
  contractName: 'Box',
  abi: [{ type: 'function', name: 'set', inputs: [], outputs: [], stateMutability: 'nonpayable' }],
  bytecode: '0x6001',
  deployedBytecode: '0x60',
  source: 'contract Box {}',
  sourcePath: '/shop/contracts/Box.sol',
  ast: { nodeType: 'SourceUnit', nodes: [{ name: 'Box' }] },
  compiler: { name: 'solc', version: '0.8.21+commit.d9974bed.Emscripten.clang' },
  networks: {},
  devdoc: { kind: 'dev' },
}

function text(artifact: object): string {
  return JSON.stringify(artifact, null, 2)
}

describe('createArtifactStore', () => {
  let folder: TruffleFolder
  beforeEach(() => {
    folder = new TruffleFolder()
  })
  afterEach(() => folder.remove())

  it('has no artifacts when there is no folder', () => {
    const store = createArtifactStore(folder.path('build/contracts'))
    assert.deepEqual(store.names(), [])
    assert.equal(store.find('Box'), undefined)
  })

  it('finds by name and by qualified name', () => {
    folder.write('b/Box.json', text(box))
    const store = createArtifactStore(folder.path('b'))
    assert.deepEqual(store.names(), ['Box'])
    assert.deepEqual({ ...store.find('Box') }, box)
    for (const name of [
      'contracts/Box.sol:Box',
      'Box.sol:Box',
      './contracts/Box.sol:Box',
      'project:/contracts/Box.sol:Box',
      '/shop/contracts/Box.sol:Box',
    ]) {
      assert.equal(store.find(name)?.contractName, 'Box', name)
    }
    assert.equal(store.find('contracts/Other.sol:Box'), undefined)
    assert.equal(store.find('ox.sol:Box'), undefined)
    assert.equal(store.find('../b/Box'), undefined)
  })

  it('finds what lies aside under its qualified name', () => {
    folder.write('b/Box.json', text(box))
    folder.write('aside/1/Box.json', text({ ...box, sourcePath: '/shop/contracts/old/Box.sol' }))
    const store = createArtifactStore(folder.path('b'), { shadowed: folder.path('aside') })
    assert.equal(store.find('old/Box.sol:Box')?.sourcePath, '/shop/contracts/old/Box.sol')
    assert.equal(store.find('Box')?.sourcePath, box.sourcePath)
  })

  it('gives each caller an artifact of its own', () => {
    folder.write('b/Box.json', text(box))
    const store = createArtifactStore(folder.path('b'))
    const first = store.find('Box')
    Object.assign(first?.networks ?? {}, { 1: {} })
    assert.deepEqual(store.find('Box')?.networks, {})
  })

  it('reads again what has changed', () => {
    folder.write('b/Box.json', text(box))
    const store = createArtifactStore(folder.path('b'))
    assert.equal(store.find('Box')?.bytecode, '0x6001')
    folder.write('b/Box.json', text({ ...box, bytecode: '0x6002' }))
    utimesSync(folder.path('b/Box.json'), 1, 1)
    assert.equal(store.find('Box')?.bytecode, '0x6002')
    rmSync(folder.path('b/Box.json'))
    assert.equal(store.find('Box'), undefined)
  })

  it('reads artifacts of any layout, and says which file is none', () => {
    folder.write('b/Box.json', JSON.stringify(box))
    folder.write('b/Bad.json', '{ "contractName": ')
    const store = createArtifactStore(folder.path('b'))
    assert.deepEqual(store.find('Box')?.ast, box.ast)
    assert.throws(() => store.find('Bad'), { code: 'TRUFFLE_ARTIFACT_UNREADABLE' })
  })

  it('writes in the order of Truffle, and leaves no other file', () => {
    const store = createArtifactStore(folder.path('b'))
    store.write({ networkType: 'ethereum', ...box })
    const keys = Object.keys(JSON.parse(folder.read('b/Box.json')))
    assert.deepEqual(keys, [
      'contractName',
      'abi',
      'bytecode',
      'deployedBytecode',
      'source',
      'sourcePath',
      'ast',
      'compiler',
      'networks',
      'schemaVersion',
      'updatedAt',
      'networkType',
      'devdoc',
    ])
    assert.equal(JSON.parse(folder.read('b/Box.json')).schemaVersion, '3.4.16')
    assert.deepEqual(readdirSync(folder.path('b')), ['Box.json'])
  })

  it('merges networks into those that are there, and keeps members of its own', () => {
    const old = {
      ...box,
      networks: { 1: { events: {}, links: { A: '0x1' }, address: '0xold' } },
      'x-note': [1],
    }
    folder.write('b/Box.json', text(old))
    const store = createArtifactStore(folder.path('b'))
    const networks = {
      1: { events: {}, links: {}, address: '0xnew' },
      5777: { events: {}, links: {}, address: '0x5' },
    }
    const { contractName, abi, bytecode, deployedBytecode } = box
    store.write({ contractName, abi, bytecode, deployedBytecode, networks })
    const written = JSON.parse(folder.read('b/Box.json'))
    assert.deepEqual(written.networks, {
      1: { events: {}, links: { A: '0x1' }, address: '0xnew' },
      5777: { events: {}, links: {}, address: '0x5' },
    })
    assert.deepEqual(written['x-note'], [1])
    assert.equal(written.ast, undefined)
    assert.deepEqual(store.find('Box')?.networks, written.networks)
  })

  it('writes what nobody read as it was', () => {
    // No JSON.stringify would write it like this.
    const strange = text(box).replace('"nodeType": "SourceUnit"', '"nodeType":   "SourceUnit"')
    folder.write('b/Box.json', strange)
    const store = createArtifactStore(folder.path('b'))
    const artifact = store.find('Box')
    assert.ok(artifact)
    store.write(copyArtifact(artifact, { networkType: 'ethereum' }))
    assert.match(folder.read('b/Box.json'), /"nodeType": {3}"SourceUnit"/)
  })
})

describe('createLayeredStore', () => {
  let folder: TruffleFolder
  beforeEach(() => {
    folder = new TruffleFolder()
  })
  afterEach(() => folder.remove())

  function layered(): ReturnType<typeof createLayeredStore> {
    return createLayeredStore({
      built: createArtifactStore(folder.path('built')),
      fresh: createArtifactStore(folder.path('fresh')),
    })
  }

  it('covers built artifacts with fresh ones, but for their networks', () => {
    const networks = { 3: { events: {}, links: {}, address: '0x3' } }
    folder.write('built/Box.json', text({ ...box, networks }))
    folder.write('built/Old.json', text({ ...box, contractName: 'Old' }))
    folder.write('fresh/Box.json', text({ ...box, bytecode: '0x6003' }))
    folder.write('fresh/TestBox.json', text({ ...box, contractName: 'TestBox' }))
    const store = layered()
    assert.deepEqual(store.names(), ['Box', 'Old', 'TestBox'])
    assert.equal(store.find('Box')?.bytecode, '0x6003')
    assert.deepEqual(store.find('Box')?.networks, networks)
    assert.equal(store.find('Old')?.bytecode, '0x6001')
  })

  it('keeps what is written in memory', () => {
    folder.write('built/Box.json', text(box))
    const store = layered()
    const artifact = store.find('Box')
    assert.ok(artifact)
    const networks = { 9: { events: {}, links: {}, address: '0x9' } }
    store.write(copyArtifact(artifact, { networks }))
    assert.deepEqual(store.find('Box')?.networks, networks)
    assert.equal(store.find('contracts/Box.sol:Box')?.networks['9']?.address, '0x9')
    store.refresh()
    assert.deepEqual(store.find('Box')?.networks, networks)
    assert.deepEqual(JSON.parse(folder.read('built/Box.json')).networks, {})
    assert.deepEqual(layered().find('Box')?.networks, {})
  })
})
