import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { writeFileAtomic } from '@scaffold-evm/common'
import {
  commandEvents,
  formatScaffoldConfig,
  initTruffleProject,
  tellOfCommand,
  toScaffoldConfig,
} from '@scaffold-evm/truffle'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `init`: an empty project, or in one of Truffle's a config for scaffold beside Truffle's. */
export async function run(context: TruffleContext, { args, options }: TruffleInput): Promise<void> {
  const folder = resolve(context.cwd, args[0] ?? '.')
  const isHere =
    existsSync(join(folder, 'truffle-config.js')) || existsSync(join(folder, 'truffle.js'))
  if (context.program === 'scaffold' && isHere && args.length === 0)
    return addScaffoldConfig(context)
  const events = await commandEvents(context.cwd, () => context.loadTruffleProject())
  const { written, kept } = await tellOfCommand(events, 'init', {
    run() {
      events.tell('init:copyingProjectFiles', () => ({ destinationPath: folder }))
      return initTruffleProject(folder, { force: options['force'] === true })
    },
  })
  for (const name of written) context.logger.log(`> ${name} written`)
  for (const name of kept) context.logger.log(`> ${name} is there already, and is left as it is`)
  if (written.length === 0) return
  const next = ['contract YourContract', 'test YourTest'].map((what) => `create ${what}`)
  context.logger.log(`\nStarted in ${folder}. Next:`)
  for (const line of [...next, 'compile']) context.logger.log(`  ${context.program} ${line}`)
}

async function addScaffoldConfig(context: TruffleContext): Promise<void> {
  const project = await context.loadTruffleProject()
  const { config, notes } = toScaffoldConfig(project)
  await writeFileAtomic(join(project.root, 'scaffold.config.ts'), formatScaffoldConfig(config))
  const lines = [
    'Wrote scaffold.config.ts with the settings of truffle-config.js.',
    '',
    'From now on scaffold works here in its own way:',
    '  - artifacts are in artifacts/, deployments in deployments/, not in build/contracts;',
    '  - tests and migrations use the functions of scaffold-evm, not artifacts, contract and deployer;',
    '  - tests run on the network in-process, a chain of the newest rules.',
    '',
    'What Truffle deployed is taken over by scaffold deployments import --network <name>: its migrations count as done, new ones go on.',
    "Truffle's way stays: scaffold --config truffle-config.js test. Delete scaffold.config.ts to go back to it.",
    ...(notes.length === 0 ? [] : ['', 'Not taken over:', ...notes.map((note) => `  - ${note}`)]),
  ]
  for (const line of lines) context.logger.log(line)
}
