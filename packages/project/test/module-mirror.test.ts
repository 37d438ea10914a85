import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { ModuleMirror, type PreparedModule } from '../src/module-mirror.js'
import { failure } from './support/expect-code.js'
import { withTempDir } from './support/temp-dir.js'

type Exports = Readonly<Record<string, unknown>>

const mirrorOf = (root: string): ModuleMirror =>
  new ModuleMirror({ root, cacheDir: join(root, 'cache') })

async function prepare(
  root: string,
  name: string,
  modules = mirrorOf(root),
): Promise<PreparedModule> {
  const [prepared] = await modules.prepare([join(root, name)])
  return prepared ?? expect.fail('nothing was prepared')
}

const load = async (root: string, name: string, modules = mirrorOf(root)): Promise<Exports> =>
  (await prepare(root, name, modules)).load()

describe('ModuleMirror', function () {
  this.timeout(20_000)

  it('imports TypeScript with everything that needs a compiler', async () => {
    const files = {
      'test/a.ts': `
        import { Kind, label, Space } from './lib/kind.js'
        import data from './data.json'
        import again from './data.json' with { type: 'json' }
        import type { Missing } from './nowhere.js'
        export const value: string = label(Kind.Two) + data.x + again.x + (await Promise.resolve('!'))
        export const place = [import.meta.url, __filename, __dirname, import.meta.filename, import.meta.dirname]
        export const beside = import.meta.resolve('./b.txt')
        export const later = (await import('./data.json', { with: { type: 'json' } })).default.x
        export const viaRequire: number = require('./data.json').x + Space.one
        // import.meta.url and require('./x') in a comment, and in a text
        export const text = 'import.meta.url'
        export const sealed: boolean = new (seal(class { import(a: string) { return a } }))().import('x') === 'x'
        function seal<T>(target: T): T { return target }
      `,
      'test/lib/kind.ts':
        'export enum Kind { One, Two }\nexport namespace Space { export const one = 1 }\nexport const label = (kind: Kind): string => Kind[kind] ?? "?"\n',
      'test/data.json': '{ "x": 7 }',
    }
    await withTempDir(files, async (root) => {
      const module = await load(root, 'test/a.ts')
      expect(module.value).to.equal('Two77!')
      expect(module.viaRequire).to.equal(8)
      expect(module.later).to.equal(7)
      expect(module.text).to.equal('import.meta.url')
      expect(module.sealed).to.equal(true)
      const path = join(root, 'test/a.ts')
      const folder = join(root, 'test')
      expect(module.place).to.deep.equal([`file://${path}`, path, folder, path, folder])
      expect(module.beside).to.equal(`file://${folder}/b.txt`)
    })
  })

  it('follows decorators and paths of tsconfig.json, and notices when it changes', async () => {
    const files = {
      'tsconfig.json':
        '{ "compilerOptions": { "experimentalDecorators": true, "paths": { "@lib/*": ["./one/*"] } } }',
      'a.ts': `
        import { name } from '@lib/name.js'
        const mark = (target: { mark?: boolean }) => { target.mark = true }
        @mark class Marked { static mark?: boolean }
        export default [name, Marked.mark]
      `,
      'one/name.ts': "export const name: string = 'one'",
      'two/name.ts': "export const name: string = 'two'",
    }
    await withTempDir(files, async (root) => {
      expect((await load(root, 'a.ts')).default).to.deep.equal(['one', true])
      const config = await readFile(join(root, 'tsconfig.json'), 'utf8')
      await writeFile(join(root, 'tsconfig.json'), config.replace('./one', './two'))
      const { url } = await prepare(root, 'a.ts')
      expect((await import(`${url}?again`)).default).to.deep.equal(['two', true])
    })
  })

  it('finds what is imported by a path that was computed', async () => {
    const files = {
      'a.ts': `
        export const byName = (name: string) => import(name)
        export const byPattern = (name: string) => import(\`./tasks/\${name}.ts\`)
        export const bySum = (name: string) => import('./tasks/' + name)
        export const literal = () => import('./tasks/b.js')
        export const missing = () => import('./tasks/missing.js').catch((error) => error.code)
      `,
      'tasks/b.ts': 'export default (5 as number)',
    }
    await withTempDir(files, async (root) => {
      const module = await load(root, 'a.ts')
      const call = async (name: string, ...args: string[]): Promise<unknown> => {
        const found = module[name]
        return typeof found === 'function' ? found(...args) : undefined
      }
      const b = await call('literal')
      expect(b).to.have.property('default', 5)
      expect(await call('byName', './tasks/b')).to.equal(b)
      expect(await call('byName', join(root, 'tasks/b.ts'))).to.equal(b)
      expect(await call('byName', `file://${root}/tasks/b.ts`)).to.equal(b)
      expect(await call('byPattern', 'b')).to.equal(b)
      expect(await call('bySum', 'b.js')).to.equal(b)
      expect(await call('byName', 'node:fs')).to.have.property('readFile')
      expect(await call('missing')).to.equal('ERR_MODULE_NOT_FOUND')
    })
  })

  it('imports CommonJS in TypeScript, and lets it require TypeScript', async () => {
    const files = {
      'package.json': '{ "type": "commonjs" }',
      'a.ts': `
        import named, { one } from './named.cts'
        import equal = require('./equal')
        import { createRequire } from 'node:module'
        const own = createRequire(import.meta.url)
        export const values = [one, named.two, equal.three, own('./plain.cjs').four, require('./esm').five, require('./script').six]
      `,
      'named.cts': 'exports.one = 1 as number\nmodule.exports.two = require("./plain.cjs").two',
      'equal.ts': 'const three: number = 3\nexport = { three }',
      'plain.cjs': 'module.exports = { two: 2, four: 4 }',
      'esm.ts': 'export const five: number = 5',
      'script.js': 'module.exports = { six: require("./named.cts").one + 5 }',
    }
    await withTempDir(files, async (root) => {
      expect((await load(root, 'a.ts')).values).to.deep.equal([1, 2, 3, 4, 5, 6])
    })
  })

  it('imports packages from the project, wherever the cache is', async () => {
    const files = {
      'shop/a.ts': "export * from 'thing'\nexport const typed: string = 'x'",
      'shop/node_modules/thing/package.json': '{ "exports": { "import": "./esm.mjs" } }',
      'shop/node_modules/thing/esm.mjs': 'export const state = {}',
      'shared/b.ts': "import { state } from 'near'\nexport const near: unknown = state",
      'shared/node_modules/near/package.json': '{ "main": "index.js", "module": "never.js" }',
      'shared/node_modules/near/index.js': 'exports.state = 1',
      'shop/uses.ts': "export { near } from '../shared/b.js'",
    }
    await withTempDir(files, async (dir) => {
      const root = join(dir, 'shop')
      const inside = await load(root, 'a.ts')
      const outside = new ModuleMirror({ root, cacheDir: join(dir, 'elsewhere') })
      expect((await load(root, 'a.ts', outside)).state).to.equal(inside.state)
      expect((await load(root, 'uses.ts')).near).to.equal(1)
    })
  })

  it('imports linked packages that are written in TypeScript', async () => {
    const files = {
      'packages/lib/package.json': '{ "name": "lib", "exports": "./index.ts" }',
      'packages/lib/index.ts': 'export const lib: number = 3',
      'shop/a.ts': "export { lib } from 'lib'",
      'shop/node_modules/.keep': '',
    }
    await withTempDir(files, async (dir) => {
      await symlink(join(dir, 'packages/lib'), join(dir, 'shop/node_modules/lib'))
      expect((await load(join(dir, 'shop'), 'a.ts')).lib).to.equal(3)
    })
  })

  it('has TypeScript read CommonJS as what it is compiled to does', async () => {
    const files = {
      'a.ts': `
        import 'effects'
        import { one, two as second } from 'hidden'
        import first from 'transpiled'
        import * as Callable from 'callable'
        import * as names from 'hidden'
        import { local } from './local.js'
        import type { Missing } from 'nowhere'
        export const values = [one, second, first, new Callable(3).value, names.two, local]
        export const begun: unknown = globalThis[Symbol.for('effects-of-test')]
      `,
      'local.js': 'module.exports = Object.assign({}, { local: 5 })',
      'node_modules/effects/index.js': "globalThis[Symbol.for('effects-of-test')] = 6",
      // Nobody sees these names without running it.
      'node_modules/hidden/index.js': 'module.exports = Object.assign({}, { one: 1, two: 2 })',
      'node_modules/transpiled/index.js': 'exports.__esModule = true; exports.default = 0',
      'node_modules/callable/index.js':
        'module.exports = class { constructor(value) { this.value = value } }',
    }
    await withTempDir(files, async (root) => {
      const module = await load(root, 'a.ts')
      expect(module.values).to.deep.equal([1, 2, 0, 3, 2, 5])
      expect(module.begun).to.equal(6)
    })
  })

  it('has TypeScript of ES modules read CommonJS as Node does', async () => {
    const files = {
      'package.json': '{ "type": "module" }',
      'a.ts': "import { one } from 'hidden'\nexport { one }\n",
      'b.ts': "import whole from 'transpiled'\nexport const first = whole.default\n",
      'node_modules/hidden/index.js': 'module.exports = Object.assign({}, { one: 1 })',
      'node_modules/transpiled/index.js': 'exports.__esModule = true; exports.default = 0',
    }
    await withTempDir(files, async (root) => {
      const error: unknown = await load(root, 'a.ts').catch((caught: unknown) => caught)
      expect(error).to.be.instanceOf(SyntaxError)
      expect((await load(root, 'b.ts')).first).to.equal(0)
    })
  })

  it('works where the cache cannot be written', async () => {
    const files = { 'a.ts': "export { b } from './b.js'", 'b.ts': 'export const b: number = 1' }
    await withTempDir({ ...files, cache: 'in the way' }, async (root) => {
      const { url, load: import_ } = await prepare(root, 'a.ts')
      expect((await import_()).b).to.equal(1)
      expect(url).not.to.include(root.slice(1).concat('/cache'))
    })
  })

  it('imports plain JavaScript from where it lies, and mirrors it when it imports TypeScript', async () => {
    const files = {
      'package.json': '{ "type": "module" }',
      'test/plain.js': 'export const x = 1\n',
      'test/mixed.js': 'export { y } from "./typed.ts"\n',
      'test/typed.ts': 'export const y: number = 2\n',
      'test/later.ts': 'export * from "./plain.js"\n',
    }
    await withTempDir(files, async (root) => {
      const plain = await prepare(root, 'test/plain.js')
      expect(plain.url).to.equal(`file://${join(root, 'test/plain.js')}`)
      const mixed = await prepare(root, 'test/mixed.js')
      expect(mixed.url).to.include('/cache/modules/')
      expect((await mixed.load()).y).to.equal(2)
      await prepare(root, 'test/later.ts')
      await writeFile(join(root, 'test/plain.js'), 'export { y } from "./typed.ts"\n')
      expect((await load(root, 'test/later.ts')).y).to.equal(2)
    })
  })

  it('mirrors ES modules that Node would take for CommonJS, and what imports them', async () => {
    const files = {
      'package.json': '{ "type": "commonjs" }',
      'a.mjs': "export { x } from './b.js'",
      'b.js': "import c from './c.js'\nexport const x = c.x",
      'c.js': "/*\nimport 'x'\n*/\nmodule.exports = { x: 1 }",
      'inner/package.json': '{ "type": "module" }',
      'inner/d.js': 'export const x = 2',
    }
    await withTempDir(files, async (root) => {
      const names = ['a.mjs', 'b.js', 'c.js', 'inner/d.js']
      const prepared = await mirrorOf(root).prepare(names.map((name) => join(root, name)))
      expect(prepared.map(({ url }) => url.includes('/cache/modules/'))).to.deep.equal([
        true,
        true,
        false,
        false,
      ])
      expect((await prepared[0]?.load())?.x).to.equal(1)
    })
  })

  it('shares one instance of a module between files, so that fixtures keep their identity', async () => {
    const files = {
      'test/a.ts': 'export { shared } from "./shared.js"\n',
      'test/b.ts': 'export { shared } from "./shared"\n',
      'test/shared.ts': 'export const shared: object = {}\n',
    }
    await withTempDir(files, async (root) => {
      const [a, b] = await mirrorOf(root).prepare(
        ['a', 'b'].map((name) => join(root, `test/${name}.ts`)),
      )
      expect((await a?.load())?.shared).to.equal((await b?.load())?.shared)
    })
  })

  it('writes again only what changed, and follows a changed data file', async () => {
    const sources = {
      'test/a.ts': 'import data from "./data.json"\nexport const x: number = data.x\n',
      'test/b.ts': 'export const y: number = 1\n',
      'test/data.json': '{ "x": 1 }',
    }
    await withTempDir(sources, async (root) => {
      const files = ['test/a.ts', 'test/b.ts'].map((name) => join(root, name))
      const times = async (): Promise<Record<string, number>> => {
        const folder = join(root, 'cache/modules/test')
        const names = (await readdir(folder)).sort()
        const stats = await Promise.all(names.map((name) => stat(join(folder, name))))
        return Object.fromEntries(names.map((name, index) => [name, stats[index]?.mtimeMs ?? 0]))
      }
      await mirrorOf(root).prepare(files)
      const first = await times()
      await mirrorOf(root).prepare(files)
      expect(await times()).to.deep.equal(first)
      await writeFile(join(root, 'test/data.json'), '{ "x": 2 }')
      const [a] = await mirrorOf(root).prepare(files)
      const second = await times()
      expect(second['b.ts.mjs']).to.equal(first['b.ts.mjs'])
      expect(second['data.json.mjs']).not.to.equal(first['data.json.mjs'])
      expect((await a?.load())?.x).to.equal(2)
    })
  })

  it('makes damaged and foreign files anew', async () => {
    await withTempDir({ 'a.ts': 'export const x: number = 1' }, async (root) => {
      const { url } = await prepare(root, 'a.ts')
      const output = fileURLToPath(url)
      const good = await readFile(output, 'utf8')
      for (const bad of ['', 'export {}', '//scaffold:{', good.replaceAll(root, '/elsewhere')]) {
        await writeFile(output, bad)
        await prepare(root, 'a.ts')
        expect(await readFile(output, 'utf8')).to.equal(good)
      }
    })
  })

  it('imports everything anew in the next generation', async () => {
    const files = {
      'test/a.js': 'export { x } from "./b.js"\n',
      'test/b.js': 'export const x = 1\n',
    }
    await withTempDir(files, async (root) => {
      const modules = mirrorOf(root)
      modules.startGeneration()
      expect((await load(root, 'test/a.js', modules)).x).to.equal(1)
      await writeFile(join(root, 'test/b.js'), 'export const x = 2\n')
      modules.startGeneration()
      expect((await load(root, 'test/a.js', modules)).x).to.equal(2)
      await modules.dispose()
      expect(await readdir(join(root, 'cache/modules'))).to.deep.equal([])
    })
  })

  it('imports CommonJS anew in the next generation, with one state for all who use it', async () => {
    const files = {
      'test/a.cjs': "module.exports = { state: require('./state.cjs') }\n",
      'test/b.mjs': "export { default } from './state.cjs'\n",
      'test/c.ts': "export const state: object = require('./state.cjs')\n",
      'test/state.cjs': 'module.exports = { x: 1 }\n',
    }
    await withTempDir(files, async (root) => {
      const modules = mirrorOf(root)
      const states = async (): Promise<unknown[]> => {
        modules.startGeneration()
        const paths = ['a.cjs', 'b.mjs', 'c.ts'].map((name) => join(root, 'test', name))
        const [a, b, c] = await modules.prepare(paths)
        return [(await a?.load())?.state, (await b?.load())?.default, (await c?.load())?.state]
      }
      const [first, ...others] = await states()
      expect(first).to.deep.equal({ x: 1 })
      for (const other of others) expect(other).to.equal(first)
      await writeFile(join(root, 'test/state.cjs'), 'module.exports = { x: 2 }\n')
      const [second, ...more] = await states()
      expect(second).to.deep.equal({ x: 2 })
      for (const other of more) expect(other).to.equal(second)
      await modules.dispose()
    })
  })

  it('tells of a syntax error where it is, and prepares the other files', async () => {
    const files = {
      'test/bad.ts': 'export const x: number = \n',
      'test/uses-bad.ts': 'export { x } from "./bad.js"\n',
      'test/good.ts': 'export const y: number = 1\n',
      'test/gone.ts': '\nimport { x } from "./gone-away.js"\nx()',
    }
    await withTempDir(files, async (root) => {
      const names = ['bad', 'uses-bad', 'good', 'gone'].map((name) => join(root, `test/${name}.ts`))
      const [bad, usesBad, good, gone] = await mirrorOf(root).prepare(names)
      expect(bad?.problem).to.include({ path: join(root, 'test/bad.ts'), line: 2, column: 1 })
      expect(usesBad?.problem).to.deep.equal(bad?.problem)
      expect(gone?.problem).to.include({
        line: 2,
        column: 19,
        lineText: files['test/gone.ts'].split('\n')[1],
      })
      const error = await failure('MODULE_LOAD_FAILED', () => gone?.load())
      expect(error.message).to.include('gone-away.js').and.include('test/gone.ts:2:19')
      expect(good?.problem).to.equal(undefined)
      expect((await good?.load())?.y).to.equal(1)
    })
  })

  it('has stacks name the sources', async () => {
    const source = [
      'interface Gone { a: number }',
      '',
      'export const fail = (): never => {',
      '  throw new Error("here" + __filename)',
      '}',
    ].join('\n')
    await withTempDir(
      { 'a b/a.ts': source, 'b.ts': 'export { fail } from "./a b/a.js"' },
      async (root) => {
        const { fail } = await load(root, 'b.ts')
        try {
          if (typeof fail === 'function') fail()
        } catch (error) {
          const stack = String(Reflect.get(Object(error), 'stack'))
          expect(stack).to.include(`(${join(root, 'a b/a.ts')}:4:9)`)
          expect(stack).not.to.include('.mjs')
          return
        }
        expect.fail('should have thrown')
      },
    )
  })

  it('tells of missing exports and packages in the words of the sources', async () => {
    const files = {
      'a.ts': "import { nope } from './b.js'\nnope()",
      'b.ts': 'export const yes: number = 1',
      'c.ts': "import 'no-such-package'",
    }
    await withTempDir(files, async (root) => {
      for (const name of ['a.ts', 'c.ts']) {
        const error = await load(root, name).catch((thrown: unknown) => thrown)
        const { message, stack = '' } = error instanceof Error ? error : new Error('none')
        expect(message + stack).not.to.include('.mjs')
        expect(message + stack).to.include(join(root, name))
      }
    })
  })

  it('may be used by several processes at once', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `m${index}`)
    const files = Object.fromEntries(
      names.map((name, index) => [
        `${name}.ts`,
        index === 0 ? 'export const x: number = 1' : `export { x } from './m${index - 1}.js'`,
      ]),
    )
    await withTempDir(files, async (root) => {
      await mkdir(join(root, 'cache'))
      const code = `
        const { ModuleMirror } = await import(${JSON.stringify(new URL('../src/module-mirror.js', import.meta.url).href)})
        const modules = new ModuleMirror({ root: ${JSON.stringify(root)}, cacheDir: ${JSON.stringify(join(root, 'cache'))} })
        const [module] = await modules.prepare([${JSON.stringify(join(root, 'm11.ts'))}])
        console.log((await module.load()).x)`
      const run = promisify(execFile)
      const runs = Array.from({ length: 3 }, () =>
        run(process.execPath, ['--input-type=module', '-e', code]),
      )
      for (const { stdout } of await Promise.all(runs)) expect(stdout.trim()).to.equal('1')
    })
  })
})
