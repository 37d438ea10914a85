import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createDevchain, type ExecutionRecording, loadKeccak256 } from '@scaffold-evm/devchain'
import { Interface } from 'ethers'
import {
  describeSlotChange,
  formatValue,
  functionFramesAt,
  localsAt,
  type Moment,
  stateVariablesAt,
  ValueReader,
  type Variable,
} from '../src/index.js'
import { TextCompiler } from './compile-text.js'

const note = 'note that is long enough to need a second word of memory'

/** Creates the contract `Values` and runs it. */
async function record(settings = {}): Promise<{ creation: Moment; call: Moment }> {
  const compiler = new TextCompiler('0.8.37')
  const text = await readFile(
    fileURLToPath(new URL('../../test/values.sol', import.meta.url)),
    'utf8',
  )
  const { artifacts, build } = await compiler.compile({ 'values.sol': text }, settings)
  await compiler.close()
  const artifact = artifacts.find(({ contractName }) => contractName === 'Values')
  const contract = artifact && (await build.load(artifact))
  assert.ok(artifact !== undefined && contract !== undefined)
  const abi = new Interface(JSON.stringify(artifact.abi))
  const chain = await createDevchain({ logger: () => undefined, allowUnlimitedContractSize: true })
  const keccak256 = await loadKeccak256()
  const send = async (
    transaction: object,
  ): Promise<{ recording: ExecutionRecording; to: string }> => {
    const from = chain.accounts[0]?.address
    const hash = await chain.request({
      method: 'eth_sendTransaction',
      params: [{ from, gas: '0x989680', ...transaction }],
    })
    const receipt = await chain.request({ method: 'eth_getTransactionReceipt', params: [hash] })
    const recording = await chain.recordTransaction(`0x${String(hash).slice(2)}`)
    return { recording, to: String(Reflect.get(Object(receipt), 'contractAddress')) }
  }
  const made = await send({ data: artifact.bytecode + abi.encodeDeploy([4, 'hello']).slice(2) })
  const data = abi.encodeFunctionData('run', [6, [3, 4, 5], note])
  const { recording } = await send({ to: made.to, data })
  await chain.close()
  const moment = (recording: ExecutionRecording): Moment => ({
    recording,
    frame: 0,
    step: recording.stepCount - 1,
    contract,
    keccak256,
  })
  return { creation: moment(made.recording), call: moment(recording) }
}

async function shown(
  moment: Moment,
  variables: readonly Variable[],
): Promise<Record<string, string>> {
  const reader = new ValueReader(moment)
  const entries: [string, string][] = []
  for (const variable of variables) {
    entries.push([variable.name, formatValue(await reader.read(variable))])
  }
  return Object.fromEntries(entries)
}

/** The moment of the log of that number. */
function atLog(moment: Moment, index: number): Moment {
  const log = moment.recording.frames[0]?.logs[index] ?? assert.fail()
  return { ...moment, step: log.step }
}

const owner = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const self = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

describe('ValueReader', function () {
  this.timeout(60_000)
  let creation: Moment
  let call: Moment

  before(async () => {
    ;({ creation, call } = await record())
  })

  it('reads state variables of every kind', async () => {
    const state = await shown(call, stateVariablesAt(call))
    const points = '[Base.Point({x: 1, y: 2}), Base.Point({x: 3, y: 4})]'
    const order = `Base.Order({id: 6, owner: ${owner}, points: ${points}, shares: {${self}: 5}, note: "${note}"})`
    assert.deepEqual(state, {
      small: '41',
      flag: 'true',
      owner,
      phase: 'Base.Phase.Closed',
      LIMIT: '2000000000000000000',
      HASH: '0x2a8eb0feac2717d1ea1899b4cf5b1b90288ee6895e2c717f80e68c45ed9c8881',
      WORD: '"word"',
      made: '4',
      orders: `{${owner}: {6: ${order}}}`,
      byName: `{"${note}": 77}`,
      list: '[3, 4, 5]',
      fixedList: '[3, 4, 5, 0, 0]',
      short: '"hello"',
      long: '"a text that is longer than thirty-one bytes, so it lies elsewher"… (65 bytes)',
      negative: '-5',
      three: '0x010203',
      price: 'Price(99)',
      handler: `echo(uint256) of ${self}`,
      inner: 'Values.half',
      MainStorage: `Values.MainStorage({version: 4, known: {${owner}: true}})`,
    })
  })

  it('reads what the constructors and their modifiers have', async () => {
    const moment = atLog(creation, 0)
    const [frame] = functionFramesAt(moment)
    const locals = frame && (await shown(moment, localsAt(moment, frame)))
    assert.deepEqual(locals, { a: '4', text: '"hello"', start: '3', before: '6', sum: '5' })
    const made = stateVariablesAt(moment).find(({ name }) => name === 'made')
    assert.deepEqual(await shown(moment, made === undefined ? [] : [made]), { made: '4' })
  })

  it('reads each function that is running where it is', async () => {
    const moment = atLog(call, 2)
    const frames = functionFramesAt(moment)
    const [inner, outer] = await Promise.all(
      frames.map((frame) => shown(moment, localsAt(moment, frame))),
    )
    assert.deepEqual(
      [inner?.chosen, inner?.other, inner?.called],
      ['Values.half', `echo(uint256) of ${self}`, '6'],
    )
    assert.equal(outer?.items, '[3, 4, 5]')
    assert.equal(outer?.points, '[Base.Point({x: 0, y: 0}), Base.Point({x: 8, y: 9})]')
    assert.deepEqual([outer?.left, outer?.right, outer?.data], ['12', '12', '0x'])
  })

  it('finds members, items and entries', async () => {
    const reader = new ValueReader(call)
    const orders = stateVariablesAt(call).find(({ name }) => name === 'orders') ?? assert.fail()
    const byOwner = reader.entry(orders, BigInt(owner)) ?? assert.fail()
    const order = reader.entry(byOwner, 6n) ?? assert.fail()
    const points = (await reader.member(order, 'points')) ?? assert.fail()
    assert.equal(await reader.length(points), 2n)
    const last = (await reader.item(points, 1n)) ?? assert.fail()
    const y = (await reader.member(last, 'y')) ?? assert.fail()
    assert.equal(formatValue(await reader.read(y)), '4')
    assert.equal(await reader.item(points, 2n), undefined)
    assert.equal(await reader.member(last, 'z'), undefined)
    const other = reader.entry(byOwner, 7n) ?? assert.fail()
    const id = (await reader.member(other, 'id')) ?? assert.fail()
    assert.equal(formatValue(await reader.read(id)), '0')
  })

  it('goes back in time', async () => {
    const list = stateVariablesAt(call).find(({ name }) => name === 'list') ?? assert.fail()
    const [first] = call.recording.storageWrites
    const before = { ...call, step: first?.step ?? 0 }
    assert.equal(formatValue(await new ValueReader(before).read(list)), '[]')
  })
})

describe('describeSlotChange', function () {
  this.timeout(60_000)

  it('names what each write changes', async () => {
    const { creation, call } = await record()
    const lines = [creation, call].flatMap(({ recording, contract, keccak256 }) =>
      recording.storageWrites.flatMap(({ slot, previous, value }) => {
        const context = { contract, preimages: recording.preimages, keccak256 }
        const changes = describeSlotChange({ slot, before: previous, after: value }, context)
        assert.ok(changes.length > 0, `${slot}`)
        return changes.map(
          ({ path, before, after }) => `${path}: ${formatValue(before)} -> ${formatValue(after)}`,
        )
      }),
    )
    const order = `orders[${owner}][6]`
    for (const line of [
      'small: 7 -> 41',
      'long.length: 0 -> 65',
      'list.length: 0 -> 3',
      'list[1]: 0 -> 4',
      'fixedList[2]: 0 -> 5',
      `${order}.points[1].y: 0 -> 4`,
      `${order}.shares[${self}]: 0 -> 5`,
      `byName["${note}"]: 0 -> 77`,
      'MainStorage.version: 0 -> 4',
      `MainStorage.known[${owner}]: false -> true`,
    ]) {
      assert.ok(lines.includes(line), `${line}\n${lines.join('\n')}`)
    }
  })
})

describe('localsAt', function () {
  this.timeout(60_000)

  it('says of optimized code which variables there are, and that nobody knows where', async () => {
    const { call } = await record({ optimizer: { enabled: true, runs: 200 } })
    const moment = atLog(call, (call.recording.frames[0]?.logs.length ?? 1) - 2)
    const all = functionFramesAt(moment).flatMap((frame) => localsAt(moment, frame))
    const places = new Set(all.map(({ place }) => JSON.stringify(place)))
    assert.deepEqual(
      [...places].filter((place) => !place.includes('optimized out')),
      [],
    )
    const state = await shown(moment, stateVariablesAt(moment))
    assert.deepEqual([state.list, state.phase], ['[3, 4, 5]', 'Base.Phase.Closed'])
  })
})
