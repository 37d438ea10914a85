import type { CompiledContract } from '@scaffold-evm/trace'
import { createReport } from '../internal/compare/create-report.js'
import { canUpgradeItself } from '../internal/unsafe/upgrade-functions.js'
import { compareStorageLayouts } from '../layout/compare-storage-layouts.js'
import { readStorageLayout } from '../layout/read-storage-layout.js'
import type { StorageLayout } from '../layout/storage-layout.js'
import { implementationFindings } from './check-implementation.js'
import type { UpgradeOptions, UpgradeReport } from './upgrade-report.js'

/**
 * Whether a contract can take the place of another behind a proxy: its storage is compared with that of the old one,
 * and it is looked at as {@link checkImplementation} does.
 *
 * @param old the contract that is deployed, or the layout that was kept of it
 * @throws `UPGRADE_SOURCE_MISSING`, `UPGRADE_ANNOTATION_INVALID`, `UPGRADE_CODE_UNKNOWN`.
 *
 * @example
 * const report = checkUpgrade(parseStorageLayout(JSON.parse(kept)), contract)
 * if (!report.isSafe) console.log(formatUpgradeReport(report, createStyle(true)))
 */
export function checkUpgrade(
  old: CompiledContract | StorageLayout,
  contract: CompiledContract,
  options: UpgradeOptions = {},
): UpgradeReport {
  const before = 'format' in old ? old : readStorageLayout(old)
  const now = readStorageLayout(contract)
  const wasUups = !('format' in old) && canUpgradeItself(old)
  const kind = options.kind ?? (wasUups ? 'uups' : undefined)
  const findings = [
    ...compareStorageLayouts(before, now),
    ...implementationFindings(contract, { ...options, ...(kind === undefined ? {} : { kind }) }),
  ]
  return createReport(findings, { contract: now.contract, replaces: before.contract, options })
}
