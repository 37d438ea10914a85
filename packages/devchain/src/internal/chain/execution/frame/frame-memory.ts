const firstBytes = 1024

/** The memory of one frame: as ethereumjs' own, which begins with 8 KiB, and with a view for words. */
export class FrameMemory {
  _store: Uint8Array<ArrayBuffer>
  view: DataView

  constructor() {
    this._store = nothing
    this.view = nothingView
  }

  /** Makes sure that there are `size` bytes from `offset` on. */
  extend(offset: number, size: number): void {
    if (size === 0 || offset + size <= this._store.length) return
    let length = Math.max(firstBytes, this._store.length * 2)
    while (length < offset + size) length *= 2
    const store = new Uint8Array(length)
    store.set(this._store)
    this._store = store
    this.view = new DataView(store.buffer)
  }

  write(offset: number, size: number, value: Uint8Array): void {
    if (size === 0) return
    this.extend(offset, size)
    this._store.set(value, offset)
  }

  /** A copy, or with `avoidCopy` a view that is good until memory changes. */
  read(offset: number, size: number, avoidCopy?: boolean): Uint8Array<ArrayBuffer> {
    this.extend(offset, size)
    return avoidCopy === true
      ? this._store.subarray(offset, offset + size)
      : this._store.slice(offset, offset + size)
  }
}

const nothing = new Uint8Array(0)
const nothingView = new DataView(nothing.buffer)
