import { parentPort, workerData } from 'node:worker_threads'
import { errorMessage, isScaffoldError } from '@scaffold-evm/common'
import { createDevchain, type DevchainAccount } from '@scaffold-evm/devchain'
import { answerLikeGanache6 } from './ganache6/answer.js'
import { answerAll } from './rpc-response.js'
import {
  syncId,
  type WorkerMessage,
  type WorkerNotice,
  type WorkerSource,
  type WorkerStart,
} from './worker-protocol.js'

type Reply = (text: string) => Promise<string>

function say(notice: WorkerNotice): void {
  parentPort?.postMessage(notice)
}

interface Opened {
  readonly accounts: readonly DevchainAccount[]
  readonly reply: Reply
}

async function openSource(source: WorkerSource): Promise<Opened> {
  if (source.kind === 'http') return { accounts: [], reply: (text) => post(source.url, text) }
  const logger = (line: string) => say({ kind: 'line', line })
  const chain = await createDevchain({ ...source.options, logger })
  if (source.serve !== undefined) await chain.listen(source.serve)
  const answer = answerLikeGanache6(chain, source.estimates)
  return {
    accounts: chain.accounts,
    reply: async (text) => JSON.stringify(await answerAll(answer, JSON.parse(text))),
  }
}

async function post(url: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  try {
    const response = await fetch(url, { method: 'POST', headers, body })
    return await response.text()
  } catch {
    // The words of web3 0.20.
    return failed(`CONNECTION ERROR: Couldn't connect to node ${url}.`)
  }
}

function failed(message: string): string {
  return JSON.stringify({ id: null, jsonrpc: '2.0', error: { code: -32000, message } })
}

function serve({ port, syncPort, flag }: WorkerStart, reply: Reply): void {
  port.on('message', ({ id, text }: WorkerMessage) => {
    void reply(text)
      .catch((error: unknown) => failed(errorMessage(error)))
      .then((answer) => {
        const message: WorkerMessage = { id, text: answer }
        if (id !== syncId) return port.postMessage(message)
        syncPort.postMessage(message)
        Atomics.store(flag, 0, 1)
        Atomics.notify(flag, 0)
      })
  })
}

async function run(start: WorkerStart): Promise<void> {
  try {
    const { accounts, reply } = await openSource(start.source)
    serve(start, reply)
    say({ kind: 'ready', accounts })
  } catch (error) {
    const code = isScaffoldError(error) ? error.code : 'TRUFFLE_CHAIN_FAILED'
    say({ kind: 'failed', code, message: errorMessage(error) })
  }
}

await run(workerData)
