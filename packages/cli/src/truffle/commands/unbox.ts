import { resolve } from 'node:path'
import { unboxProject } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `unbox`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const [box = 'metacoin', folder = '.'] = args
  unboxProject(box, resolve(context.cwd, folder), { force: options['force'] === true })
  if (options['quiet'] === true) return
  const next = ['compile', 'test', 'migrate'].map((name) => `${context.program} ${name}`)
  context.logger.log(`Unboxed ${box}. Next: ${next.join(', ')}`)
}
