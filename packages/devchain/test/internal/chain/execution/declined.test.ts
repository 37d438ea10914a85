import { equal } from 'node:assert/strict'
import { createDevchain } from '../../../../src/index.js'

const address = '0x00000000000000000000000000000000000000aa'
/** MSTORE8 at 513 MB, then the size of the memory. */
const code = '0x600163201000005359600052602060 00f3'.replace(' ', '')

describe('the fast engine', () => {
  it('leaves to the reference what needs more memory than it has', async () => {
    const chain = await createDevchain({ blockGasLimit: 2n ** 62n, hardfork: 'london' })
    await chain.request({ method: 'hardhat_setCode', params: [address, code] })
    const request = { to: address, gas: '0x3fffffffffff0000' }
    const size = await chain.request({ method: 'eth_call', params: [request, 'latest'] })
    equal(BigInt(String(size)), 0x20100020n)
    await chain.close()
  })
})
