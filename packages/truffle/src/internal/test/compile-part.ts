import { ScaffoldError } from '@scaffold-evm/common'
import type { TruffleConfig } from '../../truffle-config.js'
import type { CompileProjectOptions } from '../compile/compilation.js'

/** Stands in until the compile part lands. */
export async function compileProject(
  _config: TruffleConfig,
  { compiler }: CompileProjectOptions,
): Promise<void> {
  if (compiler === 'none') return
  throw new ScaffoldError({ code: 'TRUFFLE_PART_MISSING', message: 'compile is not there yet' })
}
