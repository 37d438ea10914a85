import { once } from 'node:events'
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
    const server = await chain.listen({ host: options.host, port: options.port })
    try {
      const { accounts, chainId } = chain
      const { url, wsUrl, port } = server
      if (options.json) {
        context.stdout.write(
          `${JSON.stringify({ url, wsUrl, port, chainId: Number(chainId), accounts })}\n`,
        )
      } else {
        printAccounts(context, accounts, options)
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

function printAccounts(
  { reporter }: CommandContext,
  accounts: readonly { readonly address: string; readonly privateKey: string }[],
  options: NodeOptions,
): void {
  const ether = options.balance ?? 10_000
  if (options.mnemonic === undefined) reporter.line(reporter.style.yellow(publiclyKnown))
  for (const [index, { address, privateKey }] of accounts.entries()) {
    reporter.line()
    reporter.line(`Account #${index}: ${address} (${ether} ETH)`)
    reporter.line(`Private key: ${privateKey}`)
  }
  reporter.line()
}
