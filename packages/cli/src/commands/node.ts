import { once } from 'node:events'
import { isScaffoldError } from '@scaffold-evm/common'
import {
  type AnsweredRequest,
  type Devchain,
  type ListenOptions,
  warmUp,
  warmUpBriefly,
} from '@scaffold-evm/devchain'
import type { FailureExplainer } from '@scaffold-evm/project'
import type { NodeOptions } from '../definitions/node.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { chosenMnemonic } from '../internal/node/accounts.js'
import { printGanacheReady } from '../internal/node/ganache-output.js'
import { exportFiles } from '../internal/node/history.js'
import { writeKeyFiles } from '../internal/node/key-files.js'
import { knownMnemonic, type Ready, readyOf } from '../internal/node/ready.js'
import { projectIfAny, startChain } from '../internal/node/start-chain.js'
import { dumpState } from '../internal/node/state-files.js'
import { assertNoFolders } from '../internal/node/written-files.js'

const publiclyKnown =
  'WARNING: these accounts and their private keys are publicly known. Anything sent to them on a live network is lost.'

/** Clients that do one thing after the other are gone for less. */
const idleMs = 10

/** Who has asked so much has had V8 compile what the rest needs. */
const enoughRequests = 2_000

/** Runs `scaffold node`. */
export async function run(
  context: CommandContext,
  input: CommandInput<NodeOptions>,
): Promise<void> {
  const { signal } = context
  await assertNoFolders(context.cwd, input.options)
  // Chosen once, since it may be by chance.
  const options = { ...input.options, mnemonic: await chosenMnemonic(input.options) }
  const chain = await startChain(context, options)
  let lastRequestMs = 0
  let requestCount = 0
  const enough = new AbortController()
  try {
    await warmUpBriefly()
    const server = await chain.listen({
      host: options.host,
      port: options.port,
      explain: explainer(context, chain),
      onRequest(request) {
        lastRequestMs = performance.now()
        if (++requestCount === enoughRequests) enough.abort()
        if (options.verbose) logRequest(context, request)
      },
      ...(options.cors === undefined ? {} : { cors: options.cors }),
    })
    try {
      const ready = await readyOf(chain, server, options)
      await writeKeyFiles(chain, ready, { options, cwd: context.cwd })
      if (options.json) context.stdout.write(`${JSON.stringify(ready)}\n`)
      else if (options.ganacheOutput) await printGanacheReady(context, { chain, ready, options })
      else await printReady(context, chain, ready)
      await warmUp({
        signal: AbortSignal.any([signal, enough.signal]),
        isIdle: () => performance.now() - lastRequestMs > idleMs,
      })
      if (!signal.aborted) await once(signal, 'abort')
    } finally {
      await server.close()
    }
    await exportFiles(context, chain, options)
    await dumpState(context, chain, options)
  } finally {
    await chain.close()
  }
}

/** What contracts of the project did; nothing is loaded before a client asks. */
function explainer(
  context: CommandContext,
  chain: Devchain,
): NonNullable<ListenOptions['explain']> {
  let created: Promise<FailureExplainer | undefined> | undefined
  return async (error) => {
    created ??= createExplainer(context, chain)
    try {
      const explanation = await (await created)?.explain(error)
      if (explanation === undefined) return undefined
      const { explanationToText } = await import('@scaffold-evm/trace')
      return explanationToText(explanation)
    } catch (failure) {
      // Of a project that does not compile any more, clients hear what there is without it.
      if (isScaffoldError(failure)) return undefined
      throw failure
    }
  }
}

async function createExplainer(
  context: CommandContext,
  chain: Devchain,
): Promise<FailureExplainer | undefined> {
  const project = await projectIfAny(context)
  if (project === undefined) return undefined
  const { createFailureExplainer } = await import('@scaffold-evm/project')
  return createFailureExplainer(project, chain)
}

function logRequest({ logReporter }: CommandContext, request: AnsweredRequest): void {
  const { style } = logReporter
  const ms = style.dim(`${request.durationMs.toFixed(1)} ms`)
  const { error } = request
  const outcome =
    error === undefined ? '' : `  ${style.red(`${error.code} ${printable(error.message)}`)}`
  logReporter.line(`${printable(request.method)}  ${ms}${outcome}`)
}

/** What clients send is quoted, and a terminal obeys what it is told. */
function printable(text: string): string {
  return text.slice(0, 300).replaceAll(/\p{Cc}/gu, '\ufffd')
}

async function printReady(context: CommandContext, chain: Devchain, ready: Ready): Promise<void> {
  const { reporter, globals } = context
  if (!globals.quiet) await printAccounts(context, chain, ready)
  const { url, wsUrl, chainId, fork } = ready
  const forked = fork === null ? '' : `, fork of chain ${fork.chainId} at block ${fork.blockNumber}`
  reporter.line(
    `Serving JSON-RPC on ${url} and ${wsUrl} (chain id ${chainId}${forked}). Ctrl-C ends it.`,
  )
}

async function printAccounts(
  { reporter }: CommandContext,
  chain: Devchain,
  ready: Ready,
): Promise<void> {
  const { formatEther, getAddress } = await import('@scaffold-evm/project/ethers')
  if (knownMnemonic(chain) !== undefined) reporter.line(reporter.style.yellow(publiclyKnown))
  for (const [index, { address, privateKey }] of ready.accounts.entries()) {
    const balance = await chain.request({ method: 'eth_getBalance', params: [address, 'latest'] })
    reporter.line()
    reporter.line(`Account #${index}: ${getAddress(address)} (${formatEther(String(balance))} ETH)`)
    reporter.line(`Private key: ${privateKey}`)
  }
  if (ready.mnemonic !== null) reporter.line(`\nMnemonic: ${ready.mnemonic}`)
  reporter.line()
}
