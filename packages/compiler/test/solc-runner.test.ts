import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { createSolcRunner, type SolcTask } from '../src/solc-runner.js'
import { startThread } from '../src/thread.js'
import { bundledSoljson } from './support/solc.js'

const release = {
  version: '0.8.37',
  longVersion: '0.8.37+commit.f401782d',
  path: bundledSoljson,
  source: 'bundled',
} as const

function task(changes: Partial<SolcTask> = {}): SolcTask {
  return {
    release,
    language: 'Solidity',
    sources: {
      'project:/a/A.sol': 'import "../b/B.sol"; contract A is B {}',
      'project:/b/B.sol': 'contract B { function f() public {} }',
    },
    targets: ['project:/a/A.sol'],
    settings: { optimizer: { enabled: true } },
    outputs: { file: ['ast'], contract: ['abi', 'metadata'] },
    ...changes,
  }
}

describe('createSolcRunner', () => {
  const runner = createSolcRunner({ workers: 2 })
  after(() => runner.close())

  it('compiles sources under the names that they are given, and gives the outputs that are asked for', async () => {
    const { contracts, sources } = await runner.run(task())
    assert.deepEqual(Object.keys(contracts ?? {}), ['project:/a/A.sol'])
    const contract = contracts?.['project:/a/A.sol']?.['A']
    assert.deepEqual(
      contract?.abi?.map(({ name }) => name),
      ['f'],
    )
    const metadata = JSON.parse(contract?.metadata ?? '')
    assert.deepEqual(metadata.settings.compilationTarget, { 'project:/a/A.sol': 'A' })
    assert.equal(metadata.settings.optimizer.enabled, true)
    assert.ok(sources?.['project:/a/A.sol']?.ast)
  })

  it('gives errors rather than throwing them', async () => {
    const { errors } = await runner.run(task({ sources: { 'project:/a/A.sol': 'contract A {' } }))
    assert.equal(
      errors?.some(({ severity }) => severity === 'error'),
      true,
    )
  })

  it('spreads large sources over its compilers with the same outputs', async () => {
    const bulk = Array.from({ length: 40 }, (_, index) => `function f${index}() public {}`).join(
      '\n',
    )
    const filler = `// ${'x'.repeat(400_000)}\n`
    const sources = Object.fromEntries(
      ['A', 'B', 'C'].map((name) => [
        `${name}.sol`,
        `pragma solidity ^0.8.0;\n${filler}contract ${name} { ${bulk} }`,
      ]),
    )
    const all = task({ sources, targets: Object.keys(sources) })
    const alone = createSolcRunner({ workers: 1 })
    try {
      const [spread, single] = await Promise.all([runner.run(all), alone.run(all)])
      assert.deepEqual(spread.contracts, single.contracts)
      assert.deepEqual(spread.sources, single.sources)
      assert.deepEqual(spread.errors, single.errors)
    } finally {
      await alone.close()
    }
  })

  it('takes the thread that was started for it, once', async () => {
    const threads: Worker[] = []
    const note = (thread: Worker): void => void threads.push(thread)
    process.on('worker', note)
    const runners = [1, 2].map(() => createSolcRunner({ workers: 1 }))
    try {
      startThread()
      startThread()
      await turn()
      assert.equal(threads.length, 1)
      await Promise.all(runners.map((one) => one.run(task())))
      await turn()
      assert.equal(threads.length, 2)
    } finally {
      process.off('worker', note)
      await Promise.all(runners.map((one) => one.close()))
    }
    const ids = threads.map(({ threadId }) => threadId)
    assert.deepEqual(ids, [-1, -1], 'all have ended')
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    await assert.rejects(runner.run(task({ signal })), /enough/)
  })
})
