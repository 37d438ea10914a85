import type { Eip1193Provider, RequestArguments } from '@scaffold-evm/common'
import { createDevchain } from '@scaffold-evm/devchain'

/** The node of a lab: a chain in this process, or one behind `FAULTS_URL`, such as anvil. */
export interface LabNode extends Eip1193Provider {
  readonly addresses: readonly string[]
  /** What `evm_setIntervalMining` takes for blocks in short order: milliseconds here, seconds there. */
  readonly interval: number
  close(): Promise<void>
}

/** How blocks come about. */
export type Mining = 'auto' | 'interval' | 'manual'

const intervalMs = 15

const miningOf = {
  auto: { auto: true },
  interval: { auto: false, intervalMs },
  manual: { auto: false },
} as const

async function ownNode(mining: Mining, chainId: bigint | undefined): Promise<LabNode> {
  const chain = chainId === undefined ? {} : { chainId }
  const node = await createDevchain({ mining: miningOf[mining], ...chain })
  return {
    request: (request) => node.request(request),
    on: () => undefined,
    removeListener: () => undefined,
    addresses: node.accounts.map(({ address }) => address),
    interval: intervalMs,
    close: () => node.close(),
  }
}

async function askRemote(url: string, { method, params = [] }: RequestArguments): Promise<unknown> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body })
  const answer: unknown = await response.json()
  const error: unknown = Reflect.get(Object(answer), 'error')
  if (error !== undefined && error !== null) throw error
  return Reflect.get(Object(answer), 'result')
}

/** A node that others started; it goes back to how it was. */
async function remoteNode(url: string, mining: Mining): Promise<LabNode> {
  const request = (asked: RequestArguments): Promise<unknown> => askRemote(url, asked)
  const start = await request({ method: 'evm_snapshot' })
  if (mining !== 'auto') await request({ method: 'evm_setAutomine', params: [false] })
  if (mining === 'interval') await request({ method: 'evm_setIntervalMining', params: [1] })
  const accounts: unknown = await request({ method: 'eth_accounts' })
  return {
    request,
    on: () => undefined,
    removeListener: () => undefined,
    addresses: Array.isArray(accounts) ? accounts.map(String) : [],
    interval: 1,
    async close() {
      if (mining === 'interval') await request({ method: 'evm_setIntervalMining', params: [0] })
      if (mining !== 'auto') await request({ method: 'evm_setAutomine', params: [true] })
      await request({ method: 'evm_revert', params: [start] })
    },
  }
}

/** The node that the lab is to be built around. */
export function startLabNode(mining: Mining, chainId: bigint | undefined): Promise<LabNode> {
  const url = process.env.FAULTS_URL
  return url === undefined ? ownNode(mining, chainId) : remoteNode(url, mining)
}
