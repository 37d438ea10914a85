import type { Hex } from '@scaffold-evm/common'

/** The one that sends: the node has its key. */
export const privateKey: Hex = `0x${'01'.repeat(32)}`
const from: Hex = '0x1a642f0e3c3af545e7acbd38b07251b3990914f1'
/** What it creates first. */
const token: Hex = '0x32dcab0ef3fb2de2fce1d2e0799d36239671f04a'

/** Counts up the slots of the caller and of the recipient and logs both: as much as a transfer of a token does. */
const tokenCode = [
  ['33', '54', '6001', '01', '33', '55'],
  ['6004', '35', '54', '6001', '01', '6004', '35', '55'],
  ['6004', '35', '33', '6007', '6020', '6000', 'a3'],
  ['6001', '6000', '52', '6020', '6000', 'f3'],
]
  .flat()
  .join('')

/** Fills a slot and puts what follows on it there: with what is never reached, a token's usual 2,048 bytes. */
const creationCode: Hex = `0x60016000556108008060116000396000f3${tokenCode.padEnd(4096, 'fe')}`

/** A selector, a recipient and an amount. */
const transfer: Hex = `0xa9059cbb${'03'.repeat(20).padStart(64, '0')}${'1'.padStart(64, '0')}`

const transaction = { from, to: token, gas: '0x100000', data: transfer }

/** Asks a node. */
export interface Client {
  /** The result of a method that does not fail. */
  request(method: string, params: readonly unknown[]): Promise<unknown>
  close(): void
}

/** What libraries ask about a transaction, before and after. */
const questions: readonly Parameters<Client['request']>[] = [
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

/** Transfers of a token that is created first, each asked about as clients do. */
export class Transfers {
  readonly #client: Client
  #count = 0

  private constructor(client: Client) {
    this.#client = client
  }

  static async create(client: Client): Promise<Transfers> {
    await client.request('eth_sendTransaction', [{ from, gas: '0x100000', data: creationCode }])
    return new Transfers(client)
  }

  /** Every second one is signed before it is sent, as wallets do. */
  async send(): Promise<void> {
    const client = this.#client
    const index = this.#count++
    const hash = index % 2 === 0 ? await this.#sendUnsigned() : await this.#sendSigned()
    await client.request('eth_getTransactionReceipt', [hash])
    const question = questions[index % questions.length]
    if (question !== undefined) await client.request(...question)
  }

  #sendUnsigned(): Promise<unknown> {
    return this.#client.request('eth_sendTransaction', [transaction])
  }

  async #sendSigned(): Promise<unknown> {
    const signed = await this.#client.request('eth_signTransaction', [transaction])
    return this.#client.request('eth_sendRawTransaction', [signed])
  }
}
