import type { TruffleContext } from '../truffle-command.js'

/** Runs `config`: it only ever held whether Truffle may collect statistics. */
export async function run({ logger }: TruffleContext): Promise<void> {
  logger.log('There is nothing to configure: no statistics are collected.')
}
