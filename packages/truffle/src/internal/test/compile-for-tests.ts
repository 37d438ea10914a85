import type { Reporter } from '@scaffold-evm/common'
import type { SolcRunner } from '@scaffold-evm/compiler'
import type { TruffleConfig } from '../../truffle-config.js'
import { openArtifactStore } from '../artifacts/open-store.js'
import type { CompileProjectOptions } from '../compile/compilation.js'

/** How much a test run compiles. */
export interface TestCompilation {
  /** @default 'changed' */
  readonly compile?: 'changed' | 'all' | 'none' | undefined
  /** Has the compiler add reasons to reverts that have none. @default false */
  readonly addsRevertReasons?: boolean | undefined
}

/** What is compiled before tests: the project, its Solidity tests, and a library that tells them addresses. */
export async function testCompileOptions(
  config: TruffleConfig,
  { compile = 'changed', addsRevertReasons = false }: TestCompilation,
  parts: {
    readonly solidityFiles: readonly string[]
    readonly reporter: Reporter
    readonly runner: SolcRunner
    readonly quiet: boolean
  },
): Promise<CompileProjectOptions> {
  const { solidityFiles, reporter, runner, quiet } = parts
  return {
    purpose: 'test',
    reporter,
    runner,
    quiet,
    all: compile === 'all' || addsRevertReasons,
    extraSources: solidityFiles,
    ...(solidityFiles.length === 0
      ? {}
      : { memorySources: await deployedAddresses(config, solidityFiles) }),
    ...(compile === 'none' ? { compiler: 'none' as const } : {}),
    ...(addsRevertReasons ? { solcSettings: { debug: { revertStrings: 'debug' } } } : {}),
  }
}

async function deployedAddresses(
  config: TruffleConfig,
  solidityFiles: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { deployedAddressesPath, deployedAddressesSource } = await import(
    '../solidity-test/deployed-addresses.js'
  )
  const { contractNames } = await import('../solidity-test/contract-names.js')
  const { hasPayableAddresses } = await import('../solidity-test/payable-addresses.js')
  // Not what earlier runs compiled for themselves: that would be another source each time.
  const built = openArtifactStore(config).names()
  const names = [...contractNames(config.contracts_directory), ...built]
  const source = deployedAddressesSource(names, {
    hasPayableAddresses: hasPayableAddresses(config, solidityFiles),
  })
  return { [deployedAddressesPath]: source }
}
