import assert from 'node:assert/strict'
import { paramsBlock } from '@ethereumjs/block'
import { createCustomCommon, Mainnet } from '@ethereumjs/common'
import { paramsEVM } from '@ethereumjs/evm'
import { paramsTx } from '@ethereumjs/tx'
import { paramsVM } from '@ethereumjs/vm'
import { isScaffoldError } from '@scaffold-evm/common'
import { hardforks, parseHardfork } from '../../../src/internal/chain/hardforks.js'
import { createRules } from '../../../src/internal/chain/rules.js'

const parameterSets = [paramsEVM, paramsTx, paramsBlock, paramsVM]

describe('Rules', () => {
  for (const hardfork of hardforks) {
    it(`answers as the Common of ethereumjs at ${hardfork}`, () => {
      const stock = createCustomCommon({ chainId: 5 }, Mainnet, { hardfork })
      for (const params of parameterSets) stock.updateParams(params)
      const rules = createRules({ hardfork, chainId: 5n, customCrypto: {} })
      for (let eip = 1; eip < 9000; eip++) {
        assert.equal(rules.isActivatedEIP(eip), stock.isActivatedEIP(eip), `EIP-${eip}`)
      }
      for (const other of hardforks)
        assert.equal(rules.gteHardfork(other), stock.gteHardfork(other))
      for (const name of parameterSets.flatMap((set) => Object.values(set).flatMap(Object.keys))) {
        const answers = [rules, stock].map((common) => {
          try {
            return common.param(name)
          } catch {
            return 'missing'
          }
        })
        assert.equal(answers[0], answers[1], name)
      }
      assert.equal(rules.consensusType(), stock.consensusType())
      assert.equal(rules.chainId(), 5n)
      assert.equal(rules.copy(), rules)
    })
  }

  it('keeps chain ids of any size', () => {
    for (const chainId of [2n ** 32n + 1n, 2n ** 63n + 11n, 2n ** 64n - 1n]) {
      assert.equal(createRules({ hardfork: 'osaka', chainId, customCrypto: {} }).chainId(), chainId)
    }
  })
})

describe('parseHardfork', () => {
  it('takes any case and what other tools call the same', () => {
    assert.equal(parseHardfork('Spuriousdragon'), 'spuriousDragon')
    assert.equal(parseHardfork('merge'), 'paris')
  })

  it('suggests the name that was meant', () => {
    assert.throws(
      () => parseHardfork('cancoon'),
      (error) => isScaffoldError(error, 'CHAIN_HARDFORK_UNKNOWN') && /cancun/.test(error.message),
    )
  })
})
