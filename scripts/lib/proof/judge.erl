%% Says of each file that standard input names whether Erlang takes its syntax: path, tab, line.
-module(judge).
-export([main/0]).

main() ->
    case io:get_line("") of
        eof -> halt(0);
        Name ->
            Path = string:trim(Name),
            io:format("~ts\t~w~n", [Path, line(Path)]),
            main()
    end.

%% The forms as they stand, macros and all.
line(Path) ->
    {ok, Forms} = epp_dodger:parse_file(Path, [no_fail]),
    case [P || {error, {P, _, _}} <- [erl_syntax_form(F) || F <- Forms]] of
        [] -> 0;
        [{L, _} | _] -> max(1, L);
        [L | _] when is_integer(L) -> max(1, L);
        _ -> 1
    end.

erl_syntax_form(Form) ->
    case catch erl_syntax:type(Form) of
        error_marker -> {error, erl_syntax:error_marker_info(Form)};
        _ -> ok
    end.
