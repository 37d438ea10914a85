import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { ModuleMirror } from '../src/module-mirror.js'
import { defaultExport, loadUserModule, userStack } from '../src/user-module.js'
import { failure } from './support/expect-code.js'
import { withTempDir } from './support/temp-dir.js'

describe('loadUserModule', function () {
  this.timeout(20_000)

  const mirrorOf = (root: string): ModuleMirror =>
    new ModuleMirror({ root, cacheDir: join(root, 'cache') })

  const sources: readonly (readonly [string, string, string])[] = [
    ['a.mjs', 'export default 5', 'module'],
    ['a.js', 'export default 5', 'module'],
    ['b.js', 'module.exports = 5', 'commonjs'],
    ['a.cjs', 'module.exports = 5', 'module'],
    ['a.ts', 'const five: number = 5\nexport default five', 'module'],
    ['b.ts', 'const five: number = 5\nexport default five', 'commonjs'],
    ['a.mts', 'export default 5 as number', 'commonjs'],
    ['c.cts', 'module.exports = 5 as number', 'module'],
  ]
  for (const [name, source, type] of sources) {
    it(`reads ${name} in a project of type ${type}`, async () => {
      await withTempDir(
        { [name]: source, 'package.json': JSON.stringify({ type }) },
        async (dir) => {
          expect(defaultExport(await loadUserModule(join(dir, name), mirrorOf(dir)))).to.equal(5)
        },
      )
    })
  }

  for (const helper of ['b.mjs', 'b.ts']) {
    it(`reads again when told to, as ${helper} changed`, async () => {
      const files = {
        'a.mjs': `export { default } from './${helper}'`,
        [helper]: 'export default 1',
      }
      await withTempDir(files, async (dir) => {
        const path = join(dir, 'a.mjs')
        const modules = mirrorOf(dir)
        const load = async (fresh: boolean): Promise<unknown> =>
          (await loadUserModule(path, modules, { fresh })).default
        expect(await load(true)).to.equal(1)
        await writeFile(join(dir, helper), 'export default 2')
        expect(await load(false)).to.equal(1)
        expect(await load(true)).to.equal(2)
        await modules.dispose()
      })
    })
  }

  it('throws what the code throws', async () => {
    await withTempDir({ 'a.mjs': 'throw new RangeError("mine")' }, async (dir) => {
      const error = await loadUserModule(join(dir, 'a.mjs'), mirrorOf(dir)).catch(
        (thrown: unknown) => thrown,
      )
      expect(error).to.be.instanceOf(RangeError)
    })
  })

  const broken: readonly (readonly [string, string, string])[] = [
    ['a.mjs', 'let x = ;', 'a.mjs:1:9'],
    ['a.ts', 'let x: number = ;', 'a.ts:1:17'],
    ['b.mjs', "\n\nimport './gone.mjs'", 'b.mjs:3'],
    ['b.ts', "\n\nimport './gone.js'", 'b.ts:3:8'],
    ['c.ts', "\nimport '@no/such-pkg'", 'c.ts:2'],
    ['d.ts', "import { nope } from 'node:fs'\nnope()", 'd.ts'],
  ]
  for (const [name, source, place] of broken) {
    it(`points at ${place}`, async () => {
      await withTempDir({ [name]: source, 'package.json': '{"type":"module"}' }, async (dir) => {
        const error = await failure('MODULE_LOAD_FAILED', () =>
          loadUserModule(join(dir, name), mirrorOf(dir)),
        )
        expect(error.message).to.include(place)
      })
    })
  }

  it('says that a file is not there', async () => {
    await failure('MODULE_LOAD_FAILED', () => loadUserModule('/nowhere/x.ts', mirrorOf('/nowhere')))
  })
})

describe('userStack', () => {
  it("keeps the user's frames only", () => {
    const error = new Error('x')
    error.stack = [
      'Error: x',
      '    at deploy (file:///p/node_modules/@scaffold-evm/migrations/dist/index.js:1:1)',
      '    at main (/home/u/shop/migrations/01.ts:3:4)',
      '    at async node:internal/x:1:1',
    ].join('\n')
    expect(userStack(error)).to.equal('Error: x\n    at main (/home/u/shop/migrations/01.ts:3:4)')
    error.stack = 'Error: x\n    at node:internal/x:1:1'
    expect(userStack(error)).to.equal(error.stack)
  })

  it('keeps what has no place only below the user’s own lines', () => {
    const error = new Error('x')
    const placeless = '    at async Promise.all (index 0)'
    const own = '    at async main (/home/u/shop/migrations/01.ts:3:4)'
    error.stack = ['Error: x', placeless, own, placeless].join('\n')
    expect(userStack(error)).to.equal(['Error: x', own, placeless].join('\n'))
    error.stack = ['Error: x', placeless].join('\n')
    expect(userStack(error)).to.equal(error.stack)
  })
})
