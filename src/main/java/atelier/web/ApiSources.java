package atelier.web;

import atelier.journal.Journal;
import atelier.llm.Llm;
import atelier.studio.Studio;
import atelier.workspace.Repositories;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * The parts of a node that the HTTP handlers use.
 *
 * @param cluster returns the current state of all nodes
 * @param modelHealth returns which models are ready, at most a few seconds old
 */
public record ApiSources(
    Studio studio,
    Journal journal,
    Repositories repositories,
    ModelCallLog modelCalls,
    Supplier<Future<ClusterView>> cluster,
    Supplier<Future<List<Llm.Health>>> modelHealth) {}
