import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { findContracts } from '../../../src/internal/compile/find-contracts.js'
import { isGlob, parseGlob } from '../../../src/internal/compile/glob.js'
import { withProject } from '../../support/truffle-folder.js'

const cases: readonly (readonly [glob: string, fits: readonly string[], not: readonly string[]])[] =
  [
    ['/p/**/*.sol', ['/p/A.sol', '/p/a/b/A.sol', '/p/.hidden/A.sol'], ['/q/A.sol', '/p/A.vy']],
    ['/p/*.sol', ['/p/A.sol'], ['/p/a/A.sol']],
    ['/p/{a,b/c}/?.sol', ['/p/a/X.sol', '/p/b/c/Y.sol'], ['/p/a/XY.sol', '/p/b/X.sol']],
    ['/p/[AB]*.sol', ['/p/Ab.sol'], ['/p/Cb.sol']],
    ['/p/[!A]*.sol', ['/p/Cb.sol'], ['/p/Ab.sol']],
    ['/p/**/a+b.(x).sol', ['/p/a+b.(x).sol'], ['/p/aab.x.sol']],
  ]

describe('parseGlob', () => {
  for (const [glob, fits, not] of cases) {
    it(glob, () => {
      const { base, pattern } = parseGlob(glob)
      assert.equal(base, '/p')
      for (const path of fits) assert.match(path, pattern)
      for (const path of not) assert.doesNotMatch(path, pattern)
    })
  }
})

describe('findContracts', () => {
  it('finds every source in a folder, hidden ones and links included', async () => {
    const files = {
      'contracts/A.sol': '',
      'contracts/.hidden/B.sol': '',
      'contracts/deep/er/C.yul': '',
      'contracts/D.vy': '',
      'contracts/E.abi.json': '',
      'contracts/README.md': '',
      'linked/F.sol': '',
    }
    await withProject(files, (folder) => {
      symlinkSync(folder.path('linked'), folder.path('contracts/link'))
      symlinkSync(folder.path('contracts'), folder.path('linked/circle'))
      symlinkSync(folder.path('nowhere'), folder.path('contracts/broken.sol'))
      const found = findContracts(folder.path('contracts'))
      const names = found.map((path) => path.slice(folder.root.length))
      for (const name of [
        '/contracts/.hidden/B.sol',
        '/contracts/A.sol',
        '/contracts/D.vy',
        '/contracts/E.abi.json',
        '/contracts/deep/er/C.yul',
        '/contracts/link/F.sol',
      ]) {
        assert.ok(names.includes(name), name)
      }
      assert.ok(!names.some((name) => /README|broken/.test(name)))
    })
  })

  it('takes a pattern for the folder', async () => {
    await withProject({ 'a/contracts/A.sol': '', 'b/contracts/B.sol': '' }, (folder) => {
      const glob = folder.path('{a,b}/contracts/*.sol')
      assert.equal(isGlob(glob), true)
      assert.deepEqual(findContracts(glob), [
        folder.path('a/contracts/A.sol'),
        folder.path('b/contracts/B.sol'),
      ])
    })
  })

  it('finds nothing in a folder that is not there', () => {
    assert.deepEqual(findContracts('/no/such/folder'), [])
  })
})
