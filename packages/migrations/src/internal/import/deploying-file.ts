import { readFile } from 'node:fs/promises'
import type { MigrationFile } from '../files/find-migrations.js'

/** Says which migration deployed a contract, as far as the texts of the files tell. */
export type DeployingFile = (contractName: string) => string

/** What contracts are put down to when there are no migrations. */
const nowhere = 'imported'

/** Of several files that deploy a contract the last one did; when none does, it is the last that names it, or the last of all. */
export async function readDeployingFiles(files: readonly MigrationFile[]): Promise<DeployingFile> {
  const texts = await Promise.all(
    files.map(async ({ name, path }) => ({ name, text: await readFile(path, 'utf8') })),
  )
  return (contractName) => {
    const pattern = contractName.replaceAll('$', '\\$')
    const word = new RegExp(`\\b${pattern}\\b`)
    const deploys = texts.findLast(({ text }) => isDeployed(text, pattern))
    const names = texts.findLast(({ text }) => word.test(text))
    return (deploys ?? names ?? texts.at(-1))?.name ?? nowhere
  }
}

/** As Truffle's migrations do it, and as ours do. */
function isDeployed(text: string, name: string): boolean {
  const required = `artifacts\\.require\\(\\s*['"\`](?:[^'"\`]*[/:])?${name}(?:\\.sol)?['"\`]`
  const variable = new RegExp(`(\\w+)\\s*=\\s*${required}`).exec(text)?.[1] ?? name
  const ways = [
    `deployer\\.deploy\\(\\s*(?:${variable}\\b|${required})`,
    `\\b${variable}\\.new\\(`,
    `deployProxy\\(\\s*${variable}\\b`,
    `m\\.deploy(?:Proxy)?\\(\\s*['"\`]${name}['"\`]`,
  ]
  return new RegExp(ways.join('|')).test(text)
}
