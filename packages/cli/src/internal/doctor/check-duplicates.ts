import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Finding, Patient } from './finding.js'

/** What must be there once: a second copy has types and state of its own. */
const watched = [
  'ethers',
  'chai',
  'mocha',
  'scaffold-evm',
  '@scaffold-evm/common',
  '@scaffold-evm/project',
]

const topic = 'Dependencies'

/** Whether a package that works only once is installed more than once. */
export async function checkDuplicates({ project }: Patient): Promise<readonly Finding[]> {
  if (project === undefined) return []
  const installed = await copiesBelow(join(project.root, 'node_modules'), 0)
  const findings = watched.flatMap((name) => {
    const versions = [
      ...new Set(installed.filter((copy) => copy.name === name).map(({ version }) => version)),
    ]
    if (versions.length < 2) return []
    const message = `${name} is installed in ${versions.length} versions: ${versions.join(', ')}`
    return [
      {
        topic,
        status: 'warning' as const,
        message,
        fix: `npm ls ${name} shows why; npm dedupe may mend it`,
      },
    ]
  })
  return findings.length > 0 ? findings : [{ topic, status: 'ok', message: 'no duplicates' }]
}

interface Copy {
  readonly name: string
  readonly version: string
}

/** The watched packages in a node_modules folder, and in those of its packages, two levels down. */
async function copiesBelow(folder: string, depth: number): Promise<readonly Copy[]> {
  const names = await packageNames(folder)
  const copies = await Promise.all(
    names.map(async (name) => {
      const own = watched.includes(name) ? await copyAt(join(folder, name), name) : []
      const nested =
        depth < 2 ? await copiesBelow(join(folder, name, 'node_modules'), depth + 1) : []
      return [...own, ...nested]
    }),
  )
  return copies.flat()
}

async function packageNames(folder: string): Promise<string[]> {
  const entries = await listFolder(folder)
  const scoped = await Promise.all(
    entries
      .filter((entry) => entry.startsWith('@'))
      .map(async (scope) =>
        (await listFolder(join(folder, scope))).map((name) => `${scope}/${name}`),
      ),
  )
  return [...entries.filter((entry) => !/^[@.]/.test(entry)), ...scoped.flat()]
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch {
    return []
  }
}

async function copyAt(folder: string, name: string): Promise<Copy[]> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return []
    return [{ name, version: String(manifest.version) }]
  } catch {
    return []
  }
}
