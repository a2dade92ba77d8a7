// Small faults put into the sources, and the one request for tests that notice the survivors.

/** Adds the result of a part to those of the other parts on the same files. */
export function addMutants(state, event) {
  const { data, seq } = event;
  const earlier = state.mutants?.data;
  const continues = data.parts && earlier?.tree === data.tree && earlier?.parts === data.parts;
  const all = continues ? earlier : { tried: 0, killed: 0, survivors: [], unproven: [], done: [] };
  if (all.done?.includes(data.part)) {
    return state.mutants;
  }
  const unproven = [...new Set([...all.unproven, ...data.unproven])].sort();
  const survivors = [...all.survivors, ...data.survivors];
  const counted = data.parts > 1
    ? survivors.filter(({ file }) => !unproven.includes(file))
    : survivors;
  return {
    seq,
    data: {
      tree: data.tree,
      parts: data.parts,
      done: [...all.done, data.part ?? 1],
      tried: all.tried + data.tried - (survivors.length - counted.length),
      killed: all.killed + data.killed,
      survivors: counted,
      unproven,
    },
  };
}

/** The Writer is asked once more for a test; what stood before is kept until the tests helped. */
export function startRewrite(state, file, seq) {
  state.rewrite = {
    file,
    seq,
    accepted: file.accepted,
    restoring: false,
    filesChangedSeq: state.filesChangedSeq,
    mutants: state.mutants,
    controls: [...state.checks.values()].map((check) => [check, check.control]),
  };
  Object.assign(file, { needsWriting: true, candidate: null, problemCount: 0 });
}

/** The new tests did not help: the accepted version stays, or has to be written back. */
export function endRewrite(state) {
  const { file, accepted } = state.rewrite;
  const changed = file.accepted !== accepted;
  Object.assign(file, {
    needsWriting: changed,
    candidate: null,
    problemCount: 0,
    surrenderReason: "",
  });
  if (changed) {
    state.rewrite.restoring = true;
  } else {
    state.rewrite = null;
  }
}

/** The version before is back, and with it the evidence about it. */
export function restoreEvidence(state) {
  const { seq, filesChangedSeq, mutants, controls } = state.rewrite;
  Object.assign(state, { filesChangedSeq, mutants, rewrite: null });
  for (const [check, control] of controls) {
    check.control = control;
    check.runs = check.runs.filter((run) => run.seq < seq);
  }
}
