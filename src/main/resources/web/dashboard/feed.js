// The feed: replay from a place, then live, each event once; it comes back by itself.

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * Follows one project, or all of them.
 *
 * @param {{project?: string, after?: () => number, event: (entry: object) => void,
 *   passing: (message: object) => void, state: (live: boolean) => void}} listener
 * @returns {() => void} stops it
 */
export function follow(listener) {
  let socket;
  let timer;
  let stopped = false;
  let waitMs = FIRST_WAIT_MS;

  const open = () => {
    const url = new URL("/feed", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    if (listener.project) {
      url.searchParams.set("project", listener.project);
      url.searchParams.set("after", String(listener.after()));
    }
    socket = new WebSocket(url);
    socket.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      listener.state(true);
    };
    socket.onmessage = ({ data }) => received(JSON.parse(data));
    socket.onclose = () => {
      if (!stopped) {
        listener.state(false);
        timer = setTimeout(open, waitMs * (0.5 + Math.random()));
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      }
    };
  };

  const received = (message) => {
    if (!message.seq) {
      listener.passing(message);
    } else if (!listener.project) {
      listener.event(message);
    } else if (message.seq === listener.after() + 1) {
      listener.event(message);
    } else if (message.seq > listener.after() + 1) {
      socket.close();
    }
  };

  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    socket.close();
  };
}
