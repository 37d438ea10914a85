import type { Artifacts } from '../../truffle-session.js'
import type { ChainReader } from './chain-reader.js'

/** The contract in which a project keeps how far its migrations got. */
interface MigrationsContract {
  isDeployed(): boolean
  deployed(): Promise<Readonly<Record<string, unknown>>>
}

/** The number of the last migration that was completed; 0 when nothing says so. */
export async function readLastCompleted(artifacts: Artifacts, chain: ChainReader): Promise<number> {
  const contract = findMigrationsContract(artifacts)
  if (contract === undefined || !contract.isDeployed()) return 0
  const instance = await contract.deployed()
  if (!(await chain.hasCode(String(instance['address'])))) return 0
  const read = methodOf(instance, ['last_completed_migration', 'lastCompletedMigration'], 'call')
  return Number.parseInt(String(await read?.()), 10)
}

/** How a completed migration is written down; undefined when the project keeps no account. */
export function findCompletionWriter(
  artifacts: Artifacts,
): ((number: number) => Promise<unknown>) | undefined {
  const contract = findMigrationsContract(artifacts)
  if (contract === undefined || !contract.isDeployed()) return undefined
  return async (number) => {
    const instance = await contract.deployed()
    return methodOf(instance, ['setCompleted', 'set_completed'])?.(number)
  }
}

function findMigrationsContract(artifacts: Artifacts): MigrationsContract | undefined {
  try {
    return artifacts.require('Migrations') as unknown as MigrationsContract
  } catch {
    // Truffle does not need one.
    return undefined
  }
}

type Method = (...args: readonly unknown[]) => Promise<unknown>

function methodOf(
  instance: Readonly<Record<string, unknown>>,
  names: readonly string[],
  member?: string,
): Method | undefined {
  const found = names.map((name) => instance[name]).find((one) => typeof one === 'function')
  const method: unknown = member === undefined ? found : Reflect.get(Object(found), member)
  return typeof method === 'function' ? (method as Method) : undefined
}
