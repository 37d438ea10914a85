import { bytesToHex, isScaffoldError, type Reporter } from '@scaffold-evm/common'
import {
  findPublished,
  PublishedCompiler,
  type SourceService,
} from '@scaffold-evm/migrations/published'
import {
  type ForeignBuild,
  loadBuild,
  type NetworkRecording,
  type Project,
} from '@scaffold-evm/project'
import { Build } from '@scaffold-evm/trace'

/** What an execution needs to be shown in sources that are not the project's. */
export interface ExternalSources {
  readonly project: Project
  readonly recorded: NetworkRecording
  readonly chainId: bigint
  readonly services: readonly SourceService[]
  readonly reporter: Reporter
  readonly signal: AbortSignal
}

/** Fetches and compiles the published sources of all contracts of an execution that the project does not have. */
export async function fetchExternal(external: ExternalSources): Promise<readonly ForeignBuild[]> {
  const { project, reporter } = external
  const addresses = await strangersIn(external)
  if (addresses.length === 0) return []
  reporter.info('Getting and compiling external sources...')
  const compiler = new PublishedCompiler(project)
  try {
    const builds: ForeignBuild[] = []
    for (const address of addresses) {
      const build = await fetchOne(external, { address, compiler })
      if (build !== undefined) builds.push(build)
    }
    return builds
  } finally {
    await compiler.close()
  }
}

/** Addresses of code that the project does not compile to. */
async function strangersIn({ project, recorded }: ExternalSources): Promise<readonly string[]> {
  const { matcher } = new Build(await loadBuild(project))
  const strange = recorded.recording.frames.filter(({ kind, code, isPrecompile }) => {
    if (isPrecompile || code.length === 0) return false
    const isCreation = kind === 'CREATE' || kind === 'CREATE2'
    return (isCreation ? matcher.creation(code) : matcher.runtime(code)) === undefined
  })
  const addresses = strange.map(({ kind, to, codeAddress }) =>
    bytesToHex(kind.startsWith('CREATE') ? to : codeAddress),
  )
  return [...new Set(addresses)]
}

async function fetchOne(
  { chainId, services, reporter, signal }: ExternalSources,
  { address, compiler }: { readonly address: string; readonly compiler: PublishedCompiler },
): Promise<ForeignBuild | undefined> {
  const warn = (text: string): void => reporter.warn(reporter.errorStyle.yellow(text))
  const { contract, failures } = await findPublished({ address, chainId, services, signal })
  for (const { message, details } of failures) warn([message, details].filter(Boolean).join(': '))
  if (contract === undefined) {
    warn(`No verified sources found for ${address}`)
    return undefined
  }
  try {
    return await compiler.compile(contract)
  } catch (error) {
    if (!isScaffoldError(error)) throw error
    warn(`Errors occurred while compiling sources for ${address}: ${error.message}`)
    return undefined
  }
}
