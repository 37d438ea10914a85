import { chmodSync, symlinkSync } from 'node:fs'
import { expect } from 'chai'
import { discoverSources } from '../../../src/internal/sources/discover.js'
import { buildGraph, closureOf, type SourceGraph } from '../../../src/internal/sources/graph.js'
import { loadRemappings } from '../../../src/internal/sources/load-remappings.js'
import { errorOf } from '../../support/rejection.js'
import { removeScratches, Scratch } from '../../support/scratch.js'

function graphOf({ root }: Scratch, remappings: readonly string[] = []): SourceGraph {
  const sources = [`${root}/contracts`]
  const paths = discoverSources({ root, sources, excluded: [] })
  return buildGraph({ root, paths, remappings: loadRemappings(root, remappings) })
}

function namesOf(scratch: Scratch, remappings?: readonly string[]): string[] {
  return [...graphOf(scratch, remappings).nodes.keys()].sort()
}

/** A source that imports `paths`. */
function importing(...paths: string[]): string {
  return paths.map((path) => `import "${path}";\n`).join('')
}

describe('buildGraph', () => {
  afterEach(removeScratches)

  interface Case {
    readonly what: string
    readonly files: Readonly<Record<string, string>>
    readonly remappings?: readonly string[]
    readonly names: readonly string[]
  }

  const oz = 'node_modules/@oz/contracts'
  const cases: readonly Case[] = [
    {
      what: 'relative imports',
      files: {
        'contracts/a/A.sol': importing('../B.sol', './C.sol', './../a/D.sol'),
        'contracts/B.sol': '',
        'contracts/a/C.sol': '',
        'contracts/a/D.sol': '',
      },
      names: ['contracts/B.sol', 'contracts/a/A.sol', 'contracts/a/C.sol', 'contracts/a/D.sol'],
    },
    {
      what: 'imports from the project folder',
      files: {
        'contracts/A.sol': importing('contracts/lib/B.sol', 'other/C.sol'),
        'contracts/lib/B.sol': '',
        'other/C.sol': importing('./D.sol'),
        'other/D.sol': '',
      },
      names: ['contracts/A.sol', 'contracts/lib/B.sol', 'other/C.sol', 'other/D.sol'],
    },
    {
      what: 'packages, whatever their exports',
      files: {
        'contracts/A.sol': importing('@oz/contracts/token/T.sol', 'plain/P.sol'),
        [`${oz}/package.json`]: '{"exports":{".":"./index.js"}}',
        [`${oz}/token/T.sol`]: importing('../utils/U.sol'),
        [`${oz}/utils/U.sol`]: '',
        'node_modules/plain/P.sol': importing('@oz/contracts/utils/U.sol'),
      },
      names: [
        '@oz/contracts/token/T.sol',
        '@oz/contracts/utils/U.sol',
        'contracts/A.sol',
        'plain/P.sol',
      ],
    },
    {
      what: 'a package of a package',
      files: {
        'contracts/A.sol': importing('outer/O.sol'),
        'node_modules/outer/O.sol': importing('inner/I.sol'),
        'node_modules/outer/node_modules/inner/I.sol': '',
      },
      names: ['contracts/A.sol', 'inner/I.sol', 'outer/O.sol'],
    },
    {
      what: 'node_modules beside the sources before those of the project',
      files: {
        'contracts/A.sol': importing('p/Only.sol'),
        'contracts/node_modules/p/Only.sol': '',
        'node_modules/p/Other.sol': '',
      },
      names: ['contracts/A.sol', 'p/Only.sol'],
    },
    {
      what: 'circles',
      files: {
        'contracts/A.sol': importing('./B.sol'),
        'contracts/B.sol': importing('./C.sol', './B.sol'),
        'contracts/C.sol': importing('./A.sol'),
      },
      names: ['contracts/A.sol', 'contracts/B.sol', 'contracts/C.sol'],
    },
    {
      what: 'remappings to a folder of the project, and into packages',
      files: {
        'contracts/A.sol': importing('solmate/S.sol', 'oz/T.sol'),
        'lib/solmate/src/S.sol': importing('./R.sol'),
        'lib/solmate/src/R.sol': '',
        [`${oz}/T.sol`]: '',
        'remappings.txt': 'solmate/=lib/solmate/src/\n# no\n',
      },
      remappings: ['oz/=node_modules/@oz/contracts/'],
      names: [
        '@oz/contracts/T.sol',
        'contracts/A.sol',
        'lib/solmate/src/R.sol',
        'lib/solmate/src/S.sol',
      ],
    },
    {
      what: 'configured remappings before those of the file',
      files: {
        'contracts/A.sol': importing('x/S.sol'),
        'one/S.sol': '',
        'two/S.sol': '',
        'remappings.txt': 'x/=one/',
      },
      remappings: ['x/=two/'],
      names: ['contracts/A.sol', 'two/S.sol'],
    },
    {
      what: 'remappings for one context',
      files: {
        'contracts/A.sol': importing('x/S.sol', '../lib/b/B.sol'),
        'lib/b/B.sol': importing('x/S.sol'),
        'one/S.sol': '',
        'two/S.sol': '',
      },
      remappings: ['x/=one/', 'lib/b/:x/=two/'],
      names: ['contracts/A.sol', 'lib/b/B.sol', 'one/S.sol', 'two/S.sol'],
    },
    {
      what: 'URLs, as far as they are remapped',
      files: {
        'contracts/A.sol': importing('https://github.com/o/r/blob/master/c/S.sol'),
        'node_modules/r/c/S.sol': '',
      },
      remappings: ['https://github.com/o/r/blob/master/=node_modules/r/'],
      names: ['contracts/A.sol', 'r/c/S.sol'],
    },
    {
      what: 'a package that lies inside another by a remapping with a context',
      files: {
        'contracts/A.sol': importing('p/P.sol', 'q/Q.sol'),
        'node_modules/p/P.sol': '// 1',
        'node_modules/q/Q.sol': importing('p/P.sol'),
        'node_modules/q/node_modules/p/P.sol': '// 2',
      },
      remappings: ['q/:p/=node_modules/q/node_modules/p/'],
      names: ['contracts/A.sol', 'p/P.sol', 'q/Q.sol', 'q/node_modules/p/P.sol'],
    },
  ]
  for (const { what, files, remappings, names } of cases) {
    it(`follows ${what}`, () => {
      expect(namesOf(new Scratch(files), remappings)).to.deep.equal(names)
    })
  }

  it('follows the links of pnpm to what a package depends on', () => {
    const store = 'node_modules/.pnpm'
    const scratch = new Scratch({
      'contracts/A.sol': importing('outer/O.sol'),
      [`${store}/outer@1/node_modules/outer/O.sol`]: importing('@in/ner/I.sol', './P.sol'),
      [`${store}/outer@1/node_modules/outer/P.sol`]: '',
      [`${store}/inner@1/node_modules/@in/ner/I.sol`]: '',
      [`${store}/outer@1/node_modules/@in/.keep`]: '',
    })
    symlinkSync('.pnpm/outer@1/node_modules/outer', scratch.path('node_modules/outer'))
    const inner = scratch.path(`${store}/outer@1/node_modules/@in/ner`)
    symlinkSync(scratch.path(`${store}/inner@1/node_modules/@in/ner`), inner)
    expect(namesOf(scratch)).to.deep.equal([
      '@in/ner/I.sol',
      'contracts/A.sol',
      'outer/O.sol',
      'outer/P.sol',
    ])
    expect(graphOf(scratch).trail.links.map(([path]) => path)).to.include('node_modules/outer')
  })

  it('finds workspace packages, hoisted above the project and linked', () => {
    const workspace = new Scratch({
      'app/contracts/A.sol': importing('@my/lib/L.sol', 'hoisted/H.sol'),
      'libs/lib/L.sol': importing('./sub/M.sol', 'hoisted/H.sol'),
      'libs/lib/sub/M.sol': importing('peer/P.sol'),
      'node_modules/hoisted/H.sol': '',
      'node_modules/@my/.keep': '',
      'app/node_modules/peer/P.sol': '',
    })
    symlinkSync('../../libs/lib', workspace.path('node_modules/@my/lib'))
    const root = workspace.path('app')
    const paths = discoverSources({ root, sources: [`${root}/contracts`], excluded: [] })
    const graph = buildGraph({ root, paths, remappings: [] })
    expect([...graph.nodes.keys()].sort()).to.deep.equal([
      '@my/lib/L.sol',
      '@my/lib/sub/M.sol',
      'contracts/A.sol',
      'hoisted/H.sol',
      'peer/P.sol',
    ])
  })

  it('mounts a folder outside of the project under its prefix', () => {
    const workspace = new Scratch({
      'app/contracts/A.sol': importing('shared/S.sol'),
      'shared/S.sol': importing('./T.sol'),
      'shared/T.sol': '',
    })
    const root = workspace.path('app')
    const remappings = loadRemappings(root, ['shared/=../shared/'])
    const graph = buildGraph({ root, paths: [`${root}/contracts/A.sol`], remappings })
    expect([...graph.nodes.keys()].sort()).to.deep.equal([
      'contracts/A.sol',
      'shared/S.sol',
      'shared/T.sol',
    ])
  })

  interface ErrorCase {
    readonly what: string
    readonly code: string
    readonly files: Readonly<Record<string, string>>
    readonly remappings?: readonly string[]
    readonly data?: Readonly<Record<string, unknown>>
    readonly hint?: RegExp
  }

  const errorCases: readonly ErrorCase[] = [
    {
      what: 'a missing file, with its importer and line',
      code: 'IMPORT_NOT_FOUND',
      files: { 'contracts/A.sol': `\n\n${importing('./Tokn.sol')}`, 'contracts/Token.sol': '' },
      data: { sourceName: 'contracts/A.sol', line: 3, import: './Tokn.sol' },
      hint: /Did you mean "Token.sol"/,
    },
    {
      what: 'a missing package',
      code: 'IMPORT_NOT_FOUND',
      files: { 'contracts/A.sol': importing('@oz/contracts/T.sol'), 'node_modules/x/.keep': '' },
      hint: /npm install @oz\/contracts/,
    },
    {
      what: 'another case',
      code: 'IMPORT_WRONG_CASE',
      files: { 'contracts/A.sol': importing('./token.sol'), 'contracts/Token.sol': '' },
      data: { actual: 'Token.sol' },
    },
    {
      what: 'another case of a folder in a package',
      code: 'IMPORT_WRONG_CASE',
      files: { 'contracts/A.sol': importing('p/Token/T.sol'), 'node_modules/p/token/T.sol': '' },
      data: { actual: 'token' },
    },
    {
      what: 'a folder',
      code: 'IMPORT_IS_DIRECTORY',
      files: { 'contracts/A.sol': importing('./lib'), 'contracts/lib/B.sol': '' },
    },
    {
      what: 'a package as a whole',
      code: 'IMPORT_IS_DIRECTORY',
      files: { 'contracts/A.sol': importing('@oz/contracts'), [`${oz}/T.sol`]: '' },
    },
    {
      what: 'a file of the project or of a package',
      code: 'IMPORT_AMBIGUOUS',
      files: {
        'contracts/A.sol': importing('tokens/T.sol'),
        'tokens/T.sol': '',
        'node_modules/tokens/T.sol': '',
      },
    },
    {
      what: 'two files under one name',
      code: 'SOURCE_NAME_CLASH',
      files: {
        'contracts/A.sol': importing('p/P.sol', 'q/Q.sol'),
        'node_modules/p/P.sol': '// 1',
        'node_modules/q/Q.sol': importing('p/P.sol'),
        'node_modules/q/node_modules/p/P.sol': '// 2',
      },
      data: { sourceName: 'p/P.sol' },
    },
    {
      what: 'a path out of the project',
      code: 'IMPORT_OUTSIDE_PROJECT',
      files: { 'contracts/A.sol': importing('../../B.sol') },
    },
    {
      what: 'a URL',
      code: 'IMPORT_INVALID',
      files: { 'contracts/A.sol': importing('https://github.com/o/r/S.sol') },
      hint: /remap/,
    },
    {
      what: 'an absolute path',
      code: 'IMPORT_INVALID',
      files: { 'contracts/A.sol': importing('/etc/B.sol') },
    },
    {
      what: 'backslashes',
      code: 'IMPORT_INVALID',
      files: { 'contracts/A.sol': importing('lib\\\\B.sol') },
    },
    {
      what: 'dots inside',
      code: 'IMPORT_INVALID',
      files: { 'contracts/A.sol': importing('p/../q/B.sol') },
    },
    {
      what: 'an empty path',
      code: 'IMPORT_INVALID',
      files: { 'contracts/A.sol': 'import "a/";' },
    },
  ]
  for (const { what, code, files, remappings, data, hint } of errorCases) {
    it(`rejects ${what}`, async () => {
      const error = await errorOf(code, () => graphOf(new Scratch(files), remappings))
      if (data !== undefined) expect(error.data).to.include(data)
      if (hint !== undefined) expect(error.hint).to.match(hint)
    })
  }

  it('takes two copies of a file under one name if they are equal', () => {
    const scratch = new Scratch({
      'contracts/A.sol': importing('p/P.sol', 'q/Q.sol'),
      'node_modules/p/P.sol': importing('./R.sol'),
      'node_modules/p/R.sol': '// 1',
      'node_modules/q/Q.sol': importing('p/P.sol'),
      'node_modules/q/node_modules/p/P.sol': importing('./R.sol'),
      'node_modules/q/node_modules/p/R.sol': '// 1',
    })
    expect(namesOf(scratch)).to.include('p/P.sol')
    scratch.write('node_modules/q/node_modules/p/R.sol', '// 2')
    return errorOf('SOURCE_NAME_CLASH', () => graphOf(scratch))
  })

  it('tells all places it looked in', async () => {
    const scratch = new Scratch({
      'contracts/A.sol': importing('p/x/P.sol'),
      'node_modules/p/Q.sol': '',
      'contracts/node_modules/p/Q.sol': '',
    })
    const { data, details } = await errorOf('IMPORT_NOT_FOUND', () => graphOf(scratch))
    const tried = ['p/x/P.sol', 'contracts/node_modules/p/x/P.sol', 'node_modules/p/x/P.sol']
    expect(data?.tried).to.deep.equal(tried.map((path) => scratch.path(path)))
    for (const path of tried) expect(details).to.include(scratch.path(path))
  })

  it('never finds files of the project for a package', () => {
    const scratch = new Scratch({
      'contracts/A.sol': importing('p/P.sol'),
      'node_modules/p/P.sol': importing('src/X.sol'),
      'src/X.sol': '',
    })
    return errorOf('IMPORT_NOT_FOUND', () => graphOf(scratch))
  })

  it('records what must stay absent', () => {
    const scratch = new Scratch({
      'contracts/sub/A.sol': importing('p/P.sol'),
      'node_modules/p/P.sol': '',
    })
    const absent = graphOf(scratch).trail.absent.filter((path) => !path.startsWith('../'))
    expect(absent).to.deep.equal(['contracts/node_modules', 'contracts/sub/node_modules', 'p'])
  })

  it('rejects sources that are not UTF-8', async () => {
    const scratch = new Scratch({ 'contracts/A.sol': '' })
    const { writeFileSync } = await import('node:fs')
    writeFileSync(scratch.path('contracts/A.sol'), Buffer.from([0x2f, 0x2f, 0xff, 0xfe]))
    await errorOf('SOURCE_NOT_UTF8', () => graphOf(scratch))
  })

  it('rejects sources that cannot be read', async function () {
    // The administrator can read everything.
    if (process.getuid?.() === 0) return this.skip()
    const scratch = new Scratch({ 'contracts/A.sol': '' })
    chmodSync(scratch.path('contracts/A.sol'), 0)
    await errorOf('SOURCE_UNREADABLE', () => graphOf(scratch))
  })
})

describe('closureOf', () => {
  afterEach(removeScratches)

  it('has all that is imported, through circles too', () => {
    const graph = graphOf(
      new Scratch({
        'contracts/A.sol': importing('./B.sol'),
        'contracts/B.sol': importing('./A.sol', './C.sol'),
        'contracts/C.sol': '',
        'contracts/D.sol': importing('./A.sol'),
      }),
    )
    expect(closureOf(graph, 'contracts/B.sol')).to.deep.equal([
      'contracts/A.sol',
      'contracts/B.sol',
      'contracts/C.sol',
    ])
  })
})

describe('discoverSources', () => {
  afterEach(removeScratches)

  const find = ({ root }: Scratch, ...sources: string[]): string[] =>
    discoverSources({
      root,
      sources: sources.map((path) => `${root}/${path}`),
      excluded: [`${root}/contracts/artifacts`],
    }).map((path) => path.slice(root.length + 1))

  it('finds Solidity and Yul in all folders but hidden ones, packages and outputs', () => {
    const scratch = new Scratch({
      'contracts/b/B.sol': '',
      'contracts/A.sol': '',
      'contracts/C.yul': '',
      'contracts/README.md': '',
      'contracts/D.sol/E.sol': '',
      'contracts/.hidden/F.sol': '',
      'contracts/node_modules/p/G.sol': '',
      'contracts/artifacts/H.sol': '',
      'single/I.sol': '',
      'single/J.sol': '',
    })
    expect(find(scratch, 'contracts', 'single/I.sol', 'absent')).to.deep.equal([
      'contracts/A.sol',
      'contracts/C.yul',
      'contracts/D.sol/E.sol',
      'contracts/b/B.sol',
      'single/I.sol',
    ])
  })

  it('follows links within the project, and no circles', () => {
    const scratch = new Scratch({ 'contracts/a/A.sol': '', 'lib/L.sol': '' })
    symlinkSync('../lib', scratch.path('contracts/lib'))
    symlinkSync('..', scratch.path('contracts/a/up'))
    expect(find(scratch, 'contracts')).to.deep.equal(['contracts/a/A.sol', 'contracts/lib/L.sol'])
  })

  it('rejects links out of the project', async () => {
    const outside = new Scratch({ 'X.sol': '' })
    const scratch = new Scratch({ 'contracts/A.sol': '' })
    symlinkSync(outside.path('X.sol'), scratch.path('contracts/X.sol'))
    await errorOf('SOURCE_OUTSIDE_PROJECT', () => find(scratch, 'contracts'))
  })

  it('rejects links to nowhere and to themselves', async () => {
    for (const target of ['Absent.sol', 'B.sol']) {
      const scratch = new Scratch({ 'contracts/A.sol': '' })
      symlinkSync(target, scratch.path('contracts/B.sol'))
      await errorOf('SOURCE_LINK_BROKEN', () => find(scratch, 'contracts'))
    }
  })

  it('rejects single files that do not exist', async () => {
    await errorOf('SOURCE_NOT_FOUND', () => find(new Scratch(), 'contracts/A.sol'))
  })
})
