import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from 'chai'

const module = new URL('../../../src/internal/modules/kept-script.js', import.meta.url)

describe('keptScript', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kept-script-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** Runs the script in a process of its own; what it exports, and whether V8 took what an earlier one left. */
  function run(path: string): unknown {
    const program = `
      const { keptScript } = await import(${JSON.stringify(module.href)})
      const script = keptScript(${JSON.stringify(path)}, ['module', 'input'])
      const module = {}
      script.runInThisContext()(module, 20)
      console.log(JSON.stringify([module.exports, script.cachedDataRejected ?? null]))`
    const env = { ...process.env, SCAFFOLD_CACHE_DIR: join(folder, 'cache') }
    const given = ['--input-type=module', '--eval', program]
    return JSON.parse(execFileSync(process.execPath, given, { env, encoding: 'utf8' }))
  }

  it('keeps what V8 made of a file, until the file is another', async () => {
    const path = join(folder, 'script.cjs')
    await writeFile(path, 'module.exports = ((value) => value * 2 + 1)(input)')
    assert.deepEqual(run(path), [41, null])
    assert.deepEqual(run(path), [41, false])
    const { atime, mtime } = await stat(path)
    await writeFile(path, 'module.exports = ((value) => value * 2 + 2)(input)')
    await utimes(path, atime, mtime)
    assert.deepEqual(run(path), [42, null])
  })

  it('waits for the end of the process with one listener for all scripts', async () => {
    const paths = ['a.cjs', 'b.cjs'].map((name) => join(folder, name))
    for (const path of paths) await writeFile(path, 'module.exports = input')
    const program = `
      const { keptScript } = await import(${JSON.stringify(module.href)})
      const before = process.listenerCount('exit')
      for (const path of ${JSON.stringify([...paths, ...paths])}) keptScript(path, ['module', 'input'])
      console.log(process.listenerCount('exit') - before)`
    const env = { ...process.env, SCAFFOLD_CACHE_DIR: join(folder, 'cache') }
    const given = ['--input-type=module', '--eval', program]
    assert.equal(execFileSync(process.execPath, given, { env, encoding: 'utf8' }).trim(), '1')
    for (const path of paths) assert.deepEqual(run(path), [20, false])
  })
})
