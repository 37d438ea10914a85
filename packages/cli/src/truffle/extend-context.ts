/** An object with more in it. Getters of the one below are not called before they are used. */
export function extendContext<B extends object, M extends object>(base: B, more: M): B & M {
  return Object.assign(Object.create(base), more)
}
