import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { commandUsageError, type TruffleConfig } from '@scaffold-evm/truffle'
import { compileFor } from '../compile-for.js'
import { listCompilers } from '../list-compilers.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

const compilers = ['solc', 'vyper', 'external', 'none'] as const

/** Runs `compile`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const { list, compiler } = options
  if (list !== undefined) {
    await listCompilers(context, String(list), options['all'] === true)
    return
  }
  const project = await context.loadTruffleProject()
  const chosen = compilers.find((name) => name === compiler)
  if (compiler !== undefined && chosen === undefined) {
    throw commandUsageError(`Unknown compiler "${compiler}"`, `Known: ${compilers.join(', ')}`)
  }
  const intermediate = options['save-intermediate']
  if (intermediate === true || intermediate === '') {
    throw commandUsageError('You must provide a file to save compilation results to.')
  }
  await compileFor(context, project, {
    all: options['all'] === true,
    ...(intermediate === undefined
      ? {}
      : { intermediateFile: resolve(context.cwd, String(intermediate)) }),
    ...(args.length === 0 ? {} : { files: args.map((file) => sourcePath(project.config, file)) }),
    ...(chosen === undefined ? {} : { compiler: chosen }),
  })
}

/** An absolute path where there is such a file; else an import path. */
function sourcePath({ working_directory: root }: TruffleConfig, file: string): string {
  const path = resolve(root, file)
  return existsSync(path) ? path : file
}
