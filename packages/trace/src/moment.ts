import type { ExecutionRecording } from '@scaffold-evm/devchain'
import type { CompiledContract } from './compiled-contract.js'

/** Where and when values are read. */
export interface Moment {
  readonly recording: ExecutionRecording
  /** Index of the frame of the EVM. */
  readonly frame: number
  /** Before which step: one of the frame itself, since others have another stack and memory. */
  readonly step: number
  /** Whose code runs in that frame. */
  readonly contract: CompiledContract
  /** Gives the 32 bytes of the hash. */
  readonly keccak256: (data: Uint8Array) => Uint8Array
  /** The signature of a function of the project by its selector, 8 digits. @default those of `contract` */
  readonly signatureOf?: ((selector: string) => string | undefined) | undefined
}

/** How much of a value is read. */
export interface ReadLimits {
  /** Of each array and mapping. @default 256 */
  readonly items?: number
  /** Of each `bytes` and `string`. @default 4096 */
  readonly bytes?: number
}
