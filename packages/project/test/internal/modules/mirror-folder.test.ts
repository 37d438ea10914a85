import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'

describe('removeAtExit', () => {
  it('removes any number of folders, by one listener', () => {
    const base = mkdtempSync(join(tmpdir(), 'scaffold-at-exit-'))
    try {
      const folders = Array.from({ length: 12 }, (_, index) => join(base, String(index)))
      for (const folder of folders) mkdirSync(folder)
      const file = new URL('../../../src/internal/modules/mirror-folder.js', import.meta.url)
      const code = `
        const before = process.listenerCount('exit')
        const { removeAtExit } = await import(${JSON.stringify(file.href)})
        for (const folder of ${JSON.stringify(folders)}) removeAtExit(folder)
        console.log(process.listenerCount('exit') - before)`
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
        encoding: 'utf8',
      })
      expect(child.stdout.trim(), child.stderr).to.equal('1')
      expect(folders.filter((folder) => existsSync(folder))).to.deep.equal([])
    } finally {
      rmSync(base, { recursive: true, force: true })
    }
  })
})
