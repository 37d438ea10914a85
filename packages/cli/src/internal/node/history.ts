import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { Devchain } from '@scaffold-evm/devchain'
import type { NodeOptions } from '../../definitions/node.js'
import { fileUnreadable } from '../../errors.js'
import type { CommandContext } from '../command.js'

/** The text of the genesis file, if there is to be one. @throws `FILE_UNREADABLE` */
export async function readGenesis(
  { cwd }: CommandContext,
  { init }: NodeOptions,
): Promise<string | undefined> {
  if (init === undefined) return undefined
  try {
    return await readFile(resolve(cwd, init), 'utf8')
  } catch (error) {
    throw fileUnreadable('--init', init, error)
  }
}

/** Runs the blocks of the files that the options name. @throws `FILE_UNREADABLE` */
export async function importFiles(
  { cwd, reporter }: CommandContext,
  chain: Devchain,
  options: NodeOptions,
): Promise<void> {
  for (const file of options.import) {
    const count = await chain.importChain(pieces(file, resolve(cwd, file)))
    if (!options.json) reporter.line(`Imported ${count} blocks of ${file}`)
  }
}

async function* pieces(name: string, path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    throw fileUnreadable('--import', name, error)
  }
}

/** Writes the chain to the files that the options name. */
export async function exportFiles(
  { cwd, reporter }: CommandContext,
  chain: Devchain,
  options: NodeOptions,
): Promise<void> {
  if (options.exportGenesis !== undefined) {
    await writeFileAtomic(resolve(cwd, options.exportGenesis), await chain.exportGenesis())
  }
  if (options.export === undefined) return
  const blocks: Uint8Array[] = []
  for await (const block of chain.exportChain()) blocks.push(block)
  await writeFileAtomic(resolve(cwd, options.export), Buffer.concat(blocks))
  if (!options.json) reporter.line(`Exported ${blocks.length} blocks to ${options.export}`)
}
