import type { SolcInput } from '@scaffold-evm/compiler'
import type { ServiceClient } from '../verify/service-client.js'

/** A contract at a service. */
export interface SourcesPlace {
  readonly service: string
  readonly client: ServiceClient
  readonly chainId: bigint
  readonly address: string
  readonly apiKey: string | undefined
}

/** A member of what a service answered; undefined where there is none. */
export function field(object: unknown, name: string): unknown {
  return Reflect.get(Object(object), name)
}

/** Texts by source name; undefined when it is something else. */
export function sourcesIn(value: unknown): SolcInput['sources'] | undefined {
  const entries = Object.entries(Object(value)).map(([name, source]) => {
    const content = field(source, 'content')
    return typeof content === 'string' ? ([name, { content }] as const) : undefined
  })
  const whole = entries.filter((entry) => entry !== undefined)
  return whole.length === entries.length && whole.length > 0 ? Object.fromEntries(whole) : undefined
}

/** An input for solc: the code stays unlinked, as what it is compared with. */
export function inputOf(sources: SolcInput['sources'], given: unknown): SolcInput {
  const settings: Readonly<Record<string, unknown>> = Object(given)
  const { libraries: _linked, compilationTarget: _target, outputSelection: _, ...rest } = settings
  return { language: 'Solidity', sources, settings: { ...rest, outputSelection: {} } }
}
