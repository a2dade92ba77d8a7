// Client-side routes: the URL of every view, and navigation without a page load.

/** Parses a location into the view it shows, with its parameters. */
export function parseRoute({ pathname, search }) {
  const query = Object.fromEntries(new URLSearchParams(search));
  const segments = pathname.split("/").filter(Boolean).map(decodeSegment);
  const [first, id, section = "", ...rest] = segments;
  if (first === undefined) {
    return { view: "projects", query };
  }
  if (first === "projects" && id) {
    return { view: "project", id, section, rest: rest.join("/"), query };
  }
  return { view: first === "cluster" ? "cluster" : "notFound", query };
}

function decodeSegment(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const encodePath = (path) => path.split("/").map(encodeURIComponent).join("/");

/** The URL of a section of a project. Empty values of `query` are left out. */
export function projectHref(id, section = "", query = {}) {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  const path = `/projects/${encodePath(id)}${section ? `/${encodePath(section)}` : ""}`;
  return search.size ? `${path}?${search}` : path;
}

let routeChanged = () => {};

/** Calls `listener` when the URL changes. Clicks on links of this site do not load the page. */
export function onRouteChange(listener) {
  routeChanged = listener;
  addEventListener("popstate", listener);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const href = link?.getAttribute("href") ?? "";
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plain && event.button === 0 && href.startsWith("/") && !link.hasAttribute("download")) {
      event.preventDefault();
      navigate(href);
    }
  });
}

/** Shows another URL; `replace` overwrites the current entry of the browser's history. */
export function navigate(href, replace = false) {
  if (href === location.pathname + location.search) {
    return;
  }
  const pathChanges = new URL(href, location.href).pathname !== location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", href);
  routeChanged();
  if (pathChanges && !replace) {
    scrollTo(0, 0);
  }
}
