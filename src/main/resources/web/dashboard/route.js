// Addresses: every view has one, so that it can be kept, sent and gone back to.

/** What an address shows. */
export function parse({ pathname, search }) {
  const query = Object.fromEntries(new URLSearchParams(search));
  const parts = pathname.split("/").filter(Boolean).map(decode);
  const [first, id, section = "overview", ...rest] = parts;
  if (first === undefined) {
    return { view: "projects", query };
  }
  if (first === "projects" && id) {
    return { view: "project", id, section, rest: rest.join("/"), query };
  }
  return { view: first === "cluster" ? "cluster" : "lost", query };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const encode = (path) => path.split("/").map(encodeURIComponent).join("/");

/** The address of a part of a project; `query` without what is empty. */
export function projectHref(id, section = "", query = {}) {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  const path = `/projects/${encode(id)}${section ? `/${encode(section)}` : ""}`;
  return search.size ? `${path}?${search}` : path;
}

let shown = () => {};

/** Calls `show` whenever the address changes, without loading the page anew. */
export function listen(show) {
  shown = show;
  addEventListener("popstate", show);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plain && event.button === 0 && href.startsWith("/") && !link.hasAttribute("download")) {
      event.preventDefault();
      go(href);
    }
  });
}

export function go(href, replace = false) {
  if (href === location.pathname + location.search) {
    return;
  }
  const far = new URL(href, location.href).pathname !== location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", href);
  shown();
  if (far && !replace) {
    scrollTo(0, 0);
  }
}
