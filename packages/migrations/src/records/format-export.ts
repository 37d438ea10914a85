import { toHardhatDeploy } from '../internal/export/hardhat-deploy.js'
import { toExportJson } from '../internal/export/json.js'
import { toTypeScript } from '../internal/export/typescript.js'
import { toWagmi } from '../internal/export/wagmi.js'
import type { ExportedFile, ExportedNetwork } from './exported.js'

/** How deployments are written for other tools. */
export type ExportFormat = 'json' | 'ts' | 'wagmi' | 'hardhat-deploy'

/** The files of a format: one, but for `hardhat-deploy`, which has a folder for each network. */
export function formatExport(
  networks: readonly ExportedNetwork[],
  format: ExportFormat,
): readonly ExportedFile[] {
  switch (format) {
    case 'json':
      return [{ path: 'deployments.json', text: toExportJson(networks) }]
    case 'ts':
      return [{ path: 'deployments.ts', text: toTypeScript(networks) }]
    case 'wagmi':
      return [{ path: 'generated.ts', text: toWagmi(networks) }]
    case 'hardhat-deploy':
      return toHardhatDeploy(networks)
  }
}
