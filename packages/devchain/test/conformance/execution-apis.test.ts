import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDevchain, type Devchain } from '../../src/devchain.js'
import { vectorsDirectory } from '../internal/state/ethereum-tests.js'
import { differences, shapeDifferences } from './compare.js'
import { exceptions } from './exceptions.js'
import { type ConformanceCase, type Exchange, executionApis, readCases } from './io-file.js'

const cases = readCases()

/** The chain of the vectors, as a node serves it that waits for nothing and mines nothing itself. */
async function importedChain(): Promise<Devchain> {
  const chain = await createDevchain({
    genesis: readFileSync(join(executionApis, 'genesis.json'), 'utf8'),
    // What the node that was recorded moves the limit of its own blocks towards.
    blockGasLimit: 60_000_000n,
    mining: { auto: false },
    logger: () => undefined,
  })
  await chain.importChain([readFileSync(join(executionApis, 'chain.rlp'))])
  return chain
}

/** The answer as clients read it. */
async function answer(chain: Devchain, { method, params }: Exchange): Promise<unknown> {
  try {
    return JSON.parse(JSON.stringify({ result: await chain.request({ method, params }) }))
  } catch (error) {
    const { code, message, data } = error as { code: number; message: string; data?: unknown }
    return { error: { code, message, ...(data === undefined ? {} : { data }) } }
  }
}

/** Where the answers are not those that were recorded. Traces have to be the same even where they need not. */
async function run(chain: Devchain, example: ConformanceCase): Promise<string[]> {
  const { exchanges, name } = example
  const isSpecOnly = example.isSpecOnly && !name.startsWith('debug_trace')
  const found: string[] = []
  for (const exchange of exchanges) {
    const { jsonrpc: _, id: __, ...expected } = exchange.response
    const got = await answer(chain, exchange)
    found.push(...(isSpecOnly ? shapeDifferences : differences)(got, expected))
  }
  return found
}

/**
 * What has to be there for a case to show anything, as the pool is empty after each. The node that was
 * recorded keeps transactions with blobs elsewhere.
 */
async function prepare(chain: Devchain, { name }: ConformanceCase): Promise<void> {
  if (!name.startsWith('txpool_')) return
  const sending = cases.filter(
    (other) => other.name.startsWith('eth_sendRawTransaction/') && !other.name.endsWith('blob-tx'),
  )
  for (const { exchanges } of sending) {
    for (const exchange of exchanges) await answer(chain, exchange)
  }
}

describe('the cases of the JSON-RPC standard', () => {
  if (cases.length === 0) {
    it.skip(`skipped: no execution-apis under ${vectorsDirectory} (see SCAFFOLD_VECTORS)`)
    return
  }
  let chain: Devchain

  before(async () => {
    chain = await importedChain()
  })

  after(() => chain.close())

  for (const example of cases) {
    it(example.name, async () => {
      const reason = exceptions.get(example.name)
      const snapshot = await chain.snapshot()
      await prepare(chain, example)
      const found = await run(chain, example)
      await chain.revert(snapshot)
      if (reason === undefined) assert.deepEqual(found, [])
      else assert.notDeepEqual(found, [], `it is passed, and yet an exception: ${reason}`)
    })
  }

  it('are there for all exceptions', () => {
    const names = new Set(cases.map(({ name }) => name))
    assert.deepEqual(
      [...exceptions.keys()].filter((name) => !names.has(name)),
      [],
    )
  })
})
