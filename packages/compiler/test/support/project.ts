import { createSilentReporter } from '@scaffold-evm/common'
import { ProjectCompiler } from '../../src/internal/project-compiler.js'
import { SolcPool } from '../../src/internal/solc-pool.js'
import type {
  CompileRequest,
  CompileResult,
  CompilerOptions,
  SolidityConfig,
} from '../../src/options.js'
import type { Scratch } from './scratch.js'

/** Warm for all tests of a file: a compiler takes a third of a second to start. */
export const sharedPool: SolcPool = new SolcPool(2)

export const plainSolidity: SolidityConfig = {
  versions: [],
  settings: {},
  overrides: {},
  remappings: [],
}

export function optionsFor(
  { root }: Pick<Scratch, 'root'>,
  changes: Partial<CompilerOptions> = {},
): CompilerOptions {
  return {
    root,
    sources: [`${root}/contracts`],
    artifactsDir: `${root}/artifacts`,
    cacheDir: `${root}/cache`,
    solidity: plainSolidity,
    offline: true,
    reporter: createSilentReporter(),
    ...changes,
  }
}

/** Compiles as a new process would, but with compilers that are loaded already. */
export function compileScratch(
  scratch: Scratch,
  changes: Partial<CompilerOptions> = {},
  request: CompileRequest = {},
): Promise<CompileResult> {
  return new ProjectCompiler(optionsFor(scratch, changes), sharedPool).compile(request)
}

/** A contract that does next to nothing, with imports in front. */
export function contract(name: string, imports: readonly string[] = [], body = ''): string {
  const lines = imports.map((path) => `import "${path}";`)
  return [
    '// SPDX-License-Identifier: MIT',
    'pragma solidity ^0.8.20;',
    ...lines,
    `contract ${name} { ${body} }`,
    '',
  ].join('\n')
}
