import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const vectors = process.env.SCAFFOLD_VECTORS ?? join(root, '../shared/data')
const workload = join(vectors, 'replay/openzeppelin-contracts_0a5fba7a.jsonl.gz')

describe("the gas of OpenZeppelin's own tests", function () {
  this.timeout(120_000)

  if (!existsSync(workload)) {
    it.skip(`skipped: no ${workload} (see SCAFFOLD_VECTORS)`)
    return
  }

  it('adds up to what each transaction paid for', async () => {
    const script = join(root, 'scripts/gas-attribution.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--requests', '2500'])
    assert.match(stdout, /^[3-9]\d\d transactions, [\d,]+ gas, 0 differences\n$/)
  })
})
