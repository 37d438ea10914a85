type Json = Readonly<Record<string, unknown>>

/**
 * Where `got` is not `expected`, as JSON; empty when it is. The texts of messages are free, wherever
 * both sides have one.
 */
export function differences(got: unknown, expected: unknown, path = '$'): readonly string[] {
  if (isList(got) && isList(expected)) {
    if (got.length !== expected.length) {
      return [`${path}: ${got.length} items instead of ${expected.length}`]
    }
    return expected.flatMap((item, index) => differences(got[index], item, `${path}[${index}]`))
  }
  if (isObject(got) && isObject(expected)) {
    return keysOf(got, expected).flatMap((key) =>
      isFreeText(key, got, expected) ? [] : differences(got[key], expected[key], `${path}.${key}`),
    )
  }
  return got === expected ? [] : [`${path}: ${show(got)} instead of ${show(expected)}`]
}

/** Fields that examples have and the standard does not ask for. */
const optionalFields: ReadonlySet<string> = new Set(['deleteStrategy'])

/**
 * Where `got` is not of the shape of `example`: other fields, other types, other encodings. Objects whose
 * keys are data (addresses, numbers) and lists may hold anything of the shape of what the example holds,
 * and something if that holds something.
 */
export function shapeDifferences(got: unknown, example: unknown, path = '$'): readonly string[] {
  if (isList(got) && isList(example)) return shapeOfItems(got, example, path)
  if (isObject(got) && isObject(example)) {
    const keys = keysOf(got, example)
    if (keys.length > 0 && keys.every(isData)) return shapeOfItems(got, example, path)
    return keys
      .filter((key) => key in got || !optionalFields.has(key))
      .flatMap((key) => shapeDifferences(got[key], example[key], `${path}.${key}`))
  }
  return isOfShape(got, example)
    ? []
    : [`${path}: ${show(got)} where ${show(example)} is an example`]
}

function shapeOfItems(got: object, example: object, path: string): readonly string[] {
  const [items, examples] = [Object.entries(got), Object.values(example)]
  if (items.length === 0 && examples.length > 0) return [`${path}: nothing in it`]
  return items.flatMap(([key, item]) => shapeOfOne(item, examples, `${path}.${key}`))
}

/** Of the examples the one that fits best; anything fits where there are none. */
function shapeOfOne(got: unknown, examples: readonly unknown[], path: string): readonly string[] {
  let best: readonly string[] | undefined
  for (const example of examples) {
    const found = shapeDifferences(got, example, path)
    if (found.length === 0) return found
    if (best === undefined || found.length < best.length) best = found
  }
  return best ?? []
}

function isOfShape(got: unknown, example: unknown): boolean {
  if (got === null || example === null) return got === example
  if (typeof got !== 'string' || typeof example !== 'string') {
    return typeof got === typeof example && isList(got) === isList(example)
  }
  if (!isHex(example)) return !isHex(got)
  if (example.length === addressLength) return isHex(got) && got.length === addressLength
  if (example.length === wordLength) return got.length === wordLength || isQuantity(got)
  return (isQuantity(got) && isQuantity(example)) || (isBytes(got) && isBytes(example))
}

const addressLength = 42
const wordLength = 66

function isHex(text: string): boolean {
  return /^0x[0-9a-f]*$/i.test(text)
}

function isQuantity(text: string): boolean {
  return /^0x(0|[1-9a-f][0-9a-f]*)$/.test(text)
}

function isBytes(text: string): boolean {
  return /^0x([0-9a-f]{2})*$/.test(text)
}

function isData(key: string): boolean {
  return /^(0x[0-9a-f]+|\d+)$/i.test(key)
}

function isFreeText(key: string, got: Json, expected: Json): boolean {
  return key === 'message' && typeof got[key] === 'string' && typeof expected[key] === 'string'
}

function keysOf(first: Json, second: Json): string[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])]
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !isList(value)
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
