import { bigNumberDigits, isBigNumberLike } from './big-number-like.js'

const bytesArray = /^bytes([0-9]*)\[\]$/
const numberArray = /^(u?int)([0-9]*)\[\]$/
const number = /^u?int([0-9]*)$/
const bytes = /^bytes([0-9]*)$/

/**
 * What web3 1.10 does to an argument before ethers sees it: numbers of libraries become digits, what is too short for
 * `bytesN` is filled with zeros on the right (`'0x0'` is a bytes32), odd digits get one in front. Only for arguments
 * and one-dimensional arrays of them, never inside structs.
 */
export function padAsWeb3(type: string, argument: unknown): unknown {
  if (isBigNumberLike(argument)) return bigNumberDigits(argument)
  if (bytesArray.test(type) || numberArray.test(type)) return padItems(type, argument)
  const digits = number.exec(type)
  if (digits !== null) return padNumber(Number(digits[1] || 256), argument)
  const size = bytes.exec(type)
  return size === null ? argument : padBytes(Number(size[1] || 0), argument)
}

function padItems(type: string, argument: unknown): unknown {
  const itemType = type.replace('[]', '')
  const param = argument as readonly unknown[]
  return param.map((item) => padAsWeb3(itemType, item))
}

function padNumber(bits: number, argument: unknown): unknown {
  // Whatever has no length fails here with the text that web3 fails with.
  const param = argument as string
  if (typeof argument === 'bigint' || !(bits / 8 < param.length)) return argument
  const digits = String(argument)
  // web3 1.10.0 puts the zeros before the sign and fails then.
  return digits.startsWith('-') ? digits : padLeft(digits, bits)
}

function padBytes(size: number, argument: unknown): unknown {
  let param = argument as string
  if (Buffer.isBuffer(argument)) param = `0x${argument.toString('hex')}`
  if (size > 0) {
    const digits = param.substring(0, 2) === '0x' ? size * 2 + 2 : size * 2
    if (param.length < digits) param = padRight(param, size * 2)
  }
  return param.length % 2 === 1 ? `0x0${param.substring(2)}` : param
}

function padLeft(text: string, digits: number): string {
  return /^0x/i.test(text) ? `0x${text.slice(2).padStart(digits, '0')}` : text.padStart(digits, '0')
}

function padRight(text: string, digits: number): string {
  return /^0x/i.test(text) ? `0x${text.slice(2).padEnd(digits, '0')}` : text.padEnd(digits, '0')
}
