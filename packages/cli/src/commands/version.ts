import { createRequire } from 'node:module'
import type { VersionOptions } from '../definitions/version.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { printJson } from '../internal/print.js'

/** Runs `scaffold version`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<VersionOptions>,
): Promise<void> {
  const { reporter, version } = context
  const versions = { scaffold: version, node: process.versions.node, solc: bundledSolc() }
  if (options.json) return printJson(reporter, versions)
  reporter.line(`scaffold ${versions.scaffold}`)
  reporter.line(`node     ${versions.node}`)
  reporter.line(`solc     ${versions.solc ?? 'not installed'}`)
}

/** Version of the solc package that is installed with the compiler, from its manifest alone. */
function bundledSolc(): string | undefined {
  try {
    const compiler = createRequire(import.meta.url).resolve('@scaffold-evm/compiler')
    const manifest: unknown = createRequire(compiler)('solc/package.json')
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest))
      return undefined
    return String(manifest.version)
  } catch {
    // A broken installation; `scaffold doctor` explains it.
    return undefined
  }
}
