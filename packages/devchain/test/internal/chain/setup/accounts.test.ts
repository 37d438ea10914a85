import assert from 'node:assert/strict'
import { bytesToHex, isScaffoldError } from '@scaffold-evm/common'
import { HDNodeWallet, Mnemonic } from 'ethers'
import { genesisAccounts } from '../../../../src/internal/chain/setup/accounts.js'
import { derivePrivateKeys } from '../../../../src/internal/chain/setup/derivation.js'
import {
  defaultDerivationPath,
  testMnemonic,
  testPrivateKeys,
} from '../../../../src/internal/chain/setup/test-accounts.js'
import { loadCrypto } from '../../../../src/internal/crypto.js'

function ethersKeys(mnemonic: string, path: string, count: number): string[] {
  const parent = HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(mnemonic), path.replace(/\/$/, ''))
  return Array.from({ length: count }, (_, index) => parent.deriveChild(index).privateKey)
}

describe('derivePrivateKeys', () => {
  const other = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

  for (const [mnemonic, path] of [
    [testMnemonic, defaultDerivationPath],
    [other, defaultDerivationPath],
    [other, "m/44'/1'/3/7'/"],
  ] as const) {
    it(`derives what ethers derives of "${mnemonic.slice(0, 12)}…" at ${path}`, async () => {
      const keys = derivePrivateKeys({ mnemonic, path, count: 3 }, await loadCrypto())
      assert.deepEqual(keys.map(bytesToHex), ethersKeys(mnemonic, path, 3))
    })
  }

  it('refuses a phrase of the wrong length and a path that is none', async () => {
    const crypto = await loadCrypto()
    const derive = (mnemonic: string, path: string) => () =>
      derivePrivateKeys({ mnemonic, path, count: 1 }, crypto)
    assert.throws(derive('test junk', 'm/0'), (e) => isScaffoldError(e, 'CHAIN_MNEMONIC_INVALID'))
    for (const path of ['', '44/0', 'm/x', 'm/1/2147483648', "m/1''"]) {
      assert.throws(derive(testMnemonic, path), (e) =>
        isScaffoldError(e, 'CHAIN_DERIVATION_PATH_INVALID'),
      )
    }
  })
})

describe('testPrivateKeys', () => {
  it('are those of the test mnemonic', async () => {
    const options = { mnemonic: testMnemonic, path: defaultDerivationPath, count: 20 }
    const derived = derivePrivateKeys(options, await loadCrypto())
    assert.deepEqual(
      derived.map(bytesToHex),
      testPrivateKeys.map((key) => `0x${key}`),
    )
  })
})

describe('genesisAccounts', () => {
  it('are ten with 10,000 ether each', async () => {
    const accounts = genesisAccounts({}, await loadCrypto())
    assert.equal(accounts.length, 10)
    assert.ok(accounts.every(({ balanceWei }) => balanceWei === 10n ** 22n))
    assert.equal(
      bytesToHex(accounts[0]?.address ?? new Uint8Array()),
      '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266',
    )
  })

  it('are those given instead, with balances of their own', async () => {
    const privateKey = new Uint8Array(32).fill(1)
    const options = { accounts: [{ privateKey, balanceWei: 5n }, { privateKey }], balanceWei: 7n }
    const accounts = genesisAccounts(options, await loadCrypto())
    assert.deepEqual(
      accounts.map(({ balanceWei }) => balanceWei),
      [5n, 7n],
    )
  })
})
