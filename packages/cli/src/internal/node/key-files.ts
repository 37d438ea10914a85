import { resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { Devchain } from '@scaffold-evm/devchain'
import type { NodeOptions } from '../../definitions/node.js'
import type { Ready } from './ready.js'

/** Writes the files that the options ask for, relative to `cwd`. */
export async function writeKeyFiles(
  chain: Devchain,
  ready: Ready,
  { options, cwd }: { readonly options: NodeOptions; readonly cwd: string },
): Promise<void> {
  const { configOut, accountKeys } = options
  if (configOut !== undefined) {
    await writeJson(resolve(cwd, configOut), await anvilConfig(chain, ready, options))
  }
  if (accountKeys !== undefined) await writeJson(resolve(cwd, accountKeys), ganacheKeys(ready))
}

async function anvilConfig(chain: Devchain, ready: Ready, options: NodeOptions): Promise<object> {
  const quantity = async (method: string): Promise<string> =>
    BigInt(String(await chain.request({ method }))).toString()
  const genesis = (await chain.request({
    method: 'eth_getBlockByNumber',
    params: ['earliest', false],
  })) as { readonly gasLimit: string; readonly timestamp: string }
  return {
    available_accounts: ready.accounts.map(({ address }) => address),
    private_keys: ready.accounts.map(({ privateKey }) => privateKey),
    wallet: {
      mnemonic: ready.mnemonic,
      derivation_path: options.derivationPath ?? "m/44'/60'/0'/0/",
    },
    base_fee: await quantity('eth_baseFee'),
    gas_price: await quantity('eth_gasPrice'),
    gas_limit: BigInt(genesis.gasLimit).toString(),
    genesis_timestamp: BigInt(genesis.timestamp).toString(),
  }
}

function ganacheKeys({ accounts }: Ready): object {
  return {
    addresses: Object.fromEntries(accounts.map(({ address }) => [address, address])),
    private_keys: Object.fromEntries(
      accounts.map(({ address, privateKey }) => [address, privateKey]),
    ),
  }
}

async function writeJson(path: string, value: object): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(value, undefined, 2)}\n`)
}
