import assert from 'node:assert/strict'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { cacheFolderOf } from '../../../src/internal/compile/cache-folder.js'
import { withProject } from '../../support/truffle-folder.js'

describe('cacheFolderOf', () => {
  it('is among the project’s packages if it has some of its own, else beside what it builds', async () => {
    await withProject({ 'shared/x': '' }, (folder) => {
      const config = folder.config()
      const beside = folder.path('build/.cache')
      assert.equal(cacheFolderOf(config), beside)
      symlinkSync(folder.path('shared'), folder.path('node_modules'))
      assert.equal(cacheFolderOf(config), beside)
      rmSync(folder.path('node_modules'))
      mkdirSync(folder.path('node_modules'))
      assert.equal(cacheFolderOf(config), folder.path('node_modules/.cache/scaffold-evm'))
    })
  })
})
