import type { DevchainOptions } from '@scaffold-evm/devchain'

/** Ganache's `fork`: `url`, `url@block`, or an object with `url` and `blockNumber`. */
export function forkOptions(given: unknown): Pick<DevchainOptions, 'fork'> {
  if (typeof given === 'string') return { fork: parseForkUrl(given) }
  if (typeof given !== 'object' || given === null) return {}
  const { url, blockNumber, headers } = given as Readonly<Record<string, unknown>>
  if (typeof url !== 'string') return {}
  return {
    fork: {
      ...parseForkUrl(url),
      ...(typeof blockNumber === 'number' ? { blockNumber } : {}),
      ...(headers === undefined ? {} : { headers: headers as Readonly<Record<string, string>> }),
    },
  }
}

function parseForkUrl(text: string): NonNullable<DevchainOptions['fork']> {
  const [, url = text, block] = /^(.*)@(\d+)$/.exec(text) ?? []
  return block === undefined ? { url } : { url, blockNumber: BigInt(block) }
}
