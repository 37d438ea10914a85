import { type Hex, isHex } from '@scaffold-evm/common'
import type { NodeOptions } from '../../definitions/node.js'
import { usageError } from '../../errors.js'

/** An account that the chain begins with. */
export interface GivenAccount {
  readonly privateKey: Hex
  readonly balanceWei?: bigint
}

/** What `ganache -d` derives its accounts from. */
export const ganacheMnemonic =
  'myth like bonus scare over problem client lizard pioneer submit female collect'

/** The mnemonic that was asked for: itself, or by `-d`, or by a seed, or by chance; the first of these. */
export async function chosenMnemonic(options: NodeOptions): Promise<string | undefined> {
  const { mnemonic, deterministic, seed, mnemonicRandom } = options
  if (mnemonic !== undefined) return mnemonic
  if (deterministic) return ganacheMnemonic
  if (seed !== undefined) {
    const { mnemonicOfSeed } = await import('./seed-mnemonic.js')
    return mnemonicOfSeed(seed)
  }
  return mnemonicRandom === undefined ? undefined : randomMnemonic(mnemonicRandom)
}

async function randomMnemonic(words: number | true): Promise<string> {
  const { Mnemonic } = await import('@scaffold-evm/project/ethers')
  const count = words === true ? 12 : words
  // Three words hold 32 bits and one of the checksum.
  return Mnemonic.entropyToPhrase(crypto.getRandomValues(new Uint8Array((count / 3) * 4)))
}

/** Accounts written as `key,wei`. Undefined when there are none. */
export function accountsOf(texts: readonly string[]): readonly GivenAccount[] | undefined {
  return texts.length === 0 ? undefined : texts.map(parseAccount)
}

function parseAccount(text: string): GivenAccount {
  const [key = '', balance, ...rest] = text.split(',').map((part) => part.trim())
  const privateKey = key.startsWith('0x') ? key : `0x${key}`
  const isBalance = balance === undefined || /^(\d+|0x[0-9a-fA-F]+)$/.test(balance)
  if (isHex(privateKey) && privateKey.length === 66 && isBalance && rest.length === 0) {
    return { privateKey, ...(balance === undefined ? {} : { balanceWei: BigInt(balance) }) }
  }
  // The key is a secret that a log must not show.
  throw usageError(
    '--account is not a private key and a balance in wei',
    'e.g. --account 0x<64 hexadecimal digits>,1000000000000000000',
  )
}

/** Addresses and numbers of accounts, several of which may be in one text. */
export function addressesToUnlock(
  texts: readonly string[],
  accounts: readonly { readonly address: string }[],
): readonly string[] {
  const entries = texts.flatMap((text) => text.split(',')).map((entry) => entry.trim())
  return entries.map((entry) => {
    const address = /^\d{1,5}$/.test(entry) ? accounts[Number(entry)]?.address : entry
    if (isHex(address) && address.length === 42) return address
    throw usageError(
      `--unlock is ${JSON.stringify(entry)}; expected an address, or the number of one of the ${accounts.length} accounts`,
    )
  })
}
