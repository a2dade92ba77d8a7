// The files that installing packages made, and the manifests that they are for.

/** The made files that go when these files go. */
export const madeFor = (state, deleted) => [...state.madeFiles]
  .filter(([, manifests]) => [...manifests].every((each) => deleted.includes(each)))
  .map(([path]) => path);

/** Forgets the packages of deleted manifests. */
export function forgetSetups(state, deleted) {
  for (const [key, setup] of state.setups) {
    if (deleted.includes(setup.file)) {
      state.setups.delete(key);
    }
  }
  for (const [path, manifests] of state.madeFiles) {
    deleted.forEach((each) => manifests.delete(each));
    if (deleted.includes(path) || !manifests.size) {
      state.madeFiles.delete(path);
    }
  }
}
