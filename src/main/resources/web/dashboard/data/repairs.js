// Repairs that are tried: whether their Writer declines them, or they are undone.

/** Remembers what a repair starts from, and the results that were found for it. */
export function startTrial(state, file, event) {
  const open = state.trials.get(file.path);
  if (!file.accepted || (open && !open.restoring && open.accepted === file.accepted)) {
    return;
  }
  state.trials.set(file.path, {
    accepted: file.accepted,
    restoring: false,
    seq: event.seq,
    filesChangedSeq: state.filesChangedSeq,
    tree: treeOf(state),
    controls: [...state.checks.values(), ...state.examples.values()]
      .map((subject) => [subject, subject.control]),
  });
}

const contentOf = (version) => version.event.data.content;

/** The contents of all accepted files. */
const treeOf = (state) => JSON.stringify([...state.files.values()]
  .filter(({ accepted }) => accepted)
  .map(({ path, accepted }) => [path, contentOf(accepted)]));

/** Whether an answer is the accepted version: its Writer sees nothing wrong in it. */
export function declines(state, file, content) {
  const trial = state.trials.get(file.path);
  const same = trial && !trial.restoring && !file.candidate && !file.hints.length
    && trial.accepted === file.accepted && contentOf(trial.accepted) === content;
  if (same) {
    state.trials.delete(file.path);
    settle(file, false);
    forgetBlame(state);
  }
  return Boolean(same);
}

/** The version before has to be written back. */
export function undoRepair(state, event, file) {
  const trial = file && state.trials.get(file.path);
  if (trial) {
    trial.restoring = true;
    settle(file, true);
  }
}

/** The version before is back, and with it the results about it if no other file has changed. */
export function endTrial(state, file) {
  const trial = state.trials.get(file.path);
  if (!trial?.restoring || contentOf(file.accepted) !== contentOf(trial.accepted)) {
    return;
  }
  state.trials.delete(file.path);
  if (treeOf(state) !== trial.tree) {
    return;
  }
  state.filesChangedSeq = trial.filesChangedSeq;
  for (const [subject, control] of trial.controls) {
    subject.control = control;
    subject.runs = subject.runs.filter((run) => run.seq <= trial.seq);
  }
  forgetBlame(state);
}

function settle(file, needsWriting) {
  Object.assign(file, { needsWriting, problemCount: 0, runProblemCount: 0 });
}

function forgetBlame(state) {
  for (const example of state.examples.values()) {
    example.blamed = false;
  }
}
