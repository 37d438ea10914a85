// The cases' arguments as ABI data. They were written for a coder that takes more for a value than ethers does.
import { Interface } from 'ethers'

/** Creation code's arguments; a case that leaves them out wants none. */
export function encodeConstructor(abi, params) {
  const { deploy } = new Interface(readable(abi))
  if (params.length === 0 || deploy.inputs.length === 0) return '0x'
  return new Interface([deploy]).encodeDeploy(toValues(deploy.inputs, params))
}

export function encodeCall(abi, name, params) {
  const contract = new Interface(readable(abi))
  const fragment = contract.fragments.find(
    (candidate) => candidate.name === name && candidate.inputs.length === params.length,
  )
  return contract.encodeFunctionData(fragment, toValues(fragment.inputs, params))
}

/** Without functions that take external functions: ethers does not know that type, and says so. */
function readable(abi) {
  return JSON.stringify(
    abi.filter(({ inputs = [] }) => inputs.every(({ type }) => type !== 'function')),
  )
}

function toValues(inputs, params) {
  return inputs.map((input, index) => toValue(input.type, params[index]))
}

function toValue(type, value) {
  if (type === 'bytes' && Array.isArray(value)) return `0x${Buffer.from(value).toString('hex')}`
  const size = /^bytes(\d+)$/.exec(type)?.[1]
  if (size !== undefined && typeof value === 'string') return fixedBytes(value, Number(size))
  const bits = /^int(\d*)$/.exec(type)?.[1]
  return bits === undefined ? value : BigInt.asIntN(Number(bits || 256), BigInt(value))
}

function fixedBytes(value, size) {
  const digits = value.slice(2)
  const whole = digits.length % 2 === 0 ? digits : `0${digits}`
  return `0x${whole.padEnd(size * 2, '0').slice(0, size * 2)}`
}
