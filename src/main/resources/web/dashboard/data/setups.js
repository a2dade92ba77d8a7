// The packages that a project declares, and the files that installing them made.
import { newFile, replan } from "./stateUpdates.js";

/** The latest setup of each manifest and ecosystem. */
function recordSetup(state, event, change) {
  const { ecosystem, request } = event.data;
  state.setups.set(`${ecosystem} ${event.file}`, {
    file: event.file, ecosystem, request, event, ...change,
  });
}

export const setupStarted = (state, event) => recordSetup(state, event, { state: "installing" });

export const setupReady = (state, event, file, data) =>
  recordSetup(state, event, { state: "ready", ready: data });

export const setupSkipped = (state, event, file, data) =>
  recordSetup(state, event, { state: "skipped", reason: data.reason });

/** A manifest that a registry refuses goes back to its Writer. */
export function setupFailed(state, event, file, data) {
  recordSetup(state, event, { state: "failed", failed: data });
  if (file) {
    if (file.versions.length) {
      file.versions.at(-1).failedRun = event;
    }
    file.needsWriting = true;
    file.problemCount++;
    file.runProblemCount++;
  }
}

/** A lock file belongs to the project at once: nobody wrote it, and nobody checks it. */
export function addMadeFile(state, event, before, data) {
  const path = event.file;
  const isManifest = path === data.manifest;
  const plan = { path, description: "made by installing packages", uses: [], contract: "" };
  const file = before ?? newFile(plan, state.deletedFiles.get(path));
  state.deletedFiles.delete(path);
  const version = {
    attempt: file.attempts + 1, event, suggestions: [], accepted: true,
  };
  file.versions.push(version);
  Object.assign(file, { attempts: version.attempt, accepted: version, node: event.node });
  if (!isManifest) {
    Object.assign(file, {
      plan, needsWriting: false, candidate: null, surrenderReason: "", problemCount: 0,
      runProblemCount: 0,
    });
    const made = state.madeFiles.get(path) ?? new Set();
    state.madeFiles.set(path, made.add(data.manifest));
  }
  state.files.set(path, file);
  state.filesChangedSeq = event.seq;
  if (state.designed) {
    replan(state, state.blueprint?.delete ?? []);
  }
}
