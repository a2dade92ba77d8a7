// The client of the node's feed, a WebSocket: replays stored events, then delivers new ones.

const MIN_RECONNECT_MS = 100;
const MAX_RECONNECT_MS = 5_000;

/**
 * Subscribes to one project, or to all. A lost connection is opened again, with backoff. Events of
 * one project arrive in order and once each.
 *
 * @param {{projectId?: string, lastSeq?: () => number, onEvent: (event: object) => void,
 *   onLiveMessage: (message: object) => void, onConnection: (connected: boolean) => void}} listener
 * @returns {() => void} ends the subscription
 */
export function subscribe(listener) {
  let socket;
  let timer;
  let closed = false;
  let reconnectMs = MIN_RECONNECT_MS;

  const connect = () => {
    const url = new URL("/feed", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    if (listener.projectId) {
      url.searchParams.set("project", listener.projectId);
      url.searchParams.set("after", String(listener.lastSeq()));
    }
    socket = new WebSocket(url);
    socket.onopen = () => {
      reconnectMs = MIN_RECONNECT_MS;
      listener.onConnection(true);
    };
    socket.onmessage = ({ data }) => deliver(JSON.parse(data));
    socket.onclose = () => {
      if (!closed) {
        listener.onConnection(false);
        timer = setTimeout(connect, reconnectMs * (0.5 + Math.random()));
        reconnectMs = Math.min(reconnectMs * 2, MAX_RECONNECT_MS);
      }
    };
  };

  const deliver = (message) => {
    if (!message.seq) {
      listener.onLiveMessage(message);
    } else if (!listener.projectId) {
      listener.onEvent(message);
    } else if (message.seq === listener.lastSeq() + 1) {
      listener.onEvent(message);
    } else if (message.seq > listener.lastSeq() + 1) {
      socket.close();
    }
  };

  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    socket.close();
  };
}
