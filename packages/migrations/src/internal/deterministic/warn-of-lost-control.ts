import type { DeployedContract } from '@scaffold-evm/project'
import { Contract, ZeroHash } from '@scaffold-evm/project/ethers'
import type { FileRun } from '../files/file-run.js'

const abi = [
  'function owner() view returns (address)',
  'function hasRole(bytes32, address) view returns (bool)',
]

/** Says when a constructor gave control to its `msg.sender`: here that is a contract which cannot use it. */
export async function warnOfLostControl(
  run: FileRun,
  made: {
    readonly name: string
    readonly contract: Pick<DeployedContract, 'contract'>
    readonly address: string
    /** Who `msg.sender` was. */
    readonly creator: string
  },
): Promise<void> {
  const { connection, project, warn } = run.parts
  const artifact = await project.artifacts.get(made.contract.contract)
  const has = (name: string): boolean => artifact.abi.some((entry) => entry.name === name)
  const contract = new Contract(made.address, abi, connection.ethersProvider)
  const ask = async (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    has(name)
      ? contract
          .getFunction(name)
          .staticCall(...args)
          .catch(() => undefined)
      : undefined
  const isOwner = (await ask('owner')) === made.creator
  if (!isOwner && (await ask('hasRole', ZeroHash, made.creator)) !== true) return
  warn(
    `${run.name}: ${made.name} belongs to ${made.creator}, the contract that made it, so nobody controls it. ` +
      'Its constructor uses msg.sender: give it the owner as an argument',
  )
}
