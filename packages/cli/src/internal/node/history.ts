import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { errorMessage, isScaffoldError, writeFileAtomic } from '@scaffold-evm/common'
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
  context: CommandContext,
  chain: Devchain,
  options: NodeOptions,
): Promise<void> {
  for (const file of options.import) {
    const count = await chain.importChain(pieces(file, context))
    if (!options.json) context.reporter.line(`Imported ${blocksOf(count)} of ${file}`)
  }
}

async function* pieces(name: string, { cwd, signal }: CommandContext): AsyncGenerator<Uint8Array> {
  const path = resolve(cwd, name)
  try {
    if (isZipped(path)) yield gunzipSync(await readFile(path, { signal }))
    else yield* createReadStream(path, { signal })
  } catch (error) {
    throw fileUnreadable('--import', name, error)
  }
}

/** As geth has it. */
function isZipped(path: string): boolean {
  return path.endsWith('.gz')
}

/** Writes the chain to the files that the options name. */
export async function exportFiles(
  context: CommandContext,
  chain: Devchain,
  options: NodeOptions,
): Promise<void> {
  try {
    await writeFiles(context, chain, options)
  } catch (error) {
    // Of a command that was ended with Ctrl-C nothing else is told than that.
    const code = isScaffoldError(error) ? `error[${error.code}]: ` : ''
    context.logReporter.line(`${code}${errorMessage(error)}`)
    throw error
  }
}

async function writeFiles(
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
  const content = Buffer.concat(blocks)
  const path = resolve(cwd, options.export)
  await writeFileAtomic(path, isZipped(path) ? gzipSync(content) : content)
  if (!options.json) reporter.line(`Exported ${blocksOf(blocks.length)} to ${options.export}`)
}

function blocksOf(count: number): string {
  return count === 1 ? '1 block' : `${count} blocks`
}
