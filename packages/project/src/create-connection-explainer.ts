import type { Connection } from './connection.js'
import { failedExecution, recorderOnFork } from './failed-execution.js'
import {
  createExplainContext,
  createFailureExplainer,
  type FailureExplainer,
} from './failure-explainer.js'
import { forkNetwork } from './fork-network.js'
import type { Project } from './project.js'

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
          const record = fork.devchain && (await recorderOnFork(fork.devchain, failed))
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
