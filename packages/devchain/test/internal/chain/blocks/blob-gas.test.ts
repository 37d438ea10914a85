import { createBlockHeader } from '@ethereumjs/block'
import { expect } from 'chai'
import * as fc from 'fast-check'
import { nextExcessBlobGas } from '../../../../src/internal/chain/blocks/blob-gas.js'
import type { HardforkName } from '../../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../../src/internal/chain/rules.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'

const blob = 131_072n
const hardforks: readonly HardforkName[] = ['cancun', 'prague', 'osaka']

describe('nextExcessBlobGas', () => {
  for (const hardfork of hardforks) {
    it(`is what ethereumjs works out, at ${hardfork}`, async () => {
      const { customCrypto } = await loadCrypto()
      const rules = createRules({ hardfork, chainId: 1n, customCrypto })
      const blobs = fc.bigInt({ min: 0n, max: 30n })
      const fee = fc.bigInt({ min: 1n, max: 10n ** 12n })
      fc.assert(
        fc.property(blobs, fc.bigInt({ min: 0n, max: 9n }), fee, (excess, used, baseFeePerGas) => {
          const parent = createBlockHeader(
            { excessBlobGas: excess * blob, blobGasUsed: used * blob, baseFeePerGas },
            { common: rules, skipConsensusFormatValidation: true },
          )
          expect(nextExcessBlobGas(parent, rules)).to.equal(parent.calcNextExcessBlobGas(rules))
        }),
        { numRuns: 200 },
      )
    })
  }
})
