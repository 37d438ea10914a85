import { relative } from 'node:path'
import type Mocha from 'mocha'
import type { TruffleArtifact, TruffleArtifactStore } from '../../truffle-artifact.js'
import type { TruffleSession } from '../../truffle-session.js'
import { KnownContracts } from '../test/known-contracts.js'
import { resolveGasOptions } from './gas-options.js'
import { createGasReporter } from './gas-reporter.js'
import type { CompilerInfo } from './gas-table.js'
import { GasUsage } from './gas-usage.js'
import { TransactionRecorder } from './transaction-recorder.js'

/** A reporter and how it stops listening to the chain. */
export interface GasReport {
  readonly reporter: Mocha.ReporterConstructor
  stop(): void
}

/** What a report is made with. */
export interface ReportGasOptions {
  readonly Base: typeof Mocha.reporters.Base
  readonly reporterOptions: unknown
  readonly hasColor: boolean
}

/** Begins to record gas on a session; what the migrations deployed is in the report already. */
export async function reportGas(
  session: TruffleSession,
  { Base, reporterOptions, hasColor }: ReportGasOptions,
): Promise<GasReport> {
  const { store, config, networkId } = session
  const options = resolveGasOptions(reporterOptions)
  const usage = new GasUsage()
  const known = new KnownContracts(store, session.provider)
  const isReported = (artifact: TruffleArtifact): boolean =>
    isInside(config.contracts_directory, artifact.sourcePath ?? '') &&
    !options.excludeContracts.includes(artifact.contractName)
  const target = session.devchain ?? session.provider
  const recorder = new TransactionRecorder(target, { known, isReported }, usage)
  for (const artifact of known.all().filter(isReported)) {
    const hash = artifact.networks[networkId]?.transactionHash
    if (hash !== undefined) await recorder.addDeployment(artifact.contractName, hash)
  }
  recorder.start()
  const reporter = createGasReporter({
    Base,
    usage,
    options,
    compiler: compilerOf(store),
    hasColor,
    root: config.working_directory,
  })
  return { reporter, stop: () => recorder.stop() }
}

function isInside(folder: string, path: string): boolean {
  return path !== '' && !relative(folder, path).startsWith('..')
}

/** Of any contract: a report has room for one. */
function compilerOf(store: TruffleArtifactStore): CompilerInfo {
  for (const name of store.names()) {
    const text = store.find(name)?.metadata
    if (text === undefined || text === '') continue
    const { compiler, settings } = JSON.parse(text) as {
      compiler?: { version?: string }
      settings?: { optimizer?: { enabled?: boolean; runs?: number } }
    }
    return {
      version: compiler?.version ?? '----',
      optimizer: String(settings?.optimizer?.enabled ?? '----'),
      runs: String(settings?.optimizer?.runs ?? '----'),
    }
  }
  return { version: '----', optimizer: '----', runs: '----' }
}
