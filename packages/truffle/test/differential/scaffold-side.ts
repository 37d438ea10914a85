import { createDevchain } from '@scaffold-evm/devchain'
import BigNumber from 'bignumber.js'
import BN from 'bn.js'
import { createAbstraction, type TruffleProvider } from '../../src/index.js'
import type { Side } from './run-script.js'

/** Ours: the abstraction over a chain in this process. */
export async function openScaffoldSide(
  artifacts: Readonly<Record<string, object>>,
): Promise<Side & { close(): Promise<void> }> {
  const chain = await createDevchain({
    dialect: 'ganache',
    mnemonic: 'test test test test test test test test test test test junk',
    networkId: 1337,
    logger() {},
  })
  const accounts = chain.accounts.map(({ address }) => String(address))
  const context = {
    provider: chain as unknown as TruffleProvider,
    networkId: '1337',
    defaults: { from: accounts[0] },
    loadWeb3(): never {
      throw new Error('web3 was loaded')
    },
  }
  const classes = Object.entries(artifacts).map(([name, artifact]) => [
    name,
    createAbstraction(artifact, context),
  ])
  return {
    accounts,
    classes: Object.fromEntries(classes),
    bn: (digits) => new BN(digits),
    bigNumber: (digits) => new BigNumber(digits),
    close: () => chain.close(),
  }
}
