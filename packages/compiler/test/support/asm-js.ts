import { translateAsm } from '../../src/internal/solc/asm-js.js'
import { linkAsm } from '../../src/internal/solc/asm-linker.js'
import { compileWasm, instantiateWasm } from '../../src/internal/solc/wasm-natives.js'

/** Calls one function of a module. */
export type Call = (name: string, ...args: number[]) => number

/** A module that runs, with its heap. */
export interface AsmInstance {
  readonly call: Call
  readonly heap: Uint8Array
}

type Environment = Readonly<Record<string, unknown>>
type AsmModule = (library: unknown, environment: object, heap: ArrayBuffer) => object

const heapBytes = 65_536
/** As `stackSave` gives it, and where the stack of the modules below begins. */
const stackStart = 32_768

const prologue = [
  'var i8=new global.Int8Array(buffer),u8=new global.Uint8Array(buffer)',
  'i16=new global.Int16Array(buffer),u16=new global.Uint16Array(buffer)',
  'i32=new global.Int32Array(buffer),f32=new global.Float32Array(buffer)',
  'f64=new global.Float64Array(buffer),sp=env.stack|0,kept=0,keptDouble=0.5',
  'inf=global.Infinity,nan=global.NaN,floor=global.Math.floor,ceil=global.Math.ceil',
  'abs=global.Math.abs,sqrt=global.Math.sqrt,pow=global.Math.pow,min=global.Math.min',
  'max=global.Math.max,imul=global.Math.imul,clz32=global.Math.clz32,fround=global.Math.fround',
  'note=env.note,fail=env.fail',
].join(',')

const epilogue = [
  'function stackSave(){return sp|0}function stackRestore(a){a=a|0;sp=a}',
  'function setThrew(a,b){a=a|0;b=b|0;kept=a}',
].join('')

/** The text of a module of functions, between a usual prologue and what emscripten always exports. */
export function moduleText(functions: string, exported: readonly string[], tables = ''): string {
  const names = [...exported, 'stackSave', 'stackRestore', 'setThrew']
  const invokes = ['invoke_ii', 'invoke_v'].filter((name) => functions.includes(name))
  const variables = [prologue, ...invokes.map((name) => `${name}=env.${name}`)].join(',')
  const exports = names.map((name) => `${name}:${name}`).join(',')
  return `${variables};${functions}${epilogue}${tables}return{${exports}}`
}

function callOf(exports: object): Call {
  return (name, ...args) => {
    const target: unknown = Reflect.get(exports, name)
    if (typeof target !== 'function') throw new TypeError(`no function ${name}`)
    return Number(Reflect.apply(target, undefined, args))
  }
}

/** As emscripten's glue has it. */
function catching(exports: () => object, name: string): (...args: number[]) => number {
  return (...args) => {
    const call = callOf(exports())
    const stack = call('stackSave')
    try {
      return call(name, ...args)
    } catch (error) {
      call('stackRestore', stack)
      if (typeof error !== 'number') throw error
      call('setThrew', 1, 0)
      return 0
    }
  }
}

function environmentOf(given: Environment, exports: () => object): Environment {
  return {
    stack: stackStart,
    note: () => 0,
    fail(code: number): never {
      throw code
    },
    invoke_ii: catching(exports, 'dynCall_ii'),
    invoke_v: catching(exports, 'dynCall_v'),
    ...given,
  }
}

/** Runs a module as the JavaScript that it is. */
export function asScript(text: string, given: Environment = {}): AsmInstance {
  const buffer = new ArrayBuffer(heapBytes)
  const module: AsmModule = Function('global', 'env', 'buffer', text) as AsmModule
  let exports = {}
  exports = module(
    globalThis,
    environmentOf(given, () => exports),
    buffer,
  )
  return { call: callOf(exports), heap: new Uint8Array(buffer) }
}

/** Runs a module as the WebAssembly that it is translated to; undefined when it is not translated. */
export function asWasm(text: string, given: Environment = {}): AsmInstance | undefined {
  const wasm = translateAsm(Buffer.from(`${text}})`), 'sp;invoke_ii ii;invoke_v v;')
  if (wasm === undefined) return undefined
  const linked = linkAsm((imports, receive) => {
    receive(instantiateWasm(compileWasm(wasm), imports))
  })
  const Heap = linked.ArrayBuffer as new (sizeBytes: number) => ArrayBuffer
  const buffer = new Heap(heapBytes)
  let exports = {}
  exports = linked.translatedAsm(
    globalThis,
    environmentOf(given, () => exports),
  )
  return { call: callOf(exports), heap: new Uint8Array(buffer) }
}
