import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import type { SolcInput } from '@scaffold-evm/compiler'
import type { BuildIdentity, PathsConfig } from '@scaffold-evm/project'
import { isDevelopmentChain } from '@scaffold-evm/project'
import { solcInputInvalidError } from '../../errors/verify.js'

/** Where compilers' inputs are kept: those of contracts on networks that stay belong into git, beside the record. */
export interface InputPlaces {
  readonly paths: Pick<PathsConfig, 'deployments' | 'cache'>
  readonly chainId: bigint
}

const folderName = 'solc-inputs'

function inputPath(folder: string, input: string): string {
  return join(folder, folderName, `${input}.json`)
}

/** The name of what one release of solc makes of an input. */
export function identifyInput(solc: string, input: SolcInput): BuildIdentity {
  const hash = createHash('sha256')
    .update(JSON.stringify([solc, input]))
    .digest('hex')
  return { solc, input: hash.slice(0, 32) }
}

/** Keeps an input, so that what it was compiled to can be verified whatever becomes of the sources. */
export async function keepInput(
  solc: string,
  input: SolcInput,
  { paths, chainId }: InputPlaces,
): Promise<BuildIdentity> {
  const identity = identifyInput(solc, input)
  const path = inputPath(
    isDevelopmentChain(chainId) ? paths.cache : paths.deployments,
    identity.input,
  )
  if (!existsSync(path)) {
    await writeFileAtomic(path, `${JSON.stringify(input, undefined, 2)}\n`, { sync: true })
  }
  return identity
}

/** A kept input; undefined when it is kept nowhere. @throws `SOLC_INPUT_INVALID` when the file is another. */
export async function readInput(
  identity: BuildIdentity,
  paths: InputPlaces['paths'],
): Promise<SolcInput | undefined> {
  const places = [paths.deployments, paths.cache].map((folder) => inputPath(folder, identity.input))
  const path = places.find((place) => existsSync(place))
  if (path === undefined) return undefined
  // Its hash says whether it is what was written.
  const input: SolcInput | undefined = parse(await readFile(path, 'utf8'))
  if (input === undefined || identifyInput(identity.solc, input).input !== identity.input) {
    throw solcInputInvalidError(path)
  }
  return input
}

function parse(text: string): SolcInput | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
