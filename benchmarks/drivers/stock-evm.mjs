// The loops on @ethereumjs/evm as it ships: node stock-evm.mjs, {code, calls} as JSON on stdin.
import { readFileSync } from 'node:fs'
import { Common, Hardfork, Mainnet } from '@ethereumjs/common'
import { createEVM } from '@ethereumjs/evm'
import { createAddressFromString, hexToBytes } from '@ethereumjs/util'

const { code, calls } = JSON.parse(readFileSync(0, 'utf8'))
const evm = await createEVM({
  common: new Common({ chain: Mainnet, hardfork: Hardfork.Osaka }),
})
const caller = createAddressFromString(`0x${'11'.repeat(20)}`)
const gasLimit = 10n ** 12n
const created = await evm.runCall({ caller, data: hexToBytes(code), gasLimit })

const result = {}
for (const [name, data] of Object.entries(calls)) {
  const start = performance.now()
  const cpu = process.cpuUsage()
  const { execResult } = await evm.runCall({
    caller,
    to: created.createdAddress,
    data: hexToBytes(data),
    gasLimit,
  })
  if (execResult.exceptionError !== undefined) throw execResult.exceptionError
  const { user, system } = process.cpuUsage(cpu)
  result[name] = { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}
console.log(`RESULT ${JSON.stringify(result)}`)
