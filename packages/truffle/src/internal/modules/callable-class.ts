/**
 * A class that can be called as the function that it once was: `Base.call(this, runner)` in a constructor of old gives
 * `this` what a new object of the class has. Methods are those of `this`.
 */
export function callableClass(base: object): unknown {
  const made = known.get(base)
  if (made !== undefined) return made
  const callable = new Proxy(base, {
    apply(target, self: object, args: unknown[]) {
      share(Reflect.construct(target as new () => object, args, self.constructor), self)
    },
  })
  known.set(base, callable)
  return callable
}

const known = new WeakMap<object, unknown>()

/** Has `target` read and write the fields of `source`. */
function share(source: object, target: object): void {
  for (const key of Reflect.ownKeys(source)) {
    Object.defineProperty(target, key, {
      enumerable: true,
      configurable: true,
      get: () => Reflect.get(source, key),
      set: (value) => Reflect.set(source, key, value),
    })
  }
}
