import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import {
  bytesToHex,
  hexToBytes,
  isHex,
  isScaffoldError,
  writeFileAtomic,
} from '@scaffold-evm/common'
import type { Devchain } from '@scaffold-evm/devchain'
import type { NodeOptions } from '../../definitions/node.js'
import { fileUnreadable } from '../../errors.js'
import type { CommandContext } from '../command.js'

/** Where the chain is kept; undefined when it is not. */
export function stateFileOf({ cwd }: CommandContext, { state }: NodeOptions): string | undefined {
  return state === undefined ? undefined : resolve(cwd, state)
}

/** `--load-state`: the chain goes on from a dump. */
export async function loadState(
  { cwd }: CommandContext,
  chain: Devchain,
  { loadState: file }: NodeOptions,
): Promise<void> {
  if (file === undefined) return
  const path = resolve(cwd, file)
  const dump = await readFile(path).catch((error) => {
    throw fileUnreadable('--load-state', path, error)
  })
  await chain
    .request({ method: 'anvil_loadState', params: [bytesToHex(dump)] })
    .catch((error: unknown) => {
      // What the chain refuses is in the file; what fails in it is not.
      const isRefused = error instanceof Error && isScaffoldError(error.cause)
      throw isRefused ? fileUnreadable('--load-state', path, error) : error
    })
}

/** `--dump-state`: what the next `--load-state` takes, as plain JSON as anvil writes it. */
export async function dumpState(
  { cwd }: CommandContext,
  chain: Devchain,
  { dumpState: file }: NodeOptions,
): Promise<void> {
  if (file === undefined) return
  const dump = await chain.request({ method: 'anvil_dumpState', params: [true] })
  const bytes = await promisify(gunzip)(hexToBytes(isHex(dump) ? dump : '0x'))
  await writeFileAtomic(resolve(cwd, file), bytes)
}
