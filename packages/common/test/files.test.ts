import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { isScaffoldError, withFileLock, writeFileAtomic } from '../src/index.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scaffold-common-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('writeFileAtomic', () => {
  it('makes missing folders and leaves nothing beside the file', async () => {
    const path = join(folder, 'a', 'b.json')
    await writeFileAtomic(path, 'one', { sync: true })
    await writeFileAtomic(path, 'two')
    expect(await readFile(path, 'utf8')).to.equal('two')
    expect(await readdir(join(folder, 'a'))).to.deep.equal(['b.json'])
  })

  it('never shows a part to a reader', async () => {
    const path = join(folder, 'big')
    const texts = ['a', 'b'].map((letter) => letter.repeat(1_000_000))
    await writeFileAtomic(path, texts[0] ?? '')
    const writes = Promise.all(texts.concat(texts).map((text) => writeFileAtomic(path, text)))
    for (let i = 0; i < 20; i++) expect(texts).to.include(await readFile(path, 'utf8'))
    await writes
  })
})

describe('withFileLock', () => {
  it('runs one action at a time', async () => {
    let running = 0
    const once = async (): Promise<void> => {
      running++
      expect(running).to.equal(1)
      await sleep(5)
      running--
    }
    const path = join(folder, 'lock')
    await Promise.all([1, 2, 3].map(() => withFileLock(path, { purpose: 'a test' }, once)))
    expect(await readdir(folder)).to.deep.equal([])
  })

  it('fails with LOCK_HELD when a living process holds it', async () => {
    const path = join(folder, 'lock')
    let code: string | undefined
    await withFileLock(path, { purpose: 'a test' }, async () => {
      try {
        await withFileLock(path, { purpose: 'a test', timeoutMs: 0 }, async () => undefined)
      } catch (error) {
        code = isScaffoldError(error) ? error.code : 'not ours'
      }
    })
    expect(code).to.equal('LOCK_HELD')
  })

  it('takes over the lock of a process that died', async () => {
    const path = join(folder, 'lock')
    const dead = await promisify(execFile)(process.execPath, ['-p', 'process.pid'])
    const { hostname } = await import('node:os')
    const holder = { pid: Number(dead.stdout), host: hostname(), token: 'x' }
    await writeFile(path, JSON.stringify(holder))
    expect(await withFileLock(path, { purpose: 'a test', timeoutMs: 0 }, async () => 1)).to.equal(1)
  })

  it('takes over the lock of a process that nobody has waited for', async function () {
    if (process.platform !== 'linux') this.skip()
    const path = join(folder, 'lock')
    const { hostname } = await import('node:os')
    // The shell becomes a program that never asks how its child ended.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 30'])
    const [pid] = await once(parent.stdout, 'data')
    try {
      for (;;) {
        const stat = await readFile(`/proc/${String(pid).trim()}/stat`, 'utf8')
        if (/\) Z/.test(stat)) break
        await sleep(10)
      }
      await writeFile(path, JSON.stringify({ pid: Number(pid), host: hostname(), token: 'x' }))
      const options = { purpose: 'a test', timeoutMs: 0 }
      expect(await withFileLock(path, options, async () => 1)).to.equal(1)
    } finally {
      parent.kill()
    }
  })

  it('takes over the lock of a process whose number another one has', async function () {
    if (process.platform !== 'linux') this.skip()
    const path = join(folder, 'lock')
    const { hostname } = await import('node:os')
    const holder = { pid: process.ppid, host: hostname(), token: 'x', begun: '1' }
    await writeFile(path, JSON.stringify(holder))
    expect(await withFileLock(path, { purpose: 'a test', timeoutMs: 0 }, async () => 1)).to.equal(1)
  })

  it('is free again after an action that failed', async () => {
    const path = join(folder, 'lock')
    const failing = withFileLock(path, { purpose: 'a test' }, () => Promise.reject('no'))
    expect(await failing.catch((error: unknown) => error)).to.equal('no')
    expect(await readdir(folder)).to.deep.equal([])
  })
})
