package atelier.web;

import atelier.journal.Journal;
import atelier.llm.Llm;
import atelier.studio.Studio;
import atelier.workspace.Repositories;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * What calls are answered from.
 *
 * @param cluster the nodes as they are at this moment
 * @param modelHealth which models answer, at most a few seconds old
 */
public record ApiSources(
    Studio studio,
    Journal journal,
    Repositories repositories,
    ModelCallLog modelCalls,
    Supplier<Future<ClusterView>> cluster,
    Supplier<Future<List<Llm.Health>>> modelHealth) {}
