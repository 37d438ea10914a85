import { resolve } from 'node:path'
import { unboxProject } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `unbox`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const [box = 'bare', folder = '.'] = args
  unboxProject(box, resolve(context.cwd, folder), { force: options['force'] === true })
  if (options['quiet'] === true) return
  context.logger.log(`Unboxed ${box}. Next: scaffold compile, scaffold test, scaffold migrate`)
}
