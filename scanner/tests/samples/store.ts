export type Item = { readonly title: string; done?: boolean };

export abstract class Store<T extends Item = Item> {
  protected constructor(private readonly items: Map<string, T>) {}
  abstract add(item: T): Promise<void>;
  get(title: string): T | undefined {
    return this.items.get(title)! satisfies T;
  }
}
