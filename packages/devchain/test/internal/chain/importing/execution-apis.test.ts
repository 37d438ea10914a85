import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bytesToHex } from '@scaffold-evm/common'
import type { Chain } from '../../../../src/internal/chain/chain.js'
import { createChain } from '../../../../src/internal/chain/create-chain.js'
import { parseGenesis } from '../../../../src/internal/genesis-file/parse-genesis.js'
import { isRecord } from '../../../../src/internal/is-record.js'
import { forkConfig } from '../../../../src/internal/rpc/fork-config.js'
import { engineNames } from '../../../engines.js'
import { vectorsDirectory } from '../../state/ethereum-tests.js'

const folder = join(vectorsDirectory, 'execution-apis')
const headHash = '0xd226371d0b1551adb03fb52b71f08e3e11247fe9b1af994768af8cdaa8e7dcd7'

for (const engine of engineNames)
  describe(`the chain of the JSON-RPC standard on the ${engine} engine`, () => {
    if (!existsSync(folder)) {
      it.skip(`skipped: no execution-apis under ${vectorsDirectory} (see SCAFFOLD_VECTORS)`)
      return
    }
    const read = (name: string): Buffer => readFileSync(join(folder, name))
    let chain: Chain

    before(async () => {
      chain = await createChain({
        engine,
        genesis: parseGenesis(read('genesis.json').toString('utf8')),
      })
    })

    after(() => chain.close())

    it('begins with the block that geth makes of the genesis', () => {
      const hash = '0x44fd89d504659cd58f48f4796b77a7e7012cf296a2409afa2f6c3cb99b5b3d99'
      assert.equal(bytesToHex(chain.head.hash), hash)
    })

    it('comes out block for block, every root the same', async () => {
      assert.equal(await chain.importBlocks([read('chain.rlp')]), 54)
      assert.equal(bytesToHex(chain.head.hash), headHash)
    })

    it('passes over blocks that it has', async () => {
      assert.equal(await chain.importBlocks([read('chain.rlp')]), 0)
      assert.equal(bytesToHex(chain.head.hash), headHash)
    })

    it('follows the rules of each block', async () => {
      const forks = new Set<string>()
      for (let number = 0n; number <= chain.head.number; number++) {
        forks.add(chain.blockAt(number)?.block.common.hardfork() ?? 'none')
      }
      assert.deepEqual(
        [...forks],
        ['homestead', 'tangerineWhistle', 'spuriousDragon', 'byzantium', 'constantinople'].concat(
          ['petersburg', 'istanbul', 'muirGlacier', 'berlin', 'london', 'arrowGlacier'],
          ['grayGlacier', 'paris', 'shanghai', 'cancun', 'prague', 'osaka', 'bpo1', 'bpo2'],
        ),
      )
    })

    it('shows receipts with a state root before Byzantium, and with a status since', () => {
      const receipts = [3n, 10n].map((number) => chain.blockAt(number)?.transactions[0]?.receipt)
      assert.equal(
        bytesToHex(receipts[0]?.stateRoot ?? new Uint8Array(0)),
        '0x09ebe9c3ee77cd8d23faf37c62cf702b3c00e71dcadbef4d21355f35921b49ca',
      )
      assert.equal(receipts[1]?.stateRoot, undefined)
    })

    it('tells the forks of the head as EIP-7910 wants it', async () => {
      const config: unknown = await forkConfig(chain)
      assert.ok(isRecord(config) && isRecord(config.current))
      const { activationTime, forkId, blobSchedule } = config.current
      assert.deepEqual(
        { activationTime, forkId, blobSchedule },
        {
          activationTime: 540,
          forkId: '0xe272ecbe',
          blobSchedule: { target: 14, max: 21, baseFeeUpdateFraction: 11_684_671 },
        },
      )
      assert.deepEqual([config.next, config.last], [null, null])
    })

    it('goes on with blocks of its own', async () => {
      await chain.mine({ count: 2n })
      const { header } = chain.head.block
      assert.equal(header.number, 56n)
      assert.equal(header.difficulty, 0n)
      assert.equal(chain.hardfork, 'bpo2')
    })
  })
