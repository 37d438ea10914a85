import type { Style } from '@scaffold-evm/common'
import type { MigrationReport } from './report.js'

/** A recorded name on several networks. */
export interface ComparedContract {
  readonly name: string
  /** By network; a network that has nothing of the name is left out. */
  readonly addresses: Readonly<Record<string, string>>
  /** Whether its address follows from a salt, on one of the networks at least. */
  readonly isDeterministic: boolean
  /** `missing`: equal, and not on all networks. */
  readonly status: 'equal' | 'different' | 'missing'
}

type Deployed = Pick<MigrationReport, 'network' | 'contracts' | 'deterministic'>

function statusOf(
  addresses: ComparedContract['addresses'],
  networks: number,
): ComparedContract['status'] {
  const found = Object.values(addresses)
  if (new Set(found).size > 1) return 'different'
  return found.length < networks ? 'missing' : 'equal'
}

/** The addresses of several networks side by side, by recorded name. */
export function compareAddresses(reports: readonly Deployed[]): readonly ComparedContract[] {
  const names = new Set(reports.flatMap(({ contracts }) => Object.keys(contracts)))
  return [...names].sort().map((name) => {
    const entries = reports.flatMap(({ network, contracts }) => {
      const address = contracts[name]
      return address === undefined ? [] : [[network, address] as const]
    })
    const addresses = Object.fromEntries(entries)
    const isDeterministic = reports.some(({ deterministic }) => deterministic.includes(name))
    return { name, addresses, isDeterministic, status: statusOf(addresses, reports.length) }
  })
}

function lines(
  { name, addresses, isDeterministic, status }: ComparedContract,
  style: Style,
): readonly string[] {
  const entries = Object.entries(addresses)
  const [[, first] = ['', '']] = entries
  if (status === 'equal') return [`  ${first}  ${name}`]
  if (status === 'missing')
    return [`  ${first}  ${name}, only on ${Object.keys(addresses).join(', ')}`]
  const flag = isDeterministic
    ? style.yellow(
        ': it follows from a salt, and differs by its code, its arguments, or its sender',
      )
    : ''
  return [`  ${name}${flag}`, ...entries.map(([network, address]) => `    ${address}  ${network}`)]
}

const sections = [
  ['equal', 'The same on'],
  ['missing', 'Not on all of'],
  ['different', 'Different on'],
] as const

/** Addresses of several networks as text: first what is equal, then what is not. Ends without a line break. */
export function formatComparedAddresses(
  compared: readonly ComparedContract[],
  networks: readonly string[],
  style: Style,
): string {
  const parts = sections.map(([wanted, title]) => {
    const found = compared.filter(({ status }) => status === wanted)
    if (found.length === 0) return []
    const heading = style.bold(`${title} ${networks.join(', ')}`)
    return [heading, ...found.flatMap((it) => lines(it, style))]
  })
  return parts.flat().join('\n')
}
