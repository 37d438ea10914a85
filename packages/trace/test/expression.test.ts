import assert from 'node:assert/strict'
import { evaluateExpression } from '../src/internal/expression/evaluate-expression.js'
import { formatOperand, numberOperand, type Operand } from '../src/internal/expression/operand.js'
import { parseExpression } from '../src/internal/expression/parse-expression.js'

const names = new Map<string, Operand>([
  ['x', numberOperand(7n, 'uint256')],
  ['small', numberOperand(200n, 'uint8')],
  ['flag', { kind: 'bool', value: true }],
  ['data', { kind: 'bytes', bytes: Uint8Array.of(1, 2, 255), type: 'bytes' }],
  ['id', { kind: 'bytes', bytes: Uint8Array.of(0xde, 0xad), type: 'bytes2' }],
])

async function evaluate(text: string): Promise<string> {
  const lookUp = async (name: string): Promise<Operand | undefined> => names.get(name)
  return formatOperand(await evaluateExpression({ text, root: parseExpression(text) }, lookUp))
}

describe('expressions of the debugger', () => {
  const values: readonly (readonly [text: string, value: string])[] = [
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['2 ** 3 ** 2', '512'],
    ['-x + 1', '-6'],
    ['7 / 2', '3'],
    ['-7 / 2', '-3'],
    ['-7 % 3', '-1'],
    ['10 - 3 - 2', '5'],
    ['1 << 8 | 1', '257'],
    ['0xff & ~0x0f', '240'],
    ['~small', '55'],
    ['x == 7 && !flag || x > 100', 'false'],
    ['x == 7 || 1 / 0 == 1', 'true'],
    ['x >= 7 ? 1 ether : 2 gwei', '1000000000000000000'],
    ['1e18 == 1 ether', 'true'],
    ['1.5e3', '1500'],
    ['1_000', '1000'],
    ['3 days', '259200'],
    ['data.length', '3'],
    ['data[2]', '0xff'],
    ['id == 0xdead', 'true'],
    ['id == hex"dead"', 'true'],
    ['uint8(257)', '1'],
    ['int8(255)', '-1'],
    ['bytes4(0x01020304)', '0x01020304'],
    ['bytes1(id)', '0xde'],
    ['address(0x1)', '0x0000000000000000000000000000000000000001'],
    ['type(uint8).max + 1', '256'],
    ['type(int16).min', '-32768'],
    ['"a\\n" == "a\\x0a"', 'true'],
    ['\'it\' != "it"', 'false'],
  ]
  for (const [text, value] of values) {
    it(`${text} is ${value}`, async () => assert.equal(await evaluate(text), value))
  }

  const wrong: readonly (readonly [text: string, code: string, offset: number])[] = [
    ['', 'DEBUG_EXPRESSION_SYNTAX', 0],
    ['1 +', 'DEBUG_EXPRESSION_SYNTAX', 3],
    ['x y', 'DEBUG_EXPRESSION_SYNTAX', 2],
    ['(x', 'DEBUG_EXPRESSION_SYNTAX', 2],
    ['x[1', 'DEBUG_EXPRESSION_SYNTAX', 3],
    ['x = 1', 'DEBUG_EXPRESSION_SYNTAX', 2],
    ['"open', 'DEBUG_EXPRESSION_SYNTAX', 0],
    ['1.5', 'DEBUG_EXPRESSION_SYNTAX', 0],
    [`${'('.repeat(100_000)}`, 'DEBUG_EXPRESSION_SYNTAX', 200],
    ['x + nothing', 'DEBUG_NAME_UNKNOWN', 4],
    ['x.member', 'DEBUG_OPERAND_INVALID', 0],
    ['1 + flag', 'DEBUG_OPERAND_INVALID', 0],
    ['x && flag', 'DEBUG_OPERAND_INVALID', 0],
    ['flag && x', 'DEBUG_OPERAND_INVALID', 8],
    ['x / 0', 'DEBUG_OPERAND_INVALID', 0],
    ['data[3]', 'DEBUG_OPERAND_INVALID', 0],
    ['x(1)', 'DEBUG_OPERAND_INVALID', 0],
    ['2 ** 100000', 'DEBUG_OPERAND_INVALID', 0],
    ['flag == 1', 'DEBUG_OPERAND_INVALID', 0],
  ]
  for (const [text, code, offset] of wrong) {
    it(`${text.slice(0, 20) || 'nothing'} is refused`, () =>
      assert.rejects(
        async () => evaluate(text),
        (error) => {
          const data: unknown = Reflect.get(Object(error), 'data')
          assert.equal(Reflect.get(Object(error), 'code'), code)
          assert.equal(Reflect.get(Object(data), 'offset'), offset)
          return true
        },
      ))
  }
})
