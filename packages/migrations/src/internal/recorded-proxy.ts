import type { Hex } from '@scaffold-evm/common'
import type { DeployedContract } from '@scaffold-evm/project'

/** What a proxy's record says that can be looked up on the chain. */
export interface RecordedProxy {
  readonly contract: string
  readonly implementation: string
  readonly codeDigest?: Hex
  readonly libraries?: Readonly<Record<string, string>>
  readonly migration: string
  readonly admin?: string
  readonly beacon?: string
  readonly kind: string
}

function isRecordedProxy(value: unknown): value is RecordedProxy {
  return typeof value === 'object' && value !== null && 'implementation' in value
}

/** What is recorded of what is behind a contract, if it is a proxy. */
export function proxyOf(contract: DeployedContract): RecordedProxy | undefined {
  const proxy: unknown = Reflect.get(contract, 'proxy')
  return isRecordedProxy(proxy) ? proxy : undefined
}
