%% Says of each file that standard input names whether Erlang takes its syntax: path, tab, line.
%% Without the headers it includes a file is beyond judging, unless its syntax is at fault.
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
    Faults = [{Module, Where} || {error, {Where, Module, _}} <- Forms],
    case [Where || {Module, Where} <- Faults, Module =/= epp] of
        [{Line, _} | _] -> max(1, Line);
        [Line | _] when is_integer(Line) -> max(1, Line);
        [] when Faults =:= [] -> 0;
        [] -> -1
    end.
