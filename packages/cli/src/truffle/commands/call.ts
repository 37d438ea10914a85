import {
  type CallFunctionOptions,
  callFunction,
  openSession,
  type TruffleSession,
} from '@scaffold-evm/truffle'
import { nodeUrl } from '../node-url.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `call`. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<void> {
  const { args, options } = input
  const url = nodeUrl(input)
  const project = await context.loadTruffleProject()
  const session = await openSession(project, { purpose: 'call', url })
  const [contract, method, ...rest] = args
  const { from, 'block-number': block } = options
  try {
    const text = await callFunction(session, {
      contract,
      method,
      args: rest,
      from: typeof from === 'string' ? from : undefined,
      block: typeof block === 'string' ? block : undefined,
      fetchAbi: options['fetch-external'] === true ? abiFetcher(context, session) : undefined,
    })
    context.logger.log(text)
  } finally {
    await session.close()
  }
}

/** ABIs of contracts whose sources somebody published. */
function abiFetcher(
  context: TruffleContext,
  session: TruffleSession,
): NonNullable<CallFunctionOptions['fetchAbi']> {
  return async (address) => {
    const { findPublished, sourcesUnknownError } = await import(
      '@scaffold-evm/migrations/published'
    )
    const { sourceServices } = await import('../source-services.js')
    const { networkName, provider } = session
    const chainId = BigInt(String(await provider.request({ method: 'eth_chainId', params: [] })))
    const project = await context.loadTruffleProject()
    const services = sourceServices(project, { networkName, chainId })
    const { signal } = context
    const { contract, failures } = await findPublished({ address, chainId, services, signal })
    if (contract !== undefined) return contract.abi
    throw (
      failures[0] ??
      sourcesUnknownError(address, { chainId, services: services.map(({ name }) => name) })
    )
  }
}
