import {
  type Ask,
  fill,
  type Json,
  recompile,
  type ServiceDouble,
  type ServiceReply,
  type ServiceRequest,
  startService,
  withoutTail,
} from './service-double.js'

/** Version 2 of Sourcify's interface: it compiles what it gets, and compares with the chain. */
export async function startSourcify(chainId: number, ask: Ask): Promise<ServiceDouble> {
  const matches = new Map<string, string>()
  const jobs = new Map<string, { asked: number; readonly run: () => Promise<Json> }>()
  const failure = (status: number, customCode: string, message: string): ServiceReply => ({
    status,
    body: { customCode, message, errorId: '0' },
  })

  async function compare(address: string, request: Json): Promise<Json> {
    const { stdJsonInput, compilerVersion, contractIdentifier, creationTransactionHash } = request
    const evm = recompile(stdJsonInput, compilerVersion, contractIdentifier)
    const chain = (await ask('eth_getCode', address, 'latest')).slice(2)
    const { object, linkReferences, immutableReferences } = evm.deployedBytecode
    const own = /^73(0{40})3014/.test(object) ? { own: [{ start: 1, length: 20 }] } : {}
    const runtime = fill(
      fill(fill(object, chain, linkReferences), chain, immutableReferences),
      chain,
      own,
    )
    if (creationTransactionHash !== undefined) {
      const { input } = await ask('eth_getTransactionByHash', creationTransactionHash)
      const code = fill(evm.bytecode.object, input.slice(2), evm.bytecode.linkReferences)
      if (!input.slice(2).startsWith(withoutTail(code))) return null
    }
    if (runtime === chain) return 'exact_match'
    return withoutTail(runtime) === withoutTail(chain) ? 'match' : null
  }

  async function submit(address: string, request: Json): Promise<ServiceReply> {
    const unknown = Object.keys(request.stdJsonInput).filter(
      (key) => !['language', 'sources', 'settings'].includes(key),
    )
    if (unknown.length > 0) return failure(400, 'invalid_parameter', `unknown ${unknown}`)
    if (!/^v?\d+\.\d+\.\d+\+commit\.[0-9a-f]{8}/.test(request.compilerVersion)) {
      return failure(400, 'invalid_parameter', 'compilerVersion')
    }
    if (matches.get(address) === 'exact_match') {
      return failure(409, 'already_verified', `${address} is already verified`)
    }
    const id = `00000000-0000-4000-8000-${String(jobs.size).padStart(12, '0')}`
    const run = async () => {
      const contract = { match: null, chainId: String(chainId), address }
      try {
        const match = await compare(address, request)
        if (match === null) {
          const message = "The onchain and recompiled bytecodes don't match."
          return { contract, error: { customCode: 'no_match', message } }
        }
        matches.set(address, match)
        return { contract: { ...contract, match } }
      } catch (error) {
        return { contract, error: { customCode: 'compiler_error', message: String(error) } }
      }
    }
    jobs.set(id, { asked: 0, run })
    return { status: 202, body: { verificationId: id } }
  }

  return startService(async ({ method, path, body }: ServiceRequest) => {
    const [, what, chain = '', address = ''] =
      /^\/v2\/(verify|contract)\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? []
    if (what === 'verify' && address === '') {
      const job = jobs.get(chain)
      if (job === undefined) return failure(404, 'job_not_found', chain)
      job.asked += 1
      if (job.asked === 1) return { body: { isJobCompleted: false, verificationId: chain } }
      return { body: { isJobCompleted: true, verificationId: chain, ...(await job.run()) } }
    }
    if (chain !== String(chainId)) return failure(400, 'unsupported_chain', `no chain ${chain}`)
    const key = address.toLowerCase()
    if (what === 'contract') {
      const match = matches.get(key) ?? null
      return { status: match === null ? 404 : 200, body: { match, chainId: chain, address } }
    }
    return method === 'POST' ? submit(key, JSON.parse(body)) : failure(404, 'route_not_found', path)
  })
}
