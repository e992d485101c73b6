import { StoreError } from "../../src/model/errors.ts";

/** Lets so many calls through; at the next the process is dead, and everything it still tries fails. */
export function createLife(calls: number): { limit<T extends object>(target: T): T } {
  let left = calls;
  return {
    limit: (target) =>
      new Proxy(target, {
        get(object, key) {
          const value: unknown = Reflect.get(object, key);
          if (typeof value !== "function") return value;
          return async (...args: unknown[]): Promise<unknown> => {
            if (left === 0) throw new StoreError("io", "the process is dead");
            left -= 1;
            return Reflect.apply(value, object, args) as unknown;
          };
        },
      }),
  };
}
