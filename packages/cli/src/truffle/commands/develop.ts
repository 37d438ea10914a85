import { once } from 'node:events'
import { type DevelopSession, type LoggedRequest, openDevelop } from '@scaffold-evm/truffle'
import { startConsole } from '../start-console.js'
import type { TruffleContext, TruffleInput } from '../truffle-command.js'

/** Runs `develop`. */
export async function run(context: TruffleContext, input: TruffleInput): Promise<number> {
  const { logger, signal } = context
  const project = await context.loadTruffleProject()
  const isLog = input.options['log'] === true
  const develop = await openDevelop(project, isLog ? (request) => log(context, request) : undefined)
  const { session } = develop
  try {
    announce(context, develop)
    if (!isLog) return await startConsole(context, { project, session }, input)
    if (develop.started === undefined) logger.log('Its requests are logged where it was started.')
    else if (!signal.aborted) await once(signal, 'abort')
    return 0
  } finally {
    await session.close()
  }
}

function log({ logger }: TruffleContext, { method, durationMs }: LoggedRequest): void {
  logger.log(`  ${method}  ${durationMs.toFixed(1)} ms`)
}

function announce({ logger }: TruffleContext, { session, url, started }: DevelopSession): void {
  if (started === undefined) {
    logger.log(`Connected to existing Truffle Develop session at ${url}\n`)
    return
  }
  const accounts = session.ownAccounts ?? []
  const lines = [
    `Truffle Develop started at ${url}`,
    '',
    'Accounts:',
    ...accounts.map(({ address }, index) => `(${index}) ${address}`),
    '',
    'Private Keys:',
    ...accounts.map(({ privateKey }, index) => `(${index}) ${privateKey.slice(2)}`),
    '',
    `Mnemonic: ${started.mnemonic}`,
    '',
    'Important: this mnemonic was made for you, and anybody who can read this machine can read it. Do not use it on',
    'production blockchains, or else you risk losing funds.',
    '',
  ]
  for (const line of lines) logger.log(line)
}
