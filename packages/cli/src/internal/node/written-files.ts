import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { NodeOptions } from '../../definitions/node.js'
import { usageError } from '../../errors.js'

const optionsByFlag = {
  '--export': 'export',
  '--export-genesis': 'exportGenesis',
  '--dump-state': 'dumpState',
  '--config-out': 'configOut',
  '--account-keys': 'accountKeys',
} as const satisfies Readonly<Record<string, keyof NodeOptions>>

/**
 * Most files are written when the node ends, which is too late to learn that they cannot be.
 *
 * @throws `USAGE` when one of them is a folder
 */
export async function assertNoFolders(cwd: string, options: NodeOptions): Promise<void> {
  for (const [flag, option] of Object.entries(optionsByFlag)) {
    const file = options[option]
    if (file !== undefined && (await isFolder(resolve(cwd, file)))) {
      throw usageError(`${flag} is ${JSON.stringify(file)}, a folder; expected a file to write`)
    }
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ?? false
}
