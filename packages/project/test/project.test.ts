import { join } from 'node:path'
import { expect } from 'chai'
import { loadProject } from '../src/project.js'
import { failure } from './support/expect-code.js'
import { withTempDir } from './support/temp-dir.js'

async function load(files: Record<string, string>, below = '.'): Promise<string> {
  return withTempDir({ 'package.json': '{"type":"module"}', ...files }, async (cwd) => {
    const project = await loadProject({ cwd: join(cwd, below) })
    expect(project.root).to.equal(cwd)
    return project.config.defaultNetwork
  })
}

const net = `{ networks: { n: { url: 'http://127.0.0.1:1' } }, defaultNetwork: 'n' }`

describe('loadProject', function () {
  this.timeout(20_000)

  const forms: readonly (readonly [string, Record<string, string>])[] = [
    ['an ES module', { 'scaffold.config.js': `export default ${net}` }],
    ['.mjs', { 'scaffold.config.mjs': `export default ${net}` }],
    ['CommonJS', { 'scaffold.config.cjs': `module.exports = ${net}` }],
    [
      'compiled CommonJS',
      { 'scaffold.config.cjs': `exports.__esModule = true; exports.default = ${net}` },
    ],
    ['TypeScript', { 'scaffold.config.ts': `const c: object = ${net}\nexport default c` }],
    [
      'TypeScript with an import',
      {
        'scaffold.config.ts': `import { c } from './c.ts'\nexport default c`,
        'c.ts': `export const c: object = ${net}`,
      },
    ],
    [
      'an ES module in a package of CommonJS',
      { 'package.json': '{"type":"commonjs"}', 'scaffold.config.js': `export default ${net}` },
    ],
    [
      'an ES module in a package without a type',
      {
        'package.json': '{}',
        'scaffold.config.js': `import { c } from './c.js'\nexport default c`,
        'c.js': `export const c = ${net}`,
      },
    ],
    ['an ES module called .cjs', { 'scaffold.config.cjs': `export default ${net}` }],
    [
      'CommonJS that quotes an ES module',
      {
        'package.json': '{}',
        'scaffold.config.js': `#!/usr/bin/env node\n/*\nexport default 1\n*/\nmodule.exports = ${net}`,
      },
    ],
    ['a function', { 'scaffold.config.mjs': `export default () => (${net})` }],
    ['an async function', { 'scaffold.config.mjs': `export default async () => (${net})` }],
    ['a promise', { 'scaffold.config.mjs': `export default Promise.resolve(${net})` }],
  ]
  for (const [what, files] of forms) {
    it(`reads ${what}`, async () => {
      expect(await load(files)).to.equal('n')
    })
  }

  it('finds the config from a folder below', async () => {
    const files = { 'scaffold.config.mjs': `export default ${net}`, 'contracts/deep/A.sol': '' }
    expect(await load(files, 'contracts/deep')).to.equal('n')
  })

  it('works with an empty config', async () => {
    expect(await load({ 'scaffold.config.mjs': 'export default {}' })).to.equal('in-process')
  })

  it('says what is missing where there is no config', async () => {
    await withTempDir({ 'package.json': '{}' }, async (cwd) => {
      const error = await failure('PROJECT_NOT_FOUND', () => loadProject({ cwd }))
      expect(error.hint).to.include('scaffold init')
    })
    await withTempDir({ 'contracts/A.sol': '', 'package.json': '{}' }, async (cwd) => {
      const error = await failure('PROJECT_NOT_FOUND', () =>
        loadProject({ cwd: join(cwd, 'contracts') }),
      )
      expect(error.details).to.include(cwd).and.include('export default {}')
    })
  })

  it('refuses two configs', async () => {
    const files = { 'scaffold.config.ts': '', 'scaffold.config.js': '' }
    await withTempDir(files, async (cwd) => {
      const error = await failure('CONFIG_AMBIGUOUS', () => loadProject({ cwd }))
      expect(error.shortMessage).to.include('scaffold.config.js, scaffold.config.ts')
    })
  })

  it('refuses a config path that is not there', async () => {
    await failure('CONFIG_NOT_FOUND', () => loadProject({ configPath: '/nowhere/c.js' }))
  })

  const broken: readonly (readonly [string, string, string, string])[] = [
    [
      'a syntax error in JavaScript',
      'scaffold.config.mjs',
      'export default {\n  a: 1,,\n}',
      'scaffold.config.mjs:2:8',
    ],
    [
      'a syntax error in CommonJS',
      'scaffold.config.cjs',
      'module.exports = {\n  a: 1,,\n}',
      'scaffold.config.cjs:2:8',
    ],
    [
      'a syntax error in TypeScript',
      'scaffold.config.ts',
      'export default {\n  a: 1,,\n}',
      'scaffold.config.ts:2:8',
    ],
    [
      'the end of an unfinished ES module',
      'scaffold.config.mjs',
      'export default {\n  a: 1,\n',
      'scaffold.config.mjs:3:1',
    ],
    [
      'the end of unfinished CommonJS',
      'scaffold.config.cjs',
      'module.exports = {\n  a: 1,\n',
      'scaffold.config.cjs:3:1',
    ],
    [
      'the end of an unfinished ES module called .js',
      'scaffold.config.js',
      'export default {\n  a: 1,\n',
      'scaffold.config.js:3:1',
    ],
    [
      'what esbuild lets pass',
      'scaffold.config.mjs',
      'export default {}\nconst r = /(/\n',
      'scaffold.config.mjs:2:11',
    ],
    [
      'a missing file',
      'scaffold.config.mjs',
      "\nimport './gone.js'\nexport default {}",
      'scaffold.config.mjs:2',
    ],
    [
      'a missing file in TypeScript',
      'scaffold.config.ts',
      "\nimport x from './gone.js'\nexport default { x }",
      'scaffold.config.ts:2',
    ],
    [
      'code that throws',
      'scaffold.config.mjs',
      'const a = undefined\nexport default { b: a.b }',
      'scaffold.config.mjs:2:23',
    ],
    [
      'TypeScript that throws',
      'scaffold.config.ts',
      'const a: any = undefined\nexport default { b: a.b }',
      'scaffold.config.ts:2',
    ],
    [
      'a function that throws',
      'scaffold.config.mjs',
      'export default () => {\n  throw new TypeError("odd")\n}',
      'scaffold.config.mjs:2:9',
    ],
  ]
  for (const [what, name, source, place] of broken) {
    it(`points at ${what}`, async () => {
      await withTempDir({ [name]: source }, async (cwd) => {
        const error = await failure('CONFIG_LOAD_FAILED', () => loadProject({ cwd }))
        expect(error.message).to.include(join(cwd, place))
        expect(error.message).not.to.match(/^\s+at /m)
      })
    })
  }

  it('points into a file that the config imports', async () => {
    const files = { 'scaffold.config.mjs': "import './bad.mjs'", 'bad.mjs': '\nlet x = ;' }
    await withTempDir(files, async (cwd) => {
      const error = await failure('CONFIG_LOAD_FAILED', () => loadProject({ cwd }))
      expect(error.message).to.include(join(cwd, 'bad.mjs:2:9'))
    })
  })

  it('keeps warnings of Node about the kind of a module from the terminal', async () => {
    const warnings: string[] = []
    const note = ({ message }: Error): void => void warnings.push(message)
    process.on('warning', note)
    const files = { 'package.json': '{}', 'scaffold.config.js': `export default ${net}` }
    try {
      await load(files)
      await load({ ...files, 'package.json': '{"type":"commonjs"}' })
      await new Promise((resolve) => setImmediate(resolve))
    } finally {
      process.off('warning', note)
    }
    expect(warnings).to.deep.equal([])
  })

  it('says which package to install', async () => {
    for (const name of ['scaffold.config.mjs', 'scaffold.config.ts']) {
      await withTempDir(
        { [name]: "import x from '@no/such-pkg/sub'\nexport default x" },
        async (cwd) => {
          const error = await failure('CONFIG_LOAD_FAILED', () => loadProject({ cwd }))
          expect(error.hint).to.equal('npm install --save-dev @no/such-pkg')
        },
      )
    }
  })

  for (const source of [
    'export default 5',
    'export const a = 1',
    'export default [1]',
    'export default null',
  ]) {
    it(`refuses ${source}`, async () => {
      await withTempDir({ 'scaffold.config.mjs': source }, async (cwd) => {
        await failure('CONFIG_INVALID', () => loadProject({ cwd }))
      })
    })
  }
})

describe('Project', () => {
  it('knows no network that is not in the config', async () => {
    await withTempDir({ 'scaffold.config.mjs': `export default ${net}` }, async (cwd) => {
      const project = await loadProject({ cwd })
      const error = await failure('NETWORK_UNKNOWN', () => project.connect('in-proces'))
      expect(error.hint).to.equal('Did you mean "in-process"?')
      await failure('NETWORK_UNKNOWN', () => project.connect('toString'))
    })
  })

  it('goes without contracts unless they are required or were there', async () => {
    await withTempDir({ 'scaffold.config.mjs': 'export default {}' }, async (cwd) => {
      const project = await loadProject({ cwd })
      expect((await project.compile()).status).to.equal('up-to-date')
      await failure('SOURCES_MISSING', () => project.compile({ requireSources: true }))
    })
  })

  it('misses the folder of contracts that the config names', async () => {
    const config = "export default { paths: { sources: 'scr' } }"
    await withTempDir({ 'scaffold.config.mjs': config, 'src/A.sol': '' }, async (cwd) => {
      const project = await loadProject({ cwd })
      const error = await failure('SOURCES_MISSING', () => project.compile())
      expect(error.hint).to.include('"src"')
      expect((await project.compile({ requireSources: false })).artifacts).to.deep.equal([])
    })
  })
})
