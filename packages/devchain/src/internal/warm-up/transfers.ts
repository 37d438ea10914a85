import type { Hex } from '@scaffold-evm/common'

/** Where the token is. */
export const token: Hex = `0x${'02'.repeat(20)}`

/** Counts up the slots of the caller and of the recipient and logs both: as much as a transfer of a token does. */
export const tokenCode: Hex = `0x${[
  ['33', '54', '6001', '01', '33', '55'],
  ['6004', '35', '54', '6001', '01', '6004', '35', '55'],
  ['6004', '35', '33', '6007', '6020', '6000', 'a3'],
  ['6001', '6000', '52', '6020', '6000', 'f3'],
]
  .flat()
  .join('')}`

/** A selector and a recipient. */
const transfer: Hex = `0x${'03'.repeat(36)}`

/** Asks a node, and gives the result. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>

/** A transfer, and who sends it. */
interface Transfer {
  readonly from: Hex
  readonly transaction: object
  /** Of the one before. */
  readonly hash: unknown
}

/** What libraries ask before and after they send something. */
const questions: readonly ((transfer: Transfer) => Parameters<Ask>)[] = [
  () => ['eth_chainId', []],
  () => ['eth_blockNumber', []],
  () => ['eth_gasPrice', []],
  () => ['eth_maxPriorityFeePerGas', []],
  () => ['eth_feeHistory', ['0x4', 'latest', []]],
  () => ['eth_getBlockByNumber', ['latest', false]],
  ({ from }) => ['eth_getTransactionCount', [from, 'pending']],
  ({ from }) => ['eth_getBalance', [from, 'latest']],
  ({ transaction }) => ['eth_estimateGas', [transaction]],
  ({ transaction }) => ['eth_call', [transaction, 'latest']],
  ({ hash }) => ['eth_getTransactionByHash', [hash]],
]

/**
 * Sends the transfer of that `index` from `from`, whose key the node has, and asks what clients ask: for its receipt, and one
 * thing more. Half of them are signed first, as wallets do.
 */
export async function sendTransfer(ask: Ask, from: Hex, index: number): Promise<void> {
  const transaction = { from, to: token, gas: '0x100000', data: transfer }
  const hash =
    index % 2 === 0
      ? await ask('eth_sendTransaction', [transaction])
      : await ask('eth_sendRawTransaction', [await ask('eth_signTransaction', [transaction])])
  await ask('eth_getTransactionReceipt', [hash])
  const question = questions[index % questions.length]
  if (question !== undefined) await ask(...question({ from, transaction, hash }))
}
