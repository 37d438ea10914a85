import { errorMessage } from '@scaffold-evm/common'
import { createSolcProvider } from '@scaffold-evm/compiler'
import type { Finding, Patient } from './finding.js'

const topic = 'Compilers'

/** Which compilers are on this machine, and whether those that the config pins are. */
export async function checkCompilers({ context, project }: Patient): Promise<readonly Finding[]> {
  try {
    const provider = createSolcProvider({
      root: project?.root ?? context.cwd,
      offline: true,
      soljsonPath: project?.config.solidity.soljsonPath,
      reporter: context.reporter,
      signal: context.signal,
    })
    const versions = (await provider.available()).map(({ version }) => version)
    const pinned = project === undefined ? [] : pinnedVersions(project.config.solidity)
    const missing = pinned.filter((version) => !versions.includes(version))
    const known: Finding = { topic, status: 'ok', message: `solc ${versions.join(', ')}` }
    return versions.length === 0 ? [noCompiler] : [known, ...missing.map(missingFinding)]
  } catch (error) {
    return [{ topic, status: 'problem', message: errorMessage(error) }]
  }
}

const noCompiler: Finding = {
  topic,
  status: 'problem',
  message: 'solc is not installed',
  fix: 'Install again: npm install',
}

function missingFinding(version: string): Finding {
  return {
    topic,
    status: 'warning',
    message: `solc ${version} is not on this machine; compiling will fetch it`,
    fix: `To keep it with the project: npm install --save-dev solc-${version}@npm:solc@${version}`,
  }
}

function pinnedVersions(solidity: {
  readonly versions: readonly string[]
  readonly overrides: Readonly<Record<string, { readonly version?: string }>>
}): string[] {
  const overrides = Object.values(solidity.overrides).map(({ version }) => version)
  const all = [...solidity.versions, ...overrides].filter((version) => version !== undefined)
  return [...new Set(all)]
}
