import {
  type CompileProjectOptions,
  compileProject,
  type TruffleCompilation,
  type TruffleProject,
} from '@scaffold-evm/truffle'
import type { TruffleContext } from './truffle-command.js'

/** Compiles what has changed, or what the options say. */
export function compileFor(
  { reporter, signal }: TruffleContext,
  { config }: TruffleProject,
  options: Partial<CompileProjectOptions> = {},
): Promise<TruffleCompilation> {
  return compileProject(config, { reporter, signal, ...options })
}
