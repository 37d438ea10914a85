import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepLoader, requireUntouched } from '../../../src/internal/modules/require-untouched.js'

describe('requireUntouched', () => {
  const { extensions } = createRequire(import.meta.url)
  const own = extensions['.js']
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'require-untouched-'))
  })
  afterEach(async () => {
    extensions['.js'] = own
    await rm(folder, { recursive: true })
  })

  it('passes by the hooks of a project and leaves them where they were', async () => {
    const hook = (module: NodeJS.Module): void => {
      Object.assign(module, { exports: 'hooked' })
    }
    await writeFile(join(folder, 'ours.js'), 'module.exports = 1')
    await writeFile(join(folder, 'theirs.js'), 'module.exports = 1')
    keepLoader()
    extensions['.js'] = hook
    const base = join(folder, 'base.js')
    assert.equal(requireUntouched(base, './ours.js'), 1)
    assert.equal(extensions['.js'], hook)
    assert.equal(createRequire(base)('./theirs.js'), 'hooked')
  })
})
