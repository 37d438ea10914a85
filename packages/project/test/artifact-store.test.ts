import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { createArtifactStore } from '../src/internal/artifact-files.js'
import { failure } from './support/expect-code.js'
import { withTempDir } from './support/temp-dir.js'

function artifact(source: string, name: string, bytecode = '0x00'): string {
  return JSON.stringify({ sourceName: source, contractName: name, abi: [], bytecode })
}

async function put(dir: string, source: string, name: string, bytecode?: string): Promise<void> {
  const path = join(dir, source, `${name}.json`)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, artifact(source, name, bytecode))
}

describe('createArtifactStore', () => {
  it('finds contracts by name and full name, and lists them', async () => {
    await withTempDir({ 'build-info/x.json': '{}', 'artifacts.d.ts': '' }, async (dir) => {
      await put(dir, 'contracts/A.sol', 'A')
      await put(dir, '@oz/token/B.sol', 'B')
      await writeFile(join(dir, 'contracts/A.sol/A.dbg.json'), '{}')
      const store = createArtifactStore(dir)
      expect(await store.names()).to.deep.equal(['@oz/token/B.sol:B', 'contracts/A.sol:A'])
      expect(await store.get('A')).to.have.property('sourceName', 'contracts/A.sol')
      expect(await store.get('@oz/token/B.sol:B')).to.have.property('contractName', 'B')
      expect(await store.has('A')).to.equal(true)
      expect(await store.has('Z')).to.equal(false)
    })
  })

  it('asks which of several contracts of one name', async () => {
    await withTempDir({}, async (dir) => {
      await put(dir, 'contracts/A.sol', 'Same')
      await put(dir, 'contracts/B.sol', 'Same')
      const store = createArtifactStore(dir)
      const error = await failure('ARTIFACT_AMBIGUOUS', () => store.get('Same'))
      expect(error.data?.candidates).to.deep.equal(['contracts/A.sol:Same', 'contracts/B.sol:Same'])
      expect(await store.get('contracts/B.sol:Same')).to.have.property(
        'sourceName',
        'contracts/B.sol',
      )
    })
  })

  it('suggests the near name, or to compile', async () => {
    await withTempDir({}, async (dir) => {
      const empty = createArtifactStore(join(dir, 'none'))
      const none = await failure('ARTIFACT_NOT_FOUND', () => empty.get('Token'))
      expect(none.hint).to.include('scaffold compile')
      await put(dir, 'contracts/Token.sol', 'Token')
      const store = createArtifactStore(dir)
      const near = await failure('ARTIFACT_NOT_FOUND', () => store.get('Tokn'))
      expect(near.hint).to.equal('Did you mean "Token"?')
      const full = await failure('ARTIFACT_NOT_FOUND', () => store.get('contracts/Tokn.sol:Token'))
      expect(full.hint).to.equal('Did you mean "contracts/Token.sol:Token"?')
    })
  })

  it('sees what was compiled, changed and removed since it looked', async () => {
    await withTempDir({}, async (dir) => {
      const store = createArtifactStore(dir)
      await failure('ARTIFACT_NOT_FOUND', () => store.get('A'))
      await put(dir, 'contracts/A.sol', 'A', '0x01')
      const first = await store.get('A')
      expect(first.bytecode).to.equal('0x01')
      expect(await store.get('A')).to.equal(first)
      await new Promise((done) => setTimeout(done, 10))
      await put(dir, 'contracts/A.sol', 'A', '0x02')
      expect((await store.get('A')).bytecode).to.equal('0x02')
      await rm(join(dir, 'contracts'), { recursive: true })
      await failure('ARTIFACT_NOT_FOUND', () => store.get('A'))
    })
  })

  it('finds a contract that moved to another file', async () => {
    await withTempDir({}, async (dir) => {
      const store = createArtifactStore(dir)
      await put(dir, 'contracts/A.sol', 'A')
      await store.get('A')
      await rm(join(dir, 'contracts'), { recursive: true })
      await put(dir, 'contracts/B.sol', 'A')
      expect(await store.get('A')).to.have.property('sourceName', 'contracts/B.sol')
    })
  })

  it('refuses files that are no artifacts', async () => {
    const files = { 'contracts/A.sol/A.json': '{', 'contracts/B.sol/B.json': '{"abi":[]}' }
    await withTempDir(files, async (dir) => {
      const store = createArtifactStore(dir)
      await failure('ARTIFACT_INVALID', () => store.get('A'))
      await failure('ARTIFACT_INVALID', () => store.get('B'))
    })
  })
})
