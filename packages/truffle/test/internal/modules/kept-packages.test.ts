import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import Module from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { assert } from 'chai'

const module = new URL('../../../src/internal/modules/kept-packages.js', import.meta.url)

/** What modules see of themselves, and what becomes of those that are none. */
const packages = {
  'shape/package.json': '{ "name": "shape", "main": "./lib/index.js" }',
  'shape/lib/index.js': `#!/usr/bin/env node
    'use strict'
    exports.files = [__filename, __dirname, module.id, module.filename, module.paths.length]
    exports.self = [this === exports, arguments.length, module.children.length]
    exports.require = [require.resolve('./part'), require.resolve.paths('x'), require.main ?? null, Object.keys(require)]
    exports.cached = require.cache[__filename] === module && typeof require.extensions['.js']
    exports.part = require('./part')
    exports.parent = module.parent.filename`,
  'shape/lib/part.js': `exports.name = 'part'; exports.children = module.parent.children.length`,
  'places/index.js': `exports.stack = new Error('first line').stack.split('\\n')[1]
    exports.later = () => new Error('third').stack.split('\\n')[1]`,
  'later/index.js': `exports.load = () => import('./other.mjs')`,
  'made/index.js': `const load = new Function('name', 'return import(name)')
    exports.load = () => load(require('url').pathToFileURL(require.resolve('../later/other.mjs')))`,
  'later/other.mjs': `export const name = 'other'`,
  'cycle/index.js': `exports.first = 1; exports.seen = Object.keys(require('./back')); exports.last = 2`,
  'cycle/back.js': `const { first, last } = require('./index'); exports[\`\${first} \${last}\`] = true`,
  'broken/index.js': `const a = 1;\nconst a = 2;`,
  'throws/index.js': `require('not-there')`,
  'modern/package.json': '{ "name": "modern", "type": "module", "exports": "./index.js" }',
  'modern/index.js': `export const name = 'modern'`,
}

const observe = `
  const seen = {}
  for (const name of ['shape', 'places', 'cycle', 'broken', 'throws', 'modern']) {
    try {
      seen[name] = { ...require(name) }
    } catch (error) {
      seen[name] = [error.name, error.code, error.message.split('\\n')[0], error.stack.split('\\n')[0]]
    }
  }
  seen.later = (await require('later').load()).name
  seen.made = (await require('made').load()).name
  seen.places.later = seen.places.later()
  console.log(JSON.stringify(seen))`

describe('keepPackages', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-packages-'))
    for (const [path, text] of Object.entries(packages)) write(path, text)
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function write(path: string, text: string): void {
    const file = join(folder, 'node_modules', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  function run(setUp: string, program = observe): unknown {
    const text = `
      import { createRequire } from 'node:module'
      ${setUp}
      const require = createRequire(${JSON.stringify(join(folder, 'test.js'))})
      ${program}`
    const env = { ...process.env, SCAFFOLD_CACHE_DIR: join(folder, 'cache') }
    const given = ['--no-warnings', '--input-type=module', '--eval', text]
    return JSON.parse(execFileSync(process.execPath, given, { env, encoding: 'utf8' }))
  }

  const keeping = (): string => `
    const { keepPackages } = await import(${JSON.stringify(module.href)})
    keepPackages(${JSON.stringify(folder)})`

  /** When what is kept was written. */
  function writtenAt(): number {
    const code = join(folder, 'cache', 'code')
    const [file = '', ...others] = readdirSync(code)
    assert.deepEqual(others, [])
    return statSync(join(code, file)).mtimeMs
  }

  it('shows modules what Node.js shows them, from what is kept, too', () => {
    const plain = run('')
    assert.nestedPropertyVal(plain, 'shape.part.name', 'part')
    assert.deepInclude(plain, { later: 'other', made: 'other' })
    for (const _ of ['cold', 'warm', 'warm']) assert.deepEqual(run(keeping()), plain)
  })

  it('compiles each text once', function () {
    if (Reflect.has(Module, 'enableCompileCache')) this.skip()
    const program = `console.log(JSON.stringify(require('places').stack.length > 0 && require('cycle/back')))`
    run(keeping(), program)
    const first = writtenAt()
    run(keeping(), program)
    assert.equal(writtenAt(), first)
    write('cycle/back.js', `exports['3 undefined'] = true`)
    assert.deepEqual(run(keeping(), program), { '3 undefined': true })
    assert.isAbove(writtenAt(), first)
    const second = writtenAt()
    assert.deepEqual(run(keeping(), program), { '3 undefined': true })
    assert.equal(writtenAt(), second)
  })

  it('does without what is damaged', function () {
    if (Reflect.has(Module, 'enableCompileCache')) this.skip()
    const plain = run('')
    run(keeping())
    const code = join(folder, 'cache', 'code')
    for (const name of readdirSync(code)) writeFileSync(join(code, name), 'none')
    assert.deepEqual(run(keeping()), plain)
  })
})
