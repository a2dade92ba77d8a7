// The statuses of a project.

const ENDED = ["succeeded", "unverified", "failed", "cancelled"];

export const STATUSES = ["queued", "designing", "awaiting_approval", "running", "paused", ...ENDED];

/** Whether a project with this status has ended. */
export const isEnded = (status) => ENDED.includes(status);
