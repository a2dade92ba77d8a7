-module(store).
-export([add/2, all/1]).

add(Title, Items) when is_list(Items) ->
    [Title | Items].

all(Items) ->
    case lists:reverse(Items) of
        [] -> none;
        All -> {ok, All}
    end.
