// What Node.js has of WebAssembly and @types/node 20 does not declare, as far as the engine needs it.

declare namespace WebAssembly {
  type ModuleImports = Record<string, (...args: never[]) => unknown>

  class Module {
    constructor(bytes: Uint8Array)
  }

  class Memory {
    private constructor()
    readonly buffer: ArrayBuffer
    /** By pages of 64 KiB. Ends all views of the buffer. */
    grow(pages: number): number
  }

  class Instance {
    constructor(module: Module, imports: Record<string, ModuleImports>)
    readonly exports: object
  }

  class RuntimeError extends Error {}

  function compile(bytes: Uint8Array): Promise<Module>
}
