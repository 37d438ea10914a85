import { decodeLogArguments } from '../abi/decode-log.js'
import { formatNumbers } from '../abi/number-format.js'
import type { Web3Log } from '../rpc/receipt.js'
import type { ContractClass } from './contract-class.js'

/** A log whose event is known: `event` and `args` instead of `topics` and `data`. */
export type DecodedLog = Omit<Web3Log, 'topics' | 'data'> & {
  readonly event: string
  readonly args: unknown
}

interface RawHolder {
  readonly raw?: { readonly data: string; readonly topics: string[] }
}

/** Decodes the logs of the events that a class knows, its own and those of linked libraries; others are left out. */
export function decodeLogs(contract: ContractClass, logs: readonly Web3Log[]): DecodedLog[] {
  if (logs.length === 0) return []
  const { events, numberFormat } = contract
  return logs.flatMap((log) => {
    const { data, topics, ...rest } = withRaw(log)
    const entry = events[topics[0] ?? '']
    if (entry === undefined) return []
    const inputs = entry.inputs ?? []
    try {
      const args = decodeLogArguments(inputs, data, entry.anonymous ? topics : topics.slice(1))
      const decoded = { ...rest, event: entry.name ?? '' }
      return [{ ...decoded, args: formatNumbers(args, inputs, numberFormat) } as DecodedLog]
    } catch {
      // What does not fit the event is left out, as Truffle does.
      return []
    }
  })
}

/** web3 puts topics and data of what it decoded itself into `raw`. */
function withRaw(log: Web3Log): Web3Log {
  const { raw } = log as RawHolder
  return raw === undefined ? log : { ...log, ...raw }
}
