import type { Hex } from '@scaffold-evm/common'
import type { DevchainAccountOptions, DevchainOptions } from '@scaffold-evm/devchain'
import { etherToWei } from './managed-chain.js'

/** Options of a chain that can be filled in one by one. */
type Draft = { -readonly [K in keyof DevchainOptions]: DevchainOptions[K] }

/** What a flag changes. Values that are no numbers, such as a variable of the shell, are passed over. */
type Apply = (draft: Draft, value: string) => void

const deterministicMnemonic =
  'myth like bonus scare over problem client lizard pioneer submit female collect'

const number =
  (set: (draft: Draft, value: bigint) => void): Apply =>
  (draft, value) => {
    if (/^(0x[0-9a-f]+|\d+)$/i.test(value)) set(draft, BigInt(value))
  }

const accountCount = number((draft, value) => {
  draft.accountCount = Number(value)
})
const balance: Apply = (draft, value) => {
  if (/^\d+(\.\d+)?$/.test(value)) draft.balanceWei = etherToWei(value)
}
const gasLimit = number((draft, value) => {
  draft.blockGasLimit = value
})
const gasPrice = number((draft, value) => {
  draft.gasPrice = value
})
const networkId = number((draft, value) => {
  draft.networkId = value
})
const mnemonic: Apply = (draft, value) => {
  if (value.trim().split(/\s+/).length >= 12) draft.mnemonic = value
}
const hardfork: Apply = (draft, value) => {
  draft.hardfork = value
}
const blockTime: Apply = (draft, value) => {
  if (Number(value) > 0) draft.mining = { auto: false, intervalMs: Number(value) * 1_000 }
}
const time: Apply = (draft, value) => {
  const initialDate = new Date(value)
  if (!Number.isNaN(initialDate.getTime())) draft.initialDate = initialDate
}
const account: Apply = (draft, value) => {
  const [privateKey = '', balanceWei = ''] = value.split(',')
  if (!/^0x[0-9a-f]{64}$/i.test(privateKey)) return
  const known: readonly DevchainAccountOptions[] = draft.accounts ?? []
  const isBalance = /^(0x[0-9a-f]+|\d+)$/i.test(balanceWei)
  draft.accounts = [
    ...known,
    { privateKey: privateKey as Hex, ...(isBalance ? { balanceWei: BigInt(balanceWei) } : {}) },
  ]
}

/** Flags with a value, in the spellings of both versions, without case, hyphens and namespaces. */
const valued: Readonly<Record<string, Apply>> = {
  '-a': accountCount,
  accounts: accountCount,
  totalaccounts: accountCount,
  '-e': balance,
  defaultbalanceether: balance,
  defaultbalance: balance,
  '-l': gasLimit,
  gaslimit: gasLimit,
  blockgaslimit: gasLimit,
  '-g': gasPrice,
  gasprice: gasPrice,
  defaultgasprice: gasPrice,
  '-i': networkId,
  networkid: networkId,
  '-m': mnemonic,
  mnemonic,
  '-k': hardfork,
  hardfork,
  '-b': blockTime,
  blocktime: blockTime,
  '-t': time,
  time,
  account,
  chainid: number((draft, value) => {
    draft.chainId = value
  }),
}

const switches: Readonly<Record<string, (draft: Draft) => void>> = {
  '-d': (draft) => {
    draft.mnemonic ??= deterministicMnemonic
  },
  deterministic: (draft) => {
    draft.mnemonic ??= deterministicMnemonic
  },
  allowunlimitedcontractsize: (draft) => {
    draft.allowUnlimitedContractSize = true
  },
  novmerrorsonrpcresponse: (draft) => {
    draft.throwOnTransactionFailures = false
  },
}

/** The options of a chain that the flags of ganache-cli 6 or ganache 7 ask for. What is not known is passed over. */
export function optionsOfGanacheFlags(args: readonly string[]): DevchainOptions {
  const draft: Draft = {}
  for (let index = 0; index < args.length; index++) {
    const [flag = '', inline] = splitOnce(args[index] ?? '')
    const name = spellingOf(flag)
    const next = args[index + 1]
    if (valued[name] !== undefined) {
      const value = inline ?? next
      if (inline === undefined) index += 1
      if (value !== undefined) valued[name](draft, value)
    } else if (inline !== 'false' && next !== 'false') {
      switches[name]?.(draft)
    }
  }
  return draft
}

function splitOnce(word: string): readonly [string, string | undefined] {
  const at = word.startsWith('-') ? word.indexOf('=') : -1
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function spellingOf(flag: string): string {
  if (!flag.startsWith('--')) return flag
  return flag
    .slice(2)
    .replace(/^\w+\./, '')
    .replaceAll(/[-_]/g, '')
    .toLowerCase()
}
