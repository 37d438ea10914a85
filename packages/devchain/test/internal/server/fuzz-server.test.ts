import { expect } from 'chai'
import { fuzzServer } from './fuzz/run-fuzz.js'

const mebibyte = 1024 * 1024

describe('a server that is sent what nobody should', function () {
  this.timeout(120_000)

  it('answers with well-formed errors, lives on, and gives its memory back', async () => {
    const requests = Number(process.env.FUZZ_REQUESTS ?? 5_000)
    const seed = Number(process.env.FUZZ_SEED ?? 1)
    const { faults, before, after, answered } = await fuzzServer({ requests, seed })
    expect(faults.join('\n\n')).to.equal('')
    expect(answered).to.be.greaterThan(requests * 0.9)
    expect((after.heapBytes - before.heapBytes) / mebibyte).to.be.lessThan(24)
  })
})
