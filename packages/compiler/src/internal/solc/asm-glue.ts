/** An asm.js module in a script, by offsets. */
interface AsmRange {
  readonly start: number
  readonly end: number
}

const invokePattern = /"([\w$]+)":invoke_([vidf]+)(?=[,}])/g

function textAfter(source: Buffer, what: string, { start, end }: AsmRange): string {
  // Backwards: what is looked for lies behind most of what there is.
  const found = source.lastIndexOf(what, end)
  return found < start
    ? ''
    : source.toString('latin1', found + what.length, found + what.length + 40)
}

/** The variable that `stackSave` gives. */
function stackPointerName(source: Buffer, range: AsmRange): string {
  const name = /^[\w$]+/.exec(textAfter(source, 'stackSave:', range))?.[0]
  if (name === undefined) return ''
  return /^[\w$]+(?=\|0\})/.exec(textAfter(source, `function ${name}(){return `, range))?.[0] ?? ''
}

/**
 * What a translation can make use of that a module itself does not say: its stack pointer, and under
 * which names it is handed emscripten's `invoke_…`; in the form that the translator reads.
 */
export function describeGlue(source: Buffer, range: AsmRange): string {
  const handedIn = source.toString(
    'latin1',
    source.lastIndexOf('asmLibraryArg=', range.start),
    range.start,
  )
  const invokes = [...handedIn.matchAll(invokePattern)].map(
    ([, name, types]) => `${name} ${types};`,
  )
  return `${stackPointerName(source, range)};${invokes.join('')}`
}
