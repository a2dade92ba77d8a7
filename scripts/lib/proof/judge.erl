%% Prints "path, tab, line" for each path on standard input: the line of the first syntax error by
%% Erlang, 0 if there is none, -1 if only a header is missing, which allows no verdict.
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

line(Path) ->
    {ok, Forms} = epp:parse_file(Path, []),
    Errors = [{Module, Where} || {error, {Where, Module, _}} <- Forms],
    case [Where || {Module, Where} <- Errors, Module =/= epp] of
        [{Line, _} | _] -> max(1, Line);
        [Line | _] when is_integer(Line) -> max(1, Line);
        [] when Errors =:= [] -> 0;
        [] -> -1
    end.
