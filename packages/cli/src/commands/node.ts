import { once } from 'node:events'
import type { AnsweredRequest, Devchain } from '@scaffold-evm/devchain'
import type { NodeOptions } from '../definitions/node.js'
import type { CommandContext, CommandInput } from '../internal/command.js'
import { startChain } from '../internal/node-chain.js'

const publiclyKnown =
  'WARNING: these accounts and their private keys are publicly known. Anything sent to them on a live network is lost.'

/** Runs `scaffold node`. */
export async function run(
  context: CommandContext,
  { options }: CommandInput<NodeOptions>,
): Promise<void> {
  const { reporter, signal } = context
  const chain = await startChain(context, options)
  try {
    const server = await chain.listen({
      host: options.host,
      port: options.port,
      ...(options.verbose ? { onRequest: (request) => logRequest(context, request) } : {}),
      ...(options.cors === undefined ? {} : { cors: corsPolicy(options.cors) }),
    })
    try {
      const { accounts, chainId } = chain
      const { url, wsUrl, port } = server
      if (options.json) {
        context.stdout.write(
          `${JSON.stringify({ url, wsUrl, port, chainId: Number(chainId), accounts })}\n`,
        )
      } else {
        await printAccounts(context, chain)
        reporter.line(
          `Serving JSON-RPC on ${url} and ${wsUrl} (chain id ${chainId}). Ctrl-C ends it.`,
        )
      }
      if (!signal.aborted) await once(signal, 'abort')
    } finally {
      await server.close()
    }
  } finally {
    await chain.close()
  }
}

function logRequest({ logReporter }: CommandContext, request: AnsweredRequest): void {
  const { style } = logReporter
  const ms = style.dim(`${request.durationMs.toFixed(1)} ms`)
  const { error } = request
  const outcome = error === undefined ? '' : `  ${style.red(`${error.code} ${error.message}`)}`
  logReporter.line(`${request.method}  ${ms}${outcome}`)
}

function corsPolicy(origins: string): true | readonly string[] {
  return origins === '*' ? true : origins.split(',').map((origin) => origin.trim())
}

/** First account of the mnemonic that every development chain uses. */
const knownAccount = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

async function printAccounts({ reporter }: CommandContext, chain: Devchain): Promise<void> {
  const { formatEther, getAddress } = await import('@scaffold-evm/project/ethers')
  const isKnown = chain.accounts[0]?.address.toLowerCase() === knownAccount
  if (isKnown) reporter.line(reporter.style.yellow(publiclyKnown))
  for (const [index, { address, privateKey }] of chain.accounts.entries()) {
    const balance = await chain.request({ method: 'eth_getBalance', params: [address, 'latest'] })
    reporter.line()
    reporter.line(`Account #${index}: ${getAddress(address)} (${formatEther(String(balance))} ETH)`)
    reporter.line(`Private key: ${privateKey}`)
  }
  reporter.line()
}
