import type { AbiEntry, AbiParameter } from '@scaffold-evm/compiler'
import { AbiCoder, ParamType } from 'ethers'
import { callEmptyError, callRevertedError } from '../errors/command.js'
import { selectorOf } from '../internal/abi/signatures.js'
import { reasonOfData, revertDataOf } from '../internal/contract/revert-reason.js'
import { AstIndex } from '../internal/test/ast-index.js'
import type { DecodedEvent, DecodedParameter } from '../internal/test/event-decoder.js'
import { formatEvent } from '../internal/test/event-format.js'
import { namesOf } from '../internal/test/event-log.js'
import { KnownContracts } from '../internal/test/known-contracts.js'
import type { TruffleArtifact } from '../truffle-artifact.js'
import type { TruffleSession } from '../truffle-session.js'

/** What errors are looked up in; without a name for a contract of somebody else. */
export type AbiSource = Pick<TruffleArtifact, 'abi' | 'contractName'>

/** Errors that the language itself has. */
const builtInErrors: readonly AbiEntry[] = [
  { type: 'error', name: 'Error', inputs: [{ name: '', type: 'string' }] },
]
const panicSelector = '0x4e487b71'

/**
 * What a call returned, with its types, as Truffle prints it.
 *
 * @throws `TRUFFLE_CALL_EMPTY`
 */
export async function describeReturned(
  session: TruffleSession,
  { outputs = [], name = '' }: AbiEntry,
  data: string,
): Promise<string> {
  if (data === '0x' && outputs.length > 0) throw callEmptyError(name)
  const parameters = decode(outputs, data)
  const event = { name: 'Returned values: ', definedIn: undefined, isAnonymous: false, parameters }
  return describe(new KnownContracts(session.store, session.provider), event)
}

/** What a node says of a call that failed, its return data decoded; the same again when there is none. */
export async function explainFailure(
  session: TruffleSession,
  sources: readonly AbiSource[],
  failure: unknown,
): Promise<unknown> {
  const data = revertDataOf(failure)
  if (data === undefined) return failure
  if (data === '0x') return callRevertedError('The call reverted without a message.')
  if (data.startsWith(panicSelector)) {
    const panic = reasonOfData(data, [])?.replace(/^Panic: /, '')
    return callRevertedError(`The call resulted in a panic: ${panic}`)
  }
  const contracts = new KnownContracts(session.store, session.provider)
  const thrown = readError(sources, contracts, data)
  return thrown === undefined ? failure : callRevertedError(await describe(contracts, thrown))
}

function readError(
  sources: readonly AbiSource[],
  contracts: KnownContracts,
  data: string,
): DecodedEvent | undefined {
  const isMeant = (entry: AbiEntry): boolean =>
    entry.type === 'error' && data.startsWith(selectorOf(entry))
  const source = sources.find(({ abi }) => abi.some(isMeant))
  const entry = (source?.abi ?? builtInErrors).find(isMeant)
  if (entry?.name === undefined) return undefined
  const { name, inputs = [] } = entry
  const definer =
    source && new AstIndex(() => contracts.all()).definerOf(source, name, 'ErrorDefinition')
  return {
    name: `Error thrown:\n${definer ? `${definer}.` : ''}${name}`,
    definedIn: undefined,
    isAnonymous: false,
    parameters: decode(inputs, `0x${data.slice(10)}`),
  }
}

function decode(types: readonly AbiParameter[], data: string): DecodedParameter[] {
  const coder = AbiCoder.defaultAbiCoder()
  const params = types.map((type) => ParamType.from({ ...type }))
  const values = coder.decode(params, data).toArray(true)
  return types.map((type, index) => ({
    type,
    isIndexed: false,
    isHash: false,
    value: values[index],
  }))
}

async function describe(contracts: KnownContracts, event: DecodedEvent): Promise<string> {
  const names = await namesOf([event], contracts)
  const ast = new AstIndex(() => contracts.all())
  return formatEvent(event, {
    hasColor: false,
    width: 79,
    contractAt: (address) => names.get(address),
    enumMembers: (name) => ast.enumMembers(name),
  })
}
