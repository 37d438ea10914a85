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

/** The one that sends; the node has its key. */
const from: Hex = '0x1a642f0e3c3af545e7acbd38b07251b3990914f1'
export const privateKey: Hex = `0x${'01'.repeat(32)}`

const transaction = { from, to: token, gas: '0x100000', data: transfer }

type Question = readonly [method: string, params: readonly unknown[]]

/** What libraries ask before and after they send something. */
const questions: readonly Question[] = [
  ['eth_chainId', []],
  ['eth_blockNumber', []],
  ['eth_gasPrice', []],
  ['eth_maxPriorityFeePerGas', []],
  ['eth_feeHistory', ['0x4', 'latest', []]],
  ['eth_getBlockByNumber', ['latest', false]],
  ['eth_getTransactionCount', [from, 'pending']],
  ['eth_getBalance', [from, 'latest']],
  ['eth_estimateGas', [transaction]],
  ['eth_call', [transaction, 'latest']],
]

/** Asks a node. */
export interface Client {
  /** The result of a method that does not fail. */
  request(method: string, params: readonly unknown[]): Promise<unknown>
  close(): void
}

/** Sends the transfer of that `index` and asks for its receipt. Half of them are signed first, as wallets do. */
export async function sendTransfer(client: Client, index: number): Promise<void> {
  const hash =
    index % 2 === 0
      ? await client.request('eth_sendTransaction', [transaction])
      : await client.request('eth_sendRawTransaction', [await sign(client)])
  await client.request('eth_getTransactionReceipt', [hash])
  const question = questions[index % questions.length]
  if (question !== undefined) await client.request(...question)
}

function sign(client: Client): Promise<unknown> {
  return client.request('eth_signTransaction', [transaction])
}
