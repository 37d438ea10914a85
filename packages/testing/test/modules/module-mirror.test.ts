import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ModuleMirror, type PreparedModule } from '../../src/internal/modules/module-mirror.js'
import { expect } from '../support/chain.js'
import { createTempProject, type TempProject } from '../support/temp-project.js'

describe('ModuleMirror', () => {
  let project: TempProject
  afterEach(() => project.remove())

  const mirror = (): ModuleMirror =>
    new ModuleMirror({ root: project.root, cacheDir: join(project.root, 'cache') })
  const prepare = async (name: string, modules = mirror()): Promise<PreparedModule> => {
    const [prepared] = await modules.prepare([join(project.root, name)])
    if (prepared === undefined) throw new Error('nothing was prepared')
    return prepared
  }

  it('imports TypeScript with everything that needs a compiler', async () => {
    project = await createTempProject({
      'test/a.ts': `
        import { Kind, label } from './lib/kind.js'
        import data from './data.json'
        import type { Missing } from './nowhere.js'
        export const value: string = label(Kind.Two) + data.x + (await Promise.resolve('!'))
        export const place = [import.meta.url, __filename, __dirname]
        export const viaRequire: number = require('./data.json').x
      `,
      'test/lib/kind.ts':
        'export enum Kind { One, Two }\nexport const label = (kind: Kind): string => Kind[kind] ?? "?"\n',
      'test/data.json': '{ "x": 7 }',
    })
    const { url, failure } = await prepare('test/a.ts')
    expect(failure).to.equal(undefined)
    const module = await import(url)
    expect(module.value).to.equal('Two7!')
    expect(module.viaRequire).to.equal(7)
    const path = join(project.root, 'test/a.ts')
    expect(module.place).to.deep.equal([`file://${path}`, path, join(project.root, 'test')])
  })

  it('imports plain JavaScript from where it lies, and mirrors it when it imports TypeScript', async () => {
    project = await createTempProject({
      'test/plain.js': 'export const x = 1\n',
      'test/mixed.js': 'export { y } from "./typed.ts"\n',
      'test/typed.ts': 'export const y: number = 2\n',
    })
    const plain = await prepare('test/plain.js')
    expect(plain.url).to.equal(`file://${join(project.root, 'test/plain.js')}`)
    const mixed = await prepare('test/mixed.js')
    expect(mixed.url).to.include('/cache/')
    expect((await import(mixed.url)).y).to.equal(2)
  })

  it('shares one instance of a module between files, so that fixtures keep their identity', async () => {
    project = await createTempProject({
      'test/a.ts': 'export { shared } from "./shared.js"\n',
      'test/b.ts': 'export { shared } from "./shared"\n',
      'test/shared.ts': 'export const shared: object = {}\n',
    })
    const [a, b] = await mirror().prepare(
      ['a', 'b'].map((name) => join(project.root, `test/${name}.ts`)),
    )
    expect((await import(a?.url ?? '')).shared).to.equal((await import(b?.url ?? '')).shared)
  })

  it('writes again only what changed, and follows a changed data file', async () => {
    project = await createTempProject({
      'test/a.ts': 'import data from "./data.json"\nexport const x: number = data.x\n',
      'test/b.ts': 'export const y: number = 1\n',
      'test/data.json': '{ "x": 1 }',
    })
    const files = ['test/a.ts', 'test/b.ts'].map((name) => join(project.root, name))
    const times = async (): Promise<Record<string, number>> => {
      const folder = join(project.root, 'cache/tests/modules/test')
      const names = (await readdir(folder)).filter((name) => name.endsWith('.mjs')).sort()
      const stats = await Promise.all(names.map((name) => stat(join(folder, name))))
      return Object.fromEntries(names.map((name, index) => [name, stats[index]?.mtimeMs ?? 0]))
    }
    await mirror().prepare(files)
    const first = await times()
    await mirror().prepare(files)
    expect(await times()).to.deep.equal(first)
    await project.write('test/data.json', '{ "x": 2 }')
    const [a] = await mirror().prepare(files)
    const second = await times()
    expect(second['b.ts.mjs']).to.equal(first['b.ts.mjs'])
    expect(second['data.json.mjs']).not.to.equal(first['data.json.mjs'])
    expect((await import(a?.url ?? '')).x).to.equal(2)
  })

  it('imports everything anew in the next generation', async () => {
    project = await createTempProject({
      'test/a.js': 'export { x } from "./b.js"\n',
      'test/b.js': 'export const x = 1\n',
    })
    const modules = mirror()
    modules.startGeneration()
    expect((await import((await prepare('test/a.js', modules)).url)).x).to.equal(1)
    await project.write('test/b.js', 'export const x = 2\n')
    modules.startGeneration()
    expect((await import((await prepare('test/a.js', modules)).url)).x).to.equal(2)
    await modules.dispose()
    expect(await readdir(join(project.root, 'cache/tests'))).to.deep.equal([])
  })

  it('tells of a syntax error where it is, and prepares the other files', async () => {
    project = await createTempProject({
      'test/bad.ts': 'export const x: number = \n',
      'test/uses-bad.ts': 'export { x } from "./bad.js"\n',
      'test/good.ts': 'export const y: number = 1\n',
    })
    const names = ['test/bad.ts', 'test/uses-bad.ts', 'test/good.ts']
    const [bad, usesBad, good] = await mirror().prepare(
      names.map((name) => join(project.root, name)),
    )
    expect(bad?.failure).to.include({ code: 'TEST_SYNTAX' })
    expect(bad?.failure?.message).to.match(/test\/bad\.ts:2:1/)
    expect(usesBad?.failure).to.include({ code: 'TEST_SYNTAX' })
    expect(good?.failure).to.equal(undefined)
    expect((await import(good?.url ?? '')).y).to.equal(1)
  })

  it('maps positions back to the source', async () => {
    const lines = [
      'interface Gone { a: number }',
      '',
      'export const fail = (): never => {',
      '  throw new Error("here")',
      '}',
    ]
    project = await createTempProject({ 'test/a.ts': lines.join('\n') })
    const modules = mirror()
    const { url } = await prepare('test/a.ts', modules)
    const { fail } = await import(url)
    try {
      fail()
    } catch (error) {
      const [, path = '', line, column] =
        /file:\/\/(\S+):(\d+):(\d+)/.exec(String(Reflect.get(Object(error), 'stack'))) ?? []
      const position = modules.originalPosition(path, Number(line), Number(column))
      expect(position).to.deep.equal({ path: join(project.root, 'test/a.ts'), line: 4, column: 9 })
      return
    }
    expect.fail('should have thrown')
  })
})
