import {
  type Ask,
  fill,
  type Json,
  recompile,
  type ServiceDouble,
  type ServiceReply,
  startService,
  withoutTail,
} from './service-double.js'

/** Of which chain it is, and whom it answers. */
export interface EtherscanRules {
  /** What `chainid` has to be; undefined for an explorer of one chain, which does not look. */
  readonly chainId?: number
  readonly apiKey?: string
}

const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

/** The interface of etherscan.io: it links, compiles and compares the code, and wants to know the constructor arguments. */
export async function startEtherscan(ask: Ask, rules: EtherscanRules): Promise<ServiceDouble> {
  const sources = new Map<string, string>()
  const proxies = new Map<string, string>()
  const jobs = new Map<string, { asked: number; readonly run: () => Promise<string> }>()
  const reply = (isOk: boolean, result: Json): ServiceReply => ({
    body: { status: isOk ? '1' : '0', message: isOk ? 'OK' : 'NOTOK', result },
  })

  /** Of a contract that a transaction made by itself; undefined for those that contracts made. */
  async function creationOf(address: string): Promise<string | undefined> {
    const last = Number(await ask('eth_blockNumber'))
    for (let number = 1; number <= last; number += 1) {
      const block = await ask('eth_getBlockByNumber', `0x${number.toString(16)}`, true)
      for (const { hash, input } of block.transactions) {
        const receipt = await ask('eth_getTransactionReceipt', hash)
        if (receipt.contractAddress?.toLowerCase() === address) return input
      }
    }
    return undefined
  }

  async function check(form: URLSearchParams, address: string): Promise<boolean> {
    const input: Json = JSON.parse(form.get('sourceCode') ?? '')
    const evm = recompile(input, form.get('compilerversion') ?? '', form.get('contractname') ?? '')
    if (JSON.stringify(evm).includes('__$')) return false
    const chain = (await ask('eth_getCode', address, 'latest')).slice(2)
    const { object, immutableReferences } = evm.deployedBytecode
    const own = /^73(0{40})3014/.test(object) ? { own: [{ start: 1, length: 20 }] } : {}
    const runtime = fill(fill(object, chain, immutableReferences), chain, own)
    if (withoutTail(runtime) !== withoutTail(chain)) return false
    const creation = await creationOf(address)
    if (creation === undefined) return true
    const code = evm.bytecode.object
    const passed = creation.slice(2 + code.length)
    return passed === form.get('constructorArguments')
  }

  const job = (run: () => Promise<string>): ServiceReply => {
    const guid = `guid${jobs.size}`
    jobs.set(guid, { asked: 0, run })
    return reply(true, guid)
  }

  const actions: Readonly<Record<string, (form: URLSearchParams) => Promise<ServiceReply>>> = {
    async getsourcecode(form) {
      const source = sources.get(form.get('address')?.toLowerCase() ?? '') ?? ''
      return reply(true, [{ SourceCode: source, ABI: source === '' ? 'not verified' : '[]' }])
    },
    async verifysourcecode(form) {
      const address = form.get('contractaddress')?.toLowerCase() ?? ''
      if (form.get('codeformat') !== 'solidity-standard-json-input')
        return reply(false, 'codeformat')
      if (sources.has(address)) return reply(false, 'Contract source code already verified')
      if ((await ask('eth_getCode', address, 'latest')) === '0x') {
        return reply(false, `Unable to locate ContractCode at ${address}`)
      }
      return job(async () => {
        const isRight = await check(form, address).catch(() => false)
        if (!isRight) return 'Fail - Unable to verify'
        sources.set(address, form.get('sourceCode') ?? '')
        return 'Pass - Verified'
      })
    },
    async verifyproxycontract(form) {
      const address = form.get('address') ?? ''
      const word = await ask('eth_getStorageAt', address, slot, 'latest')
      const implementation = `0x${word.slice(-40)}`
      return job(async () => {
        if (implementation !== form.get('expectedimplementation')?.toLowerCase()) return 'Fail'
        proxies.set(address, implementation)
        return `Pass - The proxy's (${address}) implementation contract is found at ${implementation}`
      })
    },
    async checkverifystatus(form) {
      const found = jobs.get(form.get('guid') ?? '')
      if (found === undefined) return reply(false, 'Unknown UID')
      found.asked += 1
      if (found.asked === 1) return reply(false, 'Pending in queue')
      const result = await found.run()
      return reply(result.startsWith('Pass'), result)
    },
  }

  return startService(async ({ method, query, body }) => {
    const form = new URLSearchParams([
      ...query,
      ...(method === 'POST' ? new URLSearchParams(body) : []),
    ])
    const { chainId, apiKey } = rules
    if (chainId !== undefined && query.get('chainid') !== String(chainId)) {
      return reply(false, 'Missing or unsupported chainid parameter')
    }
    if (apiKey !== undefined && form.get('apikey') !== apiKey)
      return reply(false, 'Invalid API Key')
    const name = form.get('action') ?? ''
    const action = actions[name === 'checkproxyverification' ? 'checkverifystatus' : name]
    return action === undefined ? reply(false, `no ${name}`) : action(form)
  })
}
