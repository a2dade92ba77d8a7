package atelier.web;

import atelier.journal.Journal;
import atelier.llm.Llm;
import atelier.role.Studio;
import atelier.workspace.Repositories;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/**
 * What calls are answered from.
 *
 * @param cluster the nodes as they are at this moment
 * @param models which models answer, at most a few seconds old
 */
public record Sources(
    Studio studio,
    Journal journal,
    Repositories repositories,
    CallBook calls,
    Supplier<Future<ClusterView>> cluster,
    Supplier<Future<List<Llm.Health>>> models) {}
