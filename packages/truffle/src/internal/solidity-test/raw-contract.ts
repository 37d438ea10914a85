import type { AbiEntry } from '@scaffold-evm/compiler'
import type { TruffleArtifact } from '../../truffle-artifact.js'

/** An artifact of runtime code that no compiler made, in hexadecimal without `0x`. */
export function rawContract(
  contractName: string,
  abi: readonly AbiEntry[],
  runtime: string,
): TruffleArtifact {
  return {
    contractName,
    abi,
    bytecode: `0x${creationCode(runtime)}`,
    deployedBytecode: `0x${runtime}`,
    networks: {},
  }
}

/** PUSH2 size, DUP1, PUSH1 12, PUSH1 0, CODECOPY, PUSH1 0, RETURN. */
function creationCode(runtime: string): string {
  const size = (runtime.length / 2).toString(16).padStart(4, '0')
  return `61${size}80600c6000396000f3${runtime}`
}
