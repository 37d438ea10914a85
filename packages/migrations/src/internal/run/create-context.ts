import { format } from 'node:util'
import type { ContractName, ContractOf } from '@scaffold-evm/project'
import { deploymentMissingError } from '../../errors/step.js'
import type { MigrationContext } from '../../migration/migration.js'
import { callContract, readContract } from '../contracts/call-contract.js'
import { contractOf } from '../contracts/contracts.js'
import { addressOf, deployContract } from '../contracts/deploy-contract.js'
import { recordContract } from '../contracts/record-contract.js'
import { createByCall } from '../created/record-created.js'
import type { FileRun } from '../files/file-run.js'
import { handOver } from '../hand-over/hand-over.js'
import { proxyMethods } from '../proxies/proxy-methods.js'
import { replaceContract } from '../replacing/replace-contract.js'

/** What the function of a migration file is called with. Its members work without `this`, so that they can be taken apart. */
export async function createContext(run: FileRun): Promise<MigrationContext> {
  const { connection, journal, reporter, isDryRun } = run.parts
  return {
    network: connection.networkName,
    chainId: connection.chainId,
    accounts: await connection.accounts(),
    namedAccounts: await connection.namedAccounts(),
    isDryRun,
    deploy: (name, options) => deployContract(run, name, options),
    addressOf: (name, options) => addressOf(run, name, options),
    replace: (name, options) => replaceContract(run, name, options),
    call: (contract, method, args, options) =>
      callContract(run, { contract, method }, args, options),
    create: (name, contract, method, args, options) =>
      createByCall(run, { name, contract, method }, args, options),
    handOver: (contracts, to, options) => handOver(run, contracts, to, options),
    read: (contract, method, args) => readContract(contract, method, args),
    at: async (name, address, from) => {
      const target = typeof address === 'string' ? address : await address.getAddress()
      return contractOf(run, { name, artifact: name, address: target, from })
    },
    deployed: async <N extends ContractName>(name: N) => {
      const found = journal.contract(name)
      if (found === undefined) {
        const known = Object.keys(journal.record.contracts)
        throw deploymentMissingError(name, known, run.place(`deployed ${name}`))
      }
      run.use(name)
      if (found.diamond !== undefined) {
        const { diamondContract } = await import('../diamonds/diamond-contract.js')
        return (await diamondContract(run, name)) as unknown as ContractOf<N>
      }
      const artifact = found.contract as N
      return contractOf(run, { name, artifact, address: found.address })
    },
    record: <N extends ContractName>(
      name: string,
      address: Parameters<MigrationContext['record']>[1],
      options: { readonly contract?: N } = {},
    ) => recordContract(run, { name, artifact: options.contract ?? (name as N) }, address),
    ...proxyMethods(run),
    log: (...values) => reporter.info(format(...values)),
  }
}
