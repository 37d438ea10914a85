import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type Devchain } from '../../../src/devchain.js'
import { hardforks } from '../../../src/internal/chain/hardforks.js'
import { send } from '../../devchain-fixture.js'
import { vectorsDirectory } from '../state/ethereum-tests.js'

// Stores 1 at 0 when made, logs when called.
const initCode = '0x60016000556005600f60003960056000f360006000a000'

async function withChains<T>(action: (open: typeof createDevchain) => Promise<T>): Promise<T> {
  const chains: Devchain[] = []
  try {
    return await action(async (options) => {
      const chain = await createDevchain(options)
      chains.push(chain)
      return chain
    })
  } finally {
    await Promise.all(chains.map((chain) => chain.close()))
  }
}

async function headHash(chain: Devchain): Promise<unknown> {
  const block: unknown = await send(chain, 'eth_getBlockByNumber', 'latest', false)
  return (block as { readonly hash: unknown }).hash
}

async function use(chain: Devchain): Promise<void> {
  const [alice, bob] = chain.accounts
  await send(chain, 'eth_sendTransaction', { from: alice?.address, data: initCode, gas: '0x30000' })
  await chain.mine(3, 12)
  await send(chain, 'eth_sendTransaction', { from: bob?.address, to: alice?.address, value: '0x1' })
}

async function exported(chain: Devchain): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of chain.exportChain()) pieces.push(piece)
  return Buffer.concat(pieces)
}

function isNotExportable(error: unknown): boolean {
  return isScaffoldError(error, 'CHAIN_NOT_EXPORTABLE')
}

describe('exportChain and exportGenesis', () => {
  for (const hardfork of hardforks) {
    it(`give a chain that comes out the same elsewhere, at ${hardfork}`, () =>
      withChains(async (open) => {
        const chain = await open({ hardfork, initialDate: '2024-02-03', chainId: 77 })
        await use(chain)
        const copy = await open({ genesis: await chain.exportGenesis() })
        assert.equal(await copy.importChain(chain.exportChain()), 5)
        assert.equal(await headHash(copy), await headHash(chain))
        assert.equal(copy.chainId, 77n)
        assert.equal(copy.hardfork, hardfork)
        await use(copy)
        const third = await open({ genesis: await copy.exportGenesis() })
        assert.equal(await third.importChain([await exported(copy)]), 10)
        assert.equal(await headHash(third), await headHash(copy))
      }))
  }

  it('write a chain id that JSON numbers cannot hold', () =>
    withChains(async (open) => {
      const chainId = 2n ** 63n + 11n
      const chain = await open({ chainId })
      const copy = await open({ genesis: await chain.exportGenesis() })
      assert.equal(copy.chainId, chainId)
      assert.equal(await headHash(copy), await headHash(chain))
    }))

  it('refuse what blocks do not say', () =>
    withChains(async (open) => {
      const chain = await open()
      const [alice] = chain.accounts
      assert.ok(alice !== undefined)
      const start = await chain.snapshot()
      await chain.setBalance(alice.address, 1n)
      await assert.rejects(chain.exportGenesis(), isNotExportable)
      await assert.rejects(exported(chain), isNotExportable)
      await chain.revert(start)
      const again = await chain.snapshot()
      await chain.mine(1_000)
      await assert.rejects(exported(chain), isNotExportable)
      await chain.revert(again)
      const nobody = `0x${'11'.repeat(20)}` as const
      await chain.impersonate(nobody)
      await send(chain, 'eth_sendTransaction', {
        from: alice.address,
        to: nobody,
        value: '0xffffffffffffffff',
      })
      await exported(chain)
      await send(chain, 'eth_sendTransaction', { from: nobody, to: alice.address })
      await assert.rejects(exported(chain), isNotExportable)
    }))

  it('give back what was imported', function () {
    const folder = join(vectorsDirectory, 'execution-apis')
    if (!existsSync(folder)) this.skip()
    return withChains(async (open) => {
      const blocks = readFileSync(join(folder, 'chain.rlp'))
      const chain = await open({ genesis: readFileSync(join(folder, 'genesis.json'), 'utf8') })
      await chain.importChain([blocks])
      const again = await exported(chain)
      assert.ok(again.subarray(-blocks.length).equals(blocks))
      const copy = await open({ genesis: await chain.exportGenesis() })
      await copy.importChain([again])
      assert.equal(await headHash(copy), await headHash(chain))
    })
  })
})
