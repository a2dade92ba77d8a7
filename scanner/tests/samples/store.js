import { readFile } from "node:fs/promises";

export class Store {
  #items = new Map();
  async load(path) {
    for (const line of (await readFile(path, "utf8")).split(/\n/u)) this.#items.set(line, `${line}!`);
    return this.#items?.size ?? 0;
  }
}
