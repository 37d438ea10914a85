import assert from 'node:assert/strict'
import {
  joinJsonObject,
  printJsonMember,
  printShortJsonMember,
  splitJsonObject,
} from '../../../src/internal/artifacts/artifact-text.js'

const values: Readonly<Record<string, unknown>> = {
  text: 'plain',
  brackets: '}\n  } "},{ \u2028 \\',
  number: -1.5e30,
  nothing: null,
  yes: true,
  emptyObject: {},
  emptyList: [],
  list: [1, [2, [3]], { a: [] }],
  object: { deep: { deeper: { '': '  }' } }, '  }': ['\n  ]'] },
}

describe('splitJsonObject', () => {
  it('gives the texts of the members, and joining them gives the same text', () => {
    const text = JSON.stringify(values, null, 2)
    const members = splitJsonObject(text)
    assert.ok(members)
    assert.deepEqual([...members.keys()], Object.keys(values))
    for (const [key, member] of members) assert.deepEqual(JSON.parse(member), values[key])
    assert.equal(joinJsonObject(members), text)
  })

  it('reads members on one line each', () => {
    const short = new Map(
      Object.entries(values).map(([key, value]) => [key, printShortJsonMember(value) ?? '']),
    )
    const members = splitJsonObject(joinJsonObject(short))
    assert.deepEqual(members, short)
  })

  it('leaves other layouts to a parser', () => {
    assert.equal(splitJsonObject('{}'), undefined)
    assert.equal(splitJsonObject(JSON.stringify(values)), undefined)
    assert.equal(splitJsonObject(JSON.stringify(values, null, 4)), undefined)
    assert.equal(
      splitJsonObject(JSON.stringify(values, null, 2).replaceAll('\n', '\r\n')),
      undefined,
    )
    assert.equal(splitJsonObject(JSON.stringify({ 'a": b': 1 }, null, 2)), undefined)
    assert.equal(splitJsonObject('{\n  "a": 1,\n  "b"'), undefined)
    assert.equal(splitJsonObject('{\n  "a": {\n    "b": 1'), undefined)
  })
})

describe('printJsonMember', () => {
  it('indents as the whole object would', () => {
    const text = joinJsonObject(new Map([['object', printJsonMember(values['object']) ?? '']]))
    assert.equal(text, JSON.stringify({ object: values['object'] }, null, 2))
  })

  it('gives nothing for what JSON leaves out', () => {
    assert.equal(printJsonMember(undefined), undefined)
  })
})
