import { resolve } from 'node:path'
import { commandEvents, tellOfCommand, unboxProject } from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `unbox`. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const [box = 'metacoin', folder = '.'] = args
  const next = ['compile', 'test', 'migrate'].map((name) => `${context.program} ${name}`)
  const events = await commandEvents(context.cwd, () => context.loadTruffleProject())
  await tellOfCommand(events, 'unbox', {
    run() {
      events.tell('unbox:settingUpBox:start')
      unboxProject(box, resolve(context.cwd, folder), { force: options['force'] === true })
      events.tell('unbox:settingUpBox:succeed')
    },
    told: () => ({ boxConfig: boxConfigOf(next) }),
  })
  if (options['quiet'] === true) return
  context.logger.log(`Unboxed ${box}. Next: ${next.join(', ')}`)
}

/** As Truffle reads it of a box that says nothing itself. */
function boxConfigOf(lines: readonly string[]): object {
  const commands = Object.fromEntries(lines.map((line) => [line.split(' ')[1], line]))
  return { ignore: [], commands, hooks: { 'post-unpack': '' } }
}
