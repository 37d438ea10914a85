import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import type { Finding, Patient } from './finding.js'

/** Whether the networks of the config answer. One that does not is no problem of the set-up, but worth a word. */
export async function checkNetworks({ project }: Patient): Promise<readonly Finding[]> {
  if (project === undefined) return []
  const names = Object.entries(project.config.networks)
    .filter(([, network]) => network.type === 'http')
    .map(([name]) => name)
  return Promise.all(
    names.map(async (name): Promise<Finding> => {
      const topic = `Network ${name}`
      try {
        const connection = await project.connect(name)
        const { chainId } = connection
        await connection.close()
        return { topic, status: 'ok', message: `answers, chain id ${chainId}` }
      } catch (error) {
        const [message = ''] = errorMessage(error).split('\n')
        const fix = isScaffoldError(error) ? error.hint : undefined
        return { topic, status: 'warning', message, ...(fix === undefined ? {} : { fix }) }
      }
    }),
  )
}
