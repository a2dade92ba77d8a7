import { useState, type ReactNode } from "react";

export function List<T extends string>({ items }: { items: T[] }): ReactNode {
  const [open, setOpen] = useState<boolean>(true);
  return <ul onClick={() => setOpen(!open)}>{items.map((i) => <li key={i}>{i} &amp; more</li>)}</ul>;
}
