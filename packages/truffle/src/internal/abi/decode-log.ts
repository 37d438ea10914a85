import type { AbiParameter } from '@scaffold-evm/compiler'
import { decodeList, decodeParameters, noValues, nullForNoBytes, Result } from './decoded-values.js'
import { parameterListOf } from './parameter-list.js'

/** How the arguments of an event are spread over data and topics. */
interface LogLayout {
  readonly inData: readonly AbiParameter[]
  /** For each input that is in a topic, what is decoded of it; undefined where the hash is all there is. */
  readonly inTopics: readonly (readonly AbiParameter[] | undefined)[]
}

const layouts = new WeakMap<readonly AbiParameter[], LogLayout>()

/** What web3 reads from a topic; of everything else there is only the hash. */
const typesInTopics = ['bool', 'int', 'uint', 'address', 'fixed', 'ufixed']

function layoutOf(inputs: readonly AbiParameter[]): LogLayout {
  let layout = layouts.get(inputs)
  if (layout === undefined) {
    layout = createLayout(inputs)
    layouts.set(inputs, layout)
  }
  return layout
}

function createLayout(inputs: readonly AbiParameter[]): LogLayout {
  const indexed = inputs.filter((input) => input.indexed)
  return {
    inData: inputs.filter((input) => !input.indexed),
    inTopics: indexed.map(({ type }) =>
      typesInTopics.some((part) => type.includes(part)) ? [{ name: '', type }] : undefined,
    ),
  }
}

/**
 * The arguments of a log, as web3 gives them.
 *
 * @throws when data or topics do not fit the event; also for an indexed array of numbers, of which web3 tries to read
 * the hash
 */
export function decodeLogArguments(
  inputs: readonly AbiParameter[],
  data: string,
  topics: readonly string[],
): Result {
  const { inData, inTopics } = layoutOf(inputs)
  const dataValues = decodeData(inData, data)
  const result = new Result()
  result.__length__ = 0
  let topicCount = 0
  let dataCount = 0
  inputs.forEach(({ indexed, type, name }, index) => {
    const value = indexed
      ? decodeTopic(inTopics[topicCount], topics[topicCount++])
      : dataValues?.[dataCount++]
    result[index] = value ?? (type === 'string' ? '' : null)
    if (name) result[name] = result[index]
  })
  result.__length__ = inputs.length
  return result
}

function decodeData(
  parameters: readonly AbiParameter[],
  data: string,
): readonly unknown[] | undefined {
  if (data.length <= 2) return undefined
  const values = decodeList(parameterListOf(parameters), data, 'loose')
  return parameters.map(({ type }, index) => nullForNoBytes(type, values[index]))
}

function decodeTopic(
  parameters: readonly AbiParameter[] | undefined,
  topic: string | undefined,
): unknown {
  if (parameters === undefined) return topic
  if (topic === undefined) throw new Error(noValues)
  return decodeParameters(parameters, topic)['0']
}
