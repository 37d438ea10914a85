import { bytesToHex, type Hex, hexToBytes, isHex } from '@scaffold-evm/common'
import type { RecordExecution } from '@scaffold-evm/devchain'
import type { Connection } from './connection.js'
import {
  createExplainContext,
  createFailureExplainer,
  type FailureExplainer,
} from './failure-explainer.js'
import { forkNetwork } from './fork-network.js'
import { errorsIn, failedTransaction } from './internal/find-recorder.js'
import type { Project } from './project.js'
import { requestOf } from './rpc-error.js'

/**
 * Says why calls and transactions of a connection failed. Those of a network over HTTP run again on a fork of it.
 *
 * Cost: nothing before there is something to explain.
 */
export function createConnectionExplainer(
  project: Project,
  connection: Connection,
): FailureExplainer {
  const { devchain, config, networkName, chainId } = connection
  if (devchain !== undefined || config.type !== 'http') {
    return createFailureExplainer(project, devchain)
  }
  const network = { ...forkNetwork(config, chainId), accountCount: 0 }
  const hold: FailureExplainer['hold'] = (error) => {
    const failed = failedExecution(error)
    if (failed === undefined) return { explain: () => Promise.resolve(undefined) }
    // At once, since the chain goes on.
    const forking = project.connect(networkName, { network })
    forking.catch(() => undefined)
    return {
      async explain() {
        const fork = await forking
        try {
          const record = await recorderOn(fork, failed)
          if (record === undefined) return undefined
          const { explainExecution } = await import('@scaffold-evm/trace')
          return await explainExecution(record, await createExplainContext(project))
        } finally {
          await fork.close()
        }
      },
    }
  }
  return { hold, explain: (error) => hold(error).explain() }
}

/** What failed: a transaction that was mined, or a call with the parameters of `eth_call`. */
type FailedExecution =
  | { readonly kind: 'mined'; readonly hash: Hex }
  | { readonly kind: 'raw'; readonly transaction: Hex }
  | { readonly kind: 'call'; readonly params: readonly unknown[] }

function failedExecution(error: unknown): FailedExecution | undefined {
  const errors = errorsIn(error)
  const hash = errors.map(hashIn).find((found) => found !== undefined)
  if (hash !== undefined) return { kind: 'mined', hash }
  const request = errors.map(requestOf).find((found) => found !== undefined)
  const params = Array.isArray(request?.params) ? request.params : []
  const [first] = params
  switch (request?.method) {
    case 'eth_call':
    case 'eth_estimateGas':
      return { kind: 'call', params: [first, ...blockOf(params[1])] }
    case 'eth_sendTransaction':
      return { kind: 'call', params: [first] }
    case 'eth_sendRawTransaction':
      return isHex(first) ? { kind: 'raw', transaction: first } : undefined
    default:
      return undefined
  }
}

/** The fork has no block that is pending. */
function blockOf(block: unknown): readonly unknown[] {
  return block === undefined || block === 'pending' ? [] : [block]
}

/** Nodes for development tell of the transaction in the data of their errors, our own errors in theirs. */
function hashIn(error: object): Hex | undefined {
  const data = Object(Reflect.get(error, 'data')) as Readonly<Record<string, unknown>>
  const told = [data.transactionHash, data.txHash, Reflect.get(error, 'transactionHash')]
  const known = told.find((hash) => isHex(hash) && hash.length === 66)
  return isHex(known) ? known : failedTransaction(error)
}

async function recorderOn(
  { devchain }: Connection,
  failed: FailedExecution,
): Promise<RecordExecution | undefined> {
  if (devchain === undefined) return undefined
  if (failed.kind === 'call') return devchain.callRecorder(failed.params)
  if (failed.kind === 'mined') return devchain.findRecorder(failed.hash)
  const { loadKeccak256 } = await import('@scaffold-evm/devchain')
  const keccak256 = await loadKeccak256()
  return devchain.findRecorder(bytesToHex(keccak256(hexToBytes(failed.transaction))))
}
