import { describeGlue } from './asm-glue.js'
import { translateAsm } from './asm-js.js'
import { decodeLz4Blocks } from './lz4.js'

/** What a soljson file computes with: WebAssembly of its own, asm.js that was translated, or plain JavaScript. */
export type SoljsonKind = 'wasm' | 'asm' | 'script'

/** A soljson file taken apart. */
export interface SplitSoljson {
  readonly kind: SoljsonKind
  /** The script without its WebAssembly literal, or with `translatedAsm` in place of its asm.js module. */
  readonly glue: string
  /** The WebAssembly; undefined for unknown layouts. */
  readonly wasm: Uint8Array | undefined
}

const dataUri = 'data:application/octet-stream;base64,'
/** base64 of the WebAssembly magic `\0asm`, less its last partial digit. */
const wasmMagic = 'AGFzb'
const compressedPrelude = 'Module["wasmBinary"] = (function (source, uncompressedSize)'
const compressedLiteral = '})("'
const magicBytes = [0, 0x61, 0x73, 0x6d]

function isWasm(bytes: Uint8Array | undefined): bytes is Uint8Array {
  return bytes !== undefined && magicBytes.every((byte, index) => bytes[index] === byte)
}

function decodeBase64(source: Buffer, start: number, end: number): Buffer {
  return Buffer.from(source.toString('latin1', start, end), 'base64')
}

/** Gives WebAssembly that an earlier process unpacked from the same file. */
export type KeptWasm = () => Uint8Array | undefined

/** Up to about 0.8.20: `wasmBinaryFile="data:application/octet-stream;base64,AGFzb…"`. */
function splitDataUri(source: Buffer, kept: KeptWasm): SplitSoljson | undefined {
  const literal = source.indexOf(`"${dataUri}${wasmMagic}`)
  if (literal === -1) return undefined
  const start = literal + 1 + dataUri.length
  const end = source.indexOf('"', start)
  const wasm = kept() ?? decodeBase64(source, start, end)
  if (!isWasm(wasm)) return undefined
  const glue = source.toString('utf8', 0, start) + source.toString('utf8', end)
  return { kind: 'wasm', glue, wasm }
}

/** Later: a first statement that decodes base64 and LZ4 in plain JavaScript, 200 ms of every load. */
function splitCompressed(source: Buffer, kept: KeptWasm): SplitSoljson | undefined {
  const prelude = source.subarray(0, 4096).indexOf(compressedPrelude)
  if (prelude === -1) return undefined
  const literal = source.indexOf(compressedLiteral, prelude)
  const start = literal + compressedLiteral.length
  const end = source.indexOf('"', start)
  if (literal === -1 || end === -1) return undefined
  const call = /^", (\d+)\);/.exec(source.toString('latin1', end, end + 40))
  if (call?.[1] === undefined) return undefined
  const wasm = kept() ?? decodeLz4Blocks(decodeBase64(source, start, end), Number(call[1]))
  if (!isWasm(wasm)) return undefined
  const rest = source.toString('utf8', end + call[0].length)
  return { kind: 'wasm', glue: source.toString('utf8', 0, prelude) + rest, wasm }
}

const asmStart = '// EMSCRIPTEN_START_ASM\n'
const asmEnd = '// EMSCRIPTEN_END_ASM\n'
const asmHead =
  /^var asm=\(.{0,80}?function\(global, ?env, ?buffer\) ?\{\s*["'](?:use|almost) asm["'];/s

/** What memory is filled with: a megabyte of numbers, which JSON is read in half the time of. */
const memoryArrays = /allocate\((\[[\d,]+\]),/g

/** Until 0.5.17: `var asm=(function(global,env,buffer) {"use asm";…})` between two comments. */
function splitAsm(source: Buffer, kept: KeptWasm): SplitSoljson | undefined {
  const start = source.indexOf(asmStart) + asmStart.length
  const end = source.lastIndexOf(asmEnd)
  if (start < asmStart.length || end < start) return undefined
  const head = asmHead.exec(source.toString('latin1', start, start + 200))
  if (head === null) return undefined
  const script = { start: start + head[0].length, end }
  const wasm =
    kept() ?? translateAsm(source.subarray(script.start, end), describeGlue(source, script))
  if (!isWasm(wasm)) return undefined
  const rest = source.toString('utf8', end + asmEnd.length)
  const before = source
    .toString('utf8', 0, start)
    .replace(memoryArrays, "allocate(JSON.parse('$1'),")
  return {
    kind: 'asm',
    glue: `${before}var asm=translatedAsm${rest}`,
    wasm,
  }
}

/**
 * Takes the WebAssembly out of a soljson file, so that neither V8 parses a literal of 20 MB nor
 * slow script code decodes it: loading costs 0.15 s instead of 0.4 to 0.6. The asm.js of older ones
 * becomes WebAssembly. A layout that is not recognised stays whole, and works as before.
 */
export function splitSoljson(source: Buffer, kept: KeptWasm = () => undefined): SplitSoljson {
  return (
    splitCompressed(source, kept) ??
    splitDataUri(source, kept) ??
    splitAsm(source, kept) ?? { kind: 'script', glue: source.toString('utf8'), wasm: undefined }
  )
}
