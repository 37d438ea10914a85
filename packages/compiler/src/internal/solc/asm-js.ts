import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { compileWasm, instantiateWasm } from './wasm-natives.js'

/** What changes with what the translator makes of a script: kept translations are of one version. */
export const translatorVersion = 1

/** What assembly/index.ts exports. Places and lengths are in bytes of its memory. */
interface Translator {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly prepare: (length: number, glueLength: number) => number
  readonly gluePlace: () => number
  readonly translate: () => void
  readonly modulePlace: () => number
  readonly moduleLength: () => number
}

/** Ends a translation: `place` is where in the translator's memory it met what it does not know. */
class UnknownAsmJs extends Error {}

function isTranslator(exports: object): exports is Translator {
  return 'translate' in exports
}

let compiled: object | undefined

function createTranslator(): Translator {
  compiled ??= compileWasm(readFileSync(fileURLToPath(import.meta.resolve('#asm-js.wasm'))))
  const bytesAt = (start: number, length: number): Buffer =>
    Buffer.from(translator.memory.buffer, start, length)
  const host = {
    unsupported(place: number): never {
      throw new UnknownAsmJs(`at ${place}`)
    },
    parseNumber: (start: number, length: number) =>
      Number(bytesAt(start, length).toString('latin1')),
  }
  const { exports } = instantiateWasm(compiled, { host })
  if (!isTranslator(exports)) throw new UnknownAsmJs('asm-js.wasm is of another version')
  const translator = exports
  return translator
}

/**
 * Translates an asm.js module to WebAssembly: `script` is what lies between its `"use asm";` and the
 * end of its function. V8 starts asm.js that lets its memory grow in its interpreter; the same code as
 * WebAssembly is compiled in a tenth of a second, so that the first compilation takes less than half
 * as long, and its machine code can be kept.
 *
 * @param glue of {@link describeGlue}
 *
 * Undefined for asm.js that the translator does not know. What it gives lies in a memory of some 40 MB,
 * and is not to be kept. 0.15 s for the 12 MB of a late 0.5 release.
 */
export function translateAsm(script: Uint8Array, glue: string): Uint8Array | undefined {
  try {
    const translator = createTranslator()
    const place = translator.prepare(script.length, glue.length)
    const input = new Uint8Array(translator.memory.buffer)
    input.set(script, place)
    input.set(Buffer.from(glue, 'latin1'), translator.gluePlace())
    translator.translate()
    const { buffer } = translator.memory
    return new Uint8Array(buffer, translator.modulePlace(), translator.moduleLength())
  } catch {
    // It only saves time, also where there is no memory for it.
    return undefined
  }
}
