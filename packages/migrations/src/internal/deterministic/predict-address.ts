import {
  AbiCoder,
  getCreate2Address,
  getCreateAddress,
  keccak256,
} from '@scaffold-evm/project/ethers'
import { create2Deployer } from './create2-deployer.js'
import { create3FactoryCode, create3FactorySalt, relayCode } from './create3-factory.js'
import type { Placement } from './parse-placement.js'

/** Where the CREATE2 deployer puts the factory of CREATE3. */
export function create3FactoryAddress(): string {
  return getCreate2Address(create2Deployer, create3FactorySalt, keccak256(create3FactoryCode))
}

/** What the factory gives CREATE2 as salt, so that no two senders can have the same. */
function relaySalt(salt: string, sender: string | undefined): string {
  const coder = AbiCoder.defaultAbiCoder()
  const encoded =
    sender === undefined
      ? coder.encode(['bytes32'], [salt])
      : coder.encode(['address', 'bytes32'], [sender, salt])
  return keccak256(encoded)
}

function relayAddress(placement: Placement & { readonly by: 'create3' }, sender: string): string {
  const salt = relaySalt(placement.salt, placement.guard === 'sender' ? sender : undefined)
  return getCreate2Address(create3FactoryAddress(), salt, keccak256(relayCode))
}

/** Who `msg.sender` is in the constructor. */
export function creatorOf(placement: Placement, sender: string): string {
  return placement.by === 'create2' ? placement.deployer : relayAddress(placement, sender)
}

/** Where a contract will be. `creationCode` has libraries and arguments in it. */
export function predictAddress(
  placement: Placement,
  contract: { readonly creationCode: string; readonly sender: string },
): string {
  if (placement.by === 'create3') {
    return getCreateAddress({ from: relayAddress(placement, contract.sender), nonce: 1 })
  }
  const { deployer, salt } = placement
  return getCreate2Address(deployer, salt, keccak256(contract.creationCode))
}
