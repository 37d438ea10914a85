import type { Eip1193Provider, Hex } from '@scaffold-evm/common'

/** A compiled contract. */
export interface Artifact {
  readonly contractName: string
  readonly sourceName: string
  readonly abi: readonly {
    readonly type: string
    readonly name?: string
    readonly inputs?: readonly { readonly name: string; readonly type: string }[]
  }[]
  readonly bytecode: Hex
  readonly deployedBytecode: Hex
  readonly linkReferences: Readonly<
    Record<
      string,
      Readonly<Record<string, readonly { readonly start: number; readonly length: number }[]>>
    >
  >
}

/** What came of a compilation. */
export interface CompileResult {
  readonly status: 'up-to-date' | 'compiled'
  readonly compiledSources: readonly string[]
  readonly artifacts: readonly {
    readonly sourceName: string
    readonly contractName: string
    readonly path: string
  }[]
}

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

export interface CompilerModule {
  compile(options: object): Promise<CompileResult>
}

export async function loadCompiler(): Promise<CompilerModule> {
  return (await import('@scaffold-evm/compiler')) as unknown as CompilerModule
}
