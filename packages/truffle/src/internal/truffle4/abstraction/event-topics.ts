import type { AbiEntry } from '@scaffold-evm/compiler'
import type { LegacyWeb3 } from '../legacy-web3.js'

const known = new WeakMap<readonly AbiEntry[], Readonly<Record<string, AbiEntry>>>()

/** The events of an ABI by topic. */
export function eventTopics(
  abi: readonly AbiEntry[],
  web3: LegacyWeb3,
): Readonly<Record<string, AbiEntry>> {
  const found = known.get(abi)
  if (found !== undefined) return found
  const topics = Object.fromEntries(
    abi
      .filter(({ type }) => type === 'event')
      .map((event) => [web3.sha3(signatureOf(event)), event] as const),
  )
  known.set(abi, topics)
  return topics
}

function signatureOf({ name, inputs = [] }: AbiEntry): string {
  return `${name}(${inputs.map(({ type }) => type).join(',')})`
}
