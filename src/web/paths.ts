import { digestOf } from "../model/digest.ts";
import { script } from "./views/script.ts";
import { styles } from "./views/styles.ts";

/** Addresses of pages, below wherever the operator's proxy has put them. */
export interface Paths {
  /** `/subscribe` as a link has it. */
  to(path: `/${string}`): string;
  readonly style: string;
  readonly script: string;
}

/** By its content, so that it may be kept for ever. */
export const stylePath = `/assets/${digestOf(styles).slice(0, 12)}.css` as const;
export const scriptPath = `/assets/${digestOf(script).slice(0, 12)}.js` as const;

/** @param baseUrl what readers reach the pages under; only its path matters here */
export function createPaths(baseUrl: string): Paths {
  const prefix = new URL(baseUrl).pathname.replace(/\/+$/, "");
  const to = (path: `/${string}`): string => `${prefix}${path}`;
  return { to, style: to(stylePath), script: to(scriptPath) };
}
