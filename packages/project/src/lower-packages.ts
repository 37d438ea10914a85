import type { Eip1193Provider, Hex } from '@scaffold-evm/common'

/** The in-process chain. */
export interface Devchain extends Eip1193Provider {
  readonly accounts: readonly { readonly address: string; readonly privateKey: string }[]
  readonly chainId: bigint
  snapshot(): Promise<Hex>
  revert(id: Hex): Promise<void>
  mine(count?: number): Promise<void>
  increaseTime(seconds: number): Promise<void>
  listen(options?: { port?: number; host?: string }): Promise<{
    readonly url: string
    readonly wsUrl: string
    readonly port: number
    close(): Promise<void>
  }>
  close(): Promise<void>
}

export interface DevchainModule {
  createDevchain(options?: object): Promise<Devchain>
}

export async function loadDevchain(): Promise<DevchainModule> {
  return (await import('@scaffold-evm/devchain')) as unknown as DevchainModule
}
