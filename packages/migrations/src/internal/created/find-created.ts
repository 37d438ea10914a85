import type { Artifact } from '@scaffold-evm/project'
import {
  type FunctionFragment,
  getAddress,
  type Interface,
  isAddress,
  type Log,
  type TransactionReceipt,
} from '@scaffold-evm/project/ethers'
import { createdUnclearError } from '../../errors/placement.js'
import type { StepPlace } from '../../errors/step-place.js'
import type { CreatedContract } from '../../migration/created.js'
import { matchesCode } from '../deterministic/matches-code.js'
import type { ChainReader } from '../steps/chain-reader.js'
import { allCreatedAddresses, createdAddresses } from './created-addresses.js'
import { returnedValues } from './returned-values.js'

/** A transaction, and what is known to read it. */
export interface Creation {
  /** Undefined of a deployment that was found done. */
  readonly receipt: TransactionReceipt | undefined
  /** The contract that was called, or created. */
  readonly maker: string
  /** Undefined when the transaction deploys the maker. */
  readonly method: FunctionFragment | undefined
  readonly interfaces: readonly Interface[]
  readonly reader: ChainReader
  readonly place: StepPlace
}

/** A contract to be found in it. */
export interface Wanted extends CreatedContract {
  readonly name: string
  readonly artifact: Artifact
}

function parseLog(log: Log, interfaces: readonly Interface[]): ReturnType<Interface['parseLog']> {
  for (const candidate of interfaces) {
    const parsed = candidate.parseLog(log)
    if (parsed !== null) return parsed
  }
  return null
}

/** Values of an event's argument, or of its only one that is an address. */
function fromEvents(event: string, { receipt, interfaces }: Creation): readonly unknown[] {
  const [name, argument] = event.split('.')
  return (receipt?.logs ?? []).flatMap((log) => {
    const parsed = parseLog(log, interfaces)
    if (parsed === null || (parsed.name !== name && parsed.signature !== name)) return []
    const fitting = parsed.fragment.inputs
      .map((input, at) => ({ input, value: parsed.args[at] }))
      .filter(({ input }) =>
        argument === undefined ? input.baseType === 'address' : input.name === argument,
      )
    return fitting.map(({ value }) => value)
  })
}

async function fromReturn(which: number | string, creation: Creation): Promise<readonly unknown[]> {
  const { method, receipt, maker, reader } = creation
  if (method === undefined || receipt === undefined) return []
  const values = await returnedValues({ receipt, maker, reader }, method)
  const at = typeof which === 'number' ? which : method.outputs.findIndex((it) => it.name === which)
  const value = values?.[at]
  return Array.isArray(value) ? value : [value].filter((it) => it !== undefined)
}

async function allCreated({ receipt, maker, reader }: Creation): Promise<readonly string[]> {
  if (receipt === undefined) return allCreatedAddresses(maker, reader)
  const words = receipt.logs.flatMap((log) => [...log.topics.slice(1), log.data])
  const { hash, blockNumber } = receipt
  return createdAddresses({ hash, blockNumber, maker, words }, reader)
}

/** What is created, as far as its code is that of the artifact; all of it when nothing is, such as clones. */
async function byCode(artifact: Artifact, creation: Creation): Promise<readonly string[]> {
  const all = await allCreated(creation)
  const { reader } = creation
  const fitting: string[] = []
  for (const address of all) {
    if (matchesCode(artifact, await reader.code(address))) fitting.push(address)
  }
  return fitting.length > 0 ? fitting : all
}

function describe(wanted: Wanted): string {
  if (wanted.event !== undefined) return `the event ${wanted.event}`
  if (wanted.returns !== undefined) return `the return value ${wanted.returns}`
  return 'the transaction'
}

/**
 * The address of a contract that a transaction created.
 *
 * @throws `MIGRATION_CREATED_UNCLEAR`.
 */
export async function findCreated(wanted: Wanted, creation: Creation): Promise<string> {
  const { event, returns, nth, artifact, name } = wanted
  const candidates =
    event !== undefined
      ? fromEvents(event, creation)
      : returns !== undefined
        ? await fromReturn(returns, creation)
        : await byCode(artifact, creation)
  const addresses = candidates.filter((value) => isAddress(value)).map((value) => getAddress(value))
  const [only] = addresses
  const found = nth === undefined && addresses.length > 1 ? undefined : addresses[nth ?? 0]
  if (found !== undefined && (await creation.reader.hasCode(found))) return found
  const list = addresses.length === 0 ? 'no contract' : `${addresses.join(', ')}`
  const index = nth === undefined ? '' : ` at ${nth}`
  const code = found === only && found !== undefined ? ' (without code)' : ''
  throw createdUnclearError(
    name,
    { found: `${describe(wanted)} tells ${list}${code}${index}`, hash: creation.receipt?.hash },
    creation.place,
  )
}
