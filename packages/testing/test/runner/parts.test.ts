import { join } from 'node:path'
import fc from 'fast-check'
import { diffLines } from '../../src/internal/runner/diff-lines.js'
import { findTests } from '../../src/internal/runner/find-tests.js'
import { scanTest } from '../../src/internal/runner/scan-test.js'
import { formatDuration } from '../../src/internal/runner/spec-reporter.js'
import { cleanStack } from '../../src/internal/runner/stack.js'
import { expect } from '../support/chain.js'
import { createTempProject } from '../support/temp-project.js'

describe('diffLines', () => {
  it('holds both texts, and marks nothing when they are equal', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        const lines = diffLines(expected, actual)
        const side = (kind: 'expected' | 'actual'): string =>
          lines
            .filter((line) => line.kind !== (kind === 'expected' ? 'actual' : 'expected'))
            .map((line) => line.text)
            .join('\n')
        expect(side('expected')).to.equal(expected)
        expect(side('actual')).to.equal(actual)
        if (expected === actual) expect(lines.every(({ kind }) => kind === 'same')).to.equal(true)
      }),
    )
  })
})

describe('cleanStack', () => {
  const context = { root: '/projects/shop' }

  it('keeps the lines of the user', () => {
    const stack = [
      'Error: at /projects/shop/not-a-frame.js',
      '    at deploy (/projects/shop/node_modules/x/index.js:1:2)',
      '    at async Context.<anonymous> (/projects/shop/test/a.ts:15:7)',
      '    at async helper (/projects/shop/lib/helper.js:3:4)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
      '    at Token.burn (contracts/Token.sol:12:9)',
    ].join('\n')
    expect(cleanStack(stack, context)).to.deep.equal({
      lines: [
        'at test/a.ts:15:7',
        'at async helper (lib/helper.js:3:4)',
        'at Token.burn (contracts/Token.sol:12:9)',
      ],
      location: { path: '/projects/shop/test/a.ts', line: 15, column: 7 },
    })
  })

  it('has no location for a stack without the user', () => {
    const stack = 'Error: x\n    at node:internal/timers:1:1\n    at new Promise (<anonymous>)'
    expect(cleanStack(stack, context)).to.deep.equal({ lines: [], location: undefined })
  })
})

describe('findTests', () => {
  it('finds every kind of file and no declarations or packages', async () => {
    const project = await createTempProject(
      Object.fromEntries(
        [
          'a.ts',
          'b.js',
          'c.mjs',
          'd.cjs',
          'e.mts',
          'f.cts',
          'g.d.ts',
          'h.json',
          'node_modules/x.js',
          'sub/i.ts',
        ].map((name) => [`test/${name}`, '']),
      ),
    )
    const options = { root: project.root, testsDir: join(project.root, 'test') }
    const names = (paths: readonly string[]): string[] =>
      paths.map((path) => path.slice(options.testsDir.length + 1))
    expect(names(await findTests(options))).to.deep.equal([
      'a.ts',
      'b.js',
      'c.mjs',
      'd.cjs',
      'e.mts',
      'f.cts',
      'sub/i.ts',
    ])
    expect(names(await findTests({ ...options, files: ['test/*.{ts,mts}'] }))).to.deep.equal([
      'a.ts',
      'e.mts',
    ])
    await project.remove()
  })
})

describe('scanTest', () => {
  it('sees .only and mocha', () => {
    const plain = { hasOnly: false, importsMocha: false }
    expect(scanTest("import 'mocha-x'\nit('is only a test')")).to.deep.equal(plain)
    expect(scanTest("describe .only ('x', () => {})").hasOnly).to.equal(true)
    expect(scanTest("import { it } from 'mocha'").importsMocha).to.equal(true)
  })
})

describe('formatDuration', () => {
  it('uses the unit that fits', () => {
    expect([5.4, 1_250, 61_000].map(formatDuration)).to.deep.equal(['5 ms', '1.3 s', '1 min 1 s'])
  })
})
