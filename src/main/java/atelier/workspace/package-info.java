/**
 * The Git repository of each project, written and read with JGit; no other package uses JGit. It
 * must never use a clock, Git configuration or hooks, so that all nodes create the same commits.
 * Start with {@link atelier.workspace.Workspace}, then {@link atelier.workspace.GitProjection}.
 */
@NullMarked
package atelier.workspace;

import org.jspecify.annotations.NullMarked;
